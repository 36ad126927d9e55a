import type { agedDimensions, ledgerClasses } from '@quitus/contract';
import type { Day } from '../../../kernel/days.ts';
import type { Sql } from '../../../platform/database/index.ts';
import { refuse } from '../refusals.ts';

export type AgedDimension = (typeof agedDimensions)[number];
export type LedgerClass = (typeof ledgerClasses)[number];

/** What is asked of the aged balance. */
export type AgedQuestion = {
  readonly asOf: Day;
  /** As it was known at this instant; absent, as it is known now, which a back-dated entry may still change. */
  readonly knownAt?: Temporal.Instant | undefined;
  readonly by: AgedDimension;
  /** Days late count from the due date, or days of age from the issue date. */
  readonly basis: 'due' | 'issue';
  /** Upper bounds of the late buckets in days, increasing: 30, 60, 90 gives 1-30, 31-60, 61-90, 91+. */
  readonly bounds: readonly number[];
  readonly classes: readonly LedgerClass[];
  readonly entityId?: string | undefined;
  readonly currency?: string | undefined;
  /** A condition over `customer`, such as compiled criteria: rows and totals are those of these accounts. */
  readonly customers?: Sql | undefined;
  /** These accounts only, through the index of their items. */
  readonly customerIds?: readonly string[] | undefined;
  /** Converts every amount into this currency at the last rate on or before `asOf`. */
  readonly convertTo?: string | undefined;
};

export const agedSorts = ['name', 'key', 'total', 'overdue', 'notDue', 'unallocated', 'awaiting', 'oldest'] as const;
export type AgedSort = { readonly by: (typeof agedSorts)[number]; readonly descending: boolean };
/** Which rows of the answer; totals are of all of them. */
export type AgedWindow = { readonly offset: number; readonly limit: number; readonly sort: AgedSort };

export type AgedSums = {
  readonly currency: string;
  readonly notDueMinor: bigint;
  /** One per label, from the least late. */
  readonly bucketsMinor: readonly bigint[];
  readonly overdueMinor: bigint;
  /** Open credits, negative. */
  readonly unallocatedMinor: bigint;
  /** `notDue + overdue + unallocated`. */
  readonly totalMinor: bigint;
  /** What the ledger does not show yet: `total - awaiting` is still claimed. */
  readonly awaitingMinor: bigint;
  readonly items: number;
};
export type AgedLine = AgedSums & {
  /** The accounting code for a customer; else what the dimension is known by. Empty: without one. */
  readonly key: string;
  readonly id: string | null;
  readonly name: string;
};
export type RateUsed = { readonly currency: string; readonly quoteCurrency: string; readonly rate: string; readonly onDay: Day };
export type AgedBalance = {
  readonly labels: readonly string[];
  readonly rows: readonly AgedLine[];
  readonly total: number;
  readonly totals: readonly AgedSums[];
  readonly rates: readonly RateUsed[];
};

/** The names of the late buckets: `1-30`, `31-60`, `61-90`, `91+`. */
export function bucketLabels(bounds: readonly number[]): string[] {
  const labels = bounds.map((bound, index) => `${(bounds[index - 1] ?? 0) + 1}-${bound}`);
  return [...labels, `${(bounds.at(-1) ?? 0) + 1}+`];
}

/** Which late bucket holds something that many days late, the first being 0; undefined when it is not late. */
export function bucketOf(daysLate: number, bounds: readonly number[]): number | undefined {
  if (daysLate <= 0) return undefined;
  const found = bounds.findIndex((bound) => daysLate <= bound);
  return found === -1 ? bounds.length : found;
}

/** Refuses bounds that are not increasing whole days from 1. */
export function checkBounds(bounds: readonly number[]): readonly number[] {
  const increasing = bounds.every((bound, index) => Number.isInteger(bound) && bound > (bounds[index - 1] ?? 0) && bound <= 9999);
  if (bounds.length === 0 || bounds.length > 12 || !increasing)
    throw refuse('aged-balance.bounds-invalid', { bounds: bounds.join(',') });
  return bounds;
}
