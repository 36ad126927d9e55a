import type { ItemRow } from '@quitus/contract';
import type { Day } from '../../kernel/days.ts';
import { after, fieldNamesIn, type Fields, orderBy, pageOf, parseCriteria, windowOf } from '../../platform/criteria/index.ts';
import { sql, type Sql, type TenantDatabase } from '../../platform/database/index.ts';
import { customerFields } from '../customers/index.ts';
import { itemFields } from './fields.ts';
import { itemColumnsNow, itemRows, type StoredItem } from './item-row.ts';
import { conditions, filterOf, type ListQuestion } from './list-question.ts';
import type { LedgerNeighbours } from './neighbours.ts';

export type ItemQuestion = ListQuestion & {
  readonly customerId?: string | undefined;
  readonly state?: 'open' | 'settled' | 'all' | undefined;
};
export type ItemTotals = { currency: string; items: number; openMinor: bigint; overdueMinor: bigint; awaitingMinor: bigint };
export type ItemList = {
  readonly rows: ItemRow[];
  readonly total: number;
  readonly totals: ItemTotals[];
  readonly nextCursor: string | null;
};

/** A window of the ledger's items, and the totals of all that the filter keeps. Without a filter, the totals are the kept ones. */
export async function itemList(
  db: TenantDatabase,
  question: ItemQuestion,
  today: Day,
  neighbours: LedgerNeighbours,
): Promise<ItemList> {
  const context = { today };
  const fields = neighbours.itemFields;
  const { from, where, narrowed } = chosen(db, question, today, neighbours);
  // The last term goes the same way, so that one index serves both.
  const order = orderBy(question.sort ?? 'dueOn', fields, context, { sql: sql`item.id`, type: 'uuid' });
  const asked = { list: 'items', ...question, sort: question.sort ?? 'dueOn' };
  const limit = question.limit ?? 100;
  const unfiltered = !narrowed && question.customerId === undefined && (question.state ?? 'open') === 'open';
  const kept = unfiltered && (await seesWholeEntities(db));
  const page = { order, limit, offset: question.offset, after: after(question.cursor, asked, order) };
  const [found, totals] = await Promise.all([
    // First which items, from the index alone where it can be; then what is shown of these few.
    db.rows<StoredItem & { keys: (string | null)[] }>(sql`
      with window_of as (${windowOf({ columns: sql`item.id`, from, where, ...page })})
      select ${itemColumnsNow}, window_of.keys
      from window_of
      join receivables.item on item.tenant_id = ${db.tenantId} and item.id = window_of.id
      join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
      order by window_of.place
    `),
    db.rows<ItemTotals>(kept ? keptTotals(db.tenantId, question.entityId, today) : countedTotals(from, where, today)),
  ]);
  const { rows: items, nextCursor } = pageOf(found, limit, asked);
  return {
    rows: await itemRows(db, items, today, neighbours),
    total: totals.reduce((sum, row) => sum + row.items, 0),
    totals,
    nextCursor,
  };
}

/** The ids of all items such a list holds, as a select: for what is done to all of them at once. */
export function itemsListed(
  db: Pick<TenantDatabase, 'tenantId'>,
  question: ItemQuestion,
  today: Day,
  neighbours: LedgerNeighbours,
): Sql {
  const { from, where } = chosen(db, question, today, neighbours);
  return sql`select item.id from ${from} where ${where}`;
}

// Which items a question is about, and whether its criteria or words keep some of them out.
function chosen(
  { tenantId }: Pick<TenantDatabase, 'tenantId'>,
  question: ItemQuestion,
  today: Day,
  { itemFields: fields }: LedgerNeighbours,
): { from: Sql; where: Sql; narrowed: boolean } {
  const filter = filterOf(question, fields, { today });
  const words = question.q?.trim() ? matchesWords(question.q.trim()) : undefined;
  return {
    from: asksAccounts(question, fields) ? withAccount : sql`receivables.item`,
    where: conditions(sql`item.tenant_id = ${tenantId}`, ...scopeOf(question), filter, words),
    narrowed: filter !== undefined || words !== undefined,
  };
}

/** Whether the caller sees every customer of the entities they see: only then do totals kept by entity say what is theirs. */
async function seesWholeEntities(db: TenantDatabase): Promise<boolean> {
  return (await db.one<{ whole: boolean }>(sql`select platform.sees_whole_entities() as whole`)).whole;
}

const withAccount = sql`
  receivables.item
  join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
`;

/** Whether a field of the account is asked for: only then is it joined before the window is known. */
function asksAccounts({ sort, filter }: ItemQuestion, fields: Fields): boolean {
  const asked = [...(sort ? [sort.replace('-', '')] : []), ...(filter?.trim() ? fieldNamesIn(parseCriteria(filter)) : [])];
  return asked.some((name) => !itemFields.has(name) || customerFields.has(name) || fields.get(name) !== itemFields.get(name));
}

function scopeOf({ entityId, customerId, state }: ItemQuestion): (Sql | undefined)[] {
  const states = {
    open: sql`item.open_minor <> 0 and item.settled_on = 'infinity'`,
    settled: sql`item.settled_on < 'infinity'`,
    all: undefined,
  };
  return [
    states[state ?? 'open'],
    entityId === undefined ? undefined : sql`item.entity_id = ${entityId}`,
    customerId === undefined ? undefined : sql`item.customer_id = ${customerId}`,
  ];
}

/** The beginning of a number, as typed or in capitals, or an account found by its name or code. */
function matchesWords(words: string): Sql {
  const begins = (text: string): Sql => sql`(item.number >= ${text} and item.number < ${`${text}\u{10FFFF}`})`;
  return sql`(${begins(words)} or ${begins(words.toUpperCase())} or item.customer_id in (select found.id from customers.search(${words}, 100) as found))`;
}

function countedTotals(from: Sql, where: Sql, today: Day): Sql {
  return sql`
    select item.currency, count(*)::int as items, coalesce(sum(item.open_minor), 0)::bigint as "openMinor",
      coalesce(sum(item.open_minor) filter (where item.open_minor > 0 and item.due_on < ${today}), 0)::bigint as "overdueMinor",
      coalesce(sum(item.awaiting_minor), 0)::bigint as "awaitingMinor"
    from ${from}
    where ${where}
    group by item.currency
    order by item.currency
  `;
}

/** The same totals of every open item, from the totals by due day; what the ledger does not know is few rows in an index of its own. */
function keptTotals(tenantId: number, entityId: string | undefined, today: Day): Sql {
  const ofEntity = (column: string): Sql => (entityId === undefined ? sql`` : sql`and ${sql.ref(column)} = ${entityId}`);
  return sql`
    select part.currency, sum(part.items)::int as items, sum(part.open_minor)::bigint as "openMinor", sum(part.overdue_minor)::bigint as "overdueMinor",
      sum(part.awaiting_minor)::bigint as "awaitingMinor"
    from (
      select day.currency, day.open_items as items, day.open_debit_minor + day.open_credit_minor as open_minor,
        case when day.due_on < ${today} then day.open_debit_minor else 0 end as overdue_minor, 0::bigint as awaiting_minor
      from receivables.due_day_total as day
      where day.tenant_id = ${tenantId} and day.open_items <> 0 ${ofEntity('day.entity_id')}
      union all
      select item.currency, 1, item.open_minor, case when item.open_minor > 0 and item.due_on < ${today} then item.open_minor else 0 end, item.awaiting_minor
      from receivables.item
      where item.tenant_id = ${tenantId} and not item.in_ledger and item.open_minor <> 0 ${ofEntity('item.entity_id')}
      union all
      select item.currency, 0, 0, 0, item.awaiting_minor
      from receivables.item
      where item.tenant_id = ${tenantId} and item.in_ledger and item.awaiting_minor <> 0 and item.open_minor <> 0 ${ofEntity('item.entity_id')}
        and item.id in (
          select unnest(array[allocation.debit_item_id, allocation.credit_item_id])
          from receivables.allocation
          where allocation.tenant_id = ${tenantId} and allocation.provisional and allocation.reversed_at is null
        )
    ) as part
    group by part.currency
    order by part.currency
  `;
}
