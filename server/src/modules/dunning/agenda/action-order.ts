import type { Day } from '../../../kernel/days.ts';
import { type Order, orderBy, type SortKey } from '../../../platform/criteria/index.ts';
import { type Sql, sql } from '../../../platform/database/index.ts';
import { holdsOn } from '../../holds/index.ts';
import { brokenNews } from '../../promises/index.ts';
import { accountFields, overdueOn } from '../../receivables/index.ts';

/** How many days ago a day was: on this day while the action is open, on the day it was decided afterwards. */
export const daysSince = (day: Sql, action: Sql, today: Day): Sql => sql`(case
    when ${action}.state in ('to-confirm', 'to-do', 'confirmed') then ${today}::date
    else least(${today}::date, coalesce(${action}.done_at, ${action}.decided_at)::date)
  end - ${day})::int`;

/** What is overdue where an action chases. Chased for other accounts, a payer may owe nothing itself: what is claimed late of it is overdue at least. */
export const overdueHere = (today: Day): Sql =>
  sql`greatest(coalesce(${overdueOn(today, 'balance')}, 0), case when action.unit_id is not null and action.oldest_due_on < ${today}::date then action.amount_minor else 0 end)`;

// What the reason of the rank says: overdue × days late, as numeric for a product of two large ones; what is claimed settles a tie, as before the due date.
const rankOf = (today: Day): Sql =>
  sql`${overdueHere(today)}::numeric * greatest(coalesce(${today}::date - action.oldest_due_on, 0), 1)`;

/** The order of the agenda and what it is taken from: `from` with what the order's own terms speak of joined to it. Refuses a field that does not sort. */
export function actionOrder(sort: string, from: Sql, today: Day): { readonly order: Order; readonly from: Sql } {
  const descending = sort.startsWith('-');
  const id: SortKey = { sql: sql`action.id`, type: 'uuid' };
  const amount: SortKey = { sql: sql`action.amount_minor`, type: 'number' };
  switch (sort.replace(/^-/, '')) {
    case 'rank': {
      const precedence: SortKey = {
        sql: sql`(case when broken.customer_id is not null then 2 when answered.customer_id is not null then 1 else 0 end)`,
        type: 'number',
      };
      const keys = [precedence, { sql: rankOf(today), type: 'number' } as const, amount, id];
      return { order: { descending, keys }, from: withPrecedence(from, today) };
    }
    case 'amount':
      return { order: { descending, keys: [amount, id] }, from };
    case 'oldestDaysLate': {
      const late: SortKey = { sql: daysSince(sql`action.oldest_due_on`, sql`action`, today), type: 'number', optional: true };
      return { order: { descending, keys: [late, id] }, from };
    }
    case 'plannedOn':
      return { order: { descending, keys: [{ sql: sql`action.planned_on`, type: 'date' }, id] }, from };
    default:
      return { order: orderBy(sort, accountFields, { today }, id), from };
  }
}

// What comes before any amount: a promise broken lately, then an answer nobody has treated; of the customer, or of an account chased there. Each is read once, whole: they are few.
function withPrecedence(from: Sql, today: Day): Sql {
  const chasedAt = (accounts: Sql): Sql => sql`(
    select distinct chased.customer_id
    from (${accounts}) as concerned
    join customers.customer as account on account.id = concerned.customer_id
    cross join lateral (values (account.id), (account.payer_id)) as chased (customer_id)
    where chased.customer_id is not null
  )`;
  const broken = sql`select distinct promise.customer_id from promises.promise where ${brokenNews(today)}`;
  const answered = sql`select distinct hold.customer_id from holds.hold where hold.reason = 'reply' and ${holdsOn(sql`${today}::date`)}`;
  return sql`${from}
    left join ${chasedAt(broken)} as broken on broken.customer_id = action.customer_id
    left join ${chasedAt(answered)} as answered on answered.customer_id = action.customer_id
  `;
}
