import { refuse } from '../refusals.ts';

export type ActionState = 'to-confirm' | 'confirmed' | 'to-do' | 'done' | 'skipped' | 'cancelled' | 'expired';
/** `send` and `lose` are the outbox's; the others a person's. */
export type ActionVerb = 'confirm' | 'recall' | 'skip' | 'move' | 'complete' | 'send' | 'lose' | 'fail';

/** Every state of an action and every way out of it. */
export const actionTransitions: Readonly<Record<ActionState, Partial<Record<ActionVerb, ActionState>>>> = {
  'to-confirm': { confirm: 'confirmed', skip: 'skipped', move: 'to-confirm' },
  confirmed: { recall: 'to-confirm', skip: 'skipped', send: 'done', lose: 'cancelled', fail: 'to-do' },
  'to-do': { complete: 'done', skip: 'skipped', move: 'to-do' },
  done: {},
  skipped: {},
  cancelled: {},
  expired: {},
};

/** The state a verb leads to; refuses one the state does not allow. */
export function nextActionState(state: ActionState, verb: ActionVerb): ActionState {
  const next = actionTransitions[state][verb];
  if (next === undefined) throw refuse('action.not-allowed', { state, verb });
  return next;
}

/** What a person may do to an action; the screens obey it. */
export function allowedActions(
  state: ActionState,
  channel: string,
): ('confirm' | 'skip' | 'move' | 'done' | 'preview' | 'recall')[] {
  const ways = actionTransitions[state];
  return [
    ...(ways.confirm ? (['confirm'] as const) : []),
    ...(ways.recall && channel === 'e-mail' ? (['recall'] as const) : []),
    ...(ways.complete ? (['done'] as const) : []),
    ...(ways.move ? (['move'] as const) : []),
    ...(ways.skip ? (['skip'] as const) : []),
    ...(state === 'done' || state === 'skipped' || state === 'cancelled' || state === 'expired' ? [] : (['preview'] as const)),
  ];
}
