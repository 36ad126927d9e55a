import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, endOfMonth } from '../../../kernel/days.ts';
import { describeTerms } from './describe-terms.ts';
import { easterSunday, frenchHolidays, isFrenchWorkingDay } from './french-holidays.ts';
import { daysAboveCeiling, dueDate, type PaymentTerms } from './terms.ts';

const terms = (kind: PaymentTerms['kind'], days = 0, more: Partial<PaymentTerms> = {}): PaymentTerms => ({
  kind,
  days,
  dayOfMonth: null,
  workingDayShift: 'none',
  ...more,
});

test.each([
  // issue, net 60, 45 days then end of month (A), end of month then 45 days (B)
  ['2026-01-15', '2026-03-16', '2026-03-31', '2026-03-17'],
  ['2026-01-31', '2026-04-01', '2026-03-31', '2026-03-17'],
  ['2026-02-15', '2026-04-16', '2026-04-30', '2026-04-14'],
  ['2026-04-10', '2026-06-09', '2026-05-31', '2026-06-14'],
  ['2026-12-17', '2027-02-15', '2027-01-31', '2027-02-14'],
])('an invoice of %s is due %s at 60 days net, %s at 45 days end of month, %s at end of month 45 days', (issue, net, a, b) => {
  expect(dueDate(issue, terms('net', 60))).toBe(net);
  expect(dueDate(issue, terms('net-then-end-of-month', 45))).toBe(a);
  expect(dueDate(issue, terms('end-of-month-then-net', 45))).toBe(b);
});

test.each([
  ['30 days end of month', '2026-01-15', terms('net-then-end-of-month', 30), '2026-02-28'],
  ['30 days end of month, across a short February', '2026-01-31', terms('net-then-end-of-month', 30), '2026-03-31'],
  ['end of month plus 30', '2026-01-15', terms('end-of-month-then-net', 30), '2026-03-02'],
  ['end of month plus 30', '2026-04-10', terms('end-of-month-then-net', 30), '2026-05-30'],
  ['end of month', '2026-02-03', terms('end-of-month'), '2026-02-28'],
  ['on receipt', '2026-02-03', terms('net'), '2026-02-03'],
  ['60 days end of month the 17th', '2003-03-01', terms('net-then-end-of-month', 60, { dayOfMonth: 17 }), '2003-05-17'],
  ['60 days end of month the 15th', '2003-03-17', terms('net-then-end-of-month', 60, { dayOfMonth: 15 }), '2003-06-15'],
  ['30 days end of month the 15th', '2026-01-10', terms('net-then-end-of-month', 30, { dayOfMonth: 15 }), '2026-03-15'],
  ['the 31st of a short month is its last day', '2026-01-31', terms('end-of-month', 0, { dayOfMonth: 31 }), '2026-02-28'],
  ['30 days from the end of the ten days', '2026-03-04', terms('by-decade', 30), '2026-04-09'],
  ['30 days from the end of the ten days', '2026-03-11', terms('by-decade', 30), '2026-04-19'],
  ['30 days from the end of the ten days', '2026-02-21', terms('by-decade', 30), '2026-03-30'],
  ['moved off Easter Monday', '2026-03-07', terms('net', 30, { workingDayShift: 'next' }), '2026-04-07'],
  ['moved before the Easter weekend', '2026-03-07', terms('net', 30, { workingDayShift: 'previous' }), '2026-04-03'],
  ['moved off Ascension alone', '2026-04-14', terms('net', 30, { workingDayShift: 'next' }), '2026-05-15'],
])('%s, issued %s', (_name, issue, rule, due) => {
  expect(dueDate(issue, rule)).toBe(due);
});

test('Easter moves, and Whit Monday and Ascension with it', () => {
  expect([2026, 2027, 2028].map(easterSunday)).toEqual(['2026-04-05', '2027-03-28', '2028-04-16']);
  expect([...frenchHolidays(2026)].toSorted()).toEqual([
    '2026-01-01',
    '2026-04-06',
    '2026-05-01',
    '2026-05-08',
    '2026-05-14',
    '2026-05-25',
    '2026-07-14',
    '2026-08-15',
    '2026-11-01',
    '2026-11-11',
    '2026-12-25',
  ]);
});

const day = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('2000-01-01', count));
const anyTerms = fc.record({
  kind: fc.constantFrom('net', 'end-of-month', 'net-then-end-of-month', 'end-of-month-then-net', 'by-decade') as fc.Arbitrary<
    PaymentTerms['kind']
  >,
  days: fc.integer({ min: 0, max: 400 }),
  dayOfMonth: fc.option(fc.integer({ min: 1, max: 31 })),
  workingDayShift: fc.constantFrom('none', 'next', 'previous') as fc.Arbitrary<PaymentTerms['workingDayShift']>,
});

test('nothing is due before it is issued, except by a shift back to a working day; a later issue is never due earlier', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 40 }), anyTerms, (issue, later, rule) => {
      const due = dueDate(issue, rule);
      if (rule.workingDayShift !== 'previous') expect(due >= issue).toBe(true);
      if (rule.workingDayShift !== 'none') expect(isFrenchWorkingDay(due)).toBe(true);
      expect(dueDate(addDays(issue, later), rule) >= due).toBe(true);
    }),
  );
});

test('"end of month the k-th" falls on the k-th, or on the last day of a month that has none', () => {
  fc.assert(
    fc.property(day, anyTerms, (issue, rule) => {
      fc.pre(rule.dayOfMonth !== null);
      const due = dueDate(issue, { ...rule, workingDayShift: 'none' });
      expect(due === endOfMonth(due) || Number(due.slice(8)) === rule.dayOfMonth).toBe(true);
    }),
  );
});

test('60 days net is lawful, 61 are one too many; 45 days end of month is lawful both ways, 60 days end of month is not', () => {
  const above = (rule: PaymentTerms) => daysAboveCeiling('2026-04-10', dueDate('2026-04-10', rule), rule);
  expect(above(terms('net', 60))).toBe(0);
  expect(above(terms('net', 61))).toBe(1);
  expect(above(terms('net-then-end-of-month', 45))).toBe(0);
  expect(above(terms('end-of-month-then-net', 45))).toBe(0);
  expect(above(terms('net-then-end-of-month', 60))).toBeGreaterThan(0);
});

test('terms are said in words', () => {
  expect(describeTerms(terms('net-then-end-of-month', 30, { dayOfMonth: 15 }), 'fr')).toBe(
    '30 jours, puis fin de mois, puis le 15',
  );
  expect(describeTerms(terms('net', 0, { workingDayShift: 'next' }), 'en')).toBe('on receipt, moved to the next working day');
});
