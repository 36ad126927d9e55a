import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { type HoldReason, placeHolds } from '../holds/index.ts';
import { accountOf, itemsOf } from './account.ts';

export type Stop = {
  readonly customerId: string;
  readonly itemIds?: readonly string[] | undefined;
  readonly reason?: Extract<HoldReason, 'stop' | 'to-check' | 'not-received' | 'reply'> | undefined;
  readonly fromOn?: Day | undefined;
  readonly untilOn?: Day | undefined;
  readonly note: string;
};

/** Stops the chase of an account or some of its items, with a note, until a day or until someone ends it. Answers the holds' ids. */
export async function stopChasing(tx: Transaction, stop: Stop, today: Day, by: Actor): Promise<string[]> {
  await accountOf(tx, stop.customerId);
  const items = await itemsOf(tx, stop.customerId, stop.itemIds ?? []);
  const common = {
    reason: stop.reason ?? 'stop',
    source: 'manual',
    fromOn: stop.fromOn ?? today,
    note: stop.note,
    ...(stop.untilOn === undefined ? {} : { untilOn: stop.untilOn }),
  };
  const ids = await placeHolds(
    tx,
    items.size === 0
      ? [{ ...common, scope: 'customer', customerId: stop.customerId }]
      : [...items.keys()].map((itemId) => ({ ...common, scope: 'item', customerId: stop.customerId, itemId })),
    by,
  );
  await recordEvent(tx, {
    kind: 'holds.placed',
    actor: by,
    customerId: stop.customerId,
    subjectId: ids[0],
    details: {
      reason: common.reason,
      until: stop.untilOn ?? null,
      note: stop.note,
      items: [...items.values()].map((item) => item.number),
    },
  });
  return ids;
}
