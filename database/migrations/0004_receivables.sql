-- The ledger: what is owed, line by line, and what closes it.

create schema receivables;
grant usage on schema receivables to quitus_app;

-- One due line. Debits positive, credits negative. The current version; superseded ones are in item_history.
create table receivables.item (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  customer_id uuid not null,
  -- Groups the due lines of one invoice: the 40 € indemnity is per document.
  document_id uuid not null,
  source text not null,
  source_key text not null,
  external_id text,
  kind text not null check (kind in ('invoice', 'credit-note', 'payment', 'down-payment-request', 'debit', 'credit', 'draft',
    'late-interest', 'indemnity', 'fee', 'write-off', 'clearing', 'opening')),
  -- Which account family of the accounting system it stands on; the 411 control total reads 'receivable' alone.
  ledger_class text not null default 'receivable' check (ledger_class in ('receivable', 'draft', 'doubtful', 'not-invoiced', 'advance')),
  number text not null default '',
  label text not null default '',
  issue_on date not null,
  -- Null: no due date yet (retention money before release). No dunning, no interest until then.
  due_on date,
  due_inferred boolean not null default false,
  -- The accounting day: from it on the item counts in the ledger.
  booked_on date not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null,
  tax_minor bigint,
  document_currency text,
  document_amount_minor bigint,
  -- Kept by statement in the transaction of each change, checked by `verify`: amount less the final allocations.
  open_minor bigint not null,
  -- What Quitus itself has allocated and the accounting system has not confirmed yet, signed like the item.
  awaiting_minor bigint not null default 0,
  -- 'infinity' while open (or never allocated): one range condition then serves every past date.
  settled_on date not null default 'infinity',
  first_allocated_on date not null default 'infinity',
  -- '-infinity' while never allocated. Between the two, only a look at the allocations tells what was open.
  last_allocated_on date not null default '-infinity',
  settled_by_inference boolean not null default false,
  -- Whether the accounting system knows it; claims of our own (interest, indemnity) and provisional payments are not in it.
  in_ledger boolean not null default true,
  -- An opening balance without the detail of its invoices.
  opening_without_detail boolean not null default false,
  retention boolean not null default false,
  unsent boolean not null default false,
  payment_means text,
  purchase_order text,
  reference text,
  payment_reference text,
  business_unit text,
  journal text,
  letter text,
  last_reminder_level integer,
  last_reminder_on date,
  custom jsonb,
  import_id uuid,
  recorded_from timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, entity_id, source, source_key),
  check (sign(open_minor) in (0, sign(amount_minor)) and abs(open_minor) <= abs(amount_minor)),
  check ((open_minor = 0 and amount_minor <> 0) = (settled_on <> 'infinity') or amount_minor = 0)
);
-- A customer's statement, and what the run reads: open items oldest due first.
create index item_open on receivables.item (tenant_id, customer_id, due_on, id) where open_minor <> 0;
-- The aged balance at any date without touching the table.
create index item_as_of on receivables.item (tenant_id, settled_on, booked_on)
  include (id, entity_id, customer_id, currency, ledger_class, kind, issue_on, due_on, amount_minor, open_minor, awaiting_minor, first_allocated_on, last_allocated_on, in_ledger, recorded_from);
create index item_of_customer on receivables.item (tenant_id, customer_id, issue_on desc, id);
create index item_by_number on receivables.item (tenant_id, number);
create index item_of_document on receivables.item (tenant_id, document_id);
create index item_of_import on receivables.item (tenant_id, import_id);
create index item_open_by_due on receivables.item (tenant_id, due_on, id) where open_minor <> 0;
-- What Quitus claims or has received itself: few rows among many.
create index item_own on receivables.item (tenant_id, customer_id) where not in_ledger;
-- Search by an exact amount.
create index item_open_by_amount on receivables.item (tenant_id, amount_minor) where open_minor <> 0;
create unique index item_external on receivables.item (tenant_id, external_id) where external_id is not null;
select platform.protect('receivables.item');
alter table receivables.item set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);

-- Earlier versions of items: what we believed between two instants. Nothing is ever deleted.
create table receivables.item_history (
  like receivables.item including defaults,
  version_id uuid not null,
  recorded_until timestamptz not null,
  superseded_by_import uuid,
  -- True when the item itself left the ledger (an import undone), not merely changed.
  removed boolean not null default false,
  primary key (tenant_id, version_id)
);
create index item_history_of_item on receivables.item_history (tenant_id, id, recorded_from);
create index item_history_by_until on receivables.item_history (tenant_id, recorded_until);
create index item_history_of_import on receivables.item_history (tenant_id, superseded_by_import);
select platform.protect('receivables.item_history', 'select, insert');

-- Lettering: credit item → debit item. Append-only; undone by setting reversed_at, never deleted.
create table receivables.allocation (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  customer_id uuid not null,
  credit_item_id uuid not null,
  debit_item_id uuid not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  -- The later of the two items' accounting days: lateness and delays never use the day of lettering.
  effective_on date not null,
  code text,
  source text not null check (source in ('import', 'bank', 'manual', 'inference', 'portal')),
  -- Made here and not yet confirmed by the accounting system.
  provisional boolean not null default false,
  import_id uuid,
  recorded_at timestamptz not null default now(),
  recorded_by text not null default 'system',
  reversed_at timestamptz,
  reversed_by text,
  reversed_by_import uuid,
  reversal_reason text,
  primary key (tenant_id, id)
);
create index allocation_of_debit on receivables.allocation (tenant_id, debit_item_id) include (amount_minor, effective_on, recorded_at, reversed_at, provisional);
create index allocation_of_credit on receivables.allocation (tenant_id, credit_item_id) include (amount_minor, effective_on, recorded_at, reversed_at, provisional);
create index allocation_of_import on receivables.allocation (tenant_id, import_id);
create index allocation_awaiting on receivables.allocation (tenant_id, recorded_at) where provisional and reversed_at is null;
-- What was learnt since an instant. Rows come in this order, so that summaries of pages are enough.
create index allocation_recorded on receivables.allocation using brin (tenant_id, recorded_at);
create index allocation_reversed on receivables.allocation (tenant_id, reversed_at) where reversed_at is not null;
select platform.protect('receivables.allocation', 'select, insert, update');

-- Kept totals, so that screens answer at once and nothing goes stale at midnight: overdue is a sum over due days.
create table receivables.customer_balance (
  tenant_id integer not null,
  entity_id uuid not null,
  customer_id uuid not null,
  currency text not null,
  open_debit_minor bigint not null,
  open_credit_minor bigint not null,
  awaiting_minor bigint not null default 0,
  open_items integer not null,
  oldest_due_on date,
  last_payment_on date,
  -- Open debits due before overdue_on. Still true on every later day up to next_due_on, the next due day of something open;
  -- on other days it is summed again, so nothing is wrong at midnight.
  overdue_minor bigint not null default 0,
  overdue_on date not null default '-infinity',
  next_due_on date not null default 'infinity',
  primary key (tenant_id, customer_id, currency)
);
create index customer_balance_by_debt on receivables.customer_balance (tenant_id, open_debit_minor desc);
-- Which overdue amounts to sum again on a new day.
create index customer_balance_by_next_due on receivables.customer_balance (tenant_id, next_due_on);
select platform.protect('receivables.customer_balance');

create table receivables.due_day_total (
  tenant_id integer not null,
  entity_id uuid not null,
  currency text not null,
  ledger_class text not null,
  -- 'infinity': without a due date.
  due_on date not null,
  open_debit_minor bigint not null,
  open_credit_minor bigint not null,
  open_items integer not null,
  primary key (tenant_id, entity_id, currency, ledger_class, due_on)
);
select platform.protect('receivables.due_day_total');

create table receivables.exchange_rate (
  tenant_id integer not null,
  currency text not null,
  quote_currency text not null,
  on_day date not null,
  -- One unit of currency is this many of quote_currency.
  rate numeric not null check (rate > 0),
  source text not null default 'manual',
  primary key (tenant_id, currency, quote_currency, on_day)
);
select platform.protect('receivables.exchange_rate');
