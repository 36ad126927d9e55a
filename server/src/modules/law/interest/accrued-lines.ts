import { currencyDigits } from '../../../kernel/money.ts';
import { type Sql, sql } from '../../../platform/database/index.ts';
import { heldSteps } from './held-claims.ts';
import { noticedStep } from './noticed-items.ts';
import { type InterestQuestion, lateSteps } from './late-items.ts';
import { halfNumber, rateRows, regimeRows } from './rate-rows.ts';

/**
 * What every late item has borne at the close of a day, by the rules of `lateInterest` and `indemnities` for a whole portfolio at once: the
 * `with` steps `line` (one printed line a row) and `claim` (one item a row; with `printed` its lines as JSON, as `lines`).
 *
 * Each row carries what its item needs, and nothing large is joined twice: how many lines a ledger makes is beyond the planner's guess, and
 * a join it took for a small one would compare every line with every item.
 */
export function accruedLines(tenantId: number, question: InterestQuestion, printed = false): Sql {
  return sql`
    ${lateSteps(tenantId, question)},
    ${heldSteps(tenantId, question)},
    ${noticedStep(tenantId, question)},
    regime as materialized (${regimeRows}),
    rate as materialized (${rateRows(question)}),
    ${standingStep(question)},
    ${lineSteps(question)},
    ${claimSteps(question, printed)}
  `;
}

/** `standing`: each step under the law of its item, with what a judgment stops and a dispute makes conditional. */
function standingStep({ policy }: InterestQuestion): Sql {
  return sql`
    standing as (
      select step.id, step.from_on, step.to_on, step.principal_minor, step.late_minor, step.late_to, debt.document_id, debt.customer_code,
        debt.currency, debt.issue_on, debt.due_on, debt.late_from, debt.debtor, regime.id as regime, regime.mode, regime.noticed,
        regime.indemnity_minor, regime.indemnity_currency,
        -- From the day after the due day; where a formal notice makes it run, from the day after the later of both.
        case when not regime.noticed then debt.late_from
          when noticed_item.received_on is not null then greatest(noticed_item.received_on, debt.due_on) + 1 end as starts_on,
        -- Only what was owed before the judgment is stopped by it.
        case when debt.issue_on < stopped.judged_on then stopped.judged_on end as judged_on,
        case
          when disputed_account.customer_id is not null or (disputed_item.item_id is not null and disputed_item.part_minor is null) then step.late_minor
          else coalesce(disputed_item.part_minor, 0)
        end as disputed_minor
      from step
      join debt on debt.id = step.id
      left join regime on regime.country = debt.country and regime.debtor = debt.debtor
      left join judged_item on judged_item.item_id = debt.id
      left join judged_account on judged_account.customer_id = debt.account_id
      cross join lateral (select least(judged_item.judged_on, judged_account.judged_on) as judged_on) as stopped
      left join noticed_item on noticed_item.item_id = debt.id
      left join disputed_item on disputed_item.item_id = debt.id
      left join disputed_account on disputed_account.customer_id = debt.account_id
      where step.late_to - debt.due_on > ${policy.graceDays}
    )
  `;
}

/** `line`: the steps cut where the rate or the year changes, the disputed part apart, with their amounts; a step that bears nothing stays as one row. */
function lineSteps(question: InterestQuestion): Sql {
  return sql`
    part as (
      select standing.*,
        -- A floating rate is that of the part's own half-year, a fixed one that of the half-year in which interest began.
        case when standing.mode = 'floating' then cut.number else ${halfNumber(sql`standing.late_from`)} end as half,
        greatest(standing.from_on, cut.first_on, standing.starts_on) as line_from, least(standing.to_on, cut.last_on, standing.judged_on - 1) as line_to,
        cut.number is not null as bears
      from standing
      ${cutBy(question)}
    ),
    line as materialized (
      select part.*, part.line_to - part.line_from + 1 as days, portion.portion_minor, portion.conditional,
        rate.basis_points, rate.provisional, rate.future,
        -- Rounded half up once a line; a lacking rate makes no amount.
        round(portion.portion_minor * rate.basis_points * (part.line_to - part.line_from + 1) / (10000 * ${daysOfYear(question)})) as amount_minor
      from part
      left join lateral (
        values (part.principal_minor - least(part.disputed_minor, part.principal_minor), false), (least(part.disputed_minor, part.principal_minor), true)
      ) as portion (portion_minor, conditional) on part.bears and portion.portion_minor > 0
      left join rate on rate.regime = part.regime and rate.half = part.half and part.bears
    )
  `;
}

/** `claim`: what each late item bears in all, or why it bears nothing, and whether the indemnity of its invoice stands on it. */
function claimSteps({ policy }: InterestQuestion, printed: boolean): Sql {
  const tooSmall =
    policy.minimumHundredths === 0n
      ? sql``
      : sql`when (accrued.interest_minor + accrued.conditional_minor) * 100 < ${policy.minimumHundredths}::bigint * ${unitsOf(sql`accrued.currency`)} then 'below-minimum'`;
  return sql`
    accrued as (
      select line.id, any_value(line.document_id) as document_id, any_value(line.customer_code) as customer_code, any_value(line.currency) as currency,
        any_value(line.issue_on) as issue_on, any_value(line.due_on) as due_on, any_value(line.debtor) as debtor, any_value(line.regime) as regime,
        any_value(line.noticed) as noticed, any_value(line.starts_on) as starts_on, any_value(line.judged_on) as judged_on, any_value(line.disputed_minor) as disputed_minor,
        any_value(line.indemnity_minor) as indemnity_minor, any_value(line.indemnity_currency) as indemnity_currency,
        any_value(line.late_minor) as principal_minor, any_value(line.late_from) as late_from, any_value(line.late_to) as late_to,
        bool_or(line.bears) as bears, min(line.line_from) filter (where line.bears) as from_on, max(line.line_to) filter (where line.bears) as to_on,
        coalesce(sum(line.amount_minor) filter (where not line.conditional), 0) as interest_minor,
        coalesce(sum(line.amount_minor) filter (where line.conditional), 0) as conditional_minor,
        bool_or(line.bears and line.basis_points is null and line.future is null) as unknown,
        min(line.half) filter (where line.future) as future_half
        ${printed ? sql`, ${printedLines} as lines` : sql``}
      from line
      group by line.id
    ),
    claim as materialized (
      select accrued.id, accrued.document_id, accrued.customer_code, accrued.currency, accrued.issue_on, accrued.due_on, accrued.debtor,
        accrued.regime, accrued.disputed_minor, accrued.principal_minor, accrued.indemnity_minor, accrued.indemnity_currency,
        because.code as because, case when not accrued.unknown then accrued.future_half end as future_half,
        case when because.code is null then accrued.from_on else accrued.late_from end as claim_from,
        case when because.code is null then accrued.to_on else accrued.late_to end as claim_to,
        case when because.code is null then accrued.interest_minor else 0 end as interest_minor,
        case when because.code is null then accrued.conditional_minor else 0 end as conditional_minor,
        accrued.indemnity_minor is not null and (accrued.judged_on is null or accrued.due_on < accrued.judged_on)
          and row_number() over (partition by accrued.document_id order by accrued.disputed_minor >= accrued.principal_minor, accrued.due_on, accrued.id) = 1 as indemnified
        ${printed ? sql`, case when because.code is null then accrued.lines end as lines` : sql``}
      from accrued
      cross join lateral (
        select case
          when accrued.regime is null then case when accrued.debtor = 'unknown' then 'debtor-kind-unknown' else 'country-not-covered' end
          when accrued.noticed and (accrued.starts_on is null or accrued.starts_on > accrued.late_to) then 'no-formal-notice'
          when not accrued.bears then 'insolvency'
          when accrued.unknown then 'rate-unknown'
          ${tooSmall}
        end as code
      ) as because
    )
  `;
}

/** The lines of one item as a JSON list, over rows of `line`. */
export const printedLines = sql`
  json_agg(json_build_object('from', line.line_from, 'to', line.line_to, 'principal', line.portion_minor::text, 'rate', line.basis_points::text,
    'days', line.days, 'amount', line.amount_minor::text, 'conditional', line.conditional, 'provisional', line.provisional)
    order by line.line_from) filter (where line.bears)
`;

/** Cuts a step where its rate or the length of its year changes: as `cut`, with `number, first_on, last_on`. */
function cutBy({ policy }: InterestQuestion): Sql {
  const years = sql`generate_series(extract(year from standing.from_on)::int, extract(year from standing.to_on)::int) as year`;
  const halves = sql`generate_series(${halfNumber(sql`standing.from_on`)}, ${halfNumber(sql`standing.to_on`)}) as number`;
  const fixed =
    policy.yearDays === '365'
      ? sql`select 0, '-infinity'::date, 'infinity'::date where standing.mode = 'fixed'`
      : sql`select 0, make_date(year, 1, 1), make_date(year, 12, 31) from ${years} where standing.mode = 'fixed'`;
  return sql`
    left join lateral (
      select number, make_date(number / 2, 1 + 6 * (number % 2), 1) as first_on,
        case when number % 2 = 0 then make_date(number / 2, 6, 30) else make_date(number / 2, 12, 31) end as last_on
      from ${halves}
      where standing.mode = 'floating'
      union all
      ${fixed}
    ) as cut (number, first_on, last_on) on standing.regime is not null and standing.starts_on <= least(standing.to_on, cut.last_on)
      and greatest(standing.from_on, cut.first_on, standing.starts_on) < coalesce(standing.judged_on, 'infinity')
  `;
}

function daysOfYear({ policy }: InterestQuestion): Sql {
  if (policy.yearDays === '365') return sql`365`;
  const year = sql`extract(year from part.line_from)::int`;
  return sql`(make_date(${year}, 12, 31) - make_date(${year}, 1, 1) + 1)`;
}

const odd = Intl.supportedValuesOf('currency').filter((currency) => currencyDigits(currency) !== 2);

/** How many minor units make one unit of a currency. */
function unitsOf(currency: Sql): Sql {
  const cases = odd.map((code) => sql`when ${sql.lit(code)} then ${sql.lit(10 ** currencyDigits(code))}`);
  return sql`(case ${currency} ${sql.join(cases, sql` `)} else 100 end)`;
}
