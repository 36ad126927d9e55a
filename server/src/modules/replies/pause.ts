import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import type { Transaction } from '../../platform/database/index.ts';
import { placeHolds, releaseHolds } from '../holds/index.ts';
import { sentTogether } from '../messages/index.ts';

/** The module's name on what it pauses. */
export const holdSource = 'replies';

/**
 * Nothing is sent to a customer that answered until a person has read the answer: one pause a mail, from today on, of the whole account; and of the accounts
 * the mail it answers spoke of as well.
 */
export async function pauseFor(
  tx: Transaction,
  mail: {
    readonly id: string;
    readonly customerId: string;
    readonly subject: string;
    readonly answeredMessageId: string | null;
  },
  today: Day,
  by: Actor,
): Promise<void> {
  const others = mail.answeredMessageId === null ? [] : await sentTogether(tx, [mail.answeredMessageId]);
  const customers = new Set([mail.customerId, ...others.map((other) => other.customerId)]);
  await placeHolds(
    tx,
    [...customers].map((customerId) => ({
      scope: 'customer',
      customerId,
      reason: 'reply',
      source: holdSource,
      sourceId: mail.id,
      fromOn: today,
      ...(mail.subject ? { note: mail.subject.slice(0, 300) } : {}),
    })),
    by,
  );
}

/** Ends the pause of a mail that was treated, with how. */
export function endPause(tx: Transaction, mailId: string, why: string, by: Actor): Promise<number> {
  return releaseHolds(tx, { source: holdSource, sourceId: mailId }, why, by);
}
