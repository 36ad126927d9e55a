import { addDays } from '../../../kernel/days.ts';
import { sql, type Sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { refuse } from '../refusals.ts';
import { agedNow, answersFromBalances, keptHolds } from './aged-now.ts';
import { convertedAccounts, ratesOn } from './conversion.ts';
import { dimensionOf } from './dimension.ts';
import { openAt, type OpenQuestion } from './open-at.ts';
import {
  type AgedBalance,
  type AgedLine,
  type AgedQuestion,
  type AgedSort,
  type AgedSums,
  type AgedWindow,
  bucketLabels,
  checkBounds,
} from './question.ts';

/**
 * What was owed at the close of a day, cut by days late, per dimension and currency: a window of its rows, and the totals of all of them.
 * Today's, by account, comes from the kept balances; any other date or instant is computed from items and allocations.
 */
export async function agedBalance(db: TenantDatabase, question: AgedQuestion, window: AgedWindow): Promise<AgedBalance> {
  checkBounds(question.bounds);
  const kept = await keptHolds(db, question);
  if (kept && (await answersFromBalances(db, question, window))) return agedNow(db, question, window);
  const labels = bucketLabels(question.bounds);
  const rates = await ratesOn(db, question);
  const found = await db.rows<AgedLine & { part: 'row' | 'total' | 'unconverted'; rowsInAll: number }>(sql`
    ${accountsAndRows(db.tenantId, { ...question, keptHolds: kept }, rates.length > 0)},
    windowed as (
      select line.*, count(*) over () as rows_in_all
      from line
      order by ${orderOf(window.sort, labels.length)}
      limit ${window.limit} offset ${window.offset}
    )
    select 'row' as part, ${lineColumns(labels.length)}, rows_in_all::int as "rowsInAll" from windowed
    union all
    select 'total', ${totalColumns(labels.length)}, (select count(*)::int from line) from account group by currency
    union all
    select 'unconverted', ${totalColumns(labels.length)}, 0 from account where not converted group by currency
  `);
  refuseUnconverted(found, question);
  return {
    labels,
    rows: found.filter((row) => row.part === 'row').map(asLine),
    total: found.find((row) => row.part === 'total')?.rowsInAll ?? 0,
    totals: found
      .filter((row) => row.part === 'total')
      .map(asSums)
      .toSorted((left, right) => (left.currency < right.currency ? -1 : 1)),
    rates,
  };
}

/** Every row of the aged balance, in batches: for exports of any size in constant memory. */
export async function* agedBalanceRows(db: TenantDatabase, question: AgedQuestion, sort: AgedSort): AsyncGenerator<AgedLine[]> {
  checkBounds(question.bounds);
  const rates = await ratesOn(db, question);
  const statement = sql`
    ${accountsAndRows(db.tenantId, { ...question, keptHolds: await keptHolds(db, question) }, rates.length > 0)}
    select 'row' as part, ${lineColumns(question.bounds.length + 1)}
    from line
    order by ${orderOf(sort, question.bounds.length + 1)}
  `;
  for await (const batch of db.stream<AgedLine & { part: string }>(statement)) yield batch.map(asLine);
}

/** The `with` steps: `account` sums what is open per account, currency and class; `line` gathers accounts by the dimension. */
function accountsAndRows(tenantId: number, question: AgedQuestion & OpenQuestion, converting: boolean): Sql {
  const dimension = dimensionOf(question.by, tenantId);
  const buckets = question.bounds.length + 1;
  const sums = (table: string): Sql =>
    sql.join(sumNames(buckets).map((name) => sql`sum(${sql.ref(`${table}.${name}`)})::bigint as ${sql.ref(name)}`));
  return sql`
    with open_item as (
      ${openAt(tenantId, question)}
    ),
    aged as (
      select open_item.*, ${ageOf(question)} as age from open_item
    ),
    booked as (
      select customer_id, entity_id, currency, ledger_class,
        ${sql.join(cells(buckets))},
        count(*) filter (where open_minor <> 0) as items
      from aged
      group by customer_id, entity_id, currency, ledger_class
    ),
    account as materialized (
      ${convertedAccounts(tenantId, question, converting, bucketNames(buckets))}
    ),
    line as (
      select ${dimension.key} as key, ${dimension.id} as id, ${dimension.name} as name, account.currency, ${sums('account')}
      from account
      ${dimension.joins}
      group by 1, 2, 3, account.currency
    )
  `;
}

/** 0: not late; then the number of the late bucket. Compared by day, so that no row needs arithmetic. */
function ageOf({ asOf, basis, bounds }: AgedQuestion): Sql {
  const day = basis === 'due' ? sql`due_on` : sql`issue_on`;
  const late = bounds.map((bound, index) => sql`when ${day} >= ${addDays(asOf, -bound)} then ${index + 1}::int`);
  return sql`case when ${day} is null or ${day} >= ${asOf} then 0 ${sql.join(late, sql` `)} else ${bounds.length + 1}::int end`;
}

const bucketNames = (buckets: number): string[] => Array.from({ length: buckets }, (_, index) => `late_${index + 1}`);
const sumNames = (buckets: number): string[] => [
  'not_due',
  ...bucketNames(buckets),
  'overdue',
  'unallocated',
  'awaiting',
  'items',
];

function cells(buckets: number): Sql[] {
  const debits = (age: number): Sql =>
    sql`coalesce(sum(open_minor) filter (where open_minor > 0 and age = ${age}::int), 0)::bigint`;
  return [
    sql`${debits(0)} as not_due`,
    ...bucketNames(buckets).map((name, index) => sql`${debits(index + 1)} as ${sql.ref(name)}`),
    sql`coalesce(sum(open_minor) filter (where open_minor < 0), 0)::bigint as unallocated`,
    sql`coalesce(sum(awaiting_minor), 0)::bigint as awaiting`,
  ];
}

function amountColumns(buckets: number, amount: (name: string) => Sql): Sql {
  const late = bucketNames(buckets).map((name) => amount(name));
  return sql`currency, ${amount('not_due')}::bigint as "notDueMinor", array[${sql.join(late)}]::bigint[] as "bucketsMinor",
    ${amount('overdue')}::bigint as "overdueMinor", ${amount('unallocated')}::bigint as "unallocatedMinor",
    (${amount('not_due')} + ${amount('overdue')} + ${amount('unallocated')})::bigint as "totalMinor", ${amount('awaiting')}::bigint as "awaitingMinor",
    ${amount('items')}::int as items`;
}

const lineColumns = (buckets: number): Sql => sql`key, id, name, ${amountColumns(buckets, (name) => sql.ref(name))}`;
const totalColumns = (buckets: number): Sql =>
  sql`'' as key, null::text as id, '' as name, ${amountColumns(buckets, (name) => sql`sum(${sql.ref(name)})`)}`;

function orderOf({ by, descending }: AgedSort, buckets: number): Sql {
  const terms: Readonly<Record<AgedSort['by'], Sql>> = {
    name: sql`name`,
    key: sql`key`,
    total: sql`not_due + overdue + unallocated`,
    overdue: sql`overdue`,
    notDue: sql`not_due`,
    unallocated: sql`unallocated`,
    awaiting: sql`awaiting`,
    oldest: sql.ref(`late_${buckets}`),
  };
  return sql`${terms[by]} ${descending ? sql`desc` : sql`asc`}, key, id, currency`;
}

function refuseUnconverted(found: readonly { part: string; currency: string }[], { asOf, convertTo }: AgedQuestion): void {
  const missing = found.filter((row) => row.part === 'unconverted').map((row) => row.currency);
  if (missing.length > 0)
    throw refuse('exchange-rate.missing', { currencies: missing.join(', '), quoteCurrency: convertTo ?? '', day: asOf });
}

function asSums({
  currency,
  notDueMinor,
  bucketsMinor,
  overdueMinor,
  unallocatedMinor,
  totalMinor,
  awaitingMinor,
  items,
}: AgedSums): AgedSums {
  return { currency, notDueMinor, bucketsMinor, overdueMinor, unallocatedMinor, totalMinor, awaitingMinor, items };
}

function asLine(row: AgedLine): AgedLine {
  return { key: row.key, id: row.id, name: row.name, ...asSums(row) };
}
