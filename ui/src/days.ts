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

/** The ISO day a number of days later, earlier when negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * millisecondsPerDay).toISOString().slice(0, 10);
}

/** The first working day after an ISO day: Saturdays and Sundays are passed over. */
export function nextWorkday(day: string): string {
  const next = addDays(day, 1);
  const weekday = new Date(`${next}T00:00:00Z`).getUTCDay();
  return weekday === 6 ? addDays(next, 2) : weekday === 0 ? addDays(next, 1) : next;
}
