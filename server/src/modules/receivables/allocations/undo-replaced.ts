import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';
import { reverseAllocations } from './reverse-allocation.ts';

/**
 * Undoes the provisional allocations of items (a select of their ids, brought up to date) that final ones of this transaction have taken the
 * place of: the same pair, or more than is left, the latest first. Answers how many.
 */
export function undoReplaced(
  tx: Transaction,
  items: Sql,
  { importId, by }: { importId?: string | undefined; by: string },
): Promise<number> {
  return reverseAllocations(
    tx,
    sql`
      with provisional as (
        select allocation.id, allocation.credit_item_id, allocation.debit_item_id, allocation.amount_minor, allocation.recorded_at
        from receivables.allocation
        where allocation.tenant_id = ${tx.tenantId} and allocation.provisional and allocation.reversed_at is null
          and (allocation.credit_item_id in (${items}) or allocation.debit_item_id in (${items}))
      ),
      side as (
        select provisional.id, provisional.debit_item_id as item_id, provisional.amount_minor, provisional.recorded_at from provisional
        union all
        select provisional.id, provisional.credit_item_id, provisional.amount_minor, provisional.recorded_at from provisional
      ),
      filled as (
        select side.id, side.item_id,
          sum(side.amount_minor) over (partition by side.item_id order by side.recorded_at, side.id rows unbounded preceding) as up_to
        from side
      )
      select filled.id
      from filled
      join receivables.item on item.tenant_id = ${tx.tenantId} and item.id = filled.item_id
      where filled.up_to > abs(item.open_minor)
      union
      select provisional.id
      from provisional
      join receivables.allocation as final on final.tenant_id = ${tx.tenantId} and final.debit_item_id = provisional.debit_item_id
        and final.credit_item_id = provisional.credit_item_id and not final.provisional and final.reversed_at is null and final.recorded_at = now()
    `,
    { reason: 'confirmed-by-ledger', importId, by },
  );
}
