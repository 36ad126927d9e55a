-- The floor everything stands on: tenancy, events, due work, documents.

create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gin;
create extension if not exists btree_gist;

create schema if not exists platform;
grant usage on schema platform to quitus_app;

-- Puts one table under its tenant: row-level security, one policy, and the rights of the serving role.
-- The sub-select makes the policy one InitPlan, so that indexes led by tenant_id are used.
create function platform.protect(target regclass, rights text default 'select, insert, update, delete') returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format(
    'create policy tenant on %s using (tenant_id = (select nullif(current_setting(''quitus.tenant'', true), '''')::int)) with check (tenant_id = (select nullif(current_setting(''quitus.tenant'', true), '''')::int))',
    target);
  execute format('grant %s on %s to quitus_app', rights, target);
end $$;
revoke execute on function platform.protect(regclass, text) from public;

-- Text as it is searched: no accents, lower case. Immutable so that indexes can hold it.
create function platform.folded(value text) returns text
language sql immutable strict parallel safe as $$
  select lower(public.unaccent('public.unaccent'::regdictionary, value))
$$;

-- What happened: one row a change (one an import, not one an item), written in the transaction of the change.
-- The time line, the audit, webhooks and live screens read it. Append-only for the serving role.
create table platform.event (
  tenant_id integer not null,
  id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  kind text not null check (kind ~ '^[a-z-]+\.[a-z-]+$'),
  entity_id uuid,
  customer_id uuid,
  subject_id uuid,
  actor_kind text not null check (actor_kind in ('user', 'system')),
  actor_id uuid,
  actor_name text not null,
  details jsonb not null default '{}',
  primary key (tenant_id, recorded_at, id)
) partition by range (recorded_at);
-- The customer page's time line, newest first.
create index event_of_customer on platform.event (tenant_id, customer_id, recorded_at desc) where customer_id is not null;
create index event_of_kind on platform.event (tenant_id, kind, recorded_at desc);
create table platform.event_default partition of platform.event default;

-- Makes the month's partition and the next one's; called at every start and by the nightly job.
create function platform.prepare_event_months() returns void
language plpgsql security definer set search_path = pg_catalog, platform as $$
declare
  first_day date := date_trunc('month', now())::date;
  month_start date;
  name text;
begin
  for month_start in select (first_day + make_interval(months => offset_months))::date from generate_series(0, 2) as offset_months loop
    name := 'event_' || to_char(month_start, 'YYYY_MM');
    if to_regclass('platform.' || name) is null
      and not exists (select from platform.event_default where recorded_at >= month_start and recorded_at < month_start + interval '1 month') then
      execute format('create table platform.%I partition of platform.event for values from (%L) to (%L)', name, month_start, (month_start + interval '1 month')::date);
    end if;
  end loop;
end $$;
revoke execute on function platform.prepare_event_months() from public;
grant execute on function platform.prepare_event_months() to quitus_app;
select platform.protect('platform.event', 'select, insert');
select platform.protect('platform.event_default', 'select, insert');

-- Tells workers in which tenant there is work, without reading any tenant's rows. No business data here.
create table platform.due_work (
  tenant_id integer not null,
  kind text not null,
  subject text not null default '',
  due_at timestamptz not null default now(),
  -- How often it was asked for: work asked for again while it runs is not forgotten.
  asked integer not null default 1,
  attempts integer not null default 0,
  last_error text,
  primary key (tenant_id, kind, subject)
);
create index due_work_next on platform.due_work (due_at);
grant select, insert, update, delete on platform.due_work to quitus_app;

-- Files as they came, content-addressed, in pieces so that none is held in memory whole.
create table platform.document (
  tenant_id integer not null,
  id uuid not null,
  sha256 bytea not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index document_by_content on platform.document (tenant_id, sha256);
create table platform.document_piece (
  tenant_id integer not null,
  document_id uuid not null,
  piece integer not null,
  bytes bytea not null,
  primary key (tenant_id, document_id, piece),
  foreign key (tenant_id, document_id) references platform.document on delete cascade
);
-- Files come compressed, or are read once: compressing a piece costs more than it saves.
alter table platform.document_piece alter column bytes set storage external;
select platform.protect('platform.document');
select platform.protect('platform.document_piece');

-- Answers already given to a creating request, so that a retry with the same key changes nothing.
create table platform.idempotency_key (
  tenant_id integer not null,
  key text not null,
  route text not null,
  request_sha256 bytea not null,
  status integer,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (tenant_id, key)
);
select platform.protect('platform.idempotency_key');
