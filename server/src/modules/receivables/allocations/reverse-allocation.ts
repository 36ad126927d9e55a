import type { Actor } from '../../../kernel/actor.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { settleItems } from '../balances.ts';
import { refreshItems } from '../kept-items.ts';
import { lockAccounts } from '../ledger-locks.ts';
import { refuse } from '../refusals.ts';
import { type Allocation, allocationById } from './allocation.ts';

/**
 * Undoes an allocation: both sides are open again from their original due dates. The row stays, with who undid it and why.
 * Lettering that came from the accounting system is undone there, and arrives here by import.
 */
export async function reverseAllocation(tx: Transaction, id: string, reason: string, by: Actor): Promise<Allocation> {
  const before = await allocationById(tx, id);
  await lockAccounts(tx, before.entityId, [before.customerId]);
  if (before.source === 'import' && !before.provisional) throw refuse('allocation.belongs-to-ledger');
  const reversed = await tx.run(sql`
    update receivables.allocation set reversed_at = now(), reversed_by = ${by.name}, reversal_reason = ${reason}
    where allocation.id = ${id} and allocation.reversed_at is null
  `);
  if (reversed === 0) throw refuse('allocation.already-reversed');
  await settleItems(tx, before.entityId, [before.creditItemId, before.debitItemId], [before.customerId]);
  await recordEvent(tx, {
    kind: 'receivables.allocation-reversed',
    actor: by,
    entityId: before.entityId,
    customerId: before.customerId,
    subjectId: id,
    details: {
      creditItemId: before.creditItemId,
      debitItemId: before.debitItemId,
      amount: toDecimal(before.amountMinor, before.currency),
      currency: before.currency,
      reason,
    },
  });
  return allocationById(tx, id);
}

/**
 * Undoes the live allocations a select names, in one statement, and brings their items up to date; balances are the caller's (`refreshBalances`).
 * For imports: a letter taken off, an import undone. Answers how many were undone.
 */
export async function reverseAllocations(
  tx: Transaction,
  allocations: Sql,
  because: { reason: string; importId?: string | undefined; by: string },
): Promise<number> {
  const count = await tx.run(sql`
    update receivables.allocation set reversed_at = now(), reversed_by = ${because.by}, reversal_reason = ${because.reason},
      reversed_by_import = ${because.importId ?? null}
    where allocation.tenant_id = ${tx.tenantId} and allocation.reversed_at is null
      and allocation.id in (select named.id from (${allocations}) as named (id))
  `);
  if (count > 0) await refreshItems(tx, itemsUndoneNow(tx));
  return count;
}

// now() is the instant this transaction began: all it has undone so far carries it.
function itemsUndoneNow(tx: Transaction): Sql {
  return sql`
    select unnest(array[allocation.credit_item_id, allocation.debit_item_id])
    from receivables.allocation
    where allocation.tenant_id = ${tx.tenantId} and allocation.reversed_at = now()
  `;
}
