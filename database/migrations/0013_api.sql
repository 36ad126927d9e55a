-- The API for programs: keys with rights and scope of their own, and answers kept for a retry, apart for each caller.
-- A key's token names its tenant, so that its row is found under the tenant's own policy like any other.

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

-- A retry's answer belongs to the caller who got the first one. Nothing was kept here before.
alter table platform.idempotency_key add column caller text not null, drop constraint idempotency_key_pkey,
  add primary key (tenant_id, caller, key);
-- What is old enough to be forgotten.
create index idempotency_key_by_age on platform.idempotency_key (tenant_id, created_at);
-- The answer as the text that was sent, so that a retry gets the same bytes; its status alone when the answer must not be kept.
alter table platform.idempotency_key alter column answer type text;
