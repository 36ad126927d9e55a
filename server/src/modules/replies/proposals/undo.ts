import type { Actor } from '../../../kernel/actor.ts';
import type { Day } from '../../../kernel/days.ts';
import type { Transaction } from '../../../platform/database/index.ts';
import { changeContact, type ContactChange, removeContact } from '../../customers/index.ts';
import { changeDispute } from '../../disputes/index.ts';
import { releaseHold, releaseHolds } from '../../holds/index.ts';
import { recallMessage } from '../../messages/index.ts';
import { undoPromise } from '../../promises/index.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import type { Made } from './proposal-store.ts';

const why = 'reply-undone';

/** Takes back what accepting a proposal made; refuses, by the doors of those it belongs to, what has gone too far. */
export async function undo(tx: Transaction, made: Made, today: Day, neighbours: ReplyNeighbours, by: Actor): Promise<void> {
  const now = neighbours.now();
  if (made.promiseId) await undoPromise(tx, made.promiseId, today, by);
  if (made.interactionId) await releaseHolds(tx, { source: 'worklist', sourceId: made.interactionId }, why, by);
  if (made.disputeId) await changeDispute(tx, made.disputeId, { action: 'withdraw', comment: why, today }, by);
  if (made.messageId) await recallMessage(tx, made.messageId, by, { hooks: neighbours.hooks, now });
  if (made.holdId) await releaseHold(tx, made.holdId, why, by);
  if (made.contactId) await removeContact(tx, made.contactId, by);
  // The cast: it is what the contact's own row said.
  if (made.formerContactId)
    await changeContact(tx, made.formerContactId, { validity: made.formerValidity as ContactChange['validity'] }, by);
}
