import { sql, type Transaction } from '../../../platform/database/index.ts';
import { refuse } from '../refusals.ts';

/**
 * Letters said to be posted were not: their steps are to be done again, for their messages wait in the pile. To be asked before the messages change.
 * Refuses letters of the scenario that are no reminders, and where the history of an item went on since or had met another reminder's: what stood before could not
 * be told any more.
 */
export async function unpostReminders(tx: Transaction, messageIds: readonly string[]): Promise<void> {
  const posted = sql`
    posted as (
      -- What a person wrote has no action: its own lines carry its id.
      select message.id as message_id, coalesce(message.action_id, message.id) as action_id, message.finished_at,
        message.action_id is null as by_hand, message.kind
      from messages.message where message.id = any(${[...messageIds]}::uuid[])
    ),
    history as (
      select step_done.*, posted.message_id, posted.finished_at
      from posted
      join dunning.step_done on step_done.action_id = posted.action_id
    )
  `;
  const [other] = await tx.rows<{ kind: string }>(sql`
    with ${posted} select kind from posted where kind <> 'reminder' and not by_hand limit 1
  `);
  if (other) throw refuse('action.unpost-not-reminder');
  const [met] = await tx.rows<{ number: string }>(sql`
    with ${posted}
    select item.number
    from history
    join receivables.item on item.tenant_id = history.tenant_id and item.id = history.item_id
    where exists (
        select from dunning.action_item as beside
        join dunning.action on action.tenant_id = beside.tenant_id and action.id = beside.action_id
        where beside.tenant_id = history.tenant_id and beside.item_id = history.item_id and action.id not in (select posted.action_id from posted)
          and (
            -- Something was decided for it since.
            (action.state <> 'cancelled' and action.created_at > history.finished_at)
            or (action.state in ('done', 'skipped', 'expired') and coalesce(action.done_at, action.decided_at) > history.finished_at)
            -- One line tells two contacts, and only the newer.
            or (action.state in ('done', 'skipped', 'expired') and action.scenario_id = history.scenario_id
              and coalesce(beside.step_id, action.step_id) = history.step_id and beside.cycle = history.cycle)
          )
      )
      -- Merely listed, it had this step behind it before.
      or (history.outcome = 'done' and not exists (
        select from dunning.action_item as own
        where own.tenant_id = history.tenant_id and own.action_id = history.action_id and own.item_id = history.item_id and own.stepped
      ))
    order by item.number
    limit 1
  `);
  if (met) throw refuse('action.unpost-history', { number: met.number });
  await tx.run(sql`with ${posted} delete from dunning.step_done where action_id in (select posted.action_id from posted)`);
  await tx.run(sql`
    with ${posted}
    update dunning.action set state = 'confirmed', done_at = null
    where action.id in (select posted.action_id from posted) and action.state = 'done'
  `);
}
