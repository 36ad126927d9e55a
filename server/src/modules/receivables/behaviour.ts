import type { CustomerView } from '@quitus/contract';
import { addDays, addMonths, type Day } from '../../kernel/days.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';

export type Behaviour = CustomerView['behaviour'];

type Settled = { customerId: string; items: number; inferred: number; average: number | null; deviation: number | null };

/** Below this many settled invoices a habit is not known. */
const fewest = 3;

/**
 * How a customer usually pays, from the delays of the invoices it settled in the last six months: up to five days late on average is
 * prompt, unless the delays are far apart; up to forty-five is slow; beyond, it defaults.
 */
export function paymentProfile({
  items,
  average,
  deviation,
}: Pick<Settled, 'items' | 'average' | 'deviation'>): Behaviour['profile'] {
  if (items < fewest || average === null) return 'unknown';
  if (average > 45) return 'defaulting';
  if (average > 15) return 'slow';
  if (average > 5 || (deviation ?? 0) > 15) return 'irregular';
  return 'prompt';
}

/** The behaviour of some customers on a day, in one statement. A customer without settled invoices is `unknown`. */
export async function behaviourOf(db: Queryable, customerIds: readonly string[], today: Day): Promise<Map<string, Behaviour>> {
  if (customerIds.length === 0) return new Map();
  const rows = await db.rows<Settled>(sql`
    select asked.customer_id as "customerId", settled.items, settled.inferred, settled.average, settled.deviation
    from unnest(${customerIds}::uuid[]) as asked (customer_id)
    cross join lateral (
      select count(*)::int as items,
        count(*) filter (where item.settled_by_inference)::int as inferred,
        avg(item.settled_on - item.due_on)::float8 as average,
        stddev_samp(item.settled_on - item.due_on)::float8 as deviation
      from receivables.item
      where item.customer_id = asked.customer_id and item.kind = 'invoice' and item.amount_minor > 0 and item.due_on is not null
        and item.settled_on > ${addMonths(today, -6)} and item.settled_on <= ${today}
        -- An invoice settled lately was issued within two years: the index of the account is read no further.
        and item.issue_on > ${addDays(today, -730)}
    ) as settled
  `);
  return new Map(
    rows.map((row) => [
      row.customerId,
      {
        profile: paymentProfile(row),
        averageDelayDays: row.items < fewest || row.average === null ? null : Math.round(row.average * 10) / 10,
        settledItems: row.items,
        inferredItems: row.inferred,
      },
    ]),
  );
}

export const noBehaviour: Behaviour = { profile: 'unknown', averageDelayDays: null, settledItems: 0, inferredItems: 0 };
