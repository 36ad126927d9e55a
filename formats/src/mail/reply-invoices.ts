import { foldText } from './clean-text.ts';
import { overlaps, type Span } from './reply-references.ts';

/** An invoice a text names: which open one, and how surely. */
export type InvoiceMention = Span & {
  /** The open number as the ledger writes it; null when the text names an invoice that is not among them. */
  readonly number: string | null;
  /** `exact` but for case and punctuation; `digits` the same digits; `ending` the end of one open number only; `unknown` none of them. */
  readonly match: 'exact' | 'digits' | 'ending' | 'unknown';
  readonly quote: string;
};

type Keys = { exact: Map<string, string | null>; digits: Map<string, string | null>; ending: Map<string, string | null> };
type Piece = Span & { readonly text: string };

const invoiceWord =
  /(?:factures?|fact|fac|invoices?|inv|avoirs?|credit notes?|piece|ref|reference|numeros?|number|n°|nos?)\b[^\n]{0,60}$|n°\s?$|#\s?$/;
const mostPieces = 2_000;
const mostFound = 60;

/**
 * The invoices a text names. `openNumbers` are those of the customer; "facture 2026-0042" finds "F-2026-0042", "la 42" after the word
 * finds it too when no other open number ends so. `taken` are stretches that are something else: days, amounts, IBANs, telephones.
 */
export function findInvoices(text: string, openNumbers: readonly string[], taken: readonly Span[] = []): InvoiceMention[] {
  const folded = foldText(text);
  const keys = keysOf(openNumbers);
  const pieces = piecesOf(folded);
  const found: InvoiceMention[] = [];
  for (let at = 0; at < pieces.length && found.length < mostFound; at += 1) {
    const exact = longestExact(folded, pieces, at, keys);
    if (exact) {
      found.push(mention(text, exact.span, exact.number, 'exact'));
      at += exact.count - 1;
      continue;
    }
    const piece = pieces[at];
    if (!piece || !/\d/.test(piece.text) || taken.some((span) => overlaps(span, piece))) continue;
    const looser = looserMatch(folded, piece, keys);
    if (looser) found.push(mention(text, piece, looser.number, looser.match));
  }
  return found;
}

function mention(text: string, { offset, length }: Span, number: string | null, match: InvoiceMention['match']): InvoiceMention {
  return { number, match, quote: text.slice(offset, offset + length), offset, length };
}

function piecesOf(folded: string): Piece[] {
  const pieces: Piece[] = [];
  for (const match of folded.matchAll(/[a-z0-9]+(?:[-_/.°]{1,2}[a-z0-9]+){0,8}/g)) {
    pieces.push({ text: match[0], offset: match.index, length: match[0].length });
    if (pieces.length >= mostPieces) break;
  }
  return pieces;
}

/** `F 2026 0042` is three pieces of one number. */
function longestExact(
  folded: string,
  pieces: readonly Piece[],
  at: number,
  keys: Keys,
): { span: Span; number: string; count: number } | null {
  const first = pieces[at];
  if (!first) return null;
  for (let count = 4; count >= 1; count -= 1) {
    const last = pieces[at + count - 1];
    if (!last) continue;
    const span = { offset: first.offset, length: last.offset + last.length - first.offset };
    const written = folded.slice(span.offset, span.offset + span.length);
    const number = span.length > 60 || !/\d/.test(written) ? undefined : keys.exact.get(exactKey(written));
    if (typeof number === 'string' && !/\n|, |\. /.test(written)) return { span, number, count };
  }
  return null;
}

function looserMatch(folded: string, piece: Piece, keys: Keys): { number: string | null; match: InvoiceMention['match'] } | null {
  const digits = piece.text.replace(/\D/g, '');
  const byDigits = digits.length >= 4 ? keys.digits.get(digitsKey(piece.text)) : undefined;
  if (typeof byDigits === 'string') return { number: byDigits, match: 'digits' };
  if (!invoiceWord.test(folded.slice(Math.max(0, piece.offset - 70), piece.offset))) return null;
  const ending = digits.length >= 2 ? keys.ending.get(lastGroup(piece.text)) : undefined;
  if (typeof ending === 'string' && /^\d+$/.test(piece.text)) return { number: ending, match: 'ending' };
  // A year alone, or a word with a digit, names no invoice.
  const numberLike =
    digits.length >= 4 && /^[a-z]{0,6}[-_/.°]{0,2}\d[\d\-_/.a-z°]*$/.test(piece.text) && !/^(?:19|20)\d\d$/.test(piece.text);
  return numberLike ? { number: null, match: 'unknown' } : null;
}

function keysOf(openNumbers: readonly string[]): Keys {
  const keys: Keys = { exact: new Map(), digits: new Map(), ending: new Map() };
  const put = (map: Map<string, string | null>, key: string, number: string) => {
    // Two open numbers under one key: it names neither.
    if (key !== '') map.set(key, map.has(key) && map.get(key) !== number ? null : number);
  };
  for (const number of openNumbers) {
    const folded = foldText(number);
    if (!/\d/.test(folded) || exactKey(folded).length < 2) continue;
    put(keys.exact, exactKey(folded), number);
    put(keys.digits, digitsKey(folded), number);
    put(keys.ending, lastGroup(folded), number);
  }
  return keys;
}

function exactKey(text: string): string {
  return text.replace(/[^a-z0-9]/g, '');
}

/** Groups of digits without leading zeros: `F-2026-0042` and `2026/42` are one. */
function digitsKey(text: string): string {
  return (text.match(/\d+/g) ?? []).map((group) => group.replace(/^0+(?=\d)/, '')).join('-');
}

function lastGroup(text: string): string {
  return (text.match(/\d+/g)?.at(-1) ?? '').replace(/^0+(?=\d)/, '');
}
