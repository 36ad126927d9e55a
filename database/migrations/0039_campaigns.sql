-- Campaigns: one message to every customer of an audience, written once and asked for by a person. It is no chase.

create table dunning.campaign (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  name text not null,
  kind text not null check (kind in ('statement', 'bank-details', 'balance-confirmation', 'free')),
  -- Over the customer; null: everybody of the entity.
  criteria jsonb,
  -- Contacts by role, in this order; empty: whoever is usually written to.
  recipient_roles text[] not null default '{}',
  -- The day whose close the balance is of.
  as_of date,
  attach_statement boolean not null default false,
  subject_fr text,
  body_fr text,
  subject_en text,
  body_en text,
  -- Other languages, other words for some customers: as those of a step.
  texts jsonb not null default '[]',
  state text not null default 'draft' check (state in ('draft', 'confirmed', 'cancelled')),
  -- Counts its changes, so that nobody confirms what another has just rewritten.
  revision integer not null default 1,
  author text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  confirmed_at timestamptz,
  confirmed_by text,
  -- How many messages were confirmed, and how many customers each reason left out.
  messages integer,
  left_out jsonb,
  cancelled_at timestamptz,
  cancelled_by text,
  primary key (tenant_id, id),
  foreign key (tenant_id, entity_id) references identity.entity,
  check ((kind = 'balance-confirmation') = (as_of is not null)),
  check (not attach_statement or kind in ('statement', 'balance-confirmation')),
  check ((confirmed_at is null) = (messages is null)),
  check (state <> 'draft' or confirmed_at is null),
  check ((state = 'cancelled') = (cancelled_at is not null))
);
select platform.protect('dunning.campaign');
-- It speaks of all customers of an entity at once.
select platform.scope_by_whole_entity('dunning.campaign');

-- Which message is whose in a campaign: a customer has one, or one a currency where it states an account.
create table dunning.campaign_message (
  tenant_id integer not null,
  campaign_id uuid not null,
  message_id uuid not null,
  customer_id uuid not null,
  -- Of the account it states; none where it states none.
  currency text,
  primary key (tenant_id, message_id),
  unique nulls not distinct (tenant_id, campaign_id, customer_id, currency),
  foreign key (tenant_id, campaign_id) references dunning.campaign,
  foreign key (tenant_id, message_id) references messages.message on delete cascade
);
select platform.protect('dunning.campaign_message');
select platform.scope_by_row('dunning.campaign_message', 'campaign_id', 'dunning.campaign');

alter table messages.message
  drop constraint message_kind_check,
  add constraint message_kind_check
    check (kind in ('reminder', 'reply', 'thank-you', 'notice', 'test', 'internal', 'invoice', 'specific', 'campaign'));
