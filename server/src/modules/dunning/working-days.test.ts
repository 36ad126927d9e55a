import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFrenchWorkingDay } from '../customers/index.ts';
import { orthodoxEaster, publicHolidays } from './public-holidays.ts';
import { isWorkingDay, nextWorkingDay } from './working-days.ts';

test.each([
  ['DE', '2026-10-03', 'German Unity Day, a Saturday'],
  ['DE', '2026-04-03', 'Good Friday'],
  ['BE', '2026-07-21', 'the Belgian national day'],
  ['GB', '2026-12-28', 'Boxing Day fell on a Saturday, so Monday is off'],
  ['ES', '2026-10-12', 'the Spanish national day'],
  ['IT', '2026-06-02', 'the Italian Republic Day'],
  ['US', '2026-11-26', 'Thanksgiving'],
  ['US', '2026-07-03', 'Independence Day falls on a Saturday'],
  ['IE', '2026-03-17', 'Saint Patrick'],
  ['SE', '2026-06-19', 'Midsummer Eve'],
  ['FI', '2026-10-31', 'All Saints, a Saturday'],
  ['GR', '2026-04-13', 'Orthodox Easter Monday'],
  ['CA', '2026-05-18', 'Victoria Day'],
  ['MA', '2026-11-18', 'Moroccan independence'],
])('nobody in %s is reminded on %s: %s', (country, day) => {
  expect(isWorkingDay(day, country)).toBe(false);
});

test('a French holiday is a working day elsewhere, and the other way round', () => {
  expect(isWorkingDay('2026-07-14', 'FR')).toBe(false);
  expect(isWorkingDay('2026-07-14', 'DE')).toBe(true);
  expect(isWorkingDay('2026-04-03', 'FR')).toBe(true);
});

test('in Algeria Sunday is worked and Friday is not; half holidays and customs close nothing', () => {
  expect(isWorkingDay('2026-03-08', 'DZ')).toBe(true);
  expect(isWorkingDay('2026-03-06', 'DZ')).toBe(false);
  expect(isWorkingDay('2026-02-17', 'DE')).toBe(true);
});

test.each([
  [2024, '2024-05-05'],
  [2025, '2025-04-20'],
  [2026, '2026-04-12'],
  [2027, '2027-05-02'],
])('Orthodox Easter of %i is %s', (year, day) => {
  expect(orthodoxEaster(year)).toBe(day);
});

test('of a country nobody knows only the weekend is kept', () => {
  expect(publicHolidays('ZZ', 2026).size).toBe(0);
  expect(isWorkingDay('2026-03-07', 'ZZ')).toBe(false);
  expect(isWorkingDay('2026-03-09', 'ZZ')).toBe(true);
});

test('in any country and year the calendar agrees with the French labour code for France, and a working day follows within two weeks', () => {
  const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.constantFrom('FR', 'DE', 'BE', 'GB', 'IT', 'ES', 'CH', 'JP', 'DZ'), (date, country) => {
      const on = date.toISOString().slice(0, 10);
      if (country === 'FR') expect(isWorkingDay(on, 'FR')).toBe(isFrenchWorkingDay(on));
      const next = nextWorkingDay(on, country);
      expect(isWorkingDay(next, country)).toBe(true);
      expect(next >= on && Date.parse(next) - Date.parse(on) <= 14 * 86_400_000).toBe(true);
    }),
    { numRuns: 200 },
  );
});
