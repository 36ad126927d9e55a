import type { Day } from '../../kernel/days.ts';

/** Why a chase is paused. Each has a word in texts. */
export type HoldReason =
  | 'disputed'
  | 'promised'
  | 'planned'
  | 'direct-debit'
  | 'factored'
  | 'litigation'
  | 'insolvency'
  | 'time-barred'
  | 'stop'
  | 'says-paid'
  | 'reply'
  | 'e-invoice'
  | 'specific-action'
  | 'unmatched-payment'
  | 'to-qualify'
  | 'not-received'
  | 'to-check';

/** What a hold stops: a whole entity, a whole account, or one item (then its customer is named too). */
export type HoldTarget =
  | { readonly scope: 'entity'; readonly entityId: string }
  | { readonly scope: 'customer'; readonly customerId: string }
  | { readonly scope: 'item'; readonly customerId: string; readonly itemId: string; readonly partMinor?: bigint };

export type NewHold = HoldTarget & {
  readonly reason: HoldReason;
  /** The module that writes it, and its row: releasing the case releases its holds. */
  readonly source: string;
  readonly sourceId?: string;
  readonly fromOn: Day;
  /** The last day it holds; absent until someone releases it. */
  readonly untilOn?: Day;
  readonly note?: string;
};
