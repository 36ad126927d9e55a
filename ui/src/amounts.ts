import { formatDecimal, formatMoney } from '@quitus/texts';
import type { Language } from '@quitus/texts';

/** An amount as the wire gives it: a decimal string and its currency. */
export interface WireAmount {
  readonly amount: string;
  readonly currency: string;
}

interface Scaled {
  units: bigint;
  digits: number;
}

function scaled(amount: string): Scaled {
  const [whole = '0', cents = ''] = amount.split('.');
  return { units: BigInt(whole + cents), digits: cents.length };
}

function decimal({ units, digits }: Scaled): string {
  const sign = units < 0n ? '-' : '';
  const text = String(units < 0n ? -units : units).padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Sums decimal strings exactly, one total per currency, in the order the currencies come. */
export function sumAmounts(amounts: Iterable<WireAmount>): WireAmount[] {
  const totals = new Map<string, Scaled>();
  for (const { amount, currency } of amounts) {
    const next = scaled(amount);
    const total = totals.get(currency) ?? { units: 0n, digits: next.digits };
    const digits = Math.max(total.digits, next.digits);
    const lift = (value: Scaled) => value.units * 10n ** BigInt(digits - value.digits);
    totals.set(currency, { units: lift(total) + lift(next), digits });
  }
  return [...totals].map(([currency, total]) => ({ amount: decimal(total), currency }));
}

/** -1, 0 or 1 as the first decimal string is below, equal to or above the second; one currency is assumed. */
export function compareAmounts(left: string, right: string): -1 | 0 | 1 {
  const [a, b] = [scaled(left), scaled(right)];
  const digits = Math.max(a.digits, b.digits);
  const difference = a.units * 10n ** BigInt(digits - a.digits) - b.units * 10n ** BigInt(digits - b.digits);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The same amount with the other sign. */
export function negated(amount: string): string {
  const { units, digits } = scaled(amount);
  return decimal({ units: -units, digits });
}

/** An amount as typed ("1 234,5", "1,234.50") as a decimal string with its currency's digits, or nothing when it is none. */
export function typedAmount(typed: string, digits: number): string | undefined {
  const close = typed
    .trim()
    .replaceAll(/[\s\u00a0\u202f]/g, '')
    .replace('−', '-');
  // Of a comma and a point the last is the decimal mark; the other only parts the thousands.
  const thousands = close.lastIndexOf(',') > close.lastIndexOf('.') ? '.' : ',';
  const grouped = close.includes(',') && close.includes('.');
  const plain = (grouped ? close.replaceAll(thousands, '') : close).replace(',', '.');
  if (!/^-?\d+(\.\d*)?$/.test(plain)) return undefined;
  const [whole = '0', cents = ''] = plain.split('.');
  if (cents.length > digits) return undefined;
  return digits === 0 ? whole : `${whole}.${cents.padEnd(digits, '0')}`;
}

/** Totals in several currencies as one text: "18 240,00 € + 1 000,00 CHF". */
export function formatTotals(language: Language, totals: readonly WireAmount[]): string {
  return totals.map(({ amount, currency }) => formatMoney(language, amount, currency)).join(' + ');
}

/** The whole part and the decimals of an amount as written in a language, mark included: `['−1 234', ',50']`. */
export function amountParts(language: Language, amount: string): readonly [string, string] {
  const text = formatDecimal(language, amount);
  const decimals = amount.split('.')[1]?.length ?? 0;
  return decimals === 0 ? [text, ''] : [text.slice(0, -decimals - 1), text.slice(-decimals - 1)];
}

/** Whether a decimal string is zero, whatever its decimals. */
export function isZero(amount: string): boolean {
  return scaled(amount).units === 0n;
}
