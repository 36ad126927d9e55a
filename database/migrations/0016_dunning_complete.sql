-- Dunning complete: drafts and variants of scenarios, every channel, rules that assign, actions beside the scenario; the outbox of all channels.

-- A scenario may have come from the library, and has at most one draft beside its published versions.
alter table dunning.scenario
  add column library_key text,
  add column description text not null default '';
alter table dunning.scenario_version
  add column note text not null default '',
  -- The version it was made from: what a draft is compared with, what a roll-back brings back.
  add column based_on integer,
  add column changed_at timestamptz not null default now();
create unique index scenario_draft on dunning.scenario_version (tenant_id, scenario_id) where state = 'draft';

alter table dunning.step
  drop constraint step_channel_check,
  drop constraint step_reference_check,
  add constraint step_channel_check check (channel in ('e-mail', 'sms', 'letter', 'registered-letter', 'registered-e-letter', 'call', 'task', 'internal', 'hand-over')),
  -- promise-date and payment-date stand beside the ladder: they follow a promise, or thank for a payment, and move no item up.
  add constraint step_reference_check check (reference in ('due-date', 'issue-date', 'previous-step', 'promise-date', 'payment-date')),
  add constraint step_beside check (reference not in ('promise-date', 'payment-date') or (level = 0 and not grave)),
  add column sender text not null default 'collector' check (sender in ('collector', 'account-manager', 'shared', 'person')),
  add column sender_person_id uuid,
  -- Contacts by role, in this order; empty: whoever collects is usually written to.
  add column recipient_roles text[] not null default '{}',
  add column copy_roles text[] not null default '{}',
  add column copy_people text[] not null default '{}' check (copy_people <@ array['collector', 'account-manager']),
  add column attachments text[] not null default '{}' check (attachments <@ array['invoices', 'statement', 'payment-code', 'interest-note']),
  -- Criteria over the customer; null: always. A step whose criteria a customer does not meet is no step for them.
  add column conditions jsonb,
  add column show_interest boolean not null default false,
  -- The last step of the ladder may come back.
  add column repeat_every_days integer check (repeat_every_days between 1 and 365),
  add column repeat_times integer check (repeat_times between 1 and 52),
  add constraint step_repeats check ((repeat_every_days is null) = (repeat_times is null));

-- Other languages, and other words for some customers: the first that fits is said, else the step's own words.
create table dunning.step_text (
  tenant_id integer not null,
  scenario_id uuid not null,
  version integer not null,
  step_id uuid not null,
  place integer not null check (place between 1 and 99),
  language text not null check (language ~ '^[a-z]{2}$'),
  label text not null default '',
  -- Criteria over the customer; null: everybody of that language.
  criteria jsonb,
  subject text,
  body text,
  script text,
  primary key (tenant_id, scenario_id, version, step_id, place),
  foreign key (tenant_id, scenario_id, version, step_id) references dunning.step on delete cascade
);
select platform.protect('dunning.step_text');

-- Who follows which scenario: the first rule a customer meets; a choice made by hand is locked against all of them.
create table dunning.assignment_rule (
  tenant_id integer not null,
  id uuid not null,
  position integer not null,
  name text not null,
  scenario_id uuid not null,
  criteria jsonb not null,
  enabled boolean not null default true,
  author text not null,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, position) deferrable initially deferred,
  foreign key (tenant_id, scenario_id) references dunning.scenario
);
select platform.protect('dunning.assignment_rule');
alter table dunning.assignment add column rule_id uuid;

-- Actions beside the ladder, and the words a person gave one message before it left.
alter table dunning.action
  add column kind text not null default 'step' check (kind in ('step', 'thanks', 'promise', 'specific', 'by-hand')),
  add column unit text not null default 'account' check (unit in ('account', 'level', 'item')),
  -- A specific action's own shape: words, attachments, what ends it. Null for a step.
  add column shape jsonb,
  -- What a person wrote over the template for this one message: {subject, body}.
  add column words jsonb;
create index action_specific on dunning.action (tenant_id, customer_id) where kind = 'specific' and state in ('to-confirm', 'to-do', 'confirmed');

-- When its invoice was sent, as far as anybody said: nobody is chased within days of it.
alter table receivables.item add column sent_on date;

-- Written to in any language: texts that exist in it, else English; the machine's own words exist in French and English.
alter table customers.customer drop constraint customer_language_check, add constraint customer_language_check check (language ~ '^[a-z]{2}$');
alter table customers.contact
  drop constraint contact_language_check,
  add constraint contact_language_check check (language ~ '^[a-z]{2}$'),
  -- Electronic registered mail to a non-professional needs their consent, given beforehand (CPCE L100).
  add column registered_consent_on date;

-- The outbox carries every channel.
alter table messages.message
  drop constraint message_channel_check,
  drop constraint message_language_check,
  drop constraint message_transport_check,
  drop constraint message_state_check,
  drop constraint message_kind_check,
  add constraint message_kind_check check (kind in ('reminder', 'reply', 'thank-you', 'notice', 'test', 'internal', 'invoice', 'specific')),
  add constraint message_channel_check check (channel in ('e-mail', 'sms', 'letter', 'registered-letter', 'registered-e-letter')),
  add constraint message_language_check check (language ~ '^[a-z]{2}$'),
  add constraint message_transport_check check (transport in ('smtp', 'local', 'sms', 'print', 'post', 'registered')),
  -- handed: printed, and not posted as far as anybody said; from there a person says posted (sent) or takes it out (cancelled).
  add constraint message_state_check check (state in ('waiting', 'claimed', 'calling', 'handed', 'sent', 'cancelled', 'failed', 'uncertain')),
  add column sender_id uuid,
  add column reply_to text,
  -- Message-IDs of the thread, oldest first.
  add column thread text[] not null default '{}',
  -- What the other side said afterwards: delivered, bounced, deposited, accepted, refused, unclaimed, returned…
  add column delivery_state text,
  add column delivery_at timestamptz;
create index message_by_header on messages.message (tenant_id, message_id_header);
create index message_handed on messages.message (tenant_id, created_at) where state = 'handed';
create index message_by_provider on messages.message (tenant_id, provider_reference) where provider_reference is not null;

-- What was said of a message after it left, with the proof where there is one.
create table messages.delivery_event (
  tenant_id integer not null,
  id uuid not null,
  message_id uuid not null,
  happened_at timestamptz not null,
  state text not null,
  detail text not null default '',
  document_id uuid,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, message_id) references messages.message on delete cascade
);
create index delivery_of_message on messages.delivery_event (tenant_id, message_id, happened_at);
select platform.protect('messages.delivery_event');
select platform.scope_by_row('messages.delivery_event', 'message_id', 'messages.message');

-- What went along: invoices, statements, the letter itself.
create table messages.attachment (
  tenant_id integer not null,
  message_id uuid not null,
  place integer not null,
  kind text not null check (kind in ('invoice', 'statement', 'payment-code', 'interest-note', 'letter', 'proof', 'file')),
  name text not null,
  media_type text not null,
  document_id uuid,
  size_bytes bigint,
  primary key (tenant_id, message_id, place),
  foreign key (tenant_id, message_id) references messages.message on delete cascade
);
select platform.protect('messages.attachment');
select platform.scope_by_row('messages.attachment', 'message_id', 'messages.message');

-- Which provider carries a channel; without one it is carried locally.
create table messages.provider (
  tenant_id integer not null,
  channel text not null check (channel in ('sms', 'letter', 'registered-letter', 'registered-e-letter')),
  provider text not null,
  settings jsonb not null default '{}',
  -- Sealed (platform/secrets); never answered.
  secret text,
  changed_by text not null,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, channel)
);
select platform.protect('messages.provider');

-- The local mailbox takes every channel: a text message as its text, a letter as its PDF.
alter table messages.local_mail
  add column channel text not null default 'e-mail' check (channel in ('e-mail', 'sms', 'letter', 'registered-letter', 'registered-e-letter')),
  add column media_type text not null default 'message/rfc822';
