-- Letters: what was said of one may be corrected, proofs are added by hand, and an address from which mail came back is known.

-- Who wrote it down: null was told by whoever carried the message. What was wrong is withdrawn, and stays to be read.
alter table messages.delivery_event
  add column said_by text,
  add column withdrawn_at timestamptz,
  add column withdrawn_by text,
  add column withdrawn_reason text,
  add check ((withdrawn_at is null) = (withdrawn_by is null));

-- What a person keeps with a letter: its slip of deposit, its signed receipt, the envelope that came back.
create table letters.proof (
  tenant_id integer not null,
  id uuid not null,
  message_id uuid not null,
  kind text not null check (kind in ('deposit', 'receipt', 'returned', 'other')),
  document_id uuid not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 bytea not null,
  added_at timestamptz not null,
  added_by text not null,
  primary key (tenant_id, id),
  -- The same file is kept once; also answers what a letter has.
  unique (tenant_id, message_id, sha256),
  foreign key (tenant_id, message_id) references messages.message on delete cascade
);
select platform.protect('letters.proof');
select platform.scope_by_row('letters.proof', 'message_id', 'messages.message');

-- The address a letter came back from, as it was then: another address is not doubted.
alter table customers.customer add column returned_address text;
-- For the alert on addresses to check.
create index customer_returned on customers.customer (tenant_id, id) where returned_address is not null;
