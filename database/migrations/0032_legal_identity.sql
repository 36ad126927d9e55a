-- Who a creditor is before the law, as its papers must say (C. com. R123-237 and R123-238): its form, its capital, the town of its register and, where
-- it is not the address it writes from, its registered office.
alter table identity.entity
  add column legal_form text,
  add column capital_minor bigint check (capital_minor > 0),
  add column capital_currency text check (capital_currency ~ '^[A-Z]{3}$'),
  add column register_city text,
  add column registered_office text,
  add constraint entity_capital_in_its_currency check ((capital_minor is null) = (capital_currency is null));

-- A formal notice: interest of a consumer runs from it (C. civ. 1231-6, 1344-1). Said of a message when it is queued, for as long as it is kept.
alter table messages.message add column formal_notice boolean not null default false;
update messages.message set formal_notice = true
from dunning.action
where action.tenant_id = message.tenant_id and action.id = message.action_id and action.grave and message.kind in ('reminder', 'specific');
-- The law asks for the notices that left, never for the thousands of other messages.
create index message_formal_notice on messages.message (tenant_id, id) where formal_notice;
