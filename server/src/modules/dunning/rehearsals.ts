import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import { cancelMessagesOf, knowsMailServer, type Leaving, sendingMode } from '../messages/index.ts';

/**
 * A boolean expression over `message`: the step before it was only rehearsed, so that this one would be the first its debtor ever gets. It stays in the
 * local mailbox too, until the next run has begun anew.
 */
export const followsRehearsal: Sql = sql`(message.kind = 'reminder' and exists (
  select from dunning.action
  join dunning.step_done on step_done.tenant_id = action.tenant_id and step_done.item_id = action.leader_item_id and step_done.rehearsed
  where action.tenant_id = message.tenant_id and action.id = message.action_id
))`;

/** Whether a message that is `sent` reached nobody and counts no more: it stayed in the local mailbox, and its rehearsal was forgotten for this item. */
export function forgotten(message: Sql, itemId: Sql): Sql {
  return sql`(${message}.transport = 'local' and not exists (
    select from dunning.step_done
    where step_done.tenant_id = ${message}.tenant_id and step_done.item_id = ${itemId} and step_done.action_id = ${message}.action_id
  ))`;
}

/**
 * Messages leave for some customers from now on: what was only rehearsed with them is forgotten, and what rests on it; what was made for days to come
 * is called off. Costs next to nothing when there is nothing to forget. Without a mail server mail goes on being rehearsed, and nothing is forgotten.
 */
export async function endRehearsals(tx: Transaction, { leaves, mailServer, now }: Leaving): Promise<void> {
  // Who ends them at the same moment waits, and finds nothing left.
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`dunning.rehearsals/${tx.tenantId}`}, 0))`);
  await callOffDaysToCome(tx, now);
  if (mailServer) await forgetRehearsed(tx, leaves);
}

/** The same before a run, which asks how messages leave. */
export async function endRehearsalsIfLeaving(
  tx: Transaction,
  { ofInstallation, now }: { readonly ofInstallation: boolean; readonly now: Temporal.Instant },
): Promise<void> {
  const { mode, unmet, leaves } = await sendingMode(tx);
  if (mode === 'test' || unmet.length > 0) return;
  await endRehearsals(tx, { leaves, mailServer: await knowsMailServer(tx, ofInstallation), now });
}

// `message` stands for whoever was chased: who leaves is asked of messages.
function forgetRehearsed(tx: Transaction, leaves: Sql): Promise<number> {
  return tx.run(sql`
    with forgotten as (
      delete from dunning.step_done as done
      using dunning.action as message
      where done.rehearsed and message.tenant_id = done.tenant_id and message.id = done.action_id and ${leaves}
      returning done.tenant_id, done.item_id, done.done_on
    ),
    rested as (
      select forgotten.tenant_id, forgotten.item_id, min(forgotten.done_on) as since
      from forgotten
      group by forgotten.tenant_id, forgotten.item_id
    )
    -- A step passed over after one that never took place was not reached.
    delete from dunning.step_done as passed
    using rested
    where passed.tenant_id = rested.tenant_id and passed.item_id = rested.item_id and passed.outcome in ('skipped', 'expired')
      and passed.done_on >= rested.since and not passed.rehearsed
  `);
}

// A rehearsal may run days ahead; what it made for them would leave today, and claim what is not late yet.
async function callOffDaysToCome(tx: Transaction, now: Temporal.Instant): Promise<void> {
  const ahead = await tx.rows<{ id: string }>(sql`
    select run.id
    from dunning.run
    join identity.entity on entity.tenant_id = run.tenant_id and entity.id = run.entity_id
    where run.rehearsed and run.run_on > (run.started_at at time zone entity.time_zone)::date
  `);
  if (ahead.length === 0) return;
  const called = await tx.rows<{ id: string }>(sql`
    update dunning.action
    set state = 'cancelled', decided_at = ${now.toString()}::timestamptz, decided_by = 'system', decision_note = 'rehearsal'
    where action.run_id = any(${ahead.map(({ id }) => id)}::uuid[]) and action.state in ('to-confirm', 'confirmed', 'to-do')
    returning action.id
  `);
  if (called.length === 0) return;
  await cancelMessagesOf(tx, sql`select unnest(${called.map(({ id }) => id)}::uuid[])`, 'rehearsal', now);
}
