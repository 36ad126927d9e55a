const millisecondsPerDay = 86_400_000;

/** The day of a clock in its own zone, `YYYY-MM-DD`. */
export function isoDay(clock: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${clock.getFullYear()}-${two(clock.getMonth() + 1)}-${two(clock.getDate())}`;
}

/** Days from one ISO day to another, negative when `to` is before `from`. Counted in UTC, where every day has 24 hours. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / millisecondsPerDay);
}

/** Days of lateness of a due day: 0 on the day itself, counted from the day after. */
export function daysLate(dueOn: string, today: string): number {
  return Math.max(0, daysBetween(dueOn, today));
}
