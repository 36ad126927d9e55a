import { toDecimal } from '../../kernel/money.ts';
import { type Queryable, type Sql, sql } from '../../platform/database/index.ts';

/** What the lists of promises and disputes share. */
export type CaseFilter = {
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  /** Where the page before ended. */
  readonly cursor?: string | undefined;
  readonly q?: string | undefined;
  readonly customerId?: string | undefined;
  readonly sort?: string | undefined;
  /** Only the portfolios of these people. */
  readonly collectorIds?: readonly string[] | undefined;
};
/** An item of a case as its query packs it; amounts as text, for JSON numbers are floats. */
export type ItemOfCase = { itemId: string; number: string; dueOn: string | null; amountMinor: string; openMinor: string };

/** The conditions of a window over cases joined with their customer. */
export function caseConditions(filter: CaseFilter, table: Sql, comment: Sql): Sql[] {
  const all = [sql`true`];
  if (filter.customerId !== undefined) all.push(sql`${table}.customer_id = ${filter.customerId}`);
  if (filter.collectorIds) all.push(sql`customer.collector_id = any(${filter.collectorIds}::uuid[])`);
  if (filter.q?.trim()) {
    const words = `%${filter.q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
    all.push(sql`(customer.name ilike ${words} or customer.code ilike ${words} or ${comment} ilike ${words})`);
  }
  return all;
}

/** Count and amount by currency of the cases a select names (`currency`, `amount_minor`); never a sum over two currencies (T43). */
export async function totalsByCurrency(
  db: Queryable,
  cases: Sql,
): Promise<{ currency: string; amount: string; count: number }[]> {
  const rows = await db.rows<{ currency: string; minor: bigint; count: number }>(sql`
    select currency, sum(amount_minor)::bigint as minor, count(*)::int as count from (${cases}) as one group by currency order by currency
  `);
  return rows.map((row) => ({ currency: row.currency, amount: toDecimal(row.minor, row.currency), count: row.count }));
}
