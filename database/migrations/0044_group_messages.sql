-- One mail for what a debtor owes several companies of the organisation: who writes it, who may be told, and which messages left in it.

-- It collects for the others as well as for itself (CPCE R124-1): one company at most.
alter table identity.entity
  add column collects_for_others boolean not null default false;
create unique index entity_collecting on identity.entity (tenant_id) where collects_for_others;

-- May be told in one mail what is owed to all our companies.
alter table customers.contact
  add column group_messages boolean not null default false;

alter table messages.message
  -- Messages that may leave as one mail share it.
  add column together_key text,
  -- The message whose mail carried this one as well.
  add column sent_with uuid;
create index message_together on messages.message (tenant_id, together_key, not_before) where together_key is not null and state = 'waiting';
create index message_sent_with on messages.message (tenant_id, sent_with) where sent_with is not null;

-- Accounts that files brought in had no debtor yet: one for each legal person, as accounts made on the screens have.
insert into customers.debtor (tenant_id, id, legal_id, name, country)
select distinct on (tenant_id, country, number) tenant_id, uuidv7(), number, name, country
from (
  select tenant_id, id, name, country, case when country = 'FR' then left(legal_id, 9) else legal_id end as number
  from customers.customer
  where legal_id is not null and debtor_id is null and (country <> 'FR' or legal_id ~ '^([0-9]{9}|[0-9]{14})$')
) as account
order by tenant_id, country, number, id
on conflict (tenant_id, country, legal_id) do nothing;

update customers.customer
set debtor_id = debtor.id
from customers.debtor
where customer.debtor_id is null and debtor.tenant_id = customer.tenant_id and debtor.country = customer.country
  and debtor.legal_id = case when customer.country = 'FR' then left(customer.legal_id, 9) else customer.legal_id end;
