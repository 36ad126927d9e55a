// All patterns read folded text (small letters, no accents, straight quotes) and have bounded gaps: their cost is linear in the text.

/** What a reply can say. */
export const replyLabels = [
  'says-paid',
  'promise',
  'dispute',
  'asks-document',
  'wrong-contact',
  'insolvency',
  'asks-delay',
  'refuses',
  'hostile',
  'thanks',
  'other',
] as const;
export type ReplyLabel = (typeof replyLabels)[number];

export type DisputeReason =
  | 'price'
  | 'delivery'
  | 'quality'
  | 'not-ordered'
  | 'missing-order-number'
  | 'duplicate'
  | 'credit-expected'
  | 'unspecified';

export type AskedDocument = 'invoice' | 'statement' | 'bank-details' | 'proof-of-delivery' | 'order';

export type ReplyRule = {
  readonly label: ReplyLabel;
  readonly pattern: RegExp;
  /** How sure the words are, of 100. */
  readonly sure: number;
  /** Words in the clause that make the rule silent. */
  readonly unless?: RegExp;
  /** A denial or a question does not silence it: "avez-vous reçu notre virement du 3 ?" says it left. */
  readonly always?: true;
  readonly needsDay?: true;
  readonly reason?: DisputeReason;
  readonly document?: AskedDocument;
};

/** Up to so many words in between. */
export const words = (most: number): string => String.raw`(?:\s\S{1,24}){0,${most}}?\s`;

/** A rule from the words it reads; spaces stand for any blank, as mails are folded anywhere. */
export function rule(
  label: ReplyLabel,
  sure: number,
  source: string,
  more: Omit<ReplyRule, 'label' | 'sure' | 'pattern'> = {},
): ReplyRule {
  const anyBlank = source.replaceAll(' ?', String.raw`\s{0,3}`).replaceAll(' ', String.raw`\s{1,3}`);
  return { label, sure, pattern: new RegExp(String.raw`(?<![a-z0-9])(?:${anyBlank})`), ...more };
}
