import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMonths, businessDate, daysBetween, daysLate, endOfMonth, isDay } from './days.ts';
import { derivedId, uuidv7 } from './ids.ts';
import { add, fraction, fromDecimal, money, split, toDecimal } from './money.ts';

test('an amount written and read again is the same to the cent, in every currency', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
      fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'),
      (minor, currency) => {
        expect(fromDecimal(toDecimal(minor, currency), currency)).toBe(minor);
      },
    ),
  );
});

test('an amount with more decimals than its currency is refused, not rounded', () => {
  expect(fromDecimal('12.345', 'EUR')).toBeUndefined();
  expect(fromDecimal('12.3400', 'EUR')).toBe(1234n);
  expect(fromDecimal('12.5', 'JPY')).toBeUndefined();
  expect(fromDecimal('1e5', 'EUR')).toBeUndefined();
  expect(fromDecimal('9'.repeat(30), 'EUR')).toBeUndefined();
});

test('euros and dollars never add up', () => {
  expect(() => add(money(1n, 'EUR'), money(1n, 'USD'))).toThrow();
});

test('half a cent rounds away from zero, on both sides', () => {
  expect(fraction(money(5n, 'EUR'), 1n, 10n).minor).toBe(1n);
  expect(fraction(money(-5n, 'EUR'), 1n, 10n).minor).toBe(-1n);
  expect(fraction(money(4n, 'EUR'), 1n, 10n).minor).toBe(0n);
});

test('the parts of a split add up to the whole', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -1_000_000n, max: 1_000_000n }),
      fc.array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 1, maxLength: 20 }),
      (minor, weights) => {
        fc.pre(weights.some((weight) => weight > 0n));
        expect(split(money(minor, 'EUR'), weights).reduce((sum, part) => sum + part.minor, 0n)).toBe(minor);
      },
    ),
  );
});

test('one month after 31 January is the last day of February', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
  expect(endOfMonth('2026-02-10')).toBe('2026-02-28');
});

test('an item due today is not late; tomorrow it is one day late', () => {
  expect(daysLate('2026-03-31', '2026-03-31')).toBe(0);
  expect(daysLate('2026-03-31', '2026-04-01')).toBe(1);
  expect(daysBetween('2026-03-01', '2026-02-27')).toBe(-2);
});

test('the business date follows Paris, not the server, in summer and in winter', () => {
  expect(businessDate(Temporal.Instant.from('2026-07-14T22:30:00Z'), 'Europe/Paris')).toBe('2026-07-15');
  expect(businessDate(Temporal.Instant.from('2026-07-14T21:30:00Z'), 'Europe/Paris')).toBe('2026-07-14');
  expect(businessDate(Temporal.Instant.from('2026-01-14T23:30:00Z'), 'Europe/Paris')).toBe('2026-01-15');
  expect(businessDate(Temporal.Instant.from('2026-01-14T22:30:00Z'), 'Europe/Paris')).toBe('2026-01-14');
});

test('30 February is not a day', () => {
  expect(isDay('2026-02-30')).toBe(false);
  expect(isDay('2028-02-29')).toBe(true);
  expect(isDay('2026-2-3')).toBe(false);
  expect(['0001-01-01', '1899-12-31', '9999-12-31', '3000-01-01'].filter(isDay)).toEqual([]);
  expect(['1900-01-01', '2999-12-31'].every(isDay)).toBe(true);
});

test('identifiers made in a row increase and never repeat; derived ones repeat for the same words', () => {
  const ids = Array.from({ length: 20_000 }, () => uuidv7());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
  expect(derivedId('a', 'b')).toBe(derivedId('a', 'b'));
  expect(derivedId('a', 'b')).not.toBe(derivedId('ab', ''));
});
