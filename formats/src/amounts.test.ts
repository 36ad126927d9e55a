import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from './any-text.fixture.ts';
import { guessDecimalMark, parseAmount } from './amounts.ts';

const cents = (text: string, decimalMark?: ',' | '.') => {
  const amount = parseAmount(text, { decimals: 2, decimalMark });
  return amount.ok ? amount.minor : amount.reason;
};

describe('an amount means the same however it is written', () => {
  test.each([
    ['1234,56', 123_456n],
    ['1 234,56', 123_456n],
    ['1\u202f234,56', 123_456n],
    ['1\u00a0234,56\u00a0€', 123_456n],
    ['1.234,56', 123_456n],
    ['1,234.56', 123_456n],
    ["1'234.56", 123_456n],
    ['1’234.56', 123_456n],
    ['1.234.567,8', 123_456_780n],
    ['1,234,567', 123_456_700n],
    ['0000000074,70', 7_470n],
    ['-12,5', -1_250n],
    ['12,50-', -1_250n],
    ['12,50 -', -1_250n],
    ['\u221212,50', -1_250n],
    ['+12,50', 1_250n],
    ['(1 234,00)', -123_400n],
    ['(€12.00)', -1_200n],
    ['EUR 12,00', 1_200n],
    ['12,00 EUR', 1_200n],
    ['-€12.00', -1_200n],
    ['€-12.00', -1_200n],
    ['12,00 euros', 1_200n],
    ['12,00 CR', -1_200n],
    ['12,00 DR', 1_200n],
    ['1 200,00 C', -120_000n],
    ['1 200,00 D', 120_000n],
    ['12', 1_200n],
    ['12,', 1_200n],
    [',5', 50n],
    ['0.125000', 'amount.too-many-decimals'],
    ['12,5000', 1_250n],
    ['-', 0n],
    [' - € ', 0n],
    ['-0,00', 0n],
  ])('%s', (text, expected) => expect(cents(text)).toBe(expected));
});

describe('what is no amount is refused, with its reason', () => {
  test.each([
    ['', 'amount.empty'],
    ['   ', 'amount.empty'],
    ['abc', 'amount.not-a-number'],
    ['12,00 ou 13', 'amount.not-a-number'],
    ['1 23', 'amount.not-a-number'],
    ['1,23,4', 'amount.not-a-number'],
    ['31/03/2026', 'amount.not-a-number'],
    ['1.5E+3', 'amount.not-a-number'],
    ['--5', 'amount.not-a-number'],
    ['(-5)', 'amount.not-a-number'],
    ['()', 'amount.not-a-number'],
    ['12,005', 'amount.ambiguous'],
    ['1'.repeat(60), 'amount.too-long'],
  ])('“%s”', (text, reason) => expect(cents(text)).toBe(reason));
});

describe('1,234 is a thousand or three decimals: only its column knows', () => {
  test('alone it is refused', () => expect(cents('1,234')).toBe('amount.ambiguous'));
  test('in a column with decimal points it is a thousand', () => expect(cents('1,234', '.')).toBe(123_400n));
  test('in a column with decimal commas it has a tenth of a cent: refused', () =>
    expect(cents('1,234', ',')).toBe('amount.too-many-decimals'));
  test('in yen there are no decimals to confuse it with', () =>
    expect(parseAmount('1,234', { decimals: 0 })).toEqual({ ok: true, minor: 1_234n }));
  test('in dinars of three decimals the column decides', () =>
    expect(parseAmount('1,234', { decimals: 3, decimalMark: ',' })).toEqual({ ok: true, minor: 1_234n }));

  test.each([
    [['1,234', '12,50', '7,00'], ','],
    [['1,234', '12.50'], '.'],
    [['1,234,567'], '.'],
    [['1.234,00'], ','],
    [['0,125'], ','],
    [['1,234', '5,678', '900'], null],
    [['12,5', '12.5'], null],
    [[], null],
  ])('the mark of %j is %s', (samples, mark) => expect(guessDecimalMark(samples)).toBe(mark));
});

const grouped = (digits: string, separator: string) => digits.replace(/\B(?=(\d{3})+(?!\d))/gu, separator);

test('every amount comes back from every way of writing it', () => {
  const styles = fc.constantFrom(
    { group: ' ', mark: ',' },
    { group: '\u202f', mark: ',' },
    { group: '.', mark: ',' },
    { group: ',', mark: '.' },
    { group: "'", mark: '.' },
    { group: '', mark: ',' },
  );
  const signs = fc.constantFrom<[string, string]>(['-', ''], ['', '-'], ['(', ')'], ['- ', ' €'], ['EUR -', '']);
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      fc.nat(4),
      styles,
      signs,
      (minor, decimals, { group, mark }, [before, after]) => {
        const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
        const whole = grouped(digits.slice(0, digits.length - decimals), group);
        const amount = decimals === 0 ? whole : `${whole}${mark}${digits.slice(-decimals)}`;
        const written = minor < 0n ? `${before}${amount}${after}` : amount;
        // The sign of the group is also a mark: the column says which is which.
        const decimalMark = mark === ',' ? ',' : '.';
        expect(parseAmount(written, { decimals, decimalMark })).toEqual({ ok: true, minor });
      },
    ),
  );
});

test('no text whatever makes it throw', () => {
  fc.assert(
    fc.property(anyText, fc.nat(4), (text, decimals) => {
      expect(typeof parseAmount(text, { decimals }).ok).toBe('boolean');
      guessDecimalMark([text]);
    }),
  );
});

test('words are no amount: letters are a currency only when they are three, or the word euro', () => {
  for (const text of ['quatre-vingts', 'dix', '12PIECES', 'ABC-DEF'])
    expect(parseAmount(text, { decimals: 2, decimalMark: ',' })).toMatchObject({ ok: false });
});
