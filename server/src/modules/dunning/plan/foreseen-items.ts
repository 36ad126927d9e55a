import type { Day } from '../../../kernel/days.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import type { DecisionTerms } from '../decision/terms.ts';
import { dayOf, foreseeAccounts } from './foresee-accounts.ts';
import type { PlanRung, ToldItem } from './foresee.ts';

/** The next message or task about an item: which step it is for it, on which working day. */
export type ForeseenItem = { readonly on: Day; readonly stepFr: string; readonly stepEn: string };

/** How far ahead one looks for what comes next. */
export const horizonDays = 90;

/**
 * When each item of the customers the terms are about comes next, by the very plan that foresees their messages: its own next step, or the message it is
 * merely listed in. Keyed by item; one that nothing comes for in three months is not in it. The terms name their customers.
 */
export async function foreseenItems(
  tx: Transaction,
  terms: DecisionTerms,
  leavesOn: (day: Day) => Day,
): Promise<Map<string, ForeseenItem>> {
  const next = new Map<string, ToldItem>();
  const told = (one: ToldItem): void => {
    const { id } = one.item;
    const known = id === undefined ? undefined : next.get(id);
    if (id !== undefined && (!known || (one.stepped && !known.stepped))) next.set(id, one);
  };
  for await (const _ of foreseeAccounts(tx, terms, { days: horizonDays, leavesOn, told }));
  const nameOf = await stepNames(
    tx,
    [...next.values()].map(({ rung }) => rung),
  );
  return new Map(
    [...next].flatMap(([id, { on, rung }]): [string, ForeseenItem][] => {
      const name = nameOf(rung);
      return name ? [[id, { on: dayOf(on), ...name }]] : [];
    }),
  );
}

type Named = Pick<PlanRung, 'scenarioId' | 'version' | 'stepId'>;
const keyOf = ({ scenarioId, version, stepId }: Named): string => `${scenarioId}/${version}/${stepId}`;

type StepNames = { readonly stepFr: string; readonly stepEn: string };

/** What the steps of rungs are called in their version. */
export async function stepNames(tx: Transaction, rungs: readonly Named[]): Promise<(rung: Named) => StepNames | undefined> {
  const asked = new Map(
    rungs.map((rung) => [keyOf(rung), { scenario_id: rung.scenarioId, version: rung.version, step_id: rung.stepId }]),
  );
  const rows = await tx.rows<Named & StepNames>(sql`
    select step.scenario_id as "scenarioId", step.version, step.step_id as "stepId", step.name_fr as "stepFr", step.name_en as "stepEn"
    from jsonb_to_recordset(${JSON.stringify([...asked.values()])}::jsonb) as asked (scenario_id uuid, version integer, step_id uuid)
    join dunning.step on step.scenario_id = asked.scenario_id and step.version = asked.version and step.step_id = asked.step_id
  `);
  const names = new Map(rows.map(({ stepFr, stepEn, ...rung }) => [keyOf(rung), { stepFr, stepEn }]));
  return (rung) => names.get(keyOf(rung));
}
