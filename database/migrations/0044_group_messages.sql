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
