/** The days an axis spans, both ends included. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

/** The range that shows all these days, and at least the week before and the month after the due date. */
export function rangeOf(days: readonly number[]): DayRange {
  return { from: Math.min(-7, ...days), to: Math.max(30, ...days) };
}

// Days near the due date matter most: far ones stand closer together.
const stretch = (day: number) => Math.sign(day) * Math.abs(day) ** 0.75;

/** Where a day stands on an axis, from 0 (its first day) to 1 (its last). */
export function placeOf(day: number, { from, to }: DayRange): number {
  return (stretch(day) - stretch(from)) / (stretch(to) - stretch(from));
}

/** Where each day's mark is drawn, in pixels: at its place, or pushed aside so that no two marks of this size overlap and none leaves the axis. Too many for it overlap evenly. */
export function markPlaces(days: readonly number[], range: DayRange, width: number, markSize: number): number[] {
  const size = Math.min(markSize, width / Math.max(1, days.length));
  const wanted = days.map((day) => size / 2 + placeOf(day, range) * (width - size));
  const rightward = wanted.reduce<number[]>((places, place) => {
    const before = places.at(-1);
    return [...places, before === undefined ? place : Math.max(place, before + size)];
  }, []);
  // What was pushed over the end is pushed back from it.
  return rightward.reduceRight<number[]>((places, place) => {
    const after = places[0];
    return [Math.min(place, after === undefined ? width - size / 2 : after - size), ...places];
  }, []);
}
