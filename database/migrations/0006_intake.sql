-- How the ledger comes in: imports, their rejected lines, remembered mappings, classified journals, proposed lettering.

create schema intake;
grant usage on schema intake to quitus_app;

create table intake.import (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  document_id uuid,
  file_name text not null,
  file_sha256 bytea not null,
  file_bytes bigint not null,
  type text not null check (type in ('fec', 'items', 'cleared-items', 'customers', 'contacts', 'sales')),
  mode text not null default 'delta' check (mode in ('stock', 'delta')),
  mapping_name text,
  mapping jsonb,
  options jsonb not null default '{}',
  -- uploaded → (mapping) → reading → applied | held | refused | failed; applied → undone; a dry run ends as previewed.
  state text not null check (state in ('uploaded', 'mapping', 'reading', 'previewed', 'held', 'applied', 'refused', 'failed', 'undone', 'discarded')),
  held_reason text,
  held_figures jsonb,
  failure text,
  lines_read bigint not null default 0,
  lines_created bigint not null default 0,
  lines_updated bigint not null default 0,
  lines_unchanged bigint not null default 0,
  lines_rejected bigint not null default 0,
  items_settled bigint not null default 0,
  allocations_created bigint not null default 0,
  -- Per currency, to the cent: file = taken + rejected.
  control jsonb not null default '[]',
  progress_bytes bigint not null default 0,
  summary jsonb not null default '{}',
  author text not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  undone_by text,
  primary key (tenant_id, id)
);
create index import_recent on intake.import (tenant_id, created_at desc);
create index import_by_hash on intake.import (tenant_id, entity_id, file_sha256);
select platform.protect('intake.import');

create table intake.rejected_line (
  tenant_id integer not null,
  import_id uuid not null,
  line bigint not null,
  position integer not null,
  field text not null default '',
  value text not null default '',
  code text not null,
  parameters jsonb not null default '{}',
  severity text not null default 'error' check (severity in ('error', 'warning')),
  -- The line as it came, so that it can be corrected and brought in again.
  raw text not null default '',
  primary key (tenant_id, import_id, line, position),
  foreign key (tenant_id, import_id) references intake.import on delete cascade
);
select platform.protect('intake.rejected_line');

create table intake.mapping (
  tenant_id integer not null,
  name text not null,
  type text not null,
  -- The column names it was made for: a file with the same ones finds it by itself.
  signature text not null,
  mapping jsonb not null,
  last_used_at timestamptz not null default now(),
  primary key (tenant_id, name)
);
create index mapping_by_signature on intake.mapping (tenant_id, signature);
select platform.protect('intake.mapping');

create table intake.journal (
  tenant_id integer not null,
  entity_id uuid not null,
  code text not null,
  label text not null default '',
  nature text not null check (nature in ('sales', 'bank', 'opening', 'purchases', 'miscellaneous')),
  confirmed boolean not null default false,
  evidence text not null default '',
  primary key (tenant_id, entity_id, code)
);
select platform.protect('intake.journal');

-- For ledgers that do not letter: which payment would close which invoice, how sure, and what a person said.
create table intake.lettering_proposal (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  customer_id uuid not null,
  import_id uuid,
  credit_item_id uuid not null,
  debit_item_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  strategy text not null check (strategy in ('number', 'exact-amount', 'sum', 'oldest-first')),
  confidence numeric(4, 3) not null,
  state text not null default 'proposed' check (state in ('proposed', 'accepted', 'refused', 'outdated')),
  decided_by text,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index lettering_proposal_of_customer on intake.lettering_proposal (tenant_id, customer_id) where state = 'proposed';
select platform.protect('intake.lettering_proposal');

-- The opening entries of each FEC: what the accounting system says every customer owed when the year began. A line stands for the earlier
-- item it repeats, or for one made from it; the difference with what earlier files sum to is one balance item a customer.
create table intake.opening_line (
  tenant_id integer not null,
  entity_id uuid not null,
  -- The day the year began: everything booked before it is in these lines.
  boundary_on date not null,
  source_key text not null,
  booked_on date not null,
  customer_id uuid not null,
  ledger_class text not null,
  currency text not null,
  account text not null,
  number text not null,
  label text not null,
  issue_on date not null,
  due_on date,
  due_inferred boolean not null,
  amount_minor bigint not null,
  -- It has the number and the day of its invoice, not of the opening.
  detailed boolean not null,
  letter text,
  item_id uuid,
  import_id uuid not null,
  primary key (tenant_id, entity_id, boundary_on, source_key)
);
create index opening_line_of_item on intake.opening_line (tenant_id, item_id) where item_id is not null;
select platform.protect('intake.opening_line');

-- A file can multiply the ledger within one transaction: until its statistics are taken again the planner believes it empty.
create function intake.refresh_statistics() returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- Whoever else loads at this moment counts them too: nobody waits for another's long import.
  analyze (skip_locked) customers.customer;
  analyze (skip_locked) receivables.item;
  analyze (skip_locked) receivables.allocation;
end $$;
revoke execute on function intake.refresh_statistics() from public;
grant execute on function intake.refresh_statistics() to quitus_app;
