import { parseAmount } from '../amounts.ts';
import { currencyDecimals } from '../currencies.ts';
import { foldText } from './clean-text.ts';

/** An amount a text names, in minor units of its currency. */
export type AmountMention = {
  readonly minor: bigint;
  readonly currency: string;
  readonly quote: string;
  readonly offset: number;
  readonly length: number;
};

const number = String.raw`\d{1,3}(?:[ .,']\d{3}){1,4}(?:[.,]\d{1,3})?|\d{1,9}(?:[.,]\d{1,3})?`;
const signs = String.raw`€|\$|£|eur(?:os?)?|usd|us\$|gbp|chf|dollars?|pounds?|cad|mad|xof|fcfa`;
const after = new RegExp(
  `(?<![a-z0-9.,/-])(${number})\\s{0,2}(k?)\\s{0,1}(${signs})(?![a-z])(?:\\s?(\\d{2})(?!\\d|[.,/ ]\\d))?`,
  'g',
);
const before = new RegExp(`(?<![a-z0-9])(${signs})\\s{0,2}(${number})(k?)(?![a-z0-9]|[.,]\\d)`, 'g');
// Two decimals without a currency are money when nothing else can be.
const bare = new RegExp(
  String.raw`(?<![a-z0-9.,/:-])(\d{1,3}(?:[ .,']\d{3}){0,4}[.,]\d{2}|\d{1,9}[.,]\d{2})(?![a-z0-9%/:-]|[.,]\d|\s?%|\s?h)`,
  'g',
);

const currencies: Readonly<Record<string, string>> = {
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  $: 'USD',
  usd: 'USD',
  us$: 'USD',
  dollar: 'USD',
  dollars: 'USD',
  '£': 'GBP',
  gbp: 'GBP',
  pound: 'GBP',
  pounds: 'GBP',
  chf: 'CHF',
  cad: 'CAD',
  mad: 'MAD',
  xof: 'XOF',
  fcfa: 'XOF',
};

/** Every amount a text names, French or English: `1 250,50 €`, `EUR 1,250.50`, `3 k€`; at most 40. `currency` is what an amount without one is in. */
export function findAmounts(text: string, currency?: string): AmountMention[] {
  const folded = foldText(text);
  const found: AmountMention[] = [];
  const add = (match: RegExpExecArray, written: string, sign: string, thousands: boolean, cents: string | undefined) => {
    const overlaps = found.some((one) => match.index < one.offset + one.length && one.offset < match.index + match[0].length);
    const code = currencies[sign] ?? currency;
    if (overlaps || code === undefined || found.length >= 40) return;
    const minor = minorOf(written, code, thousands, cents);
    if (minor === null) return;
    found.push({
      minor,
      currency: code,
      quote: text.slice(match.index, match.index + match[0].length),
      offset: match.index,
      length: match[0].length,
    });
  };
  for (const match of folded.matchAll(after)) add(match, match[1] ?? '', match[3] ?? '', match[2] === 'k', match[4]);
  for (const match of folded.matchAll(before)) add(match, match[2] ?? '', match[1] ?? '', match[3] === 'k', undefined);
  if (currency !== undefined) for (const match of folded.matchAll(bare)) add(match, match[1] ?? '', '', false, undefined);
  return found.toSorted((a, b) => a.offset - b.offset);
}

function minorOf(written: string, currency: string, thousands: boolean, cents: string | undefined): bigint | null {
  const decimals = currencyDecimals(currency);
  const last = Math.max(written.lastIndexOf(','), written.lastIndexOf('.'));
  const mark = written[last] === ',' || written[last] === '.' ? written[last] : undefined;
  // Three digits after the only mark are thousands in a currency that has two decimals: `1.234 €`, `€1,234`.
  const grouping = mark !== undefined && written.length - last - 1 === 3 && decimals !== 3;
  const decimalMark = mark === undefined ? 'auto' : grouping ? (mark === ',' ? '.' : ',') : mark;
  const reading = parseAmount(written, { decimals: thousands ? decimals + 3 : decimals, decimalMark });
  if (!reading.ok) return null;
  // `1250 € 50` is how cents are spoken.
  const withCents = cents !== undefined && mark === undefined && decimals === 2 ? reading.minor + BigInt(cents) : reading.minor;
  return withCents > 0n ? withCents : null;
}
