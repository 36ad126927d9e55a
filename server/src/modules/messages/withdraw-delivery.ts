import type { Actor } from '../../kernel/actor.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';
import { letterEnds } from './letter-fates.ts';
import type { OutboxHooks, ToldDelivery } from './outbox/composer.ts';

/**
 * What was said of how a letter arrived was wrong: it is taken back with the reason, stays to be read, and the letter stands where it stood before. The hooks
 * are told as `withdrawn`. Answers how many words were taken back.
 */
export async function withdrawDelivery(
  tx: Transaction,
  messageId: string,
  reason: string,
  by: Actor,
  more: { readonly hooks: OutboxHooks; readonly now: Temporal.Instant },
): Promise<number> {
  const now = more.now.toString();
  const taken = await tx.run(sql`
    update messages.delivery_event
    set withdrawn_at = ${now}::timestamptz, withdrawn_by = ${by.name}, withdrawn_reason = ${reason}
    where message_id = ${messageId} and withdrawn_at is null and state = any(${[...letterEnds, 'delivered']}::text[])
  `);
  if (taken === 0) return 0;
  const told = await tx.rows<ToldDelivery>(sql`
    with standing as (
      select event.state, event.happened_at
      from messages.delivery_event as event
      where event.message_id = ${messageId} and event.withdrawn_at is null
      order by event.happened_at desc, event.id desc
      limit 1
    )
    update messages.message
    set delivery_state = (select state from standing), delivery_at = (select happened_at from standing)
    where message.id = ${messageId}
    returning message.id as "messageId", message.kind, message.channel, message.entity_id as "entityId", message.customer_id as "customerId",
      message.action_id as "actionId", message.contact_id as "contactId", message.recipient_address as "recipientAddress", 'withdrawn' as state,
      ${now}::timestamptz as at, ${reason}::text as detail
  `);
  await more.hooks.onDelivery?.(tx, told);
  return taken;
}
