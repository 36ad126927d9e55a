import { addDays, type Day, daysBetween, endOfMonth, startOfMonth } from '../../../kernel/days.ts';
import { isFrenchWorkingDay } from './french-holidays.ts';

/** When something issued on a day falls due. "45 days end of month" is two rules: the contract says which. */
export type PaymentTerms = {
  readonly kind: 'net' | 'end-of-month' | 'net-then-end-of-month' | 'end-of-month-then-net' | 'by-decade';
  readonly days: number;
  /** "…the 15th": the first such day after the one computed, or the last of a month that has no such day. */
  readonly dayOfMonth: number | null;
  readonly workingDayShift: 'none' | 'next' | 'previous';
};

/** The due date of something issued on `base` (invoice, delivery or receipt: what the contract counts from). */
export function dueDate(base: Day, terms: PaymentTerms): Day {
  const counted = countedFrom(base, terms);
  const onDay = terms.dayOfMonth === null ? counted : firstDayOfMonthAfter(counted, terms.dayOfMonth);
  return shifted(onDay, terms.workingDayShift);
}

function countedFrom(base: Day, { kind, days }: PaymentTerms): Day {
  switch (kind) {
    case 'net':
      return addDays(base, days);
    case 'end-of-month':
      return endOfMonth(base);
    case 'net-then-end-of-month':
      return endOfMonth(addDays(base, days));
    case 'end-of-month-then-net':
      return addDays(endOfMonth(base), days);
    case 'by-decade':
      return addDays(endOfDecade(base), days);
  }
}

/** The end of the ten days a day stands in: the 10th, the 20th or the last of its month. */
export function endOfDecade(day: Day): Day {
  const number = Number(day.slice(8));
  if (number > 20) return endOfMonth(day);
  return `${day.slice(0, 8)}${number <= 10 ? '10' : '20'}`;
}

function firstDayOfMonthAfter(day: Day, dayOfMonth: number): Day {
  const here = inMonthOf(day, dayOfMonth);
  return here > day ? here : inMonthOf(addDays(endOfMonth(day), 1), dayOfMonth);
}

function inMonthOf(day: Day, dayOfMonth: number): Day {
  const wanted = addDays(startOfMonth(day), dayOfMonth - 1);
  const last = endOfMonth(day);
  return wanted < last ? wanted : last;
}

function shifted(day: Day, shift: PaymentTerms['workingDayShift']): Day {
  if (shift === 'none') return day;
  let moved = day;
  while (!isFrenchWorkingDay(moved)) moved = addDays(moved, shift === 'next' ? 1 : -1);
  return moved;
}

/**
 * The last lawful due date between French businesses for terms of this form (C. com. L441-10 I): 60 days from issue, or 45 days end of
 * month, whichever way it is counted. A later one is not void: it exposes the parties to a fine, so we warn and go on.
 */
export function lawfulLatest(issueOn: Day, terms: PaymentTerms): Day {
  const sixtyDays = addDays(issueOn, 60);
  if (terms.kind === 'net' || terms.kind === 'by-decade') return sixtyDays;
  const later = [endOfMonth(addDays(issueOn, 45)), addDays(endOfMonth(issueOn), 45)].toSorted().at(-1) ?? sixtyDays;
  return later > sixtyDays ? later : sixtyDays;
}

/** Days by which a due date exceeds the lawful latest; 0 within it. */
export function daysAboveCeiling(issueOn: Day, dueOn: Day, terms: PaymentTerms): number {
  return Math.max(0, daysBetween(lawfulLatest(issueOn, terms), dueOn));
}
