import type { Actor } from '../../kernel/actor.ts';
import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvents } from '../../platform/events.ts';
import { releaseHoldsOf } from '../holds/index.ts';

/** Closes every dispute whose items are all settled, in one pass, and ends its pauses. `customers` selects the customers to look at; all when absent. Answers how many closed. */
export async function closeSettledDisputes(tx: Transaction, scope: { readonly customers?: Sql }, by: Actor): Promise<number> {
  const ofCustomers = scope.customers ? sql`and dispute.customer_id in (${scope.customers})` : sql``;
  const closed = await tx.rows<{ id: string; customerId: string; outcome: string }>(sql`
    with settled as (
      select dispute.id
      from disputes.dispute
      join disputes.dispute_item on dispute_item.tenant_id = dispute.tenant_id and dispute_item.dispute_id = dispute.id
      join receivables.item on item.tenant_id = dispute_item.tenant_id and item.id = dispute_item.item_id
      where dispute.state <> 'closed' ${ofCustomers}
      group by dispute.id
      -- All of them: one invoice still open keeps the case open.
      having bool_and(item.open_minor - item.awaiting_minor <= 0)
    )
    update disputes.dispute set state = 'closed', closed_at = now(), outcome = coalesce(dispute.outcome, 'settled')
    from settled
    where dispute.id = settled.id
    returning dispute.id, dispute.customer_id as "customerId", dispute.outcome
  `);
  if (closed.length === 0) return 0;
  const ids = sql`select unnest(${closed.map((dispute) => dispute.id)}::uuid[])`;
  await releaseHoldsOf(tx, { source: 'disputes', sourceIds: ids }, 'settled', by);
  await recordEvents(
    tx,
    closed.map((dispute) => ({
      kind: 'disputes.closed',
      actor: by,
      customerId: dispute.customerId,
      subjectId: dispute.id,
      details: { action: 'settled', outcome: dispute.outcome },
    })),
  );
  return closed.length;
}
