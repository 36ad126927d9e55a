import { isoDay, monthOfName, parseDay, type DayOrder } from './days.ts';

/** A month as `YYYY-MM`, or that the text is none. */
export type MonthReading = { ok: true; month: string } | { ok: false; reason: 'month.empty' | 'month.unreadable' };

/** The month a cell says: `2026-03`, `202603`, `03/2026`, `mars 2026`, `Mar-26`, or the month of any day of it. */
export function parseMonth(text: string, options: { order?: DayOrder | undefined } = {}): MonthReading {
  const written = text.trim().toLowerCase();
  if (written === '') return { ok: false, reason: 'month.empty' };
  const yearFirst = /^((?:19|20|21)\d{2})[-/. ]?(\d{1,2})$/u.exec(written);
  if (yearFirst) return monthOf(Number(yearFirst[1]), Number(yearFirst[2]));
  const monthFirst = /^(\d{1,2})[-/. ](\d{4})$/u.exec(written);
  if (monthFirst) return monthOf(Number(monthFirst[2]), Number(monthFirst[1]));
  const named = /^(\p{L}{3,9})\.?[-/ ]*(\d{4}|\d{2})$/u.exec(written);
  if (named) return monthOf(Number(named[2]) + (named[2]?.length === 2 ? 2000 : 0), monthOfName(named[1] ?? ''));
  const day = parseDay(written, options);
  return day.ok ? { ok: true, month: day.day.slice(0, 7) } : { ok: false, reason: 'month.unreadable' };
}

function monthOf(year: number, month: number): MonthReading {
  const first = isoDay(year, month, 1);
  return first === null ? { ok: false, reason: 'month.unreadable' } : { ok: true, month: first.slice(0, 7) };
}
