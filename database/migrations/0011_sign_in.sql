-- Signing in: links, second steps, passkeys, invitations, single sign-on, and tries that are counted for all machines together.

-- A one-time secret in somebody's hands, kept as its hash: an invitation, a new password; later a debtor's page.
-- What a link is about stands with its purpose: subject_id is the invitation's id.
create table identity.link (
  id uuid primary key,
  token_hash bytea not null unique,
  purpose text not null check (purpose in ('invitation', 'password-reset', 'debtor')),
  tenant_id integer references identity.tenant,
  person_id uuid references identity.person,
  subject_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
-- To take back the open links of an invitation or a person.
create index link_of_subject on identity.link (subject_id) where used_at is null and revoked_at is null;
create index link_of_person on identity.link (person_id) where used_at is null and revoked_at is null;
grant select, insert, update on identity.link to quitus_app;

-- One step of a ceremony that comes back within minutes: a second step, a passkey's challenge, a way to the identity provider. Taken once.
create table identity.challenge (
  token_hash bytea primary key,
  kind text not null check (kind in ('second-step', 'passkey-registration', 'passkey-sign-in', 'sso')),
  person_id uuid references identity.person,
  tenant_id integer references identity.tenant,
  details jsonb not null default '{}',
  tries_left integer not null default 1,
  expires_at timestamptz not null
);
create index challenge_expiry on identity.challenge (expires_at);
grant select, insert, update, delete on identity.challenge to quitus_app;

-- Tries counted for all machines together, so that guessing is slow whichever one is asked. The key is a hash: it tells no address and no e-mail.
create table identity.tries (
  action text not null,
  key bytea not null,
  count integer not null,
  expires_at timestamptz not null,
  primary key (action, key)
);
create index tries_expiry on identity.tries (expires_at);
grant select, insert, update, delete on identity.tries to quitus_app;

-- The authenticator app of a person: its sealed secret, counting once confirmed; a code's time step is taken once.
create table identity.second_step (
  person_id uuid primary key references identity.person,
  sealed_secret text not null,
  begun_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0
);
grant select, insert, update, delete on identity.second_step to quitus_app;
create table identity.recovery_code (
  person_id uuid not null references identity.person,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);
grant select, insert, update, delete on identity.recovery_code to quitus_app;

create table identity.passkey (
  id uuid primary key,
  person_id uuid not null references identity.person,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null,
  synced boolean not null default false,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_of_person on identity.passkey (person_id);
grant select, insert, update, delete on identity.passkey to quitus_app;

-- Tries are counted in identity.tries now, for e-mails without an account too; failed_sign_ins and locked_until are read no more.
alter table identity.person add column password_changed_at timestamptz;

-- A session's id names it on the screen: its hash never leaves.
alter table identity.session
  add column id uuid not null default gen_random_uuid() unique,
  add column address text,
  add column method text not null default 'password' check (method in ('password', 'passkey', 'sso', 'link')),
  -- Both steps were taken: a code, a passkey that asked for its finger or figure, or the identity provider's own.
  add column second_step boolean not null default false,
  add column sealed_id_token text;
create index session_expiry on identity.session (expires_at);

create table identity.invitation (
  tenant_id integer not null,
  id uuid not null,
  email text not null check (email = lower(email)),
  name text not null,
  role text not null,
  entities uuid[],
  agencies text[],
  customers text not null default 'all' check (customers in ('all', 'portfolio', 'own')),
  sales_rep text,
  language text not null check (language in ('fr', 'en')),
  invited_by uuid not null,
  invited_by_name text not null,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  person_id uuid,
  primary key (tenant_id, id)
);
-- One open invitation an e-mail.
create unique index invitation_open on identity.invitation (tenant_id, email) where accepted_at is null and revoked_at is null;
select platform.protect('identity.invitation');

-- Single sign-on of a tenant with its OpenID Connect provider.
create table identity.sso_configuration (
  tenant_id integer primary key,
  issuer text not null,
  client_id text not null,
  sealed_client_secret text not null,
  allowed_domains text[] not null default '{}',
  group_claim text,
  -- [{group, role, scope}], the first that fits counts.
  groups jsonb not null default '[]',
  default_role text,
  only_sso boolean not null default false,
  changed_at timestamptz not null
);
select platform.protect('identity.sso_configuration');
-- Whom a provider's subject is, in this tenant alone: another tenant's provider may say the same of somebody else.
create table identity.sso_identity (
  tenant_id integer not null,
  issuer text not null,
  subject text not null,
  person_id uuid not null,
  linked_at timestamptz not null,
  primary key (tenant_id, issuer, subject)
);
create index sso_identity_of_person on identity.sso_identity (tenant_id, person_id);
select platform.protect('identity.sso_identity');
-- Only administrators, whose role is never scoped, arrange these.
select platform.scope_by(one::regclass, 'false') from unnest(array['identity.invitation', 'identity.sso_configuration', 'identity.sso_identity']) as one;

-- Before a tenant is known: which organisations' single sign-on takes an e-mail's domain.
create function identity.sso_of_domain(domain text) returns table (tenant_id integer, name text, only_sso boolean)
language sql stable security definer set search_path = pg_catalog, identity as $$
  select tenant.id, tenant.name, sso_configuration.only_sso
  from identity.sso_configuration
  join identity.tenant on tenant.id = sso_configuration.tenant_id
  where lower(domain) = any (sso_configuration.allowed_domains)
  order by tenant.name
$$;
-- What a tenant asks of whoever signs in, read at each request together with the session.
create function identity.sign_in_rules(of_tenant integer) returns table (second_step_required boolean, idle_hours integer, only_sso boolean)
language sql stable security definer set search_path = pg_catalog, identity as $$
  select
    coalesce((select value = '"required"' from identity.setting where setting.tenant_id = of_tenant and key = 'security.secondStep'), false),
    coalesce((select (value #>> '{}')::integer from identity.setting where setting.tenant_id = of_tenant and key = 'security.idleHours'), 72),
    coalesce((select sso_configuration.only_sso from identity.sso_configuration where sso_configuration.tenant_id = of_tenant), false)
$$;
revoke execute on function identity.sso_of_domain(text), identity.sign_in_rules(integer) from public;
grant execute on function identity.sso_of_domain(text), identity.sign_in_rules(integer) to quitus_app;
