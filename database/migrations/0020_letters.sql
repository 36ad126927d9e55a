-- Paper: what is printed together, and the letters in it.

create schema letters;
grant usage on schema letters to quitus_app;

-- Letters of one entity that are printed together; closed by printing it, and the next letter opens the next one.
create table letters.batch (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  day date not null,
  number integer not null check (number >= 1),
  created_at timestamptz not null default now(),
  printed_at timestamptz,
  printed_by text,
  primary key (tenant_id, id),
  unique (tenant_id, entity_id, day, number),
  foreign key (tenant_id, entity_id) references identity.entity
);
create unique index batch_open on letters.batch (tenant_id, entity_id, day) where printed_at is null;
create index batch_newest on letters.batch (tenant_id, day, number, id);
select platform.protect('letters.batch');
select platform.scope_by_entity('letters.batch');

create table letters.letter (
  tenant_id integer not null,
  message_id uuid not null,
  batch_id uuid not null,
  registered boolean not null,
  -- Of the letter itself; enclosures come on top.
  pages integer not null,
  document_id uuid not null,
  -- Typed from the slip, or told by whoever posts.
  tracking_number text,
  printed_at timestamptz not null,
  primary key (tenant_id, message_id),
  foreign key (tenant_id, batch_id) references letters.batch,
  foreign key (tenant_id, message_id) references messages.message on delete cascade
);
-- In the order they are printed: registered ones first.
create index letter_of_batch on letters.letter (tenant_id, batch_id, registered desc, message_id);
select platform.protect('letters.letter');
select platform.scope_by_row('letters.letter', 'message_id', 'messages.message');

-- Letters a provider carries whose fate is not known yet.
create index message_carried on messages.message (tenant_id, finished_at) where transport in ('post', 'registered');
create index message_registered on messages.message (tenant_id, sent_at desc, id) where channel in ('registered-letter', 'registered-e-letter');

-- When a provider was last asked what became of a letter: those asked longest ago come first.
create table letters.asked (
  tenant_id integer not null,
  message_id uuid not null,
  asked_at timestamptz not null,
  primary key (tenant_id, message_id),
  foreign key (tenant_id, message_id) references messages.message on delete cascade
);
select platform.protect('letters.asked');
select platform.scope_by_row('letters.asked', 'message_id', 'messages.message');
