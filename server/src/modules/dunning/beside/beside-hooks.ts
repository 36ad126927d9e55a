import { systemActor } from '../../../kernel/actor.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvents } from '../../../platform/events.ts';
import type { EndedMessage, OutboxHooks } from '../../messages/index.ts';
import { tellNotArrived } from './not-arrived.ts';
import { noteContact, returnItems } from './specific/settle-specific.ts';

const besideKinds = ['thank-you', 'notice', 'specific', 'invoice'];

type Left = {
  readonly id: string;
  readonly customerId: string;
  readonly entityId: string;
  readonly channel: string;
  readonly chases: boolean;
  readonly sentOn: string;
  readonly isDone: boolean;
  /** It stayed in the local mailbox. */
  readonly rehearsed: boolean;
};

// What was disputed or promised was left out of the message: nobody was written to about it.
const listed = sql`exists (
  select from messages.message
  join messages.message_item on message_item.tenant_id = message.tenant_id and message_item.message_id = message.id
  where message.tenant_id = action.tenant_id and message.action_id = action.id and message_item.item_id = action_item.item_id
)`;

/**
 * A message beside the ladder was accepted: its action is done. What chases (a broken promise, a specific action) starts the minimum interval of its
 * items, though its action was called off while nobody knew whether it had left; no level moves.
 */
async function besideSent(tx: Transaction, messages: readonly EndedMessage[]): Promise<void> {
  const rows = messages
    .filter((message) => besideKinds.includes(message.kind) && message.actionId !== null)
    .map((message) => ({ message_id: message.id, action_id: message.actionId, ended_at: message.endedAt.toString() }));
  if (rows.length === 0) return;
  const left = await tx.rows<Left>(sql`
    with ended as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ended (message_id uuid, action_id uuid, ended_at timestamptz)
    ),
    done as (
      update dunning.action
      set state = 'done', done_at = ended.ended_at
      from ended
      where action.id = ended.action_id and action.state in ('confirmed', 'to-do')
      returning action.id
    )
    select action.id, action.customer_id as "customerId", action.entity_id as "entityId", action.channel,
      coalesce(action.kind = 'specific' or action.reason ->> 'code' = 'promise-broken', false) as chases, done.id is not null as "isDone",
      message.transport is not distinct from 'local' as rehearsed,
      -- The business day of the sending where the entity lives, displaced as the run was.
      ((ended.ended_at at time zone entity.time_zone)::date + coalesce((
        select run.run_on - (run.started_at at time zone entity.time_zone)::date from dunning.run where run.tenant_id = action.tenant_id and run.id = action.run_id
      ), 0))::text as "sentOn"
    from ended
    join messages.message on message.id = ended.message_id
    join dunning.action on action.id = ended.action_id
    join identity.entity on entity.tenant_id = action.tenant_id and entity.id = action.entity_id
    left join done on done.id = action.id
  `);
  const chases = left.filter((action) => action.chases);
  for (const those of Map.groupBy(chases, ({ sentOn, rehearsed }) => `${sentOn}/${rehearsed}`).values()) {
    const [first] = those;
    const which = sql`action.id = any(${those.map((action) => action.id)}::uuid[]) and ${listed}`;
    if (first) await noteContact(tx, which, { on: first.sentOn, rehearsed: first.rehearsed });
  }
  const done = left.filter((action) => action.isDone);
  if (done.length > 0) await returnItems(tx, sql`action.id = any(${done.map((action) => action.id)}::uuid[])`);
  await recordEvents(
    tx,
    done.map((action) => ({
      kind: action.chases ? 'dunning.reminded' : 'actions.done',
      actor: systemActor('quitus'),
      customerId: action.customerId,
      entityId: action.entityId,
      subjectId: action.id,
      details: action.chases ? { level: 0, channel: action.channel, ...(action.rehearsed ? { rehearsed: true } : {}) } : {},
    })),
  );
}

/** What dunning does when messages beside the ladder left, and when a text message or a letter did not arrive; main hands these to the outbox. */
export const besideHooks: OutboxHooks = { onSent: besideSent, onDelivery: tellNotArrived };
