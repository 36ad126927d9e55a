import { textsIn } from '@quitus/texts';
import type { LetterData, ToAttach } from '../../messages/index.ts';
import type { StepAttachment } from '../scenarios/scenario.ts';
import { formatIn } from './message-format.ts';
import { interestSheet, interestWords, paperTable } from './sheet.ts';
import { clean } from './template.ts';
import { letterOf, type MessageToWrite } from './write-message.ts';

const noTable = { columns: [], groups: [], totals: [] } as const;

/** The papers a message takes along, made once it is on its way out: its statement, the note of its interest, the code to pay with. Invoices are documents. */
export function papersOf(message: MessageToWrite, wanted: readonly StepAttachment[]): ToAttach[] {
  const words = textsIn(formatIn(message.language).words).templates.mail.papers;
  const code = clean(message.parties.customer.code).replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
  return wanted.flatMap((kind): ToAttach[] => {
    switch (kind) {
      case 'invoices':
        return [];
      case 'statement':
        return [made(kind, `${words.statement} ${code}.pdf`, 'statement', statementPaper(message))];
      case 'payment-code': {
        const letter = paper(message, words.payment, ['payment']);
        return letter.payment.code === undefined
          ? []
          : [made(kind, `${words.payment} ${code}.pdf`, 'statement', { ...letter, statement: noTable })];
      }
      case 'interest-note': {
        const { title } = interestWords(message.parties.customer.kind, formatIn(message.language));
        const note = interestNote(message, title);
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

// That of a campaign says of which day it is, and asks for nothing.
function statementPaper(message: MessageToWrite): LetterData {
  const format = formatIn(message.language);
  const { account, papers } = textsIn(format.words).templates.mail;
  const campaign = message.occasion?.campaign;
  return campaign
    ? paper(message, account.title(format.dayLong(campaign.asOf)), ['statement'])
    : paper(message, papers.statement, ['statement', 'payment']);
}

function paper(message: MessageToWrite, title: string, kinds: readonly ('statement' | 'payment')[]): LetterData {
  const { interest: _apart, ...letter } = letterOf(message, title);
  return { ...letter, blocks: kinds.map((kind) => ({ kind })) };
}

/** How the interest was computed, as `interest-note` wants it: its lines, its totals, what it rests on. */
function interestNote(
  message: MessageToWrite,
  title: string,
): (LetterData & { periods: typeof noTable; rules: readonly string[] }) | undefined {
  const { occasion, claim, language } = message;
  if (!occasion?.interest) return undefined;
  const sheet = interestSheet(occasion.interest, claim, message.parties.customer.kind, formatIn(language));
  return { ...letterOf(message, title), blocks: [], interest: paperTable(sheet), periods: noTable, rules: sheet.notes };
}
