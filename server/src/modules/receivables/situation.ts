import type { situations } from '@quitus/contract';
import { type Day, daysLate } from '../../kernel/days.ts';

export type Situation = (typeof situations)[number];

/** What holds an item or a part of it, as the modules above tell: `part` null holds all of it. */
export type Held = { readonly reason: string; readonly partMinor: bigint | null };
export type SituationFacts = {
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly awaitingMinor: bigint;
  readonly dueOn: Day | null;
  readonly held: readonly Held[];
  /** Whether this customer is expected to pay after the due date. */
  readonly lateExpected: boolean;
};

const wordOfHold: Readonly<Record<string, Situation>> = {
  insolvency: 'insolvency',
  litigation: 'litigation',
  disputed: 'disputed',
  planned: 'planned',
  promised: 'promised',
};
const holdOrder: readonly Situation[] = ['insolvency', 'litigation', 'disputed', 'planned', 'promised', 'held'];
const absolute = (minor: bigint): bigint => (minor < 0n ? -minor : minor);

/**
 * The one word of an item: the first that holds of settled · awaiting ledger · insolvency · litigation · disputed · planned · promised ·
 * held · in default (over 90 days late) · late · late expected · current. A part hold leaves the word to the rest of the item.
 */
export function situationOf(facts: SituationFacts, today: Day): Situation {
  if (facts.openMinor === 0n) return 'settled';
  const claimable = absolute(facts.openMinor - facts.awaitingMinor);
  if (claimable === 0n) return 'awaiting-ledger';
  const whole = facts.held.filter((held) => held.partMinor === null || absolute(held.partMinor) >= claimable);
  const words = new Set(whole.map((held) => wordOfHold[held.reason] ?? 'held'));
  const word = holdOrder.find((one) => words.has(one));
  if (word) return word;
  const late = facts.dueOn === null || facts.amountMinor < 0n ? 0 : daysLate(facts.dueOn, today);
  if (late > 90) return 'in-default';
  if (late > 0) return 'late';
  return facts.lateExpected && facts.amountMinor > 0n && facts.dueOn !== null ? 'late-expected' : 'current';
}
