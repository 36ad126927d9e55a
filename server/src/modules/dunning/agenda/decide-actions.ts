import type { Actor } from '../../../kernel/actor.ts';
import { addDays, businessDate, type Day } from '../../../kernel/days.ts';
import { type Sql, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { cancelMessagesOf } from '../../messages/index.ts';
import { afterDone, afterSkipped } from '../beside/after-done.ts';
import { displacement } from '../decision/terms.ts';
import { historyLines, joinHistory, leadersCycle } from '../history.ts';
import { refuse } from '../refusals.ts';
import { type ActionState, type ActionVerb, nextActionState } from './action.ts';

type By = { readonly actor: Actor; readonly now: Temporal.Instant };
type Locked = {
  readonly state: ActionState;
  readonly channel: string;
  readonly customerId: string;
  readonly entityId: string;
  readonly on: Day;
  /** Days by which `on` is ahead of the calendar: nothing really happens on a day to come. */
  readonly ahead: number;
};

/** Skips an action with the reason: its step is passed over for the items it carried, nobody counts as reminded, and the scenario goes on. */
export function skipAction(db: TenantDatabase, id: string, reason: string, by: By): Promise<void> {
  return db.transaction(async (tx) => {
    const action = await lock(tx, id, 'skip', by.now);
    if (action.state === 'confirmed') await takeBackMessage(tx, id, 'skipped', by.now);
    await close(tx, id, 'skipped', by, reason);
    await passSteps(tx, sql`action.id = ${id}::uuid`, 'skipped', action);
    await afterSkipped(tx, id);
    await tell(tx, 'actions.skipped', id, action, by, { reason });
  });
}

/** A call, a task or a posted letter is done: its step counts for the items it carried. */
export function completeAction(db: TenantDatabase, id: string, note: string | undefined, by: By): Promise<void> {
  return db.transaction((tx) => completeActionIn(tx, id, note, by));
}

/** The same inside the transaction that logs what was done: a call and its action end together. */
export async function completeActionIn(tx: Transaction, id: string, note: string | undefined, by: By): Promise<void> {
  const action = await lock(tx, id, 'complete', by.now);
  await close(tx, id, 'done', by, note);
  await passSteps(tx, sql`action.id = ${id}::uuid`, 'done', action);
  await afterDone(tx, id, action, by);
  await tell(tx, 'actions.done', id, action, by, note === undefined ? {} : { note });
}

// A year mistyped would keep its items out of every reminder until then.
const longestMoveDays = 180;

/** Moves an action to another day, never a past one, and by half a year at most. Its step waits with it. */
export function moveAction(db: TenantDatabase, id: string, to: Day, by: By): Promise<void> {
  return db.transaction(async (tx) => {
    const action = await lock(tx, id, 'move', by.now);
    if (to < action.on) throw refuse('action.move-to-past', { to });
    const last = addDays(action.on, longestMoveDays);
    if (to > last) throw refuse('action.move-too-far', { last });
    await tx.run(sql`
      update dunning.action set planned_on = ${to}::date, reason = reason || jsonb_build_object('movedTo', ${to}::text, 'movedBy', ${by.actor.name}::text)
      where id = ${id}::uuid
    `);
    await tell(tx, 'actions.moved', id, action, by, { to });
  });
}

/** Takes back a confirmed action whose message has not left: it awaits a yes again, under a new cycle, so that a later yes makes a new message. */
export function recallAction(db: TenantDatabase, id: string, by: By): Promise<void> {
  return db.transaction(async (tx) => {
    const action = await lock(tx, id, 'recall', by.now);
    await takeBackMessage(tx, id, 'recalled', by.now);
    await reopen(tx, sql`action.id = ${id}::uuid`);
    await tell(tx, 'actions.recalled', id, action, by, {});
  });
}

/** Puts actions back to "to confirm" under their next cycle: the once-key of a message that was called off never serves again. */
export async function reopen(tx: Transaction, which: Sql): Promise<void> {
  await tx.run(sql`
    update dunning.action
    set state = 'to-confirm', cycle = cycle + 1, decided_at = null, decided_by = null,
      once_key = regexp_replace(once_key, '/[0-9]+$', '') || '/' || (cycle + 1)
    where state = 'confirmed' and ${which}
  `);
}

/**
 * Writes that the steps of actions were done or passed over, for the items they carry. Done, it also notes the items merely
 * listed: their minimum interval runs though their level does not move.
 */
async function passSteps(
  tx: Transaction,
  which: Sql,
  outcome: 'done' | 'skipped',
  { on, ahead }: Pick<Locked, 'on' | 'ahead'>,
): Promise<void> {
  await tx.run(sql`
    insert into dunning.step_done (tenant_id, item_id, scenario_id, step_id, cycle, level, channel, outcome, done_on, action_id, rehearsed)
    select action.tenant_id, action_item.item_id, action.scenario_id, line.step_id, line.cycle, line.level, action.channel, line.outcome, ${on}::date, action.id,
      ${ahead > 0}
    from dunning.action
    join dunning.action_item on action_item.tenant_id = action.tenant_id and action_item.action_id = action.id
    cross join lateral (${historyLines(sql`action`, { outcome, cycle: leadersCycle })}) as line
    where ${which} and action.step_id is not null and action.kind in ('step', 'by-hand') and (action_item.stepped or ${outcome} = 'done')
    ${joinHistory}
  `);
}

async function lock(tx: Transaction, id: string, verb: ActionVerb, now: Temporal.Instant): Promise<Locked> {
  const found = await tx.maybe<
    Omit<Locked, 'on' | 'ahead'> & { timeZone: string; runOn: Day | null; startedAt: Temporal.Instant | null }
  >(sql`
    select action.state, action.channel, action.customer_id as "customerId", action.entity_id as "entityId", entity.time_zone as "timeZone",
      run.run_on as "runOn", run.started_at as "startedAt"
    from dunning.action
    join identity.entity on entity.tenant_id = action.tenant_id and entity.id = action.entity_id
    left join dunning.run on run.tenant_id = action.tenant_id and run.id = action.run_id
    where action.id = ${id}::uuid
    for update of action
  `);
  if (!found) throw refuse('action.not-found');
  nextActionState(found.state, verb);
  const { timeZone, runOn, startedAt, ...action } = found;
  const ahead = runOn === null || startedAt === null ? 0 : displacement(runOn, businessDate(startedAt, timeZone));
  return { ...action, ahead, on: addDays(businessDate(now, timeZone), ahead) };
}

async function takeBackMessage(tx: Transaction, id: string, reason: string, now: Temporal.Instant): Promise<void> {
  const cancelled = await cancelMessagesOf(tx, sql`select ${id}::uuid`, reason, now);
  if (cancelled === 0) throw refuse('action.message-left');
}

async function close(tx: Transaction, id: string, state: 'skipped' | 'done', by: By, note: string | undefined): Promise<void> {
  await tx.run(sql`
    update dunning.action
    set state = ${state}, decided_at = ${by.now.toString()}::timestamptz, decided_by = ${by.actor.name}, decision_note = ${note ?? null},
      done_at = case when ${state} = 'done' then ${by.now.toString()}::timestamptz end
    where id = ${id}::uuid
  `);
}

function tell(
  tx: Transaction,
  kind: `actions.${string}`,
  id: string,
  action: Locked,
  by: By,
  details: Record<string, unknown>,
): Promise<void> {
  return recordEvent(tx, {
    kind,
    actor: by.actor,
    customerId: action.customerId,
    entityId: action.entityId,
    subjectId: id,
    details,
  });
}
