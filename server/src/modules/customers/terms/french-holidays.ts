import { addDays, type Day, weekday } from '../../../kernel/days.ts';

/** Easter Sunday of a year (the anonymous Gregorian computus; its one-letter names are the ones it is published with). */
export function easterSunday(year: number): Day {
  const whole = (value: number, divisor: number): number => Math.floor(value / divisor);
  const a = year % 19;
  const b = whole(year, 100);
  const c = year % 100;
  const g = whole(8 * b + 13, 25);
  const h = (19 * a + b - whole(b, 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * whole(c, 4) - h - (c % 4)) % 7;
  const m = whole(a + 11 * h + 19 * l, 433);
  const month = whole(h + l - 7 * m + 90, 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
const holidaysOf = new Map<number, ReadonlySet<Day>>();

/** The public holidays of a year in France (C. trav. L3133-1); Alsace-Moselle's two more are not counted. */
export function frenchHolidays(year: number): ReadonlySet<Day> {
  const known = holidaysOf.get(year);
  if (known) return known;
  const easter = easterSunday(year);
  const holidays = new Set([
    ...fixed.map((day) => `${year}-${day}`),
    addDays(easter, 1),
    addDays(easter, 39),
    addDays(easter, 50),
  ]);
  holidaysOf.set(year, holidays);
  return holidays;
}

/** Whether offices work that day: no Saturday, Sunday or French public holiday. */
export function isFrenchWorkingDay(day: Day): boolean {
  return weekday(day) <= 5 && !frenchHolidays(Number(day.slice(0, 4))).has(day);
}
