import { addDays, type Day, weekday } from '../../kernel/days.ts';
import { isFrenchWorkingDay } from '../customers/index.ts';
import { publicHolidays } from './public-holidays.ts';

// Where the week ends on Friday and Saturday (Unicode CLDR, week data).
const fridaySaturday = new Set(['BH', 'DZ', 'EG', 'IQ', 'JO', 'KW', 'LY', 'OM', 'QA', 'SA', 'SD', 'SY', 'YE']);
// Overseas France rests on what its labour code names; each territory's own day of abolition is not counted.
const french = new Set(['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF']);

/** Whether offices of a country (ISO 3166-1 alpha-2) work that day: neither its weekend nor a public holiday we know of. */
export function isWorkingDay(day: Day, country: string): boolean {
  if (french.has(country)) return isFrenchWorkingDay(day);
  const isWeekend = fridaySaturday.has(country) ? [5, 6].includes(weekday(day)) : weekday(day) > 5;
  return !isWeekend && !publicHolidays(country, Number(day.slice(0, 4))).has(day);
}

/** The day itself when offices work, else the next one that they do. */
export function nextWorkingDay(day: Day, country: string): Day {
  let open = day;
  while (!isWorkingDay(open, country)) open = addDays(open, 1);
  return open;
}
