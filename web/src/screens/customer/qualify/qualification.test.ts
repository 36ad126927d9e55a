import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimable, readPart, readParts, usualDays } from './qualification.ts';
import type { Claimable } from './qualification.ts';

const item = (id: string, open: string, awaiting = '0.00'): Claimable => ({
  id,
  number: id,
  currency: 'EUR',
  open,
  awaiting,
  dueOn: '2026-10-31',
});

test('a promise starts with everything still claimed, less what was received and awaits the ledger', () => {
  const read = readParts([item('F-1', '100.00'), item('F-2', '50.00', '20.00')], {});
  expect(read).toEqual({
    parts: [
      { itemId: 'F-1', amount: '100.00' },
      { itemId: 'F-2', amount: '30.00' },
    ],
    total: { amount: '130.00', currency: 'EUR' },
  });
});

test('part of an invoice can be promised, never more than is claimed', () => {
  expect(readPart('40,5', item('F-1', '100.00'))).toEqual({ amount: '40.50', state: 'right' });
  expect(readPart('100,01', item('F-1', '100.00')).state).toBe('too-much');
  for (const typed of ['1 000', '1000', '1 000,00', '1,000.00']) {
    expect(readPart(typed, item('F-1', '1000.00'))).toEqual({ amount: '1000.00', state: 'right' });
  }
});

test('no amount, a negative one or words are not a part', () => {
  for (const typed of ['0', '-5', 'all', '1.005', '1,2,3'])
    expect(readPart(typed, item('F-1', '9999.00')).state).toBe('no-amount');
});

test('an emptied box leaves its invoice out; one wrong box stops everything', () => {
  const items = [item('F-1', '100.00'), item('F-2', '50.00')];
  expect(readParts(items, { 'F-1': '' })?.parts).toEqual([{ itemId: 'F-2', amount: '50.00' }]);
  expect(readParts(items, { 'F-1': 'half' })).toBeUndefined();
  expect(readParts(items, { 'F-1': '', 'F-2': '' })).toBeUndefined();
});

test('credit notes and settled invoices cannot be promised', () => {
  expect(claimable([item('A-1', '-100.00'), item('F-3', '0.00'), item('F-4', '10.00', '10.00'), item('F-5', '0.01')])).toEqual([
    item('F-5', '0.01'),
  ]);
});

test('the parts of a promise always sum to its total, to the cent', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 }), (cents) => {
      const text = (minor: bigint) => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
      const read = readParts(
        cents.map((minor, place) => item(`F-${place}`, text(minor))),
        {},
      );
      expect(read?.total.amount).toBe(text(cents.reduce((sum, minor) => sum + minor, 0n)));
    }),
  );
});

test('the usual days of a promise: next Friday, in a week, end of the month', () => {
  expect(usualDays('2026-11-21')).toEqual({ friday: '2026-11-27', week: '2026-11-28', monthEnd: '2026-11-30' });
  expect(usualDays('2026-11-27').friday).toBe('2026-12-04');
  expect(usualDays('2028-02-10').monthEnd).toBe('2028-02-29');
});
