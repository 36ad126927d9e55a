import type { ActionRow } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { addDays, type Day } from '../../../kernel/days.ts';
import type { TenantDatabase, Transaction } from '../../../platform/database/index.ts';
import { type Entity, entityById } from '../../identity/index.ts';
import { decisionTerms } from '../decision/terms.ts';
import { leavingDays } from '../leaving-days.ts';
import { overSets } from '../over-sets.ts';
import { dayOf, foreseeAccounts } from './foresee-accounts.ts';
import type { PlanAccount, ToldItem } from './foresee.ts';
import { horizonDays, stepNames } from './foreseen-items.ts';

/** An action of the agenda, as far as what follows it goes. */
export type ActionAtHand = Pick<
  ActionRow,
  'id' | 'entityId' | 'customerId' | 'leader' | 'stepId' | 'plannedOn' | 'allowedActions'
>;
export type NextStep = NonNullable<ActionRow['nextStep']>;
type Asked = { readonly today: Day; readonly now: Temporal.Instant; readonly language: Language };
/** `lost`: nobody can be written to, a task stands in its place. */
type Told = ToldItem & { readonly lost: boolean };

/**
 * What the plan foresees for the leader of each action once that action is done, by action: a step, or the task that stands in its place where nobody can be
 * written to. An action that nothing follows in three months, or that waits for an address itself, is not in it.
 */
export async function nextSteps(
  db: TenantDatabase,
  actions: readonly ActionAtHand[],
  asked: Asked,
): Promise<Map<string, NextStep>> {
  const found = new Map<string, NextStep>();
  const led = actions.filter((action) => action.leader !== null && action.allowedActions.length > 0);
  for (const [entityId, those] of Map.groupBy(led, (action) => action.entityId))
    for (const [id, step] of await db.transaction(async (tx) => nextOfEntity(tx, await entityById(tx, entityId), those, asked)))
      found.set(id, step);
  return found;
}

async function nextOfEntity(
  tx: Transaction,
  entity: Entity,
  actions: readonly ActionAtHand[],
  { today, now, language }: Asked,
): Promise<[string, NextStep][]> {
  const customerIds = [...new Set(actions.map((action) => action.customerId))];
  const terms = await decisionTerms(tx, entity, today, now, customerIds);
  const leavesOn = await leavingDays(tx, entity.country);
  const told = new Map<string, Told[]>(actions.map(({ leader }) => [leader?.id ?? '', []]));
  const hear = (one: ToldItem, { unreachable }: PlanAccount): void => {
    told.get(one.item.id ?? '')?.push({ ...one, lost: unreachable.has(one.rung.reach) });
  };
  await overSets(tx, customerIds.length, async () => {
    for await (const _ of foreseeAccounts(tx, terms, { days: horizonDays, leavesOn, told: hear }));
  });
  const next = actions.flatMap((action): { action: ActionAtHand; after: Told }[] => {
    const after = following(told.get(action.leader?.id ?? '') ?? [], action);
    return after ? [{ action, after }] : [];
  });
  const nameOf = await stepNames(
    tx,
    next.map(({ after }) => after.rung),
  );
  return next.map(({ action, after: { on, rung, lost } }) => {
    const name = nameOf(rung);
    // Put off by a person, it leaves its items their rest from then on.
    const rested = action.plannedOn > today ? leavesOn(addDays(action.plannedOn, terms.minDays)) : today;
    const day = dayOf(on);
    return [
      action.id,
      {
        on: day > rested ? day : rested,
        step: lost ? textsIn(language).dunning.findAddress : ((language === 'fr' ? name?.stepFr : name?.stepEn) ?? ''),
        // The cast: the channels of a rung are those of a step.
        channel: lost ? 'task' : (rung.channel as NextStep['channel']),
      },
    ];
  });
}

// Its own step comes first in the plan; a task that asks for an address stands in the place of one that is lost.
function following(told: readonly Told[], action: ActionAtHand): Told | undefined {
  if (action.stepId === null) return told.find(({ lost }) => !lost);
  return told[told.findIndex(({ rung }) => rung.stepId === action.stepId) + 1];
}
