import { compact, type Check } from './check.ts';

const laPoste = '356000000';

/** A French company number: nine digits, Luhn. */
export function checkSiren(text: string): Check<'siren.shape' | 'siren.key'> {
  const siren = compact(text);
  if (!/^\d{9}$/u.test(siren)) return { ok: false, reason: 'siren.shape' };
  return luhnSum(siren) % 10 === 0 && siren !== '000000000'
    ? { ok: true, normalized: siren }
    : { ok: false, reason: 'siren.key' };
}

/** A French establishment number: fourteen digits, Luhn. Post offices outgrew it: theirs have a digit sum that is a multiple of 5. */
export function checkSiret(text: string): Check<'siret.shape' | 'siret.key'> {
  const siret = compact(text);
  if (!/^\d{14}$/u.test(siret)) return { ok: false, reason: 'siret.shape' };
  const postOffice = siret.startsWith(laPoste) && digitSum(siret) % 5 === 0;
  const valid = luhnSum(siret) % 10 === 0 || postOffice;
  return valid && checkSiren(siret.slice(0, 9)).ok ? { ok: true, normalized: siret } : { ok: false, reason: 'siret.key' };
}

function digitSum(digits: string): number {
  return [...digits].reduce((sum, digit) => sum + Number(digit), 0);
}

function luhnSum(digits: string): number {
  let sum = 0;
  for (let back = 0; back < digits.length; back += 1) {
    const digit = Number(digits[digits.length - 1 - back]);
    const weighed = back % 2 === 1 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum;
}
