-- Mailboxes that messages leave from, and the documents of items: invoices and proofs.

-- A mailbox that messages leave from: the organisation's own, shared, or a person's.
create table messages.sender (
  tenant_id integer not null,
  id uuid not null,
  -- Null: for every entity.
  entity_id uuid,
  -- Whose it is; null: shared.
  person_id uuid,
  name text not null,
  address text not null,
  reply_to text,
  -- Taken for its entity when nobody's own mailbox is wanted, or the person wanted has none.
  is_default boolean not null default false,
  -- Sealed (platform/secrets), with user and password; never answered. Null: by the installation's mail server.
  smtp_url text,
  dkim_domain text,
  dkim_selector text,
  -- The private key, sealed; never answered.
  dkim_key text,
  -- What is published: the value of the TXT record of <selector>._domainkey.<domain>.
  dkim_record text,
  signature_fr text not null default '',
  signature_en text not null default '',
  tested_at timestamptz,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  changed_by text not null,
  primary key (tenant_id, id),
  check (not is_default or person_id is null),
  check (num_nonnulls(dkim_domain, dkim_selector, dkim_key, dkim_record) in (0, 4))
);
create unique index sender_default on messages.sender (tenant_id, entity_id) nulls not distinct where is_default;
create unique index sender_of_person on messages.sender (tenant_id, person_id, entity_id) nulls not distinct where person_id is not null;
select platform.protect('messages.sender');

-- Made for this message, and no document of somebody else's: made again, it goes.
alter table messages.attachment add column made boolean not null default false;

create schema documents;
grant usage on schema documents to quitus_app;

-- What stands behind an item: its invoice as it was sent, and what proves that it is owed.
create table documents.item_document (
  tenant_id integer not null,
  id uuid not null,
  item_id uuid not null,
  kind text not null check (kind in ('invoice', 'delivery-note', 'purchase-order', 'proof', 'other')),
  document_id uuid not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 bytea not null,
  added_by text not null,
  added_at timestamptz not null default now(),
  primary key (tenant_id, id),
  -- The same file of the same item is one, however often it is brought.
  unique (tenant_id, item_id, sha256),
  foreign key (tenant_id, document_id) references platform.document
);
select platform.protect('documents.item_document');
select platform.scope_by_row('documents.item_document', 'item_id', 'receivables.item');

-- An item's earlier versions say when it was sent, too.
alter table receivables.item_history add column sent_on date;
