-- The API for programs: keys with rights and scope of their own, and answers kept for a retry, apart for each caller.

create table identity.api_key (
  tenant_id integer not null,
  id uuid not null,
  name text not null check (name <> ''),
  -- SHA-256 of 256 random bits; the secret itself is shown once and kept nowhere.
  secret_sha256 bytea not null,
  -- After a rotation the secret of before is good until then.
  former_sha256 bytea,
  former_until timestamptz,
  permissions text[] not null check (permissions <> '{}'),
  -- What it may see; null lists mean all.
  entities uuid[] check (entities <> '{}'),
  agencies text[] check (agencies <> '{}'),
  collectors uuid[] check (collectors <> '{}'),
  sales_reps text[] check (sales_reps <> '{}'),
  -- CIDR blocks it may call from; null means anywhere.
  networks text[] check (networks <> '{}'),
  language text not null default 'en' check (language in ('fr', 'en')),
  expires_at timestamptz,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null default now(),
  rotated_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  primary key (tenant_id, id),
  check ((former_sha256 is null) = (former_until is null))
);
select platform.protect('identity.api_key', 'select, insert, update');

-- A key's call comes before its tenant is known: this answers the one key of this id whose secret has this hash, and nothing else.
create function identity.key_of(key_id uuid, secret bytea, at_instant timestamptz)
returns table (tenant_id integer, name text, permissions text[], entities uuid[], agencies text[], collectors uuid[], sales_reps text[], networks text[],
  language text, last_used_at timestamptz)
language sql stable security definer set search_path = pg_catalog, identity as $$
  select api_key.tenant_id, api_key.name, api_key.permissions, api_key.entities, api_key.agencies, api_key.collectors, api_key.sales_reps,
    api_key.networks, api_key.language, api_key.last_used_at
  from identity.api_key
  where api_key.id = key_id and api_key.revoked_at is null and (api_key.expires_at is null or api_key.expires_at > at_instant)
    and (api_key.secret_sha256 = secret or (api_key.former_sha256 = secret and api_key.former_until > at_instant))
$$;
revoke execute on function identity.key_of(uuid, bytea, timestamptz) from public;
grant execute on function identity.key_of(uuid, bytea, timestamptz) to quitus_app;
-- Serves that question: the tenant is what it asks for.
create index api_key_by_id on identity.api_key (tenant_id, id, revoked_at);

-- A retry's answer belongs to the caller who got the first one. Nothing was kept here before.
alter table platform.idempotency_key add column caller text not null, drop constraint idempotency_key_pkey,
  add primary key (tenant_id, caller, key);
-- What is old enough to be forgotten.
create index idempotency_key_by_age on platform.idempotency_key (tenant_id, created_at);
-- The answer as the text that was sent, so that a retry gets the same bytes; its status alone when the answer must not be kept.
alter table platform.idempotency_key alter column answer type text;
