import { textsIn, formatDay, type Language } from '@quitus/texts';
import type { Actor } from '../../kernel/actor.ts';
import { businessDate, daysBetween } from '../../kernel/days.ts';
import { escapeHtml } from '../../kernel/html.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { type Queryable, sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { creditorLines, entityById } from '../identity/index.ts';
import { type Composer, type EndedMessage, isAddress, type OutboxHooks, queueMessage, recipientOf } from '../messages/index.ts';
import { markItemsSent } from '../receivables/index.ts';
import { documentsToAttach } from './invoices-of.ts';
import { refuse } from './refusals.ts';

export type InvoiceMail = {
  readonly to?: string | undefined;
  readonly copies?: readonly string[] | undefined;
  readonly language?: Language | undefined;
  readonly subject?: string | undefined;
  readonly text?: string | undefined;
};

type Invoice = {
  readonly number: string;
  readonly kind: string;
  readonly entityId: string;
  readonly entityName: string;
  readonly timeZone: string;
  readonly customerId: string;
  readonly language: string | null;
  readonly currency: string;
  readonly openMinor: bigint;
  readonly amountMinor: bigint;
  readonly issueOn: string;
  readonly dueOn: string | null;
  readonly address: string | null;
  readonly contactId: string | null;
  readonly contactName: string | null;
};

/** Puts an invoice with its document in the outbox; it counts as sent once it was accepted. Refuses an item without a document, and a customer without an address. */
export async function sendInvoice(
  tx: Transaction,
  itemId: string,
  mail: InvoiceMail,
  rules: { readonly now: Temporal.Instant; readonly recallMinutes: number },
  by: Actor,
): Promise<{ id: string; state: 'waiting'; notBefore: string; to: string }> {
  const invoice = await invoiceOf(tx, itemId);
  if (!invoice) throw refuse('document.item-unknown');
  if (invoice.amountMinor <= 0n || invoice.kind === 'payment') throw refuse('document.not-an-invoice');
  if ((await documentsToAttach(tx, [itemId])).length === 0) throw refuse('document.no-invoice');
  const to = mail.to ?? invoice.address;
  if (to === null || !isAddress(to)) throw refuse('document.no-address');
  const language = mail.language ?? (invoice.language === 'en' ? 'en' : 'fr');
  const words = textsIn(language).documents.mail;
  const today = businessDate(rules.now, invoice.timeZone);
  const notBefore = rules.now.add({ minutes: rules.recallMinutes });
  const { id } = await queueMessage(
    tx,
    {
      onceKey: `invoice/${uuidv7()}`,
      kind: 'invoice',
      entityId: invoice.entityId,
      customerId: invoice.customerId,
      contactId: mail.to === undefined || mail.to === invoice.address ? (invoice.contactId ?? undefined) : undefined,
      channel: 'e-mail',
      language,
      notBefore,
      recipient: { name: to === invoice.address ? (invoice.contactName ?? undefined) : undefined, address: to },
      copies: mail.copies,
      subject: mail.subject ?? words.subject(invoice.number, invoice.entityName),
      draftText:
        mail.text ??
        words.text(
          invoice.number,
          formatDay(language, invoice.issueOn),
          invoice.dueOn === null ? null : formatDay(language, invoice.dueOn),
          invoice.entityName,
        ),
      currency: invoice.currency,
      amountMinor: invoice.openMinor,
      items: [{ itemId, openMinor: invoice.openMinor, daysLate: invoice.dueOn === null ? 0 : daysBetween(invoice.dueOn, today) }],
    },
    by,
  );
  await recordEvent(tx, {
    kind: 'documents.invoice-queued',
    actor: by,
    customerId: invoice.customerId,
    subjectId: itemId,
    details: { number: invoice.number, to },
  });
  return { id, state: 'waiting', notBefore: notBefore.toString(), to };
}

function invoiceOf(db: Queryable, itemId: string): Promise<Invoice | undefined> {
  return db.maybe<Invoice>(sql`
    select item.number, item.kind, item.entity_id as "entityId", coalesce(entity.legal_name, entity.name) as "entityName", entity.time_zone as "timeZone",
      item.customer_id as "customerId", coalesce(contact.language, customer.language) as language, item.currency, item.open_minor as "openMinor",
      item.amount_minor as "amountMinor", item.issue_on as "issueOn", item.due_on as "dueOn", coalesce(contact.email, customer.email) as address,
      contact.id as "contactId", contact.name as "contactName"
    from receivables.item
    join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
    join identity.entity on entity.tenant_id = item.tenant_id and entity.id = item.entity_id
    left join lateral (
      -- Whom invoices go to; never somebody who left, asked not to be written to, or never got a mail.
      select contact.id, contact.name, contact.email, contact.language
      from customers.contact
      where contact.tenant_id = customer.tenant_id and contact.customer_id = customer.id and contact.email is not null
        and contact.validity not in ('bounced', 'wrong-person') and not 'e-mail' = any(contact.opted_out_of)
      order by contact.role <> 'accounts-payable', contact.created_at, contact.id
      limit 1
    ) as contact on true
    where item.id = ${itemId}
  `);
}

/** Writes an invoice's mail as it leaves: the person's words, and the documents as they are that second. */
export const composeInvoice: Composer = async (tx, message) => {
  const items = await tx.rows<{ itemId: string; openMinor: bigint; daysLate: number }>(sql`
    select item_id as "itemId", open_minor as "openMinor", days_late as "daysLate" from messages.message_item where message_id = ${message.id}
  `);
  const attachments = await documentsToAttach(
    tx,
    items.map((item) => item.itemId),
  );
  // Taken away meanwhile: a mail that says “attached” without it would be false.
  if (attachments.length === 0) return { kind: 'undeliverable', reason: 'no-invoice' };
  const recipient = recipientOf(message);
  if (!recipient) return { kind: 'undeliverable', reason: 'no-address' };
  const text = message.draftText ?? '';
  const foot = creditorLines(await entityById(tx, message.entityId), message.language === 'fr' ? 'fr' : 'en');
  return {
    kind: 'send',
    recipient,
    copies: message.copies,
    sender: { wants: 'shared' },
    subject: message.subject,
    text: `${text.trimEnd()}\n\n-- \n${foot.join('\n')}`,
    html: plainMailHtml(message.language, text, foot),
    items,
    attachments,
  };
};

/** The page of a mail written as plain text, with whoever sends it at its foot. */
export function plainMailHtml(language: string, text: string, foot: readonly string[]): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`)
    .join('');
  return `<!doctype html><html lang="${language}"><body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;color:#1d1d1f">${paragraphs}<!-- signature --><p style="margin-top:24px;font-size:12px;color:#5b6670">${foot.map(escapeHtml).join('<br>')}</p></body></html>`;
}

/** An invoice was accepted: its items were sent that day, where the entity lives. */
async function invoicesSent(tx: Transaction, messages: readonly EndedMessage[]): Promise<void> {
  const invoices = messages.filter((message) => message.kind === 'invoice');
  if (invoices.length === 0) return;
  const rows = invoices.map((message) => ({ id: message.id, ended_at: message.endedAt.toString() }));
  const sent = await tx.rows<{ itemId: string; on: string }>(sql`
    select message_item.item_id as "itemId", (ended.ended_at at time zone entity.time_zone)::date as on
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ended (id uuid, ended_at timestamptz)
    join messages.message on message.id = ended.id
    join messages.message_item on message_item.tenant_id = message.tenant_id and message_item.message_id = message.id
    join identity.entity on entity.tenant_id = message.tenant_id and entity.id = message.entity_id
    -- What stayed in the local mailbox was sent to nobody.
    where message.transport is distinct from 'local'
  `);
  await markItemsSent(tx, sent);
}

/** What follows from an invoice's leaving; main hands this to the outbox. */
export const invoiceHooks: OutboxHooks = { onSent: invoicesSent };
