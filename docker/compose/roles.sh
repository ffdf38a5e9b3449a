#!/bin/sh
# Makes the roles of the service and of the commands, as PostgreSQL's superuser. The command "migrate" grants them what
# they need.
set -eu

PGPASSWORD=$(cat /secrets/owner/password)
export PGPASSWORD
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --host postgres --username latchkey_owner --dbname latchkey <<'END'
\set operator `cat /secrets/operator/password`
\set service `cat /secrets/service/password`
SELECT format('CREATE ROLE %I LOGIN', name) FROM unnest(ARRAY['latchkey_operator', 'latchkey']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE latchkey_operator PASSWORD :'operator';
ALTER ROLE latchkey PASSWORD :'service';
REVOKE ALL ON DATABASE latchkey FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT CONNECT ON DATABASE latchkey TO latchkey_operator, latchkey;
END
