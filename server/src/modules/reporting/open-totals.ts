import type { Day } from '../../kernel/days.ts';
import { type Queryable, type Sql, sql } from '../../platform/database/index.ts';
import { type Bucket, bucketIndex } from './buckets.ts';
import { groupCustomers, inEntity, openItems, type PlacedScope } from './scope.ts';

/** What is open in one currency and part of the aged balance, without customers of the group. */
export type OpenTotal = {
  readonly currency: string;
  readonly bucket: number;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
};
/** Of a currency: what is awaited by the ledger, what the group owes, and where each debtor's oldest debt stands. */
export type Debtors = {
  readonly currency: string;
  readonly bucket: number;
  readonly customers: number;
  readonly awaitingMinor: bigint;
};
export type OldestItem = {
  readonly itemId: string;
  readonly number: string;
  readonly dueOn: Day;
  readonly currency: string;
  readonly openMinor: bigint;
  readonly customerId: string;
  readonly customerName: string;
};

/** What is open by part of the aged balance: of today from the totals kept by due day, less the group's own; of a past day from the items. */
export function openTotals(db: Queryable, scope: PlacedScope, buckets: readonly Bucket[]): Promise<OpenTotal[]> {
  const { tenantId, asOf } = scope;
  const byDay = scope.kept
    ? sql`
        select currency, nullif(due_on, 'infinity') as due_on, open_debit_minor as debit_minor, open_credit_minor as credit_minor
        from receivables.due_day_total
        where tenant_id = ${tenantId} and ${inEntity(scope, sql`entity_id`)} and ledger_class = 'receivable'
        union all
        select currency, due_on, -greatest(open_minor, 0), -least(open_minor, 0)
        from receivables.item
        where tenant_id = ${tenantId} and ${inEntity(scope, sql`entity_id`)} and open_minor <> 0 and in_ledger and ledger_class = 'receivable'
          and customer_id in ${groupCustomers(scope)}`
    : sql`
        select currency, due_on, greatest(open_minor, 0) as debit_minor, least(open_minor, 0) as credit_minor
        from (${openItems(scope)}) as open_item
        where customer_id not in ${groupCustomers(scope)}`;
  return db.rows<OpenTotal>(sql`
    select by_day.currency, ${bucketIndex(sql`by_day.due_on`, asOf, buckets)} as bucket, sum(by_day.debit_minor)::bigint as "debitMinor",
      sum(by_day.credit_minor)::bigint as "creditMinor"
    from (${byDay}) as by_day
    group by 1, 2
    order by 1, 2
  `);
}

/** How many debtors' oldest debt stands in each part, and what awaits the ledger: each customer once a currency. */
export function debtorsByAge(db: Queryable, scope: PlacedScope, buckets: readonly Bucket[]): Promise<Debtors[]> {
  const { tenantId, asOf } = scope;
  const balances: Sql = scope.kept
    ? sql`
        select currency, customer_id, oldest_due_on, open_debit_minor > 0 as owes, awaiting_minor
        from receivables.customer_balance
        where tenant_id = ${tenantId} and ${inEntity(scope, sql`entity_id`)}`
    : sql`
        select currency, customer_id, min(due_on) filter (where open_minor > 0) as oldest_due_on, bool_or(open_minor > 0) as owes, sum(awaiting_minor) as awaiting_minor
        from (${openItems(scope)}) as open_item
        group by currency, customer_id`;
  return db.rows<Debtors>(sql`
    select balance.currency, ${bucketIndex(sql`balance.oldest_due_on`, asOf, buckets)} as bucket,
      count(*) filter (where balance.owes)::int as customers, sum(balance.awaiting_minor)::bigint as "awaitingMinor"
    from (${balances}) as balance
    where balance.customer_id <> all (array${groupCustomers(scope)})
    group by 1, 2
  `);
}

/** What customers of the group owe, net, by currency: with it the totals are the ledger's own. */
export function groupTotals(db: Queryable, scope: PlacedScope): Promise<{ currency: string; minor: bigint }[]> {
  const { tenantId } = scope;
  const items = scope.kept
    ? sql`
        select currency, open_minor from receivables.item
        where tenant_id = ${tenantId} and ${inEntity(scope, sql`entity_id`)} and open_minor <> 0 and in_ledger and ledger_class = 'receivable'
          and customer_id in ${groupCustomers(scope)}`
    : sql`select currency, open_minor from (${openItems(scope)}) as open_item where customer_id in ${groupCustomers(scope)}`;
  return db.rows(
    sql`select group_item.currency, sum(group_item.open_minor)::bigint as minor from (${items}) as group_item group by group_item.currency`,
  );
}

/** The open debit that fell due first, in each currency. */
export function oldestItems(db: Queryable, scope: PlacedScope, currencies: readonly string[]): Promise<OldestItem[]> {
  const { tenantId } = scope;
  const items = scope.kept
    ? sql`
        select item.id, item.customer_id, item.due_on, item.open_minor from receivables.item
        where item.tenant_id = ${tenantId} and ${inEntity(scope, sql`item.entity_id`)} and item.open_minor <> 0 and item.open_minor > 0 and item.in_ledger
          and item.ledger_class = 'receivable' and item.currency = wanted.currency and item.due_on is not null
          and item.customer_id <> all (array${groupCustomers(scope)})`
    : sql`
        select open_item.id, open_item.customer_id, open_item.due_on, open_item.open_minor from (${openItems(scope)}) as open_item
        where open_item.open_minor > 0 and open_item.currency = wanted.currency and open_item.due_on is not null
          and open_item.customer_id <> all (array${groupCustomers(scope)})`;
  return db.rows<OldestItem>(sql`
    select wanted.currency, oldest.id as "itemId", item.number, oldest.due_on as "dueOn", oldest.open_minor as "openMinor",
      oldest.customer_id as "customerId", customer.name as "customerName"
    from unnest(${currencies}::text[]) as wanted (currency)
    cross join lateral (
      select candidate.id, candidate.customer_id, candidate.due_on, candidate.open_minor
      from (${items}) as candidate
      order by candidate.due_on, candidate.id
      limit 1
    ) as oldest
    join receivables.item on item.tenant_id = ${tenantId} and item.id = oldest.id
    join customers.customer on customer.tenant_id = ${tenantId} and customer.id = oldest.customer_id
  `);
}
