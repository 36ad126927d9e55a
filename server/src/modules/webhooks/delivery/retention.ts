import { sql, type TenantDatabase } from '../../../platform/database/index.ts';

const deliveredDays = 30;
const failedDays = 90;
const rowsAtOnce = 5000;

/** Removes what was kept long enough: delivered 30 days, the rest 90. A part at a time; answers how many went. */
export async function removeOld(db: TenantDatabase, now: Temporal.Instant): Promise<number> {
  const before = (days: number): string => now.subtract({ hours: 24 * days }).toString();
  const removed = await db.run(sql`
    with old as (
      select tenant_id, id from webhooks.delivery
      where (state = 'delivered' and finished_at < ${before(deliveredDays)}::timestamptz) or (state = 'failed' and finished_at < ${before(failedDays)}::timestamptz)
      limit ${rowsAtOnce}
    )
    delete from webhooks.delivery using old where delivery.tenant_id = old.tenant_id and delivery.id = old.id
  `);
  // What still waits after so long waits for an endpoint that is off.
  const waiting = await db.run(sql`
    with old as (
      select delivery.tenant_id, delivery.id
      from webhooks.endpoint
      join webhooks.delivery on delivery.tenant_id = endpoint.tenant_id and delivery.endpoint_id = endpoint.id
      where not endpoint.enabled and delivery.state = 'waiting' and delivery.created_at < ${before(failedDays)}::timestamptz
      limit ${rowsAtOnce}
    )
    delete from webhooks.delivery using old where delivery.tenant_id = old.tenant_id and delivery.id = old.id
  `);
  await db.run(sql`delete from webhooks.replay where finished_at < ${before(failedDays)}::timestamptz`);
  return removed + waiting;
}
