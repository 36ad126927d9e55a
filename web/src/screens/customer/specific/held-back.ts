import { compareAmounts, negated, sumAmounts, type WireAmount } from '@quitus/ui';
import type { Hold, StatementRow } from '../customer-queries.ts';

/** What of one ticked item a message does not ask for, and why. */
export interface HeldItem {
  readonly itemId: string;
  readonly number: string;
  readonly reason: Hold['reason'];
  readonly amount: string;
  readonly currency: string;
  /** No reason lets it be asked for. */
  readonly barred: boolean;
}

const forbidding: readonly string[] = ['insolvency', 'time-barred'];

/** What is disputed, promised or paused today of the ticked items, as the server leaves it out of a specific action. */
export function heldBack(items: readonly StatementRow[], holds: readonly Hold[], today: string): HeldItem[] {
  return items.flatMap((item): HeldItem[] => {
    const own = holds.filter(
      (hold) => hold.scope === 'item' && hold.itemId === item.id && hold.reason !== 'specific-action' && hold.fromOn <= today,
    );
    const whole =
      own.find((hold) => hold.part === null && forbidding.includes(hold.reason)) ?? own.find((hold) => hold.part === null);
    const first = whole ?? own[0];
    if (!first) return [];
    const parts =
      sumAmounts(own.map((hold) => ({ amount: hold.part ?? item.open, currency: item.currency })))[0]?.amount ?? item.open;
    const amount = whole || compareAmounts(parts, item.open) > 0 ? item.open : parts;
    const { id: itemId, number, currency } = item;
    return [{ itemId, number, currency, amount, reason: first.reason, barred: forbidding.includes(first.reason) }];
  });
}

/** What a message asks for of the ticked items: what is open less what is left out; items of which nothing is asked are not in it. */
export function claimedOf(items: readonly StatementRow[], leftOut: readonly HeldItem[]): WireAmount[] {
  return items.flatMap((item) => {
    const held = leftOut.find((each) => each.itemId === item.id);
    const [claimed] = sumAmounts([
      { amount: item.open, currency: item.currency },
      ...(held ? [{ amount: negated(held.amount), currency: item.currency }] : []),
    ]);
    return claimed && compareAmounts(claimed.amount, '0') > 0 ? [claimed] : [];
  });
}
