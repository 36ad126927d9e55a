import { parseAmount } from '../amounts.ts';
import { parseDay } from '../days.ts';
import { parseMonth } from '../months.ts';
import { checkEmail } from '../identifiers/email.ts';
import { checkSiren, checkSiret } from '../identifiers/siren.ts';
import { checkVatNumber } from '../identifiers/vat.ts';
import type { Content } from './fields.ts';

const currencies = new Set(
  'AED ARS AUD BGN BHD BIF BRL CAD CHF CLP CNY COP CZK DJF DKK DZD EGP EUR GBP GEL HKD HUF IDR ILS INR ISK JOD JPY KES KMF KRW KWD LBP LYD MAD MDL MGA MKD MUR MXN MYR NGN NOK NZD OMR PEN PHP PLN QAR RON RSD RUB RWF SAR SEK SGD THB TND TRY TWD UAH USD UYU VND XAF XOF XPF ZAR'.split(
    ' ',
  ),
);
const currencySigns = new Set(['€', '$', '£', 'EURO', 'EUROS']);

/** The share of the filled cells of a column that read as this content, 0 to 1; null when no cell is filled. */
export function shareOf(cells: readonly string[], content: Content): number | null {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0) return null;
  return filled.filter((cell) => reads(cell, content)).length / filled.length;
}

// A day or an amount mistyped is still one that somebody meant: a digit between separators, a figure with a stray letter.
const meantFor: Partial<Record<Content, RegExp>> = {
  day: /^\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}\b/u,
  amount: /^[-+(]?\s?\d[\d\s.,'’]*[\p{L}\d.,)-]{0,6}$/u,
};

/** The share of the filled cells of a column that read as this content or were meant to, for a column whose name already says it. */
export function shareMeant(cells: readonly string[], content: Content): number | null {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0) return null;
  return filled.filter((cell) => reads(cell, content) || (meantFor[content]?.test(cell) ?? false)).length / filled.length;
}

function reads(cell: string, content: Content): boolean {
  switch (content) {
    case 'day':
      return parseDay(cell, { order: 'dmy' }).ok || parseDay(cell, { order: 'mdy' }).ok;
    case 'month':
      return parseMonth(cell, { order: 'dmy' }).ok || parseMonth(cell, { order: 'mdy' }).ok;
    case 'amount':
      return parseAmount(cell, { decimals: 6, decimalMark: ',' }).ok;
    case 'email':
      return cell.split(/[;,]/u).every((part) => checkEmail(part.trim()).ok);
    case 'phone':
      return isPhone(cell);
    case 'currency':
      return currencies.has(cell.toUpperCase()) || currencySigns.has(cell.toUpperCase());
    case 'legal-id':
      return checkSiren(cell).ok || checkSiret(cell).ok || checkVatNumber(cell).ok || /^(?=.*\d)[\p{L}\d ./-]{5,20}$/u.test(cell);
    case 'vat':
      return checkVatNumber(cell).ok;
    case 'side':
      return /^(?:[dc]|[ds]r|cr|db|[+-]1?|1|d[ée]bit|cr[ée]dit)$/iu.test(cell);
    case 'level':
      return /^\D{0,12}\d{0,2}$/u.test(cell);
    case 'text':
      return true;
    default:
      return content satisfies never;
  }
}

function isPhone(cell: string): boolean {
  const digits = cell.replace(/\D/gu, '').length;
  return digits >= 8 && digits <= 15 && /^\+?[\d\s().\-/]+$/u.test(cell);
}
