import { addDays, type Day, startOfMonth } from '../../../kernel/days.ts';
import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import type { MonthSales } from '../count-back.ts';
import { quarterStart } from '../dso.ts';
import { inEntity, openItems, type Scope } from '../scope.ts';
import { type Grouping, members } from './dimensions.ts';

/** The sums every indicator is made of, for one slice and currency. Amounts in minor units; products with days in minor units × days. */
export type Facts = { readonly key: string; readonly currency: string; readonly sales: readonly MonthSales[] } & Readonly<
  Record<Sum, bigint>
> & {
    /** Per month of issue: open amount × days since issue. */
    readonly aged: readonly { readonly month: Day; readonly minorDays: bigint }[];
  };

const sums = [
  'gross', 'notDue', 'overdue', 'late30', 'late60', 'late90', 'credits', 'customersOverdue', 'topTen', 'shares', 'awaiting', 'grossAtStart',
  'settled', 'settledDelay', 'settledLateDelay', 'settledAge', 'settledCount', 'settledInferred', 'stock', 'stockLeft',
  'promised', 'promisesDue', 'kept', 'promisesKept', 'disputed', 'disputedOverdue', 'disputesOpened', 'disputesClosed', 'disputeDays', 'writtenOff',
] as const; // prettier-ignore
export type Sum = (typeof sums)[number];

type Row = { readonly key: string; readonly currency: string } & Partial<Readonly<Record<Sum, bigint>>>;
const monthsRead = 36;

/** The facts of every slice and currency that has any (the hundred with most open), in a handful of statements whatever the number of customers. */
export async function readFacts(db: Queryable, scope: Scope, by: Grouping): Promise<Facts[]> {
  const [aged, sales, ...rows] = await Promise.all([
    db.rows<{ key: string; currency: string; month: Day; minorDays: string }>(agedByIssueMonth(scope, by)),
    db.rows<{ key: string; currency: string; month: Day; minor: bigint }>(salesByMonth(scope, by)),
    ...[openFacts, concentration, startFacts, settledFacts, recoveryFacts, promiseFacts, disputeFacts, writtenOff].map(
      (statement) => db.rows<Row>(statement(scope, by)),
    ),
  ]);
  const found = new Map<string, { key: string; currency: string } & Record<Sum, bigint>>();
  for (const row of rows.flat()) found.set(sliceOf(row), { ...(found.get(sliceOf(row)) ?? nothing(row)), ...row });
  const agedOf = Map.groupBy(aged, sliceOf);
  const salesOf = Map.groupBy(sales, sliceOf);
  return largest([...found.values()]).map((one) => ({
    ...one,
    aged: (agedOf.get(sliceOf(one)) ?? []).map((row) => ({ month: row.month, minorDays: BigInt(row.minorDays) })),
    sales: monthsUpTo(scope.asOf, salesOf.get(sliceOf(one)) ?? []),
  }));
}

// Slices told of: those with most open. A list of every customer's indicators is a report, not an answer.
const mostSlices = 100;

function largest<Slice extends { readonly gross: bigint }>(slices: readonly Slice[]): Slice[] {
  return slices
    .toSorted((left, right) => (right.gross > left.gross ? 1 : right.gross < left.gross ? -1 : 0))
    .slice(0, mostSlices);
}

function sliceOf({ key, currency }: { readonly key: string; readonly currency: string }): string {
  return `${currency}\u0000${key}`;
}

function nothing({ key, currency }: Row): { key: string; currency: string } & Record<Sum, bigint> {
  return { key, currency, ...(Object.fromEntries(sums.map((sum) => [sum, 0n])) as Record<Sum, bigint>) }; // each sum has its key
}

// Every month of the period, null where nothing was sold: count-back tells a gap from the unknown.
function monthsUpTo(asOf: Day, rows: readonly { month: Day; minor: bigint }[]): MonthSales[] {
  const told = new Map(rows.map((row) => [row.month, row.minor]));
  const months: MonthSales[] = [];
  for (let month = startOfMonth(asOf); months.length < monthsRead; month = startOfMonth(addDays(month, -1))) {
    months.unshift({ month, salesMinor: told.get(month) ?? null });
  }
  return months;
}

/** Grouped sums over a relation that has a customer_id and a currency. */
function grouped(scope: Scope, by: Grouping, relation: Sql, columns: Sql): Sql {
  return sql`
    select member.key, fact.currency, ${columns}
    from (${relation}) as fact
    join (${members(scope.tenantId, by)}) as member on member.customer_id = fact.customer_id
    group by member.key, fact.currency
  `;
}

const openFacts = (scope: Scope, by: Grouping): Sql => {
  const late = (days: number): Sql =>
    sql`coalesce(sum(fact.open_minor) filter (where fact.open_minor > 0 and fact.due_on < ${scope.asOf}::date - ${days}::int), 0)::bigint`;
  return grouped(
    scope,
    by,
    openItems(scope),
    sql`coalesce(sum(fact.open_minor) filter (where fact.open_minor > 0), 0)::bigint as gross,
      coalesce(sum(fact.open_minor) filter (where fact.open_minor > 0 and (fact.due_on >= ${scope.asOf} or fact.due_on is null)), 0)::bigint as "notDue",
      coalesce(sum(fact.awaiting_minor), 0)::bigint as awaiting, ${late(0)} as overdue, ${late(30)} as late30, ${late(60)} as late60, ${late(90)} as late90,
      coalesce(sum(fact.open_minor) filter (where fact.open_minor < 0), 0)::bigint as credits,
      count(distinct fact.customer_id) filter (where fact.open_minor > 0 and fact.due_on < ${scope.asOf}) as "customersOverdue"`,
  );
};

const concentration = (scope: Scope, by: Grouping): Sql => sql`
  with debtor as (
    select member.key, fact.currency, sum(fact.open_minor) as minor
    from (${openItems(scope)}) as fact
    join (${members(scope.tenantId, by)}) as member on member.customer_id = fact.customer_id
    where fact.open_minor > 0
    group by member.key, fact.currency, fact.customer_id
  ),
  ranked as (
    select debtor.*, row_number() over (partition by key, currency order by minor desc) as rank, sum(minor) over (partition by key, currency) as whole
    from debtor
  )
  select key, currency, coalesce(sum(minor) filter (where rank <= 10), 0)::bigint as "topTen",
    -- In hundredths of a point: each share in per cent, squared.
    round(sum((minor * 100 / whole) ^ 2) * 100)::bigint as shares
  from ranked
  group by key, currency
`;

const startFacts = (scope: Scope, by: Grouping): Sql =>
  grouped(
    scope,
    by,
    openItems({ ...scope, asOf: addDays(quarterStart(scope.asOf), -1) }),
    sql`coalesce(sum(fact.open_minor) filter (where fact.open_minor > 0), 0)::bigint as "grossAtStart"`,
  );

/** Items of account 411, of the entity asked for. */
function ledgerItems(scope: Scope, where: Sql): Sql {
  return sql`
    select item.customer_id, item.currency, item.amount_minor, item.issue_on, item.due_on, item.booked_on, item.settled_on, item.settled_by_inference, item.kind
    from receivables.item
    where item.tenant_id = ${scope.tenantId} and ${inEntity(scope, sql`item.entity_id`)} and item.in_ledger and item.ledger_class = 'receivable' and ${where}
  `;
}

const settledFacts = (scope: Scope, by: Grouping): Sql =>
  grouped(
    scope,
    by,
    ledgerItems(
      scope,
      sql`item.settled_on >= ${quarterStart(scope.asOf)} and item.settled_on <= ${scope.asOf} and item.kind = 'invoice' and item.amount_minor > 0 and item.due_on is not null`,
    ),
    sql`sum(fact.amount_minor)::bigint as settled, sum(fact.amount_minor * (fact.settled_on - fact.due_on))::bigint as "settledDelay",
      sum(fact.amount_minor * greatest(fact.settled_on - fact.due_on, 0))::bigint as "settledLateDelay",
      sum(fact.amount_minor * (fact.settled_on - fact.issue_on))::bigint as "settledAge", count(*) as "settledCount",
      count(*) filter (where fact.settled_by_inference) as "settledInferred"`,
  );

const recoveryFacts = (scope: Scope, by: Grouping): Sql => {
  const start = addDays(startOfMonth(scope.asOf), -1);
  return grouped(
    scope,
    by,
    sql`
      select stock.customer_id, stock.currency, stock.open_minor as stock_minor, coalesce(open_now.open_minor, 0) as left_minor
      from (${openItems({ ...scope, asOf: start })}) as stock
      left join (${openItems(scope)}) as open_now on open_now.id = stock.id
      where stock.open_minor > 0 and stock.due_on < ${start}`,
    sql`sum(fact.stock_minor)::bigint as stock, sum(fact.left_minor)::bigint as "stockLeft"`,
  );
};

const promiseFacts = (scope: Scope, by: Grouping): Sql =>
  grouped(
    scope,
    by,
    sql`
      select promise.customer_id, promise.currency, promise.amount_minor, promise.state
      from promises.promise
      where promise.tenant_id = ${scope.tenantId} and promise.due_on >= ${quarterStart(scope.asOf)} and promise.due_on <= ${scope.asOf}
        and promise.state in ('kept', 'partly-kept', 'broken')`,
    sql`sum(fact.amount_minor)::bigint as promised, count(*) as "promisesDue", coalesce(sum(fact.amount_minor) filter (where fact.state = 'kept'), 0)::bigint as kept,
      count(*) filter (where fact.state = 'kept') as "promisesKept"`,
  );

const disputeFacts = (scope: Scope, by: Grouping): Sql => {
  const start = quarterStart(scope.asOf);
  return grouped(
    scope,
    by,
    sql`
      select dispute.customer_id, dispute.currency, dispute.amount_minor, dispute.opened_on, dispute.closed_at::date as closed_on,
        dispute.opened_on <= ${scope.asOf} and (dispute.closed_at is null or dispute.closed_at::date > ${scope.asOf}) as live,
        coalesce((
          select sum(dispute_item.amount_minor)
          from disputes.dispute_item
          join receivables.item on item.tenant_id = dispute_item.tenant_id and item.id = dispute_item.item_id
          where dispute_item.tenant_id = dispute.tenant_id and dispute_item.dispute_id = dispute.id and item.due_on < ${scope.asOf} and item.open_minor > 0
        ), 0) as overdue_minor
      from disputes.dispute
      where dispute.tenant_id = ${scope.tenantId}`,
    sql`coalesce(sum(fact.amount_minor) filter (where fact.live), 0)::bigint as disputed,
      coalesce(sum(fact.overdue_minor) filter (where fact.live), 0)::bigint as "disputedOverdue",
      coalesce(sum(fact.amount_minor) filter (where fact.opened_on >= ${start} and fact.opened_on <= ${scope.asOf}), 0)::bigint as "disputesOpened",
      count(*) filter (where fact.closed_on >= ${start} and fact.closed_on <= ${scope.asOf}) as "disputesClosed",
      coalesce(sum(fact.closed_on - fact.opened_on) filter (where fact.closed_on >= ${start} and fact.closed_on <= ${scope.asOf}), 0)::bigint as "disputeDays"`,
  );
};

const writtenOff = (scope: Scope, by: Grouping): Sql =>
  grouped(
    scope,
    by,
    ledgerItems(
      scope,
      sql`item.kind = 'write-off' and item.booked_on >= ${quarterStart(scope.asOf)} and item.booked_on <= ${scope.asOf}`,
    ),
    sql`(-sum(fact.amount_minor))::bigint as "writtenOff"`,
  );

const agedByIssueMonth = (scope: Scope, by: Grouping): Sql => sql`
  select member.key, fact.currency, date_trunc('month', fact.issue_on)::date as month, sum(fact.open_minor * (${scope.asOf}::date - fact.issue_on))::text as "minorDays"
  from (${openItems(scope)}) as fact
  join (${members(scope.tenantId, by)}) as member on member.customer_id = fact.customer_id
  where fact.open_minor > 0
  group by 1, 2, 3
`;

// Invoices less credit notes where a FEC brought the whole ledger, else the monthly sales brought in for the entity.
const salesByMonth = (scope: Scope, by: Grouping): Sql => sql`
  with whole_ledger as (
    select entity_id from intake.whole_ledger_entities()
  ),
  sale as (
    select item.customer_id, item.currency, date_trunc('month', item.booked_on)::date as month, item.amount_minor
    from receivables.item
    where item.tenant_id = ${scope.tenantId} and ${inEntity(scope, sql`item.entity_id`)} and item.in_ledger and item.ledger_class = 'receivable'
      and item.kind in ('invoice', 'credit-note') and item.booked_on <= ${scope.asOf} and item.entity_id in (select whole_ledger.entity_id from whole_ledger)
    union all
    select sales.customer_id, sales.currency, sales.month, sales.amount_minor
    from customers.monthly_sales as sales
    where sales.tenant_id = ${scope.tenantId} and ${inEntity(scope, sql`sales.entity_id`)} and sales.month <= ${scope.asOf}
      and sales.entity_id not in (select whole_ledger.entity_id from whole_ledger)
  )
  select member.key, sale.currency, sale.month, sum(sale.amount_minor)::bigint as minor
  from sale
  join (${members(scope.tenantId, by)}) as member on member.customer_id = sale.customer_id
  group by 1, 2, 3
`;
