import type { Output, worklistRoutes } from '@quitus/contract';
import type { Day } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';
import { after, type Order, pageOf, windowOf } from '../../platform/criteria/index.ts';
import { type Queryable, type Sql, sql } from '../../platform/database/index.ts';
import { allowedPromiseActions, brokenNews, type PromiseState, receivedOnPromises } from '../promises/index.ts';
import { type CaseFilter, caseConditions, type ItemOfCase, totalsByCurrency } from './case-window.ts';

type PromiseView = Output<(typeof worklistRoutes)['GET /promises/{id}']>;
type PromiseWindow = Output<(typeof worklistRoutes)['GET /promises']>;
export type PromiseFilter = CaseFilter & {
  readonly state?: PromiseState | undefined;
  readonly show?: 'open' | 'due' | 'alert' | 'all' | undefined;
  readonly dueFrom?: Day | undefined;
  readonly dueUntil?: Day | undefined;
};

const id = { sql: sql`promise.id`, type: 'uuid' } as const;
const dueOn = { sql: sql`promise.due_on`, type: 'date' } as const;
const byDate: Order = { descending: false, keys: [dueOn, id] };
const orders: Readonly<Record<string, Order>> = {
  dueOn: byDate,
  '-dueOn': { descending: true, keys: [dueOn, id] },
  '-amount': { descending: true, keys: [{ sql: sql`promise.amount_minor`, type: 'number' }, id] },
  customerName: { descending: false, keys: [{ sql: sql`customer.sort_key`, type: 'text' }, dueOn, id] },
  '-createdAt': { descending: true, keys: [{ sql: sql`promise.created_at`, type: 'timestamptz' }, id] },
};
const source = sql`
  promises.promise
  join customers.customer on customer.tenant_id = promise.tenant_id and customer.id = promise.customer_id
`;

/** A window of promises with what was received on each, and the total by currency of all the filter keeps. */
export async function listPromises(db: Queryable, filter: PromiseFilter, today: Day): Promise<PromiseWindow> {
  const all = caseConditions(filter, sql`promise`, sql`promise.comment`);
  if (filter.state !== undefined) all.push(sql`promise.state = ${filter.state}`);
  if (filter.show === 'open') all.push(sql`promise.state = 'expected'`);
  if (filter.show === 'due') all.push(sql`promise.state = 'expected' and promise.due_on <= ${today}::date`);
  if (filter.show === 'alert') all.push(brokenNews(today));
  if (filter.dueFrom !== undefined) all.push(sql`promise.due_on >= ${filter.dueFrom}::date`);
  if (filter.dueUntil !== undefined) all.push(sql`promise.due_on <= ${filter.dueUntil}::date`);
  const where = sql.join(all, sql` and `);
  const order = orders[filter.sort ?? 'dueOn'] ?? byDate;
  const asked = { list: 'promises', ...filter, today };
  const limit = filter.limit ?? 100;
  const page = { order, limit, offset: filter.offset, after: after(filter.cursor, asked, order) };
  const [found, totals] = await Promise.all([
    promises(db, windowOf({ columns: sql`promise.id`, from: source, where, ...page }), today),
    totalsByCurrency(db, sql`select promise.currency, promise.amount_minor from ${source} where ${where}`),
  ]);
  return { ...pageOf(found, limit, asked), total: totals.reduce((sum, one) => sum + one.count, 0), totals };
}

/** One promise; undefined when there is none. */
export async function promiseView(db: Queryable, promiseId: string, today: Day): Promise<PromiseView | undefined> {
  const [found] = await promises(db, sql`select ${promiseId}::uuid as id, null::text[] as keys, 1 as place`, today);
  if (!found) return undefined;
  const { keys: _keys, ...view } = found;
  return view;
}

type Raw = Omit<PromiseView, 'amount' | 'received' | 'createdAt' | 'closedAt' | 'items' | 'allowedActions'> & {
  amountMinor: bigint;
  receivedMinor: bigint;
  createdAt: Temporal.Instant;
  closedAt: Temporal.Instant | null;
  items: ItemOfCase[];
};

async function promises(db: Queryable, ids: Sql, today: Day): Promise<(PromiseView & { keys: (string | null)[] })[]> {
  const rows = await db.rows<Raw & { keys: (string | null)[] }>(sql`
    with wanted as (${ids}),
    received as (${receivedOnPromises(sql`select promise.* from promises.promise where promise.id in (select wanted.id from wanted)`)}),
    total as (select received.promise_id, sum(received.received_minor)::bigint as minor from received group by received.promise_id)
    select wanted.keys, promise.id, promise.customer_id as "customerId", customer.code as "customerCode", customer.name as "customerName",
      promise.promised_on as "promisedOn", promise.due_on as "dueOn", promise.grace_until as "graceUntil", promise.currency,
      promise.amount_minor as "amountMinor", coalesce(total.minor, 0)::bigint as "receivedMinor", promise.means, promise.source, promise.comment,
      promise.state, promise.inferred, promise.author, promise.created_at as "createdAt", promise.closed_at as "closedAt",
      (
        select jsonb_agg(jsonb_build_object('itemId', item.id, 'number', item.number, 'dueOn', item.due_on,
          'amountMinor', promise_item.amount_minor::text, 'openMinor', (item.open_minor - item.awaiting_minor)::text) order by item.due_on, item.number)
        from promises.promise_item
        join receivables.item on item.tenant_id = promise_item.tenant_id and item.id = promise_item.item_id
        where promise_item.tenant_id = promise.tenant_id and promise_item.promise_id = promise.id
      ) as items
    from ${source}
    join wanted on wanted.id = promise.id
    left join total on total.promise_id = promise.id
    order by wanted.place
  `);
  return rows.map(({ amountMinor, receivedMinor, items, createdAt, closedAt, ...row }) => ({
    ...row,
    amount: toDecimal(amountMinor, row.currency),
    received: toDecimal(receivedMinor, row.currency),
    createdAt: createdAt.toString(),
    closedAt: closedAt?.toString() ?? null,
    items: (items ?? []).map((item) => ({
      itemId: item.itemId,
      number: item.number,
      dueOn: item.dueOn,
      amount: toDecimal(BigInt(item.amountMinor), row.currency),
      open: toDecimal(BigInt(item.openMinor), row.currency),
    })),
    allowedActions: allowedPromiseActions(row.state, row.dueOn, today),
  }));
}
