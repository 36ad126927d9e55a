import type { Language } from '@quitus/texts';
import { businessDate, type Day } from '../../../kernel/days.ts';
import { type Queryable, sql, type Transaction } from '../../../platform/database/index.ts';
import { letterByHand, textableFrom, textableNumbers } from '../../dunning/index.ts';
import { creditorLines, entityById } from '../../identity/index.ts';
import {
  type Block,
  type Composed,
  type Composer,
  type OutboxMessage,
  recipientOf,
  smsLength,
  smsView,
} from '../../messages/index.ts';
import { type Account, accountOf, itemsOf } from '../account.ts';
import { type ListableItem, listableItems, sumOf } from './listed-items.ts';
import type { ByHandChannel } from './message-draft.ts';
import {
  bodiesOf,
  paragraphsOf,
  partsAround,
  type PaymentDetails,
  statementBlocks,
  statementInShort,
  statementTable,
} from './statement.ts';

/** What a person wrote, and the items as they are owed this second. */
type Written = {
  readonly language: Language;
  readonly text: string;
  readonly items: readonly ListableItem[];
  readonly currency: string;
  readonly today: Day;
};

/** Writes a message by hand as it leaves: the person's words, and the items as they are owed that second (T1). A reminder for nothing is cancelled. */
export const composeByHand: Composer = async (tx, message, now) => {
  const account = await accountOf(tx, message.customerId);
  const today = businessDate(now, account.timeZone);
  const items = await listableItems(
    tx,
    sql`item.id in (select message_item.item_id from messages.message_item where message_item.message_id = ${message.id})`,
    today,
  );
  const { debitMinor, netMinor } = sumOf(items);
  if (message.kind === 'reminder' && (debitMinor === 0n || netMinor <= 0n))
    return { kind: 'cancel', reason: 'settled-before-send' };
  const written: Written = {
    // What is ours in it exists in two languages; the person's words are theirs.
    language: message.language === 'fr' ? 'fr' : 'en',
    text: message.draftText ?? '',
    items,
    currency: items[0]?.currency ?? message.currency ?? account.currency,
    today,
  };
  const composed = await onChannel(tx, { message, account, written }, now);
  if (composed.kind !== 'send') return composed;
  return {
    ...composed,
    items: items.map(({ itemId, openMinor, daysLate }) => ({ itemId, openMinor, daysLate })),
    ...(items.length > 0 ? { amountMinor: netMinor, currency: written.currency } : {}),
  };
};

type ToCompose = { readonly message: OutboxMessage; readonly account: Account; readonly written: Written };

async function onChannel(tx: Transaction, toCompose: ToCompose, now: Temporal.Instant): Promise<Composed> {
  const { message, account, written } = toCompose;
  if (message.channel === 'letter') return asLetter(tx, toCompose);
  const recipient = recipientOf(message);
  if (!recipient) return { kind: 'undeliverable', reason: 'no-address' };
  if (message.channel === 'sms') {
    const numbers = await textableNumbers(tx, account.customerId);
    // They asked not to be texted since it was written.
    if (numbers.some((one) => one.address === recipient.address && !one.usable))
      return { kind: 'undeliverable', reason: 'no-address' };
    const until = await textableFrom(tx, account.customerId, now);
    if (Temporal.Instant.compare(until, now) > 0) return { kind: 'postpone', until };
    return { kind: 'send', recipient, subject: message.subject, text: smsText(written), items: [] };
  }
  const { text, html } = await bodies(tx, account, written);
  return { kind: 'send', recipient, copies: message.copies, subject: message.subject, text, html, items: [] };
}

/** On paper: the person's words with the table where its mark stands, below it how to pay. */
async function asLetter(tx: Transaction, { message, account, written }: ToCompose): Promise<Composed> {
  const { language, items, currency, today } = written;
  const framed = await letterByHand(tx, {
    customerId: account.customerId,
    language,
    subject: message.subject,
    currency,
    on: today,
    items: items.map((item) => ({
      ...item,
      label: '',
      issuedOn: item.issueOn,
      dueOn: item.dueOn ?? item.issueOn,
      claimedMinor: item.openMinor,
    })),
  });
  if (!framed) return { kind: 'undeliverable', reason: 'no-address' };
  const { recipient, paper } = framed;
  const table: Block[] = items.length > 0 ? [{ kind: 'statement' }, { kind: 'payment' }] : [];
  const parts = partsAround(written.text, items.length > 0).map((part) =>
    paragraphsOf(part).map((said): Block => ({ kind: 'paragraph', runs: [{ text: said }] })),
  );
  return {
    kind: 'send',
    recipient: { name: recipient.name, address: recipient.lines.join('\n'), contactId: recipient.contactId ?? undefined },
    subject: message.subject,
    text: (await bodies(tx, account, written)).text,
    letter: {
      ...paper,
      statement: statementTable(language, items, currency),
      blocks: parts.flatMap((part, place) => (place === 0 ? part : [...(place === 1 ? table : []), ...part])),
    },
    items: [],
  };
}

/** What a text message says, the items in short where their mark stands. */
function smsText({ language, text, items, currency }: Written): string {
  const short = statementInShort(language, items, currency);
  return partsAround(text, short !== '')
    .join(short)
    .trim();
}

async function bodies(db: Queryable, { entityId }: Account, { language, text, items, currency }: Written) {
  const payment = await db.one<PaymentDetails>(sql`
    select coalesce(account_holder, legal_name, name) as "accountHolder", iban, bic, coalesce(email, phone) as contact
    from identity.entity where id = ${entityId}
  `);
  const foot = creditorLines(await entityById(db, entityId), language);
  return bodiesOf(language, text, statementBlocks(language, items, currency, payment), foot);
}

export type ToPreview = {
  readonly customerId: string;
  readonly channel: ByHandChannel;
  readonly language: 'fr' | 'en';
  readonly text: string;
  readonly itemIds: readonly string[];
};

/** What a message would read today, as plain text, and how a text message would go over the air. */
export async function previewByHand(db: Queryable, { customerId, channel, language, text, itemIds }: ToPreview, today: Day) {
  const account = await accountOf(db, customerId);
  await itemsOf(db, customerId, itemIds);
  const items = await listableItems(db, sql`item.customer_id = ${customerId} and item.id = any(${[...itemIds]}::uuid[])`, today);
  const written: Written = { language, text, items, currency: items[0]?.currency ?? account.currency, today };
  if (channel !== 'sms') return { text: (await bodies(db, account, written)).text, sms: null };
  const length = smsLength(smsText(written));
  return { text: length.text, sms: smsView(length) };
}
