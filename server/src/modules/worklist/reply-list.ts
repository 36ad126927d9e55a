import type { Output, worklistRoutes } from '@quitus/contract';
import type { Day } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';
import { type Queryable, type Sql, sql } from '../../platform/database/index.ts';
import { overdueOn } from '../receivables/index.ts';
import { type CaseFilter, caseConditions, totalsByCurrency } from './case-window.ts';

type ReplyWindow = Output<(typeof worklistRoutes)['GET /replies']>;
type Reply = ReplyWindow['rows'][number];

/** Of `holds.hold`: a pause somebody put by hand for an answer nobody has treated on this day. Counter and list both ask this; mails that came in are in `replies.mail`. */
export function awaitsReading(today: Day): Sql {
  return sql`(hold.reason = 'reply' and hold.source <> 'replies' and hold.customer_id is not null and hold.released_at is null
    and hold.from_on <= ${today}::date and (hold.until_on is null or hold.until_on >= ${today}::date))`;
}

const orders: Readonly<Record<string, Sql>> = {
  at: sql`reply.at, reply.customer_id`,
  '-at': sql`reply.at desc, reply.customer_id`,
  customerName: sql`customer.sort_key, reply.customer_id`,
  '-customerName': sql`customer.sort_key desc, reply.customer_id`,
};

type Raw = Omit<Reply, 'at' | 'overdue'> & {
  at: Temporal.Instant;
  overdue: { currency: string; minor: string }[] | null;
};

/** A window of the customers whose answer waits to be read, with its words and what is overdue; `total` counts customers, `totals` sums what they owe late. */
export async function listReplies(db: Queryable, filter: CaseFilter, today: Day): Promise<ReplyWindow> {
  const all = caseConditions(filter, sql`reply`, sql`reply.words`);
  const where = sql.join(all, sql` and `);
  const order = orders[filter.sort ?? '-at'] ?? sql`reply.at desc, reply.customer_id`;
  const late = overdueOn(today, 'balance');
  const [rows, { total }, totals] = await Promise.all([
    db.rows<Raw>(sql`
      with reply as (${repliesOn(today)})
      select reply.customer_id as "customerId", customer.code as "customerCode", customer.name as "customerName", person.name as collector,
        reply.at, reply.words, reply.holds,
        (
          select jsonb_agg(jsonb_build_object('currency', balance.currency, 'minor', ${late}::text) order by balance.currency)
          from receivables.customer_balance as balance
          where balance.tenant_id = customer.tenant_id and balance.customer_id = customer.id and ${late} > 0
        ) as overdue
      from reply
      join customers.customer on customer.id = reply.customer_id
      left join identity.person on person.id = customer.collector_id
      where ${where}
      order by ${order}
      offset ${filter.offset ?? 0} limit ${filter.limit ?? 100}
    `),
    db.one<{ total: number }>(sql`
      with reply as (${repliesOn(today)})
      select count(*)::int as total from reply join customers.customer on customer.id = reply.customer_id where ${where}
    `),
    totalsByCurrency(
      db,
      sql`
        with reply as (${repliesOn(today)})
        select balance.currency, ${late} as amount_minor
        from reply
        join customers.customer on customer.id = reply.customer_id
        join receivables.customer_balance as balance on balance.tenant_id = customer.tenant_id and balance.customer_id = customer.id
        where ${where} and ${late} > 0
      `,
    ),
  ]);
  return { rows: rows.map(asReply), total, totals };
}

// One row a customer: the last answer and everything that pauses because of one. An answer without words is dated by its pause.
function repliesOn(today: Day): Sql {
  return sql`
    select paused.customer_id, paused.holds, coalesce(said.happened_at, paused.since) as at, coalesce(said.comment, paused.note, '') as words
    from (
      select hold.tenant_id, hold.customer_id, max(hold.created_at) as since, max(hold.note) as note,
        jsonb_agg(jsonb_build_object('id', hold.id, 'itemId', hold.item_id, 'untilOn', hold.until_on, 'note', hold.note) order by hold.id) as holds
      from holds.hold
      where ${awaitsReading(today)}
      group by hold.tenant_id, hold.customer_id
    ) as paused
    left join lateral (
      select interaction.happened_at, interaction.comment
      from worklist.interaction
      where interaction.tenant_id = paused.tenant_id and interaction.customer_id = paused.customer_id and interaction.kind = 'reply'
      order by interaction.happened_at desc
      limit 1
    ) as said on true
  `;
}

function asReply({ at, overdue, ...row }: Raw): Reply {
  return {
    ...row,
    at: at.toString(),
    overdue: (overdue ?? []).map(({ currency, minor }) => ({ currency, amount: toDecimal(BigInt(minor), currency) })),
  };
}
