import { type Queryable, sql, type Sql } from '../../platform/database/index.ts';
import { awaitingLedger, isReceivable } from './kept-items.ts';

export type LedgerCheck = { readonly name: string; readonly ok: boolean; readonly detail: string };

/** What must always be true of the ledger, recomputed from its items and allocations. Each answers how many rows break it, and one of them. */
const checks: Readonly<Record<string, Sql>> = {
  'ledger.kept-items': sql`
    with side as (
      select allocation.tenant_id, allocation.debit_item_id as item_id, 1 as sign, allocation.amount_minor, allocation.effective_on, allocation.provisional
      from receivables.allocation
      where allocation.reversed_at is null
      union all
      select allocation.tenant_id, allocation.credit_item_id, -1, allocation.amount_minor, allocation.effective_on, allocation.provisional
      from receivables.allocation
      where allocation.reversed_at is null
    ),
    allocated as (
      select side.tenant_id, side.item_id, min(side.sign) as sign,
        coalesce(sum(side.amount_minor) filter (where not side.provisional), 0) as final_minor,
        coalesce(sum(side.amount_minor) filter (where side.provisional), 0) as provisional_minor,
        coalesce(min(side.effective_on) filter (where not side.provisional), 'infinity') as first_on,
        coalesce(max(side.effective_on) filter (where not side.provisional), '-infinity') as last_on
      from side
      group by side.tenant_id, side.item_id
    )
    select item.id::text as example
    from receivables.item
    left join allocated on allocated.tenant_id = item.tenant_id and allocated.item_id = item.id
    where item.open_minor <> item.amount_minor - coalesce(allocated.sign * allocated.final_minor, 0)
      or item.awaiting_minor <> coalesce(allocated.sign * allocated.provisional_minor, 0)
      or item.first_allocated_on <> coalesce(allocated.first_on, 'infinity')
      or item.last_allocated_on <> coalesce(allocated.last_on, '-infinity')
      or item.settled_on <> case when item.open_minor = 0 and item.amount_minor <> 0 then coalesce(allocated.last_on, 'infinity') else 'infinity' end
      or abs(item.open_minor - item.awaiting_minor) > abs(item.amount_minor)
      or (item.open_minor - item.awaiting_minor) * item.amount_minor < 0
  `,
  // Read from the allocations alone, so that a wrong column on the item cannot hide it.
  'ledger.allocated-within-amount': sql`
    with side as (
      select allocation.tenant_id, allocation.debit_item_id as item_id, allocation.amount_minor from receivables.allocation where allocation.reversed_at is null
      union all
      select allocation.tenant_id, allocation.credit_item_id, allocation.amount_minor from receivables.allocation where allocation.reversed_at is null
    ),
    allocated as (
      select side.tenant_id, side.item_id, sum(side.amount_minor) as minor from side group by side.tenant_id, side.item_id
    )
    select allocated.item_id::text as example
    from allocated
    left join receivables.item on item.tenant_id = allocated.tenant_id and item.id = allocated.item_id
    where item.id is null or allocated.minor > abs(item.amount_minor)
  `,
  'ledger.two-sides-one-account': sql`
    select allocation.id::text as example
    from receivables.allocation
    left join receivables.item as debit on debit.tenant_id = allocation.tenant_id and debit.id = allocation.debit_item_id
    left join receivables.item as credit on credit.tenant_id = allocation.tenant_id and credit.id = allocation.credit_item_id
    where allocation.reversed_at is null
      and (debit.id is null or credit.id is null or debit.amount_minor <= 0 or credit.amount_minor >= 0
        or debit.customer_id <> credit.customer_id or debit.customer_id <> allocation.customer_id
        or debit.entity_id <> credit.entity_id or debit.currency <> credit.currency or debit.currency <> allocation.currency
        or allocation.effective_on <> greatest(debit.booked_on, credit.booked_on))
  `,
  'ledger.customer-balances': sql`
    with fresh as (
      select item.tenant_id, item.customer_id, item.currency,
        coalesce(sum(item.open_minor) filter (where ${isReceivable} and item.open_minor > 0), 0) as open_debit_minor,
        coalesce(sum(item.open_minor) filter (where ${isReceivable} and item.open_minor < 0), 0) as open_credit_minor,
        sum(${awaitingLedger}) as awaiting_minor,
        count(*) filter (where ${isReceivable}) as open_items,
        min(item.due_on) filter (where ${isReceivable} and item.open_minor > 0) as oldest_due_on
      from receivables.item
      where item.open_minor <> 0
      group by item.tenant_id, item.customer_id, item.currency
    )
    select coalesce(kept.customer_id, fresh.customer_id)::text as example
    from receivables.customer_balance as kept
    full join fresh on fresh.tenant_id = kept.tenant_id and fresh.customer_id = kept.customer_id and fresh.currency = kept.currency
    where kept.customer_id is null
      or kept.open_debit_minor <> coalesce(fresh.open_debit_minor, 0)
      or kept.open_credit_minor <> coalesce(fresh.open_credit_minor, 0)
      or kept.awaiting_minor <> coalesce(fresh.awaiting_minor, 0)
      or kept.open_items <> coalesce(fresh.open_items, 0)
      or kept.oldest_due_on is distinct from fresh.oldest_due_on
  `,
  'ledger.kept-overdue': sql`
    select kept.customer_id::text as example
    from receivables.customer_balance as kept
    left join receivables.item on item.tenant_id = kept.tenant_id and item.customer_id = kept.customer_id and item.currency = kept.currency
      and item.open_minor <> 0 and item.open_minor > 0 and ${isReceivable}
    group by kept.customer_id, kept.currency, kept.overdue_minor, kept.overdue_on, kept.next_due_on
    having kept.overdue_minor <> coalesce(sum(item.open_minor) filter (where item.due_on < kept.overdue_on), 0)
      or kept.next_due_on <> coalesce(min(item.due_on) filter (where item.due_on >= kept.overdue_on), 'infinity')
  `,
  'ledger.due-day-totals': sql`
    with fresh as (
      select item.tenant_id, item.entity_id, item.currency, item.ledger_class, coalesce(item.due_on, 'infinity') as due_on,
        coalesce(sum(item.open_minor) filter (where item.open_minor > 0), 0) as open_debit_minor,
        coalesce(sum(item.open_minor) filter (where item.open_minor < 0), 0) as open_credit_minor,
        count(*) as open_items
      from receivables.item
      where item.open_minor <> 0 and item.in_ledger
      group by item.tenant_id, item.entity_id, item.currency, item.ledger_class, coalesce(item.due_on, 'infinity')
    )
    select coalesce(kept.due_on, fresh.due_on)::text as example
    from receivables.due_day_total as kept
    full join fresh on fresh.tenant_id = kept.tenant_id and fresh.entity_id = kept.entity_id and fresh.currency = kept.currency
      and fresh.ledger_class = kept.ledger_class and fresh.due_on = kept.due_on
    where coalesce(kept.open_debit_minor, 0) <> coalesce(fresh.open_debit_minor, 0)
      or coalesce(kept.open_credit_minor, 0) <> coalesce(fresh.open_credit_minor, 0)
      or coalesce(kept.open_items, 0) <> coalesce(fresh.open_items, 0)
  `,
  // Per account, debits of the ledger less its credits are what is open: no allocation creates or loses money.
  'ledger.open-equals-booked': sql`
    select item.customer_id::text as example
    from receivables.item
    where item.amount_minor <> 0
    group by item.customer_id, item.currency
    having sum(item.amount_minor) <> sum(item.open_minor)
  `,
};

/** Recomputes what the ledger keeps and compares: for `verify`. `detail` counts the rows at fault and names one. */
export async function ledgerChecks(db: Queryable): Promise<LedgerCheck[]> {
  const results: LedgerCheck[] = [];
  for (const [name, statement] of Object.entries(checks)) {
    const { count, example } = await db.one<{ count: number; example: string | null }>(sql`
      select count(*)::int as count, min(broken.example) as example from (${statement}) as broken
    `);
    results.push({ name, ok: count === 0, detail: count === 0 ? '' : `${count} (${example})` });
  }
  return results;
}
