import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';
import { placeHolds } from '../holds/index.ts';

/** Pauses the disputed part of each item of a dispute, without end: it ends with the dispute. */
export async function holdDisputedParts(tx: Transaction, disputeId: string, today: Day, by: Actor): Promise<void> {
  const parts = await tx.rows<{ customerId: string; itemId: string; partMinor: bigint }>(sql`
    select dispute.customer_id as "customerId", dispute_item.item_id as "itemId", dispute_item.amount_minor as "partMinor"
    from disputes.dispute
    join disputes.dispute_item on dispute_item.tenant_id = dispute.tenant_id and dispute_item.dispute_id = dispute.id
    where dispute.id = ${disputeId}
    order by dispute_item.item_id
  `);
  await placeHolds(
    tx,
    parts.map((part) => ({ scope: 'item', ...part, reason: 'disputed', source: 'disputes', sourceId: disputeId, fromOn: today })),
    by,
  );
}
