import type { Actor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { settleItems } from '../balances.ts';
import { lockAccounts } from '../ledger-locks.ts';
import { refuse } from '../refusals.ts';
import { type AllocatableItem, type Allocation, allocatableAmount, allocationById } from './allocation.ts';
import { undoReplaced } from './undo-replaced.ts';

export type NewAllocation = {
  readonly creditItemId: string;
  readonly debitItemId: string;
  /** Positive; all that both sides can bear when absent. */
  readonly amountMinor?: bigint | undefined;
  /** Made here, not yet confirmed by the accounting system. */
  readonly provisional: boolean;
  readonly source: Allocation['source'];
  readonly code?: string | undefined;
};

/** Puts a credit against a debit of the same account, never beyond what either has left; its items and balances follow at once. */
export async function allocate(tx: Transaction, input: NewAllocation, by: Actor): Promise<Allocation> {
  const [entityId, customerIds] = await accountsOf(tx, [input.creditItemId, input.debitItemId]);
  await lockAccounts(tx, entityId, customerIds);
  const items = await lockItems(tx, [input.creditItemId, input.debitItemId]);
  const credit = items.get(input.creditItemId);
  const debit = items.get(input.debitItemId);
  if (!credit || !debit) throw refuse('item.not-found');
  const amountMinor = allocatableAmount(credit, debit, input.provisional, input.amountMinor);
  const effectiveOn = credit.bookedOn > debit.bookedOn ? credit.bookedOn : debit.bookedOn;
  const id = uuidv7();
  await tx.run(sql`
    insert into receivables.allocation (tenant_id, id, entity_id, customer_id, credit_item_id, debit_item_id, currency, amount_minor, effective_on,
      code, source, provisional, recorded_by)
    values (${tx.tenantId}, ${id}, ${debit.entityId}, ${debit.customerId}, ${credit.id}, ${debit.id}, ${debit.currency}, ${amountMinor}, ${effectiveOn},
      ${input.code ?? null}, ${input.source}, ${input.provisional}, ${by.name})
  `);
  await settleItems(tx, entityId, [credit.id, debit.id], customerIds);
  const replaced = input.provisional
    ? 0
    : await undoReplaced(tx, sql`select unnest(${[credit.id, debit.id]}::uuid[])`, { by: by.name });
  // Their items are up to date again; the account's awaiting amount is not yet.
  if (replaced > 0) await settleItems(tx, entityId, [credit.id, debit.id], customerIds);
  await recordEvent(tx, {
    kind: 'receivables.allocated',
    actor: by,
    entityId: debit.entityId,
    customerId: debit.customerId,
    subjectId: id,
    details: {
      creditItemId: credit.id,
      debitItemId: debit.id,
      amount: toDecimal(amountMinor, debit.currency),
      currency: debit.currency,
      provisional: input.provisional,
      source: input.source,
    },
  });
  return allocationById(tx, id);
}

/** The entity and accounts of some items, before any lock is taken. */
export async function accountsOf(
  tx: Transaction,
  itemIds: readonly string[],
): Promise<[entityId: string, customerIds: string[]]> {
  const rows = await tx.rows<{ entityId: string; customerId: string }>(sql`
    select distinct item.entity_id as "entityId", item.customer_id as "customerId"
    from receivables.item
    where item.id = any(${itemIds}::uuid[])
    order by item.customer_id
  `);
  const [first] = rows;
  if (!first) throw refuse('item.not-found');
  // Two entities never share an account, so a second entity means two accounts too.
  if (rows.some((row) => row.entityId !== first.entityId)) throw refuse('allocation.other-account');
  return [first.entityId, rows.map((row) => row.customerId)];
}

async function lockItems(tx: Transaction, itemIds: readonly string[]): Promise<Map<string, AllocatableItem>> {
  const rows = await tx.rows<AllocatableItem>(sql`
    select item.id, item.entity_id as "entityId", item.customer_id as "customerId", item.currency, item.booked_on as "bookedOn",
      item.amount_minor as "amountMinor", item.open_minor as "openMinor", item.awaiting_minor as "awaitingMinor"
    from receivables.item
    where item.id = any(${itemIds}::uuid[])
    order by item.id
    for update
  `);
  return new Map(rows.map((row) => [row.id, row]));
}
