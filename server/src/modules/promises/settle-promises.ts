import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import { resizeHolds } from '../holds/index.ts';
import { type EndedPromise, tellEnded } from './end-promises.ts';

export type SettleScope = {
  readonly today: Day;
  /** A select of customer ids; all when absent. */
  readonly customers?: Sql;
};
export type SettledPromises = {
  readonly kept: number;
  readonly partlyKept: number;
  readonly broken: number;
  readonly cancelled: number;
};

// A payment entered a few days before the call may be the one the customer spoke of.
const unmatchedDaysBefore = 7;
// Money dated in time may be recorded weeks later, when the bank or the ledger comes in late.
const correctableDays = 60;

/** Judges promises by what was paid, in one pass over any number of them: kept, partly kept, broken, or still waiting; pauses shrink or end with them. After each ledger change and each morning. */
export async function settlePromises(tx: Transaction, scope: SettleScope, by: Actor): Promise<SettledPromises> {
  const ended = await tx.rows<EndedPromise>(sql`
    with ${facts(scope)},
    verdict as (
      select fact.id, fact.state, fact.inferred,
        case
          when fact.received_minor >= fact.amount_minor then 'kept'
          when fact.all_settled and fact.late_minor = 0 then case when fact.received_minor > 0 then 'kept' else 'cancelled' end
          when ${scope.today}::date <= fact.grace_until then 'expected'
          when not fact.all_settled and fact.unmatched_minor >= fact.amount_minor - fact.received_minor then 'expected'
          when fact.received_minor > 0 then 'partly-kept'
          else 'broken'
        end as next_state
      from fact
    )
    update promises.promise
    set state = verdict.next_state, inferred = verdict.next_state = 'kept' and verdict.inferred, closed_at = now()
    from verdict
    where promise.id = verdict.id and (
      (promise.state = 'expected' and verdict.next_state <> 'expected')
      -- Called broken too soon: money dated in time came to light since.
      or (promise.state = 'broken' and verdict.next_state in ('kept', 'partly-kept'))
      or (promise.state = 'partly-kept' and verdict.next_state = 'kept')
    )
    returning promise.id, promise.customer_id as "customerId", promise.state, promise.currency,
      promise.amount_minor as "amountMinor", promise.due_on as "dueOn"
  `);
  await tellEnded(tx, ended, by);
  await resizeHolds(
    tx,
    {
      source: 'promises',
      parts: sql`
        with ${facts(scope)}
        select received.promise_id as source_id, received.item_id, received.amount_minor - received.received_minor as part_minor
        from received
        join promise_at_hand on promise_at_hand.id = received.promise_id
        where promise_at_hand.state = 'expected' and received.received_minor > 0
      `,
    },
    by,
  );
  const count = (state: string): number => ended.filter((promise) => promise.state === state).length;
  return { kept: count('kept'), partlyKept: count('partly-kept'), broken: count('broken'), cancelled: count('cancelled') };
}

/** What has been received on each promised item: `promise_id, item_id, amount_minor, received_minor`; to join in lists. */
export function receivedOnPromises(promises: Sql): Sql {
  return sql`with ${received(promises)} select received.promise_id, received.item_id, received.amount_minor, received.received_minor from received`;
}

function received(promises: Sql): Sql {
  return sql`
    promise_at_hand as (${promises}),
    part as (
      select promise.id as promise_id, promise.created_at, promise.grace_until, promise_item.item_id, promise_item.amount_minor,
        item.open_minor - item.awaiting_minor as claimable_minor,
        greatest(0, promise_item.open_minor_at_start - (item.open_minor - item.awaiting_minor)) as less_open_minor,
        coalesce(earlier.minor, 0) as earlier_minor
      from promise_at_hand as promise
      join promises.promise_item on promise_item.tenant_id = promise.tenant_id and promise_item.promise_id = promise.id
      join receivables.item on item.tenant_id = promise_item.tenant_id and item.id = promise_item.item_id
      left join lateral (
        -- Two promises on one invoice: the money goes to the one due first.
        select sum(other_item.amount_minor) as minor
        from promises.promise_item as other_item
        join promises.promise as other on other.tenant_id = other_item.tenant_id and other.id = other_item.promise_id
        where other_item.tenant_id = promise_item.tenant_id and other_item.item_id = promise_item.item_id and other.id <> promise.id
          and other.state in ('expected', 'kept', 'partly-kept') and (other.due_on, other.id) < (promise.due_on, promise.id)
          and (other.closed_at is null or other.closed_at > promise.created_at)
      ) as earlier on true
    ),
    paid as (
      select part.promise_id, part.item_id,
        coalesce(sum(allocation.amount_minor) filter (where credit.booked_on <= part.grace_until), 0) as in_time_minor,
        coalesce(sum(allocation.amount_minor) filter (where credit.booked_on > part.grace_until), 0) as late_minor,
        bool_or(allocation.source = 'inference') as inferred
      from part
      join receivables.allocation on allocation.debit_item_id = part.item_id and allocation.reversed_at is null
        and allocation.recorded_at > part.created_at
      join receivables.item as credit on credit.tenant_id = allocation.tenant_id and credit.id = allocation.credit_item_id
      -- A credit note or a write-off is no payment.
      where credit.kind not in ('credit-note', 'write-off')
      group by part.promise_id, part.item_id
    ),
    received as (
      select part.promise_id, part.item_id, part.amount_minor, part.claimable_minor <= 0 as settled,
        -- Letters read again from a file are recorded anew: what was already paid at the promise's start does not count.
        greatest(0, least(part.amount_minor, least(coalesce(paid.in_time_minor, 0), part.less_open_minor) - part.earlier_minor))::bigint as received_minor,
        coalesce(paid.late_minor, 0)::bigint as late_minor, coalesce(paid.inferred, false) as inferred
      from part
      left join paid on paid.promise_id = part.promise_id and paid.item_id = part.item_id
    )
  `;
}

function facts(scope: SettleScope): Sql {
  const ofCustomers = scope.customers ? sql`and promise.customer_id in (${scope.customers})` : sql``;
  return sql`
    ${received(sql`
      select promise.* from promises.promise
      where (promise.state = 'expected'
        or (promise.state in ('broken', 'partly-kept') and promise.due_on > ${scope.today}::date - ${correctableDays}::int)) ${ofCustomers}
    `)},
    fact as (
      select promise.id, promise.state, promise.amount_minor, promise.grace_until, total.received_minor, total.late_minor, total.all_settled,
        total.inferred, coalesce(unmatched.minor, 0) as unmatched_minor
      from promise_at_hand as promise
      join (
        select received.promise_id, sum(received.received_minor) as received_minor, sum(received.late_minor) as late_minor,
          bool_and(received.settled) as all_settled, bool_or(received.inferred) as inferred
        from received
        group by received.promise_id
      ) as total on total.promise_id = promise.id
      left join lateral (
        select sum(-(credit.open_minor - credit.awaiting_minor)) as minor
        from receivables.item as credit
        where credit.tenant_id = promise.tenant_id and credit.customer_id = promise.customer_id and credit.currency = promise.currency
          and credit.open_minor < 0 and credit.kind in ('payment', 'credit', 'clearing') and credit.booked_on >= promise.promised_on - ${unmatchedDaysBefore}::int
      ) as unmatched on promise.grace_until < ${scope.today}::date
    )
  `;
}
