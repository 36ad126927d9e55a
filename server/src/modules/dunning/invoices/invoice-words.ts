import { type Language, textsIn } from '@quitus/texts';
import type { InvoiceLack, SendingCode } from './unsent-invoices.ts';

/** What one thing lacks, and of which invoices: the first few by number. */
export type LackingInvoices = { readonly what: InvoiceLack; readonly count: number; readonly numbers: readonly string[] };

/** What the agenda knows of an action about invoices. */
export type AboutInvoices = {
  readonly code: SendingCode;
  readonly items: number;
  readonly portal: string | null;
  readonly lacks: readonly LackingInvoices[] | null;
};

/** What is to be done, as its line in the agenda names it. */
export function invoiceTitle({ code, items, portal }: AboutInvoices, language: Language): string {
  return textsIn(language).unsentInvoices.titles[code](items, portal);
}

/** Why it is there: what it waits for, and what lacks of which invoices. */
export function invoiceWhy({ code, items, lacks }: AboutInvoices, language: Language): { code: string; words: string }[] {
  const words = textsIn(language).unsentInvoices;
  const lists = new Intl.ListFormat(language, { type: 'conjunction' });
  const named = ({ count, numbers }: LackingInvoices): string =>
    count > numbers.length ? words.andMore(numbers.join(', '), count - numbers.length) : lists.format(numbers);
  return [
    { code, words: words.whys[code](items) },
    ...(lacks ?? []).map((one) => ({ code: `lacks-${one.what}`, words: words.lacks[one.what](one.count, named(one)) })),
  ];
}

/** What to do about a message that did not leave, with why where the outbox knows it. */
export function invoicesNotLeft(failure: string, language: Language): string {
  const { messages, unsentInvoices } = textsIn(language);
  // The cast: failures are stored as text; one that a later version removed says nothing.
  return unsentInvoices.notLeft((messages.reasons as Record<string, string>)[failure] ?? '');
}

/** Whether a reason's code is that of an action about invoices. */
export function isSendingCode(code: string | null): code is SendingCode {
  return code === 'invoice-send' || code === 'invoice-portal' || code === 'invoice-lacks';
}
