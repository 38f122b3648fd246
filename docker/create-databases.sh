#!/bin/sh
# Runs once, when the PostgreSQL container starts with an empty volume: one role and one database for each
# subgraph and the registry, each role with a password of its own and able to connect to its own database only. It
# makes those whose <NAME>_DATABASE_PASSWORD docker-compose.yml gives it.
set -eu
variables="$(env | sed -n 's/^\([A-Z]*_DATABASE_PASSWORD\)=.*/\1/p' | sort)"
: "${variables:?: no <NAME>_DATABASE_PASSWORD is set}"
for variable in $variables; do
  service="$(printf '%s' "${variable%_DATABASE_PASSWORD}" | tr '[:upper:]' '[:lower:]')"
  eval "password=\${$variable:?}"
  psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set role="$service" --set password="$password" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"role" OWNER :"role";
REVOKE ALL ON DATABASE :"role" FROM PUBLIC;
SQL
done
