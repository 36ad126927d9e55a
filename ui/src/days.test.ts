import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textsIn } from '@quitus/texts';
import { relativeDay } from './DateDay.tsx';
import { daysBetween, daysLate, isoDay } from './days.ts';

test('lateness is counted from the day after the due day', () => {
  expect(daysLate('2026-10-31', '2026-10-31')).toBe(0);
  expect(daysLate('2026-10-31', '2026-11-01')).toBe(1);
  expect(daysLate('2026-10-31', '2026-11-21')).toBe(21);
  expect(daysLate('2026-11-30', '2026-11-21')).toBe(0);
});

test('a change of clocks is neither a longer nor a shorter day', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
});

test('going forth and back between two days leaves no day behind', () => {
  const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true }).map(isoDay);
  fc.assert(
    fc.property(day, day, day, (a, b, c) => {
      expect(daysBetween(a, b) + daysBetween(b, c)).toBe(daysBetween(a, c));
    }),
  );
});

test('a near day is said as people say it, in each language', () => {
  const said = (language: 'fr' | 'en', day: string) => relativeDay(textsIn(language), day, '2026-11-21');
  expect(said('fr', '2026-11-21')).toBe('aujourd’hui');
  expect(said('fr', '2026-11-20')).toBe('hier');
  expect(said('fr', '2026-11-24')).toBe('dans 3\u00a0jours');
  expect(said('en', '2026-10-31')).toBe('21 days ago');
  expect(said('en', '2026-11-22')).toBe('tomorrow');
});
