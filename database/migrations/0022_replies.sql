-- Replies: the mailbox read, every mail that came in, what it says, what it may lead to, and what answered it.

create schema replies;
grant usage on schema replies to quitus_app;

-- Where a tenant's replies are read, how far, and who else may read them.
create table replies.mailbox (
  tenant_id integer not null,
  -- Sealed; null: the installation's own, if it has one.
  url text,
  enabled boolean not null default true,
  folder text not null default 'INBOX',
  after_reading text not null default 'seen' check (after_reading in ('nothing', 'seen', 'move')),
  move_to text,
  -- Of the folder as it was numbered when last read (RFC 3501): up to this UID every mail is here.
  uid_validity bigint,
  last_uid bigint not null default 0,
  last_read_at timestamptz,
  last_failure text,
  failures integer not null default 0,
  failing_since timestamptz,
  -- Of the token a mail server hands mails over with; the token itself is kept nowhere.
  hook_hash bytea,
  hook_made_at timestamptz,
  model_enabled boolean not null default false,
  model_url text not null default '',
  model_name text not null default '',
  model_key text,
  model_failure text,
  changed_by text not null default '',
  changed_at timestamptz not null default now(),
  primary key (tenant_id),
  check (after_reading <> 'move' or move_to is not null)
);

create table replies.mail (
  tenant_id integer not null,
  id uuid not null,
  -- Of its Message-ID, sender, date and content, without the traces of its way here: the same mail by two ways is one.
  once_hash bytea not null,
  source text not null check (source in ('imap', 'hook')),
  document_id uuid not null,
  received_at timestamptz not null,
  sent_at timestamptz,
  message_id text,
  thread text[] not null default '{}',
  from_name text not null,
  from_address text not null,
  to_addresses text[] not null,
  subject text not null,
  text text not null,
  has_html boolean not null,
  problems text[] not null default '{}',
  language text not null check (language in ('fr', 'en')),
  kind text not null check (kind in ('human', 'auto-reply', 'acknowledgement', 'challenge', 'read-receipt', 'newsletter', 'bounce', 'complaint')),
  state text not null check (state in ('triage', 'to-treat', 'treated', 'noted', 'dismissed')),
  customer_id uuid,
  contact_id uuid,
  answered_message_id uuid,
  threaded_by text check (threaded_by in ('message', 'token', 'sender', 'invoice', 'person')),
  -- What it says, the surest first; empty of a mail nobody wrote.
  labels text[] not null default '{}',
  -- Findings with their evidence and the items named, as they were read.
  reading jsonb not null default '{}',
  read_by text not null default 'rules' check (read_by in ('rules', 'model')),
  model_failure text,
  absent_until date,
  deputies text[] not null default '{}',
  -- The day a person is to have treated it by.
  due_on date not null,
  treated_at timestamptz,
  treated_by text,
  note text,
  primary key (tenant_id, id),
  foreign key (tenant_id, document_id) references platform.document,
  foreign key (tenant_id, customer_id) references customers.customer,
  check (state not in ('to-treat', 'treated') or customer_id is not null or kind <> 'human'),
  check ((state in ('treated', 'dismissed')) = (treated_at is not null))
);
create unique index mail_once on replies.mail (tenant_id, once_hash);
-- What waits, and what came last.
create index mail_waiting on replies.mail (tenant_id, state, received_at desc, id) where state in ('triage', 'to-treat');
create index mail_latest on replies.mail (tenant_id, state, received_at desc, id);
create index mail_of_customer on replies.mail (tenant_id, customer_id, received_at desc);
create index mail_of_thread on replies.mail (tenant_id, message_id) where message_id is not null;
create index mail_by_source on replies.mail (tenant_id, source, received_at);

create table replies.file (
  tenant_id integer not null,
  mail_id uuid not null,
  place integer not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  primary key (tenant_id, mail_id, place),
  foreign key (tenant_id, mail_id) references replies.mail on delete cascade
);

-- What a reply may lead to; a person, or a rule of the settings, decides.
create table replies.proposal (
  tenant_id integer not null,
  mail_id uuid not null,
  place integer not null,
  kind text not null check (kind in ('promise', 'says-paid', 'dispute', 'send-document', 'contact', 'insolvency')),
  state text not null default 'proposed' check (state in ('proposed', 'accepted', 'refused')),
  confidence integer not null,
  found_by text not null default 'rules' check (found_by in ('rules', 'model')),
  evidence jsonb not null default '[]',
  -- Items with their amounts, day, means, type, document, contact: as proposed, then as accepted.
  content jsonb not null,
  -- The ids of what accepting made, to undo it.
  made jsonb,
  automatic boolean not null default false,
  decided_by text,
  decided_at timestamptz,
  primary key (tenant_id, mail_id, place),
  foreign key (tenant_id, mail_id) references replies.mail on delete cascade,
  check ((state = 'proposed') = (decided_at is null))
);

-- Addresses that failed, each time they did: some soft failures in a row are a hard one.
create table replies.bounce (
  tenant_id integer not null,
  mail_id uuid not null,
  address text not null,
  hard boolean not null,
  reason text not null,
  contact_id uuid,
  bounced_at timestamptz not null,
  primary key (tenant_id, mail_id, address),
  foreign key (tenant_id, mail_id) references replies.mail on delete cascade
);
create index bounce_of_address on replies.bounce (tenant_id, address, bounced_at desc);

-- Messages of ours that answer a mail, and what goes along.
create table replies.answer (
  tenant_id integer not null,
  message_id uuid not null,
  mail_id uuid not null,
  invoices boolean not null default false,
  automatic boolean not null default false,
  primary key (tenant_id, message_id),
  foreign key (tenant_id, mail_id) references replies.mail on delete cascade,
  foreign key (tenant_id, message_id) references messages.message on delete cascade
);
create index answer_of_mail on replies.answer (tenant_id, mail_id);

select platform.protect(one::regclass)
from unnest(array['replies.mailbox', 'replies.mail', 'replies.file', 'replies.proposal', 'replies.bounce', 'replies.answer']) as one;
-- The settings are for those who see the whole tenant.
select platform.scope_by('replies.mailbox', 'false');
-- A mail that is nobody's yet may be anybody's: only who sees all customers sorts it.
select platform.scope_by('replies.mail', '
  (customer_id is null and (select platform.sees_whole_entities()) and (select platform.scope_ids(''entities'')) is null)
  or exists (select from customers.customer as visible where visible.tenant_id = mail.tenant_id and visible.id = mail.customer_id)');
select platform.scope_by_row(one::regclass, 'mail_id', 'replies.mail')
from unnest(array['replies.file', 'replies.proposal', 'replies.bounce', 'replies.answer']) as one;

-- Whose address it is, over all customers.
create index contact_by_email on customers.contact (tenant_id, lower(email)) where email is not null;
create index customer_by_email on customers.customer (tenant_id, lower(email)) where email is not null;
