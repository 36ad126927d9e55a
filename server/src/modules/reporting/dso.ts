import type { Dso } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { addDays, type Day, endOfMonth, startOfMonth } from '../../kernel/days.ts';
import type { SalesMonth } from './booked-days.ts';
import { type CountBack, countBack } from './count-back.ts';

/** How far back sales are read: the trend's months, and a year for its first one to exhaust. */
export const trendMonths = 24;
export const salesMonthsRead = trendMonths + 12;

/** A count-back as days with one decimal, or why there is none, in words. */
export function inDays(result: CountBack, language: Language): { value: number | null; because: string | null } {
  if (result.known) return { value: Number(result.tenths) / 10, because: null };
  const words = textsIn(language).ledger.dso;
  const because = {
    'nothing-owed': words.nothingOwed,
    'no-sales': words.noSales,
    'not-enough-sales': words.notEnoughSales(result.months),
  }[result.because];
  return { value: null, because };
}

/** The net DSO of one currency at `asOf` and at the end of each of the last 24 months. */
export function dsoOf(
  months: readonly SalesMonth[],
  asOf: Day,
  options: { readonly target: number | 'off'; readonly language: Language },
): Dso {
  const first = startOfMonth(asOf);
  const at = (day: Day): CountBack => countBack(months.findLast((one) => one.month <= day)?.closingMinor ?? 0n, months, day);
  const ends = months
    .filter((one) => one.month < first)
    .slice(-trendMonths)
    .map((one) => endOfMonth(one.month));
  return {
    ...inDays(at(asOf), options.language),
    target: options.target === 'off' ? null : options.target,
    formula: textsIn(options.language).overview.kpis['dso-count-back-net'].formula,
    trend: [...ends, asOf].map((day) => ({ month: day, value: inDays(at(day), options.language).value })),
  };
}

/** The first day of the three months that end with `asOf`: the period of the simple DSO, as the trade counts quarters. */
export function quarterStart(asOf: Day): Day {
  return startOfMonth(addDays(startOfMonth(addDays(startOfMonth(asOf), -1)), -1));
}
