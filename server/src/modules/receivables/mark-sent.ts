import type { Day } from '../../kernel/days.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';

/** Writes down that invoices were sent to their customers, and on which day: nobody is chased for one that was not, nor within days of it. Told again, the last word counts. */
export async function markItemsSent(
  tx: Transaction,
  sent: readonly { readonly itemId: string; readonly on: Day }[],
): Promise<void> {
  if (sent.length === 0) return;
  await tx.run(sql`
    update receivables.item set unsent = false, sent_on = told.sent_on
    from (
      select item_id, max(sent_on) as sent_on
      from unnest(${sent.map((one) => one.itemId)}::uuid[], ${sent.map((one) => one.on)}::date[]) as row (item_id, sent_on)
      group by item_id
    ) as told
    where item.tenant_id = ${tx.tenantId} and item.id = told.item_id and (item.unsent or item.sent_on is distinct from told.sent_on)
  `);
}
