import { addDays, type Day, weekday } from '../../kernel/days.ts';
import { easterSunday } from '../customers/index.ts';

/**
 * How a holiday falls: `MM-DD`; `E+n` days from Easter Sunday, `O+n` from the Orthodox one; `n.w.MM` the n-th weekday w
 * (1 Monday … 7 Sunday) of a month, `-1.w.MM` its last; `>MM-DD.w` the first weekday w on or after a day, `<MM-DD.w` the last before it.
 */
type Rule = string;

const western = ['01-01', 'E+1', '05-01', '12-25'] as const;
// What all of a country rests on; days of single regions are left out. Sources: each country's labour or public-holidays act.
const rules: Readonly<Record<string, readonly Rule[]>> = {
  AT: [...western, '01-06', 'E+39', 'E+50', 'E+60', '08-15', '10-26', '11-01', '12-08', '12-26'],
  BE: [...western, 'E+39', 'E+50', '07-21', '08-15', '11-01', '11-11'],
  // Most cantons, not all of them, for what the Confederation leaves to them: where a part rests nobody is written to.
  CH: ['01-01', '01-02', 'E-2', 'E+1', 'E+39', 'E+50', '08-01', '12-25', '12-26'],
  CZ: [...western, 'E-2', '05-08', '07-05', '07-06', '09-28', '10-28', '11-17', '12-24', '12-26'],
  DE: [...western, 'E-2', 'E+39', 'E+50', '10-03', '12-26'],
  DK: ['01-01', 'E-3', 'E-2', 'E+1', 'E+39', 'E+50', '06-05', '12-25', '12-26'],
  DZ: ['01-01', '01-12', '05-01', '07-05', '11-01'],
  ES: ['01-01', '01-06', 'E-2', '05-01', '08-15', '10-12', '11-01', '12-06', '12-08', '12-25'],
  FI: [...western, '01-06', 'E-2', 'E+39', '<06-26.5', '>06-20.6', '>10-31.6', '12-06', '12-24', '12-26'],
  GR: ['01-01', '01-06', 'O-48', '03-25', 'O-2', 'O+1', '05-01', 'O+50', '08-15', '10-28', '12-25', '12-26'],
  IT: [...western, '01-06', '04-25', '06-02', '08-15', '11-01', '12-08', '12-26'],
  LU: [...western, 'E+39', '05-09', 'E+50', '06-23', '08-15', '11-01', '12-26'],
  MA: ['01-01', '01-11', '01-14', '05-01', '07-30', '08-14', '08-20', '08-21', '11-06', '11-18'],
  MC: [...western, '01-27', 'E+39', 'E+50', 'E+60', '08-15', '11-01', '11-19', '12-08'],
  NL: ['01-01', 'E+1', '04-27', 'E+39', 'E+50', '12-25', '12-26'],
  NO: [...western, 'E-3', 'E-2', '05-17', 'E+39', 'E+50', '12-26'],
  PL: [...western, '01-06', '05-03', 'E+60', '08-15', '11-01', '11-11', '12-24', '12-26'],
  PT: ['01-01', 'E-2', '04-25', '05-01', 'E+60', '06-10', '08-15', '10-05', '11-01', '12-01', '12-08', '12-25'],
  RO: [
    '01-01',
    '01-02',
    '01-06',
    '01-07',
    '01-24',
    'O-2',
    'O+1',
    '05-01',
    'O+50',
    '06-01',
    '08-15',
    '11-30',
    '12-01',
    '12-25',
    '12-26',
  ],
  SE: [...western, '01-06', 'E-2', 'E+39', '06-06', '<06-26.5', '12-24', '12-26'],
  TN: ['01-01', '03-20', '04-09', '05-01', '07-25', '08-13', '10-15', '12-17'],
};
// Where a holiday that falls on a weekend is taken on the next free working day.
const substituted: Readonly<Record<string, readonly Rule[]>> = {
  CA: ['01-01', 'E-2', '<05-25.1', '07-01', '1.1.09', '2.1.10', '12-25'],
  GB: ['01-01', 'E-2', 'E+1', '1.1.05', '-1.1.05', '-1.1.08', '12-25', '12-26'],
  IE: ['01-01', '1.1.02', '03-17', 'E+1', '1.1.05', '1.1.06', '1.1.08', '-1.1.10', '12-25', '12-26'],
  US: ['01-01', '3.1.01', '3.1.02', '-1.1.05', '06-19', '07-04', '1.1.09', '2.1.10', '11-11', '4.4.11', '12-25'],
};

/** Easter Sunday of the Orthodox churches, as a day of our calendar (Julian computus by Meeus; thirteen days apart from 1900 to 2099). */
export function orthodoxEaster(year: number): Day {
  const moon = (19 * (year % 19) + 15) % 30;
  const shift = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  const count = moon + shift + 114;
  const julian = `${year}-${String(Math.floor(count / 31)).padStart(2, '0')}-${String((count % 31) + 1).padStart(2, '0')}`;
  return addDays(julian, 13);
}

function dayOf(rule: Rule, year: number): Day {
  const feast = /^([EO])([+-]\d+)$/.exec(rule);
  if (feast) return addDays(feast[1] === 'E' ? easterSunday(year) : orthodoxEaster(year), Number(feast[2]));
  const near = /^([<>])(\d\d-\d\d)\.(\d)$/.exec(rule);
  if (near) {
    const from = `${year}-${near[2]}`;
    const ahead = (Number(near[3]) - weekday(from) + 7) % 7;
    return near[1] === '>' ? addDays(from, ahead) : addDays(from, ahead - 7);
  }
  const nth = /^(-?\d)\.(\d)\.(\d\d)$/.exec(rule);
  if (!nth) return `${year}-${rule}`;
  const first = `${year}-${nth[3]}-01`;
  const one = addDays(first, (Number(nth[2]) - weekday(first) + 7) % 7);
  if (nth[1] !== '-1') return addDays(one, 7 * (Number(nth[1]) - 1));
  const fifth = addDays(one, 28);
  return fifth.slice(0, 7) === first.slice(0, 7) ? fifth : addDays(one, 21);
}

const holidaysOf = new Map<string, ReadonlySet<Day>>();

/** The days of a year on which all of a country (ISO 3166-1 alpha-2) rests, substitutes included. Empty where nothing is known; France's own stand in `isFrenchWorkingDay`. Feasts of the moon calendar are not known. */
export function publicHolidays(country: string, year: number): ReadonlySet<Day> {
  const key = `${country}/${year}`;
  const known = holidaysOf.get(key);
  if (known) return known;
  const holidays = new Set((rules[country] ?? []).map((rule) => dayOf(rule, year)));
  for (const rule of substituted[country] ?? []) {
    let day = dayOf(rule, year);
    // 5 U.S.C. 6103(b): a Saturday's is taken on the Friday before.
    if (country === 'US' && weekday(day) === 6) day = addDays(day, -1);
    while (weekday(day) > 5 || holidays.has(day)) day = addDays(day, 1);
    holidays.add(day);
  }
  holidaysOf.set(key, holidays);
  return holidays;
}
