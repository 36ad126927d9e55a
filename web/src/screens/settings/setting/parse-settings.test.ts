import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  amountTyped,
  boundsTyped,
  decimalNumber,
  megabytesTyped,
  megabytesWritten,
  wholeNumber,
  hoursTyped,
  hoursWritten,
} from './parse-settings.ts';

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

test('the largest mail is typed and shown in megabytes, and kept in bytes', () => {
  expect(megabytesTyped('10')).toBe(10_000_000);
  expect(megabytesTyped('7,5')).toBe(7_500_000);
  expect(megabytesTyped('10 Mo')).toBeUndefined();
  expect(megabytesWritten('fr', 10_000_000)).toBe('10');
  expect(megabytesWritten('fr', 7_500_000)).toBe('7,5');
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 500_000 }), (tenths) => {
      for (const language of ['fr', 'en'] as const)
        expect(megabytesTyped(megabytesWritten(language, tenths * 100))).toBe(tenths * 100);
    }),
  );
});

test('office hours are typed as people write them; a day that ends before it begins is none', () => {
  for (const typed of ['08:30-18:00', '8:30 – 18:00', '8h30-18h']) expect(hoursTyped(typed), typed).toBe('08:30-18:00');
  for (const typed of ['', '8-18', '18:00-08:30', '09:00-24:30', '09:60-10:00']) expect(hoursTyped(typed), typed).toBeUndefined();
  expect(hoursTyped(hoursWritten('08:30-18:00'))).toBe('08:30-18:00');
});
