import { textsIn } from '@quitus/texts';
import type { Day } from '../../../kernel/days.ts';
import { addressLines, creditorLines, type Entity } from '../../identity/index.ts';
import type { Block } from '../../messages/index.ts';
import { legalMentions, senderLines } from './legal-mentions.ts';
import { groupMailHtml } from './mail-html.ts';
import { groupMailText, plainOf } from './mail-text.ts';
import { formatIn, type MessageFormat } from './message-format.ts';
import { clean } from './template.ts';
import { farewell, type Laid, laidOf, type MessageToWrite } from './write-message.ts';

/** What one mail says of one claim: the creditor's name above, what it says, what the law wants said below. */
export type GroupPart = { readonly title: string; readonly laid: Laid; readonly after: readonly string[] };

/** One mail for what a debtor owes several creditors, ready to be set. */
export type GroupMail = Pick<Laid, 'language' | 'subject' | 'entityName' | 'signature' | 'footer'> & {
  readonly opening: readonly string[];
  readonly parts: readonly GroupPart[];
  readonly closing: readonly string[];
};

/** A claim of such a mail; `first` is the first letter written for that creditor to this debtor, if one left before. */
export type GroupClaim = {
  readonly toWrite: MessageToWrite;
  readonly subject: string;
  readonly entityId: string;
  readonly first: { readonly reference: string; readonly on: Day } | undefined;
};

export type GroupWords = { readonly subject: string; readonly text: string; readonly html: string };

/** Who writes for all, about which claims; `reference` names the mail. All of one debtor, in one language. */
export type GroupToWrite = { readonly writer: Entity; readonly claims: readonly GroupClaim[]; readonly reference: string };

/**
 * The words of one mail for several creditors: each claim with its own text, items, account and mentions; and what a company that collects for others has to
 * say (CPCE R124-4): who it is and that it does so, for whom, basis and amount with principal, interest and accessories apart, that it is to be
 * paid and how, the text of L111-8, the reference and day of the first letter.
 */
export function groupWords(group: GroupToWrite): GroupWords {
  return worded(mailOf(group, group.claims, []));
}

/** What is kept of one claim of it: the same frame around its part alone. */
export function partWords(group: GroupToWrite, claim: GroupClaim): GroupWords {
  const { words } = frameOf(group);
  const others = new Set(group.claims.filter((each) => each.entityId !== claim.entityId).map((each) => each.entityId)).size;
  return worded(mailOf(group, [claim], [words.others(others)]));
}

function worded(mail: GroupMail): GroupWords {
  return { subject: mail.subject, text: groupMailText(mail), html: groupMailHtml(mail) };
}

function frameOf({ claims }: GroupToWrite) {
  const language = claims[0]?.toWrite.language ?? 'en';
  const format = formatIn(language);
  return { language, format, words: textsIn(format.words).groupMessages };
}

function mailOf(group: GroupToWrite, shown: readonly GroupClaim[], notes: readonly string[]): GroupMail {
  const { writer, claims } = group;
  const { language, format, words } = frameOf(group);
  const debtor = clean(claims[0]?.toWrite.parties.customer.name ?? '');
  const names = [...new Map(claims.map((claim) => [claim.entityId, creditorName(claim)])).values()];
  const listed = words.subject(format.list(names), debtor);
  return {
    language,
    subject: listed.length <= longestSubject ? listed : words.subjectMany(names.length, debtor),
    entityName: nameOf(writer),
    opening: [words.hello, words.opening(nameOf(writer), debtor, names.length)],
    parts: shown.map((claim) => partOf(claim, claims.indexOf(claim) + 1, group, format)),
    closing: [...notes, words.farewell],
    signature: [nameOf(writer), ...[writer.phone, writer.email].filter((one): one is string => Boolean(one))].map((line) =>
      clean(line),
    ),
    footer: [...collectingMentions(group, shown, format), ...creditorLines(writer, format.words).map((line) => clean(line))],
  };
}

// RFC 5322 §2.1.1 wants lines of 78; a list of programs shows little more.
const longestSubject = 120;

const nameOf = (entity: Pick<Entity, 'name' | 'legalName'>): string => clean(entity.legalName ?? entity.name);
const creditorName = ({ toWrite: { parties } }: GroupClaim): string => clean(parties.entity.legalName ?? parties.entity.name);
const isForAnother = (claim: GroupClaim, writer: Entity): boolean => claim.entityId !== writer.id;

function partOf(claim: GroupClaim, place: number, { writer }: GroupToWrite, format: MessageFormat): GroupPart {
  const words = textsIn(format.words).groupMessages;
  const { toWrite } = claim;
  const laid = laidOf(toWrite, claim.subject);
  const said = laid.blocks.map(plainOf).join('\n');
  const [identity = '', ...office] = senderLines(toWrite.parties, format);
  return {
    title: words.heading(place, creditorName(claim)),
    laid: { ...laid, blocks: withoutCourtesy(laid.blocks) },
    after: [
      ...(isForAnother(claim, writer)
        ? [elementsOf(toWrite, format), words.toPay(format.money(toWrite.claim.netMinor, toWrite.claim.currency))]
        : []),
      words.creditor(identity),
      ...office,
      ...legalMentions(toWrite.parties, toWrite.claim, said, format),
    ],
  };
}

// The frame greets and takes leave once for all.
const greeting = /^(bonjour|madame|monsieur|mesdames|messieurs|cher|chère|dear|hello|hi|good (morning|afternoon|day)|to whom)/i;

function withoutCourtesy(blocks: readonly Block[]): Block[] {
  return blocks.filter((block, place) => {
    if (block.kind !== 'paragraph') return true;
    const text = plainOf(block).trim();
    const greets = place === 0 && text.length <= 80 && greeting.test(text);
    const leaves = place === blocks.length - 1 && place > 0 && farewell.test(text);
    return !greets && !leaves;
  });
}

/** Basis and amount of a claim, its elements apart (CPCE R124-4, 3°). */
function elementsOf({ claim, occasion }: MessageToWrite, format: MessageFormat): string {
  const words = textsIn(format.words).groupMessages;
  const interest = occasion?.interest;
  const money = (minor: bigint | undefined, currency: string): string =>
    minor === undefined ? words.notClaimed : format.money(minor, currency);
  const amounts = [
    words.principal(format.money(claim.netMinor, claim.currency)),
    words.interest(money(interest?.interestMinor, claim.currency)),
    words.accessories(money(interest?.indemnity?.minor, interest?.indemnity?.currency ?? claim.currency)),
  ];
  return `${words.basis} ${amounts.join(words.and)}.`;
}

function collectingMentions({ writer, reference }: GroupToWrite, shown: readonly GroupClaim[], format: MessageFormat): string[] {
  const words = textsIn(format.words).groupMessages;
  const forOthers = shown.filter((claim) => isForAnother(claim, writer));
  if (forOthers.length === 0) return [words.reference(reference)];
  const french = writer.country === 'FR' || forOthers.some(({ toWrite }) => toWrite.parties.entity.country === 'FR');
  const creditors = format.list([...new Set(forOthers.map(creditorName))]);
  const collects = (french ? words.collectsInFrance : words.collects)(
    nameOf(writer),
    addressLines(writer)
      .map((line) => clean(line))
      .join(', '),
    creditors,
  );
  const first = forOthers.flatMap((claim) =>
    claim.first ? [words.first(creditorName(claim), claim.first.reference, format.dayLong(claim.first.on))] : [],
  );
  return [collects, ...(french ? [words.article] : []), words.reference(reference), ...new Set(first)];
}
