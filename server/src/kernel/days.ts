/** A civil day without zone, as ISO text: `2026-03-31`. Days compare as strings; arithmetic goes through Temporal. */
export type Day = string;

// Of the years 1900 to 2999: no ledger holds others, and days added to the last of a calendar leave it.
const shape = /^(19|2\d)\d{2}-\d{2}-\d{2}$/;

/** Whether a text is a real calendar day in ISO form, of a year that a ledger may hold. */
export function isDay(text: string): text is Day {
  if (!shape.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return Temporal.PlainDate.from(day).add({ days: count }).toString();
}

/** The day `count` months later; 31 January + 1 month is the last of February (CPC art. 641). */
export function addMonths(day: Day, count: number): Day {
  return Temporal.PlainDate.from(day).add({ months: count }).toString();
}

/** The last day of the day's month. */
export function endOfMonth(day: Day): Day {
  const date = Temporal.PlainDate.from(day);
  return date.with({ day: date.daysInMonth }).toString();
}

/** The first day of the day's month. */
export function startOfMonth(day: Day): Day {
  return `${day.slice(0, 8)}01`;
}

/** Calendar days from `from` to `until`: 1 from Monday to Tuesday, negative backwards. */
export function daysBetween(from: Day, until: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until), { largestUnit: 'days' }).days;
}

/** Days late on `today` of something due on `dueOn`: 1 the day after the due date, 0 on it, negative before. */
export function daysLate(dueOn: Day, today: Day): number {
  return daysBetween(dueOn, today);
}

/** The business date in a time zone at an instant: the day its inhabitants live. */
export function businessDate(instant: Temporal.Instant, timeZone: string): Day {
  return instant.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export function weekday(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}
