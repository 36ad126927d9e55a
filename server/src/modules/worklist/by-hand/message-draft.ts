import type { Output, worklistRoutes } from '@quitus/contract';
import { textsIn } from '@quitus/texts';
import type { Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { type Queryable, sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { postalRecipient, textableNumbers } from '../../dunning/index.ts';
import { choosableSenders } from '../../messages/index.ts';
import { type Account, accountOf } from '../account.ts';
import { refuse } from '../refusals.ts';
import { type ListableItem, listableItems, sumOf } from './listed-items.ts';

type Draft = Output<(typeof worklistRoutes)['GET /customers/{id}/message-draft']>;
export type ByHandChannel = Draft['channel'];
export type DraftWish = {
  readonly customerId: string;
  /** E-mail when left out. */
  readonly channel?: ByHandChannel | undefined;
  readonly template: 'reminder' | 'reply' | 'statement';
  /** Absent: what the template proposes. */
  readonly itemIds?: readonly string[] | undefined;
  readonly currency?: string | undefined;
  readonly language?: 'fr' | 'en' | undefined;
  readonly inReplyTo?: string | undefined;
  /** Who writes: their own mailbox is proposed first. */
  readonly personId?: string | undefined;
};
type Answered = { id: string; subject: string; recipientAddress: string | null; contactId: string | null; itemIds: string[] };

// Who is written to about money, in this order.
const roleOrder = ['accounts-payable', 'cfo', 'approver', 'escalation', 'buyer', 'legal', 'guardian', 'site'];

/** A message for a person to finish: whom to write to, what to say, the open items with those it proposes ticked. */
export async function messageDraft(db: TenantDatabase, wish: DraftWish, today: Day): Promise<Draft> {
  const account = await accountOf(db, wish.customerId);
  const currency = wish.currency ?? account.currency;
  const { channel = 'e-mail' } = wish;
  const language = wish.language ?? account.language ?? (account.entityCountry === 'FR' ? 'fr' : 'en');
  const [items, recipients, answered, senders] = await Promise.all([
    listableItems(db, sql`item.customer_id = ${wish.customerId} and item.currency = ${currency}`, today),
    recipientsOn(db, channel, { account, language }),
    wish.inReplyTo === undefined ? undefined : messageAnswered(db, wish.customerId, wish.inReplyTo),
    channel === 'e-mail' ? choosableSenders(db, { entityId: account.entityId, personId: wish.personId ?? null }) : [],
  ]);
  const listed = new Set(listedIds(wish, items, answered, today));
  const { debitMinor, creditMinor, netMinor } = sumOf(items.filter((item) => listed.has(item.itemId)));
  // An answer goes where the question came from, a known contact or not, unless that address proved wrong.
  const asked = channel === 'e-mail' ? (answered?.recipientAddress ?? undefined) : undefined;
  const usable = recipients.find((one) => one.usable && (asked === undefined || one.address === asked));
  const unknown = asked !== undefined && !recipients.some((one) => one.address === asked);
  const to = unknown ? { address: asked, contactId: null } : (usable ?? recipients.find((one) => one.usable));
  // Their own once it was tried, else the shared one; without any the entity's own address.
  const proposed = senders.find((sender) => (sender.own && sender.tested) || sender.isDefault);
  const { byHand } = textsIn(language);
  const words = byHand[wish.template];
  return {
    channel,
    template: wish.template,
    entityId: account.entityId,
    language,
    senderName: proposed?.name ?? account.entityName,
    senderAddress: proposed?.address ?? account.entityEmail ?? '',
    senders: senders.map(({ id, name, address, own, tested }) => ({ id, name, address, own, tested })),
    senderId: proposed?.id ?? null,
    recipients,
    to: to?.address ?? null,
    contactId: to?.contactId ?? null,
    subject: answered ? `Re: ${answered.subject.replace(/^(re ?: ?)+/i, '')}` : words.subject(account.entityName),
    text: channel === 'sms' ? byHand.sms[wish.template](account.entityName) : words.text(account.entityName),
    inReplyTo: answered?.id ?? null,
    items: items.map(({ itemId, number, kind, issueOn, dueOn, daysLate, currency: itemCurrency, amountMinor, openMinor }) => ({
      itemId,
      number,
      kind,
      issueOn,
      dueOn,
      daysLate,
      currency: itemCurrency,
      amount: toDecimal(amountMinor, currency),
      open: toDecimal(openMinor, currency),
      listed: listed.has(itemId),
    })),
    currency,
    debits: toDecimal(debitMinor, currency),
    credits: toDecimal(creditMinor, currency),
    net: toDecimal(netMinor, currency),
  };
}

// A reminder proposes what is late and not paused, less every open credit (T3), and credits alone are no reminder; a statement everything; a reply what it answers.
function listedIds(
  wish: DraftWish,
  items: readonly ListableItem[],
  answered: Answered | undefined,
  today: Day,
): readonly string[] {
  if (wish.itemIds !== undefined) return wish.itemIds;
  if (wish.template === 'statement') return items.map((item) => item.itemId);
  if (wish.template === 'reply') return answered?.itemIds ?? [];
  const late = items.filter((item) => item.openMinor > 0n && item.dueOn !== null && item.dueOn < today && !item.held);
  const credits = late.length === 0 ? [] : items.filter((item) => item.openMinor < 0n);
  return [...late, ...credits].map((item) => item.itemId);
}

/** Whom one may write to on a channel, under the rules steps have for it. */
async function recipientsOn(
  db: TenantDatabase,
  channel: ByHandChannel,
  { account, language }: { readonly account: Account; readonly language: 'fr' | 'en' },
): Promise<Draft['recipients']> {
  if (channel === 'e-mail') return recipientsOf(db, account);
  if (channel === 'sms') return textableNumbers(db, account.customerId);
  const postal = await postalRecipient(db, account.customerId, language);
  if (!postal) return [];
  const { contactId, name, lines } = postal;
  return [{ contactId, name, address: lines.join('\n'), role: null, usable: true }];
}

async function recipientsOf(db: Queryable, account: Account): Promise<Draft['recipients']> {
  const contacts = await db.rows<Draft['recipients'][number]>(sql`
    select contact.id as "contactId", contact.name, contact.email as address, contact.role,
      contact.validity in ('unchecked', 'valid') and not 'e-mail' = any(contact.opted_out_of) as usable
    from customers.contact
    where contact.customer_id = ${account.customerId} and contact.email is not null
    order by array_position(${roleOrder}::text[], contact.role), contact.created_at, contact.id
  `);
  const known = new Set(contacts.map((contact) => contact.address.toLowerCase()));
  if (account.email !== null && !known.has(account.email.toLowerCase())) {
    contacts.push({ contactId: null, name: account.name, address: account.email, role: null, usable: true });
  }
  return contacts;
}

async function messageAnswered(db: Queryable, customerId: string, id: string): Promise<Answered> {
  const found = await db.maybe<Answered>(sql`
    select message.id, message.subject, message.recipient_address as "recipientAddress", message.contact_id as "contactId",
      array(select message_item.item_id from messages.message_item where message_item.tenant_id = message.tenant_id and message_item.message_id = message.id)
        as "itemIds"
    from messages.message
    where message.id = ${id} and message.customer_id = ${customerId}
  `);
  if (!found) throw refuse('by-hand.message-unknown');
  return found;
}
