import {
  classifyReply,
  type IncomingMail,
  newTextOf,
  type NewText,
  placeInMail,
  type ReplyFinding,
  type ReplyLabel,
  type ReplyReading,
} from '@quitus/formats';
import type { Day } from '../../../kernel/days.ts';

/** A stretch of the mail's own text. */
export type Span = { readonly quote: string; readonly offset: number; readonly length: number };
/** An invoice the mail names, and the open item it is; null when it is none of the open ones. */
export type Mention = {
  readonly itemId: string | null;
  readonly number: string;
  readonly offset: number;
  readonly length: number;
  /** The whole number is written, not only its end. */
  readonly sure: boolean;
};
/** One thing the mail says; its evidence counts in the mail's own text. Amounts are decimal-free minor units as text, for JSON. */
export type Finding = {
  readonly label: ReplyLabel;
  readonly confidence: number;
  readonly evidence: readonly Span[];
  readonly day: Day | null;
  readonly amountMinor: string | null;
  readonly currency: string | null;
  readonly means: string | null;
  readonly reasons: readonly string[];
  readonly documents: readonly string[];
  readonly contact: { readonly name: string | null; readonly email: string | null } | null;
  readonly foundBy: 'rules' | 'model';
  /** Items the finding itself names, in the words around it; empty: those of the whole mail. */
  readonly itemIds: readonly string[];
};
/** What is kept of reading a mail. */
export type Reading = {
  readonly language: 'fr' | 'en';
  readonly newPieces: readonly { readonly offset: number; readonly length: number }[];
  readonly findings: readonly Finding[];
  readonly mentions: readonly Mention[];
  /** Of a mail nobody sorted yet: the customer whose invoice it names. */
  readonly probably?: string | undefined;
};
/** An item of the customer that is still owed. */
export type OpenItem = {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  /** Less what credits that wait will take. */
  readonly openMinor: bigint;
  readonly dueOn: Day | null;
};

/** Reads what a person wrote, by rules: what is new in the mail, what it says with the words that say so, which open items it names. */
export function readReply(mail: Pick<IncomingMail, 'text' | 'sentOn'>, items: readonly OpenItem[], today: Day): Reading {
  const written = newTextOf(mail);
  const said = classifyReply(written.text, {
    writtenOn: mail.sentOn ?? today,
    openNumbers: items.map(({ number }) => number).filter(Boolean),
    ...(items[0] ? { currency: items[0].currency } : {}),
  });
  // Instalments share a number: what is due first is meant. Items come the oldest due first, and the last written stays.
  const byNumber = new Map(items.toReversed().map((item) => [item.number, item.id]));
  const place = (span: Span): Span => placed(mail.text, written, span);
  return {
    language: said.language,
    newPieces: written.pieces.filter(({ length }) => length > 0).map(({ inMail, length }) => ({ offset: inMail, length })),
    findings: said.findings.map((finding) => ({
      label: finding.label,
      confidence: finding.confidence,
      evidence: finding.evidence.map(place),
      day: finding.day,
      amountMinor: finding.amount?.minor.toString() ?? null,
      currency: finding.amount?.currency ?? null,
      means: finding.means,
      reasons: finding.reasons,
      documents: finding.documents,
      contact: finding.contact,
      foundBy: 'rules',
      itemIds: itemsBeside(written.text, finding, said, byNumber),
    })),
    mentions: said.invoices.map((mention) => {
      const { quote, offset, length } = place(mention);
      const sure = mention.match === 'exact' || mention.match === 'digits';
      return { itemId: byNumber.get(mention.number ?? '') ?? null, number: mention.number ?? quote, offset, length, sure };
    }),
  };
}

/** A stretch of the new text where it stands in the mail. */
function placed(text: string, written: NewText, { offset, length }: Span): Span {
  const start = placeInMail(written, offset);
  const end = length === 0 ? start : placeInMail(written, offset + length - 1) + 1;
  return { quote: text.slice(start, end), offset: start, length: end - start };
}

/** The items named in the sentences a finding was read from. */
function itemsBeside(text: string, finding: ReplyFinding, said: ReplyReading, byNumber: ReadonlyMap<string, string>): string[] {
  const sentences = finding.evidence.map(({ offset }) => sentenceAround(text, offset));
  const inside = said.invoices.filter(({ offset }) => sentences.some(([from, to]) => offset >= from && offset < to));
  return [...new Set(inside.flatMap(({ number }) => byNumber.get(number ?? '') ?? []))];
}

function sentenceAround(text: string, at: number): [number, number] {
  const ends = /[.!?](?=\s|$)|\n\s*\n/g;
  let from = 0;
  for (const end of text.matchAll(ends)) {
    if (end.index >= at) return [from, end.index + end[0].length];
    from = end.index + end[0].length;
  }
  return [from, text.length];
}
