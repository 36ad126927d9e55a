import { isoDay } from '../days.ts';

// Civil days as `YYYY-MM-DD`; arithmetic without zones or clocks.

const day = (text: string) => Temporal.PlainDate.from(text);

/** So many days later, or earlier. */
export function addDays(from: string, count: number): string {
  return day(from).add({ days: count }).toString();
}

/** So many Mondays to Fridays later; public holidays differ by country and are not counted here. */
export function addWorkingDays(from: string, count: number): string {
  let at = day(from);
  for (let left = count; left > 0;) {
    at = at.add({ days: 1 });
    if (at.dayOfWeek <= 5) left -= 1;
  }
  return at.toString();
}

/** So many months later, on the same number or the last one of a shorter month. */
export function addMonths(from: string, count: number): string {
  return day(from).add({ months: count }).toString();
}

/** The last day of the month so many months from this day. */
export function endOfMonth(from: string, monthsLater = 0): string {
  const first = day(from).with({ day: 1 }).add({ months: monthsLater });
  return first.with({ day: first.daysInMonth }).toString();
}

/** Friday of the week (Monday to Sunday) so many weeks from this day: "this week" ends there for a payment. */
export function fridayOf(from: string, weeksLater = 0): string {
  const at = day(from);
  return at.add({ days: 5 - at.dayOfWeek + 7 * weeksLater }).toString();
}

/** The given weekday (Monday 1) of the week so many weeks from this day. */
export function weekdayOf(from: string, weekday: number, weeksLater: number): string {
  const at = day(from);
  return at.add({ days: weekday - at.dayOfWeek + 7 * weeksLater }).toString();
}

/** The first such weekday strictly after this day. */
export function weekdayAfter(from: string, weekday: number): string {
  const at = day(from);
  return at.add({ days: (weekday - at.dayOfWeek + 7) % 7 || 7 }).toString();
}

/** The last such weekday strictly before this day. */
export function weekdayBefore(from: string, weekday: number): string {
  const at = day(from);
  return at.subtract({ days: (at.dayOfWeek - weekday + 7) % 7 || 7 }).toString();
}

/** Days from the first to the second. */
export function daysBetween(first: string, second: string): number {
  return day(first).until(day(second), { largestUnit: 'days' }).days;
}

export type Lean = 'past' | 'future' | 'nearest';

// How far a day without its year may lie on the side nobody means: an invoice "of the 28th", a promise "for the 12th" already gone.
const windows: Record<Lean, readonly [before: number, after: number]> = {
  past: [-355, 10],
  future: [-30, 335],
  nearest: [-182, 183],
};

/** The day of this month and number in the year that is meant; null when no year near has it (29 February, 31 April). */
export function inNearYear(from: string, month: number, number: number, lean: Lean): string | null {
  const year = day(from).year;
  const [before, after] = windows[lean];
  const candidates = [year - 1, year, year + 1].flatMap((one) => isoDay(one, month, number) ?? []);
  const fitting = candidates.find((one) => {
    const distance = daysBetween(from, one);
    return distance >= before && distance <= after;
  });
  return fitting ?? candidates.toSorted((a, b) => Math.abs(daysBetween(from, a)) - Math.abs(daysBetween(from, b)))[0] ?? null;
}

/** The day of this number in the month that is meant, this one or its neighbour; null for the 31st of a short month. */
export function inNearMonth(from: string, number: number, lean: Lean): string | null {
  const at = day(from);
  const months = lean === 'past' ? [0, -1] : [0, 1];
  const candidates = months.flatMap((shift) => {
    const month = at.with({ day: 1 }).add({ months: shift });
    return isoDay(month.year, month.month, number) ?? [];
  });
  const fits = (one: string) => (lean === 'past' ? one <= from : one >= from);
  return candidates.find(fits) ?? candidates[0] ?? null;
}
