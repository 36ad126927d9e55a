import { sql, type Transaction } from '../../../platform/database/index.ts';
import type { EndedMessage, OutboxHooks } from '../../messages/index.ts';

/**
 * A message that a person wrote left: where it asks for payment and lists items, they had a contact, after which the minimum interval is kept for them
 * and no level moves. A statement, an answer and what lists nothing start none.
 */
async function notedByHand(tx: Transaction, messages: readonly EndedMessage[]): Promise<void> {
  const rows = messages
    .filter((message) => message.kind === 'reminder' && message.actionId === null)
    .map((message) => ({ id: message.id, ended_at: message.endedAt.toString() }));
  if (rows.length === 0) return;
  await tx.run(sql`
    insert into dunning.step_done (tenant_id, item_id, scenario_id, step_id, level, channel, outcome, done_on, action_id, rehearsed)
    select message.tenant_id, message_item.item_id, message.id, message.id, 0, message.channel, 'listed',
      (ended.ended_at at time zone entity.time_zone)::date, message.id, message.transport is not distinct from 'local'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ended (id uuid, ended_at timestamptz)
    join messages.message on message.id = ended.id
    join messages.message_item on message_item.tenant_id = message.tenant_id and message_item.message_id = message.id
    join identity.entity on entity.tenant_id = message.tenant_id and entity.id = message.entity_id
    -- Posted again, said anew.
    on conflict (tenant_id, item_id, scenario_id, step_id, cycle, rehearsed) do update set done_on = excluded.done_on
  `);
}

/** What dunning does when a message written by hand left. */
export const byHandHooks: OutboxHooks = { onSent: notedByHand };
