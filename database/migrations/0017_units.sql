-- Units of dunning beside the account, accounts chased at their payer, and steps that come back.

-- What the action is about within its customer: the customer itself, one of its levels, or one item.
alter table dunning.action add column unit_id uuid;
update dunning.action set unit_id = customer_id where kind = 'step';
-- Which time its step comes for the item: 1, and more for the last step of a ladder that repeats.
alter table dunning.action_item add column cycle integer not null default 1;
create index customer_of_parent on customers.customer (tenant_id, parent_id) where parent_id is not null;
