import { type Queryable, sql, type Transaction } from '../../platform/database/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';

export const deliverKind = 'webhooks.deliver';

/** Puts the sending of this tenant's webhooks in the queue: now, or at an instant. */
export function askForDelivery(tx: Transaction, at?: Temporal.Instant): Promise<void> {
  return enqueue(tx, deliverKind, '', at);
}

/** Wakes the sending after new events were numbered, in tenants that have endpoints: theirs alone stands in the queue. */
export async function wakeDelivery(db: Queryable, tenantId: number): Promise<void> {
  const woken = await db.run(sql`
    update platform.due_work set due_at = least(due_at, now()), asked = asked + 1 where tenant_id = ${tenantId} and kind = ${deliverKind}
  `);
  if (woken > 0) await db.run(sql`select pg_notify('quitus_work', ${deliverKind})`);
}
