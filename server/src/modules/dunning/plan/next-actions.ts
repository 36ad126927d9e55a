import type { NextAction } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { toDecimal } from '../../../kernel/money.ts';
import type { Day } from '../../../kernel/days.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { listActions } from '../agenda/list-actions.ts';
import { explainCustomer } from '../explain/explain-item.ts';
import { type AssignedScenario, scenarioOf } from '../scenarios/assign-scenario.ts';
import { withPlan } from './plan.ts';

const horizonDays = 90;
const shown = 3;

/** The next three actions for a customer: those made already, then those foreseen. */
export async function nextActions(
  db: TenantDatabase,
  customerId: string,
  { today, now, language }: { today: Day; now: Temporal.Instant; language: Language },
): Promise<{ scenario: AssignedScenario; actions: NextAction[]; why: string[] }> {
  const foreseen = await withPlan(db, { from: today, days: horizonDays, now, customerIds: [customerId] }, (plan) =>
    plan.rows({ limit: 20 }),
  );
  const scenario = await scenarioOf(db, customerId);
  const open = (await listActions(db, { today, language, customerId, sort: 'plannedOn', limit: shown })).rows;
  const made: NextAction[] = open.map((action) => ({
    actionId: action.id,
    // The cast: listActions was asked for open states alone.
    state: action.state as NextAction['state'],
    on: action.plannedOn,
    step: action.step ?? '',
    channel: action.channel,
    automation: action.automation,
    grave: action.grave,
    currency: action.currency,
    amount: action.amount,
    items: action.items,
    allowedActions: action.allowedActions,
  }));
  const known = await stepsAtHand(db, customerId);
  const later: NextAction[] = foreseen
    .filter((action) => !known.has(`${action.stepId}/${action.currency}`))
    .map((action) => ({
      actionId: null,
      state: 'planned',
      on: action.on,
      step: action.lost ? textsIn(language).dunning.findAddress : language === 'fr' ? action.stepFr : action.stepEn,
      channel: action.channel,
      automation: action.automation,
      grave: action.grave,
      currency: action.currency,
      amount: toDecimal(action.amountMinor, action.currency),
      items: action.items,
      allowedActions: [],
    }));
  const actions = [...made, ...later].slice(0, shown);
  return { scenario, actions, why: actions.length > 0 ? [] : await reasonsForNothing(db, customerId, now, language) };
}

// The steps open actions stand for, those whose task asks for an address first among them.
async function stepsAtHand(db: TenantDatabase, customerId: string): Promise<Set<string>> {
  const rows = await db.rows<{ key: string }>(sql`
    select distinct coalesce(action.step_id, (action.reason ->> 'step')::uuid) || '/' || action.currency as key
    from dunning.action
    where action.customer_id = ${customerId} and action.state in ('to-confirm', 'to-do', 'confirmed')
  `);
  return new Set(rows.map(({ key }) => key));
}

async function reasonsForNothing(
  db: TenantDatabase,
  customerId: string,
  now: Temporal.Instant,
  language: Language,
): Promise<string[]> {
  const positions = await explainCustomer(db, customerId, { now, language });
  const reasons = positions.filter((position) => position.code !== 'credit').map((position) => position.why[0]);
  return [...new Set([textsIn(language).dunning.why.nothing, ...reasons.filter((reason) => reason !== undefined)])];
}
