import { businessDate, type Day } from '../../../kernel/days.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { listEntities } from '../../identity/index.ts';
import type { OpenItem } from './reading.ts';

const mostItems = 2_000;
const elsewhere = 'Europe/Paris';

/** What is still owed by a customer, the oldest due first. */
export function openItemsOf(db: Queryable, customerId: string): Promise<OpenItem[]> {
  return db.rows<OpenItem>(sql`
    select item.id, item.number, item.currency, item.open_minor - item.awaiting_minor as "openMinor", item.due_on as "dueOn"
    from receivables.item
    where item.customer_id = ${customerId} and item.open_minor > 0
    order by item.due_on, item.id
    limit ${mostItems}
  `);
}

/** The day it is where the customer's creditor is; without customer, at the first entity. */
export async function todayFor(db: Queryable, customerId: string | null, now: Temporal.Instant): Promise<Day> {
  if (customerId === null) {
    const [entity] = await listEntities(db);
    return businessDate(now, entity?.timeZone ?? elsewhere);
  }
  const found = await db.maybe<{ timeZone: string }>(sql`
    select entity.time_zone as "timeZone"
    from customers.customer
    join identity.entity on entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id
    where customer.id = ${customerId}
  `);
  return businessDate(now, found?.timeZone ?? elsewhere);
}

/** The items a message of ours listed. */
export async function itemsOfMessage(db: Queryable, messageId: string | null): Promise<string[]> {
  if (messageId === null) return [];
  const rows = await db.rows<{ id: string }>(
    sql`select item_id as id from messages.message_item where message_id = ${messageId}`,
  );
  return rows.map(({ id }) => id);
}
