import type { Day } from '../../../kernel/days.ts';

/** A civil half-year as the law counts it: `2026-S2` runs from 1 July to 31 December. Half-years compare as text. */
export type HalfYear = string;

/** The half-year a day stands in. */
export function halfYearOf(day: Day): HalfYear {
  return `${day.slice(0, 4)}-S${day.slice(5, 7) <= '06' ? 1 : 2}`;
}

/** Its first day: 1 January or 1 July. */
export function firstDayOf(half: HalfYear): Day {
  return `${half.slice(0, 4)}-${half.endsWith('1') ? '01-01' : '07-01'}`;
}

/** Its last day: 30 June or 31 December. */
export function lastDayOf(half: HalfYear): Day {
  return `${half.slice(0, 4)}-${half.endsWith('1') ? '06-30' : '12-31'}`;
}

/** The half-year that follows. */
export function halfYearAfter(half: HalfYear): HalfYear {
  return half.endsWith('1') ? `${half.slice(0, 4)}-S2` : `${Number(half.slice(0, 4)) + 1}-S1`;
}

/** Every half-year from that of one day to that of another, in order; none when the second is earlier. */
export function halfYearsBetween(from: Day, until: Day): HalfYear[] {
  const found: HalfYear[] = [];
  for (let half = halfYearOf(from); half <= halfYearOf(until); half = halfYearAfter(half)) found.push(half);
  return found;
}
