import { sql, type Sql } from '../../../platform/database/index.ts';
import { frenchHolidays } from '../terms/french-holidays.ts';

// Further than any due date one meets; the computation itself has no bounds.
const holidays = Array.from({ length: 121 }, (_, index) => [...frenchHolidays(1980 + index)]).flat();
const works = sql`extract(isodow from open_day) <= 5 and open_day::date <> all(${holidays}::date[])`;

/**
 * The due date of something issued on a day under payment terms, as SQL over a row of `customers.payment_terms` named `terms`.
 * The calculus: net, 30 days end of month = eom(base + 30), end of month + 30 = eom(base) + 30, end of ten-day period + 30; "the 15th" is
 * the first 15th after that; a working-day shift moves off Saturdays, Sundays and French public holidays. Null without terms. The same calculus
 * as `dueDate` in `terms/terms.ts`; a property test holds them together.
 */
export function dueDateUnder(issueOn: Sql, terms = 'terms'): Sql {
  const term = (column: string): Sql => sql.ref(`${terms}.${column}`);
  const endOfMonth = (day: Sql): Sql => sql`(date_trunc('month', ${day}) + interval '1 month - 1 day')::date`;
  const endOfDecade = sql`(case
    when extract(day from ${issueOn}) <= 10 then date_trunc('month', ${issueOn})::date + 9
    when extract(day from ${issueOn}) <= 20 then date_trunc('month', ${issueOn})::date + 19
    else ${endOfMonth(issueOn)}
  end)`;
  const before = sql`(case ${term('kind')}
    when 'net' then ${issueOn} + ${term('days')}
    when 'end-of-month' then ${endOfMonth(issueOn)}
    when 'net-then-end-of-month' then ${endOfMonth(sql`(${issueOn} + ${term('days')})`)}
    when 'end-of-month-then-net' then ${endOfMonth(issueOn)} + ${term('days')}
    when 'by-decade' then ${endOfDecade} + ${term('days')}
  end)`;
  return sql`(
    select case ${term('working_day_shift')}
        when 'next' then (select min(open_day::date) from generate_series(on_day.day, on_day.day + 10, interval '1 day') as open_day where ${works})
        when 'previous' then (select max(open_day::date) from generate_series(on_day.day - 10, on_day.day, interval '1 day') as open_day where ${works})
        else on_day.day
      end
    from (
      select case when ${term('day_of_month')} is null then base.day
        -- The first such day after the base: in its month when still ahead, else in the next one, whose last day is the limit.
        else (
          select month_start.day + least(${term('day_of_month')}, extract(day from month_start.day + interval '1 month - 1 day')::int) - 1
          from (
            select (date_trunc('month', base.day) + case
              when least(${term('day_of_month')}, extract(day from date_trunc('month', base.day) + interval '1 month - 1 day')::int) > extract(day from base.day)
              then interval '0' else interval '1 month' end)::date as day
          ) as month_start
        )
      end as day
      from (select ${before} as day) as base
    ) as on_day
  )`;
}
