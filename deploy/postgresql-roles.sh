#!/bin/sh
# The roles of an installation, made once: an owner that migrates, a login that serves under row-level security.
# Run as a superuser with psql at hand; the passwords come from files (or from the environment).
set -eu
owner_password=${QUITUS_OWNER_PASSWORD:-$(cat /run/secrets/owner-password)}
serving_password=${QUITUS_SERVING_PASSWORD:-$(cat /run/secrets/serving-password)}
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname="${POSTGRES_DB:-quitus}" \
  --set=owner_password="$owner_password" --set=serving_password="$serving_password" <<'SQL'
-- Names no tenant and no person: what it owns is the schema.
create role quitus_owner login createrole password :'owner_password';
-- Taken by every connection that serves; the policies of row-level security bind it.
create role quitus_app nologin;
-- Taken within a transaction for a caller who may see only some customers; its policies narrow those of quitus_app.
create role quitus_scoped nologin;
grant quitus_app to quitus_owner with admin true, set true, inherit false;
grant quitus_scoped to quitus_owner with admin true, set true, inherit false;
grant quitus_scoped to quitus_app with set true, inherit false;
create role quitus_login login password :'serving_password' in role quitus_app;
select format('alter database %I owner to quitus_owner', current_database()) \gexec
select format('revoke connect on database %I from public', current_database()) \gexec
select format('grant connect, temporary on database %I to quitus_app', current_database()) \gexec
SQL
