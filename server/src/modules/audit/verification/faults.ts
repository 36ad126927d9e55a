/** What can be wrong with the record. Each kind is a sentence of `texts.audit.faults`. */
export type FaultKind =
  | 'event-changed'
  | 'event-removed'
  | 'event-inserted'
  | 'event-back-dated'
  | 'seal-removed'
  | 'seal-inserted'
  | 'seals-changed'
  | 'batch-changed'
  | 'batch-removed'
  | 'head-changed'
  | 'head-removed'
  | 'head-not-found'
  | 'erasure-changed'
  | 'key-unknown';

/** One fault: where it is, as far as what is left tells. */
export type Fault = {
  readonly kind: FaultKind;
  readonly number?: bigint | null;
  readonly batch?: bigint | null;
  readonly eventId?: string | null;
  readonly eventKind?: string | null;
  readonly at?: Temporal.Instant | null;
  /** Of a batch: its numbers; of an unknown key: its id. */
  readonly firstNumber?: bigint;
  readonly lastNumber?: bigint;
  readonly key?: string;
};

/** Keeps the first faults and counts them all. */
export type Findings = { readonly faults: Fault[]; count: number };

const named = 100;

/** Notes faults; `more` counts those a statement found beyond the ones it named. */
export function note(findings: Findings, faults: readonly Fault[], more = 0): void {
  findings.count += faults.length + more;
  findings.faults.push(...faults.slice(0, Math.max(0, named - findings.faults.length)));
}

/** How many faults a statement names at most. */
export const namedAtMost = named;
