import type { CustomerRow } from '@quitus/contract';
import { type Day, daysLate } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';
import { after, orderBy, pageOf, type SortKey, windowOf } from '../../platform/criteria/index.ts';
import { sql, type Sql, type TenantDatabase } from '../../platform/database/index.ts';
import { hasEmail } from '../customers/index.ts';
import { overdueOn } from './balances.ts';
import { conditions, filterOf, type ListQuestion } from './list-question.ts';
import type { LedgerNeighbours } from './neighbours.ts';

export type AccountTotals = {
  currency: string;
  rows: number;
  debitMinor: bigint;
  overdueMinor: bigint;
  unallocatedMinor: bigint;
  awaitingMinor: bigint;
  openItems: number;
};
export type AccountList = {
  readonly rows: CustomerRow[];
  readonly total: number;
  readonly totals: AccountTotals[];
  readonly nextCursor: string | null;
};

type Account = Pick<
  CustomerRow,
  | 'id'
  | 'entityId'
  | 'code'
  | 'name'
  | 'kind'
  | 'country'
  | 'segment'
  | 'collectorId'
  | 'collector'
  | 'creditStatus'
  | 'currency'
  | 'openItems'
  | 'oldestDueOn'
  | 'lastPaymentOn'
  | 'hasEmail'
  | 'profile'
> & { debitMinor: bigint; overdueMinor: bigint; unallocatedMinor: bigint; awaitingMinor: bigint };

/** A window of the accounts with what they owe, one row an account and currency, and the totals of all that the filter keeps. */
export async function accountList(
  db: TenantDatabase,
  question: ListQuestion,
  today: Day,
  neighbours: LedgerNeighbours,
): Promise<AccountList> {
  const context = { today };
  const filter = filterOf(question, neighbours.accountFields, context);
  const words = question.q?.trim()
    ? sql`customer.id in (select found.id from customers.search(${question.q.trim()}, 100) as found)`
    : undefined;
  const where = conditions(
    sql`customer.tenant_id = ${db.tenantId}`,
    // A duplicate shows as long as items of its own are open.
    sql`(customer.merged_into is null or balance.open_items > 0)`,
    question.entityId === undefined ? undefined : sql`customer.entity_id = ${question.entityId}`,
    filter,
    words,
  );
  const sort = question.sort ?? '-overdue';
  const order = orderBy(sort, neighbours.accountFields, context, ...ties);
  const asked = { list: 'customers', ...question, sort };
  const limit = question.limit ?? 100;
  const page = { order, limit, offset: question.offset, after: after(question.cursor, asked, order) };
  const window = windowOf({ columns: sql`customer.id, balance.currency`, from: accounts, where, ...page });
  const [found, totals] = await Promise.all([
    db.rows<Account & { keys: (string | null)[] }>(accountsShown(window, today)),
    db.rows<AccountTotals>(totalsOf(where, today)),
  ]);
  const { rows, nextCursor } = pageOf(found, limit, asked);
  return {
    rows: await asRows(db, rows, today, neighbours),
    total: totals.reduce((sum, row) => sum + row.rows, 0),
    totals,
    nextCursor,
  };
}

const accounts = sql`
  customers.customer
  left join receivables.customer_balance as balance on balance.tenant_id = customer.tenant_id and balance.customer_id = customer.id
`;

// One row an account and currency: both tell rows apart.
const ties: readonly SortKey[] = [
  { sql: sql`customer.id`, type: 'uuid' },
  { sql: sql`coalesce(balance.currency, '')`, type: 'text' },
];

function accountsShown(window: Sql, today: Day): Sql {
  return sql`
    with window_of as (${window})
    select customer.id, customer.entity_id as "entityId", customer.code, customer.name, customer.kind, customer.country, customer.segment,
      customer.collector_id as "collectorId", person.name as collector, customer.credit_status as "creditStatus", customer.payment_profile as profile,
      coalesce(balance.currency, customer.currency, entity.currency) as currency,
      coalesce(balance.open_debit_minor, 0) as "debitMinor", coalesce(${overdueOn(today, 'balance')}, 0) as "overdueMinor",
      coalesce(balance.open_credit_minor, 0) as "unallocatedMinor", coalesce(balance.awaiting_minor, 0) as "awaitingMinor",
      coalesce(balance.open_items, 0) as "openItems", balance.oldest_due_on as "oldestDueOn", balance.last_payment_on as "lastPaymentOn",
      ${hasEmail} as "hasEmail", window_of.keys
    from window_of
    join customers.customer on customer.id = window_of.id
    join identity.entity on entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id
    left join receivables.customer_balance as balance on balance.tenant_id = customer.tenant_id and balance.customer_id = customer.id
      and balance.currency = window_of.currency
    left join identity.person on person.id = customer.collector_id
    order by window_of.place
  `;
}

function totalsOf(where: Sql, today: Day): Sql {
  return sql`
    select coalesce(balance.currency, customer.currency, entity.currency) as currency, count(*)::int as rows,
      coalesce(sum(balance.open_debit_minor), 0)::bigint as "debitMinor", coalesce(sum(${overdueOn(today, 'balance')}), 0)::bigint as "overdueMinor",
      coalesce(sum(balance.open_credit_minor), 0)::bigint as "unallocatedMinor", coalesce(sum(balance.awaiting_minor), 0)::bigint as "awaitingMinor",
      coalesce(sum(balance.open_items), 0)::int as "openItems"
    from ${accounts}
    join identity.entity on entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id
    where ${where}
    group by 1
    order by 1
  `;
}

async function asRows(
  db: TenantDatabase,
  found: readonly Account[],
  today: Day,
  neighbours: LedgerNeighbours,
): Promise<CustomerRow[]> {
  const ids = [...new Set(found.map((account) => account.id))];
  const badges = await neighbours.badgesOf(db, ids, today);
  return found.map(({ debitMinor, overdueMinor, unallocatedMinor, awaitingMinor, ...account }) => {
    const amount = (minor: bigint): string => toDecimal(minor, account.currency);
    const badge = badges.get(account.id);
    return {
      ...account,
      total: amount(debitMinor + unallocatedMinor),
      overdue: amount(overdueMinor),
      notDue: amount(debitMinor - overdueMinor),
      unallocated: amount(unallocatedMinor),
      awaiting: amount(awaitingMinor),
      daysLate: account.oldestDueOn === null ? 0 : Math.max(0, daysLate(account.oldestDueOn, today)),
      scenario: badge?.scenario ?? null,
      promises: badge?.promises ?? 0,
      disputes: badge?.disputes ?? 0,
      holds: badge?.holds ?? 0,
    };
  });
}
