import type { Day } from '../../kernel/days.ts';
import { sql, type Sql, type Transaction } from '../../platform/database/index.ts';
import { awaitingLedger, isReceivable, itemRefresh } from './kept-items.ts';
import { lockLedger } from './ledger-locks.ts';

export { refreshItems } from './kept-items.ts';

/** The customers whose balance is computed again: all of the entity, or those a select names. */
export type BalanceScope = { readonly entityId: string; readonly customers: 'all' | Sql };

/**
 * Recomputes the kept balances and the totals by due day: of everything in the entity, or of the customers a select names.
 * In the transaction of the change, after `refreshItems`; nobody else changes this entity's ledger meanwhile.
 */
export async function refreshBalances(tx: Transaction, scope: BalanceScope): Promise<void> {
  await lockLedger(tx, scope.entityId);
  await refreshCustomerBalances(tx, scope);
  await refreshDueDayTotals(tx, scope.entityId);
}

/** After a change to the allocations of a few items: they, their accounts and their due days are brought up to date. Under `lockAccounts`. */
export async function settleItems(
  tx: Transaction,
  entityId: string,
  itemIds: readonly string[],
  customerIds: readonly string[],
): Promise<void> {
  await tx.run(sql`
    with changed as (
      ${itemRefresh(tx, sql`select unnest(${itemIds}::uuid[])`)}
      returning new.currency, new.ledger_class, new.due_on, new.in_ledger, old.open_minor as before_minor, new.open_minor as after_minor
    )
    insert into receivables.due_day_total as kept (tenant_id, entity_id, currency, ledger_class, due_on, open_debit_minor, open_credit_minor, open_items)
    select ${tx.tenantId}, ${entityId}, currency, ledger_class, coalesce(due_on, 'infinity'),
      sum(greatest(after_minor, 0) - greatest(before_minor, 0)),
      sum(least(after_minor, 0) - least(before_minor, 0)),
      sum((after_minor <> 0)::int - (before_minor <> 0)::int)
    from changed
    where in_ledger and after_minor <> before_minor
    group by currency, ledger_class, coalesce(due_on, 'infinity')
    order by currency, ledger_class, coalesce(due_on, 'infinity')
    on conflict (tenant_id, entity_id, currency, ledger_class, due_on) do update set
      open_debit_minor = kept.open_debit_minor + excluded.open_debit_minor,
      open_credit_minor = kept.open_credit_minor + excluded.open_credit_minor,
      open_items = kept.open_items + excluded.open_items
  `);
  await refreshCustomerBalances(tx, { entityId, customers: sql`select unnest(${customerIds}::uuid[])` });
}

/**
 * Each account's open debits, credits and overdue amount, from its open items. They are asked for twice over, as open and as never settled:
 * the index of a few accounts serves the first, the covering index serves the second for everyone without touching the table.
 */
async function refreshCustomerBalances(tx: Transaction, { entityId, customers }: BalanceScope): Promise<void> {
  // Materialised, so that a handful of customers goes through the index of their items.
  const scope =
    customers === 'all'
      ? sql``
      : sql`scope as materialized (select distinct named.customer_id from (${customers}) as named (customer_id)),`;
  const inScope = (column: Sql): Sql =>
    customers === 'all' ? sql`true` : sql`${column} in (select scope.customer_id from scope)`;
  await tx.run(sql`
    with ${scope}
    reference as (
      select (now() at time zone entity.time_zone)::date as today from identity.entity where entity.id = ${entityId}
    ),
    open_item as (
      select item.customer_id, item.currency, item.due_on, ${isReceivable} as counted, item.open_minor, ${awaitingLedger} as awaiting_minor
      from receivables.item
      where item.tenant_id = ${tx.tenantId} and item.entity_id = ${entityId} and item.open_minor <> 0 and item.settled_on = 'infinity'
        and ${inScope(sql`item.customer_id`)}
    ),
    balance as (
      select open_item.customer_id, open_item.currency,
        coalesce(sum(open_item.open_minor) filter (where counted and open_minor > 0), 0)::bigint as open_debit_minor,
        coalesce(sum(open_item.open_minor) filter (where counted and open_minor < 0), 0)::bigint as open_credit_minor,
        sum(open_item.awaiting_minor)::bigint as awaiting_minor,
        count(*) filter (where counted)::int as open_items,
        min(open_item.due_on) filter (where counted and open_minor > 0) as oldest_due_on,
        coalesce(sum(open_item.open_minor) filter (where counted and open_minor > 0 and due_on < today), 0)::bigint as overdue_minor,
        coalesce(min(open_item.due_on) filter (where counted and open_minor > 0 and due_on >= today), 'infinity') as next_due_on
      from open_item, reference
      group by open_item.customer_id, open_item.currency
    ),
    payment as (
      select item.customer_id, item.currency, max(item.issue_on) as last_payment_on
      from receivables.item
      where item.tenant_id = ${tx.tenantId} and item.entity_id = ${entityId} and item.kind = 'payment' and item.amount_minor < 0 and ${inScope(sql`item.customer_id`)}
      group by item.customer_id, item.currency
    ),
    fresh as (
      select coalesce(balance.customer_id, payment.customer_id) as customer_id, coalesce(balance.currency, payment.currency) as currency,
        coalesce(balance.open_debit_minor, 0) as open_debit_minor, coalesce(balance.open_credit_minor, 0) as open_credit_minor,
        coalesce(balance.awaiting_minor, 0) as awaiting_minor, coalesce(balance.open_items, 0) as open_items, balance.oldest_due_on,
        payment.last_payment_on, coalesce(balance.overdue_minor, 0) as overdue_minor, reference.today as overdue_on,
        coalesce(balance.next_due_on, 'infinity') as next_due_on
      from reference, balance
      full join payment on payment.customer_id = balance.customer_id and payment.currency = balance.currency
    ),
    gone as (
      delete from receivables.customer_balance as kept
      where kept.tenant_id = ${tx.tenantId} and kept.entity_id = ${entityId} and ${inScope(sql`kept.customer_id`)}
        and not exists (select from fresh where fresh.customer_id = kept.customer_id and fresh.currency = kept.currency)
    )
    insert into receivables.customer_balance as kept (tenant_id, entity_id, customer_id, currency, open_debit_minor, open_credit_minor, awaiting_minor,
      open_items, oldest_due_on, last_payment_on, overdue_minor, overdue_on, next_due_on)
    select ${tx.tenantId}, ${entityId}, customer_id, currency, open_debit_minor, open_credit_minor, awaiting_minor,
      open_items, oldest_due_on, last_payment_on, overdue_minor, overdue_on, next_due_on
    from fresh
    order by customer_id, currency
    on conflict (tenant_id, customer_id, currency) do update set
      open_debit_minor = excluded.open_debit_minor, open_credit_minor = excluded.open_credit_minor, awaiting_minor = excluded.awaiting_minor,
      open_items = excluded.open_items, oldest_due_on = excluded.oldest_due_on, last_payment_on = excluded.last_payment_on,
      overdue_minor = excluded.overdue_minor, overdue_on = excluded.overdue_on, next_due_on = excluded.next_due_on
    where (kept.open_debit_minor, kept.open_credit_minor, kept.awaiting_minor, kept.open_items, kept.oldest_due_on, kept.last_payment_on,
        kept.overdue_minor, kept.overdue_on, kept.next_due_on)
      is distinct from (excluded.open_debit_minor, excluded.open_credit_minor, excluded.awaiting_minor, excluded.open_items, excluded.oldest_due_on,
        excluded.last_payment_on, excluded.overdue_minor, excluded.overdue_on, excluded.next_due_on)
  `);
}

async function refreshDueDayTotals(tx: Transaction, entityId: string): Promise<void> {
  await tx.run(sql`
    with fresh as (
      select item.currency, item.ledger_class, coalesce(item.due_on, 'infinity') as due_on,
        coalesce(sum(item.open_minor) filter (where item.open_minor > 0), 0)::bigint as open_debit_minor,
        coalesce(sum(item.open_minor) filter (where item.open_minor < 0), 0)::bigint as open_credit_minor,
        count(*)::int as open_items
      from receivables.item
      where item.tenant_id = ${tx.tenantId} and item.entity_id = ${entityId} and item.open_minor <> 0 and item.settled_on = 'infinity'
        and item.in_ledger
      group by item.currency, item.ledger_class, coalesce(item.due_on, 'infinity')
    )
    merge into receivables.due_day_total as kept
    using fresh on kept.tenant_id = ${tx.tenantId} and kept.entity_id = ${entityId} and kept.currency = fresh.currency
      and kept.ledger_class = fresh.ledger_class and kept.due_on = fresh.due_on
    when matched and (kept.open_debit_minor, kept.open_credit_minor, kept.open_items) is distinct from (fresh.open_debit_minor, fresh.open_credit_minor, fresh.open_items)
    then update set open_debit_minor = fresh.open_debit_minor, open_credit_minor = fresh.open_credit_minor, open_items = fresh.open_items
    when not matched then insert (tenant_id, entity_id, currency, ledger_class, due_on, open_debit_minor, open_credit_minor, open_items)
      values (${tx.tenantId}, ${entityId}, fresh.currency, fresh.ledger_class, fresh.due_on, fresh.open_debit_minor, fresh.open_credit_minor, fresh.open_items)
    when not matched by source and kept.tenant_id = ${tx.tenantId} and kept.entity_id = ${entityId} then delete
  `);
}

/**
 * Sums again the overdue amounts that a new day made out of date: for the nightly job, so that sorting by overdue stays fast.
 * Skipping it makes nothing wrong: a reader sums what is out of date itself (`overdueOn`).
 */
export function refreshOverdue(tx: Transaction, today: Day): Promise<number> {
  return tx.run(sql`
    with fresh as (
      select stale.customer_id, stale.currency,
        coalesce(sum(item.open_minor) filter (where item.due_on < ${today}), 0)::bigint as overdue_minor,
        coalesce(min(item.due_on) filter (where item.due_on >= ${today}), 'infinity') as next_due_on
      from receivables.customer_balance as stale
      left join receivables.item on item.tenant_id = stale.tenant_id and item.customer_id = stale.customer_id and item.currency = stale.currency
        and item.open_minor <> 0 and item.open_minor > 0 and ${isReceivable}
      where stale.next_due_on < ${today} or stale.overdue_on > ${today}
      group by stale.customer_id, stale.currency
    )
    update receivables.customer_balance as kept
    set overdue_minor = fresh.overdue_minor, overdue_on = ${today}, next_due_on = fresh.next_due_on
    from fresh
    where kept.tenant_id = ${tx.tenantId} and kept.customer_id = fresh.customer_id and kept.currency = fresh.currency
  `);
}

/** The overdue amount of an account on a day, as a SQL expression over `customer_balance` under the name given: the kept one where it still holds. */
export function overdueOn(today: Day, balance = 'customer_balance'): Sql {
  const of = (column: string): Sql => sql.ref(`${balance}.${column}`);
  return sql`(case
    when ${of('overdue_on')} <= ${today} and ${of('next_due_on')} >= ${today} then ${of('overdue_minor')}
    else (
      select coalesce(sum(item.open_minor), 0)::bigint
      from receivables.item
      where item.tenant_id = ${of('tenant_id')} and item.customer_id = ${of('customer_id')} and item.currency = ${of('currency')}
        and item.open_minor <> 0 and item.open_minor > 0 and item.due_on < ${today} and ${isReceivable}
    )
  end)`;
}
