-- The words of papers that go along with reminders, as far as a tenant has its own; and what of an invoice that goes along says that it is a copy.

create table dunning.paper_template (
  tenant_id integer not null,
  kind text not null check (kind in ('statement', 'interest-note')),
  -- The references of its items the table shows.
  columns text[] not null default '{}' check (columns <@ array['purchase-order', 'reference', 'business-unit']),
  -- Title, opening and closing words; null: those every paper has.
  fr jsonb not null,
  en jsonb not null,
  -- Other languages, other words and columns for some customers: the first that fits is said.
  variants jsonb not null default '[]',
  -- Counts its changes, so that nobody writes over what another has just written.
  revision integer not null default 1,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (tenant_id, kind)
);
select platform.protect('dunning.paper_template');

alter table messages.attachment
  -- Of an invoice that goes along as a copy: whether it is marked as one, or could not be.
  add column copy_mark text check (copy_mark in ('marked', 'unmarked'));
