import { sql, type Sql, type Transaction } from '../../platform/database/index.ts';

/** Whether an item counts in the 411 control total, the aged balance and the kept balances. `item` is the table's name in the statement. */
export const isReceivable = sql`(item.in_ledger and item.ledger_class = 'receivable')`;

/**
 * What Quitus has received or allocated and the ledger does not show yet, of one item: the provisional part of a ledger item,
 * and what a provisional credit has left to allocate. Summed over an account, `ledger - awaiting` is what is still claimed.
 */
export const awaitingLedger = sql`(case
  when ${isReceivable} then item.awaiting_minor
  when not item.in_ledger and item.amount_minor < 0 then item.awaiting_minor - item.open_minor
  else 0
end)`;

/** Brings the kept columns of items up to their live allocations; to be followed by `returning`, or nothing. */
export function itemRefresh(tx: Transaction, items: Sql): Sql {
  return sql`
    with touched as materialized (
      select distinct named.item_id from (${items}) as named (item_id)
    ),
    side as (
      select allocation.debit_item_id as item_id, allocation.amount_minor, allocation.effective_on, allocation.provisional, allocation.source
      from touched
      join receivables.allocation on allocation.tenant_id = ${tx.tenantId} and allocation.debit_item_id = touched.item_id
      where allocation.reversed_at is null
      union all
      select allocation.credit_item_id, allocation.amount_minor, allocation.effective_on, allocation.provisional, allocation.source
      from touched
      join receivables.allocation on allocation.tenant_id = ${tx.tenantId} and allocation.credit_item_id = touched.item_id
      where allocation.reversed_at is null
    ),
    allocated as (
      select touched.item_id,
        coalesce(sum(side.amount_minor) filter (where not side.provisional), 0)::bigint as final_minor,
        coalesce(sum(side.amount_minor) filter (where side.provisional), 0)::bigint as provisional_minor,
        coalesce(min(side.effective_on) filter (where not side.provisional), 'infinity') as first_on,
        coalesce(max(side.effective_on) filter (where not side.provisional), '-infinity') as last_on,
        coalesce(bool_or(side.source = 'inference') filter (where not side.provisional), false) as inferred
      from touched
      left join side on side.item_id = touched.item_id
      group by touched.item_id
    ),
    fresh as (
      select item.id,
        (item.amount_minor - case when item.amount_minor < 0 then -1 else 1 end * allocated.final_minor)::bigint as open_minor,
        (case when item.amount_minor < 0 then -1 else 1 end * allocated.provisional_minor)::bigint as awaiting_minor,
        case when item.amount_minor <> 0 and abs(item.amount_minor) = allocated.final_minor then allocated.last_on else 'infinity'::date end as settled_on,
        allocated.first_on,
        allocated.last_on,
        item.amount_minor <> 0 and abs(item.amount_minor) = allocated.final_minor and allocated.inferred as by_inference
      from allocated
      join receivables.item on item.tenant_id = ${tx.tenantId} and item.id = allocated.item_id
    )
    update receivables.item set
      open_minor = fresh.open_minor,
      awaiting_minor = fresh.awaiting_minor,
      settled_on = fresh.settled_on,
      first_allocated_on = fresh.first_on,
      last_allocated_on = fresh.last_on,
      settled_by_inference = fresh.by_inference
    from fresh
    where item.tenant_id = ${tx.tenantId} and item.id = fresh.id
      and (item.open_minor, item.awaiting_minor, item.settled_on, item.first_allocated_on, item.last_allocated_on, item.settled_by_inference)
        is distinct from (fresh.open_minor, fresh.awaiting_minor, fresh.settled_on, fresh.first_on, fresh.last_on, fresh.by_inference)
  `;
}

/**
 * Recomputes what is kept on the items a select names (open, awaiting, settled, first and last allocated) from live allocations,
 * and counts those that changed. The totals are not touched: a bulk load ends with `refreshBalances`.
 */
export function refreshItems(tx: Transaction, items: Sql): Promise<number> {
  return tx.run(itemRefresh(tx, items));
}
