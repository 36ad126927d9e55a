-- How late an action's oldest item is grows by the day; what is kept is the day it was due.
alter table dunning.action add column oldest_due_on date;
update dunning.action
set oldest_due_on = coalesce(
  (
    select min(item.due_on)
    from dunning.action_item
    join receivables.item on item.tenant_id = action_item.tenant_id and item.id = action_item.item_id
    where action_item.tenant_id = action.tenant_id and action_item.action_id = action.id
  ),
  action.planned_on - action.oldest_days_late
)
where action.oldest_days_late is not null;
-- `oldest_days_late` is read and written no more: it goes in a later migration, once no running version asks for it.
