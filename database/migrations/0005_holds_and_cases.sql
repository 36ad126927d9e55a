-- What pauses a chase, and the cases behind it: holds, promises, disputes, what was said.

create schema holds;
grant usage on schema holds to quitus_app;

-- Every exclusion, whoever wrote it: the run reads this one table. A part hold leaves the rest of the item chased.
create table holds.hold (
  tenant_id integer not null,
  id uuid not null,
  scope text not null check (scope in ('entity', 'customer', 'item')),
  entity_id uuid,
  customer_id uuid,
  item_id uuid,
  -- How much of the item is held, signed like it; null for all of it.
  part_minor bigint,
  reason text not null check (reason in ('disputed', 'promised', 'planned', 'direct-debit', 'factored', 'litigation', 'insolvency', 'time-barred', 'stop',
    'says-paid', 'reply', 'e-invoice', 'specific-action', 'unmatched-payment', 'to-qualify', 'not-received', 'to-check')),
  -- The module and the row that wrote it: releasing the case releases its holds.
  source text not null,
  source_id uuid,
  from_on date not null,
  -- The last day it holds; null until released.
  until_on date,
  note text,
  author text not null,
  created_at timestamptz not null default now(),
  released_at timestamptz,
  released_by text,
  release_reason text,
  primary key (tenant_id, id),
  check ((scope = 'entity') = (entity_id is not null and customer_id is null and item_id is null)),
  check (scope <> 'customer' or (customer_id is not null and item_id is null)),
  check (scope <> 'item' or item_id is not null),
  check (until_on is null or until_on >= from_on),
  -- Two live holds of one reason, source and target never overlap, touching days included.
  constraint hold_once exclude using gist (
    tenant_id with =, reason with =, source with =,
    (coalesce(item_id, customer_id, entity_id)) with =,
    (coalesce(source_id, '00000000-0000-0000-0000-000000000000'::uuid)) with =,
    (daterange(from_on, until_on, '[]')) with &&
  ) where (released_at is null)
);
create index hold_live_item on holds.hold (tenant_id, item_id) where released_at is null and scope = 'item';
create index hold_live_customer on holds.hold (tenant_id, customer_id) where released_at is null;
create index hold_of_source on holds.hold (tenant_id, source, source_id);
select platform.protect('holds.hold');

create schema promises;
grant usage on schema promises to quitus_app;
create table promises.promise (
  tenant_id integer not null,
  id uuid not null,
  customer_id uuid not null,
  promised_on date not null,
  due_on date not null,
  grace_until date not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  means text,
  source text not null check (source in ('call', 'mail', 'portal', 'model', 'import')),
  comment text not null default '',
  state text not null default 'expected' check (state in ('proposed', 'expected', 'kept', 'partly-kept', 'broken', 'cancelled', 'superseded')),
  inferred boolean not null default false,
  author text not null,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (tenant_id, id)
);
create index promise_of_customer on promises.promise (tenant_id, customer_id, due_on);
create index promise_expected on promises.promise (tenant_id, due_on) where state = 'expected';
create table promises.promise_item (
  tenant_id integer not null,
  promise_id uuid not null,
  item_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  -- What was open when the promise was made: a later payment is seen against it.
  open_minor_at_start bigint not null,
  primary key (tenant_id, promise_id, item_id),
  foreign key (tenant_id, promise_id) references promises.promise on delete cascade
);
create index promise_of_item on promises.promise_item (tenant_id, item_id);
select platform.protect('promises.promise');
select platform.protect('promises.promise_item');

create schema disputes;
grant usage on schema disputes to quitus_app;
create sequence disputes.dispute_number;
grant usage on sequence disputes.dispute_number to quitus_app;
create table disputes.dispute (
  tenant_id integer not null,
  id uuid not null,
  number bigint not null default nextval('disputes.dispute_number'),
  customer_id uuid not null,
  type text not null check (type in ('administrative', 'price', 'quality', 'quantity', 'delivery', 'contract', 'duplicate', 'not-ordered', 'not-received', 'other')),
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  state text not null default 'open' check (state in ('open', 'waiting-internal', 'waiting-customer', 'accepted', 'rejected', 'withdrawn', 'closed')),
  opened_on date not null,
  due_on date not null,
  resolver text,
  comment text not null default '',
  outcome text,
  author text not null,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (tenant_id, id)
);
create index dispute_of_customer on disputes.dispute (tenant_id, customer_id);
create index dispute_live on disputes.dispute (tenant_id, due_on) where closed_at is null;
create table disputes.dispute_item (
  tenant_id integer not null,
  dispute_id uuid not null,
  item_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  primary key (tenant_id, dispute_id, item_id),
  foreign key (tenant_id, dispute_id) references disputes.dispute on delete cascade
);
create index dispute_of_item on disputes.dispute_item (tenant_id, item_id);
select platform.protect('disputes.dispute');
select platform.protect('disputes.dispute_item');

-- What was said and done with a customer: calls with their outcome, notes, "says paid".
create schema worklist;
grant usage on schema worklist to quitus_app;
create table worklist.interaction (
  tenant_id integer not null,
  id uuid not null,
  customer_id uuid not null,
  contact_id uuid,
  kind text not null check (kind in ('call', 'note', 'says-paid', 'reply', 'meeting')),
  outcome text check (outcome in ('reached', 'not-reached', 'left-message', 'wrong-number', 'will-check', 'call-back', 'promise', 'dispute', 'says-paid', 'refuses')),
  comment text not null default '',
  call_back_on date,
  pinned boolean not null default false,
  action_id uuid,
  -- Items spoken of; empty for the account as a whole.
  item_ids uuid[] not null default '{}',
  happened_at timestamptz not null default now(),
  author_id uuid,
  author text not null,
  primary key (tenant_id, id)
);
create index interaction_of_customer on worklist.interaction (tenant_id, customer_id, happened_at desc);
create index interaction_call_back on worklist.interaction (tenant_id, call_back_on) where call_back_on is not null;
select platform.protect('worklist.interaction');
