import { textsIn } from '@quitus/texts';
import type { Block, LetterData, TableData, ToAttach } from '../../messages/index.ts';
import { type ChoosePaper, type ChosenPaper, plainPapers } from '../papers/choose-paper.ts';
import type { PaperKind } from '../papers/paper.ts';
import { withReferences } from '../papers/with-references.ts';
import type { StepAttachment } from '../scenarios/scenario.ts';
import { renderBlocks } from './body-blocks.ts';
import { formatIn } from './message-format.ts';
import { reminderFields } from './reminder-fields.ts';
import { accountsOf, interestSheet, interestWords, paperTable } from './sheet.ts';
import { runPart, TemplateFailure } from './template-fault.ts';
import { clean, renderSubject } from './template.ts';
import { letterOf, type MessageToWrite } from './write-message.ts';

const noTable = { columns: [], groups: [], totals: [] } as const;

/**
 * The papers a message takes along, made once it is on its way out: its statement, the note of its interest, the code to pay with. Invoices are documents.
 * `choose` answers what the tenant has them say.
 */
export function papersOf(
  message: MessageToWrite,
  wanted: readonly StepAttachment[],
  choose: ChoosePaper = plainPapers,
): ToAttach[] {
  const words = textsIn(formatIn(message.language).words).templates.mail.papers;
  const code = clean(message.parties.customer.code).replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
  return wanted.flatMap((kind): ToAttach[] => {
    switch (kind) {
      case 'invoices':
        return [];
      case 'statement':
        return [
          made(kind, `${words.statement} ${code}.pdf`, 'statement', paperOf(message, kind, choose(kind, message.language))),
        ];
      case 'payment-code': {
        const letter = paper(message, words.payment, [{ kind: 'payment' }]);
        return letter.payment.code === undefined
          ? []
          : [made(kind, `${words.payment} ${code}.pdf`, 'statement', { ...letter, statement: noTable })];
      }
      case 'interest-note': {
        const { title } = interestWords(message.parties.customer.kind, formatIn(message.language));
        const note = paperOf(message, kind, choose(kind, message.language));
        return note ? [made(kind, `${title} ${code}.pdf`, 'interest-note', note)] : [];
      }
    }
  });
}

function made(
  as: 'statement' | 'payment-code' | 'interest-note',
  name: string,
  template: 'statement' | 'interest-note',
  data: unknown,
): ToAttach {
  return { kind: 'made', as, name, template, data };
}

/** The words around a paper's table, written for one message. */
type Around = { readonly title: string; readonly opening: readonly Block[]; readonly closing: readonly Block[] };

/** One paper of a message, as its template wants it; an interest note of a message that shows none is undefined. */
export function paperOf(message: MessageToWrite, kind: PaperKind, chosen?: ChosenPaper): LetterData | undefined {
  // A paper that has words in another language than its message is in it altogether.
  const said = chosen && chosen.language !== message.language ? { ...message, language: chosen.language } : message;
  const around = wordsAround(said, fixedTitle(said, kind), chosen);
  return kind === 'statement' ? statement(said, around, chosen) : interestNote(said, around, chosen);
}

// That of a campaign says of which day it is.
function fixedTitle({ language, occasion, parties }: MessageToWrite, kind: PaperKind): string {
  const format = formatIn(language);
  if (kind === 'interest-note') return interestWords(parties.customer.kind, format).title;
  const { account, papers } = textsIn(format.words).templates.mail;
  return occasion?.campaign ? account.title(format.dayLong(occasion.campaign.asOf)) : papers.statement;
}

function wordsAround(message: MessageToWrite, title: string, chosen: ChosenPaper | undefined): Around {
  const fixed: Around = { title, opening: [], closing: [] };
  // A campaign asks for nothing; words written for reminders may.
  if (!chosen || message.occasion?.campaign) return fixed;
  const { parties, claim, language, occasion } = message;
  const fields = reminderFields(parties, claim, language, occasion);
  const { words } = chosen;
  const blocks = (text: string | null): Block[] => (text?.trim() ? renderBlocks(text, fields).filter(isWords) : []);
  try {
    return runPart('body', () => ({
      title: (words.title?.trim() && renderSubject(words.title, fields)) || title,
      opening: blocks(words.opening),
      closing: blocks(words.closing),
    }));
  } catch (error) {
    // Too much for this customer's data: the paper goes along with the words it always has.
    if (error instanceof TemplateFailure) return fixed;
    throw error;
  }
}

const isWords = (block: Block): boolean => block.kind === 'paragraph' || block.kind === 'list';

function statement(message: MessageToWrite, { title, opening, closing }: Around, chosen: ChosenPaper | undefined): LetterData {
  const { claim, occasion } = message;
  const tables: Block[] = occasion?.campaign ? [{ kind: 'statement' }] : [{ kind: 'statement' }, { kind: 'payment' }];
  const plain = paper(message, title, [...opening, ...tables, ...closing]);
  // What was paid, and what a campaign states, is one table whosever the items are.
  const groups = occasion?.campaign || occasion?.payment ? [claim] : accountsOf(claim.items);
  const items = groups.map((group) => group.items.map((item) => item.itemId));
  return { ...plain, statement: referenced(plain.statement, items, message, chosen) };
}

/** How the interest was computed: its lines, its totals, what it rests on. */
function interestNote(
  message: MessageToWrite,
  { title, opening, closing }: Around,
  chosen: ChosenPaper | undefined,
): (LetterData & { periods: typeof noTable; rules: readonly string[]; closing?: readonly Block[] }) | undefined {
  const { occasion, claim, language } = message;
  if (!occasion?.interest) return undefined;
  const sheet = interestSheet(occasion.interest, claim, message.parties.customer.kind, formatIn(language));
  const items = [occasion.interest.rows.map((row) => row.itemId)];
  return {
    ...letterOf(message, title),
    blocks: opening,
    interest: referenced(paperTable(sheet), items, message, chosen),
    periods: noTable,
    rules: sheet.notes,
    ...(closing.length > 0 ? { closing } : {}),
  };
}

function referenced(
  table: TableData,
  items: readonly (readonly string[])[],
  { language }: MessageToWrite,
  chosen: ChosenPaper | undefined,
): TableData {
  if (!chosen || chosen.columns.length === 0) return table;
  const labels = textsIn(formatIn(language).words).templates.mail.columns;
  return withReferences(table, items, chosen.columns, { references: chosen.references, labels });
}

function paper(message: MessageToWrite, title: string, blocks: readonly Block[]): LetterData {
  const { interest: _apart, ...letter } = letterOf(message, title);
  return { ...letter, blocks };
}
