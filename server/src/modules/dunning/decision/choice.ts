import { type Sql, sql } from '../../../platform/database/index.ts';
import { liveHolds } from '../../holds/index.ts';
import { holdReasons } from './reasons.ts';
import { writtenChannels } from './standing.ts';
import { type DecisionTerms, floorIn } from './terms.ts';

const reasonOrder = sql`array[${sql.join(holdReasons.map((reason) => sql.lit(reason)))}]`;

/** The holds live on the day, one line a target: its gravest reason, and how much of the item when only parts are held. */
function holdSteps({ on, customerIds }: DecisionTerms): Sql {
  const about = customerIds && {
    items: sql`array(select standing.item_id from standing)`,
    customers: sql`array(select standing.account_id from standing union select standing.customer_id from standing)`,
  };
  return sql`
    live_hold as materialized (
      select hold.scope, hold.item_id, hold.customer_id, hold.entity_id, hold.reason, hold.part_minor, hold.from_on,
        coalesce(array_position(${reasonOrder}, hold.reason), 99) as gravity
      from (${liveHolds(on, about)}) as hold
    ),
    item_hold as materialized (
      select live_hold.item_id,
        (array_agg(live_hold.reason order by live_hold.gravity) filter (where live_hold.part_minor is null))[1] as whole_reason,
        (array_agg(live_hold.reason order by live_hold.gravity))[1] as reason,
        coalesce(sum(abs(live_hold.part_minor)), 0)::bigint as part_minor
      from live_hold
      where live_hold.scope = 'item'
      group by live_hold.item_id
    ),
    customer_hold as materialized (
      select live_hold.customer_id, (array_agg(live_hold.reason order by live_hold.gravity))[1] as reason,
        min(live_hold.from_on) filter (where live_hold.reason = 'insolvency') as judged_on,
        (array_agg(live_hold.reason order by live_hold.gravity) filter (where live_hold.reason <> 'insolvency'))[1] as other_reason
      from live_hold
      where live_hold.scope = 'customer'
      group by live_hold.customer_id
    ),
    entity_hold as materialized (
      select live_hold.entity_id, (array_agg(live_hold.reason order by live_hold.gravity))[1] as reason
      from live_hold
      where live_hold.scope = 'entity'
      group by live_hold.entity_id
    )
  `;
}

// A judgment that opens insolvency proceedings stops what was owed before it; what was invoiced since is to be paid (C. com. L622-7, L622-17).
const bearingOn = (hold: Sql): Sql =>
  sql`case when ${hold}.reason = 'insolvency' and standing.issue_on >= ${hold}.judged_on then ${hold}.other_reason else ${hold}.reason end`;

/** The day a step of `ladder` falls for an item. */
export function stepDay(fact: Sql): Sql {
  return sql`
    case ladder.reference
      when 'issue-date' then ${fact}.issue_on
      when 'previous-step' then coalesce(${fact}.moved_on, ${fact}.due_on)
      else ${fact}.due_on
    end + ladder.offset_days`;
}

/**
 * The next rung of one item's own ladder on a day: the lowest above its history that it may climb or, where its scenario
 * jumps, the highest one whose date has come (a repetition is never jumped to). A courtesy notice only before the due date; a
 * grave step only for an item that one sent reminder listed and about which nothing is merely inferred; a step with criteria
 * only for a customer who meets them.
 */
export function nextRung(fact: Sql, day: Sql): Sql {
  return sql`
    select coalesce(max(ladder.rung) filter (where ${fact}.jumps and ladder.cycle = 1 and ${stepDay(fact)} <= ${day}), min(ladder.rung)) as rung
    from ladder
    where ladder.scenario_id = ${fact}.scenario_id and ladder.enabled and ladder.rung > ${fact}.passed_rung
      and (not ladder.before_due or ${fact}.due_on > ${day})
      and (not ladder.grave or ${fact}.grave_allowed)
      and (not ladder.conditional or ladder.position = any(${fact}.met))
  `;
}

/** What an item's next rung depends on, by name. Days count where the scenario jumps to the age; elsewhere only whether the due date is ahead. */
function kindOf(fact: Sql, day: Sql): readonly (readonly [name: string, value: Sql])[] {
  const of = (name: string): Sql => sql`${fact}.${sql.ref(name)}`;
  const never = sql`'infinity'::date`;
  return [
    ...['scenario_id', 'passed_rung', 'grave_allowed', 'jumps'].map((name) => [name, of(name)] as const),
    ['met', sql`coalesce(${of('met')}, '{}')`],
    ['due_on', sql`case when ${of('jumps')} then ${of('due_on')} when ${of('due_on')} > ${day} then ${day} + 1 else ${day} end`],
    ['issue_on', sql`case when ${of('jumps')} then coalesce(${of('issue_on')}, ${never}) else ${never} end`],
    ['moved_on', sql`case when ${of('jumps')} then coalesce(${of('moved_on')}, ${of('due_on')}) else ${never} end`],
  ];
}

/** Finds the line of `climb` that says an item's next rung; there is none where no step is left. */
function climbOf(fact: Sql, day: Sql): Sql {
  const same = kindOf(fact, day).map(([name, value]) => sql`climb.${sql.ref(name)} = ${value}`);
  return sql`climb on ${sql.join(same, sql` and `)}`;
}

/**
 * Which message an item belongs to: its customer's, its level's or its own, as a uuid. A level's is made of customer and level;
 * an item without a step left stays with its customer.
 */
function facts(day: Sql, { manyUnits }: DecisionTerms): Sql {
  if (!manyUnits) return sql`fact as not materialized (select stated.*, stated.customer_id as unit_id from stated),`;
  return sql`
    fact as materialized (
      select stated.*, case stated.unit
        when 'item' then stated.item_id
        when 'level' then coalesce(md5(stated.customer_id::text || '/' || climb.next_level)::uuid, stated.customer_id)
        else stated.customer_id
      end as unit_id
      from stated
      left join ${climbOf(sql`stated`, day)}
    ),`;
}

// An account with several messages has its credits put on what is due first, late or not yet chased: each message deducts what falls on its items.
const sharedCredits = sql`
    shared as (
      select fact.item_id,
        least(fact.chased_minor, greatest(0, -credit.minor - coalesce(sum(fact.chased_minor) over (
          partition by fact.customer_id, fact.currency order by fact.due_on, fact.chased_minor desc, fact.item_id
          rows between unbounded preceding and 1 preceding
        ), 0)))::bigint as covered_minor
      from fact
      join credit on credit.customer_id = fact.customer_id and credit.currency = fact.currency
      where fact.unit <> 'account' and fact.open
    ),`;

/**
 * The decision of one business day over `standing` (the relation of that name, or one like it): `with` steps that end in
 * `unit_decision` (one row per unit and currency with a leader) and `item_decision` (one row per item listed today).
 * One message = one entity, one customer, one currency; how much of the customer's account is the scenario's unit.
 */
export function choice(terms: DecisionTerms, from: Sql = sql`standing`): Sql {
  const day = sql`${terms.on}::date`;
  const floor = floorIn(sql`coalesce(led.floor_minor, ${terms.floorMinor}::bigint)`, sql`led.currency`);
  const grouped = terms.grouping !== 'none';
  // Who is chased for others is left alone for all of them while something holds it as a whole.
  const payerHold = grouped ? sql`left join customer_hold as payer_hold on payer_hold.customer_id = standing.customer_id` : sql``;
  const credits = terms.manyUnits
    ? sql`(case when led.unit = 'account' then coalesce(credit.minor, 0) else -coalesce(unit_sum.covered_minor, 0) end)`
    : sql`coalesce(credit.minor, 0)`;
  return sql`
    ${holdSteps(terms)},
    stated as materialized (
      -- Asked as one flag: of two conditions the planner believes that hardly any item meets them, and compares every unit with every other.
      select told.*, told.skip is null and told.claim_minor > 0 as open
      from (
        select standing.item_id, standing.customer_id, standing.account_id, standing.currency, standing.due_on, standing.issue_on, standing.claim_minor,
          standing.scenario_id, standing.unit, standing.met, standing.floor_minor, standing.passed_rung, standing.last_on, standing.moved_on, standing.reminded,
          standing.prudence, standing.fresh_until,
          standing.claim_minor - coalesce(item_hold.part_minor, 0) as chased_minor,
          greatest(standing.last_on + coalesce(standing.min_days_between, ${terms.minDays}::int), standing.fresh_until) as rested_on,
          standing.reminded and standing.prudence = 0 as grave_allowed,
          standing.catch_up = 'latest-only' or (standing.catch_up = 'jump-to-age' and standing.passed_rung = 0) as jumps,
          standing.passed_rung < case
            when standing.reminded and standing.prudence = 0 then case when standing.due_on > ${day} then standing.last_rung else standing.last_late_rung end
            else case when standing.due_on > ${day} then standing.last_plain_rung else standing.last_late_plain_rung end
          end as unfinished,
          coalesce(
            standing.excluded,
            case when standing.claim_minor > 0 then coalesce(
              entity_hold.reason,
              ${bearingOn(sql`customer_hold`)},
              ${grouped ? sql`${bearingOn(sql`payer_hold`)},` : sql``}
              item_hold.whole_reason,
              case when item_hold.part_minor >= standing.claim_minor then item_hold.reason end
            ) end
          ) as skip
        from ${from} as standing
        left join item_hold on item_hold.item_id = standing.item_id
        left join customer_hold on customer_hold.customer_id = standing.account_id
        ${payerHold}
        left join entity_hold on entity_hold.entity_id = ${terms.entityId}::uuid
      ) as told
    ),
    -- A portfolio has few kinds of items: their next rung is looked for once a kind, and not for each item.
    climb as materialized (
      select kind.*, ladder.rung as next_rung, ladder.level as next_level
      from (
        select distinct ${sql.join(kindOf(sql`stated`, day).map(([name, value]) => sql`${value} as ${sql.ref(name)}`))}
        from stated
      ) as kind
      cross join lateral (${nextRung(sql`kind`, day)}) as next
      join ladder on ladder.scenario_id = kind.scenario_id and ladder.rung = next.rung
    ),
    ${facts(day, terms)}
    -- The oldest-due debit that is not excluded and whose own history leaves it a step.
    leader as (
      select distinct on (fact.unit_id, fact.currency) fact.unit_id, fact.unit, fact.item_id, fact.customer_id, fact.currency, fact.due_on, fact.issue_on, fact.moved_on,
        fact.scenario_id, fact.met, fact.jumps, fact.passed_rung, fact.grave_allowed, fact.floor_minor, fact.rested_on, fact.prudence
      from fact
      where fact.open and fact.unfinished
      order by fact.unit_id, fact.currency, fact.due_on, fact.chased_minor desc, fact.item_id
    ),
    led as materialized (
      select leader.*, ladder.version, ladder.step_id, ladder.cycle, ladder.level, ladder.rung, ladder.channel, ladder.automation, ladder.grave, ladder.minimum_minor,
        ${stepDay(sql`leader`)} as step_on,
        greatest(${stepDay(sql`leader`)}, leader.rested_on) as ready_on,
        leader.due_on < ${day} as late
      from leader
      join ${climbOf(sql`leader`, day)}
      join ladder on ladder.scenario_id = leader.scenario_id and ladder.rung = climb.next_rung
    ),
    credit as ${terms.manyUnits ? sql`materialized` : sql``} (
      select fact.customer_id, fact.currency, sum(fact.claim_minor)::bigint as minor
      from fact
      where fact.claim_minor < 0 and fact.skip is null
      group by fact.customer_id, fact.currency
    ),
    ${terms.manyUnits ? sharedCredits : sql``}
    -- What a ready leader may take along: once it is late, the late items that had their rest; before its due date, what is not late either.
    beside as (
      select fact.*, led.item_id as leader_id, led.late, led.step_id as led_step_id, led.rung as led_rung, led.cycle as led_cycle, led.channel as led_channel
      from led
      join fact on fact.unit_id = led.unit_id and fact.currency = led.currency
      where led.ready_on <= ${day} and fact.open
        and (fact.due_on < ${day}) = led.late
        and coalesce(fact.rested_on <= ${day}, true)
        and (fact.grave_allowed or not led.grave)
    ),
    listing as materialized (
      select beside.item_id, beside.unit_id, beside.currency, beside.due_on, beside.chased_minor, beside.prudence,
        beside.item_id = beside.leader_id as leads,
        ladder.step_id, ladder.level, coalesce(ladder.cycle, 1) as own_cycle, beside.led_cycle,
        -- An item counts for its own step: the leader's, or one below it that this message carries out as well. It never jumps.
        ladder.step_id is not null and ${stepDay(sql`beside`)} <= ${day} and (
          ladder.step_id = beside.led_step_id
          or (ladder.rung < beside.led_rung and not ladder.grave and ladder.channel in ${writtenChannels} and beside.led_channel in ${writtenChannels})
        ) as stepped,
        -- Before its due date a leader takes along only what is at the very same step: nothing is late yet.
        -- Handed over is what has come that far itself, and nothing beside it.
        (beside.late and beside.led_channel <> 'hand-over') or (ladder.step_id = beside.led_step_id and ${stepDay(sql`beside`)} <= ${day}) as listed
      from beside
      left join ${climbOf(sql`beside`, day)}
      left join ladder on ladder.scenario_id = beside.scenario_id and ladder.rung = climb.next_rung
    ),
    unit_sum as (
      select listing.unit_id, listing.currency,
        sum(listing.chased_minor)::bigint as debit_minor,
        ${terms.manyUnits ? sql`coalesce(sum(shared.covered_minor), 0)::bigint as covered_minor,` : sql``}
        count(*)::int as items,
        (${day} - min(listing.due_on))::int as oldest_days_late,
        bit_or(listing.prudence) as prudence,
        -- Tells whether anything an action lists has changed since it was made, without comparing its items.
        bit_xor(hashtextextended(listing.item_id::text || case when listing.stepped then listing.step_id::text else '' end || listing.chased_minor, 0)) as mark
      from listing
      ${terms.manyUnits ? sql`left join shared on shared.item_id = listing.item_id` : sql``}
      where listing.listed
      group by listing.unit_id, listing.currency
    ),
    ${contactsOn(day, terms)}
    unit_verdict as (
      select led.unit_id, led.unit, led.customer_id, led.currency, led.scenario_id, led.version, led.step_id, led.cycle, led.level, led.rung, led.channel, led.grave,
        led.late, led.item_id as leader_item_id, led.due_on as leader_due_on, led.step_on, led.ready_on,
        case when led.grave and led.automation = 'automatic' then 'to-confirm' else led.automation end as automation,
        coalesce(unit_sum.debit_minor, 0) as debit_minor,
        ${credits} as credits_minor,
        coalesce(unit_sum.debit_minor, 0) + ${credits} as net_minor,
        coalesce(unit_sum.items, 0) as items,
        unit_sum.mark,
        unit_sum.oldest_days_late,
        coalesce(unit_sum.prudence, led.prudence) as prudence,
        coalesce(contact_today.times, 0) as contacts,
        case
          when led.step_on > ${day} then 'step-not-due'
          when led.ready_on > ${day} then 'min-interval'
          -- A mail to colleagues is no contact.
          when contact_today.times >= ${terms.perDay}::int and led.channel <> 'internal' then 'contacted-today'
          when unit_sum.debit_minor + ${credits} <= 0 then 'covered-by-credits'
          when unit_sum.debit_minor + ${credits} < greatest(${floor}, led.minimum_minor) then 'below-floor'
          else 'act'
        end as verdict
      from led
      left join unit_sum on unit_sum.unit_id = led.unit_id and unit_sum.currency = led.currency
      left join contact_today on contact_today.customer_id = led.customer_id and contact_today.currency = led.currency
      left join credit on credit.customer_id = led.customer_id and credit.currency = led.currency
    ),
    unit_decision as materialized (
      ${terms.manyUnits && !terms.leaving ? mostUrgent(terms) : sql`select unit_verdict.* from unit_verdict`}
    ),
    item_decision as materialized (
      select listing.item_id, listing.unit_id, unit_decision.customer_id, listing.currency, listing.leads, listing.stepped,
        case when listing.stepped then listing.step_id end as step_id,
        case when listing.stepped then listing.level end as level,
        -- Beside the leader it had the leader's reminder, of the time it came.
        case when listing.stepped then listing.own_cycle else listing.led_cycle end as cycle,
        listing.chased_minor, ${day} - listing.due_on as days_late
      from listing
      join unit_decision on unit_decision.unit_id = listing.unit_id and unit_decision.currency = listing.currency
      where listing.listed and unit_decision.verdict = 'act'
    )
  `;
}

/** How often each customer was already reminded on the day, by currency. */
function contactsOn(day: Sql, terms: DecisionTerms): Sql {
  if (terms.perDay === 1) {
    return sql`
    contact_today as (
      select distinct fact.customer_id, fact.currency, 1 as times
      from fact
      where fact.last_on >= ${day}
    ),`;
  }
  return sql`
    contact_today as (
      select fact.customer_id, fact.currency,
        -- A reminder the accounting system sent today is one as well.
        (count(distinct coalesce(done.action_id, done.item_id)) + max(case when done.item_id is null then 1 else 0 end))::int as times
      from fact
      left join dunning.step_done as done on done.item_id = fact.item_id and done.done_on >= ${day} and done.outcome in ('done', 'listed')
        and done.channel <> 'internal'
      where fact.last_on >= ${day}
      group by fact.customer_id, fact.currency
    ),`;
}

/** Of several messages to one customer on one day, the highest level and oldest leave, as many as a day may have; the rest wait. */
function mostUrgent(terms: DecisionTerms): Sql {
  return sql`
      select placed.unit_id, placed.unit, placed.customer_id, placed.currency, placed.scenario_id, placed.version, placed.step_id, placed.cycle, placed.level,
        placed.rung, placed.channel, placed.grave, placed.late, placed.leader_item_id, placed.leader_due_on, placed.step_on, placed.ready_on, placed.automation,
        placed.debit_minor, placed.credits_minor, placed.net_minor, placed.items, placed.mark, placed.oldest_days_late, placed.prudence, placed.contacts,
        case
          when placed.verdict = 'act' and placed.channel <> 'internal' and placed.contacts + placed.place > ${terms.perDay}::int then 'daily-cap'
          else placed.verdict
        end as verdict
      from (
        select unit_verdict.*, row_number() over (
          partition by unit_verdict.customer_id, unit_verdict.currency, unit_verdict.verdict = 'act' and unit_verdict.channel <> 'internal'
          order by unit_verdict.level desc, unit_verdict.leader_due_on, unit_verdict.leader_item_id
        ) as place
        from unit_verdict
      ) as placed`;
}

/** A boolean over `fact` and `unit_decision`: whether the unit's reason is the item's own. Credits and what is not late yet are left out of nothing. */
export function sharesVerdict(terms: DecisionTerms): Sql {
  return sql`
    unit_decision.verdict in ('covered-by-credits', 'below-floor', 'contacted-today', 'daily-cap')
      and (fact.due_on < ${terms.on}::date or fact.item_id = unit_decision.leader_item_id)
  `;
}

/** The items left out, by reason: what the run reports as skipped. Needs `fact` and `unit_decision`. */
export function skipCounts(terms: DecisionTerms): Sql {
  return sql`
    select reason, count(*)::int as items
    from (
      select fact.skip as reason
      from fact
      where fact.claim_minor >= 0 and fact.skip is not null
      union all
      select unit_decision.verdict
      from unit_decision
      join fact on fact.unit_id = unit_decision.unit_id and fact.currency = unit_decision.currency
      where fact.claim_minor >= 0 and fact.skip is null and ${sharesVerdict(terms)}
    ) as item
    group by reason
  `;
}
