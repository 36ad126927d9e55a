import { type Day, daysBetween, endOfMonth } from '../../kernel/days.ts';

/** One month's sales; null when nobody told them. */
export type MonthSales = { readonly month: Day; readonly salesMinor: bigint | null };
/** Days of sales outstanding in tenths of a day, or why they cannot be known. */
export type CountBack =
  | { readonly known: true; readonly tenths: bigint }
  | { readonly known: false; readonly because: 'nothing-owed' | 'no-sales' | 'not-enough-sales'; readonly months: number };

/**
 * DSO by exhaustion (épuisement): the months' sales are taken off what is owed, newest first; a whole month counts its days, the last one
 * what is left ÷ its sales × its days (domain rules §6: 600 000 with 280, 250 and 370 thousand sold is 66.9 days). The running month counts up to `asOf`.
 */
export function countBack(owedMinor: bigint, months: readonly MonthSales[], asOf: Day): CountBack {
  if (owedMinor <= 0n) return { known: false, because: 'nothing-owed', months: 0 };
  const told = months.filter((one) => one.month <= asOf);
  const first = told.findIndex((one) => one.salesMinor !== null);
  if (first < 0) return { known: false, because: 'no-sales', months: 0 };
  let left = owedMinor;
  let days = 0;
  for (const { month, salesMinor } of told.slice(first).toReversed()) {
    const last = endOfMonth(month);
    const length = daysBetween(month, last < asOf ? last : asOf) + 1;
    const sales = salesMinor ?? 0n;
    if (sales > 0n && left <= sales) {
      return { known: true, tenths: BigInt(days) * 10n + (2n * left * BigInt(length) * 10n + sales) / (2n * sales) };
    }
    // A month of credit notes alone exhausts nothing, but its days have passed.
    if (sales > 0n) left -= sales;
    days += length;
  }
  return { known: false, because: 'not-enough-sales', months: told.length - first };
}
