import type { Day } from '../../../kernel/days.ts';
import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';
import { reverseAllocations } from '../allocations/reverse-allocation.ts';
import { refreshItems } from '../balances.ts';
import { type ItemMerge, removeItems } from './merge-items.ts';

/**
 * Settles items (a select of ids) because the books no longer hold them as open: each gets a clearing item of the opposite amount, dated the
 * day it was noticed, put against it by inference. Why they left is not known, so nobody is thanked. Answers how many.
 */
export async function settleByInference(tx: Transaction, merge: ItemMerge, items: Sql, on: Day): Promise<number> {
  await tx.run(sql`
    create temporary table inferred_settlement on commit drop as
    select item.id as item_id, uuidv7() as clearing_id, item.customer_id, item.currency, item.open_minor, item.ledger_class, item.number, greatest(item.booked_on, ${on}) as on_day
    from receivables.item
    where item.tenant_id = ${tx.tenantId} and item.entity_id = ${merge.entityId} and item.open_minor <> 0 and item.id in (${items})
  `);
  const count = await tx.run(sql`
    insert into receivables.item (tenant_id, id, entity_id, customer_id, document_id, source, source_key, kind, ledger_class, number, issue_on, due_on, booked_on,
      currency, amount_minor, open_minor, settled_on, first_allocated_on, last_allocated_on, settled_by_inference, import_id)
    select ${tx.tenantId}, clearing_id, ${merge.entityId}, customer_id, clearing_id, 'inference', ${merge.importId} || '|' || item_id, 'clearing', ledger_class,
      number, on_day, on_day, on_day, currency, -open_minor, 0, on_day, on_day, on_day, true, ${merge.importId}
    from inferred_settlement
  `);
  await tx.run(sql`
    insert into receivables.allocation (tenant_id, id, entity_id, customer_id, credit_item_id, debit_item_id, currency, amount_minor, effective_on,
      source, import_id, recorded_by)
    select ${tx.tenantId}, uuidv7(), ${merge.entityId}, customer_id, case when open_minor > 0 then clearing_id else item_id end,
      case when open_minor > 0 then item_id else clearing_id end, currency, abs(open_minor), on_day, 'inference', ${merge.importId}, ${merge.author}
    from inferred_settlement
  `);
  await refreshItems(tx, sql`select item_id from inferred_settlement`);
  await tx.run(sql`drop table inferred_settlement`);
  return count;
}

/** Takes an inference back for items (a select of ids) that the books hold as open again, or whose payment has come: the clearing items leave. */
export async function reopenInferred(tx: Transaction, merge: ItemMerge, items: Sql): Promise<number> {
  await tx.run(sql`
    create temporary table inference_to_undo on commit drop as
    select allocation.id, clearing.id as clearing_id
    from receivables.item
    join receivables.allocation on allocation.tenant_id = item.tenant_id and item.id in (allocation.credit_item_id, allocation.debit_item_id)
      and allocation.source = 'inference' and allocation.reversed_at is null
    join receivables.item as clearing on clearing.tenant_id = item.tenant_id and clearing.kind = 'clearing'
      and clearing.id in (allocation.credit_item_id, allocation.debit_item_id)
    where item.tenant_id = ${tx.tenantId} and item.settled_by_inference and item.kind <> 'clearing' and item.id in (${items})
  `);
  const count = await reverseAllocations(tx, sql`select id from inference_to_undo`, {
    reason: 'seen-again',
    importId: merge.importId,
    by: merge.author,
  });
  if (count > 0) await removeItems(tx, merge, sql`select clearing_id from inference_to_undo`);
  await tx.run(sql`drop table inference_to_undo`);
  return count;
}
