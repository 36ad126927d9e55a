import type { Day } from '../../kernel/days.ts';

/** The days of the made-up history as whole numbers (days since 1970), read from tables: millions of dates cost nothing. */
export type Calendar = {
  readonly first: number;
  readonly today: number;
  iso(day: number): Day;
  /** 1 Monday … 7 Sunday. */
  weekday(day: number): number;
  dayOfMonth(day: number): number;
  /** 1 January … 12 December. */
  month(day: number): number;
  endOfMonth(day: number): number;
  /** `2604` for April 2026: what an invoice number starts with. */
  yearMonth(day: number): string;
  /** The day itself, or the Monday after a week-end. */
  workingDay(day: number): number;
  /** The next such day of a month, on or after `day`. */
  nextDayOfMonth(day: number, wanted: number): number;
  /** How much is invoiced on the days before `day`, relative: seasons, week-ends, slow growth. Its inverse is `dayAtActivity`. */
  activityBefore(day: number): number;
  dayAtActivity(activity: number): number;
};

// A joinery wholesaler's year: August is closed, December short, spring and autumn are full.
const season = [0.86, 0.95, 1.08, 1.04, 0.95, 1.08, 1.0, 0.5, 1.1, 1.14, 1.06, 0.84];
const yearlyGrowth = 0.04;
// Due dates run past today, delays and retention money up to a year after.
const daysAfter = 800;

function dayNumber(day: Day): number {
  return Temporal.PlainDate.from('1970-01-01').until(Temporal.PlainDate.from(day), { largestUnit: 'days' }).days;
}

/** The calendar of a history that starts on the first of the month, `months` months before today. */
export function calendarOf(today: Day, months: number): Calendar {
  const start = Temporal.PlainDate.from(today).with({ day: 1 }).subtract({ months });
  const first = dayNumber(start.toString());
  const last = dayNumber(today);
  const dates = Array.from({ length: last - first + daysAfter }, (_, index) => start.add({ days: index }));
  const at = (day: number): Temporal.PlainDate => {
    const date = dates[day - first];
    if (!date) throw new Error(`day ${day} is outside of the made-up history`);
    return date;
  };
  const isos = dates.map((date) => date.toString());
  const weekdays = Uint8Array.from(dates, (date) => date.dayOfWeek);
  const doms = Uint8Array.from(dates, (date) => date.day);
  const lengths = Uint8Array.from(dates, (date) => date.daysInMonth);
  const activity = cumulate(dates.slice(0, last - first + 1));

  const weekday = (day: number): number => weekdays[day - first] ?? at(day).dayOfWeek;
  const dayOfMonth = (day: number): number => doms[day - first] ?? at(day).day;
  const endOfMonth = (day: number): number => day + (lengths[day - first] ?? at(day).daysInMonth) - dayOfMonth(day);
  return {
    first,
    today: last,
    iso: (day) => isos[day - first] ?? at(day).toString(),
    weekday,
    dayOfMonth,
    month: (day) => at(day).month,
    endOfMonth,
    yearMonth: (day) => `${String(at(day).year).slice(2)}${String(at(day).month).padStart(2, '0')}`,
    workingDay: (day) => (weekday(day) < 6 ? day : day + 8 - weekday(day)),
    nextDayOfMonth: (day, wanted) => {
      const here = day - dayOfMonth(day) + wanted;
      return here >= day ? here : endOfMonth(day) + wanted;
    },
    activityBefore: (day) => activity[Math.max(0, day - first)] ?? 0,
    dayAtActivity: (value) => first + positionOf(activity, value),
  };
}

// One entry more than there are days: entry n is the sum of the days before day n.
function cumulate(dates: readonly Temporal.PlainDate[]): Float64Array {
  const sums = new Float64Array(dates.length + 1);
  dates.forEach((date, index) => {
    const open = date.dayOfWeek < 6 ? 1 : 0;
    const monthEnd = date.day >= date.daysInMonth - 2 ? 1.8 : 1;
    const growth = (1 + yearlyGrowth) ** (index / 365);
    sums[index + 1] = (sums[index] ?? 0) + open * monthEnd * growth * (season[date.month - 1] ?? 1);
  });
  return sums;
}

// The last day whose sum before it is at most `value`, by halves; a closed day takes no place, so it is never found.
function positionOf(sums: Float64Array, value: number): number {
  let low = 0;
  let high = sums.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sums[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
