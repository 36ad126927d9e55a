-- Who owes: debtors, their accounts (customers), contacts, groups, sales, payment terms.

create schema customers;
grant usage on schema customers to quitus_app;

-- When an item falls due, as an object. See terms.ts for the calculus; the worked examples are its tests.
create table customers.payment_terms (
  tenant_id integer not null,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('net', 'end-of-month', 'net-then-end-of-month', 'end-of-month-then-net', 'by-decade')),
  days integer not null default 0 check (days between 0 and 400),
  -- "end of month the 15th": the day of the following month; null for the last day itself.
  day_of_month integer check (day_of_month between 1 and 31),
  working_day_shift text not null default 'none' check (working_day_shift in ('none', 'next', 'previous')),
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
select platform.protect('customers.payment_terms');

-- The legal person behind one or more accounts: exposure and insolvency live at this level.
create table customers.debtor (
  tenant_id integer not null,
  id uuid not null,
  legal_id text not null,
  name text not null,
  country text not null default 'FR',
  primary key (tenant_id, id),
  unique (tenant_id, country, legal_id)
);
select platform.protect('customers.debtor');

create table customers.customer (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  code text not null check (code <> ''),
  name text not null,
  sort_key text not null generated always as (platform.folded(name)) stored,
  kind text not null default 'unknown' check (kind in ('business', 'public', 'consumer', 'unknown')),
  intercompany boolean not null default false,
  -- "Clients divers": many people behind one account, so nobody is chased by the machine.
  catch_all boolean not null default false,
  -- Whether this account's payments are matched to invoices in its ledger; false: dunning works on the net, to confirm.
  lettered boolean not null default true,
  credit_status text not null default 'open' check (credit_status in ('open', 'watch', 'blocked')),
  credit_status_reason text,
  credit_status_by text,
  credit_status_until date,
  debtor_id uuid,
  legal_id text,
  vat_number text,
  address_lines text[] not null default '{}',
  postcode text,
  city text,
  region text,
  country text not null default 'FR',
  language text check (language in ('fr', 'en')),
  time_zone text,
  currency text,
  email text,
  phone text,
  terms_id uuid,
  -- Terms accepted by a person: due dates computed from them are then facts, no longer inferred.
  terms_confirmed boolean not null default false,
  payment_means text,
  sales_rep text,
  agency text,
  collector_id uuid,
  segment text,
  payer_id uuid,
  parent_id uuid,
  payable_procedure text,
  warning_note text,
  custom jsonb not null default '{}',
  external_id text,
  merged_into uuid,
  source text not null default 'manual',
  import_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, entity_id, code),
  foreign key (tenant_id, entity_id) references identity.entity
);
create unique index customer_external on customers.customer (tenant_id, external_id) where external_id is not null;
create index customer_by_name on customers.customer (tenant_id, sort_key, id);
create index customer_of_collector on customers.customer (tenant_id, collector_id);
create index customer_of_debtor on customers.customer (tenant_id, debtor_id) where debtor_id is not null;
create index customer_of_payer on customers.customer (tenant_id, payer_id) where payer_id is not null;
-- The duplicates of an account.
create index customer_merged on customers.customer (tenant_id, merged_into) where merged_into is not null;
create index customer_of_legal_id on customers.customer (tenant_id, legal_id) where legal_id is not null;
-- Search by any part of the name or code (through customers.search, which filters by tenant itself).
create index customer_search on customers.customer using gin (tenant_id, (platform.folded(name) || ' ' || lower(code)) gin_trgm_ops);
select platform.protect('customers.customer');

create table customers.contact (
  tenant_id integer not null,
  id uuid not null,
  customer_id uuid not null,
  name text not null default '',
  role text not null default 'accounts-payable' check (role in ('accounts-payable', 'approver', 'buyer', 'cfo', 'site', 'guardian', 'legal', 'escalation')),
  email text,
  phone text,
  language text check (language in ('fr', 'en')),
  validity text not null default 'unchecked' check (validity in ('unchecked', 'valid', 'bounced', 'wrong-person')),
  opted_out_of text[] not null default '{}',
  external_id text,
  source text not null default 'manual',
  import_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers.customer on delete cascade
);
create index contact_of_customer on customers.contact (tenant_id, customer_id);
create unique index contact_once on customers.contact (tenant_id, customer_id, lower(email), role) where email is not null;
select platform.protect('customers.contact');

create table customers.customer_group (
  tenant_id integer not null,
  id uuid not null,
  name text not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
create table customers.group_member (
  tenant_id integer not null,
  group_id uuid not null,
  customer_id uuid not null,
  primary key (tenant_id, group_id, customer_id),
  foreign key (tenant_id, group_id) references customers.customer_group on delete cascade,
  foreign key (tenant_id, customer_id) references customers.customer on delete cascade
);
create index group_of_customer on customers.group_member (tenant_id, customer_id);
select platform.protect('customers.customer_group');
select platform.protect('customers.group_member');

-- Sales incl. tax by customer and month: what DSO divides by when the ledger itself holds no invoices.
create table customers.monthly_sales (
  tenant_id integer not null,
  entity_id uuid not null,
  customer_id uuid not null,
  month date not null check (extract(day from month) = 1),
  currency text not null,
  amount_minor bigint not null,
  source text not null,
  import_id uuid,
  primary key (tenant_id, entity_id, customer_id, month, currency)
);
create index monthly_sales_by_month on customers.monthly_sales (tenant_id, month);
select platform.protect('customers.monthly_sales');

-- The one way to search names: row-level security would keep the planner from the trigram index, so it filters by tenant itself.
create function customers.search(words text, at_most integer) returns table (id uuid, code text, name text, likeness real)
language sql stable security definer set search_path = pg_catalog, public, customers, platform as $$
  select customer.id, customer.code, customer.name,
    word_similarity(platform.folded(words), platform.folded(customer.name) || ' ' || lower(customer.code)) as likeness
  from customers.customer
  where customer.tenant_id = nullif(current_setting('quitus.tenant', true), '')::int
    and customer.merged_into is null
    and (platform.folded(customer.name) || ' ' || lower(customer.code)) like '%' || replace(replace(platform.folded(words), '\', '\\'), '%', '\%') || '%'
  order by likeness desc, customer.sort_key
  limit least(at_most, 100)
$$;
revoke execute on function customers.search(text, integer) from public;
grant execute on function customers.search(text, integer) to quitus_app;
