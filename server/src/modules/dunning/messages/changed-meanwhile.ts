import { type Sql, sql } from '../../../platform/database/index.ts';

/**
 * Whether what a message says may have stopped being so since it was written (T1, T62): an item it lists, or an open one of the accounts it
 * speaks for; a hold on any of them; the customer or a contact; a chase of the same customer that left or is leaving. It does not
 * judge the change: whoever writes the message again does.
 */
export function changedMeanwhile(changed: (row: Sql) => Sql): Sql {
  const accounts = sql`array(
    select item.customer_id
    from messages.message_item
    join receivables.item on item.tenant_id = message_item.tenant_id and item.id = message_item.item_id
    where message_item.message_id = message.id
    union select message.customer_id
  )`;
  const hold = sql`hold.released_at is null and ${changed(sql`hold`)}`;
  // `offset 0`: looked up message by message, never the whole table at once.
  return sql`(
    exists (
      select from messages.message_item as listed
      join receivables.item on item.tenant_id = listed.tenant_id and item.id = listed.item_id
      where listed.message_id = message.id and (
        ${changed(sql`item`)}
        or exists (select from holds.hold where hold.item_id = item.id and hold.scope = 'item' and ${hold} offset 0)
        or exists (select from dunning.step_done where step_done.item_id = item.id and ${changed(sql`step_done`)} offset 0)
      )
      offset 0
    )
    or exists (select from receivables.item where item.customer_id = any(${accounts}) and item.open_minor <> 0 and ${changed(sql`item`)} offset 0)
    or exists (select from holds.hold where hold.customer_id = any(${accounts}) and ${hold} offset 0)
    or exists (select from holds.hold where hold.scope = 'entity' and hold.entity_id = message.entity_id and ${hold} offset 0)
    or exists (select from customers.customer where customer.id = message.customer_id and ${changed(sql`customer`)} offset 0)
    or exists (select from customers.contact where contact.customer_id = message.customer_id and ${changed(sql`contact`)} offset 0)
    or (message.kind in ('reminder', 'specific') and exists (
      select from messages.message as other
      where other.customer_id = message.customer_id and other.id <> message.id and other.kind in ('reminder', 'specific')
        and other.state in ('calling', 'handed', 'sent', 'uncertain') and ${changed(sql`other`)}
      offset 0
    ))
  )`;
}
