import { compact, remainder97, type Check } from './check.ts';

/** A BIC (ISO 9362): bank 4, country 2, place 2, and a branch of 3 or none. */
export function checkBic(text: string): Check<'bic.shape'> {
  const bic = compact(text);
  return /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/u.test(bic)
    ? { ok: true, normalized: bic }
    : { ok: false, reason: 'bic.shape' };
}

/** A structured creditor reference (ISO 11649), `RF18…`: compared without spaces, its leading zeros kept. */
export function checkRfReference(text: string): Check<'rf.shape' | 'rf.key'> {
  const reference = compact(text);
  if (!/^RF\d{2}[A-Z0-9]{1,21}$/u.test(reference)) return { ok: false, reason: 'rf.shape' };
  const valid = remainder97(reference.slice(4) + reference.slice(0, 4)) === 1;
  return valid ? { ok: true, normalized: reference } : { ok: false, reason: 'rf.key' };
}

/** The structured reference of an invoice number: 98 − (number followed by RF00) mod 97. Refused when the number is longer than 21 letters and digits. */
export function makeRfReference(text: string): Check<'rf.shape'> {
  const reference = text.toUpperCase().replace(/[^A-Z0-9]/gu, '');
  if (reference === '' || reference.length > 21) return { ok: false, reason: 'rf.shape' };
  const key = String(98 - remainder97(`${reference}RF00`)).padStart(2, '0');
  return { ok: true, normalized: `RF${key}${reference}` };
}

/** A SEPA creditor identifier (ICS): its three letters of business code take no part in the key. */
export function checkCreditorIdentifier(text: string): Check<'ics.shape' | 'ics.key'> {
  const ics = compact(text);
  const shape = ics.startsWith('FR') ? /^FR\d{2}[A-Z0-9]{3}[A-Z0-9]{6}$/u : /^[A-Z]{2}\d{2}[A-Z0-9]{3}[A-Z0-9]{1,28}$/u;
  if (!shape.test(ics)) return { ok: false, reason: 'ics.shape' };
  const valid = remainder97(ics.slice(7) + ics.slice(0, 4)) === 1;
  return valid ? { ok: true, normalized: ics } : { ok: false, reason: 'ics.key' };
}
