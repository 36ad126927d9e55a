import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import type { Transaction } from '../../platform/database/index.ts';
import { placeHold, releaseHolds } from '../holds/index.ts';

/** The module's name on what it pauses. */
export const holdSource = 'replies';

/** Nothing is sent to a customer that answered until a person has read the answer: one pause a mail, from today on, of the whole account. */
export function pauseFor(
  tx: Transaction,
  mail: { readonly id: string; readonly customerId: string; readonly subject: string },
  today: Day,
  by: Actor,
): Promise<string> {
  return placeHold(
    tx,
    {
      scope: 'customer',
      customerId: mail.customerId,
      reason: 'reply',
      source: holdSource,
      sourceId: mail.id,
      fromOn: today,
      ...(mail.subject ? { note: mail.subject.slice(0, 300) } : {}),
    },
    by,
  );
}

/** Ends the pause of a mail that was treated, with how. */
export function endPause(tx: Transaction, mailId: string, why: string, by: Actor): Promise<number> {
  return releaseHolds(tx, { source: holdSource, sourceId: mailId }, why, by);
}
