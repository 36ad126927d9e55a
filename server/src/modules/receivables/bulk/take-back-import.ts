import { sql, type Transaction } from '../../../platform/database/index.ts';
import { reverseAllocations } from '../allocations/reverse-allocation.ts';
import { refreshItems } from '../balances.ts';
import { itemColumns, itemColumnsOf } from '../item-columns.ts';
import { type ItemMerge, removeItems } from './merge-items.ts';

/**
 * Undoes what one import wrote in the ledger: its allocations are reversed, its items leave for the history, the versions it replaced and
 * the items it removed return, and the allocations it had reversed are made again. To be followed by `refreshBalances`.
 */
export async function takeBackImport(tx: Transaction, undo: ItemMerge): Promise<void> {
  await reverseAllocations(
    tx,
    sql`
      select allocation.id from receivables.allocation
      where allocation.tenant_id = ${tx.tenantId} and allocation.import_id = ${undo.importId} and allocation.reversed_at is null
    `,
    { reason: 'import-undone', importId: undo.importId, by: undo.author },
  );
  await tx.run(sql`
    create temporary table returning_item on commit drop as
    select distinct on (history.id) history.*
    from receivables.item_history as history
    where history.tenant_id = ${tx.tenantId} and history.superseded_by_import = ${undo.importId}
    order by history.id, history.recorded_from
  `);
  // That an invoice was sent stays true of its earlier version.
  await tx.run(sql`
    update returning_item set unsent = item.unsent, sent_on = item.sent_on
    from receivables.item
    where item.tenant_id = ${tx.tenantId} and item.id = returning_item.id and item.sent_on is not null
  `);
  await removeItems(
    tx,
    undo,
    sql`
      select own.id from receivables.item as own where own.tenant_id = ${tx.tenantId} and own.import_id = ${undo.importId}
      union
      select returning_item.id from returning_item
    `,
  );
  // As it was believed before, but from now on; what is allocated is counted again below.
  await tx.run(sql`
    update returning_item set open_minor = amount_minor, awaiting_minor = 0, settled_on = 'infinity', first_allocated_on = 'infinity',
      last_allocated_on = '-infinity', recorded_from = now()
  `);
  await tx.run(
    sql`
      insert into receivables.item (${sql.join(itemColumns.map((name) => sql.ref(name)))})
      select ${itemColumnsOf('returning_item')} from returning_item where import_id is distinct from ${undo.importId}::uuid
    `,
  );
  await tx.run(sql`
    insert into receivables.allocation (tenant_id, id, entity_id, customer_id, credit_item_id, debit_item_id, currency, amount_minor, effective_on,
      code, source, provisional, import_id, recorded_by)
    select earlier.tenant_id, uuidv7(), earlier.entity_id, earlier.customer_id, earlier.credit_item_id, earlier.debit_item_id, earlier.currency,
      earlier.amount_minor, earlier.effective_on, earlier.code, earlier.source, earlier.provisional, earlier.import_id, ${undo.author}
    from receivables.allocation as earlier
    join receivables.item as credit on credit.tenant_id = earlier.tenant_id and credit.id = earlier.credit_item_id
    join receivables.item as debit on debit.tenant_id = earlier.tenant_id and debit.id = earlier.debit_item_id
    where earlier.tenant_id = ${tx.tenantId} and earlier.reversed_by_import = ${undo.importId} and earlier.import_id is distinct from ${undo.importId}::uuid
  `);
  await refreshItems(
    tx,
    sql`
      select unnest(array[allocation.credit_item_id, allocation.debit_item_id]) from receivables.allocation
      where allocation.tenant_id = ${tx.tenantId} and (allocation.recorded_at = now() or allocation.reversed_at = now())
      union
      select returning_item.id from returning_item
    `,
  );
}
