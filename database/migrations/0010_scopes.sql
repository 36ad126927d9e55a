-- Who may see which customers: a second serving role that is held, row by row, to the scope of its transaction.

-- The migrator makes quitus_scoped beside quitus_app. A transaction of a caller whose scope is narrower than the tenant takes that role and
-- names its scope in quitus.scope_*; the policies below bind that role alone, so that everybody else's plans stay as they were.

-- A list of the transaction's scope; null means no restriction. Empty means nobody.
create function platform.scope_list(of_what text) returns text[]
language sql stable parallel safe as $$
  select nullif(current_setting('quitus.scope_' || of_what, true), '')::text[]
$$;
create function platform.scope_ids(of_what text) returns uuid[]
language sql stable parallel safe as $$
  select nullif(current_setting('quitus.scope_' || of_what, true), '')::uuid[]
$$;
-- Whether the transaction sees every customer of the entities it sees: only then do totals kept by entity say what its customers owe.
create function platform.sees_whole_entities() returns boolean
language sql stable parallel safe as $$
  select platform.scope_list('agencies') is null and platform.scope_list('collectors') is null and platform.scope_list('sales_reps') is null
$$;
grant execute on function platform.scope_list(text), platform.scope_ids(text), platform.sees_whole_entities() to quitus_app;

-- Rows hang on something one may see or not: on a customer, an entity, or a row of another table, through that table's own policy.
create function platform.scope_by(target regclass, visible text, writable text default null) returns void
language plpgsql as $$
begin
  execute format('create policy scope on %s as restrictive to quitus_scoped using (%s) with check (%s)', target, visible, coalesce(writable, visible));
end $$;
create function platform.scope_by_row(target regclass, own_column text, parent regclass) returns void
language plpgsql as $$
begin
  perform platform.scope_by(target, format(
    'exists (select from %s as visible where visible.tenant_id = %s.tenant_id and visible.id = %2$s.%3$I)',
    parent, (select relname from pg_class where oid = target), own_column));
end $$;
create function platform.scope_by_entity(target regclass, own_column text default 'entity_id') returns void
language plpgsql as $$
begin
  perform platform.scope_by(target, format(
    '(select platform.scope_ids(''entities'')) is null or %I = any ((select platform.scope_ids(''entities''))::uuid[])', own_column));
end $$;
-- What tells of all customers of an entity at once.
create function platform.scope_by_whole_entity(target regclass) returns void
language plpgsql as $$
begin
  perform platform.scope_by(target,
    '(select platform.sees_whole_entities()) and ((select platform.scope_ids(''entities'')) is null or entity_id = any ((select platform.scope_ids(''entities''))::uuid[]))');
end $$;
revoke execute on function platform.scope_by(regclass, text, text), platform.scope_by_row(regclass, text, regclass),
  platform.scope_by_entity(regclass, text), platform.scope_by_whole_entity(regclass) from public;

select platform.scope_by('customers.customer', '
  ((select platform.scope_ids(''entities'')) is null or entity_id = any ((select platform.scope_ids(''entities''))::uuid[]))
  and ((select platform.scope_list(''agencies'')) is null or agency = any ((select platform.scope_list(''agencies''))::text[]))
  and ((select platform.scope_ids(''collectors'')) is null or collector_id = any ((select platform.scope_ids(''collectors''))::uuid[]))
  and ((select platform.scope_list(''sales_reps'')) is null or lower(sales_rep) = any ((select platform.scope_list(''sales_reps''))::text[]))
');
select platform.scope_by_row(one::regclass, 'customer_id', 'customers.customer') from unnest(array[
  'customers.contact', 'customers.group_member', 'customers.monthly_sales',
  'receivables.item', 'receivables.item_history', 'receivables.allocation', 'receivables.customer_balance',
  'disputes.dispute', 'promises.promise', 'worklist.interaction',
  'dunning.action', 'dunning.assignment', 'messages.message',
  'intake.lettering_proposal', 'intake.opening_line']) as one;
select platform.scope_by_row('disputes.dispute_item', 'dispute_id', 'disputes.dispute');
select platform.scope_by_row('promises.promise_item', 'promise_id', 'promises.promise');
select platform.scope_by_row('dunning.action_item', 'action_id', 'dunning.action');
select platform.scope_by_row('dunning.step_done', 'item_id', 'receivables.item');
select platform.scope_by_row('messages.message_item', 'message_id', 'messages.message');
select platform.scope_by_row('messages.attempt', 'message_id', 'messages.message');
select platform.scope_by_row('messages.local_mail', 'message_id', 'messages.message');
-- The hold of a whole entity is for everybody to see, and for nobody within a scope to place or lift.
select platform.scope_by('holds.hold', '
  exists (select from customers.customer as visible where visible.tenant_id = hold.tenant_id and visible.id = hold.customer_id)
  or exists (select from receivables.item as visible where visible.tenant_id = hold.tenant_id and visible.id = hold.item_id)
  or (scope = ''entity'' and exists (select from identity.entity as visible where visible.tenant_id = hold.tenant_id and visible.id = hold.entity_id))', '
  exists (select from customers.customer as visible where visible.tenant_id = hold.tenant_id and visible.id = hold.customer_id)
  or exists (select from receivables.item as visible where visible.tenant_id = hold.tenant_id and visible.id = hold.item_id)');
-- The time line is a customer's; what concerns no customer is the audit's, which nobody within a scope reads. Everybody writes what they do.
select platform.scope_by('platform.event',
  'exists (select from customers.customer as visible where visible.tenant_id = event.tenant_id and visible.id = event.customer_id)', 'true');

select platform.scope_by_entity('identity.entity', 'id');
select platform.scope_by_entity('intake.journal');
select platform.scope_by_whole_entity(one::regclass) from unnest(array[
  'intake.import', 'dunning.run', 'receivables.due_day_total', 'reporting.booked_day', 'reporting.booked_day_stamp']) as one;
select platform.scope_by_row('intake.rejected_line', 'import_id', 'intake.import');

-- Finds accounts by a part of their name; it acts as its owner for the index's sake, so it holds itself to tenant and scope.
create or replace function customers.search(words text, at_most integer) returns table (id uuid, code text, name text, likeness real)
language sql stable security definer set search_path = pg_catalog, public, customers, platform as $$
  select customer.id, customer.code, customer.name,
    word_similarity(platform.folded(words), platform.folded(customer.name) || ' ' || lower(customer.code)) as likeness
  from customers.customer
  where customer.tenant_id = nullif(current_setting('quitus.tenant', true), '')::int
    and customer.merged_into is null
    and (platform.folded(customer.name) || ' ' || lower(customer.code)) like '%' || replace(replace(platform.folded(words), '\', '\\'), '%', '\%') || '%'
    and (platform.scope_ids('entities') is null or customer.entity_id = any (platform.scope_ids('entities')))
    and (platform.scope_list('agencies') is null or customer.agency = any (platform.scope_list('agencies')))
    and (platform.scope_ids('collectors') is null or customer.collector_id = any (platform.scope_ids('collectors')))
    and (platform.scope_list('sales_reps') is null or lower(customer.sales_rep) = any (platform.scope_list('sales_reps')))
  order by likeness desc, customer.sort_key
  limit least(at_most, 100)
$$;

-- Where the ledger holds all invoices is known to everybody who measures, also to those within a scope, who see no import.
create function intake.whole_ledger_entities() returns table (entity_id uuid)
language sql stable security definer set search_path = pg_catalog, intake as $$
  select distinct import.entity_id
  from intake.import
  where import.tenant_id = nullif(current_setting('quitus.tenant', true), '')::int and import.type = 'fec' and import.state = 'applied'
$$;
revoke execute on function intake.whole_ledger_entities() from public;
grant execute on function intake.whole_ledger_entities() to quitus_app;

-- What a member may see. Null lists mean all.
alter table identity.membership
  add column entities uuid[] check (entities <> '{}'),
  add column agencies text[] check (agencies <> '{}'),
  add column customers text not null default 'all' check (customers in ('all', 'portfolio', 'own')),
  -- The member as the ledger names its sales people: theirs are the customers of that name.
  add column sales_rep text,
  add column changed_at timestamptz not null default now(),
  drop constraint membership_role_check,
  add constraint membership_role_check check (role in ('owner', 'manager', 'collector', 'accountant', 'sales', 'resolver', 'reader', 'auditor', 'partner')),
  -- Who has the right to everything sees everything.
  add constraint owner_sees_all check (role <> 'owner' or (entities is null and agencies is null and customers = 'all')),
  add constraint own_needs_name check (customers <> 'own' or sales_rep is not null);

-- Somebody away lends their portfolio to a colleague, from a day to a day, both included.
create table identity.delegation (
  tenant_id integer not null,
  id uuid not null,
  from_person_id uuid not null,
  to_person_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  note text not null default '',
  author text not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, from_person_id) references identity.membership (tenant_id, person_id) on delete cascade,
  foreign key (tenant_id, to_person_id) references identity.membership (tenant_id, person_id) on delete cascade,
  check (starts_on <= ends_on),
  check (from_person_id <> to_person_id)
);
create index delegation_to on identity.delegation (tenant_id, to_person_id, ends_on);
create index delegation_from on identity.delegation (tenant_id, from_person_id, ends_on);
select platform.protect('identity.delegation');

-- One member with the scope of a day: read before the tenant is set, hence by the owner.
create function identity.member(of_tenant integer, of_person uuid, on_day date)
returns table (role text, entities uuid[], agencies text[], customers text, sales_rep text, portfolios uuid[])
language sql stable security definer set search_path = pg_catalog, identity as $$
  select membership.role, membership.entities, membership.agencies, membership.customers, membership.sales_rep,
    array(
      select delegation.from_person_id
      from identity.delegation
      where delegation.tenant_id = of_tenant and delegation.to_person_id = of_person and delegation.ended_at is null
        and on_day between delegation.starts_on and delegation.ends_on
      order by 1
    )
  from identity.membership
  where membership.tenant_id = of_tenant and membership.person_id = of_person
$$;
revoke execute on function identity.member(integer, uuid, date) from public;
grant execute on function identity.member(integer, uuid, date) to quitus_app;

-- Programs act too.
alter table platform.event drop constraint event_actor_kind_check, add constraint event_actor_kind_check check (actor_kind in ('user', 'key', 'system'));

-- Whatever quitus_app may do, quitus_scoped may too, within its policies. The migrator calls this after the last file.
create function platform.mirror_grants() returns void
language plpgsql as $$
declare
  given record;
begin
  for given in
    select format('grant %s on %s to quitus_scoped', string_agg(acl.privilege_type, ', '), pg_class.oid::regclass) as statement
    from pg_class cross join lateral aclexplode(pg_class.relacl) as acl
    where acl.grantee = 'quitus_app'::regrole and pg_class.relkind in ('r', 'p', 'v', 'S')
    group by pg_class.oid
    union all
    select format('grant usage on schema %I to quitus_scoped', pg_namespace.nspname)
    from pg_namespace cross join lateral aclexplode(pg_namespace.nspacl) as acl
    where acl.grantee = 'quitus_app'::regrole and acl.privilege_type = 'USAGE'
    union all
    select format('grant execute on function %s to quitus_scoped', pg_proc.oid::regprocedure)
    from pg_proc cross join lateral aclexplode(pg_proc.proacl) as acl
    where acl.grantee = 'quitus_app'::regrole
  loop
    execute given.statement;
  end loop;
end $$;
revoke execute on function platform.mirror_grants() from public;
