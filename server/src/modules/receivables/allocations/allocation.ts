import { toDecimal } from '../../../kernel/money.ts';
import { sql, type Queryable } from '../../../platform/database/index.ts';
import { refuse } from '../refusals.ts';

/** One credit put against one debit: the effective day is the later of their accounting days, never the day it was done. */
export type Allocation = {
  readonly id: string;
  readonly entityId: string;
  readonly customerId: string;
  readonly creditItemId: string;
  readonly debitItemId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly effectiveOn: string;
  readonly code: string | null;
  readonly source: 'import' | 'bank' | 'manual' | 'inference' | 'portal';
  readonly provisional: boolean;
  readonly recordedAt: Temporal.Instant;
  readonly recordedBy: string;
  readonly reversedAt: Temporal.Instant | null;
  readonly reversedBy: string | null;
  readonly reversalReason: string | null;
};

export const allocationColumns = sql`
  allocation.id, allocation.entity_id as "entityId", allocation.customer_id as "customerId", allocation.credit_item_id as "creditItemId",
  allocation.debit_item_id as "debitItemId", allocation.currency, allocation.amount_minor as "amountMinor", allocation.effective_on as "effectiveOn",
  allocation.code, allocation.source, allocation.provisional, allocation.recorded_at as "recordedAt", allocation.recorded_by as "recordedBy",
  allocation.reversed_at as "reversedAt", allocation.reversed_by as "reversedBy", allocation.reversal_reason as "reversalReason"
`;

/** One allocation; refuses an unknown one. */
export async function allocationById(db: Queryable, id: string): Promise<Allocation> {
  const found = await db.maybe<Allocation>(
    sql`select ${allocationColumns} from receivables.allocation where allocation.id = ${id}`,
  );
  if (!found) throw refuse('allocation.not-found');
  return found;
}

/** What an allocation needs to know of each of its two items. */
export type AllocatableItem = {
  readonly id: string;
  readonly entityId: string;
  readonly customerId: string;
  readonly currency: string;
  readonly bookedOn: string;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly awaitingMinor: bigint;
};

/** What is left of an item, as a positive amount. What Quitus already holds against it counts as gone, unless the ledger itself speaks. */
export function leftToAllocate(item: AllocatableItem, provisional: boolean): bigint {
  const left = provisional ? item.openMinor - item.awaitingMinor : item.openMinor;
  return left < 0n ? -left : left;
}

/** The amount a credit may take from a debit: the one asked, or all that both can bear. Refuses what the two sides cannot mean. */
export function allocatableAmount(
  credit: AllocatableItem,
  debit: AllocatableItem,
  provisional: boolean,
  asked: bigint | undefined,
): bigint {
  if (credit.amountMinor >= 0n || debit.amountMinor <= 0n) throw refuse('allocation.wrong-side');
  if (credit.customerId !== debit.customerId) throw refuse('allocation.other-account');
  if (credit.currency !== debit.currency)
    throw refuse('allocation.other-currency', { credit: credit.currency, debit: debit.currency });
  const creditLeft = leftToAllocate(credit, provisional);
  const debitLeft = leftToAllocate(debit, provisional);
  const most = creditLeft < debitLeft ? creditLeft : debitLeft;
  const amount = asked ?? most;
  if (asked !== undefined && asked <= 0n) throw refuse('allocation.amount-invalid');
  if (amount > most || amount === 0n) {
    throw refuse('allocation.exceeds-open', { most: toDecimal(most, debit.currency), currency: debit.currency });
  }
  return amount;
}
