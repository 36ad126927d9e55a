import type { DayOrder } from '../days.ts';
import type { Lean } from './civil-days.ts';
import { foldText } from './clean-text.ts';
import { findAmounts, type AmountMention } from './reply-amounts.ts';
import { clausesOf, isConditional, isDenied, isOtherMatter, isYetToCome, type Clause } from './reply-clauses.ts';
import { findContact, type NewContact } from './reply-contact.ts';
import { countOf, findDays, type DayMention } from './reply-days.ts';
import { findInvoices, type InvoiceMention } from './reply-invoices.ts';
import { findEmails, findIbans, findPhones, overlaps, withMaskedIbans, type Mention } from './reply-references.ts';
import { contactRules } from './reply-rules-contact.ts';
import { disputeRules } from './reply-rules-dispute.ts';
import { otherRules } from './reply-rules-other.ts';
import { paymentRules } from './reply-rules-payment.ts';
import { spokenGoodsRules } from './reply-rules-spoken-goods.ts';
import { spokenRules } from './reply-rules-spoken.ts';
import type { AskedDocument, DisputeReason, ReplyLabel, ReplyRule } from './reply-rules.ts';

export type ReplyOptions = {
  /** The day the mail was written on its writer's clock (`sentOn`). */
  readonly writtenOn: string;
  /** Without it the language is told from the words. */
  readonly language?: 'fr' | 'en' | undefined;
  /** The customer's open invoices, as the ledger writes them. */
  readonly openNumbers?: readonly string[] | undefined;
  /** What an amount without a currency is in. */
  readonly currency?: string | undefined;
  readonly dayOrder?: DayOrder | undefined;
};

export type Quote = { readonly quote: string; readonly offset: number; readonly length: number };
export type PaymentMeans = 'transfer' | 'cheque' | 'card' | 'direct-debit' | 'draft' | 'cash';

/** One thing a reply says, how surely (of 100), and the words it was read from. */
export type ReplyFinding = {
  readonly label: ReplyLabel;
  readonly confidence: number;
  readonly evidence: readonly Quote[];
  readonly day: string | null;
  readonly amount: { readonly minor: bigint; readonly currency: string } | null;
  readonly means: PaymentMeans | null;
  readonly instalments: number | null;
  readonly reasons: readonly DisputeReason[];
  readonly documents: readonly AskedDocument[];
  readonly contact: NewContact | null;
};

export type ReplyReading = {
  readonly language: 'fr' | 'en';
  /** The surest first, never empty: `thanks` or `other` when nothing else was said. */
  readonly findings: readonly ReplyFinding[];
  readonly days: readonly DayMention[];
  readonly amounts: readonly AmountMention[];
  readonly invoices: readonly InvoiceMention[];
  readonly ibans: readonly Mention[];
  readonly phones: readonly Mention[];
  readonly emails: readonly Mention[];
};

/** What comes after so many characters of new text is no answer to a reminder any more. */
const longestRead = 20_000;
const rules: readonly ReplyRule[] = [
  ...paymentRules,
  ...disputeRules,
  ...contactRules,
  ...otherRules,
  ...spokenRules,
  ...spokenGoodsRules,
];
const denied: ReadonlySet<ReplyLabel> = new Set(['says-paid', 'promise']);
const hanging: ReadonlySet<ReplyLabel> = new Set(['says-paid', 'promise']);

type Hit = {
  readonly rule: ReplyRule;
  readonly clause: Clause;
  readonly offset: number;
  readonly length: number;
  readonly sure: number;
};

/** What a debtor's reply says, in French or English, by rules: give it the new text only (`newTextOf`). It proposes; a person or a rule decides. */
export function classifyReply(text: string, options: ReplyOptions): ReplyReading {
  const read = text.slice(0, longestRead);
  const folded = foldText(read);
  const language = options.language ?? languageOf(folded);
  const found = mentionsIn(read, language, options);
  const masked = withMaskedIbans(read, found.ibans);
  const hits = clausesOf(folded).flatMap((clause) =>
    hitsIn(clause, rules, (lean) => daysIn(clause, masked, language, options, lean)),
  );
  const findings = findingsOf(hits, { masked, folded, language, options, ...found });
  return { language, findings, ...found };
}

function mentionsIn(text: string, language: 'fr' | 'en', options: ReplyOptions): Omit<ReplyReading, 'language' | 'findings'> {
  const emails = findEmails(text);
  const ibans = findIbans(text);
  const phones = findPhones(text).filter((phone) => !ibans.some((iban) => overlaps(iban, phone)));
  const identifiers = [...emails, ...ibans, ...phones];
  const free = <Kind extends { offset: number; length: number }>(mentions: readonly Kind[]) =>
    mentions.filter((mention) => !identifiers.some((other) => overlaps(other, mention)));
  const days = free(findDays(text, dayOptions(language, options, 'nearest')));
  const amounts = free(findAmounts(text, options.currency)).filter(
    (amount) => !days.some((day) => day.day !== null && overlaps(day, amount)),
  );
  const invoices = findInvoices(text, options.openNumbers ?? [], [...identifiers, ...days, ...amounts]);
  return {
    days: days.filter((day) => !invoices.some((invoice) => overlaps(invoice, day))),
    amounts,
    invoices,
    ibans,
    phones,
    emails,
  };
}

// French writes the day first; English does so on one side of the ocean only, and is asked (`dayOrder`).
function dayOptions(language: 'fr' | 'en', options: ReplyOptions, lean: Lean) {
  return { writtenOn: options.writtenOn, lean, order: options.dayOrder ?? (language === 'fr' ? ('dmy' as const) : undefined) };
}

function hitsIn(clause: Clause, candidates: readonly ReplyRule[], days: (lean: Lean) => DayMention[]): Hit[] {
  const isNo = isDenied(clause);
  const hangs = isConditional(clause);
  const toCome = isYetToCome(clause);
  return candidates.flatMap((rule) => {
    const match = rule.pattern.exec(clause.text);
    if (!match || rule.unless?.test(clause.text) === true) return [];
    if (rule.label === 'says-paid' && (toCome || isOtherMatter(clause))) return [];
    if (isNo && denied.has(rule.label) && rule.always !== true) return [];
    if ((hangs || (clause.question && rule.label === 'says-paid')) && hanging.has(rule.label) && rule.always !== true) {
      // "Dès validation, nous paierons le 30": the day stands, if less surely.
      if (rule.label !== 'promise' || days('future').every((day) => day.day === null)) return [];
    }
    if (rule.needsDay === true && days('future').every((day) => day.day === null)) return [];
    const sure = hangs && hanging.has(rule.label) ? rule.sure - 25 : rule.sure;
    return [{ rule, clause, offset: clause.offset + match.index, length: match[0].length, sure }];
  });
}

const backToThatDay = /\bthen\b|\bthat day\b|\balors\b(?! que)|ce jour-la|a ce moment-la/;

// "On the 19th the boss is back and will sign it then": the day stands beside the clause.
function daysIn(clause: Clause, text: string, language: 'fr' | 'en', options: ReplyOptions, lean: Lean): DayMention[] {
  const part = backToThatDay.test(clause.text) ? clause.sentence : clause;
  return findDays(text.slice(part.offset, part.offset + part.text.length), dayOptions(language, options, lean));
}

type Reader = Omit<ReplyReading, 'findings'> & { masked: string; folded: string; options: ReplyOptions };

function findingsOf(hits: readonly Hit[], reader: Reader): ReplyFinding[] {
  const byLabel = Map.groupBy(hits, (hit) => hit.rule.label);
  // A mere thank-you beside something said is politeness.
  if (byLabel.size > 1) byLabel.delete('thanks');
  // Who takes over in an insolvency is no contact of the company.
  if (byLabel.has('insolvency')) byLabel.delete('wrong-contact');
  if (byLabel.size === 0) return [finding('other', [], reader)];
  return [...byLabel].map(([label, group]) => finding(label, group, reader)).toSorted((a, b) => b.confidence - a.confidence);
}

function finding(label: ReplyLabel, hits: readonly Hit[], reader: Reader): ReplyFinding {
  const money = label === 'says-paid' || label === 'promise' || label === 'asks-delay';
  const day = money ? dayOf(hits, label === 'says-paid' ? 'past' : 'future', reader) : null;
  const amount = money ? amountOf(hits, reader) : null;
  const clauses = new Set(hits.map((hit) => hit.clause.offset)).size;
  const surest = Math.max(40, ...hits.map((hit) => hit.sure));
  return {
    label,
    confidence: hits.length === 0 ? 50 : Math.min(98, surest + (clauses > 1 ? 3 : 0) + ((day ?? amount) ? 2 : 0)),
    evidence: quotesOf(hits, reader.masked),
    day,
    amount,
    means: money
      ? meansIn(
          sentencesIn(hits)
            .map(({ text }) => text)
            .join(' '),
        )
      : null,
    instalments: label === 'asks-delay' || label === 'promise' ? instalmentsIn(hits) : null,
    reasons: reasonsOf(hits),
    documents: [...new Set(hits.flatMap((hit) => hit.rule.document ?? []))],
    contact: label === 'wrong-contact' ? findContact(reader.masked, hits[0]?.offset ?? 0, reader.emails) : null,
  };
}

function quotesOf(hits: readonly Hit[], masked: string): Quote[] {
  const kept: Quote[] = [];
  for (const { clause } of hits) {
    const lead = /^[\s,;:-]*/.exec(clause.text)?.[0].length ?? 0;
    const offset = clause.offset + lead;
    const length = Math.min(clause.text.trimEnd().length - lead, 400);
    if (!kept.some((one) => one.offset === offset)) kept.push({ quote: masked.slice(offset, offset + length), offset, length });
  }
  return kept.toSorted((a, b) => a.offset - b.offset).slice(0, 8);
}

// Many rules may have hit one clause, many clauses stand in one sentence: each is looked at once.
const clausesIn = (hits: readonly Hit[]): Clause[] => [...new Set(hits.map((hit) => hit.clause))];
const sentencesIn = (hits: readonly Hit[]): Clause['sentence'][] => [...new Set(hits.map((hit) => hit.clause.sentence))];

/** The first day named in the words themselves, else in their sentence. */
function dayOf(hits: readonly Hit[], lean: Lean, reader: Reader): string | null {
  for (const part of [...clausesIn(hits), ...sentencesIn(hits)]) {
    const days = findDays(
      reader.masked.slice(part.offset, part.offset + part.text.length),
      dayOptions(reader.language, reader.options, lean),
    );
    const sensible = days.find(({ day, offset, length }) => {
      const span = { offset: part.offset + offset, length };
      const isReference =
        reader.invoices.some((invoice) => overlaps(invoice, span)) ||
        /factures?\b[^,]{0,30}\bdu $|invoices?\b[^,]{0,30}\bof $/.test(
          reader.folded.slice(part.offset, span.offset + 3).slice(-60),
        );
      return (
        day !== null && !isReference && (lean === 'past' ? day <= reader.options.writtenOn : day >= reader.options.writtenOn)
      );
    });
    if (sensible?.day !== undefined && sensible.day !== null) return sensible.day;
  }
  return null;
}

function amountOf(hits: readonly Hit[], reader: Reader): ReplyFinding['amount'] {
  for (const part of [...clausesIn(hits), ...sentencesIn(hits)]) {
    const inside = reader.amounts.find(
      (amount) => amount.offset >= part.offset && amount.offset < part.offset + part.text.length,
    );
    if (inside) return { minor: inside.minor, currency: inside.currency };
  }
  return null;
}

const means: readonly [PaymentMeans, RegExp][] = [
  ['transfer', /\bvirements?\b|\bvire(?:e?s?)\b|\bvirer|\bwired?\b|\btransfer(?:s|red)?\b|\bswift\b|\bsepa\b|\bbacs\b|\bach\b/],
  ['cheque', /\bcheques?\b|\bchecks?\b(?! (?:with|if|that|and))/],
  ['card', /\bcartes?\b|\bcb\b|\b(?:credit|debit|by|bank) card\b/],
  ['direct-debit', /\bprelevements?\b|\bpreleve|\bdirect debit\b/],
  ['draft', /\btraites?\b|\blcr\b|\bbill of exchange\b|\bpromissory\b/],
  ['cash', /\bespeces\b|\bin cash\b/],
];

function meansIn(folded: string): PaymentMeans | null {
  return means.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}

const instalments =
  /\b(deux|trois|quatre|cinq|six|dix|two|three|four|five|six|ten|\d{1,2})\s{1,2}(?:\S{1,10}\s)?(?:fois|versements?|echeances?|mensualites?|paiements|instal?ments?|monthly|payments|parts)\b/;

function instalmentsIn(hits: readonly Hit[]): number | null {
  const match = sentencesIn(hits)
    .map(({ text }) => instalments.exec(text))
    .find((one) => one !== null);
  const count = countOf(match?.[1] ?? '');
  return count > 1 && count <= 60 ? count : null;
}

function reasonsOf(hits: readonly Hit[]): DisputeReason[] {
  const reasons = [...new Set(hits.flatMap((hit) => hit.rule.reason ?? []))];
  return reasons.length > 1 ? reasons.filter((reason) => reason !== 'unspecified') : reasons;
}

const frenchWords =
  /\b(?:le|la|les|nous|vous|je|est|et|pas|une?|des|du|pour|avons|bonjour|merci|votre|notre|facture|virement|que|sur|dans|en|par|cordialement)\b/g;
const englishWords =
  /\b(?:the|we|you|is|and|not|for|have|has|hi|hello|dear|thanks?|your|our|invoice|payment|will|of|to|on|this|please|in|by|regards|it|i'm|are)\b/g;

/** French or English, from their small words; French when nothing tells. */
export function languageOf(folded: string): 'fr' | 'en' {
  const start = folded.slice(0, 4_000);
  return (start.match(englishWords)?.length ?? 0) > (start.match(frenchWords)?.length ?? 0) ? 'en' : 'fr';
}
