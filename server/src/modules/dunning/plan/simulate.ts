import type { Simulation } from '@quitus/contract';
import type { Language } from '@quitus/texts';
import { toDecimal } from '../../../kernel/money.ts';
import { type Sql, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { businessToday, listEntities } from '../../identity/index.ts';
import { decisionTerms } from '../decision/terms.ts';
import { refuse } from '../refusals.ts';
import { draftVersion, scenarioById } from '../scenarios/scenario-store.ts';
import type { StepAutomation, StepChannel } from '../scenarios/scenario.ts';
import { makePlanTable, planEntity, type PlanTable } from './plan.ts';

export type SimulationQuestion = {
  readonly scenarioId: string;
  /** The draft when left out; refused when there is none. */
  readonly version?: number | undefined;
  readonly days: number;
  readonly now: Temporal.Instant;
  readonly language: Language;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
};

type Side = {
  readonly on: string | null;
  readonly step: string | null;
  readonly channel: StepChannel | null;
  readonly automation: StepAutomation | null;
  readonly items: number | null;
  readonly minor: string | null;
};
type PairRow = {
  readonly customerId: string;
  readonly customerCode: string;
  readonly customer: string;
  readonly currency: string;
  readonly before: Side;
  readonly after: Side;
};

/**
 * What a version of a scenario would change over the coming days for the customers who follow it: the plan with the version
 * in force beside the plan with this one, on today's data. Writes nothing but temporary tables.
 */
export function simulateVersion(db: TenantDatabase, question: SimulationQuestion): Promise<Simulation> {
  const { scenarioId, days, now, language } = question;
  return db.transaction(async (tx) => {
    const current = await scenarioById(tx, scenarioId);
    if (question.version === undefined && current.draft === null) throw refuse('scenario.no-draft');
    const { version } = await scenarioById(tx, scenarioId, question.version ?? draftVersion);
    await makePlanTable(tx, 'planned_before');
    await makePlanTable(tx, 'planned');
    const entities = await listEntities(tx);
    let from = now.toZonedDateTimeISO('Europe/Paris').toPlainDate().toString();
    for (const [index, entity] of entities.entries()) {
      const on = businessToday(entity, now);
      if (index === 0) from = on;
      const asNow = await decisionTerms(tx, entity, on, now);
      await planEntity(tx, entity, asNow, days, 'planned_before', scenarioId);
      const asThen = await decisionTerms(tx, entity, on, now, undefined, { scenarioId, version });
      await planEntity(tx, entity, asThen, days, 'planned', scenarioId);
    }
    await pairUp(tx, language);
    return {
      from,
      days,
      current: await foreseenIn(tx, 'planned_before'),
      proposed: await foreseenIn(tx, 'planned'),
      perStep: await stepsOf(tx),
      ...(await counted(tx)),
      ...(await differences(tx, question)),
    };
  });
}

// The nth time a customer gets a step before is compared with the nth time after.
async function pairUp(tx: Transaction, language: Language): Promise<void> {
  const numbered = (table: PlanTable): Sql => sql`
    select plan.*, ${language === 'fr' ? sql`step.name_fr` : sql`step.name_en`} as step,
      row_number() over (partition by plan.customer_id, plan.currency, plan.step_id order by plan.on_day) as nth
    from ${sql.ref(table)} as plan
    join dunning.step on step.scenario_id = plan.scenario_id and step.version = plan.version and step.step_id = plan.step_id
  `;
  await tx.run(sql`
    create temporary table plan_pair on commit drop as
    select coalesce(before.customer_id, after.customer_id) as customer_id, coalesce(before.currency, after.currency) as currency,
      coalesce(before.step_id, after.step_id) as step_id, least(before.on_day, after.on_day) as first_on,
      case
        when before.customer_id is null then 'added'
        when after.customer_id is null then 'removed'
        when (before.on_day, before.channel, before.automation, before.items, before.net_minor) = (after.on_day, after.channel, after.automation, after.items, after.net_minor) then 'same'
        else 'changed'
      end as change,
      before.on_day as before_on, before.step as before_step, before.channel as before_channel, before.automation as before_automation,
      before.items as before_items, before.net_minor as before_minor,
      after.on_day as after_on, after.step as after_step, after.channel as after_channel, after.automation as after_automation,
      after.items as after_items, after.net_minor as after_minor
    from (${numbered('planned_before')}) as before
    full join (${numbered('planned')}) as after
      on after.customer_id = before.customer_id and after.currency = before.currency and after.step_id = before.step_id and after.nth = before.nth
  `);
}

async function foreseenIn(tx: Transaction, table: PlanTable): Promise<Simulation['current']> {
  const counts = await tx.one<Omit<Simulation['current'], 'amounts'>>(sql`
    select count(*) filter (where automation = 'automatic')::int as messages, count(*) filter (where automation = 'to-confirm')::int as "toConfirm",
      count(*) filter (where automation = 'manual')::int as tasks, count(distinct customer_id)::int as customers
    from ${sql.ref(table)}
  `);
  const sums = await tx.rows<{ currency: string; minor: bigint }>(sql`
    select currency, sum(net_minor)::bigint as minor from ${sql.ref(table)} group by currency order by currency
  `);
  return { ...counts, amounts: sums.map(({ currency, minor }) => ({ currency, amount: toDecimal(minor, currency) })) };
}

function stepsOf(tx: Transaction): Promise<Simulation['perStep']> {
  return tx.rows(sql`
    select step_id as "stepId", coalesce(max(after_step), max(before_step)) as step,
      -- Where nobody can be written to a task stands in its place: the step is told by what most get.
      coalesce(mode() within group (order by after_channel), mode() within group (order by before_channel)) as channel,
      count(before_on)::int as current, count(after_on)::int as proposed
    from plan_pair
    group by step_id
    order by min(first_on), step_id
  `);
}

function counted(tx: Transaction): Promise<Pick<Simulation, 'same' | 'changed' | 'added' | 'removed'>> {
  return tx.one(sql`
    select count(*) filter (where change = 'same')::int as same, count(*) filter (where change = 'changed')::int as changed,
      count(*) filter (where change = 'added')::int as added, count(*) filter (where change = 'removed')::int as removed
    from plan_pair
  `);
}

async function differences(tx: Transaction, { offset, limit }: SimulationQuestion): Promise<Pick<Simulation, 'rows' | 'total'>> {
  const side = (of: 'before' | 'after'): Sql => sql`
    jsonb_build_object('on', ${sql.ref(`${of}_on`)}, 'step', ${sql.ref(`${of}_step`)}, 'channel', ${sql.ref(`${of}_channel`)},
      'automation', ${sql.ref(`${of}_automation`)}, 'items', ${sql.ref(`${of}_items`)}, 'minor', ${sql.ref(`${of}_minor`)}::text)`;
  const rows = await tx.rows<PairRow>(sql`
    select plan_pair.customer_id as "customerId", customer.code as "customerCode", customer.name as customer, plan_pair.currency,
      ${side('before')} as before, ${side('after')} as after
    from plan_pair
    join customers.customer on customer.id = plan_pair.customer_id
    where plan_pair.change <> 'same'
    order by plan_pair.first_on, customer.code, plan_pair.currency, plan_pair.step_id
    offset ${offset ?? 0} limit ${limit ?? 50}
  `);
  const { total } = await tx.one<{ total: number }>(sql`select count(*)::int as total from plan_pair where change <> 'same'`);
  return {
    total,
    rows: rows.map(({ before, after, ...row }) => ({
      ...row,
      before: actionOf(before, row.currency),
      after: actionOf(after, row.currency),
    })),
  };
}

function actionOf({ on, step, channel, automation, items, minor }: Side, currency: string): Simulation['rows'][number]['before'] {
  if (on === null || step === null || channel === null || automation === null || items === null || minor === null) return null;
  return { date: on, step, channel, automation, items, amount: toDecimal(BigInt(minor), currency) };
}
