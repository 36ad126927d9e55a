import { formatDay, formatMoney, type Language, textsIn } from '@quitus/texts';
import { type Day, daysLate } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { choice, nextRung, stepDay } from '../decision/choice.ts';
import { ladderOf, standing } from '../decision/standing.ts';
import type { DecisionTerms } from '../decision/terms.ts';

/** Where an open item stands in its scenario, and why it is or is not chased today. */
export type Position = {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
  readonly due: Day | null;
  readonly openMinor: bigint;
  readonly currency: string;
  readonly daysLate: number | null;
  readonly status: 'chased' | 'waiting' | 'skipped' | 'settled';
  /** The code behind the first reason: what scripts can rely on. */
  readonly code: string;
  readonly step: string | null;
  readonly why: readonly string[];
};

type Row = {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
  readonly due: Day | null;
  readonly openMinor: bigint;
  readonly claimMinor: bigint;
  readonly chasedMinor: bigint;
  readonly currency: string;
  readonly skip: string | null;
  readonly unfinished: boolean;
  readonly stepsLeft: boolean;
  readonly prudence: number;
  readonly verdict: string | null;
  readonly leaderId: string | null;
  readonly leaderNumber: string | null;
  readonly leaderStep: string | null;
  readonly readyOn: Day | null;
  readonly ownStep: string | null;
  readonly ownStepOn: Day | null;
  readonly listed: boolean;
  readonly stepped: boolean;
  readonly restedOn: Day | null;
  readonly minDays: number;
  readonly heldUntil: Day | null;
  readonly partReason: string | null;
  readonly lastStep: string | null;
  readonly lastOn: Day | null;
  readonly importedLevel: number | null;
  readonly actionState: string | null;
  readonly actionOn: Day | null;
};

/** The position of every open item the terms are about, each with its reasons in words: the run's own decision, not a second opinion. */
export async function positions(db: Queryable, terms: DecisionTerms, language: Language): Promise<Position[]> {
  const name = (step: string) => (language === 'fr' ? sql.ref(`${step}.name_fr`) : sql.ref(`${step}.name_en`));
  const day = sql`${terms.on}::date`;
  const rows = await db.rows<Row>(sql`
    with ${ladderOf(terms.overlay)}, ${standing(terms)}, ${choice(terms)}
    select item.id, item.number, customer.code as customer, item.due_on as due, item.open_minor as "openMinor", fact.claim_minor as "claimMinor",
      fact.chased_minor as "chasedMinor", item.currency, fact.skip, fact.unfinished, fact.passed_rung < rule.last_rung as "stepsLeft", fact.prudence,
      unit_decision.verdict, unit_decision.leader_item_id as "leaderId", leader.number as "leaderNumber", ${name('leader_step')} as "leaderStep",
      unit_decision.ready_on as "readyOn", ${name('own_step')} as "ownStep", ${stepDay(sql`fact`)} as "ownStepOn",
      item_decision.item_id is not null as listed, coalesce(item_decision.stepped, false) as stepped, fact.rested_on as "restedOn",
      coalesce(rule.min_days_between, ${terms.minDays}::int) as "minDays",
      (select max(live_until.until_on) from (
        select hold.until_on from holds.hold
        where hold.released_at is null and hold.from_on <= ${day} and (hold.until_on is null or hold.until_on >= ${day}) and hold.reason = coalesce(fact.skip, item_hold.reason)
          and ((hold.scope = 'item' and hold.item_id = fact.item_id) or (hold.scope = 'customer' and hold.customer_id = fact.customer_id)
            or (hold.scope = 'entity' and hold.entity_id = ${terms.entityId}::uuid))
      ) as live_until) as "heldUntil",
      case when item_hold.part_minor > 0 and fact.skip is null then item_hold.reason end as "partReason",
      last.name as "lastStep", last.done_on as "lastOn", nullif(item.last_reminder_level, 0) as "importedLevel",
      open_action.state as "actionState", open_action.planned_on as "actionOn"
    from fact
    join receivables.item on item.id = fact.item_id
    join customers.customer on customer.id = fact.customer_id
    left join rule on rule.scenario_id = fact.scenario_id
    left join unit_decision on unit_decision.unit_id = fact.unit_id and unit_decision.currency = fact.currency
    left join receivables.item as leader on leader.id = unit_decision.leader_item_id
    left join dunning.step as leader_step
      on leader_step.scenario_id = unit_decision.scenario_id and leader_step.version = unit_decision.version and leader_step.step_id = unit_decision.step_id
    left join lateral (${nextRung(sql`fact`, day)}) as next on true
    left join ladder on ladder.scenario_id = fact.scenario_id and ladder.rung = next.rung
    left join dunning.step as own_step on own_step.scenario_id = ladder.scenario_id and own_step.version = ladder.version and own_step.step_id = ladder.step_id
    left join item_decision on item_decision.item_id = fact.item_id
    left join item_hold on item_hold.item_id = fact.item_id
    left join lateral (
      select ${name('done_step')} as name, done.done_on
      from dunning.step_done as done
      join dunning.scenario as done_scenario on done_scenario.id = done.scenario_id
      join dunning.step as done_step
        on done_step.scenario_id = done.scenario_id and done_step.step_id = done.step_id and done_step.version <= done_scenario.current_version
      where done.item_id = fact.item_id and done.outcome = 'done'
      order by done.done_on desc, done.level desc, done_step.version desc
      limit 1
    ) as last on true
    left join lateral (
      select action.state, action.planned_on from dunning.action
      where action.customer_id = fact.customer_id and action.currency = fact.currency and action.state in ('to-confirm', 'confirmed', 'to-do')
        and exists (select from dunning.action_item where action_item.action_id = action.id and action_item.item_id = fact.item_id)
      order by action.created_at desc
      limit 1
    ) as open_action on true
    order by customer.code, item.due_on, item.number, item.id
  `);
  return rows.map((row) => positionOf(row, terms.on, language));
}

function positionOf(row: Row, on: Day, language: Language): Position {
  // A credit is owed to the customer: it is never late.
  const late = row.due === null || row.openMinor < 0n ? null : daysLate(row.due, on);
  const { status, code, step, why } = verdictOf(row, on, late, language);
  return {
    id: row.id,
    number: row.number,
    customer: row.customer,
    due: row.due,
    openMinor: row.openMinor,
    currency: row.currency,
    daysLate: late,
    status,
    code,
    step,
    why: [...why, ...history(row, language)],
  };
}

type Verdict = Pick<Position, 'status' | 'code' | 'step' | 'why'>;

function verdictOf(row: Row, on: Day, late: number | null, language: Language): Verdict {
  const words = textsIn(language).dunning;
  const reason = (code: string): string => (words.reasons as Record<string, string>)[code] ?? code;
  const isLate = late !== null && late > 0;
  const leads = row.leaderId === row.id;
  if (row.skip !== null) {
    return {
      status: 'skipped',
      code: row.skip,
      step: null,
      why: [reason(row.skip), ...(row.heldUntil ? [words.why.heldUntil(formatDay(language, row.heldUntil))] : [])],
    };
  }
  if (row.claimMinor < 0n) return { status: 'skipped', code: 'credit', step: null, why: [reason('credit')] };
  if (row.listed) {
    return {
      status: 'chased',
      code: row.stepped ? 'listed' : 'listed-only',
      step: row.stepped ? row.ownStep : row.leaderStep,
      why: [
        words.why.step(row.leaderStep ?? '', late ?? 0),
        leads ? words.why.leads : words.why.leader(row.leaderNumber ?? ''),
        ...(leads ? [] : [row.stepped ? words.why.listed : words.why.listedOnly]),
      ],
    };
  }
  if (isLate && !row.unfinished) {
    const code = !row.stepsLeft ? 'scenario-finished' : row.prudence > 0 ? 'prudence' : 'never-reminded';
    return { status: 'skipped', code, step: null, why: [reason(code)] };
  }
  if ((isLate || leads) && (row.verdict === 'covered-by-credits' || row.verdict === 'below-floor')) {
    return {
      status: 'skipped',
      code: row.verdict,
      step: row.ownStep,
      why: [reason(row.verdict), ...nextStepWords(row, language)],
    };
  }
  if (row.restedOn !== null && row.restedOn > on && isLate) {
    return {
      status: 'waiting',
      code: 'min-interval',
      step: row.ownStep,
      why: [words.why.restUntil(formatDay(language, row.restedOn), row.minDays), ...nextStepWords(row, language)],
    };
  }
  if (row.verdict === 'contacted-today')
    return { status: 'waiting', code: 'contacted-today', step: row.ownStep, why: [reason('contacted-today')] };
  if (!isLate)
    return { status: 'waiting', code: 'not-due', step: row.ownStep, why: [reason('not-due'), ...nextStepWords(row, language)] };
  if (leads || row.leaderId === null)
    return {
      status: 'waiting',
      code: 'step-not-due',
      step: row.ownStep,
      why: [reason('step-not-due'), ...nextStepWords(row, language)],
    };
  return {
    status: 'waiting',
    code: 'behind-leader',
    step: row.ownStep,
    why: [
      reason('behind-leader'),
      words.why.leader(row.leaderNumber ?? ''),
      ...(row.leaderStep && row.readyOn ? [words.why.stepOn(row.leaderStep, formatDay(language, row.readyOn))] : []),
    ],
  };
}

function nextStepWords(row: Row, language: Language): string[] {
  if (row.ownStep === null || row.ownStepOn === null) return [];
  const on = row.restedOn !== null && row.restedOn > row.ownStepOn ? row.restedOn : row.ownStepOn;
  return [textsIn(language).dunning.why.stepOn(row.ownStep, formatDay(language, on))];
}

function history(row: Row, language: Language): string[] {
  const words = textsIn(language).dunning;
  const part = row.claimMinor - row.chasedMinor;
  return [
    ...(row.partReason === null
      ? []
      : [
          words.why.heldPart(
            formatMoney(language, toDecimal(part, row.currency), row.currency),
            (words.reasons as Record<string, string>)[row.partReason] ?? row.partReason,
          ),
        ]),
    ...(row.actionState === 'to-confirm' && row.actionOn !== null
      ? [words.why.awaitsYes(formatDay(language, row.actionOn))]
      : []),
    ...(row.actionState === 'confirmed' ? [words.why.confirmed] : []),
    ...(row.lastStep !== null && row.lastOn !== null ? [words.why.lastStep(row.lastStep, formatDay(language, row.lastOn))] : []),
    ...(row.importedLevel !== null ? [words.why.imported(row.importedLevel)] : []),
  ];
}
