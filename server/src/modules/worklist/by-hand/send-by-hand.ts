import type { Actor } from '../../../kernel/actor.ts';
import { businessDate } from '../../../kernel/days.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { mobileNumber, postalRecipient, textableFrom, textableNumbers } from '../../dunning/index.ts';
import { choosableSenders, isAddress, queueMessage } from '../../messages/index.ts';
import { accountOf, itemsOf } from '../account.ts';
import { refuse } from '../refusals.ts';
import { listableItems, sumOf } from './listed-items.ts';
import type { ByHandChannel } from './message-draft.ts';

export type ByHand = {
  readonly customerId: string;
  /** E-mail when left out. */
  readonly channel?: ByHandChannel | undefined;
  readonly template: 'reminder' | 'reply' | 'statement';
  /** An e-mail address or a mobile number; a letter goes to the customer's postal address. */
  readonly to?: string | undefined;
  readonly contactId?: string | undefined;
  readonly copies?: readonly string[] | undefined;
  readonly language: 'fr' | 'en';
  readonly subject: string;
  readonly text: string;
  readonly itemIds: readonly string[];
  readonly inReplyTo?: string | undefined;
  /** The mailbox it leaves from; absent: the shared one. */
  readonly senderId?: string | undefined;
};
export type SentByHand = {
  readonly id: string;
  readonly state: 'waiting';
  readonly notBefore: string;
  readonly amount: string | null;
  readonly currency: string | null;
};

const kinds = { reminder: 'reminder', reply: 'reply', statement: 'notice' } as const;

/** Puts a message written by a person in the outbox, where it can be taken back for some minutes. What it lists is read again as it leaves. */
export async function sendByHand(
  tx: Transaction,
  message: ByHand,
  rules: { readonly now: Temporal.Instant; readonly recallMinutes: number },
  by: Actor,
): Promise<SentByHand> {
  const account = await accountOf(tx, message.customerId);
  const { channel = 'e-mail' } = message;
  const mail = channel === 'e-mail';
  const recipient = await recipientIn(tx, channel, message);
  if (mail) await refuseSender(tx, message.senderId, account.entityId, by);
  await itemsOf(tx, message.customerId, message.itemIds);
  const today = businessDate(rules.now, account.timeZone);
  const items = await listableItems(
    tx,
    sql`item.customer_id = ${message.customerId} and item.id = any(${[...message.itemIds]}::uuid[])`,
    today,
  );
  const currency = items[0]?.currency;
  if (items.some((item) => item.currency !== currency)) throw refuse('by-hand.mixed-currencies');
  const { netMinor } = sumOf(items);
  if (message.template === 'reminder') {
    if (message.itemIds.length === 0) throw refuse('by-hand.no-items');
    if (netMinor <= 0n) throw refuse('by-hand.nothing-owed');
  }
  const recallUntil = rules.now.add({ minutes: rules.recallMinutes });
  // A text message rings: it keeps the debtor's hours, as those of steps do.
  const notBefore = channel === 'sms' ? await textableFrom(tx, message.customerId, recallUntil) : recallUntil;
  const { id } = await queueMessage(
    tx,
    {
      onceKey: `by-hand/${uuidv7()}`,
      kind: kinds[message.template],
      entityId: account.entityId,
      customerId: message.customerId,
      contactId: recipient.contactId,
      channel,
      language: message.language,
      notBefore,
      recipient,
      copies: mail ? message.copies : [],
      subject: message.subject,
      draftText: message.text,
      inReplyTo: message.inReplyTo === undefined ? undefined : await headerOf(tx, message.customerId, message.inReplyTo),
      senderId: mail ? message.senderId : undefined,
      items: items.map(({ itemId, openMinor, daysLate }) => ({ itemId, openMinor, daysLate })),
      ...(currency === undefined ? {} : { currency, amountMinor: netMinor }),
    },
    by,
  );
  await recordEvent(tx, {
    kind: 'messages.written',
    actor: by,
    customerId: message.customerId,
    subjectId: id,
    details: { template: message.template, channel, to: recipient.address, items: items.length },
  });
  return {
    id,
    state: 'waiting',
    notBefore: notBefore.toString(),
    amount: currency === undefined ? null : toDecimal(netMinor, currency),
    currency: currency ?? null,
  };
}

type To = { readonly name?: string | undefined; readonly address: string; readonly contactId?: string | undefined };

/** Whom it goes to, as its channel writes an address; refuses what is none, and who may not be written to. */
async function recipientIn(tx: Transaction, channel: ByHandChannel, message: ByHand): Promise<To> {
  const { customerId, contactId, to = '' } = message;
  if (channel === 'e-mail') {
    const wrong = [to, ...(message.copies ?? [])].find((address) => !isAddress(address));
    if (wrong !== undefined) throw refuse('by-hand.bad-address', { address: wrong });
    return { name: await nameOf(tx, message), address: to, contactId };
  }
  if (channel === 'letter') {
    const postal = await postalRecipient(tx, customerId, message.language);
    if (!postal) throw refuse('by-hand.no-postal-address');
    return { name: postal.name, address: postal.lines.join('\n'), contactId: postal.contactId ?? undefined };
  }
  const address = await mobileNumber(tx, customerId, to);
  if (address === undefined) throw refuse('by-hand.bad-number', { address: to });
  const whose = (await textableNumbers(tx, customerId)).filter((one) => one.address === address);
  if (whose.some((one) => !one.usable)) throw refuse('by-hand.opted-out', { address });
  const known = whose.find((one) => one.contactId === (contactId ?? null)) ?? whose[0];
  return { name: known?.name, address, contactId: known?.contactId ?? undefined };
}

async function refuseSender(tx: Transaction, senderId: string | undefined, entityId: string, by: Actor): Promise<void> {
  if (senderId === undefined) return;
  const mine = await choosableSenders(tx, { entityId, personId: by.kind === 'user' ? by.id : null });
  if (!mine.some((sender) => sender.id === senderId)) throw refuse('by-hand.sender-unknown');
}

async function nameOf(tx: Transaction, message: ByHand): Promise<string | undefined> {
  if (message.contactId === undefined) return undefined;
  const contact = await tx.maybe<{ name: string }>(sql`
    select name from customers.contact where id = ${message.contactId} and customer_id = ${message.customerId}
  `);
  return contact?.name || undefined;
}

async function headerOf(tx: Transaction, customerId: string, messageId: string): Promise<string> {
  const found = await tx.maybe<{ header: string }>(sql`
    select message_id_header as header from messages.message where id = ${messageId} and customer_id = ${customerId}
  `);
  if (!found) throw refuse('by-hand.message-unknown');
  return found.header;
}
