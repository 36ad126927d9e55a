import { checkEmail } from '../identifiers/email.ts';
import { checkIban } from '../identifiers/iban.ts';
import { foldText } from './clean-text.ts';

export type Span = { readonly offset: number; readonly length: number };

/** Something written in the text that names a thing: `value` is its one normal form. */
export type Mention = Span & { readonly value: string; readonly quote: string };

const emailPattern = /(?<![a-z0-9._%+'-])[a-z0-9._%+'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}/g;
const phonePattern = /(?<![\d+])(?:\+\d{1,3}[ .-]?(?:\(0\))?[ .-]?\d(?:[ .-]?\d){7,11}|0[1-9](?:[ .-]?\d\d){4})(?!\d)/g;
const ibanStart = /(?<![a-z0-9])[a-z]{2}\d\d/g;
const mostMentions = 40;

/** Addresses one could write to, in small letters. */
export function findEmails(text: string): Mention[] {
  return matches(text, emailPattern, (written) => {
    const check = checkEmail(written.replace(/^['.]+|[.'-]+$/gu, ''));
    return check.ok ? check.normalized.toLowerCase() : null;
  });
}

/** Telephone numbers, French or with their country: digits and a leading `+` only. */
export function findPhones(text: string): Mention[] {
  return matches(text, phonePattern, (written) => written.replace('(0)', '').replace(/[ .-]/gu, ''));
}

function matches(text: string, pattern: RegExp, normal: (written: string) => string | null): Mention[] {
  const found: Mention[] = [];
  for (const match of foldText(text).matchAll(pattern)) {
    const value = normal(match[0]);
    if (value !== null) found.push({ value, quote: match[0], offset: match.index, length: match[0].length });
    if (found.length >= mostMentions) break;
  }
  return found;
}

/** IBANs whose key holds; the quote shows the country and the last three only, at the same length. */
export function findIbans(text: string): Mention[] {
  const found: Mention[] = [];
  for (const match of foldText(text).matchAll(ibanStart)) {
    const iban = ibanAt(text, match.index);
    if (iban) found.push(iban);
    if (found.length >= mostMentions) break;
  }
  return found;
}

const longestIban = 34;

function ibanAt(text: string, at: number): Mention | null {
  let written = '';
  const ends: number[] = [];
  for (let next = at; next < text.length && written.length < longestIban && next - at < 60; next += 1) {
    const sign = text.charAt(next);
    if (/[a-z0-9]/iu.test(sign)) {
      written += sign.toUpperCase();
      ends.push(next + 1);
    } else if (!/[ .-]/u.test(sign)) break;
  }
  for (let length = written.length; length >= 15; length -= 1) {
    const check = checkIban(written.slice(0, length));
    const end = ends[length - 1];
    if (check.ok && end !== undefined) {
      return { value: check.normalized, quote: maskedIban(text.slice(at, end)), offset: at, length: end - at };
    }
  }
  return null;
}

function maskedIban(written: string): string {
  return written.slice(0, 2) + written.slice(2, -3).replace(/[a-z0-9]/giu, '•') + written.slice(-3);
}

/** The text with the IBANs in it masked: what may be quoted, shown and logged. Lengths stay. */
export function withMaskedIbans(text: string, ibans: readonly Mention[]): string {
  return ibans.reduce(
    (masked, { offset, length, quote }) => masked.slice(0, offset) + quote + masked.slice(offset + length),
    text,
  );
}

export function overlaps(one: Span, other: Span): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length;
}
