#!/bin/sh
# Runs once, when the PostgreSQL container starts with an empty volume: one role and one database for each
# subgraph and the registry, each role with a password of its own and able to connect to its own database only.
set -eu
for service in probation prisons jobcentre providers outcomes registry; do
  variable="$(printf '%s' "$service" | tr '[:lower:]' '[:upper:]')_DATABASE_PASSWORD"
  eval "password=\${$variable:?}"
  psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set role="$service" --set password="$password" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"role" OWNER :"role";
REVOKE ALL ON DATABASE :"role" FROM PUBLIC;
SQL
done
