/** Why an open item is left out whatever its scenario says, first that holds. Holds bring their own reasons, after these. */
export const exclusions = [
  'intercompany',
  'merged',
  'awaiting-ledger',
  'draft',
  'doubtful',
  'not-invoiced',
  'advance',
  'retention',
  'no-due-date',
  'unsent',
  'no-scenario',
] as const;

/** The reasons of holds, the gravest first: of several, this one is said. */
export const holdReasons = [
  'insolvency',
  'litigation',
  'time-barred',
  'stop',
  'disputed',
  'planned',
  'promised',
  'direct-debit',
  'factored',
  'says-paid',
  'unmatched-payment',
  'e-invoice',
  'reply',
  'specific-action',
  'not-received',
  'to-qualify',
  'to-check',
] as const;

/** Why a unit whose step has come sends nothing today. */
export const unitReasons = [
  'covered-by-credits',
  'below-floor',
  'contacted-today',
  'daily-cap',
  'min-interval',
  'step-not-due',
] as const;

/** Why an item is not in its unit's message. */
export const itemReasons = [
  'credit',
  'scenario-finished',
  'prudence',
  'never-reminded',
  'not-due',
  'behind-leader',
  'min-interval',
  'just-sent',
] as const;

export type Exclusion = (typeof exclusions)[number];
export type HoldReason = (typeof holdReasons)[number];
export type UnitReason = (typeof unitReasons)[number];
export type ItemReason = (typeof itemReasons)[number];
export type ReasonCode = Exclusion | HoldReason | UnitReason | ItemReason;

/** What is only inferred about an item or its account: at most a message to confirm, never a formal notice. Bits of one number, so that a unit's are the `or` of its items'. */
export const prudenceBits = { 'due-inferred': 1, 'opening-without-detail': 2, 'not-lettered': 4, 'catch-all': 8 } as const;
export type Prudence = keyof typeof prudenceBits;

/** The cautions in a sum of bits. */
export function prudenceOf(bits: number): Prudence[] {
  // The cast: Object.keys forgets what the table above states.
  return (Object.keys(prudenceBits) as Prudence[]).filter((name) => (bits & prudenceBits[name]) !== 0);
}
