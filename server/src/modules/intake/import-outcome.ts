import type { Day } from '../../kernel/days.ts';

/** One total per currency, in minor units: file = taken + rejected. */
export type Control = {
  readonly currency: string;
  readonly fileMinor: bigint;
  readonly takenMinor: bigint;
  readonly rejectedMinor: bigint;
};

/** Figures of a stock file that would change too much, for a person to judge. */
export type HeldFigure = {
  readonly currency: string;
  readonly openBeforeMinor: bigint;
  readonly openAfterMinor: bigint;
  readonly settledMinor: bigint;
  readonly settledItems: number;
};

/** What reading a file did to the books, before anybody decides to keep it. Counts are data lines unless named otherwise. */
export type ImportOutcome = {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly warnings: number;
  /** Items settled because a stock file no longer holds them. */
  readonly settled: number;
  readonly allocations: number;
  readonly customers: number;
  readonly controls: readonly Control[];
  readonly refusedWhole: boolean;
  readonly held:
    | { readonly reason: 'settles-too-much' | 'total-changes-too-much'; readonly figures: readonly HeldFigure[] }
    | undefined;
  /** Counts behind the notes a person reads, by note code. */
  readonly notes: Readonly<Record<string, number>>;
  readonly yearStartsOn?: Day | undefined;
};

/** The outcome of a file that could not be read at all: one rejection with line 1. */
export function refusedOutcome(): ImportOutcome {
  return {
    read: 1,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 1,
    warnings: 0,
    settled: 0,
    allocations: 0,
    customers: 0,
    controls: [],
    refusedWhole: true,
    held: undefined,
    notes: {},
  };
}
