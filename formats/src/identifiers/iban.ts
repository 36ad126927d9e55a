import { compact, remainder97, type Check } from './check.ts';
import { ribKey } from './rib.ts';

// Length of an IBAN by country: the SEPA countries first, then others whose accounts pay European invoices.
const lengths: Readonly<Record<string, number>> = {
  AD: 24,
  AL: 28,
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GI: 23,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  RS: 22,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  VA: 22,
  AE: 23,
  AZ: 28,
  BA: 20,
  BH: 22,
  BR: 29,
  BY: 28,
  CR: 22,
  DO: 28,
  EG: 29,
  FO: 18,
  GE: 22,
  GL: 18,
  GT: 28,
  IL: 23,
  IQ: 23,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LY: 25,
  MR: 27,
  MU: 30,
  PK: 24,
  PS: 29,
  QA: 29,
  SA: 24,
  SC: 31,
  ST: 25,
  SV: 28,
  TL: 23,
  TN: 24,
  TR: 26,
  UA: 29,
  VG: 24,
  XK: 20,
};

export type IbanRefusal = 'iban.shape' | 'iban.country' | 'iban.length' | 'iban.key' | 'iban.rib-key';

/** An IBAN: length of its country, remainder 1 by 97 (ISO 13616), and for a French or Monegasque one the key of the RIB inside. */
export function checkIban(text: string): Check<IbanRefusal> {
  const iban = compact(text).replace(/^IBAN/u, '');
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/u.test(iban)) return { ok: false, reason: 'iban.shape' };
  const country = iban.slice(0, 2);
  const length = lengths[country];
  if (length === undefined) return { ok: false, reason: 'iban.country' };
  if (iban.length !== length) return { ok: false, reason: 'iban.length' };
  if (remainder97(iban.slice(4) + iban.slice(0, 4)) !== 1) return { ok: false, reason: 'iban.key' };
  if ((country === 'FR' || country === 'MC') && !ribHolds(iban.slice(4))) return { ok: false, reason: 'iban.rib-key' };
  return { ok: true, normalized: iban };
}

function ribHolds(bban: string): boolean {
  return ribKey({ bank: bban.slice(0, 5), branch: bban.slice(5, 10), account: bban.slice(10, 21) }) === bban.slice(21);
}
