import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';
import { refreshItems } from '../kept-items.ts';
import { reverseAllocations } from './reverse-allocation.ts';

/**
 * After an import moved the accounting day of items (a select of their ids): their live allocations whose effective day is no longer
 * the later of the two days are undone and made again on the right one. Answers how many; balances are the caller's (`refreshBalances`).
 */
export async function redateAllocations(
  tx: Transaction,
  items: Sql,
  because: { importId?: string | undefined; by: string },
): Promise<number> {
  const misdated = sql`
    select allocation.id
    from receivables.allocation
    join receivables.item as debit on debit.tenant_id = allocation.tenant_id and debit.id = allocation.debit_item_id
    join receivables.item as credit on credit.tenant_id = allocation.tenant_id and credit.id = allocation.credit_item_id
    where allocation.tenant_id = ${tx.tenantId} and allocation.reversed_at is null
      and (allocation.debit_item_id in (${items}) or allocation.credit_item_id in (${items}))
      and allocation.effective_on <> greatest(debit.booked_on, credit.booked_on)
  `;
  const undone = await reverseAllocations(tx, misdated, { ...because, reason: 'accounting-day-moved' });
  if (undone === 0) return 0;
  await tx.run(sql`
    insert into receivables.allocation (tenant_id, id, entity_id, customer_id, credit_item_id, debit_item_id, currency, amount_minor, effective_on,
      code, source, provisional, import_id, recorded_by)
    select earlier.tenant_id, uuidv7(), earlier.entity_id, earlier.customer_id, earlier.credit_item_id, earlier.debit_item_id, earlier.currency,
      earlier.amount_minor, greatest(debit.booked_on, credit.booked_on), earlier.code, earlier.source, earlier.provisional, ${because.importId ?? null},
      ${because.by}
    from receivables.allocation as earlier
    join receivables.item as debit on debit.tenant_id = earlier.tenant_id and debit.id = earlier.debit_item_id
    join receivables.item as credit on credit.tenant_id = earlier.tenant_id and credit.id = earlier.credit_item_id
    where earlier.tenant_id = ${tx.tenantId} and earlier.reversed_at = now() and earlier.reversal_reason = 'accounting-day-moved'
      and (earlier.debit_item_id in (${items}) or earlier.credit_item_id in (${items}))
  `);
  await refreshItems(
    tx,
    sql`
      select unnest(array[made.credit_item_id, made.debit_item_id])
      from receivables.allocation as made
      where made.tenant_id = ${tx.tenantId} and made.recorded_at = now() and made.reversed_at is null
        and (made.debit_item_id in (${items}) or made.credit_item_id in (${items}))
    `,
  );
  return undone;
}
