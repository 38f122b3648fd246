#!/bin/sh
# Writes .env beside docker-compose.yml (or the file named), with all secrets for which docker-compose.yml asks (a service
# key and passwords), of 256 random bits each. A file that is there is kept: the databases were made with what it holds.
set -eu
compose="$(dirname "$0")/../docker-compose.yml"
file=${1:-$(dirname "$0")/../.env}
if [ -e "$file" ]; then
  echo "$file is there already; it is left as it is." >&2
  exit 0
fi
umask 077
secret() { od -An -N32 -v -tx1 /dev/urandom | tr -d ' \n'; }
draft="$file.$$"
trap 'rm -f "$draft"' EXIT
for name in $(sed -n 's/.*\${\([A-Z_]*\):?is not set.*/\1/p' "$compose"); do
  echo "$name=$(secret)"
done > "$draft"
mv "$draft" "$file"
echo "Wrote $file. Keep it, and let nobody else read it." >&2
