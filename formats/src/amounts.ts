export type DecimalMark = ',' | '.';

export type AmountRefusal =
  | 'amount.empty'
  | 'amount.not-a-number'
  | 'amount.ambiguous'
  | 'amount.too-many-decimals'
  | 'amount.too-long';

export type AmountReading = { ok: true; minor: bigint } | { ok: false; reason: AmountRefusal };

export type AmountFormat = {
  /** Digits of the currency's minor unit: 2 for the euro, 0 for the yen. */
  decimals: number;
  /** What the column uses, from `guessDecimalMark`; without it an amount that reads both ways is refused. */
  decimalMark?: DecimalMark | 'auto' | undefined;
};

const longestAmount = 48;
const spaces = /[\s\u00a0\u2000-\u200b\u202f\u205f\u2060\ufeff]+/gu;
const dashes = /[\u2010-\u2015\u2212\ufe63\uff0d]/gu;
// One currency at most: letters on both sides of a dash are words.
const loneDash = /^(?:(?:[A-Z]{3}|[€$£¥₣])?\s*-|-\s*(?:[A-Z]{3}|EUROS?|[€$£¥₣])?)$/u;
const currencyAround = /^(?:[A-Z]{3}(?![A-Z])|[€$£¥₣])|(?:(?<![A-Z])(?:[A-Z]{3}|EUROS?)|[€$£¥₣])$/u;

/** Minor units of an amount as people and ledgers write it, French or English: `1 234,56`, `1.234,56-`, `(1,234.56)`, `EUR 0000000074,70`. */
export function parseAmount(text: string, format: AmountFormat): AmountReading {
  if (text.length > longestAmount) return refused('amount.too-long');
  const written = text.trim();
  if (written === '') return refused('amount.empty');

  const signed = splitSign(written.replace(dashes, '-').toUpperCase());
  if (!signed) return refused('amount.not-a-number');
  // An accountant's lone dash is a zero.
  if (signed.digits === '') return signed.dashOnly ? { ok: true, minor: 0n } : refused('amount.not-a-number');

  const parts = splitDecimals(signed.digits, format);
  if (typeof parts === 'string') return refused(parts);
  return inMinorUnits(parts.whole, parts.fraction, format.decimals, signed.negative);
}

/** The decimal mark a column uses, from amounts of it that can be read one way only; null when all of them read both ways. */
export function guessDecimalMark(samples: Iterable<string>): DecimalMark | null {
  let commas = 0;
  let points = 0;
  for (const sample of samples) {
    const mark = evidentMark(sample);
    if (mark === ',') commas += 1;
    if (mark === '.') points += 1;
  }
  if (commas === points) return null;
  return commas > points ? ',' : '.';
}

function refused(reason: AmountRefusal): AmountReading {
  return { ok: false, reason };
}

function evidentMark(sample: string): DecimalMark | null {
  if (sample.length > longestAmount) return null;
  const digits = sample.replace(/[^\d.,]/g, '');
  const comma = digits.lastIndexOf(',');
  const point = digits.lastIndexOf('.');
  if (comma < 0 && point < 0) return null;
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.';

  const mark = comma >= 0 ? ',' : '.';
  const first = digits.indexOf(mark);
  const last = Math.max(comma, point);
  if (first !== last) return mark === ',' ? '.' : ',';
  // Three digits after one mark is a thousand or three decimals, except after a lone zero or four digits and more.
  const couldGroup = digits.length - last - 1 === 3 && last >= 1 && last <= 3 && digits[0] !== '0';
  return couldGroup ? null : mark;
}

/** Takes away one sign (before, after, or parentheses), currencies and spaces; null when what is left cannot be a number. */
function splitSign(written: string): { negative: boolean; digits: string; dashOnly: boolean } | null {
  let rest = written;
  let signs = 0;
  let negative = false;
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.trim().replace(currencyAround, '');
    const parenthesised = /^\((.*)\)$/u.exec(rest);
    const sign = /^([+-])|([+-])$/u.exec(rest);
    const side = /(?:CR|DR|DB|(?<=\s)[CD])$/u.exec(rest);
    if (parenthesised || sign || side) {
      signs += 1;
      negative ||= parenthesised !== null || sign?.[0] === '-' || side?.[0].startsWith('C') === true;
    }
    if (parenthesised) rest = parenthesised[1] ?? '';
    else if (sign) rest = sign[1] === undefined ? rest.slice(0, -1) : rest.slice(1);
    else if (side) rest = rest.slice(0, side.index);
  }
  if (signs > 1) return null;
  return { negative, digits: rest, dashOnly: signs === 1 && loneDash.test(written) };
}

function splitDecimals(text: string, format: AmountFormat): { whole: string; fraction: string } | AmountRefusal {
  const digits = text.replace(spaces, ' ').replace(/['’´`]/gu, ' ');
  if (!/^[\d., ]+$/u.test(digits) || !/\d/u.test(digits)) return 'amount.not-a-number';

  const mark = decimalMarkOf(digits, format);
  if (mark === 'ambiguous') return 'amount.ambiguous';
  const at = mark === null ? -1 : digits.lastIndexOf(mark);
  const fraction = at < 0 ? '' : digits.slice(at + 1);
  const whole = ungrouped(at < 0 ? digits : digits.slice(0, at));
  if (whole === null || !/^\d*$/u.test(fraction) || whole + fraction === '') return 'amount.not-a-number';
  return { whole, fraction };
}

function decimalMarkOf(digits: string, format: AmountFormat): DecimalMark | null | 'ambiguous' {
  const comma = digits.lastIndexOf(',');
  const point = digits.lastIndexOf('.');
  if (comma < 0 && point < 0) return null;
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.';

  const evident = evidentMark(digits);
  const present = comma >= 0 ? ',' : '.';
  if (evident !== null) return evident === present ? present : null;
  if (format.decimalMark === ',' || format.decimalMark === '.') return format.decimalMark === present ? present : null;
  // A currency without minor unit has no decimals: the mark can only group thousands.
  return format.decimals === 0 ? null : 'ambiguous';
}

// One kind of separator, and three digits in every group but the first: anything else is two numbers, or a date.
function ungrouped(whole: string): string | null {
  if (/^\d*$/u.test(whole)) return whole;
  return /^\d{1,3}(?:(?: \d{3})+|(?:,\d{3})+|(?:\.\d{3})+)$/u.test(whole) ? whole.replace(/[ .,]/gu, '') : null;
}

function inMinorUnits(whole: string, fraction: string, decimals: number, negative: boolean): AmountReading {
  if (/[1-9]/u.test(fraction.slice(decimals))) return refused('amount.too-many-decimals');
  const minor = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0') || '0');
  return { ok: true, minor: negative ? -minor : minor };
}
