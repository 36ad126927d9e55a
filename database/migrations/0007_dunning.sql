-- Who is chased, when, how and why: scenarios with versions, the daily run, the actions it makes.

create schema dunning;
grant usage on schema dunning to quitus_app;

create table dunning.scenario (
  tenant_id integer not null,
  id uuid not null,
  name text not null,
  is_default boolean not null default false,
  current_version integer not null default 1,
  archived boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
create unique index scenario_default on dunning.scenario (tenant_id) where is_default;
create table dunning.scenario_version (
  tenant_id integer not null,
  scenario_id uuid not null,
  version integer not null,
  state text not null check (state in ('draft', 'published', 'superseded')),
  unit text not null default 'account' check (unit in ('account', 'level', 'item')),
  catch_up text not null default 'start-at-first' check (catch_up in ('start-at-first', 'jump-to-age', 'latest-only')),
  -- Null: the tenant's settings contact.minDays and floor.amount. The floor is in minor units of a two-decimal currency.
  min_days_between integer check (min_days_between between 0 and 90),
  floor_minor bigint check (floor_minor >= 0),
  published_at timestamptz,
  author text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, scenario_id, version),
  foreign key (tenant_id, scenario_id) references dunning.scenario
);
-- step_id is stable across versions: an item's history refers to it, and a new version never makes a done step undone.
create table dunning.step (
  tenant_id integer not null,
  scenario_id uuid not null,
  version integer not null,
  step_id uuid not null,
  position integer not null check (position between 1 and 99),
  -- Never falls along the positions.
  level integer not null check (level between 0 and 99),
  name_fr text not null,
  name_en text not null,
  reference text not null default 'due-date' check (reference in ('due-date', 'issue-date', 'previous-step')),
  -- Days after the reference, negative before it.
  offset_days integer not null,
  channel text not null check (channel in ('e-mail', 'sms', 'letter', 'registered-letter', 'call', 'task')),
  automation text not null check (automation in ('automatic', 'to-confirm', 'manual')),
  -- Formal notice, hand-over, write-off: never automatic, whatever the setting.
  grave boolean not null default false,
  subject_fr text,
  subject_en text,
  body_fr text,
  body_en text,
  script_fr text,
  script_en text,
  minimum_minor bigint,
  enabled boolean not null default true,
  primary key (tenant_id, scenario_id, version, step_id),
  foreign key (tenant_id, scenario_id, version) references dunning.scenario_version,
  check (not grave or automation <> 'automatic')
);
select platform.protect('dunning.scenario');
select platform.protect('dunning.scenario_version');
select platform.protect('dunning.step');

create table dunning.assignment (
  tenant_id integer not null,
  customer_id uuid not null,
  scenario_id uuid not null,
  -- Chosen by hand: rules never overwrite it.
  locked boolean not null default false,
  author text not null,
  assigned_at timestamptz not null default now(),
  primary key (tenant_id, customer_id),
  foreign key (tenant_id, scenario_id) references dunning.scenario
);
select platform.protect('dunning.assignment');

-- One run per entity and business date.
create table dunning.run (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  run_on date not null,
  state text not null check (state in ('running', 'done', 'done-with-errors', 'failed')),
  evaluated bigint not null default 0,
  messages bigint not null default 0,
  to_confirm bigint not null default 0,
  tasks bigint not null default 0,
  skipped jsonb not null default '{}',
  held boolean not null default false,
  held_reason text,
  duration_ms integer,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  author text not null,
  primary key (tenant_id, id),
  unique (tenant_id, entity_id, run_on)
);
select platform.protect('dunning.run');

-- What is to be done about a customer: a message to send or confirm, a call, a task. Its key makes it exist once.
create table dunning.action (
  tenant_id integer not null,
  id uuid not null,
  once_key text not null,
  run_id uuid,
  entity_id uuid not null,
  customer_id uuid not null,
  scenario_id uuid,
  scenario_version integer,
  step_id uuid,
  level integer,
  cycle integer not null default 1,
  channel text not null,
  automation text not null,
  grave boolean not null default false,
  -- to-confirm → confirmed → done (its message was sent, or the call made) | skipped | cancelled | expired; to-do → done…
  state text not null check (state in ('to-confirm', 'confirmed', 'to-do', 'done', 'skipped', 'cancelled', 'expired')),
  -- Why it waits for a person although its step is automatic: stale data, breaker, prudence with what is inferred.
  caution text,
  planned_on date not null,
  currency text not null,
  amount_minor bigint not null,
  credits_minor bigint not null default 0,
  oldest_days_late integer,
  leader_item_id uuid,
  reason jsonb not null default '{}',
  assignee_id uuid,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by text,
  decision_note text,
  done_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, once_key)
);
create index action_open on dunning.action (tenant_id, state, planned_on) where state in ('to-confirm', 'to-do', 'confirmed');
create index action_of_customer on dunning.action (tenant_id, customer_id, created_at desc);
-- How often a step was tried for a leader: its next cycle.
create index action_of_leader on dunning.action (tenant_id, leader_item_id, step_id);
create table dunning.action_item (
  tenant_id integer not null,
  action_id uuid not null,
  item_id uuid not null,
  -- Whether the step counts for this item (its own step), or it is only listed beside the leader.
  stepped boolean not null,
  -- The item's own step that counts when this is sent: the leader's, or an earlier one for a newer item. Null when only listed.
  step_id uuid,
  level integer,
  open_minor bigint not null,
  days_late integer not null,
  primary key (tenant_id, action_id, item_id),
  -- No foreign key to action: a run writes hundreds of thousands of these in the statement after their actions, and actions are never deleted.
  check (stepped = (step_id is not null))
);
create index action_of_item on dunning.action_item (tenant_id, item_id);
select platform.protect('dunning.action');
select platform.protect('dunning.action_item');

-- What an item's scenario has seen: written when a message that listed it was sent, or the call made. Never moved back by an import.
-- done: its step counts; listed: a message named it beside the leader, so the minimum interval runs but its level does not move;
-- skipped or expired: the step is passed over, and nobody was reminded.
create table dunning.step_done (
  tenant_id integer not null,
  item_id uuid not null,
  scenario_id uuid not null,
  step_id uuid not null,
  cycle integer not null default 1,
  level integer not null,
  channel text not null,
  outcome text not null default 'done' check (outcome in ('done', 'listed', 'skipped', 'expired')),
  done_on date not null,
  action_id uuid,
  primary key (tenant_id, item_id, scenario_id, step_id, cycle)
);
create index step_done_of_item on dunning.step_done (tenant_id, item_id, done_on desc);
select platform.protect('dunning.step_done');
