import { type Sql, sql } from '../../../platform/database/index.ts';

/**
 * Whether what a message says may have stopped being so since it was written (T1, T62): an item it lists, or an open one of the accounts it
 * speaks for; a hold on any of them; the customer or a contact; a chase of the same customer that left or is leaving. It does not
 * judge the change: whoever writes the message again does.
 */
export function changedMeanwhile(changed: (row: Sql) => Sql): Sql {
  const item = sql`item`;
  return sql`(
    exists (
      select from messages.message_item as listed
      join receivables.item on item.tenant_id = listed.tenant_id and item.id = listed.item_id
      where listed.message_id = message.id and (
        ${changed(item)}
        or exists (
          select from receivables.item as beside
          where beside.tenant_id = item.tenant_id and beside.customer_id = item.customer_id and beside.open_minor <> 0 and beside.id <> item.id
            and ${changed(sql`beside`)}
        )
        or exists (
          select from holds.hold
          where hold.tenant_id = item.tenant_id and hold.customer_id = item.customer_id and hold.released_at is null and ${changed(sql`hold`)}
        )
        or exists (
          select from holds.hold
          where hold.tenant_id = item.tenant_id and hold.item_id = item.id and hold.scope = 'item' and hold.released_at is null and ${changed(sql`hold`)}
        )
        or exists (select from dunning.step_done where step_done.tenant_id = item.tenant_id and step_done.item_id = item.id and ${changed(sql`step_done`)})
      )
    )
    or exists (
      select from holds.hold
      where hold.tenant_id = message.tenant_id and hold.scope = 'entity' and hold.entity_id = message.entity_id and hold.released_at is null and ${changed(sql`hold`)}
    )
    or exists (
      select from holds.hold
      where hold.tenant_id = message.tenant_id and hold.customer_id = message.customer_id and hold.released_at is null and ${changed(sql`hold`)}
    )
    or exists (select from customers.customer where customer.tenant_id = message.tenant_id and customer.id = message.customer_id and ${changed(sql`customer`)})
    or exists (select from customers.contact where contact.tenant_id = message.tenant_id and contact.customer_id = message.customer_id and ${changed(sql`contact`)})
    or (message.kind in ('reminder', 'specific') and exists (
      select from messages.message as other
      where other.tenant_id = message.tenant_id and other.customer_id = message.customer_id and other.id <> message.id and other.kind in ('reminder', 'specific')
        and other.state in ('calling', 'handed', 'sent', 'uncertain') and ${changed(sql`other`)}
    ))
  )`;
}
