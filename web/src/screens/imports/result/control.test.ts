import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreesToTheCent, differenceOf } from './control.ts';

const cents = (amount: bigint) => {
  const digits = String(amount < 0n ? -amount : amount).padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

test('a file whose lines are all taken or rejected agrees, whatever the amounts and their signs', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.bigInt(-(10n ** 15n), 10n ** 15n), (taken, rejected) => {
      const control = { currency: 'EUR', file: cents(taken + rejected), taken: cents(taken), rejected: cents(rejected) };
      expect(agreesToTheCent(control)).toBe(true);
    }),
  );
});

test('one cent lost is seen, with its amount', () => {
  const control = { currency: 'EUR', file: '100.00', taken: '79.99', rejected: '20.00' };
  expect(agreesToTheCent(control)).toBe(false);
  expect(differenceOf(control)).toBe('0.01');
});
