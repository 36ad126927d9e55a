import { addDays } from '../../../kernel/days.ts';
import { firstOf, type Sql, sql } from '../../../platform/database/index.ts';
import { prudenceBits } from './reasons.ts';
import type { DecisionTerms } from './terms.ts';

/** Channels that put words before the debtor, as against calls, tasks and mails to colleagues. */
export const writtenChannels = sql`('e-mail', 'sms', 'letter', 'registered-letter', 'registered-e-letter')`;

/** A version of one scenario, most often its draft, to be simulated in place of the one in force. */
export type Overlay = { readonly scenarioId: string; readonly version: number };

/** Which version of `scenario` a decision follows. */
export function versionInForce(overlay?: Overlay): Sql {
  return overlay === undefined
    ? sql`scenario.current_version`
    : sql`case when scenario.id = ${overlay.scenarioId}::uuid then ${overlay.version}::int else scenario.current_version end`;
}

/**
 * The steps in force, as `with` steps. A rung orders them: level × 100 + place within the level, so that the history of an
 * item keeps its height when a scenario gets a new version, or the customer another scenario. The last one, when it repeats,
 * stands there again for each time, above all others. What stands beside the ladder is not in it.
 */
export function ladderOf(overlay?: Overlay): Sql {
  const version = versionInForce(overlay);
  return sql`
  ladder as materialized (
    select base.scenario_id, base.version, base.step_id, base.position, base.level, base.channel, base.automation, base.grave, base.minimum_minor,
      base.before_due, base.enabled, base.conditional, times.cycles, round.cycle, 
      case when round.cycle > 1 then base.top_rung + round.cycle - 1 else base.rung end as rung,
      case when round.cycle > 1 then 'previous-step' else base.reference end as reference,
      case when round.cycle > 1 then base.repeat_every_days else base.offset_days end as offset_days
    from (
      select numbered.*, max(numbered.rung) filter (where numbered.enabled) over (partition by numbered.scenario_id) as last_rung,
        max(numbered.rung) over (partition by numbered.scenario_id) as top_rung
      from (
        select step.scenario_id, step.version, step.step_id, step.position, step.level, step.reference, step.offset_days, step.channel, step.minimum_minor,
          step.enabled, step.repeat_every_days, step.repeat_times, step.conditions is not null as conditional,
          -- To be handed over is as grave as it gets, and somebody's decision.
          step.grave or step.channel = 'hand-over' as grave,
          case when step.channel = 'hand-over' then 'manual' else step.automation end as automation,
          step.reference = 'due-date' and step.offset_days < 0 as before_due,
          step.level * 100 + row_number() over (partition by step.scenario_id, step.level order by step.position)::int as rung
        from dunning.scenario
        join dunning.step on step.tenant_id = scenario.tenant_id and step.scenario_id = scenario.id and step.version = ${version}
        where not scenario.archived and step.reference not in ('promise-date', 'payment-date')
      ) as numbered
    ) as base
    cross join lateral (select case when base.rung = base.last_rung then 1 + coalesce(base.repeat_times, 0) else 1 end as cycles) as times
    cross join lateral generate_series(1, times.cycles) as round (cycle)
  ),
  rule as materialized (
    select scenario.id as scenario_id, scenario.is_default, version.version, version.unit, version.catch_up, version.min_days_between, version.floor_minor,
      ${lastRungs}
    from dunning.scenario
    join dunning.scenario_version as version
      on version.tenant_id = scenario.tenant_id and version.scenario_id = scenario.id and version.version = ${version}
    left join ladder on ladder.scenario_id = scenario.id and ladder.enabled
    where not scenario.archived
    group by scenario.id, scenario.is_default, version.version, version.unit, version.catch_up, version.min_days_between, version.floor_minor
  )
`;
}

const lastRungs = sql`
  coalesce(max(ladder.rung), 0) as last_rung,
  coalesce(max(ladder.rung) filter (where not ladder.before_due), 0) as last_late_rung,
  coalesce(max(ladder.rung) filter (where not ladder.grave), 0) as last_plain_rung,
  coalesce(max(ladder.rung) filter (where not ladder.grave and not ladder.before_due), 0) as last_late_plain_rung
`;

/**
 * Which accounts are chased at another customer, as a select of (account_id, customer_id): at their payer or, when the tenant
 * says so, their parent. One step only: whoever is chased there for others may have a payer for what it owes itself. Never
 * across entities, nor at a company of the group or an account that is no more.
 */
export function groupedAccounts(terms: Pick<DecisionTerms, 'grouping' | 'entityId'>): Sql {
  const target = terms.grouping === 'payer' ? sql`customer.payer_id` : sql`coalesce(customer.payer_id, customer.parent_id)`;
  return sql`
    select customer.id as account_id, payer.id as customer_id
    from customers.customer
    join customers.customer as payer on payer.tenant_id = customer.tenant_id and payer.id = ${target}
    where customer.entity_id = ${terms.entityId}::uuid and payer.entity_id = customer.entity_id and payer.id <> customer.id
      and payer.merged_into is null and not payer.intercompany
  `;
}

// Whom no assignment names follows the default. One value to look up, where two conditions would compare each item with each scenario.
const followed = sql`coalesce(assignment.scenario_id, (select rule.scenario_id from rule where rule.is_default))`;

/** Which of the steps that not everybody has each customer has, and how far the ladder goes for those of one kind. */
function profiles(terms: DecisionTerms): Sql {
  if (terms.conditions.length === 0) return sql``;
  const met = terms.conditions.map(
    (condition) =>
      sql`case when rule.scenario_id = ${condition.scenarioId}::uuid and ${condition.meets} then ${condition.position}::int end`,
  );
  const scenarios = [...new Set(terms.conditions.map((condition) => condition.scenarioId))];
  return sql`
    profile as materialized (
      select customer.id as customer_id, rule.scenario_id, array_remove(array[${sql.join(met)}], null) as met
      from customers.customer
      left join dunning.assignment on assignment.tenant_id = customer.tenant_id and assignment.customer_id = customer.id
        and assignment.scenario_id in (select rule.scenario_id from rule)
      join rule on rule.scenario_id = ${followed}
      where customer.entity_id = ${terms.entityId}::uuid and rule.scenario_id = any(${scenarios}::uuid[])
        ${terms.customerIds ? sql`and customer.id in (select chased.customer_id from chased)` : sql``}
    ),
    shape as materialized (
      select kind.scenario_id, kind.met, ${lastRungs}
      from (select distinct profile.scenario_id, profile.met from profile) as kind
      left join ladder on ladder.scenario_id = kind.scenario_id and ladder.enabled and (not ladder.conditional or ladder.position = any(kind.met))
      group by kind.scenario_id, kind.met
    ),
  `;
}

/** Who the terms are about, with all the accounts chased where theirs is: a message speaks of all of them. */
function chosenAccounts(terms: DecisionTerms): Sql {
  if (!terms.customerIds) return terms.grouping === 'none' ? sql`` : sql`grouped as materialized (${groupedAccounts(terms)}),`;
  const ids = sql`${[...terms.customerIds]}::uuid[]`;
  if (terms.grouping === 'none')
    return sql`chased as materialized (select id as customer_id, id as account_id from unnest(${ids}) as id),`;
  return sql`
    grouped as materialized (${groupedAccounts(terms)}),
    chased as materialized (
      select target.customer_id, grouped.account_id
      from (select id as customer_id from unnest(${ids}) as id union select grouped.customer_id from grouped where grouped.account_id = any(${ids})) as target
      join grouped on grouped.customer_id = target.customer_id
      union
      select id, id from unnest(${ids}) as id where id not in (select grouped.account_id from grouped)
      union
      select grouped.customer_id, grouped.customer_id from grouped
      where grouped.account_id = any(${ids}) and grouped.customer_id not in (select other.account_id from grouped as other)
    ),
  `;
}

// No minimum interval is longer: what was reopened before bears on nothing.
const longestRest = 91;

/**
 * What is true of each open item whatever the day: what may be claimed, at whom it is chased, in which scenario, how far its
 * own history went, and what is only inferred about it. `with` steps that end in `standing`; they need `ladderOf`.
 * `customer_id` is who is chased; `account_id` whose account the item is on.
 */
export function standing(terms: DecisionTerms): Sql {
  const chosen = terms.customerIds && sql`item.customer_id = any(array(select chased.account_id from chased))`;
  const theirItems = chosen
    ? sql`where done.item_id = any(array(select item.id from receivables.item where ${chosen} and item.open_minor <> 0))`
    : sql``;
  // For the run, and for what it sends: an item whose first step lies ahead acts today neither as leader nor beside one. Halves the work; credits and what has a history always count.
  // Where an account gets several messages its credits are shared out among all that is due before, and nothing is left out.
  const near =
    terms.nearOnly && (!chosen || terms.leaving) && !terms.manyUnits
      ? sql`and (item.open_minor < 0 or item.due_on <= ${terms.on}::date - (select least(min(ladder.offset_days), 0) from ladder) or history.item_id is not null or item.last_reminder_level > 0
          or exists (select from ladder where ladder.reference = 'issue-date'))`
      : sql``;
  const grouped = terms.grouping !== 'none';
  const customerId = grouped ? firstOf(sql`grouped.customer_id`, sql`item.customer_id`) : sql`item.customer_id`;
  const some = terms.conditions.length > 0;
  const last = (name: string): Sql =>
    some ? sql`coalesce(${sql.ref(`shape.${name}`)}, ${sql.ref(`rule.${name}`)}) as ${sql.ref(name)}` : sql.ref(`rule.${name}`);
  return sql`
    ${chosenAccounts(terms)}
    ${profiles(terms)}
    -- A notice gave its days, whatever became of its step since.
    notice as materialized (
      select distinct step.scenario_id, step.step_id from dunning.step where step.grave
    ),
    history as (
      select done.item_id,
        max(case
          when done.outcome = 'listed' then 0
          when ladder.step_id is not null then ladder.rung
          else done.level * 100 + 1
        end) as passed_rung,
        -- A mail to colleagues takes its step and reminds nobody.
        max(done.done_on) filter (where done.outcome in ('done', 'listed') and done.channel <> 'internal') as last_on,
        max(done.done_on) filter (where done.outcome <> 'listed') as moved_on,
        max(done.done_on) filter (where done.outcome in ('done', 'listed') and notice.step_id is not null and done.channel in ${writtenChannels}) as noticed_on,
        coalesce(bool_or(done.outcome in ('done', 'listed') and done.level > 0 and done.channel in ${writtenChannels}), false) as reminded
      from dunning.step_done as done
      left join ladder on ladder.scenario_id = done.scenario_id and ladder.step_id = done.step_id
        and ladder.cycle = least(done.cycle, ladder.cycles)
      left join notice on notice.scenario_id = done.scenario_id and notice.step_id = done.step_id
      ${theirItems}
      group by done.item_id
    ),
    -- Items whose payment was taken back: rejected, charged back, lettered by mistake. One put in the place of another reopens nothing.
    reopened as materialized (
      select allocation.debit_item_id as item_id, max((allocation.reversed_at at time zone entity.time_zone)::date) as on_day
      from receivables.allocation
      join identity.entity on entity.tenant_id = allocation.tenant_id and entity.id = allocation.entity_id
      where allocation.entity_id = ${terms.entityId}::uuid and allocation.reversed_at >= ${addDays(terms.on, -longestRest)}::date
        and (allocation.reversed_at at time zone entity.time_zone)::date <= ${terms.on}::date
        -- Asked of each, for they are few: as a join this reads every allocation there is.
        and coalesce((
          select false from receivables.allocation as later
          where later.tenant_id = allocation.tenant_id and later.debit_item_id = allocation.debit_item_id and later.reversed_at is null
            and later.recorded_at >= allocation.reversed_at
          limit 1
        ), true)
      group by allocation.debit_item_id
    ),
    standing as (
      select item.id as item_id, ${customerId} as customer_id, item.customer_id as account_id, item.currency, item.due_on, item.issue_on,
        item.open_minor - item.awaiting_minor as claim_minor,
        rule.scenario_id, rule.unit, rule.catch_up, rule.min_days_between, rule.floor_minor, ${some ? sql`profile.met` : sql`null::int[]`} as met,
        ${sql.join(['last_rung', 'last_late_rung', 'last_plain_rung', 'last_late_plain_rung'].map(last))},
        -- A reminder level taken over from the accounting system counts as that level's first step, sent on its date.
        greatest(history.passed_rung, case when item.last_reminder_level > 0 then item.last_reminder_level * 100 + 1 end, 0) as passed_rung,
        greatest(history.last_on, case when item.last_reminder_level > 0 then item.last_reminder_on end) as last_on,
        greatest(history.moved_on, case when item.last_reminder_level > 0 then item.last_reminder_on end) as moved_on,
        -- Not before: its invoice was only just sent, the days a formal notice gave are not over, or what paid it was only just taken back after
        -- it had been reminded of (T29).
        greatest(
          history.noticed_on + ${terms.noticeDays + 1}::int,
          item.sent_on + ${terms.afterInvoiceDays}::int,
          case when history.last_on is not null or item.last_reminder_level > 0 then reopened.on_day + coalesce(rule.min_days_between, ${terms.minDays}::int) end
        ) as fresh_until,
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
          when rule.scenario_id is null then 'no-scenario'
        end as excluded
      from receivables.item
      join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
      ${grouped ? sql`left join grouped on grouped.account_id = item.customer_id` : sql``}
      left join dunning.assignment on assignment.tenant_id = item.tenant_id and assignment.customer_id = ${customerId}
        and assignment.scenario_id in (select rule.scenario_id from rule)
      left join rule on rule.scenario_id = ${followed}
      ${some ? sql`left join profile on profile.customer_id = ${customerId} left join shape on shape.scenario_id = profile.scenario_id and shape.met = profile.met` : sql``}
      left join history on history.item_id = item.id
      left join reopened on reopened.item_id = item.id
      where item.entity_id = ${terms.entityId}::uuid and item.open_minor <> 0 ${chosen ? sql`and ${chosen}` : sql``} ${near}
    )
  `;
}
