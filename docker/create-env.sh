#!/bin/sh
# Writes .env beside docker-compose.yml (or the file named), with all secrets for which docker-compose.yml asks: a service key and
# passwords, of 256 random bits each, and the key of each subgraph, which follows from the service key. What the file has already is
# kept: the databases were made with it. Needs openssl.
set -eu
compose="$(dirname "$0")/../docker-compose.yml"
file=${1:-$(dirname "$0")/../.env}
umask 077
draft="$file.$$"
trap 'rm -f "$draft"' EXIT
if [ -e "$file" ]; then cat "$file" > "$draft"; else : > "$draft"; fi

secret() { od -An -N32 -v -tx1 /dev/urandom | tr -d ' \n'; }
has() { grep -q "^$1=" "$draft"; }
hmac() { openssl dgst -sha256 -mac HMAC -macopt "hexkey:$1" -binary; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
# As `hub key show` derives it: HKDF-SHA256 (RFC 5869) without salt, in base64url.
subgraph_key() {
  extracted=$(printf '%s' "$(sed -n 's/^HUB_SERVICE_KEY=//p' "$draft")" | hmac "$(printf '%064d' 0)" | hex)
  printf 'throughgate subgraph key 1\n%s\001' "$1" | hmac "$extracted" | openssl base64 -A | tr '+/' '-_' | tr -d '='
}

added=
for name in HUB_SERVICE_KEY $(sed -n 's/.*\${\([A-Z_]*\):?is not set.*/\1/p' "$compose"); do
  if has "$name"; then continue; fi
  case $name in
    *_SUBGRAPH_KEY) value=$(subgraph_key "$(printf '%s' "${name%_SUBGRAPH_KEY}" | tr 'A-Z_' 'a-z-')") ;;
    *) value=$(secret) ;;
  esac
  if [ -z "$value" ]; then
    echo "$name could not be made: is openssl installed? $file is left as it is." >&2
    exit 1
  fi
  echo "$name=$value" >> "$draft"
  added="$added $name"
done
if [ -z "$added" ]; then
  echo "$file has all that is needed; it is left as it is." >&2
  exit 0
fi
mv "$draft" "$file"
echo "Wrote$added to $file. Keep it, and let nobody else read it." >&2
