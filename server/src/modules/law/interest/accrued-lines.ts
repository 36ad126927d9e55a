import { currencyDigits } from '../../../kernel/money.ts';
import { type Sql, sql } from '../../../platform/database/index.ts';
import { liveHolds } from '../../holds/index.ts';
import { firstDayOf, halfYearAfter } from '../rates/half-year.ts';
import type { InterestQuestion } from './late-items.ts';
import { lateSteps } from './late-items.ts';
import { rateOf, regimes } from './regime.ts';

/**
 * What every late item has borne at the close of a day, by the rules of `lateInterest` and `indemnities` for a whole portfolio at once: the
 * `with` steps `debt`, `step`, `line` (one printed line a row) and `claim` (one item a row).
 */
export function accruedLines(tenantId: number, question: InterestQuestion): Sql {
  const { asOf, policy } = question;
  return sql`
    ${lateSteps(tenantId, question)},
    regime as materialized (${regimeRows}),
    rate as materialized (${rateRows(question)}),
    held as materialized (${liveHolds(asOf)}),
    judgment as materialized (
      -- A judgment stops interest for good, so its hold counts from its first day on, whatever its last.
      select hold.customer_id, hold.item_id, min(hold.from_on) as judged_on
      from holds.hold
      where hold.tenant_id = ${tenantId} and hold.reason = 'insolvency' and hold.released_at is null and hold.from_on <= ${asOf}::date
        and hold.scope in ('customer', 'item')
      group by hold.customer_id, hold.item_id
    ),
    dispute as materialized (
      -- Null: all of the item.
      select held.item_id, case when bool_or(held.part_minor is null) then null else sum(held.part_minor) end as part_minor
      from held
      where held.reason = 'disputed' and held.scope = 'item'
      group by held.item_id
    ),
    disputed_account as materialized (
      select distinct held.customer_id
      from held
      where held.reason = 'disputed' and held.scope = 'customer'
    ),
    late as (
      select step.id, min(step.from_on) as from_on, max(step.to_on) as to_on, (array_agg(step.principal_minor order by step.from_on))[1] as principal_minor
      from step
      group by step.id
    ),
    standing as materialized (
      select debt.id, debt.document_id, debt.currency, debt.issue_on, debt.due_on, debt.late_from, debt.country, debt.debtor,
        late.from_on, late.to_on, late.principal_minor, regime.id as regime, regime.mode, regime.noticed,
        -- Only what was owed before the judgment is stopped by it.
        case when debt.issue_on < stopped.judged_on then stopped.judged_on end as judged_on,
        case
          when disputed_account.customer_id is not null or (dispute.item_id is not null and dispute.part_minor is null) then late.principal_minor
          else coalesce(dispute.part_minor, 0)
        end as disputed_minor
      from debt
      join late on late.id = debt.id
      left join regime on regime.country = debt.country and regime.debtor = debt.debtor
      left join judgment as of_item on of_item.item_id = debt.id
      left join judgment as of_account on of_account.customer_id = debt.customer_id and of_account.item_id is null
      cross join lateral (select least(of_item.judged_on, of_account.judged_on) as judged_on) as stopped
      left join dispute on dispute.item_id = debt.id
      left join disputed_account on disputed_account.customer_id = debt.customer_id
      where late.to_on - debt.due_on > ${policy.graceDays}
    ),
    part as (
      select standing.id, standing.currency, standing.regime, standing.disputed_minor, step.principal_minor,
        -- A floating rate is that of the part's own half-year, a fixed one that of the half-year in which interest began.
        case when standing.mode = 'floating' then cut.number else ${halfNumber(sql`standing.late_from`)} end as half,
        greatest(step.from_on, cut.first_on) as from_on, least(step.to_on, cut.last_on, standing.judged_on - 1) as to_on
      from standing
      join step on step.id = standing.id
      ${cutBy(question)}
      where standing.regime is not null and not standing.noticed and step.from_on < coalesce(standing.judged_on, 'infinity')
        and greatest(step.from_on, cut.first_on) < coalesce(standing.judged_on, 'infinity')
    ),
    line as materialized (
      select part.id, part.half, part.from_on, part.to_on, part.to_on - part.from_on + 1 as days, portion.principal_minor, portion.conditional,
        rate.basis_points, rate.provisional, rate.future,
        -- Rounded half up once a line; a lacking rate makes no amount.
        round(portion.principal_minor * rate.basis_points * (part.to_on - part.from_on + 1) / (10000 * ${daysOfYear(question)})) as amount_minor
      from part
      cross join lateral (
        values (part.principal_minor - least(part.disputed_minor, part.principal_minor), false), (least(part.disputed_minor, part.principal_minor), true)
      ) as portion (principal_minor, conditional)
      left join rate on rate.regime = part.regime and rate.half = part.half
      where portion.principal_minor > 0
    ),
    accrued as (
      select line.id, min(line.from_on) as from_on, max(line.to_on) as to_on,
        coalesce(sum(line.amount_minor) filter (where not line.conditional), 0) as interest_minor,
        coalesce(sum(line.amount_minor) filter (where line.conditional), 0) as conditional_minor,
        bool_or(line.basis_points is null and line.future is null) as unknown,
        min(line.half) filter (where line.future) as future_half
      from line
      group by line.id
    ),
    claim as (
      select standing.*, because.code as because, case when not accrued.unknown then accrued.future_half end as future_half, regime.indemnity_minor, regime.indemnity_currency,
        case when because.code is null then accrued.from_on else standing.from_on end as claim_from,
        case when because.code is null then accrued.to_on else standing.to_on end as claim_to,
        case when because.code is null then accrued.interest_minor else 0 end as interest_minor,
        case when because.code is null then accrued.conditional_minor else 0 end as conditional_minor,
        regime.indemnity_minor is not null and (standing.judged_on is null or standing.due_on < standing.judged_on)
          and row_number() over (partition by standing.document_id order by standing.disputed_minor >= standing.principal_minor, standing.due_on, standing.id) = 1 as indemnified
      from standing
      left join regime on regime.id = standing.regime
      left join accrued on accrued.id = standing.id
      cross join lateral (
        select case
          when standing.regime is null then case when standing.debtor = 'unknown' then 'debtor-kind-unknown' else 'country-not-covered' end
          when standing.noticed then 'no-formal-notice'
          when accrued.id is null then 'insolvency'
          when accrued.unknown then 'rate-unknown'
          when (accrued.interest_minor + accrued.conditional_minor) * 100 < ${policy.minimumHundredths}::bigint * ${unitsOf(sql`standing.currency`)}
            then 'below-minimum'
        end as code
      ) as because
    )
  `;
}

/** A half-year as a number, so that they can be counted through: twice the year, and one more for the second. */
const halfNumber = (day: Sql): Sql => sql`(extract(year from ${day})::int * 2 + (extract(month from ${day}) > 6)::int)`;
const numberOf = (half: string): number => Number(half.slice(0, 4)) * 2 + (half.endsWith('2') ? 1 : 0);
/** The half-year of such a number. */
export const halfYearOfNumber = (number: number): string => `${Math.floor(number / 2)}-S${(number % 2) + 1}`;

/** Cuts a step where its rate or the length of its year changes: as `cut`, with `number, first_on, last_on`. */
function cutBy({ policy }: InterestQuestion): Sql {
  const years = sql`generate_series(extract(year from step.from_on)::int, extract(year from step.to_on)::int) as year`;
  const halves = sql`generate_series(${halfNumber(sql`step.from_on`)}, ${halfNumber(sql`step.to_on`)}) as number`;
  const fixed =
    policy.yearDays === '365'
      ? sql`select 0, '-infinity'::date, 'infinity'::date where standing.mode = 'fixed'`
      : sql`select 0, make_date(year, 1, 1), make_date(year, 12, 31) from ${years} where standing.mode = 'fixed'`;
  return sql`
    cross join lateral (
      select number, make_date(number / 2, 1 + 6 * (number % 2), 1) as first_on,
        case when number % 2 = 0 then make_date(number / 2, 6, 30) else make_date(number / 2, 12, 31) end as last_on
      from ${halves}
      where standing.mode = 'floating'
      union all
      ${fixed}
    ) as cut
  `;
}

function daysOfYear({ policy }: InterestQuestion): Sql {
  if (policy.yearDays === '365') return sql`365`;
  const year = sql`extract(year from part.from_on)::int`;
  return sql`(make_date(${year}, 12, 31) - make_date(${year}, 1, 1) + 1)`;
}

const regimeRows = sql`
  select * from unnest(
    ${regimes.map((one) => one.id)}::text[], ${regimes.map((one) => one.country)}::text[], ${regimes.map((one) => one.debtor)}::text[],
    ${regimes.map((one) => one.mode)}::text[], ${regimes.map((one) => one.runsFrom === 'formal-notice')}::boolean[],
    ${regimes.map((one) => one.indemnity?.minor ?? null)}::bigint[], ${regimes.map((one) => one.indemnity?.currency ?? null)}::text[]
  ) as regime (id, country, debtor, mode, noticed, indemnity_minor, indemnity_currency)
`;

/** The rates of every regime up to the half-year asked; one not known yet has none and is marked, unless the last one may stand for it. */
function rateRows({ asOf, policy }: InterestQuestion): Sql {
  const rows = regimes.flatMap((regime) => {
    const found: { regime: string; half: number; rate: bigint | null; provisional: boolean; future: boolean | null }[] = [];
    const { knownThrough } = regime.reference;
    for (let half = regime.since; firstDayOf(half) <= asOf; half = halfYearAfter(half)) {
      const future = half > knownThrough;
      const rate = future && !policy.provisional ? undefined : rateOf(regime, future ? knownThrough : half);
      found.push({
        regime: regime.id,
        half: numberOf(half),
        rate: rate ?? null,
        provisional: future,
        future: future && !policy.provisional ? true : null,
      });
    }
    return found;
  });
  return sql`
    select * from unnest(
      ${rows.map((row) => row.regime)}::text[], ${rows.map((row) => row.half)}::int[], ${rows.map((row) => row.rate)}::bigint[],
      ${rows.map((row) => row.provisional)}::boolean[], ${rows.map((row) => row.future)}::boolean[]
    ) as rate (regime, half, basis_points, provisional, future)
  `;
}

const odd = Intl.supportedValuesOf('currency').filter((currency) => currencyDigits(currency) !== 2);

/** How many minor units make one unit of a currency. */
function unitsOf(currency: Sql): Sql {
  const cases = odd.map((code) => sql`when ${sql.lit(code)} then ${sql.lit(10 ** currencyDigits(code))}`);
  return sql`(case ${currency} ${sql.join(cases, sql` `)} else 100 end)`;
}
