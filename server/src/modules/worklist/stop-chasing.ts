import { type HoldByHand, holdsByHand } from '@quitus/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { placeHolds } from '../holds/index.ts';
import { accountOf, itemsOf } from './account.ts';
import { refuse } from './refusals.ts';

export type Stop = {
  readonly customerId: string;
  readonly itemIds?: readonly string[] | undefined;
  readonly reason?: HoldByHand | undefined;
  readonly fromOn?: Day | undefined;
  readonly untilOn?: Day | undefined;
  readonly note: string;
};

/**
 * Stops the chase of an account or some of its items, for a reason a person knows, until a day or until someone ends it. Refuses what the reason by its
 * nature lacks: a debit without its day, a judgment without its own. Answers the holds' ids.
 */
export async function stopChasing(tx: Transaction, stop: Stop, today: Day, by: Actor): Promise<string[]> {
  await accountOf(tx, stop.customerId);
  const reason = stop.reason ?? 'stop';
  refuseIncomplete(stop, reason, today);
  const items = await itemsOf(tx, stop.customerId, stop.itemIds ?? []);
  const common = {
    reason,
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
      from: common.fromOn,
      until: stop.untilOn ?? null,
      note: stop.note,
      items: [...items.values()].map((item) => item.number),
    },
  });
  return ids;
}

function refuseIncomplete(stop: Stop, reason: HoldByHand, today: Day): void {
  const { about, end, start } = holdsByHand[reason];
  const count = stop.itemIds?.length ?? 0;
  if (about === 'items' && count === 0) throw refuse('worklist.hold-needs-items', { reason });
  if (about === 'account' && count > 0) throw refuse('worklist.hold-of-account', { reason });
  if (end === 'required' && stop.untilOn === undefined) throw refuse('worklist.hold-needs-end', { reason });
  if (end === 'none' && stop.untilOn !== undefined) throw refuse('worklist.hold-without-end', { reason });
  if (start === 'required' && stop.fromOn === undefined) throw refuse('worklist.hold-needs-start', { reason });
  // A judgment of tomorrow has not been given.
  if (start === 'required' && stop.fromOn !== undefined && stop.fromOn > today)
    throw refuse('worklist.judgment-later', { day: stop.fromOn });
}
