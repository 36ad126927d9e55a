import { type Sql, sql } from '../../platform/database/index.ts';

/**
 * The formal notices that reached whoever owes: `item_id, received_on`, one row an item, of the first that listed it. Only what its post or its signature
 * proves, on the day it says, where the entity lives: an ordinary letter or a mail proves no receipt. A registered letter left unclaimed or refused is a
 * notice all the same (Cass. 1re civ., 20 Jan. 2021, no. 19-20.680); an electronic one, which hides its sender until it is accepted, is not taken for one.
 * `itemIds`: an array of uuids, as an expression; absent: every item.
 */
export function noticesReceived(tenantId: number, itemIds?: Sql): Sql {
  return sql`
    select message_item.item_id, min((event.happened_at at time zone entity.time_zone)::date) as received_on
    from messages.message
    join messages.message_item on message_item.tenant_id = message.tenant_id and message_item.message_id = message.id
    join messages.delivery_event as event on event.tenant_id = message.tenant_id and event.message_id = message.id
    join identity.entity on entity.tenant_id = message.tenant_id and entity.id = message.entity_id
    where message.tenant_id = ${tenantId} and message.formal_notice and message.state = 'sent'
      -- Neither what was taken back nor what contradicts how the letter ended.
      and event.withdrawn_at is null and event.state = message.delivery_state
      -- What stayed in the local mailbox reached nobody.
      and message.transport is distinct from 'local'
      and (
        (message.channel in ('registered-letter', 'registered-e-letter') and event.state = 'received')
        or (message.channel = 'registered-letter' and event.state in ('refused', 'unclaimed'))
      )
      ${itemIds ? sql`and message_item.item_id = any(${itemIds})` : sql``}
    group by message_item.item_id
  `;
}
