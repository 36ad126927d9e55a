-- Figures kept for the overview and the indicators: what was booked, sold and received on each day.

create schema reporting;
grant usage on schema reporting to quitus_app;

-- Of account 411, without customers of the group. Its running sum is what was owed, net, at the close of any day.
create table reporting.booked_day (
  tenant_id integer not null,
  entity_id uuid not null,
  currency text not null,
  booked_on date not null,
  -- Invoices less credit notes, taxes included.
  sales_minor bigint not null,
  received_minor bigint not null,
  payments integer not null,
  net_minor bigint not null,
  invoices integer not null,
  primary key (tenant_id, entity_id, currency, booked_on)
);
select platform.protect('reporting.booked_day');

-- Up to which import an entity's days are counted: another stamp, and they are counted again before they are read.
create table reporting.booked_day_stamp (
  tenant_id integer not null,
  entity_id uuid not null,
  stamp text not null,
  counted_at timestamptz not null default now(),
  primary key (tenant_id, entity_id)
);
select platform.protect('reporting.booked_day_stamp');

-- The few customers of the group, left out of every figure.
create index customer_of_group on customers.customer (tenant_id, id) where intercompany;

-- Addresses that failed, counted on the overview and the agenda.
create index contact_bounced on customers.contact (tenant_id, customer_id) where validity = 'bounced';

-- After a bulk load the planner still believes the tables empty, and the serving role may not analyze them itself.
create function platform.refresh_statistics() returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- Whoever else loads at this moment counts them too: nobody waits for another's long import.
  analyze (skip_locked) customers.customer;
  analyze (skip_locked) receivables.item;
  analyze (skip_locked) receivables.allocation;
  analyze (skip_locked) receivables.customer_balance;
  analyze (skip_locked) receivables.due_day_total;
  analyze (skip_locked) holds.hold;
  analyze (skip_locked) dunning.action;
  analyze (skip_locked) dunning.action_item;
  analyze (skip_locked) dunning.step_done;
  analyze (skip_locked) messages.message;
  analyze (skip_locked) messages.message_item;
end $$;
revoke execute on function platform.refresh_statistics() from public;
grant execute on function platform.refresh_statistics() to quitus_app;
