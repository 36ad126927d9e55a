import { addDays } from '../../../kernel/days.ts';
import { type Sql, sql } from '../../../platform/database/index.ts';
import { holdsOn } from '../../holds/index.ts';
import type { DecisionTerms } from '../decision/terms.ts';

/** A promise broken longer ago is not spoken of any more: the scenario has long gone on. */
export const spokenOfWithinDays = 10;

/**
 * What is still to pay of promises, as the `with` step `promised` (one row a promise): its state, what is left of the promised
 * parts on items that nothing but the promise holds, and whether a later promise speaks of the same items. `among` is a
 * condition on `promise`.
 */
export function promised(terms: Pick<DecisionTerms, 'on'>, among: Sql): Sql {
  return sql`promised as (${promisedSelect(terms, among)})`;
}

/** The same as a select. Each promise is looked up by its own items, one at a time (`limit 1` keeps it so). */
export function promisedSelect(terms: Pick<DecisionTerms, 'on'>, among: Sql): Sql {
  const day = sql`${terms.on}::date`;
  return sql`
      select promise.id, promise.customer_id, promise.currency, promise.state, promise.promised_on, promise.due_on, promise.grace_until,
        left_to_pay.minor as left_minor, left_to_pay.first_item_id, left_to_pay.oldest_due_on,
        exists (
          select from promises.promise_item as mine
          join promises.promise_item as theirs on theirs.tenant_id = mine.tenant_id and theirs.item_id = mine.item_id and theirs.promise_id <> mine.promise_id
          join promises.promise as newer on newer.tenant_id = theirs.tenant_id and newer.id = theirs.promise_id and newer.state = 'expected'
          where mine.tenant_id = promise.tenant_id and mine.promise_id = promise.id and promise.state <> 'expected'
        ) as promised_again
      from promises.promise
      cross join lateral (
        select sum(least(promise_item.amount_minor, item.open_minor - item.awaiting_minor))::bigint as minor,
          (array_agg(item.id order by item.due_on, item.id))[1] as first_item_id, min(item.due_on) as oldest_due_on
        from promises.promise_item
        cross join lateral (
          select claimed.* from receivables.item as claimed
          where claimed.tenant_id = promise_item.tenant_id and claimed.id = promise_item.item_id
          limit 1
        ) as item
        where promise_item.tenant_id = promise.tenant_id and promise_item.promise_id = promise.id
          and item.open_minor - item.awaiting_minor > 0 and ${onlyPromised(sql`item`, day)}
      ) as left_to_pay
      where ${among}`;
}

/** The day a step falls for a promise: counted from its date, and what speaks of its being broken not before it is. */
export function promiseStepDay(step: Sql, promise: Sql): Sql {
  return sql`case when ${step}.offset_days < 0 then ${promise}.due_on + ${step}.offset_days else greatest(${promise}.due_on + ${step}.offset_days, ${promise}.grace_until + 1) end`;
}

/** Whether a step has something to say of a promise on the day: never of one that was kept, cancelled, replaced or promised anew. */
export function speaks(step: Sql, promise: Sql, terms: Pick<DecisionTerms, 'on'>): Sql {
  const day = sql`${terms.on}::date`;
  return sql`(${promise}.left_minor > 0 and case
    when ${step}.offset_days < 0 then ${promise}.state = 'expected' and ${day} <= ${promise}.due_on
    else ${promise}.state = 'broken' and not ${promise}.promised_again
  end)`;
}

/** Promises a step may speak of today, before looking at each. */
export function promisesAtHand(terms: DecisionTerms, longestOffset: number): Sql {
  return sql`(
    (promise.state = 'expected' and promise.due_on >= ${terms.on}::date)
    or (promise.state = 'broken' and greatest(promise.due_on + ${longestOffset}::int, promise.grace_until + 1) >= ${addDays(terms.on, -spokenOfWithinDays)}::date)
  )`;
}

/** Whether nothing but a promise holds an item: what is disputed or said paid besides is not spoken of. */
export function onlyPromised(item: Sql, day: Sql): Sql {
  return sql`coalesce((
    select false from holds.hold
    where hold.tenant_id = ${item}.tenant_id and hold.scope = 'item' and hold.item_id = ${item}.id and hold.reason <> 'promised'
      and ${holdsOn(day)}
    limit 1
  ), true)`;
}
