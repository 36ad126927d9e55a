import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountTyped, boundsTyped, decimalNumber, wholeNumber } from './parse-settings.ts';

test('increasing bounds are read however they are separated; others are not', () => {
  expect(boundsTyped('30, 60, 90')).toEqual([30, 60, 90]);
  expect(boundsTyped('15;30')).toEqual([15, 30]);
  expect(boundsTyped('60, 30')).toBeUndefined();
  expect(boundsTyped('30, thirty')).toBeUndefined();
  expect(boundsTyped('')).toBeUndefined();
});

test('any one to eight increasing days are read back as they were written', () => {
  const days = fc.uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(days, (some) => {
      const bounds = some.toSorted((left, right) => left - right);
      expect(boundsTyped(bounds.join(', '))).toEqual(bounds);
    }),
  );
});

test('a smallest amount is typed as people write, never below zero', () => {
  expect(amountTyped('20')).toBe('20.00');
  expect(amountTyped('1 250,5')).toBe('1250.50');
  expect(amountTyped('-5')).toBeUndefined();
  expect(amountTyped('ten')).toBeUndefined();
});

test('numbers keep their kind: whole ones refuse decimals', () => {
  expect(wholeNumber('1 000')).toBe(1000);
  expect(wholeNumber('2.5')).toBeUndefined();
  expect(decimalNumber('2,5')).toBe(2.5);
});
