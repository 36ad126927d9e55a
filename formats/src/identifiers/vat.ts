import { compact, type Check } from './check.ts';

// Shapes published by the European Commission for VIES, and the neighbours' that invoices carry.
const shapes: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/u,
  BE: /^[01]\d{9}$/u,
  BG: /^\d{9,10}$/u,
  CY: /^\d{8}[A-Z]$/u,
  CZ: /^\d{8,10}$/u,
  DE: /^\d{9}$/u,
  DK: /^\d{8}$/u,
  EE: /^\d{9}$/u,
  EL: /^\d{9}$/u,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/u,
  FI: /^\d{8}$/u,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/u,
  HR: /^\d{11}$/u,
  HU: /^\d{8}$/u,
  IE: /^(?:\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/u,
  IT: /^\d{11}$/u,
  LT: /^(?:\d{9}|\d{12})$/u,
  LU: /^\d{8}$/u,
  LV: /^\d{11}$/u,
  MT: /^\d{8}$/u,
  NL: /^[A-Z0-9]{9}B[A-Z0-9]{2}$/u,
  PL: /^\d{10}$/u,
  PT: /^\d{9}$/u,
  RO: /^\d{2,10}$/u,
  SE: /^\d{12}$/u,
  SI: /^\d{8}$/u,
  SK: /^\d{10}$/u,
  XI: /^(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/u,
  GB: /^(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/u,
  CHE: /^\d{9}(?:MWST|TVA|IVA)?$/u,
  NO: /^\d{9}(?:MVA)?$/u,
};

/** A European VAT number by its shape; a French one by its key too, where the key is of digits. Only VIES knows whether it is active. */
export function checkVatNumber(text: string): Check<'vat.country' | 'vat.shape' | 'vat.key'> {
  const written = compact(text);
  const vat = written.startsWith('GR') ? `EL${written.slice(2)}` : written;
  const country = vat.startsWith('CHE') ? 'CHE' : vat.slice(0, 2);
  const shape = shapes[country];
  if (!shape) return { ok: false, reason: 'vat.country' };
  const number = vat.slice(country.length);
  if (!shape.test(number)) return { ok: false, reason: 'vat.shape' };
  if (country === 'FR' && !frenchKeyHolds(number)) return { ok: false, reason: 'vat.key' };
  return { ok: true, normalized: vat };
}

/** The VAT number of a French company: key = (12 + 3 × (SIREN mod 97)) mod 97. */
export function frenchVatNumber(siren: string): string {
  return `FR${frenchKey(siren)}${siren}`;
}

function frenchKey(siren: string): string {
  return String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0');
}

// Keys with a letter follow no published formula: taken as they are.
function frenchKeyHolds(number: string): boolean {
  const key = number.slice(0, 2);
  return !/^\d\d$/u.test(key) || key === frenchKey(number.slice(2));
}
