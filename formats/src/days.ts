export type DayOrder = 'dmy' | 'mdy' | 'ymd';

export type DayRefusal = 'day.empty' | 'day.unreadable' | 'day.impossible' | 'day.ambiguous';

/** A day as `YYYY-MM-DD`, or why there is none. */
export type DayReading = { ok: true; day: string } | { ok: false; reason: DayRefusal };

/**
 * The day a cell says: `20260331`, `2026-03-31`, `31/03/2026`, `31.03.26`, `31 mars 2026`, `46112` (Excel).
 * `01/02/2026` is refused unless `order` tells what its column uses, see `guessDayOrder`.
 */
export function parseDay(text: string, options: { order?: DayOrder | undefined } = {}): DayReading {
  const written = text.trim();
  if (written === '') return { ok: false, reason: 'day.empty' };
  if (written.length > 40) return { ok: false, reason: 'day.unreadable' };

  if (/^\d{8}(?:\.0+)?$/u.test(written)) return compactDay(written.slice(0, 8), options.order);
  if (/^\d{5}(?:\.\d+)?$/u.test(written)) return excelDay(Number(written.slice(0, 5)));

  const numbers = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})(?:$|[T ,])/u.exec(written);
  if (numbers) return numericDay(numbers[1] ?? '', numbers[3] ?? '', numbers[4] ?? '', options.order);
  return wordedDay(written);
}

/** The order of day, month and year in a column, from the days of it that can be read one way only; null when none can, or they disagree. */
export function guessDayOrder(samples: Iterable<string>): DayOrder | null {
  const votes = { dmy: 0, mdy: 0, ymd: 0 };
  for (const sample of samples) {
    const order = evidentOrder(sample.trim());
    if (order) votes[order] += 1;
  }
  if (votes.dmy > 0 && votes.mdy > 0) return null;
  if (votes.dmy > 0) return 'dmy';
  if (votes.mdy > 0) return 'mdy';
  return votes.ymd > 0 ? 'ymd' : null;
}

/** One civil day given by its three numbers; null when there is no such day, or none that a ledger could mean (years 1900 to 2999). */
export function isoDay(year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (year < 1900 || year > 2999) return null;
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function reading(day: string | null): DayReading {
  return day === null ? { ok: false, reason: 'day.impossible' } : { ok: true, day };
}

function evidentOrder(text: string): DayOrder | null {
  if (/^\d{8}(?:\.0+)?$/u.test(text)) return plausibleYear(Number(text.slice(0, 4))) ? 'ymd' : null;
  const match = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})(?:$|[T ,])/u.exec(text);
  if (!match) return null;
  if ((match[1] ?? '').length > 2) return 'ymd';
  const first = Number(match[1]);
  const second = Number(match[3]);
  if (first > 12 && second <= 12) return 'dmy';
  return second > 12 && first <= 12 ? 'mdy' : null;
}

function plausibleYear(year: number): boolean {
  return year >= 1900 && year < 2200;
}

function compactDay(digits: string, order: DayOrder | undefined): DayReading {
  const year = Number(digits.slice(0, 4));
  if (plausibleYear(year)) {
    const day = isoDay(year, Number(digits.slice(4, 6)), Number(digits.slice(6)));
    if (day !== null || order === undefined || order === 'ymd') return reading(day);
  }
  if (order !== 'dmy' && order !== 'mdy') return { ok: false, reason: 'day.impossible' };
  return numericDay(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4), order);
}

// Day 1 of Excel is 1 January 1900, and its 1900 wrongly has a 29 February: from March 1900 on, days count from 30 December 1899.
function excelDay(serial: number): DayReading {
  if (serial < 10_000 || serial > 80_000) return { ok: false, reason: 'day.unreadable' };
  return { ok: true, day: new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10) };
}

function numericDay(first: string, second: string, third: string, order: DayOrder | undefined): DayReading {
  if (first.length > 2) return first.length === 4 && third.length <= 2 ? yearFirst(first, second, third) : unreadable();
  if (third.length === 1 || third.length === 3) return unreadable();
  if (order === 'ymd' && third.length === 2) return yearFirst(first, second, third);

  const year = fullYear(third);
  const dayFirst = isoDay(year, Number(second), Number(first));
  const monthFirst = isoDay(year, Number(first), Number(second));
  if (order === 'dmy') return reading(dayFirst);
  if (order === 'mdy') return reading(monthFirst);
  if (dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst) return { ok: false, reason: 'day.ambiguous' };
  return reading(dayFirst ?? monthFirst);
}

function yearFirst(year: string, month: string, day: string): DayReading {
  return reading(isoDay(fullYear(year), Number(month), Number(day)));
}

function unreadable(): DayReading {
  return { ok: false, reason: 'day.unreadable' };
}

// Two digits: ledgers hold this century and the end of the last one.
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 80 ? 2000 + year : 1900 + year;
}

const monthNames = [
  /^jan/u,
  /^f[ée]v|^feb/u,
  /^mar/u,
  /^avr|^apr/u,
  /^mai|^may/u,
  /^juin|^jun/u,
  /^juil|^jul/u,
  /^ao[uû]|^aug/u,
  /^sep/u,
  /^oct/u,
  /^nov/u,
  /^d[ée]c/u,
];

/** 1 to 12 for the beginning of a French or English name of a month in small letters, 0 for anything else. */
export function monthOfName(name: string): number {
  return monthNames.findIndex((start) => start.test(name)) + 1;
}

function wordedDay(text: string): DayReading {
  // French writes the first of the month `1er`.
  const words =
    text
      .toLowerCase()
      .replace(/^1er\b/u, '1')
      .match(/[\p{L}]+|\d+/gu) ?? [];
  const [first = '', second = '', third = ''] = words;
  if (words.length < 3) return unreadable();
  const dayFirst = /^\d/u.test(first);
  const month = monthOfName(dayFirst ? second : first);
  const day = Number(dayFirst ? first : second);
  if (month === 0 || !/^\d{2}$|^\d{4}$/u.test(third) || !Number.isInteger(day)) return unreadable();
  return reading(isoDay(fullYear(third), month, day));
}
