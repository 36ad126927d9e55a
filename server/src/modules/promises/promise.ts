import { addDays, type Day, weekday } from '../../kernel/days.ts';
import { refuse } from './refusals.ts';

export type PromiseState = 'proposed' | 'expected' | 'kept' | 'partly-kept' | 'broken' | 'cancelled' | 'superseded';
/** What people do to a promise (accept, cancel, move, restore by taking back the one that replaced it) and what money does to it. */
export type PromiseAction = 'accept' | 'cancel' | 'move' | 'keep' | 'keep-partly' | 'break' | 'restore';

/** Every state and every way out of it. Money dated in time but recorded late still keeps a promise that had been called broken. */
export const promiseTransitions: Readonly<Record<PromiseState, Partial<Record<PromiseAction, PromiseState>>>> = {
  proposed: { accept: 'expected', cancel: 'cancelled' },
  expected: { cancel: 'cancelled', move: 'superseded', keep: 'kept', 'keep-partly': 'partly-kept', break: 'broken' },
  'partly-kept': { keep: 'kept' },
  broken: { keep: 'kept', 'keep-partly': 'partly-kept', restore: 'expected' },
  kept: {},
  cancelled: {},
  superseded: { restore: 'expected' },
};

/** What a person may do now. A promise is moved until its date; after it, it was broken. */
export function allowedPromiseActions(state: PromiseState, dueOn: Day, today: Day): ('cancel' | 'move')[] {
  return (['cancel', 'move'] as const).filter(
    (action) => promiseTransitions[state][action] !== undefined && (action !== 'move' || today <= dueOn),
  );
}

/** The state an action leads to; refuses one the state does not allow. */
export function nextPromiseState(state: PromiseState, action: PromiseAction): PromiseState {
  const next = promiseTransitions[state][action];
  if (next === undefined) throw refuse('promise.not-allowed', { state, action });
  return next;
}

/** The last day of grace: so many business days (Monday to Friday) after the promised date. */
export function graceEnd(dueOn: Day, graceDays: number): Day {
  let day = dueOn;
  for (let left = graceDays; left > 0;) {
    day = addDays(day, 1);
    if (weekday(day) <= 5) left -= 1;
  }
  return day;
}

/** What is known of one promise when it is judged; amounts in minor units. */
export type PromiseFacts = {
  readonly promisedMinor: bigint;
  /** Paid on its items since it was made, by money dated within the grace, up to the promised amounts. */
  readonly receivedMinor: bigint;
  /** Paid on its items by money dated after the grace. */
  readonly lateMinor: bigint;
  /** Nothing is left to pay on any of its items. */
  readonly allSettled: boolean;
  /** Money of the customer, dated about the promise or after and not matched yet, that could be it. */
  readonly unmatchedMinor: bigint;
  readonly graceUntil: Day;
};
export type PromiseVerdict = 'keep' | 'keep-partly' | 'break' | 'cancel' | 'wait';

/** How a promise stands on a day. `settlePromises` decides in one statement; this is its oracle in the tests. */
export function judgePromise(facts: PromiseFacts, today: Day): PromiseVerdict {
  if (facts.receivedMinor >= facts.promisedMinor) return 'keep';
  if (facts.allSettled && facts.lateMinor === 0n) {
    // The rest was credited or written off: what was owed was paid, or nothing was owed any more.
    return facts.receivedMinor > 0n ? 'keep' : 'cancel';
  }
  if (today <= facts.graceUntil) return 'wait';
  if (!facts.allSettled && facts.unmatchedMinor >= facts.promisedMinor - facts.receivedMinor) return 'wait';
  return facts.receivedMinor > 0n ? 'keep-partly' : 'break';
}
