import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chooseLanguage,
  formatDay,
  formatDayLong,
  formatDecimal,
  formatMoment,
  formatMoney,
  formatMoneyShort,
  formatPercent,
  plural,
} from './index.ts';

test('the first of a month is an ordinal in French, and no other day is', () => {
  expect(formatDayLong('fr', '2026-04-01')).toBe('1er avril 2026');
  expect(['2026-04-10', '2026-04-11', '2026-04-21'].map((day) => formatDayLong('fr', day))).toEqual([
    '10 avril 2026',
    '11 avril 2026',
    '21 avril 2026',
  ]);
  expect(formatDayLong('en', '2026-04-01')).toBe('1 April 2026');
});

test('an amount is written with the marks of its language, to the last digit', () => {
  expect(formatDecimal('fr', '-1234567.05')).toBe('−1\u202f234\u202f567,05');
  expect(formatDecimal('en', '12345678901234567890.12')).toBe('12,345,678,901,234,567,890.12');
  expect(formatMoney('fr', '1234.50', 'EUR')).toBe('1\u202f234,50\u00a0€');
  expect(formatMoney('en', '-1234.50', 'EUR')).toBe('−€1,234.50');
  expect(formatMoney('en', '1234.50', 'CHF')).toBe('CHF\u00a01,234.50');
});

test('thousands are grouped as the platform groups them', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), (whole) => {
      expect(formatDecimal('fr', String(whole))).toBe(new Intl.NumberFormat('fr-FR').format(whole));
      expect(formatDecimal('en', String(whole))).toBe(new Intl.NumberFormat('en-GB').format(whole));
    }),
  );
});

test('a headline shortens thousands and millions', () => {
  expect(formatMoneyShort('fr', '4820000', 'EUR')).toBe('4,82\u00a0M€');
  expect(formatMoneyShort('en', '18240.40', 'EUR')).toBe('€18k');
  expect(formatMoneyShort('en', '940', 'EUR')).toBe('€940');
});

test('a day keeps its date in any time zone, day before month in both languages', () => {
  expect(formatDay('fr', '2026-03-31')).toBe('31/03/2026');
  expect(formatDay('en', '2026-03-31')).toBe('31/03/2026');
});

test('an instant is told in the reader’s zone', () => {
  expect(formatMoment('en', '2026-03-31T22:30:00Z', 'Europe/Paris')).toContain('1 Apr');
  expect(formatMoment('fr', '2026-03-31T12:05:00Z', 'Europe/Paris')).toMatch(/^31 mars.*14:05$/);
});

test('French writes a space before the percent sign, English none', () => {
  expect(formatPercent('fr', 0.27)).toMatch(/^27[\u00a0\u202f]%$/);
  expect(formatPercent('en', 0.275, 1)).toBe('27.5%');
});

test('nought is singular in French and plural in English', () => {
  expect(plural('fr', 0, 'ligne', 'lignes')).toBe('ligne');
  expect(plural('en', 0, 'row', 'rows')).toBe('rows');
  expect(plural('fr', 2, 'ligne', 'lignes')).toBe('lignes');
});

test('the language is the first one asked for that we speak', () => {
  expect(chooseLanguage('de-DE,en-GB;q=0.8,fr;q=0.5')).toBe('en');
  expect(chooseLanguage('de')).toBe('fr');
  expect(chooseLanguage(undefined)).toBe('fr');
});
