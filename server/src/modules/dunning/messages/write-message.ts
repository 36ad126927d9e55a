import { textsIn } from '@quitus/texts';
import type { Block, LetterData, Run } from '../../messages/index.ts';
import type { StepChannel } from '../scenarios/scenario.ts';
import { renderBlocks } from './body-blocks.ts';
import { legalMentions, senderLines } from './legal-mentions.ts';
import { mailHtml } from './mail-html.ts';
import { mailText, plainOf } from './mail-text.ts';
import { formatIn, mailWords, type MessageFormat } from './message-format.ts';
import { paymentCode, type PaymentDetails, paymentRows } from './payment-details.ts';
import { addressLines } from '../../identity/index.ts';
import { type Claim, debtorLines, type Occasion, type Parties, reminderFields } from './reminder-fields.ts';
import { accountSheet, interestSheet, paidSheet, paperTable, type Sheet, statementSheet } from './sheet.ts';
import { runPart, TemplateFailure, type TemplatePlace } from './template-fault.ts';
import { clean, oneLine, renderScript, renderSubject, renderText, type TemplateFields } from './template.ts';

/** What a step says in one language: Liquid, the body over a small Markdown. */
export type MessageWords = { readonly subject: string | null; readonly body: string | null; readonly script: string | null };

/** Everything one message is made of. */
export type MessageToWrite = {
  readonly channel: StepChannel;
  readonly words: MessageWords;
  readonly language: string;
  readonly parties: Parties;
  readonly claim: Claim;
  readonly occasion?: Occasion | undefined;
  /** Where it is paid; `unknown` says how to reach us instead. */
  readonly payment: PaymentDetails | 'unknown';
  /** The lines of the window of a letter; absent: the customer's own address. */
  readonly postal?: readonly string[] | undefined;
};

/** A message as it reads: on a screen, in plain text, on paper, or spoken. What its channel does not need is absent. */
export type WrittenMessage = {
  readonly subject: string | undefined;
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly letter: LetterData | undefined;
  readonly script: string | undefined;
};

/** What the layouts share of one message. */
export type Laid = {
  readonly language: string;
  readonly format: MessageFormat;
  readonly subject: string;
  readonly entityName: string;
  readonly blocks: readonly Block[];
  readonly statement: Sheet;
  readonly interest: Sheet | undefined;
  readonly payment: { readonly title: string; readonly rows: readonly (readonly [string, string])[]; readonly sentence?: string };
  readonly signature: readonly string[];
  readonly footer: readonly string[];
};

const letters: readonly StepChannel[] = ['letter', 'registered-letter', 'registered-e-letter'];

/** Writes a message: one reading of its body for the screen, for plain text and for paper. Throws a `TemplateFailure` when its words cannot be run on its data. */
export function writeMessage(message: MessageToWrite): WrittenMessage {
  const { channel, words, parties, claim, language } = message;
  const fields = reminderFields(parties, claim, language, message.occasion);
  const read = (at: TemplatePlace, text: string | null, render: (text: string, of: TemplateFields) => string) =>
    text ? runPart(at, () => render(text, fields)) : undefined;
  const none: WrittenMessage = {
    subject: read('subject', words.subject, renderSubject),
    text: undefined,
    html: undefined,
    letter: undefined,
    script: read('script', words.script, renderScript),
  };
  if (channel === 'sms') return { ...none, text: read('body', words.body, (body, of) => oneLine(renderText(body, of))) };
  if (!words.body || channel === 'call' || channel === 'task' || channel === 'hand-over') return none;
  const laid = layOut(message, words.body, none.subject ?? '', fields);
  const isLetter = letters.includes(channel);
  return {
    ...none,
    text: mailText(laid),
    html: isLetter ? undefined : mailHtml(laid),
    letter: isLetter ? letterData(message, laid) : undefined,
  };
}

/** A message's own words, laid out. Throws a `TemplateFailure` as `writeMessage` does. */
export function laidOf(message: MessageToWrite, subject: string): Laid {
  const { words, parties, claim, language, occasion } = message;
  return layOut(message, words.body ?? '', subject, reminderFields(parties, claim, language, occasion));
}

/** A paper about a message's claim that has no words of its own: a statement, a note. */
export function letterOf(message: MessageToWrite, subject: string): LetterData {
  const { parties, claim, language, occasion } = message;
  return letterData(
    message,
    layOut({ ...message, channel: 'letter' }, '', subject, reminderFields(parties, claim, language, occasion)),
  );
}

/** The parts of one message, its body read once. */
export function layOut(message: MessageToWrite, body: string, subject: string, fields: TemplateFields): Laid {
  const { parties, claim, language, occasion, channel } = message;
  const format = formatIn(language);
  const words = mailWords(format);
  const more = textsIn(format.words).templates.mail;
  const inHouse = channel === 'internal';
  const blocks = complete(
    runPart('body', () => renderBlocks(body, fields)),
    message,
    format,
  );
  const said = blocks.map(plainOf).join('\n');
  const name = clean(parties.entity.legalName ?? parties.entity.name);
  return {
    language,
    format,
    subject,
    entityName: clean(parties.entity.name),
    blocks,
    statement: occasion?.payment
      ? paidSheet(claim, format)
      : occasion?.campaign
        ? accountSheet(claim, occasion.campaign.asOf, format)
        : statementSheet(claim, format),
    interest: occasion?.interest && interestSheet(occasion.interest, claim, parties.customer.kind, format),
    payment:
      message.payment === 'unknown'
        ? { title: words.payTitle, rows: [], sentence: words.noIban(reach(parties, format)) }
        : { title: words.payTitle, rows: paymentRows(message.payment, clean(parties.customer.code), format) },
    signature: inHouse ? [] : signature(parties, format),
    footer: inHouse
      ? [more.internal(name)]
      : [...legalMentions(parties, claim, said, format), ...senderLines(parties, format), words.sentFor(name)],
  };
}

/**
 * A claim without its items, a request without a way to pay, a formal notice without whom it is given to cannot be written: what a template forgot is
 * added. So is the interest a step shows, below its items.
 */
function complete(
  blocks: readonly Block[],
  { parties, claim, occasion, channel }: MessageToWrite,
  format: MessageFormat,
): Block[] {
  const has = (kind: Block['kind']): boolean => blocks.some((block) => block.kind === kind);
  // A marker named twice stands once.
  let all = blocks.filter((block, place) => !isMarker(block) || blocks.findIndex((each) => each.kind === block.kind) === place);
  if (claim.items.length > 0 && !has('statement')) all = beforePayment(all, { kind: 'statement' });
  const shows = occasion?.interest !== undefined;
  if (!shows) all = all.filter((block) => block.kind !== 'interest');
  else if (!has('interest')) {
    const place = all.findIndex((block) => block.kind === 'statement');
    all = [...all.slice(0, place + 1), { kind: 'interest' }, ...all.slice(place + 1)];
  }
  // A colleague is asked for nothing, nor is one who has just paid; a campaign says how to pay where its text wants it.
  if (channel === 'internal' || occasion?.payment) all = all.filter((block) => block.kind !== 'payment');
  else if (!has('payment') && !occasion?.campaign) all = beforeFarewell(all, { kind: 'payment' });
  const name = clean(parties.customer.name);
  if (claim.grave && channel === 'e-mail' && !all.some((block) => plainOf(block).includes(name)))
    all = [{ kind: 'paragraph', runs: [{ text: debtorLines(parties, format).join('\n') } satisfies Run] }, ...all];
  return all;
}

// Nothing stands between "Kind regards," and the name below it.
export const farewell = /,$|^(veuillez (agréer|recevoir|croire)|(je|nous) vous prie|recevez)/i;

function beforeFarewell(blocks: readonly Block[], added: Block): Block[] {
  const last = blocks.at(-1);
  const closes = blocks.length > 1 && last?.kind === 'paragraph' && farewell.test(plainOf(last).trim());
  return closes ? [...blocks.slice(0, -1), added, last] : [...blocks, added];
}

// What is claimed comes before how it is paid.
function beforePayment(blocks: readonly Block[], added: Block): Block[] {
  const place = blocks.findIndex((block) => block.kind === 'payment');
  return place < 0 ? beforeFarewell(blocks, added) : blocks.toSpliced(place, 0, added);
}

const isMarker = (block: Block): boolean => block.kind === 'statement' || block.kind === 'payment' || block.kind === 'interest';

function letterData({ parties, claim, channel, payment, postal }: MessageToWrite, laid: Laid): LetterData {
  const { format } = laid;
  const more = textsIn(format.words).templates.mail;
  const mail = mailWords(format);
  const { entity, customer, contactName } = parties;
  const addressee = clean(contactName);
  const reference = clean(customer.code);
  const code =
    payment === 'unknown' ? undefined : paymentCode(payment, { minor: claim.netMinor, currency: claim.currency }, reference);
  return {
    language: laid.language,
    sender: {
      name: clean(entity.legalName ?? entity.name),
      lines: [...addressLines(entity), ...[entity.phone, entity.email].filter((one): one is string => Boolean(one))].map((line) =>
        clean(line),
      ),
    },
    recipient: postal?.map((line) => clean(line)) ?? [
      clean(customer.name),
      ...(addressee !== '' && addressee !== clean(customer.name) ? [addressee] : []),
      ...addressLines(customer).map((line) => clean(line)),
    ],
    placeAndDate: more.placeAndDate(clean(entity.city ?? ''), format.dayLong(claim.on)),
    ...(channel === 'registered-letter' ? { mention: more.registered } : {}),
    ...(channel === 'registered-e-letter' ? { mention: more.registeredElectronic } : {}),
    subject: laid.subject,
    references: [[mail.reference, reference]],
    blocks: withNotes(laid),
    statement: paperTable(laid.statement),
    ...(laid.interest ? { interest: paperTable(laid.interest) } : {}),
    payment: {
      title: laid.payment.title,
      rows: laid.payment.sentence === undefined ? laid.payment.rows : [['', laid.payment.sentence]],
      ...(code === undefined ? {} : { code }),
    },
    signature: laid.signature,
    // Paper says who sends it at its head.
    footer: laid.footer.filter((line) => line !== mail.sentFor(clean(entity.legalName ?? entity.name))),
  };
}

// On paper what is to be known of a table stands under it as words.
function withNotes({ blocks, statement, interest }: Laid): Block[] {
  const note = (lines: readonly string[]): Block[] =>
    lines.length > 0 ? [{ kind: 'paragraph', runs: [{ text: lines.join('\n'), italic: true }] }] : [];
  return blocks.flatMap((block) => [
    block,
    ...(block.kind === 'statement' ? note(statement.notes) : block.kind === 'interest' ? note(interest?.notes ?? []) : []),
  ]);
}

function signature(parties: Parties, format: MessageFormat): string[] {
  const { entity } = parties;
  return [
    (parties.senderName === undefined ? parties.collectorName : parties.senderName) ?? mailWords(format).collection,
    entity.legalName ?? entity.name,
    ...[entity.phone, entity.email].filter((one): one is string => Boolean(one)),
  ].map((line) => clean(line));
}

function reach({ entity }: Parties, format: MessageFormat): string {
  const ways = [entity.email, entity.phone].filter((way): way is string => Boolean(way)).map((way) => clean(way));
  return ways.length > 0 ? ways.join(', ') : mailWords(format).replyHere;
}

const unwritten: WrittenMessage = { subject: undefined, text: undefined, html: undefined, letter: undefined, script: undefined };

/** Writes a message, or says why its words cannot be run on its data: one customer's can be more than a text can bear, and hinders no other. */
export function tryMessage(message: MessageToWrite): {
  readonly written: WrittenMessage;
  readonly failure: TemplateFailure | undefined;
} {
  try {
    return { written: writeMessage(message), failure: undefined };
  } catch (error) {
    if (error instanceof TemplateFailure) return { written: unwritten, failure: error };
    throw error;
  }
}
