-- How a customer usually pays, kept beside it: what a list, a rule or a condition of a step asks of a hundred thousand customers is then one column.
alter table customers.customer
  add column payment_profile text not null default 'unknown' check (payment_profile in ('prompt', 'irregular', 'slow', 'defaulting', 'unknown'));

-- Told once for those who are there; from now on after each change of the ledger and each morning.
update customers.customer set payment_profile = told.profile
from (
  select item.tenant_id, item.customer_id,
    case
      when avg(item.settled_on - item.due_on) > 45 then 'defaulting'
      when avg(item.settled_on - item.due_on) > 15 then 'slow'
      when avg(item.settled_on - item.due_on) > 5 or stddev_samp(item.settled_on - item.due_on) > 15 then 'irregular'
      else 'prompt'
    end as profile
  from receivables.item
  where item.kind = 'invoice' and item.amount_minor > 0 and item.due_on is not null
    and item.settled_on > current_date - interval '6 months' and item.settled_on <= current_date and item.issue_on > current_date - 730
  group by item.tenant_id, item.customer_id
  having count(*) >= 3
) as told
where customer.tenant_id = told.tenant_id and customer.id = told.customer_id;
