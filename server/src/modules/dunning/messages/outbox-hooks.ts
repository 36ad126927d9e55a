import { systemActor } from '../../../kernel/actor.ts';
import { prepared, sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvents } from '../../../platform/events.ts';
import { historyLines, joinHistory, leadersCycle } from '../history.ts';
import { reopen } from '../agenda/decide-actions.ts';
import { allHooks, type EndedMessage, type OutboxHooks } from '../../messages/index.ts';
import { changedMeanwhile } from './changed-meanwhile.ts';
import { endRehearsals, followsRehearsal } from '../rehearsals.ts';
import { besideHooks } from '../beside/beside-hooks.ts';
import { byHandHooks } from './noted-by-hand.ts';

/**
 * A reminder was accepted: now, and not before, its step is done for the items the message listed (T35). An item the run
 * carried and the message no longer listed keeps its place; one listed anew had a reminder, and its level does not move.
 * What stayed in the local mailbox is remembered as rehearsed.
 */
async function remindersSent(tx: Transaction, messages: readonly EndedMessage[]): Promise<void> {
  const sent = reminders(messages);
  if (sent.length === 0) return;
  const rows = sent.map((message) => ({
    message_id: message.id,
    action_id: message.actionId,
    ended_at: message.endedAt.toString(),
  }));
  const done = await tx.rows<{
    id: string;
    customer_id: string;
    entity_id: string;
    level: number | null;
    channel: string;
    name: string;
    rehearsed: boolean;
  }>(
    prepared(sql`
    with ended as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ended (message_id uuid, action_id uuid, ended_at timestamptz)
    ),
    -- The business day of the sending where the entity lives, displaced as the run was.
    sent as (
      select action.tenant_id, action.id, action.scenario_id, action.step_id, action.level, action.channel, action.grave, ended.message_id, ended.ended_at,
        message.transport is not distinct from 'local' as rehearsed,
        ${leadersCycle} as cycle,
        (ended.ended_at at time zone entity.time_zone)::date
          + coalesce(run.run_on - (run.started_at at time zone entity.time_zone)::date, 0) as sent_on
      from ended
      join messages.message on message.id = ended.message_id
      join dunning.action on action.id = ended.action_id
      join identity.entity on entity.tenant_id = action.tenant_id and entity.id = action.entity_id
      left join dunning.run on run.tenant_id = action.tenant_id and run.id = action.run_id
    ),
    history as (
      insert into dunning.step_done (tenant_id, item_id, scenario_id, step_id, cycle, level, channel, outcome, done_on, action_id, rehearsed)
      select sent.tenant_id, message_item.item_id, sent.scenario_id, line.step_id, line.cycle, line.level, sent.channel, line.outcome, sent.sent_on, sent.id,
        sent.rehearsed
      from sent
      join messages.message_item on message_item.tenant_id = sent.tenant_id and message_item.message_id = sent.message_id
      left join dunning.action_item on action_item.tenant_id = sent.tenant_id and action_item.action_id = sent.id and action_item.item_id = message_item.item_id
      cross join lateral (${historyLines(sql`sent`, { outcome: 'done', cycle: sql`sent.cycle` })}) as line
      where sent.step_id is not null
      ${joinHistory}
    )
    update dunning.action
    set state = 'done', done_at = sent.ended_at
    from sent, customers.customer
    where action.id = sent.id and customer.id = action.customer_id and action.state in ('confirmed', 'to-do')
    returning action.id, action.customer_id, action.entity_id, action.level, action.channel, customer.name, sent.rehearsed
  `),
  );
  await recordEvents(
    tx,
    // A mail to colleagues took its step and reminded nobody.
    done
      .filter((action) => action.channel !== 'internal')
      .map((action) => ({
        kind: 'dunning.reminded',
        actor: systemActor('quitus'),
        customerId: action.customer_id,
        entityId: action.entity_id,
        subjectId: action.id,
        details: { level: action.level, channel: action.channel, ...(action.rehearsed ? { rehearsed: true } : {}) },
      })),
  );
}

/** A reminder did not leave: called off, its action closes with the reason; refused by the mail server, a person is told and the level does not advance (T9); uncertain, it stays in hand. */
async function remindersNotSent(tx: Transaction, messages: readonly EndedMessage[]): Promise<void> {
  const ended = ofActions(messages);
  const recalled = ended.filter((message) => message.state === 'cancelled' && message.reason === 'recalled');
  if (recalled.length > 0) await reopen(tx, sql`action.id = any(${recalled.map((message) => message.actionId)}::uuid[])`);
  const rows = ended
    .filter((message) => message.state !== 'uncertain' && !recalled.includes(message))
    .map((message) => ({
      id: message.actionId,
      state: message.state === 'failed' ? 'to-do' : 'cancelled',
      reason: message.reason,
    }));
  if (rows.length === 0) return;
  await tx.run(sql`
    update dunning.action
    set state = ended.state, decision_note = ended.reason, caution = case when ended.state = 'to-do' then 'not-delivered' else action.caution end,
      decided_at = now(), decided_by = 'system'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ended (id uuid, state text, reason text)
    where action.id = ended.id and action.state = 'confirmed'
  `);
}

function reminders(messages: readonly EndedMessage[]): EndedMessage[] {
  return messages.filter((message) => ['reminder', 'internal'].includes(message.kind) && message.actionId !== null);
}

// What stands beside the ladder ends the same way when it does not leave.
function ofActions(messages: readonly EndedMessage[]): EndedMessage[] {
  const kinds = ['reminder', 'internal', 'thank-you', 'notice', 'specific', 'invoice'];
  return messages.filter((message) => kinds.includes(message.kind) && message.actionId !== null);
}

/** What dunning looks at before a message leaves, and does in the transaction that records its end; main hands these to the outbox. */
export const reminderHooks: OutboxHooks = allHooks(
  {
    changedMeanwhile,
    beforeLeaving: endRehearsals,
    staysHere: followsRehearsal,
    onSent: remindersSent,
    onNotSent: remindersNotSent,
  },
  besideHooks,
  byHandHooks,
);
