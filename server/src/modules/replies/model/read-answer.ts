import { replyLabels } from '@quitus/contract';
import { newTextOf, placeInMail } from '@quitus/formats';
import { isDay } from '../../../kernel/days.ts';
import { fromDecimal, isCurrency } from '../../../kernel/money.ts';
import type { Finding, OpenItem, Span } from '../intake/reading.ts';

const reasons = [
  'price',
  'delivery',
  'quality',
  'not-ordered',
  'missing-order-number',
  'duplicate',
  'credit-expected',
  'unspecified',
];
const documents = ['invoice', 'statement', 'bank-details'];
const mostFindings = 8;
type Fields = Readonly<Record<string, unknown>>;

/** The findings of a model's answer that hold: JSON of the asked shape, each with words that stand in the mail as they are quoted. Undefined: it is no such answer. */
export function readModelAnswer(answer: string, mailText: string, items: readonly OpenItem[]): readonly Finding[] | undefined {
  const parsed = parse(answer);
  if (!Array.isArray(parsed)) return undefined;
  const written = newTextOf({ text: mailText });
  return parsed.slice(0, mostFindings).flatMap((one: unknown) => {
    if (!isFields(one)) return [];
    const label = replyLabels.find((name) => name === one['label']);
    const evidence = spansOf(one['evidence'], written.text).map((span) => inMail(span, mailText, written));
    // What cannot be shown was made up.
    if (label === undefined || evidence.length === 0) return [];
    return [{ label, evidence, ...detailsOf(one, written.text, items) }];
  });
}

function parse(answer: string): unknown {
  // Some models put their JSON into a fenced block whatever they are told.
  const json = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(answer)?.[1] ?? answer;
  try {
    const read: unknown = JSON.parse(json);
    return isFields(read) ? read['findings'] : undefined;
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function spansOf(quotes: unknown, text: string): Span[] {
  if (!Array.isArray(quotes)) return [];
  return quotes.slice(0, 5).flatMap((quote: unknown) => {
    if (typeof quote !== 'string' || quote.trim().length < 3) return [];
    const offset = text.indexOf(quote);
    return offset < 0 ? [] : [{ quote, offset, length: quote.length }];
  });
}

function inMail({ offset, length }: Span, mailText: string, written: ReturnType<typeof newTextOf>): Span {
  const start = placeInMail(written, offset);
  const end = placeInMail(written, offset + length - 1) + 1;
  return { quote: mailText.slice(start, end), offset: start, length: end - start };
}

function detailsOf(one: Fields, text: string, items: readonly OpenItem[]): Omit<Finding, 'label' | 'evidence'> {
  const confidence = typeof one['confidence'] === 'number' ? Math.round(Math.min(100, Math.max(0, one['confidence']))) : 50;
  const day = typeof one['day'] === 'string' && isDay(one['day']) ? one['day'] : null;
  const named = Array.isArray(one['invoices']) ? one['invoices'] : [];
  return {
    confidence,
    day,
    ...amountOf(one, text),
    means: null,
    reasons: typeof one['reason'] === 'string' && reasons.includes(one['reason']) ? [one['reason']] : [],
    documents: typeof one['document'] === 'string' && documents.includes(one['document']) ? [one['document']] : [],
    contact: contactOf(one['contact'], text),
    foundBy: 'model',
    itemIds: items.filter(({ number }) => number !== '' && named.includes(number)).map(({ id }) => id),
  };
}

/** An amount counts when its digits stand in the mail. */
function amountOf(one: Fields, text: string): { amountMinor: string | null; currency: string | null } {
  const none = { amountMinor: null, currency: null };
  const currency = typeof one['currency'] === 'string' && isCurrency(one['currency']) ? one['currency'] : 'EUR';
  if (typeof one['amount'] !== 'string') return none;
  const minor = fromDecimal(one['amount'], currency);
  const whole = one['amount'].split('.')[0] ?? '';
  const digits = text.replace(/(?<=\d)[\s.,'\u00a0\u202f](?=\d)/g, '');
  return minor === undefined || minor <= 0n || whole === '' || !digits.includes(whole)
    ? none
    : { amountMinor: minor.toString(), currency };
}

function contactOf(value: unknown, text: string): Finding['contact'] {
  if (!isFields(value)) return null;
  const said = (field: unknown): string | null =>
    typeof field === 'string' && field.trim() !== '' && text.toLowerCase().includes(field.trim().toLowerCase())
      ? field.trim()
      : null;
  const contact = { name: said(value['name']), email: said(value['email']) };
  return contact.name === null && contact.email === null ? null : contact;
}
