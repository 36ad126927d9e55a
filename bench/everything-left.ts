import { sql, type TenantDatabase } from '../server/src/platform/database/index.ts';

/**
 * As if every message and call of the agenda had been made on the day: actions done, the steps of their items with them, and a sent
 * message for each that is written. Minutes of mail in a few statements; a bench of what follows needs the traces, not the mails.
 */
export async function letEverythingLeave(tenant: TenantDatabase, on: string): Promise<void> {
  await tenant.transaction(async (tx) => {
    await tx.run(sql`select set_config('enable_nestloop', 'off', true), set_config('work_mem', '128MB', true)`);
    const open = sql`action.state in ('to-confirm', 'to-do', 'confirmed') and action.step_id is not null`;
    await tx.run(sql`
      insert into messages.message (tenant_id, id, once_key, kind, entity_id, customer_id, action_id, channel, language, subject, body_text, currency,
        amount_minor, state, transport, message_id_header, author, created_at, sent_at, finished_at)
      select ${tx.tenantId}, uuidv7(), 'reminder/' || action.once_key, 'reminder', action.entity_id, action.customer_id, action.id, 'e-mail', 'fr', 'Relance', 'Relance',
        action.currency, action.amount_minor, 'sent', 'local', action.id || '@bench.example', 'bench', left_at.instant, left_at.instant, left_at.instant
      from dunning.action
      cross join (select (${on}::date + time '09:30') at time zone 'Europe/Paris' as instant) as left_at
      where ${open} and action.channel = 'e-mail'
      -- What the run put in the queue itself is sent below.
      on conflict (tenant_id, once_key) do nothing
    `);
    await tx.run(sql`
      update messages.message set state = 'sent', transport = 'local', sent_at = now(), finished_at = now() where state = 'waiting'
    `);
    await tx.run(sql`
      insert into messages.message_item (tenant_id, message_id, item_id, open_minor, days_late)
      select ${tx.tenantId}, message.id, action_item.item_id, action_item.open_minor, action_item.days_late
      from messages.message
      join dunning.action on action.id = message.action_id
      join dunning.action_item on action_item.action_id = action.id
      where ${open}
      on conflict do nothing
    `);
    await tx.run(sql`
      insert into dunning.step_done (tenant_id, item_id, scenario_id, step_id, cycle, level, channel, outcome, done_on, action_id)
      select ${tx.tenantId}, action_item.item_id, action.scenario_id, coalesce(action_item.step_id, action.step_id), action_item.cycle,
        coalesce(action_item.level, action.level), action.channel, case when action_item.stepped then 'done' else 'listed' end, ${on}::date, action.id
      from dunning.action
      join dunning.action_item on action_item.action_id = action.id
      where ${open}
      on conflict (tenant_id, item_id, scenario_id, step_id, cycle, rehearsed) do update set done_on = excluded.done_on, outcome = excluded.outcome, action_id = excluded.action_id
    `);
    await tx.run(sql`update dunning.action set state = 'done', done_at = now() where ${open}`);
  });
  await tenant.run(sql`select platform.refresh_statistics()`);
}
