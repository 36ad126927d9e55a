import { daysBetween } from '../../../kernel/days.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { composeInvoice, invoicesOf, type ItemInvoice } from '../../documents/index.ts';
import { readSettings } from '../../identity/index.ts';
import type { Composed, Composer, ToAttach } from '../../messages/index.ts';
import { postalLines, type Recipient } from '../collection-contact.ts';
import { type DecidedAction, decidedActions } from '../messages/claim-now.ts';
import { closedUntil } from '../messages/closed-hours.ts';
import { composingTogether } from '../messages/composing-together.ts';
import { formatIn } from '../messages/message-format.ts';
import { type AccountParties, addresseesOf, partiesOf } from '../messages/message-parties.ts';
import { currenciesNamed, paymentDetails } from '../messages/payment-details.ts';
import { languageOf } from '../messages/step-words.ts';
import type { TenantQueryable } from '../messages/tenant-queryable.ts';
import { broughtOtherwise, unsentInvoices } from './unsent-invoices.ts';
import { type InvoiceToSend, writeInvoices } from './write-invoices.ts';

/** What an action about invoices would send this second, or why nothing. */
export type InvoiceDraft = {
  readonly action: DecidedAction;
  readonly parties: AccountParties;
  readonly language: string;
  readonly recipient: Recipient | undefined;
  readonly invoices: readonly InvoiceToSend[];
  readonly documents: readonly ToAttach[];
  readonly written: ReturnType<typeof writeInvoices> | undefined;
  /** Invoices are not sent from here. */
  readonly off: boolean;
};

const composeOfAction = composingTogether(composeAll);

/** Writes a message that brings invoices as it leaves: those still to be sent that have all they need, with their documents as they are that second. One sent by hand has a person's words. */
export const composeInvoices: Composer = (tx, message, now) =>
  (message.actionId === null ? composeInvoice : composeOfAction)(tx, message, now);

async function composeAll(tx: Transaction, ids: readonly string[], now: Temporal.Instant): Promise<Map<string, Composed>> {
  const all = new Map([...(await draftInvoices(tx, ids, now))].map(([id, draft]) => [id, sendingNow(draft)]));
  const leaving = [...all].flatMap(([id, one]) => (one.kind === 'send' ? [id] : []));
  for (const [id, until] of await closedUntil(tx, leaving, now)) all.set(id, { kind: 'postpone', until });
  return all;
}

/** What these actions would send this second, by action: a handful of statements for all of them. */
export async function draftInvoices(
  db: TenantQueryable,
  ids: readonly string[],
  now: Temporal.Instant,
): Promise<Map<string, InvoiceDraft>> {
  const actions = await decidedActions(db, ids, now);
  const settings = await readSettings(db);
  const off = settings['invoices.send'] === 'off';
  const currencies = currenciesNamed(settings['payment.currencies']);
  const parties = await partiesOf(db, [...new Set(actions.map((action) => action.customerId))]);
  const recipients = await addresseesOf(
    db,
    actions.map(({ id, customerId, channel }) => ({ key: id, customerId, channel })),
  );
  const invoices = Map.groupBy(await stillToSend(db, ids), (invoice) => invoice.actionId);
  const documents = Map.groupBy(
    await invoicesOf(db, [...new Set([...invoices.values()].flat().map((invoice) => invoice.itemId))]),
    (document) => document.itemId,
  );
  const drafts = new Map<string, InvoiceDraft>();
  for (const action of actions) {
    const party = parties.get(action.customerId);
    if (!party) continue;
    const recipient = recipients.get(action.id);
    const language = languageOf(recipient?.language ?? null, party.entity.country);
    const listed = (invoices.get(action.id) ?? []).map(({ actionId: _action, dueOn, ...invoice }): InvoiceToSend => ({
      ...invoice,
      dueOn: dueOn ?? invoice.issuedOn,
      daysLate: dueOn === null ? 0 : daysBetween(dueOn, action.on),
      claimedMinor: invoice.openMinor,
    }));
    const payment = paymentDetails(party.entity, action.currency, currencies);
    const written =
      listed.length === 0
        ? undefined
        : writeInvoices({
            language,
            currency: action.currency,
            on: action.on,
            parties: { ...party, contactName: recipient?.name ?? party.customer.name, senderName: null },
            payment: payment === 'other-currency' ? 'unknown' : payment,
            postal: recipient ? postalLines(recipient, party.entity.country, formatIn(language).words) : [],
            invoices: listed,
          });
    const documentsOf = attached(listed, documents);
    drafts.set(action.id, {
      action,
      parties: party,
      language,
      recipient,
      invoices: listed,
      documents: documentsOf,
      written,
      off,
    });
  }
  return drafts;
}

type StillToSend = Omit<InvoiceToSend, 'dueOn' | 'daysLate' | 'claimedMinor'> & {
  readonly actionId: string;
  readonly dueOn: string | null;
};

// What an action lists, less what was sent otherwise, lost what it needs, or goes another way by now.
function stillToSend(db: TenantQueryable, ids: readonly string[]): Promise<StillToSend[]> {
  const listed = sql`item.id in (select listed.item_id from dunning.action_item as listed where listed.action_id = any(${[...ids]}::uuid[]))`;
  return db.rows<StillToSend>(sql`
    select action.id as "actionId", invoice.item_id as "itemId", invoice.number, invoice.label, invoice.issue_on as "issuedOn", invoice.due_on as "dueOn",
      invoice.amount_minor as "amountMinor", invoice.open_minor as "openMinor",
      -- What the customer asks for is said, and nothing else the ledger happens to hold.
      case when 'purchase-order' = any(invoice.required) then btrim(invoice.purchase_order) end as "purchaseOrder",
      case when 'reference' = any(invoice.required) then btrim(invoice.reference) end as reference
    from dunning.action
    join dunning.action_item on action_item.tenant_id = action.tenant_id and action_item.action_id = action.id
    join (${unsentInvoices(listed)}) as invoice on invoice.item_id = action_item.item_id
    where action.id = any(${[...ids]}::uuid[]) and cardinality(invoice.lacks) = 0 and invoice.route = action.channel and invoice.currency = action.currency
      and not ${broughtOtherwise(sql`invoice.item_id`, sql`action.id`)}
    order by invoice.due_on, invoice.number, invoice.item_id
  `);
}

// Due lines of one invoice name the same document: it goes along once.
function attached(invoices: readonly InvoiceToSend[], documents: ReadonlyMap<string, readonly ItemInvoice[]>): ToAttach[] {
  const byId = new Map<string, ToAttach>();
  for (const { itemId } of invoices)
    for (const { itemId: _item, unsent: _unsent, ...document } of documents.get(itemId) ?? [])
      byId.set(document.documentId, document);
  return [...byId.values()];
}

/** What becomes of a draft. */
export function sendingNow({ action, recipient, written, invoices, documents, parties, language, off }: InvoiceDraft): Composed {
  if (action.state !== 'confirmed' && action.state !== 'to-do') return { kind: 'cancel', reason: 'recalled' };
  if (off) return { kind: 'cancel', reason: 'invoices-off' };
  if (!written) return { kind: 'cancel', reason: 'invoice-sent' };
  if (recipient === undefined || recipient.problem !== null)
    return { kind: 'undeliverable', reason: recipient?.problem ?? 'no-address' };
  const onPaper = action.channel === 'letter';
  const address = onPaper ? postalLines(recipient, parties.entity.country, formatIn(language).words).join('\n') : recipient.email;
  if (!address) return { kind: 'undeliverable', reason: 'no-address' };
  return {
    kind: 'send',
    recipient: { name: recipient.name, contactId: recipient.contactId ?? undefined, address },
    sender: { wants: 'shared' },
    subject: written.subject,
    text: written.text,
    ...(onPaper ? { letter: written.letter() } : { html: written.html }),
    attachments: documents,
    items: invoices.map(({ itemId, openMinor, daysLate }) => ({ itemId, openMinor, daysLate })),
    amountMinor: invoices.reduce((sum, { openMinor }) => sum + openMinor, 0n),
    currency: action.currency,
  };
}
