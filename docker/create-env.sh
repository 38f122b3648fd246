#!/bin/sh
# Writes .env beside docker-compose.yml (or the file named), with a service key and passwords of 256 random bits each. A
# file that is there is kept: the databases were made with what it holds.
set -eu
file=${1:-$(dirname "$0")/../.env}
if [ -e "$file" ]; then
  echo "$file is there already; it is left as it is." >&2
  exit 0
fi
umask 077
secret() { od -An -N32 -v -tx1 /dev/urandom | tr -d ' \n'; }
draft="$file.$$"
trap 'rm -f "$draft"' EXIT
for name in HUB_SERVICE_KEY POSTGRES_PASSWORD PROBATION_DATABASE_PASSWORD PRISONS_DATABASE_PASSWORD \
  JOBCENTRE_DATABASE_PASSWORD PROVIDERS_DATABASE_PASSWORD OUTCOMES_DATABASE_PASSWORD REGISTRY_DATABASE_PASSWORD; do
  echo "$name=$(secret)"
done > "$draft"
mv "$draft" "$file"
echo "Wrote $file. Keep it, and let nobody else read it." >&2
