-- Who uses the installation: tenants, their entities, people, sessions, settings.

create schema identity;
grant usage on schema identity to quitus_app;

-- The login directory: which tenants exist. Read before a tenant is known, so it carries no policy (named exemption).
create table identity.tenant (
  id integer primary key,
  name text not null unique check (name <> ''),
  is_demo boolean not null default false,
  created_at timestamptz not null default now()
);
grant select, insert, update on identity.tenant to quitus_app;

-- People are global; what they may do is their membership in a tenant.
create table identity.person (
  id uuid primary key,
  email text not null check (email = lower(email)),
  name text not null,
  password_hash text,
  language text not null default 'fr' check (language in ('fr', 'en')),
  color_scheme text not null default 'auto' check (color_scheme in ('auto', 'light', 'dark')),
  failed_sign_ins integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  unique (email)
);
grant select, insert, update on identity.person to quitus_app;

create table identity.session (
  token_hash bytea primary key,
  person_id uuid not null references identity.person,
  tenant_id integer not null references identity.tenant,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  user_agent text not null default ''
);
create index session_of_person on identity.session (person_id);
grant select, insert, update, delete on identity.session to quitus_app;

-- One-time links that make the owner of a tenant.
create table identity.owner_link (
  token_hash bytea primary key,
  tenant_id integer not null references identity.tenant,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
grant select, insert, update on identity.owner_link to quitus_app;

create table identity.membership (
  tenant_id integer not null,
  person_id uuid not null,
  role text not null check (role in ('owner', 'manager', 'collector', 'accountant', 'sales', 'resolver', 'reader', 'auditor')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, person_id)
);
select platform.protect('identity.membership');

-- At sign-in the tenant is not known yet: this answers which tenants a person belongs to, and nothing else.
create function identity.tenants_of(of_person uuid) returns table (tenant_id integer, name text, role text)
language sql stable security definer set search_path = pg_catalog, identity as $$
  select membership.tenant_id, tenant.name, membership.role
  from identity.membership
  join identity.tenant on tenant.id = membership.tenant_id
  where membership.person_id = of_person
  order by tenant.name
$$;
revoke execute on function identity.tenants_of(uuid) from public;
grant execute on function identity.tenants_of(uuid) to quitus_app;

-- The company or agency that invoices.
create table identity.entity (
  tenant_id integer not null,
  id uuid not null,
  name text not null,
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  country text not null default 'FR' check (country ~ '^[A-Z]{2}$'),
  time_zone text not null default 'Europe/Paris',
  legal_name text,
  legal_id text,
  vat_number text,
  address_lines text[] not null default '{}',
  postcode text,
  city text,
  email text,
  phone text,
  iban text,
  bic text,
  account_holder text,
  -- The default used when a source gives no due date and the customer has no terms; shown wherever a date is inferred.
  default_terms_id uuid,
  last_ledger_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
select platform.protect('identity.entity');

create table identity.setting (
  tenant_id integer not null,
  key text not null,
  value jsonb not null,
  changed_at timestamptz not null default now(),
  changed_by text not null default 'system',
  primary key (tenant_id, key)
);
select platform.protect('identity.setting');

-- Views of lists that a person saved: criteria and columns as data.
create table identity.saved_view (
  tenant_id integer not null,
  id uuid not null,
  person_id uuid,
  screen text not null,
  name text not null,
  view jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index saved_view_of_screen on identity.saved_view (tenant_id, screen, person_id);
select platform.protect('identity.saved_view');
