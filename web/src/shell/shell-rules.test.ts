import { expect, test } from 'vitest';
import { safeNext } from '../screens/sign-in/safe-next.ts';
import { freshness } from './freshness.ts';
import { initialsOf } from './initials.ts';

const noon = Date.parse('2026-11-21T12:00:00Z');

test('figures are as fresh as the oldest ledger behind them', () => {
  const of = (...ledgers: [string | null, number | null][]) =>
    freshness(
      ledgers.map(([lastLedgerAt, ledgerLimitHours]) => ({ lastLedgerAt, ledgerLimitHours })),
      noon,
    );
  expect(of(['2026-11-21T06:00:00Z', 36], ['2026-11-20T06:00:00Z', 36])).toEqual({
    oldest: '2026-11-20T06:00:00Z',
    state: 'fresh',
  });
  expect(of([null, 36])).toEqual({ oldest: undefined, state: 'never' });
});

test('a ledger is too old by the rhythm of its own company, though another’s is older and may be', () => {
  const of = (...ledgers: [string | null, number | null][]) =>
    freshness(
      ledgers.map(([lastLedgerAt, ledgerLimitHours]) => ({ lastLedgerAt, ledgerLimitHours })),
      noon,
    );
  expect(of(['2026-11-14T06:00:00Z', 252], ['2026-11-19T06:00:00Z', 36])).toEqual({
    oldest: '2026-11-19T06:00:00Z',
    state: 'stale',
    limitHours: 36,
  });
  expect(of(['2026-11-14T06:00:00Z', 252], ['2026-01-01T06:00:00Z', null]).state).toBe('fresh');
});

test('signing in leads back to our own pages only', () => {
  expect(safeNext('/customers?f=overdue:at-least:1000')).toBe('/customers?f=overdue:at-least:1000');
  expect(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', undefined].map(safeNext)).toEqual([
    '/',
    '/',
    '/',
    '/',
    '/',
  ]);
});

test('initials are those of the first and last names', () => {
  expect([initialsOf('Claire Aubrac'), initialsOf('  jean-luc de la Tour '), initialsOf('Zoé'), initialsOf('')]).toEqual([
    'CA',
    'JT',
    'Z',
    '',
  ]);
});
