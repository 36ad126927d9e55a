// Beyond this a reminder would be written on data that may be wrong; the server applies its own setting, this only warns.
const staleHours = 36;

/** The oldest ledger of the entities shown, and whether figures and reminders can rest on it. `now` in milliseconds. */
export function freshness(
  lastLedgers: readonly (string | null)[],
  now: number,
): { oldest: string | undefined; state: 'fresh' | 'stale' | 'never' } {
  const known = lastLedgers.filter((at): at is string => at !== null);
  const oldest = known.reduce<string | undefined>(
    (least, at) => (least === undefined || Date.parse(at) < Date.parse(least) ? at : least),
    undefined,
  );
  if (oldest === undefined) return { oldest, state: 'never' };
  return { oldest, state: now - Date.parse(oldest) > staleHours * 3_600_000 ? 'stale' : 'fresh' };
}
