import { parseAmount, type AmountReading } from '../amounts.ts';
import { isoDay, parseDay } from '../days.ts';

// Beyond this many digits a number no longer holds every integer.
const safeDigits = 15;

/** An amount as FECs write it, `0000000074,70` or `-12,5`; other ways of writing go to the general reader. An empty one is zero. */
export function readFecAmount(text: string, decimals: number): AmountReading {
  if (text === '0,00' || text === '' || text === '0') return zero;
  const quick = quickMinor(text, decimals);
  if (quick !== null) return { ok: true, minor: BigInt(quick) };
  // The law forbids thousands separators, so that one lone mark is the decimal one.
  const lone = text.includes(',') ? (text.includes('.') ? 'auto' : ',') : '.';
  return parseAmount(text, { decimals, decimalMark: lone });
}

/** Days by their text: a year has few, a file repeats them a million times. `null` is no day, `undefined` a text that is none. */
export function dayMemo(): (text: string) => string | null | undefined {
  const seen = new Map<string, string | null | undefined>();
  return (text) => {
    const known = seen.get(text);
    if (known !== undefined || seen.has(text)) return known;
    const day = readFecDay(text);
    // A column of garbage must not fill the memory.
    if (seen.size < 50_000) seen.set(text, day);
    return day;
  };
}

/**
 * One own copy of each repeated name. A piece cut out of a block keeps the whole block in memory as long as somebody holds it, and
 * names of accounts and customers are what readers hold on to.
 */
export function nameMemo(): (text: string) => string {
  const seen = new Map<string, string>();
  return (text) => {
    if (text === '') return text;
    const known = seen.get(text);
    if (known !== undefined) return known;
    const own = Buffer.from(text).toString();
    if (seen.size < 100_000) seen.set(own, own);
    return own;
  };
}

const zero: AmountReading = { ok: true, minor: 0n };

/** Digits, at most one mark, at most `decimals` after it; null when it takes more than that to read. */
function quickMinor(text: string, decimals: number): number | null {
  const first = text.charCodeAt(0);
  const signed = first === 45 || first === 43;
  let value = 0;
  let digits = 0;
  let after = -1;
  for (let at = signed ? 1 : 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      value = value * 10 + (code - 48);
      digits += 1;
      if (after >= 0) after += 1;
    } else if ((code === 44 || code === 46) && after < 0) after = 0;
    else return null;
  }
  if (after < 0) after = 0;
  if (digits === 0 || digits + decimals - after > safeDigits || after > decimals) return null;
  for (; after < decimals; after += 1) value *= 10;
  return first === 45 ? -value : value;
}

function readFecDay(text: string): string | null | undefined {
  const written = text.trim();
  // Programs without an empty date write zeros.
  if (written === '' || /^0+$/u.test(written)) return null;
  if (/^\d{8}$/u.test(written)) {
    const day = isoDay(Number(written.slice(0, 4)), Number(written.slice(4, 6)), Number(written.slice(6)));
    if (day !== null) return day;
  }
  const other = parseDay(written, { order: 'dmy' });
  return other.ok ? other.day : undefined;
}
