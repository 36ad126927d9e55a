import type { Actor } from '../../../kernel/actor.ts';
import type { Day } from '../../../kernel/days.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { addContact, changeContact } from '../../customers/index.ts';
import { type DisputeType, openDispute } from '../../disputes/index.ts';
import { placeHold } from '../../holds/index.ts';
import { readSetting } from '../../identity/index.ts';
import { makePromise } from '../../promises/index.ts';
import { sendDocument } from '../answering/send-document.ts';
import type { Mail } from '../mail-store.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import { refuse } from '../refusals.ts';
import type { Made, Proposal } from './proposal-store.ts';
import type { ProposalContent } from './propose.ts';

export type ToCarryOut = {
  readonly mail: Mail & { readonly customerId: string };
  readonly proposal: Proposal;
  /** As edited. */
  readonly content: ProposalContent;
  /** The words of the mail, for the case it makes. */
  readonly words: string;
  readonly today: Day;
  readonly automatic: boolean;
};

/** Makes the promise, the pause, the dispute, the message, the contact or the note a proposal stands for, by the doors of those it belongs to. */
export async function carryOut(tx: Transaction, what: ToCarryOut, neighbours: ReplyNeighbours, by: Actor): Promise<Made> {
  const { mail, proposal, content, words, today } = what;
  const parts = content.items.map(({ itemId, minor }) => ({ itemId, amountMinor: BigInt(minor) }));
  switch (proposal.kind) {
    case 'promise': {
      if (content.day === null) throw refuse('reply.proposal-incomplete');
      const rules = { today, graceDays: await readSetting(tx, 'promise.graceDays') };
      const source = proposal.foundBy === 'model' ? 'model' : 'mail';
      const promise = {
        customerId: mail.customerId,
        items: parts,
        dueOn: content.day,
        means: content.means ?? undefined,
        source,
        comment: words,
      } as const;
      return { promiseId: await makePromise(tx, promise, rules, by) };
    }
    case 'says-paid': {
      const itemIds = content.items.map(({ itemId }) => itemId);
      const said = { customerId: mail.customerId, itemIds, comment: words, language: mail.language };
      const when = { paidOn: content.day ?? undefined, means: content.means ?? undefined };
      return { interactionId: await neighbours.saysPaid(tx, { ...said, ...when }, today, by) };
    }
    case 'dispute': {
      const rules = { today, dueDays: await readSetting(tx, 'dispute.days') };
      // The cast: a proposal's reason comes from the table of proposals or from the route's own list.
      const type = (content.disputeType ?? 'other') as DisputeType;
      return { disputeId: await openDispute(tx, { customerId: mail.customerId, type, items: parts, comment: words }, rules, by) };
    }
    case 'send-document':
      return { messageId: await sendDocument(tx, { mail, content, automatic: what.automatic, today }, neighbours, by) };
    case 'contact':
      return newContact(tx, mail, content, by);
    case 'insolvency':
      // Placed as by a person: it outlives the mail, and a person ends it.
      return {
        holdId: await placeHold(
          tx,
          {
            scope: 'customer',
            customerId: mail.customerId,
            reason: 'insolvency',
            source: 'manual',
            fromOn: today,
            note: words.slice(0, 300),
          },
          by,
        ),
      };
  }
}

/** Whom to write to instead becomes a contact; who wrote that it is not them is no longer written to. */
async function newContact(
  tx: Transaction,
  mail: Mail & { readonly customerId: string },
  content: ProposalContent,
  by: Actor,
): Promise<Made> {
  if (!content.contact?.email) throw refuse('reply.proposal-incomplete');
  const former = await tx.maybe<{ id: string; role: 'accounts-payable'; validity: string }>(sql`
    select contact.id, contact.role, contact.validity
    from customers.contact
    where contact.customer_id = ${mail.customerId} and lower(contact.email) = ${mail.fromAddress}
      and lower(contact.email) <> ${content.contact.email.toLowerCase()}
    order by contact.role <> 'accounts-payable', contact.id
    limit 1
  `);
  const added = await addContact(
    tx,
    mail.customerId,
    { name: content.contact.name, email: content.contact.email, role: former?.role ?? 'accounts-payable' },
    by,
  );
  if (!former) return { contactId: added.id };
  await changeContact(tx, former.id, { validity: 'wrong-person' }, by);
  return { contactId: added.id, formerContactId: former.id, formerValidity: former.validity };
}
