import { formatDecimal } from '@quitus/texts';
import type { Language } from '@quitus/texts';
import { typedAmount } from '@quitus/ui';

/** A whole number as typed, or nothing. */
export function wholeNumber(typed: string): number | undefined {
  const digits = typed.replaceAll(/[\s\u00a0\u202f]/g, '');
  return /^\d{1,8}$/.test(digits) ? Number(digits) : undefined;
}

/** A number with decimals as typed, comma or point, or nothing. */
export function decimalNumber(typed: string): number | undefined {
  const plain = typed.trim().replace(',', '.');
  return /^\d{1,6}(\.\d{1,4})?$/.test(plain) ? Number(plain) : undefined;
}

/** A number of megabytes as typed, in bytes; a megabyte is a million of them, as mail servers announce their limits. */
export function megabytesTyped(typed: string): number | undefined {
  const megabytes = decimalNumber(typed);
  return megabytes === undefined ? undefined : Math.round(megabytes * 1e6);
}

/** Bytes as megabytes are typed, with the mark of the language. */
export function megabytesWritten(language: Language, bytes: number): string {
  return formatDecimal(language, String(Number((bytes / 1e6).toFixed(4))));
}

/** An amount without a sign as typed, with its two decimals, or nothing. */
export function amountTyped(typed: string): string | undefined {
  const amount = typedAmount(typed, 2);
  return amount === undefined || amount.startsWith('-') ? undefined : amount;
}

/** Hours such as "8:30 – 18:00" or "8h30-18h" as the server takes them, or nothing. */
export function hoursTyped(typed: string): string | undefined {
  const found = /^(\d{1,2})[:h](\d{2})?\s*[-–]\s*(\d{1,2})[:h](\d{2})?$/i.exec(typed.trim());
  if (!found) return undefined;
  const time = (hour = '', minute = '00') => `${hour.padStart(2, '0')}:${minute}`;
  const [from, until] = [time(found[1], found[2]), time(found[3], found[4])];
  const right = [from, until].every((one) => one < '24' && one.slice(3) < '60');
  return right && from < until ? `${from}-${until}` : undefined;
}

/** Hours as they are read: "08:30 – 18:00". */
export function hoursWritten(hours: string): string {
  return hours.replace('-', ' – ');
}

/** Increasing days such as "30, 60, 90", or nothing. */
export function boundsTyped(typed: string): number[] | undefined {
  const parts = typed.split(/[,;\s]+/).filter((part) => part !== '');
  const bounds = parts.map(Number);
  const right = parts.every((part) => /^\d{1,4}$/.test(part)) && bounds.every((bound, place) => bound > (bounds[place - 1] ?? 0));
  return right && bounds.length > 0 && bounds.length <= 8 ? bounds : undefined;
}
