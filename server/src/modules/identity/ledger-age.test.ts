import { expect, test } from 'vitest';
import { ledgerAge, ledgerLimit } from './ledger-age.ts';

const monday = Temporal.Instant.from('2026-03-02T08:00:00Z');

test('a ledger may be half as old again as its rhythm; without a rhythm the setting decides', () => {
  expect((['daily', 'weekly', 'monthly'] as const).map((rhythm) => ledgerLimit(rhythm, 36))).toEqual([36, 252, 1116]);
  expect([ledgerLimit(null, 48), ledgerLimit(null, 'off')]).toEqual([48, null]);
  // Who says how often it comes in wants to be told, whatever the others do.
  expect(ledgerLimit('weekly', 'off')).toBe(252);
});

test('age is counted in hours of the calendar, and at its very limit a ledger still serves', () => {
  const of = (ledgerRhythm: 'daily' | 'weekly' | null, ageHours: number | null) =>
    ledgerAge({ ledgerRhythm, lastLedgerAt: ageHours === null ? null : monday.subtract({ hours: ageHours }) }, 36, monday);
  // Friday morning's books on Monday morning: a weekend is no excuse for a daily one.
  expect(of('daily', 72)).toEqual({ ageHours: 72, limitHours: 36, late: true });
  expect(of('weekly', 252).late).toBe(false);
  expect(of('weekly', 253).late).toBe(true);
  expect(of(null, null)).toEqual({ ageHours: null, limitHours: 36, late: false });
});
