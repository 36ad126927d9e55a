import { addDays, type Day, daysBetween, daysLate } from '../../kernel/days.ts';
import { type Queryable, type Sql, sql } from '../../platform/database/index.ts';

/** Days on which something was wholly held: both ends included, no end while it still holds. */
export type HeldPeriod = { readonly fromOn: Day; readonly untilOn?: Day };

export type ItemAge = { readonly daysLate: number; readonly heldDays: number; readonly escalationAge: number };

/** Days late always count from the due date; the escalation age leaves out the late days on which the item was held. The oracle of `escalationAges`. */
export function escalationAge(dueOn: Day, today: Day, holds: readonly HeldPeriod[]): ItemAge {
  const late = daysLate(dueOn, today);
  const firstLateDay = addDays(dueOn, 1);
  const periods = holds
    .map((hold) => ({
      from: hold.fromOn > firstLateDay ? hold.fromOn : firstLateDay,
      until: hold.untilOn !== undefined && hold.untilOn < today ? hold.untilOn : today,
    }))
    .filter((period) => period.from <= period.until)
    .toSorted((left, right) => (left.from < right.from ? -1 : 1));
  let held = 0;
  let countedThrough = dueOn;
  for (const period of periods) {
    // A day held for two reasons is one day.
    const from = period.from > countedThrough ? period.from : addDays(countedThrough, 1);
    if (from > period.until) continue;
    held += daysBetween(from, period.until) + 1;
    countedThrough = period.until;
  }
  return { daysLate: late, heldDays: held, escalationAge: late - held };
}

/** The ages of the items a select names (`id`, `entity_id`, `customer_id`, `due_on`), on a day; a released hold counts until the day before its release there. */
export async function escalationAges(
  db: Queryable,
  items: Sql,
  on: { readonly today: Day; readonly timeZone: string },
): Promise<Map<string, ItemAge>> {
  const rows = await db.rows<{ id: string } & ItemAge>(sql`
    with aged as (${items}),
    hold_of as (
      select aged.id, aged.due_on, hold.from_on, hold.until_on, hold.released_at
      from aged
      join holds.hold on hold.scope = 'item' and hold.item_id = aged.id and hold.part_minor is null
      union all
      select aged.id, aged.due_on, hold.from_on, hold.until_on, hold.released_at
      from aged
      join holds.hold on hold.scope = 'customer' and hold.customer_id = aged.customer_id
      union all
      select aged.id, aged.due_on, hold.from_on, hold.until_on, hold.released_at
      from aged
      join holds.hold on hold.scope = 'entity' and hold.entity_id = aged.entity_id
    ),
    late_day as (
      select hold_of.id, greatest(hold_of.from_on, hold_of.due_on + 1) as from_on,
        least(hold_of.until_on, (hold_of.released_at at time zone ${on.timeZone})::date - 1, ${on.today}::date) as until_on
      from hold_of
    ),
    held as (
      -- A day held for two reasons is one day: ranges are merged before they are counted.
      select late_day.id, range_agg(daterange(late_day.from_on, late_day.until_on, '[]')) as days
      from late_day
      where late_day.from_on <= late_day.until_on
      group by late_day.id
    ),
    counted as (
      select held.id, sum(upper(period) - lower(period))::int as held_days
      from held, unnest(held.days) as period
      group by held.id
    )
    select aged.id, ${on.today}::date - aged.due_on as "daysLate", coalesce(counted.held_days, 0) as "heldDays",
      ${on.today}::date - aged.due_on - coalesce(counted.held_days, 0) as "escalationAge"
    from aged
    left join counted on counted.id = aged.id
  `);
  return new Map(rows.map(({ id, ...age }) => [id, age]));
}
