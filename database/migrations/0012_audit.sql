-- The audit: every event numbered and chained under a key that the database does not hold, erasure that keeps the chain, and who read whose data.

create schema audit;
grant usage on schema audit to quitus_app;

-- Where a change was asked from: {"address": …, "userAgent": …}; null for jobs and the command line.
alter table platform.event add column origin jsonb;
-- The transaction that wrote it: what was not finished when others were sealed is found again by it. After an import of a
-- dump these are the numbers of another server; the sealing takes account of that.
alter table platform.event add column tx xid8 not null default pg_current_xact_id();
-- The sealing: what came since, in the order of its transactions.
create index event_to_seal on platform.event (tenant_id, tx, recorded_at, id);

-- One statement of what is sealed of an event: every column, in this order, as JSON text. jsonb prints equal values of one
-- spelling the same on every server; the instant is microseconds since 1970, so that no time zone matters.
create function audit.canonical(event platform.event) returns bytea
language sql stable parallel safe as $$
  select convert_to(jsonb_build_array(
    1, event.tenant_id, event.id, (extract(epoch from event.recorded_at) * 1000000)::bigint, event.kind, event.entity_id, event.customer_id,
    event.subject_id, event.actor_kind, event.actor_id, event.actor_name, event.details, event.origin, event.tx::text
  )::text, 'UTF8')
$$;

-- One run of the sealing. Its hash is an HMAC over all of the row, the hash before it and the digests it covers.
create table audit.batch (
  tenant_id integer not null,
  batch bigint not null check (batch > 0),
  first_number bigint not null,
  last_number bigint not null check (last_number >= first_number),
  previous_hash bytea not null,
  -- SHA-256 over the digests of its events, in the order of their numbers.
  content_hash bytea not null,
  hash bytea not null,
  key_id text not null,
  -- The first transaction that had not begun at `sealed_at`: its events cannot be older.
  next_tx xid8 not null,
  sealed_at timestamptz not null,
  primary key (tenant_id, batch)
);

-- An erasure of personal values, asked for by a person. Its own event holds the hash over what it left.
create table audit.erasure (
  tenant_id integer not null,
  id uuid not null,
  erased_at timestamptz not null default clock_timestamp(),
  erased_by text not null,
  reason text not null,
  events bigint not null,
  content_hash bytea not null,
  primary key (tenant_id, id)
);

-- An event's number, and what it was when it was sealed.
create table audit.sealed_event (
  tenant_id integer not null,
  number bigint not null check (number > 0),
  event_id uuid not null,
  -- As in the event: finds it in its partition.
  recorded_at timestamptz not null,
  batch bigint not null,
  -- Destroyed by an erasure: without it nobody can guess erased values from the digest.
  salt bytea,
  digest bytea not null,
  erasure_id uuid,
  -- What the erasure left, under a salt of its own.
  erased_salt bytea,
  erased_digest bytea,
  primary key (tenant_id, number),
  check ((erasure_id is null) = (salt is not null)),
  check ((erasure_id is null) = (erased_digest is null)),
  check ((erasure_id is null) = (erased_salt is null))
);
-- Whether an event is sealed.
create unique index sealed_event_of on audit.sealed_event (tenant_id, event_id);
-- What one erasure left.
create index sealed_event_erased on audit.sealed_event (tenant_id, erasure_id, number) where erasure_id is not null;

-- The end of the chain, under an HMAC of its own: so that nobody cuts its end off unseen. The next batch hangs on it.
create table audit.head (
  tenant_id integer primary key,
  batch bigint not null,
  last_number bigint not null,
  hash bytea not null,
  -- All events of transactions before this one are sealed.
  horizon xid8 not null,
  key_id text not null,
  proof bytea not null
);

-- Who read whose personal data: one row a day, reader and customer, or list.
create table audit.personal_read (
  tenant_id integer not null,
  day date not null,
  reader_id uuid not null,
  -- The customer's id; of a list, its route.
  subject text not null,
  customer_id uuid,
  reader_kind text not null check (reader_kind in ('person', 'key')),
  reader_name text not null,
  -- What was read: the routes.
  routes text[] not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  times integer not null check (times > 0),
  primary key (tenant_id, day, reader_id, subject)
);
-- Who read this customer's data.
create index personal_read_of_customer on audit.personal_read (tenant_id, customer_id, last_at desc) where customer_id is not null;
-- All reads, the latest first.
create index personal_read_latest on audit.personal_read (tenant_id, last_at desc, reader_id, subject);

select platform.protect('audit.batch', 'select, insert');
select platform.protect('audit.sealed_event', 'select, insert');
select platform.protect('audit.erasure', 'select');
select platform.protect('audit.head', 'select, insert, update');
select platform.protect('audit.personal_read', 'select, insert, update');

-- The audit is of the whole tenant: nobody within a scope reads or writes any of it.
select platform.scope_by(one::regclass, 'false')
from unnest(array['audit.batch', 'audit.sealed_event', 'audit.erasure', 'audit.head', 'audit.personal_read']) as one;

-- Not even whoever owns the tables empties them by mistake.
create function audit.refuse_truncate() returns trigger
language plpgsql as $$
begin
  raise exception 'the audit is append-only: %.% is never truncated', tg_table_schema, tg_table_name;
end $$;
create trigger append_only before truncate on platform.event for each statement execute function audit.refuse_truncate();
create trigger append_only before truncate on audit.batch for each statement execute function audit.refuse_truncate();
create trigger append_only before truncate on audit.sealed_event for each statement execute function audit.refuse_truncate();
create trigger append_only before truncate on audit.erasure for each statement execute function audit.refuse_truncate();
create trigger append_only before truncate on audit.head for each statement execute function audit.refuse_truncate();
create trigger append_only before truncate on audit.personal_read for each statement execute function audit.refuse_truncate();

-- Replaces the personal values of sealed events by nothing: those of one customer (their details), or of one person of ours (name, origin and
-- what is told of them). The digest stays in the chain, its salt goes. Answers the hash over what is left, which the erasure's event keeps.
create function audit.erase_event_details(new_erasure uuid, of_customer uuid, of_person uuid, by_name text, because text)
returns table (events bigint, content_hash bytea)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  -- Row-level security does not bind the owner: the tenant is named in every statement below.
  tenant integer := nullif(current_setting('quitus.tenant', true), '')::int;
begin
  if tenant is null or (of_customer is null) = (of_person is null) then
    raise exception 'an erasure is of one tenant, and of one customer or one person';
  end if;
  -- The sealing waits, and an erasure at the same moment.
  perform pg_advisory_xact_lock(hashtextextended('audit/' || tenant, 12));
  return query
    with target as (
      select event.recorded_at, event.id, sealed_event.number
      from platform.event
      join audit.sealed_event on sealed_event.tenant_id = event.tenant_id and sealed_event.event_id = event.id
      where event.tenant_id = tenant and sealed_event.erasure_id is null
        and (event.customer_id = of_customer or event.actor_id = of_person or event.subject_id = of_person)
    ),
    emptied as (
      update platform.event set
        details = case when event.customer_id = of_customer or event.subject_id = of_person then '{"erased": true}' else event.details end,
        actor_name = case when event.actor_id = of_person then '' else event.actor_name end,
        origin = case when event.actor_id = of_person then null else event.origin end
      from target
      where event.tenant_id = tenant and event.recorded_at = target.recorded_at and event.id = target.id
      returning event.id, audit.canonical(event) as canonical, uuid_send(gen_random_uuid()) as salt
    ),
    noted as (
      update audit.sealed_event set
        salt = null, erasure_id = new_erasure, erased_salt = emptied.salt, erased_digest = sha256(emptied.salt || emptied.canonical)
      from emptied
      where sealed_event.tenant_id = tenant and sealed_event.event_id = emptied.id
      returning sealed_event.number, sealed_event.erased_digest
    ),
    total as (
      select count(*) as events, sha256(coalesce(string_agg(int8send(noted.number) || noted.erased_digest, ''::bytea order by noted.number), '')) as content_hash
      from noted
    )
    insert into audit.erasure (tenant_id, id, erased_by, reason, events, content_hash)
    select tenant, new_erasure, by_name, because, total.events, total.content_hash
    from total
    returning erasure.events, erasure.content_hash;
end $$;
revoke execute on function audit.erase_event_details(uuid, uuid, uuid, text, text) from public;
grant execute on function audit.erase_event_details(uuid, uuid, uuid, text, text) to quitus_app;

-- The tenants with events that no seal covers yet: their numbers, and nothing else of them.
create function audit.tenants_to_seal() returns setof integer
language sql stable security definer set search_path = pg_catalog as $$
  select tenant.id
  from identity.tenant
  left join audit.head on head.tenant_id = tenant.id
  -- Ahead of this server's transactions: the tenant came from another server, and all of it is looked through once.
  where head.horizon > pg_snapshot_xmax(pg_current_snapshot())
    or exists (
      select from platform.event
      where event.tenant_id = tenant.id and event.tx >= coalesce(head.horizon, '0'::xid8) and event.tx < pg_snapshot_xmax(pg_current_snapshot())
        and (select true from audit.sealed_event where sealed_event.tenant_id = event.tenant_id and sealed_event.event_id = event.id) is null
    )
$$;
revoke execute on function audit.tenants_to_seal() from public;
grant execute on function audit.tenants_to_seal() to quitus_app;
