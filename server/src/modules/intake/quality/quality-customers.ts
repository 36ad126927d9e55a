import { type Language, textsIn } from '@quitus/texts';
import type { Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { overdueOn } from '../../receivables/index.ts';
import { accountsToCheck, allFailures, type QualityCode } from './checks.ts';
import type { RowFilter } from './quality-rows.ts';

/** Customers by the overdue their data blocks: a score of a hundred less what each failing check weighs, and what is wrong. */
export async function qualityCustomers(
  db: Queryable,
  filter: RowFilter & { readonly customerId?: string | undefined },
  today: Day,
  language: Language,
) {
  const base = sql`
    with ${accountsToCheck(filter.entityId, filter.customerId)},
    failure as (select distinct code, weight, customer_id from (${allFailures(today)}) as every),
    lost as (select customer_id, least(100, sum(weight))::int as weight, array_agg(code) as codes from failure group by customer_id)
  `;
  const rows = await db.rows<{
    customerId: string;
    code: string;
    name: string;
    score: number;
    codes: QualityCode[];
    currency: string;
    overdue: bigint;
    open: bigint;
  }>(sql`
    ${base},
    standing as (
      select distinct on (balance.customer_id) balance.customer_id, balance.currency, ${overdueOn(today, 'balance')} as overdue,
        balance.open_debit_minor + balance.open_credit_minor as open
      from receivables.customer_balance as balance
      where balance.customer_id in (select lost.customer_id from lost)
      order by balance.customer_id, balance.open_debit_minor desc
    )
    select account.id as "customerId", account.code, account.name, 100 - lost.weight as score, lost.codes, standing.currency, standing.overdue, standing.open
    from lost
    join account on account.id = lost.customer_id
    join standing on standing.customer_id = lost.customer_id
    order by standing.overdue * lost.weight desc, lost.weight desc, account.id
    offset ${filter.offset ?? 0} limit ${filter.limit ?? 100}
  `);
  const { total } = await db.one<{ total: number }>(sql`${base} select count(*)::int as total from lost`);
  const words = textsIn(language).quality.checks;
  return {
    rows: rows.map(({ codes, ...row }) => ({
      ...row,
      problems: codes.map((code) => ({ code, title: words[code].title })),
      overdue: toDecimal(row.overdue, row.currency),
      open: toDecimal(row.open, row.currency),
    })),
    total,
  };
}
