import type { Output, worklistRoutes } from '@quitus/contract';
import type { Day } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';
import { after, type Order, pageOf, windowOf } from '../../platform/criteria/index.ts';
import { type Queryable, type Sql, sql } from '../../platform/database/index.ts';
import { allowedDisputeActions, type DisputeState, type DisputeType } from '../disputes/index.ts';
import { type CaseFilter, caseConditions, type ItemOfCase, totalsByCurrency } from './case-window.ts';

type DisputeView = Output<(typeof worklistRoutes)['GET /disputes/{id}']>;
type DisputeWindow = Output<(typeof worklistRoutes)['GET /disputes']>;
export type DisputeFilter = CaseFilter & {
  readonly state?: DisputeState | undefined;
  readonly type?: DisputeType | undefined;
  readonly resolver?: string | undefined;
  readonly show?: 'live' | 'overdue' | 'all' | undefined;
};

const id = { sql: sql`dispute.id`, type: 'uuid' } as const;
const dueOn = { sql: sql`dispute.due_on`, type: 'date' } as const;
const mostUrgent: Order = { descending: false, keys: [{ sql: sql`dispute.closed_at is not null`, type: 'boolean' }, dueOn, id] };
const orders: Readonly<Record<string, Order>> = {
  dueOn: mostUrgent,
  '-dueOn': { descending: true, keys: [dueOn, id] },
  '-amount': { descending: true, keys: [{ sql: sql`dispute.amount_minor`, type: 'number' }, id] },
  customerName: { descending: false, keys: [{ sql: sql`customer.sort_key`, type: 'text' }, dueOn, id] },
  '-number': { descending: true, keys: [{ sql: sql`dispute.number`, type: 'number' }] },
};
const source = sql`
  disputes.dispute
  join customers.customer on customer.tenant_id = dispute.tenant_id and customer.id = dispute.customer_id
`;

/** A window of disputes, and the disputed total by currency of all the filter keeps. */
export async function listDisputes(db: Queryable, filter: DisputeFilter, today: Day): Promise<DisputeWindow> {
  const all = caseConditions(filter, sql`dispute`, sql`dispute.comment`);
  if (filter.state !== undefined) all.push(sql`dispute.state = ${filter.state}`);
  if (filter.type !== undefined) all.push(sql`dispute.type = ${filter.type}`);
  if (filter.resolver !== undefined) all.push(sql`dispute.resolver = ${filter.resolver}`);
  if (filter.show === 'live') all.push(sql`dispute.closed_at is null`);
  if (filter.show === 'overdue') all.push(sql`dispute.closed_at is null and dispute.due_on < ${today}::date`);
  const where = sql.join(all, sql` and `);
  const order = orders[filter.sort ?? 'dueOn'] ?? mostUrgent;
  const asked = { list: 'disputes', ...filter, today };
  const limit = filter.limit ?? 100;
  const page = { order, limit, offset: filter.offset, after: after(filter.cursor, asked, order) };
  const [found, totals] = await Promise.all([
    disputes(db, windowOf({ columns: sql`dispute.id`, from: source, where, ...page }), today),
    totalsByCurrency(db, sql`select dispute.currency, dispute.amount_minor from ${source} where ${where}`),
  ]);
  return { ...pageOf(found, limit, asked), total: totals.reduce((sum, one) => sum + one.count, 0), totals };
}

/** One dispute; undefined when there is none. */
export async function disputeView(db: Queryable, disputeId: string, today: Day): Promise<DisputeView | undefined> {
  const [found] = await disputes(db, sql`select ${disputeId}::uuid as id, null::text[] as keys, 1 as place`, today);
  if (!found) return undefined;
  const { keys: _keys, ...view } = found;
  return view;
}

type Raw = Omit<DisputeView, 'number' | 'amount' | 'overdue' | 'createdAt' | 'closedAt' | 'items' | 'allowedActions'> & {
  number: bigint;
  amountMinor: bigint;
  createdAt: Temporal.Instant;
  closedAt: Temporal.Instant | null;
  items: ItemOfCase[] | null;
};

async function disputes(db: Queryable, ids: Sql, today: Day): Promise<(DisputeView & { keys: (string | null)[] })[]> {
  const rows = await db.rows<Raw & { keys: (string | null)[] }>(sql`
    with wanted as (${ids})
    select wanted.keys, dispute.id, dispute.number, dispute.customer_id as "customerId", customer.code as "customerCode", customer.name as "customerName",
      dispute.type, dispute.currency, dispute.amount_minor as "amountMinor", dispute.state, dispute.opened_on as "openedOn", dispute.due_on as "dueOn",
      dispute.resolver, dispute.comment, dispute.outcome, dispute.author, dispute.created_at as "createdAt", dispute.closed_at as "closedAt",
      (
        select jsonb_agg(jsonb_build_object('itemId', item.id, 'number', item.number, 'dueOn', item.due_on,
          'amountMinor', dispute_item.amount_minor::text, 'openMinor', (item.open_minor - item.awaiting_minor)::text) order by item.due_on, item.number)
        from disputes.dispute_item
        join receivables.item on item.tenant_id = dispute_item.tenant_id and item.id = dispute_item.item_id
        where dispute_item.tenant_id = dispute.tenant_id and dispute_item.dispute_id = dispute.id
      ) as items
    from ${source}
    join wanted on wanted.id = dispute.id
    order by wanted.place
  `);
  return rows.map(({ number, amountMinor, items, createdAt, closedAt, ...row }) => ({
    ...row,
    number: Number(number),
    amount: toDecimal(amountMinor, row.currency),
    overdue: closedAt === null && row.dueOn < today,
    createdAt: createdAt.toString(),
    closedAt: closedAt?.toString() ?? null,
    items: (items ?? []).map((item) => ({
      itemId: item.itemId,
      number: item.number,
      dueOn: item.dueOn,
      amount: toDecimal(BigInt(item.amountMinor), row.currency),
      open: toDecimal(BigInt(item.openMinor), row.currency),
    })),
    allowedActions: allowedDisputeActions(row.state),
  }));
}
