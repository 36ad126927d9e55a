import type { CustomerView } from '@quitus/contract';
import type { Day } from '../../kernel/days.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';
import { fewestSettled, settledLately, settlementDelay } from './payment-profiles.ts';

type Settled = Pick<CustomerView['behaviour'], 'profile' | 'settledItems' | 'inferredItems'> & {
  readonly average: number | null;
};

/** How a customer pays: the word that is kept of it, and the delays of the invoices it settled in the six months up to a day. */
export async function behaviourOf(db: Queryable, customerId: string, today: Day): Promise<CustomerView['behaviour']> {
  const { average, ...settled } = await db.one<Settled>(sql`
    select customer.payment_profile as profile, lately.*
    from customers.customer
    cross join lateral (
      select count(*)::int as "settledItems", count(*) filter (where item.settled_by_inference)::int as "inferredItems",
        avg(${settlementDelay})::float8 as average
      from receivables.item
      where item.customer_id = customer.id and ${settledLately(today)}
    ) as lately
    where customer.id = ${customerId}
  `);
  return {
    ...settled,
    averageDelayDays: settled.settledItems < fewestSettled || average === null ? null : Math.round(average * 10) / 10,
  };
}
