import { addDays, type Day } from '../../../kernel/days.ts';
import { copyLine, type Sql, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { businessToday, type Entity, entityById, listEntities } from '../../identity/index.ts';
import { choice, sharesVerdict } from '../decision/choice.ts';
import { ladderOf, type Overlay, standing } from '../decision/standing.ts';
import { type DecisionTerms, decisionTerms } from '../decision/terms.ts';
import { overSets } from '../over-sets.ts';
import { ensureDefaultScenario } from '../scenarios/default-scenario.ts';
import type { StepChannel } from '../scenarios/scenario.ts';
import { leavingDays } from '../leaving-days.ts';
import { dayOf, foreseeAccounts } from './foresee-accounts.ts';

/** Which days and whose actions are foreseen. */
export type PlanQuestion = {
  readonly from?: Day | undefined;
  readonly days: number;
  readonly now: Temporal.Instant;
  readonly entityId?: string | undefined;
  readonly customerIds?: readonly string[] | undefined;
  /** A version, most often a draft, in place of the one in force. */
  readonly overlay?: Overlay | undefined;
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
  readonly channel: StepChannel;
  readonly automation: 'automatic' | 'to-confirm' | 'manual';
  readonly grave: boolean;
  readonly items: number;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** Nobody can be written to: a task that asks for an address stands in the place of the step. */
  readonly lost: boolean;
};
export type PlanSkip = { readonly customer: string; readonly item: string; readonly reason: string };

/** Which of the foreseen actions: `among` is a condition on `planned`. */
export type PlanWindow = { readonly offset?: number; readonly limit?: number; readonly among?: Sql };
/** The foreseen actions, to be read while the plan stands: whole, a window of them, or summed. */
export type StandingPlan = {
  readonly from: Day;
  rows(window?: PlanWindow): Promise<PlannedAction[]>;
  /** A statement over `planned (on_day, customer_id, currency, scenario_id, version, step_id, channel, automation, grave, items, net_minor)`. */
  ask<R>(statement: Sql): Promise<R[]>;
  /** What the first day leaves out, and why. */
  skipped(): Promise<PlanSkip[]>;
};

/**
 * What will be done in the coming days if nothing changes: the run's own decision, taken again on each day that matters on a
 * copy of the items' positions, which each foreseen message moves on. Writes nothing.
 */
export function withPlan<T>(db: TenantDatabase, question: PlanQuestion, read: (plan: StandingPlan) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await ensureDefaultScenario(tx);
    const entities = question.entityId === undefined ? await listEntities(tx) : [await entityById(tx, question.entityId)];
    await makePlanTable(tx, 'planned');
    const firstDays: { terms: DecisionTerms }[] = [];
    for (const entity of entities) {
      const from = question.from ?? businessToday(entity, question.now);
      const terms = await decisionTerms(tx, entity, from, question.now, question.customerIds, question.overlay);
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

/** Of `planned`: what leaves as a message and does not stand in the queue already, as the confirmed ones of a plan's first days do. */
export const messagesToCome = (from: Day): Sql => sql`(planned.channel not in ('call', 'task', 'hand-over') and not exists (
  select from dunning.action
  where action.customer_id = planned.customer_id and action.currency = planned.currency and action.step_id = planned.step_id
    and action.state = 'confirmed' and planned.on_day <= ${addDays(from, queuedDays)}::date
))`;
// A message decided today leaves on the next working day, no step comes again so soon.
const queuedDays = 4;

/** Makes the temporary table plans are written into. */
export async function makePlanTable(tx: Transaction, name: PlanTable): Promise<void> {
  await tx.run(sql`
    create temporary table ${sql.ref(name)} (
      on_day date, customer_id uuid, currency text, scenario_id uuid, version integer, step_id uuid, channel text, automation text, grave boolean,
      items integer, net_minor bigint
    ) on commit drop
  `);
}
export type PlanTable = 'planned' | 'planned_before';

/** Writes what is foreseen for one entity over so many days from the terms' day on, of all scenarios or one. */
export async function planEntity(
  tx: Transaction,
  entity: Entity,
  terms: DecisionTerms,
  days: number,
  into: PlanTable = 'planned',
  scenarioId?: string,
): Promise<void> {
  const leavesOn = await leavingDays(tx, entity.country);
  for await (const accounts of foreseeAccounts(tx, terms, { days, leavesOn, scenarioId })) {
    const lines = accounts.flatMap(({ account, deeds }) =>
      deeds.map((deed) =>
        copyLine([
          dayOf(deed.on),
          account.customerId,
          account.currency,
          deed.rung.scenarioId,
          deed.rung.version,
          deed.rung.stepId,
          deed.channel,
          deed.automation,
          deed.rung.grave,
          deed.items,
          deed.netMinor,
        ]),
      ),
    );
    await tx.copyIn(into, lines);
  }
  await tx.run(sql`analyze ${sql.ref(into)}`);
}

function plannedRows(tx: Transaction, window: PlanWindow = {}): Promise<PlannedAction[]> {
  return tx.rows<PlannedAction>(sql`
    select planned.on_day as "on", planned.customer_id as "customerId", customer.code as "customerCode", customer.name as customer,
      planned.scenario_id as "scenarioId", scenario.name as scenario, planned.step_id as "stepId", step.name_fr as "stepFr", step.name_en as "stepEn",
      planned.channel, planned.automation, planned.grave, planned.items, planned.currency, planned.net_minor as "amountMinor",
      planned.channel = 'task' and step.channel <> 'task' as lost
    from planned
    join customers.customer on customer.id = planned.customer_id
    join dunning.scenario on scenario.id = planned.scenario_id
    join dunning.step on step.scenario_id = planned.scenario_id and step.version = planned.version and step.step_id = planned.step_id
    where ${window.among ?? sql`true`}
    order by planned.on_day, customer.code, planned.currency
    offset ${window.offset ?? 0} limit ${window.limit ?? null}::bigint
  `);
}

async function firstDaySkips(tx: Transaction, terms: DecisionTerms): Promise<PlanSkip[]> {
  return overSets(tx, terms.customerIds ? 0 : Number.MAX_SAFE_INTEGER, () =>
    tx.rows<PlanSkip>(sql`
    with ${ladderOf(terms.overlay)}, ${standing({ ...terms, nearOnly: true })}, ${choice(terms)}
    select customer.code as customer, item.number as item, coalesce(fact.skip, unit_decision.verdict) as reason
    from fact
    left join unit_decision on unit_decision.unit_id = fact.unit_id and unit_decision.currency = fact.currency and ${sharesVerdict(terms)}
    join receivables.item on item.id = fact.item_id
    join customers.customer on customer.id = fact.account_id
    where fact.claim_minor >= 0 and (fact.skip is not null or unit_decision.verdict is not null)
    order by customer.code, item.due_on, item.number
  `),
  );
}
