import { type Sql, sql } from '../../../platform/database/index.ts';
import { prudenceBits } from './reasons.ts';
import type { DecisionTerms } from './terms.ts';

/** Channels that put words before the debtor, as against calls and tasks. */
export const writtenChannels = sql`('e-mail', 'sms', 'letter', 'registered-letter')`;

/** A version of one scenario, most often its draft, to be simulated in place of the one in force. */
export type Overlay = { readonly scenarioId: string; readonly version: number };

/**
 * The steps in force, as `with` steps. A rung orders them: level × 100 + place within the level, so that the history of an
 * item keeps its height when a scenario gets a new version, or the customer another scenario.
 */
export function ladderOf(overlay?: Overlay): Sql {
  const version =
    overlay === undefined
      ? sql`scenario.current_version`
      : sql`case when scenario.id = ${overlay.scenarioId}::uuid then ${overlay.version}::int else scenario.current_version end`;
  return sql`
  ladder as materialized (
    select step.scenario_id, step.version, step.step_id, step.position, step.level, step.reference, step.offset_days, step.channel,
      step.automation, step.grave, step.minimum_minor,
      step.reference = 'due-date' and step.offset_days < 0 as before_due,
      step.level * 100 + row_number() over (partition by step.scenario_id, step.level order by step.position)::int as rung,
      step.enabled
    from dunning.scenario
    join dunning.step on step.tenant_id = scenario.tenant_id and step.scenario_id = scenario.id and step.version = ${version}
    where not scenario.archived
  ),
  rule as materialized (
    select scenario.id as scenario_id, scenario.is_default, version.version, version.catch_up, version.min_days_between, version.floor_minor,
      coalesce(max(ladder.rung), 0) as last_rung,
      coalesce(max(ladder.rung) filter (where not ladder.before_due), 0) as last_late_rung,
      coalesce(max(ladder.rung) filter (where not ladder.grave), 0) as last_plain_rung,
      coalesce(max(ladder.rung) filter (where not ladder.grave and not ladder.before_due), 0) as last_late_plain_rung
    from dunning.scenario
    join dunning.scenario_version as version
      on version.tenant_id = scenario.tenant_id and version.scenario_id = scenario.id and version.version = ${version}
    left join ladder on ladder.scenario_id = scenario.id and ladder.enabled
    where not scenario.archived
    group by scenario.id, scenario.is_default, version.version, version.catch_up, version.min_days_between, version.floor_minor
  )
`;
}

/** The steps of the versions in force. */
export const ladder: Sql = ladderOf();

/**
 * What is true of each open item whatever the day: what may be claimed, in which scenario, how far its own history went, and
 * what is only inferred about it. `with` steps that end in `standing`; they need `ladder`.
 */
export function standing(terms: DecisionTerms): Sql {
  const chosen = terms.customerIds && sql`item.customer_id = any(${[...terms.customerIds]}::uuid[])`;
  const theirItems = chosen
    ? sql`where done.item_id = any(array(select item.id from receivables.item where ${chosen} and item.open_minor <> 0))`
    : sql``;
  // For the run: an item whose first step lies ahead acts today neither as leader nor beside one. Halves the work; credits and what has a history always count.
  const near =
    !chosen && terms.nearOnly
      ? sql`and (item.open_minor < 0 or item.due_on <= ${terms.on}::date - (select least(min(ladder.offset_days), 0) from ladder) or history.item_id is not null or item.last_reminder_level > 0
          or exists (select from ladder where ladder.reference = 'issue-date'))`
      : sql``;
  const toQualify =
    terms.qualifyBefore === null
      ? sql`false`
      : sql`item.open_minor > 0 and item.due_on < ${terms.qualifyBefore}::date and history.item_id is null and coalesce(item.last_reminder_level, 0) = 0`;
  return sql`
    history as (
      select done.item_id,
        max(case
          when done.outcome = 'listed' then 0
          when ladder.step_id is not null then ladder.rung
          else done.level * 100 + 1
        end) as passed_rung,
        max(done.done_on) filter (where done.outcome in ('done', 'listed')) as last_on,
        max(done.done_on) filter (where done.outcome <> 'listed') as moved_on,
        coalesce(bool_or(done.outcome in ('done', 'listed') and done.level > 0 and done.channel in ${writtenChannels}), false) as reminded
      from dunning.step_done as done
      left join ladder on ladder.scenario_id = done.scenario_id and ladder.step_id = done.step_id
      ${theirItems}
      group by done.item_id
    ),
    standing as (
      select item.id as item_id, item.customer_id, item.currency, item.due_on, item.issue_on,
        item.open_minor - item.awaiting_minor as claim_minor,
        rule.scenario_id, rule.catch_up, rule.min_days_between, rule.floor_minor,
        rule.last_rung, rule.last_late_rung, rule.last_plain_rung, rule.last_late_plain_rung,
        -- A reminder level taken over from the accounting system counts as that level's first step, sent on its date.
        greatest(history.passed_rung, case when item.last_reminder_level > 0 then item.last_reminder_level * 100 + 1 end, 0) as passed_rung,
        greatest(history.last_on, case when item.last_reminder_level > 0 then item.last_reminder_on end) as last_on,
        greatest(history.moved_on, case when item.last_reminder_level > 0 then item.last_reminder_on end) as moved_on,
        coalesce(history.reminded, false) or coalesce(item.last_reminder_level, 0) > 0 as reminded,
        case when item.due_inferred and not customer.terms_confirmed then ${sql.lit(prudenceBits['due-inferred'])} else 0 end
          + case when item.opening_without_detail then ${sql.lit(prudenceBits['opening-without-detail'])} else 0 end
          + case when customer.lettered then 0 else ${sql.lit(prudenceBits['not-lettered'])} end
          + case when customer.catch_all then ${sql.lit(prudenceBits['catch-all'])} else 0 end as prudence,
        case
          when customer.intercompany then 'intercompany'
          when customer.merged_into is not null then 'merged'
          when item.open_minor = item.awaiting_minor then 'awaiting-ledger'
          when item.ledger_class <> 'receivable' then item.ledger_class
          when item.open_minor < 0 then null
          when item.retention then 'retention'
          when item.due_on is null then 'no-due-date'
          when item.unsent then 'unsent'
          when ${toQualify} then 'to-qualify'
          when rule.scenario_id is null then 'no-scenario'
        end as excluded
      from receivables.item
      join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
      left join dunning.assignment on assignment.tenant_id = item.tenant_id and assignment.customer_id = item.customer_id
        and assignment.scenario_id in (select rule.scenario_id from rule)
      left join rule on rule.scenario_id = assignment.scenario_id or (assignment.scenario_id is null and rule.is_default)
      left join history on history.item_id = item.id
      where item.entity_id = ${terms.entityId}::uuid and item.open_minor <> 0 ${chosen ? sql`and ${chosen}` : sql``} ${near}
    )
  `;
}
