import { addDays } from '../../../kernel/days.ts';
import { sql, type Sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { overdueOn } from '../balances.ts';
import { isReceivable } from '../kept-items.ts';
import { keptHoldsAt } from './open-at.ts';
import { type AgedBalance, type AgedLine, type AgedQuestion, type AgedSums, type AgedWindow, bucketLabels } from './question.ts';

// Beyond a screen's window, one pass over all items beats a look at each account's.
const mostShown = 1000;

/** Whether what is kept says the same as a computation would: known now, with nothing booked or settled after the day. */
export async function keptHolds(db: TenantDatabase, { knownAt, asOf }: Pick<AgedQuestion, 'knownAt' | 'asOf'>): Promise<boolean> {
  if (knownAt !== undefined) return false;
  const { holds } = await db.one<{ holds: boolean }>(keptHoldsAt(db.tenantId, asOf));
  return holds;
}

/** Whether the kept balances are in the form that is asked: by account and due date, in a window of a screen. */
export async function answersFromBalances(
  db: TenantDatabase,
  question: AgedQuestion,
  { sort, limit }: AgedWindow,
): Promise<boolean> {
  const asked =
    question.by === 'customer' &&
    question.basis === 'due' &&
    question.classes.join() === 'receivable' &&
    question.customers === undefined &&
    question.convertTo === undefined &&
    question.customerIds === undefined &&
    sort.by !== 'oldest' &&
    limit <= mostShown;
  if (!asked) return false;
  const merged = await db.maybe(sql`select from customers.customer where customer.merged_into is not null limit 1`);
  return merged === undefined;
}

/** Today's aged balance by account: the order and the totals from the kept balances, the buckets from the items of the accounts shown. */
export async function agedNow(db: TenantDatabase, question: AgedQuestion, window: AgedWindow): Promise<AgedBalance> {
  const [rows, totals, { total }] = await Promise.all([
    db.rows<AgedLine>(shownAccounts(db.tenantId, question, window)),
    db.rows<AgedSums>(totalsFromDueDays(db.tenantId, question)),
    db.one<{ total: number }>(sql`
      select count(*)::int as total from receivables.customer_balance as balance where ${owing(db.tenantId, question)}
    `),
  ]);
  return { labels: bucketLabels(question.bounds), rows, total, totals, rates: [] };
}

const owing = (tenantId: number, { entityId, currency }: AgedQuestion): Sql => sql`
  balance.tenant_id = ${tenantId} and (balance.open_items > 0 or balance.awaiting_minor <> 0)
  ${entityId === undefined ? sql`` : sql`and balance.entity_id = ${entityId}`}
  ${currency === undefined ? sql`` : sql`and balance.currency = ${currency}`}
`;

function shownAccounts(tenantId: number, question: AgedQuestion, { offset, limit, sort }: AgedWindow): Sql {
  const overdue = overdueOn(question.asOf, 'balance');
  const terms: Readonly<Record<string, Sql>> = {
    name: sql`customer.name`,
    key: sql`customer.code`,
    total: sql`balance.open_debit_minor + balance.open_credit_minor`,
    overdue,
    notDue: sql`balance.open_debit_minor - ${overdue}`,
    unallocated: sql`balance.open_credit_minor`,
    awaiting: sql`balance.awaiting_minor`,
  };
  const term = terms[sort.by] ?? overdue;
  const direction = sort.descending ? sql`desc` : sql`asc`;
  const byName = sort.by === 'name' || sort.by === 'key';
  const named = sql`join customers.customer on customer.tenant_id = balance.tenant_id and customer.id = balance.customer_id`;
  const debits = (condition: Sql): Sql =>
    sql`coalesce(sum(item.open_minor) filter (where item.open_minor > 0 and ${condition}), 0)::bigint`;
  const cuts = bucketConditions(question, sql`item.due_on`);
  return sql`
    with balance as (
      select balance.*, ${term} as sort_value
      from receivables.customer_balance as balance
      ${byName ? named : sql``}
      where ${owing(tenantId, question)}
      order by sort_value ${direction}, balance.customer_id, balance.currency
      limit ${limit} offset ${offset}
    )
    select customer.code as key, customer.id::text as id, customer.name, balance.currency, item.not_due as "notDueMinor", item.late as "bucketsMinor",
      balance.open_debit_minor - item.not_due as "overdueMinor", balance.open_credit_minor as "unallocatedMinor",
      balance.open_debit_minor + balance.open_credit_minor as "totalMinor", balance.awaiting_minor as "awaitingMinor", balance.open_items as items
    from balance
    ${named}
    join lateral (
      select ${debits(cuts.notDue)} as not_due, array[${sql.join(cuts.late.map(debits))}]::bigint[] as late
      from receivables.item
      where item.tenant_id = ${tenantId} and item.customer_id = balance.customer_id and item.currency = balance.currency
        and item.open_minor <> 0 and ${isReceivable}
    ) as item on true
    order by balance.sort_value ${direction}, balance.customer_id, balance.currency
  `;
}

function totalsFromDueDays(tenantId: number, question: AgedQuestion): Sql {
  const { entityId, currency } = question;
  const cuts = bucketConditions(question, sql`day.due_on`);
  const debits = (condition: Sql): Sql => sql`coalesce(sum(day.open_debit_minor) filter (where ${condition}), 0)::bigint`;
  return sql`
    with day as (
      select total.currency, total.due_on, total.open_debit_minor, total.open_credit_minor, 0::bigint as awaiting_minor, total.open_items
      from receivables.due_day_total as total
      where total.tenant_id = ${tenantId} and total.ledger_class = 'receivable'
        ${entityId === undefined ? sql`` : sql`and total.entity_id = ${entityId}`}
        ${currency === undefined ? sql`` : sql`and total.currency = ${currency}`}
        and (total.open_items <> 0)
      union all
      select balance.currency, 'infinity'::date, 0, 0, balance.awaiting_minor, 0
      from receivables.customer_balance as balance
      where ${owing(tenantId, question)} and balance.awaiting_minor <> 0
    )
    select day.currency, ${debits(cuts.notDue)} as "notDueMinor", array[${sql.join(cuts.late.map(debits))}]::bigint[] as "bucketsMinor",
      ${debits(sql`day.due_on < ${question.asOf}`)} as "overdueMinor", coalesce(sum(day.open_credit_minor), 0)::bigint as "unallocatedMinor",
      coalesce(sum(day.open_debit_minor + day.open_credit_minor), 0)::bigint as "totalMinor", coalesce(sum(day.awaiting_minor), 0)::bigint as "awaitingMinor",
      coalesce(sum(day.open_items), 0)::int as items
    from day
    group by day.currency
    order by day.currency
  `;
}

function bucketConditions({ asOf, bounds }: AgedQuestion, dueOn: Sql): { notDue: Sql; late: Sql[] } {
  const edges = [asOf, ...bounds.map((bound) => addDays(asOf, -bound))];
  const late = edges.map((until, index) => {
    const from = edges[index + 1];
    return from === undefined ? sql`${dueOn} < ${until}` : sql`(${dueOn} < ${until} and ${dueOn} >= ${from})`;
  });
  return { notDue: sql`(${dueOn} is null or ${dueOn} >= ${asOf})`, late };
}
