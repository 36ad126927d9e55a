import { textsIn } from '@quitus/texts';
import type { Day } from '../../../kernel/days.ts';
import { creditorLines } from '../../identity/index.ts';
import { plainMailHtml } from '../../documents/index.ts';
import type { LetterData } from '../../messages/index.ts';
import { identityOf } from '../messages/creditor.ts';
import { formatIn, type MessageFormat } from '../messages/message-format.ts';
import type { PaymentDetails } from '../messages/payment-details.ts';
import type { Claim, Parties, StatedItem } from '../messages/reminder-fields.ts';
import { clean } from '../messages/template.ts';
import { letterOf } from '../messages/write-message.ts';

/** An invoice as the message that brings it names it. */
export type InvoiceToSend = StatedItem & {
  /** What its customer asks for on it, as the accounting system knows it. */
  readonly purchaseOrder: string | null;
  readonly reference: string | null;
};

/** Everything a message that brings invoices is made of. */
export type InvoicesToWrite = {
  readonly language: string;
  readonly currency: string;
  readonly on: Day;
  readonly parties: Parties;
  readonly payment: PaymentDetails | 'unknown';
  readonly postal: readonly string[];
  readonly invoices: readonly InvoiceToSend[];
};

/** A message that brings invoices, as a mail reads it; and on paper, above the invoices themselves. */
export function writeInvoices(message: InvoicesToWrite) {
  const { parties, invoices } = message;
  const format = formatIn(message.language);
  const words = textsIn(format.words).unsentInvoices.mail;
  const sender = clean(parties.entity.legalName ?? parties.entity.name);
  const subject = words.subject(
    invoices.map((invoice) => clean(invoice.number)),
    sender,
  );
  const lines = invoices.map((invoice) => lineOf(invoice, message.currency, format));
  const text = [
    words.hello,
    words.attached(invoices.length),
    lines.map((line) => `– ${line}`).join('\n'),
    words.farewell(sender),
  ].join('\n\n');
  const foot = creditorLines(identityOf(parties.entity), format.words).map(clean);
  return {
    subject,
    text: `${text}\n\n-- \n${foot.join('\n')}`,
    html: plainMailHtml(format.words, text, foot),
    letter: (): LetterData => onPaper(message, { subject, lines }),
  };
}

function lineOf({ purchaseOrder, reference, ...invoice }: InvoiceToSend, currency: string, format: MessageFormat): string {
  const words = textsIn(format.words).unsentInvoices.mail;
  return [
    words.line(clean(invoice.number), format.day(invoice.issuedOn), format.money(invoice.amountMinor, currency)),
    words.dueOn(format.day(invoice.dueOn)),
    ...(purchaseOrder ? [words.order(clean(purchaseOrder))] : []),
    ...(reference ? [words.reference(clean(reference))] : []),
  ].join(words.and);
}

function onPaper(message: InvoicesToWrite, { subject, lines }: { subject: string; lines: readonly string[] }): LetterData {
  const { parties, language, payment, postal, invoices, currency, on } = message;
  const words = textsIn(formatIn(language).words).unsentInvoices.mail;
  const claim: Claim = {
    currency,
    items: invoices,
    creditsMinor: 0n,
    netMinor: invoices.reduce((sum, invoice) => sum + invoice.openMinor, 0n),
    on,
    grave: false,
    noticeDays: 0,
  };
  const blank = { subject: null, body: null, script: null };
  const paragraph = (text: string) => ({ kind: 'paragraph', runs: [{ text }] }) as const;
  return {
    ...letterOf({ channel: 'letter', words: blank, language, parties, claim, payment, postal }, subject),
    blocks: [
      paragraph(words.hello),
      paragraph(words.attached(invoices.length)),
      { kind: 'list', ordered: false, items: lines.map((text) => [{ text }]) },
      { kind: 'payment' },
      paragraph(words.farewellOnPaper),
    ],
  };
}
