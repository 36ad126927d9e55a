import type { Language } from '@quitus/texts';
import type { Day } from '../../../kernel/days.ts';
import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { holdsOn } from '../../holds/index.ts';
import { choice, nextRung, stepDay } from '../decision/choice.ts';
import { ladderOf, standing } from '../decision/standing.ts';
import type { DecisionTerms } from '../decision/terms.ts';
import type { DunningUnit } from '../scenarios/scenario.ts';
import type { MissingStep } from './missing-steps.ts';

/** What the decision says of one item, to be put into words. */
export type PositionRow = {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
  /** Code and name of who is chased in its place; null: its own customer. */
  readonly chasedAt: string | null;
  readonly due: Day | null;
  readonly openMinor: bigint;
  readonly claimMinor: bigint;
  readonly chasedMinor: bigint;
  readonly currency: string;
  readonly skip: string | null;
  readonly unfinished: boolean;
  readonly stepsLeft: boolean;
  readonly prudence: number;
  readonly unit: DunningUnit;
  readonly verdict: string | null;
  readonly leaderId: string | null;
  readonly leaderNumber: string | null;
  readonly leaderStep: string | null;
  readonly readyOn: Day | null;
  readonly ownStep: string | null;
  readonly ownStepOn: Day | null;
  /** Which time its next step comes, of how many. */
  readonly cycle: number;
  readonly cycles: number;
  readonly listed: boolean;
  readonly stepped: boolean;
  readonly restedOn: Day | null;
  readonly freshUntil: Day | null;
  /** When what paid it was taken back. */
  readonly reopenedOn: Day | null;
  readonly minDays: number;
  readonly holds: readonly {
    readonly reason: string;
    readonly until: Day | null;
    readonly partMinor: string | null;
    readonly ofPayer: boolean;
  }[];
  readonly missing: readonly MissingStep[];
  readonly partReason: string | null;
  readonly lastStep: string | null;
  readonly lastOn: Day | null;
  readonly importedLevel: number | null;
  readonly actionState: string | null;
  readonly actionOn: Day | null;
};

/** The run's own decision about every open item the terms are about, one row each, with step names in the reader's language. */
export function positionRows(db: Queryable, terms: DecisionTerms, language: Language): Promise<PositionRow[]> {
  const name = (step: string) => (language === 'fr' ? sql.ref(`${step}.name_fr`) : sql.ref(`${step}.name_en`));
  const day = sql`${terms.on}::date`;
  const asked = terms.customerIds ? sql`where fact.account_id = any(${[...terms.customerIds]}::uuid[])` : sql``;
  return db.rows<PositionRow>(sql`
    with ${ladderOf(terms.overlay)}, ${standing(terms)}, ${choice(terms)}
    select item.id, item.number, customer.code as customer, case when payer.id <> customer.id then payer.code || ' – ' || payer.name end as "chasedAt",
      item.due_on as due, item.open_minor as "openMinor", fact.claim_minor as "claimMinor", fact.chased_minor as "chasedMinor", item.currency, fact.skip,
      fact.unfinished, exists (
        select from ladder as rest
        where rest.scenario_id = fact.scenario_id and rest.enabled and rest.rung > fact.passed_rung and (not rest.before_due or fact.due_on > ${day})
          and (not rest.conditional or rest.position = any(fact.met))
      ) as "stepsLeft", fact.prudence, coalesce(fact.unit, 'account') as unit,
      unit_decision.verdict, unit_decision.leader_item_id as "leaderId", leader.number as "leaderNumber", ${name('leader_step')} as "leaderStep",
      unit_decision.ready_on as "readyOn", ${name('own_step')} as "ownStep", ${stepDay(sql`fact`)} as "ownStepOn",
      coalesce(ladder.cycle, 1) as cycle, coalesce(ladder.cycles, 1) as cycles,
      item_decision.item_id is not null as listed, coalesce(item_decision.stepped, false) as stepped, fact.rested_on as "restedOn",
      fact.fresh_until as "freshUntil", (select reopened.on_day from reopened where reopened.item_id = fact.item_id) as "reopenedOn", coalesce(rule.min_days_between, ${terms.minDays}::int) as "minDays",
      ${holdsOf(day, terms)} as holds, ${missingOf(terms, name('other'))} as missing,
      case when item_hold.part_minor > 0 and fact.skip is null then item_hold.reason end as "partReason",
      last.name as "lastStep", last.done_on as "lastOn", nullif(item.last_reminder_level, 0) as "importedLevel",
      open_action.state as "actionState", open_action.planned_on as "actionOn"
    from fact
    join receivables.item on item.id = fact.item_id
    join customers.customer on customer.id = fact.account_id
    join customers.customer as payer on payer.id = fact.customer_id
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
        on done_step.scenario_id = done.scenario_id and done_step.step_id = done.step_id and done_step.version between 1 and done_scenario.current_version
      where done.item_id = fact.item_id and done.outcome = 'done'
      order by done.done_on desc, done.level desc, done.cycle desc, done_step.version desc
      limit 1
    ) as last on true
    left join lateral (
      select action.state, action.planned_on from dunning.action
      where action.customer_id = fact.customer_id and action.currency = fact.currency and action.state in ('to-confirm', 'confirmed', 'to-do')
        and exists (select from dunning.action_item where action_item.action_id = action.id and action_item.item_id = fact.item_id)
      order by action.created_at desc
      limit 1
    ) as open_action on true
    ${asked}
    order by customer.code, item.due_on, item.number, item.id
  `);
}

/** What holds an item on the day, and until when: itself, its account, who is chased for it, its entity. */
function holdsOf(day: Sql, terms: DecisionTerms): Sql {
  return sql`coalesce((
    select jsonb_agg(jsonb_build_object('reason', hold.reason, 'until', hold.until_on, 'partMinor', hold.part_minor::text,
      'ofPayer', hold.scope = 'customer' and hold.customer_id <> fact.account_id) order by hold.until_on nulls first)
    from holds.hold
    where ${holdsOn(day)}
      and ((hold.scope = 'item' and hold.item_id = fact.item_id) or (hold.scope = 'customer' and hold.customer_id in (fact.account_id, fact.customer_id))
        or (hold.scope = 'entity' and hold.entity_id = ${terms.entityId}::uuid))
  ), '[]')`;
}

/** Steps in use between where an item stands and its next one that its customer does not have. */
function missingOf(terms: DecisionTerms, name: Sql): Sql {
  if (terms.conditions.length === 0) return sql`'[]'::jsonb`;
  return sql`coalesce((
    select jsonb_agg(jsonb_build_object('step', ${name}, 'criteria', other.conditions) order by other.position)
    from ladder as rest
    join dunning.step as other on other.scenario_id = rest.scenario_id and other.version = rest.version and other.step_id = rest.step_id
    where rest.scenario_id = fact.scenario_id and rest.enabled and rest.conditional and rest.cycle = 1 and rest.rung > fact.passed_rung
      and not rest.position = any(fact.met) and (next.rung is null or rest.rung < next.rung)
      and (not rest.before_due or fact.due_on > ${terms.on}::date)
  ), '[]')`;
}
