-- What was done while messages stayed in the local mailbox counts as long as they stay there, beside what really happened, and is forgotten
-- once messages to that customer leave.
alter table dunning.step_done add column rehearsed boolean not null default false;
alter table dunning.step_done drop constraint step_done_pkey;
alter table dunning.step_done add primary key (tenant_id, item_id, scenario_id, step_id, cycle, rehearsed);
update dunning.step_done set rehearsed = true
from messages.message
where message.tenant_id = step_done.tenant_id and message.action_id = step_done.action_id and message.state = 'sent' and message.transport = 'local'
  and exists (
    select from messages.local_mail where local_mail.tenant_id = message.tenant_id and local_mail.message_id = message.id
  );
-- Asked whenever messages are about to leave: is there anything to forget?
create index step_done_rehearsed on dunning.step_done (tenant_id, action_id) where rehearsed;

-- A run of a rehearsal binds no real one: both may have had the same day.
alter table dunning.run add column rehearsed boolean not null default false;
update dunning.run set rehearsed = true
where not exists (
  select from identity.setting
  where setting.tenant_id = run.tenant_id and setting.key = 'sending.mode' and setting.value <> '"test"'::jsonb
);
alter table dunning.run drop constraint run_tenant_id_entity_id_run_on_key;
alter table dunning.run add unique (tenant_id, entity_id, run_on, rehearsed);
