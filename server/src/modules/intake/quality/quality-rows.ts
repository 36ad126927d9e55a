import { formatMoney, formatDay, type Language, textsIn } from '@quitus/texts';
import type { Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { overdueOn } from '../../receivables/index.ts';
import { refuse } from '../refusals.ts';
import { accountsToCheck, type QualityCode, qualityChecks, qualityCodes } from './checks.ts';

export type RowFilter = {
  readonly entityId?: string | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
};

type Row = {
  customerId: string;
  code: string;
  name: string;
  entityId: string;
  itemId: string | null;
  number: string | null;
  value: string | null;
  otherCustomerId: string | null;
  otherName: string | null;
  currency: string;
  overdue: bigint;
  open: bigint;
};

/** The lines that fail one check, most overdue first, each with what is wrong in words. */
export async function qualityRows(db: Queryable, code: string, filter: RowFilter, today: Day, language: Language) {
  const known = qualityCodes.find((one) => one === code);
  if (!known) throw refuse('quality.check-unknown', { code });
  const failing = sql`with ${accountsToCheck(filter.entityId)}, failing as (${qualityChecks[known].failing(today)})`;
  const rows = await db.rows<Row>(sql`
    ${failing},
    standing as (
      select distinct on (balance.customer_id) balance.customer_id, balance.currency, ${overdueOn(today, 'balance')} as overdue,
        balance.open_debit_minor + balance.open_credit_minor as open
      from receivables.customer_balance as balance
      where balance.customer_id in (select failing.customer_id from failing)
      order by balance.customer_id, balance.open_debit_minor desc
    )
    select account.id as "customerId", account.code, account.name, account.entity_id as "entityId", failing.item_id as "itemId", item.number, failing.value,
      failing.other_id as "otherCustomerId", other.name as "otherName", coalesce(item.currency, standing.currency) as currency,
      standing.overdue, coalesce(item.open_minor, standing.open) as open
    from failing
    join account on account.id = failing.customer_id
    join standing on standing.customer_id = failing.customer_id
    left join receivables.item on item.tenant_id = account.tenant_id and item.id = failing.item_id
    left join customers.customer as other on other.tenant_id = account.tenant_id and other.id = failing.other_id
    order by standing.overdue desc, account.id, failing.item_id
    offset ${filter.offset ?? 0} limit ${filter.limit ?? 100}
  `);
  const { total } = await db.one<{ total: number }>(sql`${failing} select count(*)::int as total from failing`);
  const detail = textsIn(language).quality.checks[known].detail;
  return {
    rows: rows.map((row) => ({
      ...row,
      value: row.value,
      detail: detail(shown(known, row, language)),
      overdue: toDecimal(row.overdue, row.currency),
      open: toDecimal(row.open, row.currency),
    })),
    total,
  };
}

const dayValued: ReadonlySet<QualityCode> = new Set([
  'due-inferred',
  'opening-without-detail',
  'credits-unallocated',
  'due-before-issue',
]);

function shown(code: QualityCode, row: Row, language: Language): string {
  if (code === 'duplicates') return row.otherName ?? '';
  if (row.value === null) return '';
  if (dayValued.has(code)) return formatDay(language, row.value);
  return code === 'amounts-suspicious'
    ? formatMoney(language, toDecimal(BigInt(row.value), row.currency), row.currency)
    : row.value;
}
