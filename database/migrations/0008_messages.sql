-- What leaves the machine: the outbox, what each message listed, every attempt, and the local mailbox.

create schema messages;
grant usage on schema messages to quitus_app;

create table messages.message (
  tenant_id integer not null,
  id uuid not null,
  once_key text not null,
  kind text not null check (kind in ('reminder', 'reply', 'thank-you', 'notice', 'test')),
  entity_id uuid not null,
  customer_id uuid not null,
  action_id uuid,
  contact_id uuid,
  channel text not null check (channel in ('e-mail', 'sms', 'letter')),
  language text not null check (language in ('fr', 'en')),
  sender_name text,
  sender_address text,
  recipient_name text,
  recipient_address text,
  copies text[] not null default '{}',
  in_reply_to text,
  -- Empty until the message is written, from the data of the second it leaves.
  subject text not null,
  body_text text not null,
  body_html text,
  -- What a person wrote by hand; body_text is made of it, anew at each try.
  draft_text text,
  currency text,
  amount_minor bigint,
  -- waiting → claimed (lease) → calling (just before the irrevocable moment) → sent | failed | uncertain; waiting → cancelled.
  state text not null default 'waiting' check (state in ('waiting', 'claimed', 'calling', 'sent', 'cancelled', 'failed', 'uncertain')),
  not_before timestamptz not null default now(),
  claimed_by uuid,
  lease_until timestamptz,
  -- Where it went; known from `calling` on. The local mailbox can be asked afterwards whether it has it.
  transport text check (transport in ('smtp', 'local')),
  attempts integer not null default 0,
  -- The tries before a person asked for it again: they do not count against the new ones.
  tries_from integer not null default 0,
  message_id_header text not null,
  provider_reference text,
  -- A code with a sentence (failed, uncertain) and the mail server's own words.
  failure_code text,
  last_error text,
  cancelled_reason text,
  author text not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, once_key)
);
-- The queue: what to send next.
create index message_queue on messages.message (tenant_id, not_before, id) where state = 'waiting';
create index message_in_hand on messages.message (tenant_id, lease_until) where state in ('claimed', 'calling');
create index message_of_customer on messages.message (tenant_id, customer_id, created_at desc);
create index message_recent on messages.message (tenant_id, created_at desc);
create index message_of_action on messages.message (tenant_id, action_id);
-- What failed or is uncertain stands first on the Messages screen.
create index message_to_look_at on messages.message (tenant_id, created_at desc) where state in ('failed', 'uncertain');
select platform.protect('messages.message');

-- Every try and how it ended.
create table messages.attempt (
  tenant_id integer not null,
  message_id uuid not null,
  attempt integer not null,
  started_at timestamptz not null,
  outcome text not null check (outcome in ('sent', 'temporary', 'permanent', 'uncertain', 'fault', 'undeliverable', 'resolved-sent', 'resolved-not-sent')),
  detail text not null default '',
  primary key (tenant_id, message_id, attempt),
  foreign key (tenant_id, message_id) references messages.message on delete cascade
);
select platform.protect('messages.attempt');

create table messages.message_item (
  tenant_id integer not null,
  message_id uuid not null,
  item_id uuid not null,
  open_minor bigint not null,
  days_late integer not null,
  primary key (tenant_id, message_id, item_id),
  foreign key (tenant_id, message_id) references messages.message on delete cascade
);
create index message_of_item on messages.message_item (tenant_id, item_id);
select platform.protect('messages.message_item');

-- The local mailbox: where mail goes in test mode, or until a mail server is set. The mail is kept as it would have left.
create table messages.local_mail (
  tenant_id integer not null,
  id uuid not null,
  message_id uuid,
  received_at timestamptz not null default now(),
  from_address text not null,
  to_address text not null,
  subject text not null,
  raw bytea not null,
  read_at timestamptz,
  primary key (tenant_id, id)
);
create index local_mail_recent on messages.local_mail (tenant_id, received_at desc, id);
create unique index local_mail_once on messages.local_mail (tenant_id, message_id);
select platform.protect('messages.local_mail');
