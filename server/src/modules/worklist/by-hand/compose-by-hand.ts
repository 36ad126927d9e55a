import { businessDate } from '../../../kernel/days.ts';
import { sql } from '../../../platform/database/index.ts';
import { creditorLines, entityById } from '../../identity/index.ts';
import { type Composer, recipientOf } from '../../messages/index.ts';
import { accountOf } from '../account.ts';
import { listableItems, sumOf } from './listed-items.ts';
import { bodiesOf, type PaymentDetails, statementBlocks } from './statement.ts';

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
  const recipient = recipientOf(message);
  if (!recipient) return { kind: 'undeliverable', reason: 'no-address' };
  const payment = await tx.one<PaymentDetails>(sql`
    select coalesce(account_holder, legal_name, name) as "accountHolder", iban, bic, coalesce(email, phone) as contact
    from identity.entity where id = ${message.entityId}
  `);
  const currency = items[0]?.currency ?? message.currency ?? account.currency;
  // What is ours in it exists in two languages; the person's words are theirs.
  const language = message.language === 'fr' ? 'fr' : 'en';
  const foot = creditorLines(await entityById(tx, message.entityId), language);
  const { text, html } = bodiesOf(language, message.draftText ?? '', statementBlocks(language, items, currency, payment), foot);
  return {
    kind: 'send',
    recipient,
    copies: message.copies,
    subject: message.subject,
    text,
    html,
    items: items.map(({ itemId, openMinor, daysLate }) => ({ itemId, openMinor, daysLate })),
    ...(items.length > 0 ? { amountMinor: netMinor, currency } : {}),
  };
};
