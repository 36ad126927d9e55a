import { escapeHtml } from '../../../kernel/html.ts';
import { formatDay, formatMoney, type Language, statementMark, textsIn, withTravellingMark } from '@quitus/texts';
import { toDecimal } from '../../../kernel/money.ts';
import type { TableData } from '../../messages/index.ts';
import { type ListableItem, sumOf } from './listed-items.ts';

/** How to pay the creditor, as printed under the table. */
export type PaymentDetails = {
  readonly accountHolder: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly contact: string | null;
};

/** The table of items and how to pay, as text lines and as HTML, in the reader's language. */
export function statementBlocks(
  language: Language,
  items: readonly ListableItem[],
  currency: string,
  payment: PaymentDetails,
): { text: string; html: string } {
  if (items.length === 0) return { text: '', html: '' };
  const words = textsIn(language).dunning.mail;
  const money = (minor: bigint): string => formatMoney(language, toDecimal(minor, currency), currency);
  const lines = items.map((item) => ({
    number: item.number,
    issued: formatDay(language, item.issueOn),
    due: item.dueOn === null ? '' : formatDay(language, item.dueOn),
    late: item.daysLate > 0 ? String(item.daysLate) : '',
    open: money(item.openMinor),
  }));
  const net = words.line(words.net, money(sumOf(items).netMinor));
  const pay = payment.iban
    ? [
        words.payByTransfer,
        ...(payment.accountHolder ? [words.line(words.holder, payment.accountHolder)] : []),
        words.line(words.iban, payment.iban.replaceAll(/(.{4})(?=.)/g, '$1 ')),
        ...(payment.bic ? [words.line(words.bic, payment.bic)] : []),
      ]
    : [words.noIban(payment.contact ?? words.replyHere)];
  const text = [
    ...lines.map((line) =>
      [line.number, line.due && `${words.due} ${line.due}`, line.late && `${words.late} ${line.late}`, line.open]
        .filter(Boolean)
        .join(' · '),
    ),
    net,
    '',
    ...pay,
  ].join('\n');
  const cell = (value: string, right = false): string =>
    `<td style="padding:4px 12px 4px 0;border-bottom:1px solid #e3e3e3${right ? ';text-align:right;white-space:nowrap' : ''}">${escapeHtml(value)}</td>`;
  const head = [words.number, words.issued, words.due, words.late, words.open]
    .map(
      (word, index) =>
        `<th style="padding:4px 12px 4px 0;text-align:${index > 2 ? 'right' : 'left'};border-bottom:2px solid #c9c9c9">${escapeHtml(word)}</th>`,
    )
    .join('');
  const rows = lines
    .map(
      (line) =>
        `<tr>${cell(line.number)}${cell(line.issued)}${cell(line.due)}${cell(line.late, true)}${cell(line.open, true)}</tr>`,
    )
    .join('');
  const html = `<table style="border-collapse:collapse;font-size:14px"><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table><p><strong>${escapeHtml(net)}</strong></p><p>${pay.map(escapeHtml).join('<br>')}</p>`;
  return { text, html };
}

/** The same table as it is printed. */
export function statementTable(language: Language, items: readonly ListableItem[], currency: string): TableData {
  const words = textsIn(language).dunning.mail;
  const money = (minor: bigint): string => formatMoney(language, toDecimal(minor, currency), currency);
  return {
    columns: [
      { label: words.number, align: 'left' },
      { label: words.issued, align: 'left' },
      { label: words.due, align: 'left' },
      { label: words.late, align: 'right' },
      { label: words.open, align: 'right' },
    ],
    groups: [
      {
        rows: items.map((item) => [
          item.number,
          formatDay(language, item.issueOn),
          item.dueOn === null ? '' : formatDay(language, item.dueOn),
          item.daysLate > 0 ? String(item.daysLate) : '',
          money(item.openMinor),
        ]),
      },
    ],
    totals: [[words.net, money(sumOf(items).netMinor)]],
  };
}

// More numbers than these make a text message nobody reads.
const numbersInSms = 3;

/** What a text message says of the items: their numbers while they are few, how many otherwise, and what they come to. */
export function statementInShort(language: Language, items: readonly ListableItem[], currency: string): string {
  if (items.length === 0) return '';
  const words = textsIn(language).byHand;
  const named = items.length <= numbersInSms ? items.map((item) => item.number).join(', ') : words.items(items.length);
  return words.inShort(named, formatMoney(language, toDecimal(sumOf(items).netMinor, currency), currency));
}

/** What a person wrote, around where the items go: at the mark, or at its end. */
export function partsAround(written: string, hasItems: boolean): string[] {
  const text = withTravellingMark(written);
  const marked = text.includes(statementMark) || !hasItems ? text : `${text.trimEnd()}\n\n${statementMark}`;
  return marked.split(statementMark);
}

/** A message written as plain text, with the table where its mark stands or at its end and who writes at its foot, as both bodies of a mail. */
export function bodiesOf(
  language: Language,
  written: string,
  blocks: { text: string; html: string },
  foot: readonly string[] = [],
): { text: string; html: string } {
  const parts = partsAround(written, blocks.text !== '');
  const html = parts.map(paragraphs).join(blocks.html);
  const said = parts
    .join(blocks.text)
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
  return {
    text: foot.length > 0 ? `${said}\n\n-- \n${foot.join('\n')}` : said,
    html: `<!doctype html><html lang="${language}"><body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;color:#1d1d1f">${html}${footHtml(foot)}</body></html>`,
  };
}

function footHtml(foot: readonly string[]): string {
  if (foot.length === 0) return '';
  return `<!-- signature --><p style="margin-top:24px;font-size:12px;color:#5b6670">${foot.map(escapeHtml).join('<br>')}</p>`;
}

function paragraphs(text: string): string {
  return paragraphsOf(text)
    .map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`)
    .join('');
}

/** The paragraphs of a text: what blank lines part. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter(Boolean);
}
