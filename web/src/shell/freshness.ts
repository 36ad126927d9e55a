/** A ledger: when it last came in, and how old it may be in hours, null when that is not watched. */
type Ledger = { readonly lastLedgerAt: string | null; readonly ledgerLimitHours: number | null };

/** The oldest ledger of the entities shown, and whether figures and reminders can rest on all of them; `limitHours` of one that is too old. `now` in milliseconds. */
export function freshness(
  ledgers: readonly Ledger[],
  now: number,
): { oldest: string | undefined; state: 'fresh' | 'stale' | 'never'; limitHours?: number } {
  const known = ledgers.flatMap(({ lastLedgerAt, ledgerLimitHours }) =>
    lastLedgerAt === null ? [] : [{ at: lastLedgerAt, limitHours: ledgerLimitHours ?? Number.POSITIVE_INFINITY }],
  );
  const oldest = known.reduce<string | undefined>(
    (least, { at }) => (least === undefined || Date.parse(at) < Date.parse(least) ? at : least),
    undefined,
  );
  if (oldest === undefined) return { oldest, state: 'never' };
  const late = known.find(({ at, limitHours }) => now - Date.parse(at) > limitHours * 3_600_000);
  return late ? { oldest: late.at, state: 'stale', limitHours: late.limitHours } : { oldest, state: 'fresh' };
}
