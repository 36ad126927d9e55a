-- Webhooks: where events of the tenant are sent, every delivery and every try.

create schema webhooks;
grant usage on schema webhooks to quitus_app;

create table webhooks.endpoint (
  tenant_id integer not null,
  id uuid not null,
  url text not null check (length(url) <= 2000),
  description text not null default '',
  -- `promises.made`, `promises.*` or `*`.
  kinds text[] not null check (kinds <> '{}'),
  -- Empty: all entities, and what concerns none.
  entity_ids uuid[] not null default '{}',
  enabled boolean not null,
  disabled_reason text check (disabled_reason in ('by-hand', 'failing', 'gone')),
  disabled_at timestamptz,
  -- The number of the last sealed event that was looked at for this endpoint.
  position bigint not null check (position >= 0),
  -- Sealed under the installation's key; the former one signs too, until its time is over.
  secret text not null,
  former_secret text,
  former_secret_until timestamptz,
  -- Of the tries in a row that failed: since when, how many; and until when nothing is tried.
  failing_since timestamptz,
  failures integer not null default 0,
  rest_until timestamptz,
  last_delivered_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  primary key (tenant_id, id),
  check (enabled = (disabled_reason is null)),
  check (enabled = (disabled_at is null)),
  check ((former_secret is null) = (former_secret_until is null))
);

-- A wish to send past events again, worked through by the job: `position` up to `to_number`.
create table webhooks.replay (
  tenant_id integer not null,
  id uuid not null,
  endpoint_id uuid not null,
  recorded_from timestamptz,
  recorded_until timestamptz,
  position bigint not null,
  to_number bigint not null,
  asked_by text not null,
  asked_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, endpoint_id) references webhooks.endpoint on delete cascade
);
-- What is still to be worked through.
create index replay_open on webhooks.replay (tenant_id, asked_at) where finished_at is null;
create index replay_of_endpoint on webhooks.replay (tenant_id, endpoint_id);

create table webhooks.delivery (
  tenant_id integer not null,
  id uuid not null,
  endpoint_id uuid not null,
  -- The header webhook-id: of the event, so the same at every try and replay.
  message_id text not null,
  kind text not null,
  -- Null for a test.
  event_id uuid,
  event_number bigint,
  -- Which asking made it; all zeros for the first sending.
  replay_id uuid not null default '00000000-0000-0000-0000-000000000000',
  test boolean not null default false,
  body text not null,
  -- waiting → calling (under a lease) → delivered | failed | waiting.
  state text not null default 'waiting' check (state in ('waiting', 'calling', 'delivered', 'failed')),
  attempts integer not null default 0,
  -- The tries that count against the schedule: not those that our own stop or crash cut short.
  failures integer not null default 0,
  next_try_at timestamptz not null,
  -- Who calls, and until when others leave it to them.
  claim_id uuid,
  lease_until timestamptz,
  outcome text,
  status_code integer,
  duration_ms integer,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, endpoint_id) references webhooks.endpoint on delete cascade,
  check ((state = 'calling') = (claim_id is not null and lease_until is not null)),
  check ((state in ('delivered', 'failed')) = (finished_at is not null)),
  check (test = (event_id is null))
);
-- Exactly once: an event is queued for an endpoint one time, and one more time for each asking.
create unique index delivery_once on webhooks.delivery (tenant_id, endpoint_id, event_id, replay_id) where event_id is not null;
-- What to send next to one endpoint.
create index delivery_queue on webhooks.delivery (tenant_id, endpoint_id, next_try_at, id) where state = 'waiting';
-- What callers that are gone left behind.
create index delivery_in_hand on webhooks.delivery (tenant_id, lease_until) where state = 'calling';
-- The log of one endpoint, newest first.
create index delivery_log on webhooks.delivery (tenant_id, endpoint_id, id desc);
-- What failed for good, to count and to show it.
create index delivery_failed on webhooks.delivery (tenant_id, endpoint_id, id desc) where state = 'failed';
-- What has been kept long enough.
create index delivery_over on webhooks.delivery (tenant_id, state, finished_at) where finished_at is not null;

-- Every try; `calling` until its end is known.
create table webhooks.attempt (
  tenant_id integer not null,
  delivery_id uuid not null,
  attempt integer not null,
  started_at timestamptz not null,
  outcome text not null check (outcome in ('calling', 'delivered', 'rejected', 'redirect', 'gone', 'timeout', 'unreachable', 'address-not-public', 'url-not-allowed', 'lost')),
  status_code integer,
  duration_ms integer,
  answer text not null default '',
  primary key (tenant_id, delivery_id, attempt),
  foreign key (tenant_id, delivery_id) references webhooks.delivery on delete cascade
);

select platform.protect('webhooks.endpoint');
select platform.protect('webhooks.replay');
select platform.protect('webhooks.delivery');
select platform.protect('webhooks.attempt');
-- An endpoint is told of the whole tenant: nobody within a scope sees or makes one.
select platform.scope_by(one::regclass, 'false')
from unnest(array['webhooks.endpoint', 'webhooks.replay', 'webhooks.delivery', 'webhooks.attempt']) as one;
