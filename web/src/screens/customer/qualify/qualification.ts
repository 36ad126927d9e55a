import type { StatementRow } from '../customer-queries.ts';
import { compareAmounts, isZero, negated, sumAmounts, typedAmount } from '@quitus/ui';
import type { WireAmount } from '@quitus/ui';
import type { Right } from '../../../rights.ts';

/** What one can record about a customer or some of its items. */
export const qualifications = ['call', 'promise', 'dispute', 'paid', 'note', 'stop'] as const;
export type Qualification = (typeof qualifications)[number];

/** The right that recording it asks for. */
export const rightOf = {
  call: 'work',
  promise: 'work',
  dispute: 'resolve',
  paid: 'work',
  note: 'comment',
  stop: 'work',
} as const satisfies Record<Qualification, Right>;

/** What one is offered first: what was meant, or what one's rights leave of it. */
export function offeredFirst(meant: Qualification, permissions: readonly string[]): Qualification {
  return [meant, 'dispute' as const, 'note' as const].find((kind) => permissions.includes(rightOf[kind])) ?? meant;
}

/** Whether a word of the address names one. */
export function isQualification(word: string | undefined): word is Qualification {
  return qualifications.some((each) => each === word);
}

/** An item as far as a promise or a dispute needs it. */
export type Claimable = Pick<StatementRow, 'id' | 'number' | 'currency' | 'open' | 'awaiting' | 'dueOn'>;

/** What is still claimed of an item: open in the ledger, less what was received here and awaits it. */
export function claimedAmount(item: Pick<Claimable, 'open' | 'awaiting' | 'currency'>): string {
  const [sum] = sumAmounts([
    { amount: item.open, currency: item.currency },
    { amount: negated(item.awaiting), currency: item.currency },
  ]);
  return sum?.amount ?? item.open;
}

/** The items one can promise or dispute: debits with something left to claim. */
export function claimable<Item extends Claimable>(items: readonly Item[]): Item[] {
  return items.filter((item) => compareAmounts(claimedAmount(item), '0') > 0);
}

export type PartState = 'right' | 'no-amount' | 'too-much';

/** What was typed for one item, checked against what is claimed of it. */
export function readPart(typed: string, item: Claimable): { amount: string; state: PartState } {
  const claimed = claimedAmount(item);
  const amount = typedAmount(typed, claimed.split('.')[1]?.length ?? 0);
  if (amount === undefined || amount.startsWith('-') || isZero(amount)) return { amount: '0', state: 'no-amount' };
  return { amount, state: compareAmounts(amount, claimed) > 0 ? 'too-much' : 'right' };
}

/** The parts of the items with their exact sum; an item whose box was emptied is left out. Nothing while one of them is wrong. */
export function readParts(
  items: readonly Claimable[],
  typed: Readonly<Record<string, string>>,
): { parts: { itemId: string; amount: string }[]; total: WireAmount } | undefined {
  const parts: { itemId: string; amount: string }[] = [];
  for (const item of items) {
    const text = typed[item.id] ?? claimedAmount(item);
    if (text.trim() === '') continue;
    const { amount, state } = readPart(text, item);
    if (state !== 'right') return undefined;
    parts.push({ itemId: item.id, amount });
  }
  const currency = items[0]?.currency ?? 'EUR';
  const [total] = sumAmounts(parts.map(({ amount }) => ({ amount, currency })));
  return total ? { parts, total } : undefined;
}

const millisecondsPerDay = 86_400_000;
const shifted = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * millisecondsPerDay).toISOString().slice(0, 10);

/** The days people promise for, seen from a day: the next Friday, in a week, the end of the month. */
export function usualDays(today: string): { friday: string; week: string; monthEnd: string } {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  const [year = 0, month = 0] = today.split('-').map(Number);
  return {
    friday: shifted(today, (5 - weekday + 7) % 7 || 7),
    week: shifted(today, 7),
    // Day 0 of the month after is the last of this one.
    monthEnd: new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10),
  };
}
