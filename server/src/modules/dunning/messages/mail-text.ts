import { textsIn } from '@quitus/texts';
import type { Block, Run } from '../../messages/index.ts';
import { mailWords, type MessageFormat } from './message-format.ts';
import type { Sheet } from './sheet.ts';
import type { GroupMail } from './group-layout.ts';
import type { Laid } from './write-message.ts';

/** A message as plain text: the body, the items one a line, the net, how to pay, who writes. */
export function mailText(laid: Laid): string {
  const body = laid.blocks.map((block) => blockText(block, laid)).filter((part) => part !== '');
  const sign = laid.signature.length > 0 ? `\n\n${laid.signature.join('\n')}` : '';
  return `${body.join('\n\n')}${sign}\n\n-- \n${laid.footer.join('\n')}\n`;
}

/** The same of one mail for several creditors: a part for each, under its name. */
export function groupMailText(group: GroupMail): string {
  const parts = group.parts.flatMap(({ title, laid, after }) => [
    `${title}\n${'='.repeat(title.length)}`,
    ...laid.blocks.map((block) => blockText(block, laid)),
    after.join('\n'),
  ]);
  const body = [...group.opening, ...parts, ...group.closing].filter((part) => part !== '');
  return `${body.join('\n\n')}\n\n${group.signature.join('\n')}\n\n-- \n${group.footer.join('\n')}\n`;
}

/** The words of a block without their looks; nothing of a marker. */
export function plainOf(block: Block): string {
  if (block.kind === 'paragraph') return block.runs.map(runText).join('');
  return block.kind === 'list' ? block.items.map((runs) => runs.map(runText).join('')).join('\n') : '';
}

// A link that is its own label is said once.
function runText({ text, link }: Run): string {
  const bare = link?.replace(/^(mailto|tel):/i, '');
  return link === undefined || bare === text || link === text ? text : `${text} (${bare ?? link})`;
}

function blockText(block: Block, laid: Laid): string {
  switch (block.kind) {
    case 'paragraph':
      return plainOf(block);
    case 'list':
      return block.items
        .map((runs, place) => `${block.ordered ? `${place + 1}.` : '-'} ${runs.map(runText).join('').replaceAll('\n', '\n  ')}`)
        .join('\n');
    case 'statement':
      return statementText(laid);
    case 'interest':
      return laid.interest ? interestText(laid.interest, laid) : '';
    case 'payment':
      return paymentText(laid);
  }
}

function statementText({ statement, format }: Laid): string {
  const words = mailWords(format);
  const lines = statement.groups.flatMap(({ title, rows, subtotal }) => [
    ...(title === undefined ? [] : [title]),
    ...rows.map((row) => `- ${rowText(row, statement, format).join(' · ')}`),
    ...(subtotal ? [words.line(subtotal.label, subtotal.value)] : []),
  ]);
  return [...lines, ...totalsText(statement, words.line)].join('\n');
}

// A formal notice states in words, too, what was invoiced and what was paid.
function rowText(row: readonly string[], { columns }: Sheet, format: MessageFormat): string[] {
  const words = mailWords(format);
  const [number = '', issued = '', due = '', late = '', ...figures] = row;
  // What was paid is not late any more, and an account is stated, not chased: their tables have no such column, and their fourth is the amount.
  if (row.length === 4) return due === '' ? [number, late] : [number, `${words.due} ${due}`, late];
  const days = /^\d+$/.test(late) ? words.lateBy(Number(late)) : late;
  const said = [number, `${words.due} ${due}`, days];
  if (figures.length < 2) return [...said, figures.at(-1) ?? ''];
  const labels = columns.slice(4).map((column) => column.label);
  return [
    number,
    `${words.issued} ${issued}`,
    ...said.slice(1),
    ...figures.map((figure, place) => words.line(labels[place] ?? '', figure)),
  ];
}

function interestText(sheet: Sheet, { format }: Laid): string {
  const { line } = mailWords(format);
  const words = textsIn(format.words).templates.mail.interest;
  const rows = sheet.groups.flatMap((group) =>
    group.rows.map(
      ([number = '', period = '', principal = '', rate = '', days = '', amount = '']) =>
        `- ${number} · ${period} · ${principal} × ${rate} × ${words.dayCount(Number(days))} = ${amount}`,
    ),
  );
  return [...rows, ...totalsText(sheet, line)].join('\n');
}

function totalsText(sheet: Sheet, line: (label: string, value: string) => string): string[] {
  return [...sheet.totals.map((total) => line(total.label, total.value)), ...sheet.notes];
}

function paymentText({ payment, format }: Laid): string {
  const words = mailWords(format);
  if (payment.sentence !== undefined) return payment.sentence;
  return [words.payByTransfer, ...payment.rows.map(([label, value]) => words.line(label, value))].join('\n');
}
