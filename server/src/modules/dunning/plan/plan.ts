import { addDays, type Day } from '../../../kernel/days.ts';
import { type Sql, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { businessToday, type Entity, entityById, listEntities } from '../../identity/index.ts';
import { choice, sharesVerdict } from '../decision/choice.ts';
import { nextWorkingDay } from '../working-days.ts';
import { ladder, standing, writtenChannels } from '../decision/standing.ts';
import { type DecisionTerms, decisionTerms, onDay } from '../decision/terms.ts';
import { collectionContacts } from '../collection-contact.ts';
import { overSets } from '../over-sets.ts';
import { ensureDefaultScenario } from '../scenarios/default-scenario.ts';

/** Which days and whose actions are foreseen. */
export type PlanQuestion = {
  readonly from?: Day | undefined;
  readonly days: number;
  readonly now: Temporal.Instant;
  readonly entityId?: string | undefined;
  readonly customerIds?: readonly string[] | undefined;
};

/** One action foreseen. A row of the temporary table `planned`. */
export type PlannedAction = {
  readonly on: Day;
  readonly customerId: string;
  readonly customerCode: string;
  readonly customer: string;
  readonly scenarioId: string;
  readonly scenario: string;
  readonly stepId: string;
  readonly stepFr: string;
  readonly stepEn: string;
  readonly channel: 'e-mail' | 'sms' | 'letter' | 'registered-letter' | 'call' | 'task';
  readonly automation: 'automatic' | 'to-confirm' | 'manual';
  readonly grave: boolean;
  readonly items: number;
  readonly currency: string;
  readonly amountMinor: bigint;
};
export type PlanSkip = { readonly customer: string; readonly item: string; readonly reason: string };

/** The foreseen actions, to be read while the plan stands: whole, a window of them, or summed. */
export type StandingPlan = {
  readonly from: Day;
  rows(window?: { readonly offset?: number; readonly limit?: number }): Promise<PlannedAction[]>;
  /** A statement over `planned (on_day, customer_id, currency, scenario_id, version, step_id, channel, automation, grave, items, net_minor)`. */
  ask<R>(statement: Sql): Promise<R[]>;
  /** What the first day leaves out, and why. */
  skipped(): Promise<PlanSkip[]>;
};

/**
 * What will be done in the coming days if nothing changes: the run's own decision, taken again day by day on a copy of the
 * items' positions that each foreseen message moves on. Only accounts whose day has come are decided again. Writes nothing.
 */
export function withPlan<T>(db: TenantDatabase, question: PlanQuestion, read: (plan: StandingPlan) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await ensureDefaultScenario(tx);
    const entities = question.entityId === undefined ? await listEntities(tx) : [await entityById(tx, question.entityId)];
    await prepare(tx);
    const firstDays: { terms: DecisionTerms }[] = [];
    for (const entity of entities) {
      const from = question.from ?? businessToday(entity, question.now);
      const terms = await decisionTerms(tx, entity, from, question.now, question.customerIds);
      firstDays.push({ terms });
      await planEntity(tx, entity, terms, question.days);
    }
    const from =
      firstDays[0]?.terms.on ?? question.from ?? question.now.toZonedDateTimeISO('Europe/Paris').toPlainDate().toString();
    return read({
      from,
      rows: (window) => plannedRows(tx, window),
      ask: (statement) => tx.rows(statement),
      skipped: async () => {
        const skips: PlanSkip[] = [];
        for (const { terms } of firstDays) skips.push(...(await firstDaySkips(tx, terms)));
        return skips;
      },
    });
  });
}

async function prepare(tx: Transaction): Promise<void> {
  await tx.run(sql`
    create temporary table planned (
      on_day date, customer_id uuid, currency text, scenario_id uuid, version integer, step_id uuid, channel text, automation text, grave boolean,
      items integer, net_minor bigint
    ) on commit drop
  `);
  await tx.run(sql`create temporary table plan_move (item_id uuid, rung integer, reminds boolean) on commit drop`);
}

async function planEntity(tx: Transaction, entity: Entity, terms: DecisionTerms, days: number): Promise<void> {
  const last = addDays(terms.on, days - 1);
  await tx.run(sql`drop table if exists plan_standing, plan_awake, plan_unit, plan_event, plan_reachable`);
  await tx.run(
    sql`select set_config('enable_nestloop', ${terms.customerIds ? 'on' : 'off'}, true), set_config('work_mem', '128MB', true)`,
  );
  // Items whose first step comes after the last day play no part, except as credits.
  await tx.run(sql`
    create temporary table plan_standing with (fillfactor = 60) on commit drop as
    with ${ladder}, ${standing({ ...onDay(terms, last), nearOnly: true })}
    select * from standing
  `);
  await tx.run(sql`select set_config('enable_nestloop', 'on', true)`);
  await tx.run(sql`create index on plan_standing (customer_id, currency)`);
  await tx.run(sql`create index on plan_standing (item_id)`);
  await tx.run(sql`create temporary table plan_awake (like plan_standing) on commit drop`);
  await tx.run(sql`
    create temporary table plan_unit on commit drop as
    select distinct customer_id, currency, ${terms.on}::date as next_on from plan_standing where claim_minor > 0 and excluded is null
  `);
  await tx.run(
    sql`create temporary table plan_reachable on commit drop as ${collectionContacts(
      terms.customerIds
        ? sql`customer.id = any(${[...terms.customerIds]}::uuid[])`
        : sql`customer.entity_id = ${terms.entityId}::uuid`,
    )}`,
  );
  await tx.run(sql`
    create temporary table plan_event on commit drop as
    select hold.customer_id, hold.scope, day.on_day
    from holds.hold
    cross join lateral (values (hold.from_on), (hold.until_on + 1)) as day (on_day)
    where hold.released_at is null and day.on_day between ${addDays(terms.on, 1)}::date and ${last}::date
      and (hold.entity_id is null or hold.entity_id = ${terms.entityId}::uuid)
  `);
  await tx.run(sql`analyze plan_standing`);
  await tx.run(sql`analyze plan_unit`);
  // How many days before its due date an item can act at the earliest: what is further off is not looked at.
  const { reachDays } = await tx.one<{ reachDays: number }>(sql`
    with ${ladder}
    select case when bool_or(ladder.reference = 'issue-date') then 100000 else greatest(-coalesce(min(ladder.offset_days), 0), 0) end::int as "reachDays" from ladder
  `);
  for (let day = terms.on; day <= last; day = addDays(day, 1)) await planDay(tx, { ...onDay(terms, day), reachDays }, entity);
}

async function planDay(tx: Transaction, terms: DecisionTerms & { readonly reachDays: number }, entity: Entity): Promise<void> {
  const day = sql`${terms.on}::date`;
  // A message decided on a closed day leaves on the next open one, and its interval counts from there.
  const leavesOn = sql`${nextWorkingDay(terms.on, entity.country)}::date`;
  await tx.run(sql`
    update plan_unit set next_on = ${day}
    from plan_event
    where plan_event.on_day = ${day} and (plan_event.scope = 'entity' or plan_event.customer_id = plan_unit.customer_id)
  `);
  // Real tables with statistics, so that a day with few accounts awake costs little and one with all of them is not looped over.
  await tx.run(sql`truncate plan_move, plan_awake`);
  await tx.run(sql`
    insert into plan_awake
    select plan_standing.* from plan_unit
    join plan_standing on plan_standing.customer_id = plan_unit.customer_id and plan_standing.currency = plan_unit.currency
    where plan_unit.next_on <= ${day} and (plan_standing.claim_minor < 0 or plan_standing.passed_rung > 0 or plan_standing.due_on <= ${day} + ${terms.reachDays}::int)
  `);
  await tx.run(sql`analyze plan_awake`);
  await tx.run(sql`select set_config('enable_nestloop', ${terms.customerIds ? 'on' : 'off'}, true)`);
  await tx.run(sql`
    with ${ladder}, ${choice(terms, sql`plan_awake`)},
    deed as (
      select unit_decision.*, unit_decision.channel = 'e-mail' and plan_reachable.email is null as unreachable
      from unit_decision
      left join plan_reachable on plan_reachable.customer_id = unit_decision.customer_id
      where unit_decision.verdict = 'act'
    ),
    foreseen as (
      insert into planned
      select ${leavesOn}, deed.customer_id, deed.currency, deed.scenario_id, deed.version, deed.step_id,
        case when deed.unreachable then 'task' else deed.channel end,
        case
          when deed.unreachable or deed.channel <> 'e-mail' then 'manual'
          when deed.automation = 'automatic' and deed.prudence > 0 then 'to-confirm'
          else deed.automation
        end, deed.grave, deed.items, deed.net_minor
      from deed
    ),
    moves as (
      insert into plan_move
      select item_decision.item_id, case when item_decision.stepped then own.rung end,
        deed.channel in ${writtenChannels} and deed.level > 0
      from item_decision
      join deed on deed.customer_id = item_decision.customer_id and deed.currency = item_decision.currency and not deed.unreachable
      left join ladder as own on own.scenario_id = deed.scenario_id and own.step_id = item_decision.step_id
    )
    update plan_unit set next_on = case
      -- Nothing to lead it now: it wakes when the first of its later items comes near, or a hold ends.
      when decided.customer_id is null then coalesce((
        select min(later.due_on) - ${terms.reachDays}::int
        from plan_standing as later
        where later.customer_id = woken.customer_id and later.currency = woken.currency and later.claim_minor > 0 and later.due_on > ${day} + ${terms.reachDays}::int
      ), 'infinity')
      when decided.verdict in ('step-not-due', 'min-interval') then decided.ready_on
      -- Nobody to write to: the task is there once, and the step waits.
      when decided.verdict = 'act' and deed.unreachable then 'infinity'
      -- The leader goes on leading while its ladder has plain rungs left, and rests until then; a hold that comes or goes wakes it.
      when decided.verdict = 'act' and decided.rung < rule.last_late_plain_rung
        then ${leavesOn} + greatest(coalesce(rule.min_days_between, ${terms.minDays}::int), 1)
      else ${day} + 1
    end
    from (select customer_id, currency from plan_unit where next_on <= ${day}) as woken
    left join unit_decision as decided on decided.customer_id = woken.customer_id and decided.currency = woken.currency
    left join deed on deed.customer_id = woken.customer_id and deed.currency = woken.currency
    left join rule on rule.scenario_id = decided.scenario_id
    where plan_unit.customer_id = woken.customer_id and plan_unit.currency = woken.currency
  `);
  await tx.run(sql`select set_config('enable_nestloop', 'on', true)`);
  await tx.run(sql`analyze plan_move`);
  await tx.run(sql`
    update plan_standing
    set last_on = ${leavesOn}, moved_on = case when plan_move.rung is null then plan_standing.moved_on else ${leavesOn} end,
      passed_rung = greatest(plan_standing.passed_rung, plan_move.rung), reminded = plan_standing.reminded or plan_move.reminds
    from plan_move
    where plan_move.item_id = plan_standing.item_id
  `);
}

function plannedRows(
  tx: Transaction,
  window: { readonly offset?: number; readonly limit?: number } = {},
): Promise<PlannedAction[]> {
  return tx.rows<PlannedAction>(sql`
    select planned.on_day as "on", planned.customer_id as "customerId", customer.code as "customerCode", customer.name as customer,
      planned.scenario_id as "scenarioId", scenario.name as scenario, planned.step_id as "stepId", step.name_fr as "stepFr", step.name_en as "stepEn",
      planned.channel, planned.automation, planned.grave, planned.items, planned.currency, planned.net_minor as "amountMinor"
    from planned
    join customers.customer on customer.id = planned.customer_id
    join dunning.scenario on scenario.id = planned.scenario_id
    join dunning.step on step.scenario_id = planned.scenario_id and step.version = planned.version and step.step_id = planned.step_id
    order by planned.on_day, customer.code, planned.currency
    offset ${window.offset ?? 0} limit ${window.limit ?? null}::bigint
  `);
}

async function firstDaySkips(tx: Transaction, terms: DecisionTerms): Promise<PlanSkip[]> {
  return overSets(tx, terms.customerIds ? 0 : Number.MAX_SAFE_INTEGER, () =>
    tx.rows<PlanSkip>(sql`
    with ${ladder}, ${standing({ ...terms, nearOnly: true })}, ${choice(terms)}
    select customer.code as customer, item.number as item, coalesce(fact.skip, unit_decision.verdict) as reason
    from fact
    left join unit_decision on unit_decision.customer_id = fact.customer_id and unit_decision.currency = fact.currency and ${sharesVerdict(terms)}
    join receivables.item on item.id = fact.item_id
    join customers.customer on customer.id = fact.customer_id
    where fact.claim_minor >= 0 and (fact.skip is not null or unit_decision.verdict is not null)
    order by customer.code, item.due_on, item.number
  `),
  );
}
