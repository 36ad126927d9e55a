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

/** An amount without a sign as typed, with its two decimals, or nothing. */
export function amountTyped(typed: string): string | undefined {
  const amount = typedAmount(typed, 2);
  return amount === undefined || amount.startsWith('-') ? undefined : amount;
}

/** Increasing days such as "30, 60, 90", or nothing. */
export function boundsTyped(typed: string): number[] | undefined {
  const parts = typed.split(/[,;\s]+/).filter((part) => part !== '');
  const bounds = parts.map(Number);
  const right = parts.every((part) => /^\d{1,4}$/.test(part)) && bounds.every((bound, place) => bound > (bounds[place - 1] ?? 0));
  return right && bounds.length > 0 && bounds.length <= 8 ? bounds : undefined;
}
