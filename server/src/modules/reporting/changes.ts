import { bookedDays } from './booked-days.ts';
import type { Counter, OverviewChanges } from '@quitus/contract';
import { addDays, type Day, weekday } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';
import { drill, dueBetweenDrill, receivedDrill } from './drills.ts';
import { groupCustomers, inEntity, type Scope } from './scope.ts';

// Customers named beside the newly overdue amount; all that make 80 % of it are counted.
const named = 10;
const importsShown = 10;

/** The working day before: on a Monday, Friday, so that the week-end is told too. */
export function workingDayBefore(day: Day): Day {
  const back = { 1: 3, 7: 2 }[weekday(day)] ?? 1;
  return addDays(day, -back);
}

/** What happened since the working day before: money in, what became late and through whom, promises broken, files. */
export async function changesSince(db: Queryable, scope: Scope, zone: string): Promise<OverviewChanges> {
  const since = workingDayBefore(scope.asOf);
  const [received, newlyOverdue, promisesBroken, imports] = await Promise.all([
    receivedSince(db, scope, since),
    newlyOverdueSince(db, scope, since),
    brokenSince(db, scope, since, zone),
    importsSince(db, scope, since, zone),
  ]);
  return { since, received, newlyOverdue, promisesBroken, imports };
}

async function receivedSince(db: Queryable, scope: Scope, since: Day): Promise<OverviewChanges['received']> {
  const { tenantId, asOf } = scope;
  // What is received is kept by day; only what is still open of it is looked up, which is little.
  const rows = await db.rows<{ currency: string; minor: bigint; payments: number; openMinor: bigint }>(sql`
    with received as (
      select currency, sum(received_minor)::bigint as minor, sum(payments)::int as payments
      from ${bookedDays(scope)} as day
      where ${inEntity(scope, sql`entity_id`)} and booked_on >= ${since} and booked_on <= ${asOf}
      group by currency
    ),
    unallocated as (
      select currency, -sum(open_minor)::bigint as minor
      from receivables.item
      where tenant_id = ${tenantId} and ${inEntity(scope, sql`entity_id`)} and settled_on = 'infinity' and booked_on >= ${since} and booked_on <= ${asOf}
        and kind = 'payment' and in_ledger and ledger_class = 'receivable' and customer_id <> all (array${groupCustomers(scope)})
      group by currency
    )
    select received.currency, received.minor, received.payments, coalesce(unallocated.minor, 0)::bigint as "openMinor"
    from received
    left join unallocated on unallocated.currency = received.currency
    where received.payments > 0
    order by received.minor desc
  `);
  return rows.map(({ currency, minor, payments, openMinor }) => ({
    currency,
    amount: toDecimal(minor, currency),
    payments,
    allocated: toDecimal(minor - openMinor, currency),
    drill: receivedDrill(scope, currency, since, asOf),
  }));
}

type NewlyOverdue = {
  currency: string;
  minor: bigint;
  items: number;
  customers: number;
  makersCount: number;
  makers: { customerId: string; code: string; name: string; minor: string }[];
};

async function newlyOverdueSince(db: Queryable, scope: Scope, since: Day): Promise<OverviewChanges['newlyOverdue']> {
  const { tenantId, asOf } = scope;
  // Late from the day after its due day: due on or after `since`, and before today.
  const rows = await db.rows<NewlyOverdue>(sql`
    with by_customer as (
      select item.currency, item.customer_id, sum(item.open_minor) as minor, count(*) as items
      from receivables.item
      where item.tenant_id = ${tenantId} and ${inEntity(scope, sql`item.entity_id`)} and item.due_on >= ${since} and item.due_on < ${asOf} and item.open_minor <> 0
        and item.open_minor > 0 and item.in_ledger and item.ledger_class = 'receivable' and item.customer_id <> all (array${groupCustomers(scope)})
      group by item.currency, item.customer_id
    ),
    ranked as (
      select by_customer.*, row_number() over largest as rank, sum(minor) over largest - minor as before_minor, sum(minor) over (partition by currency) as all_minor
      from by_customer
      window largest as (partition by currency order by minor desc, customer_id rows unbounded preceding)
    )
    select ranked.currency, max(ranked.all_minor)::bigint as minor, sum(ranked.items)::int as items, count(*)::int as customers,
      count(*) filter (where ranked.before_minor * 10 < ranked.all_minor * 8)::int as "makersCount",
      jsonb_agg(jsonb_build_object('customerId', ranked.customer_id, 'code', customer.code, 'name', customer.name, 'minor', ranked.minor::text) order by ranked.rank)
        filter (where ranked.rank <= ${named} and ranked.before_minor * 10 < ranked.all_minor * 8) as makers
    from ranked
    left join customers.customer on customer.tenant_id = ${tenantId} and customer.id = ranked.customer_id and ranked.rank <= ${named}
    group by ranked.currency
    order by minor desc
  `);
  return rows.map(({ currency, minor, makers, ...counts }) => ({
    currency,
    amount: toDecimal(minor, currency),
    ...counts,
    makers: makers.map(({ minor: part, ...customer }) => ({ ...customer, amount: toDecimal(BigInt(part), currency) })),
    drill: dueBetweenDrill(scope, currency, since, addDays(asOf, -1)),
  }));
}

async function brokenSince(db: Queryable, scope: Scope, since: Day, zone: string): Promise<Counter> {
  const { tenantId, asOf, entityId } = scope;
  const rows = await db.rows<{ currency: string; count: number; minor: bigint }>(sql`
    select promise.currency, count(*)::int as count, sum(promise.amount_minor)::bigint as minor
    from promises.promise
    where promise.tenant_id = ${tenantId} and promise.state = 'broken'
      and promise.closed_at >= (${since}::date)::timestamp at time zone ${zone} and promise.closed_at < (${asOf}::date + 1)::timestamp at time zone ${zone}
      and (${entityId === undefined} or promise.customer_id in (select customer.id from customers.customer where customer.entity_id = ${entityId ?? null}::uuid))
    group by promise.currency
    order by minor desc
  `);
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    amounts: rows.map(({ currency, minor }) => ({ currency, amount: toDecimal(minor, currency) })),
    drill: drill('promises', { field: 'state', is: 'is', value: 'broken' }),
  };
}

async function importsSince(db: Queryable, scope: Scope, since: Day, zone: string): Promise<OverviewChanges['imports']> {
  const { tenantId } = scope;
  const rows = await db.rows<OverviewChanges['imports'][number] & { at: Temporal.Instant | string }>(sql`
    select id, file_name as "fileName", type, state, lines_created::int as created, lines_updated::int as updated, items_settled::int as settled,
      lines_rejected::int as rejected, coalesce(finished_at, created_at) as at
    from intake.import
    where tenant_id = ${tenantId} and ${inEntity(scope, sql`entity_id`)} and created_at >= (${since}::date)::timestamp at time zone ${zone}
      and state in ('applied', 'held', 'refused', 'failed', 'undone')
    order by created_at desc
    limit ${importsShown}
  `);
  return rows.map((row) => ({ ...row, at: String(row.at) }));
}
