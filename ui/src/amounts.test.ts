import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountParts, formatTotals, isZero, sumAmounts } from './amounts.ts';

const euros = (amount: string) => ({ amount, currency: 'EUR' });

test('ticked amounts are summed to the cent, credits taken off', () => {
  expect(sumAmounts([euros('6240.00'), euros('12000.00'), euros('-0.01')])).toEqual([euros('18239.99')]);
});

test('amounts in two currencies make two totals', () => {
  const totals = sumAmounts([euros('10.00'), { amount: '5', currency: 'JPY' }, euros('2.50'), { amount: '7', currency: 'JPY' }]);
  expect(totals).toEqual([euros('12.50'), { amount: '12', currency: 'JPY' }]);
  expect(formatTotals('en', totals)).toBe('€12.50 + ¥12');
});

test('a sum of less than one unit keeps its zero and its sign', () => {
  expect(sumAmounts([euros('0.30'), euros('-0.35')])).toEqual([euros('-0.05')]);
});

test('any list of cents sums as whole numbers do', () => {
  const cents = fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), { minLength: 1, maxLength: 50 });
  const written = (minor: bigint) => {
    const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
    return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  };
  fc.assert(
    fc.property(cents, (list) => {
      const total = list.reduce((sum, each) => sum + each, 0n);
      expect(sumAmounts(list.map((minor) => euros(written(minor))))).toEqual([euros(written(total))]);
    }),
  );
});

test('the cents of an amount stand apart from its units, in each language', () => {
  expect(amountParts('fr', '-1234.50')).toEqual(['−1\u202f234', ',50']);
  expect(amountParts('en', '1234567.05')).toEqual(['1,234,567', '.05']);
  expect(amountParts('fr', '1500')).toEqual(['1\u202f500', '']);
});

test('zero is zero whatever its decimals and its sign', () => {
  expect(['0', '0.00', '-0.00', '0.000'].map(isZero)).toEqual([true, true, true, true]);
  expect(['0.01', '-3'].map(isZero)).toEqual([false, false]);
});
