import { between, happens, oneOf, type Random } from './random.ts';
import type { SegmentKey } from './segments.ts';
import * as words from './words.ts';

export type ForeignCountry = 'BE' | 'DE' | 'IT' | 'CH' | 'GB';
export type Country = 'FR' | ForeignCountry;

export type Address = { readonly lines: readonly string[]; readonly postcode: string; readonly city: string };

/** A name that no firm bears, fit for its segment and country. */
export function customerName(random: Random, segment: SegmentKey, country: Country): string {
  if (country !== 'FR') {
    return `${oneOf(random, words.foreignTrades[country])} ${oneOf(random, words.foreignRoots[country])} ${oneOf(random, words.foreignForms[country])}`;
  }
  if (segment === 'consumer') return `${oneOf(random, words.lastNames)} ${oneOf(random, words.firstNames)}`;
  if (segment === 'public')
    return `${oneOf(random, words.trades.public)} ${oneOf(random, words.townStarts)}${oneOf(random, words.townEnds)}`;
  return `${oneOf(random, words.trades[segment])} ${oneOf(random, words.roots)}${oneOf(random, words.endings)} ${oneOf(random, words.legalForms)}`;
}

/** A person who does not exist. */
export function personName(random: Random): string {
  return `${oneOf(random, words.firstNames)} ${oneOf(random, words.lastNames)}`;
}

/** An address in an invented town; French postcodes start with 00, which no department has. */
export function address(random: Random, country: Country): Address {
  const number = between(random, 1, 180);
  if (country !== 'FR') {
    const street = words.foreignStreets[country];
    return {
      lines: [country === 'GB' ? `${number} ${street}` : `${street} ${number}`],
      postcode: '',
      city: words.foreignCities[country],
    };
  }
  return {
    lines: [`${number} ${oneOf(random, words.streets)}`],
    postcode: `00${between(random, 100, 999)}`,
    city: `${oneOf(random, words.townStarts)}${oneOf(random, words.townEnds)}`,
  };
}

/** Lower case, no accents, only letters, digits and single hyphens: what stands in an address. */
export function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]+/gu, (other) => (/\p{M}/u.test(other) && other.length === 1 ? '' : '-'))
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^-+|-+$/g, '');
}

/** An e-mail under `.example`, which RFC 2606 keeps out of the real world. */
export function emailOf(person: string, company: string, code: string): string {
  return `${slug(person).replace('-', '.')}@${slug(company).slice(0, 40).replace(/-+$/, '')}-${code.toLowerCase()}.example`;
}

/** A telephone number from the ranges kept for fiction (Arcep: 01 99 00, 06 39 98; Ofcom: 020 7946 0). */
export function phone(random: Random, country: Country): string | null {
  const four = String(between(random, 0, 9999)).padStart(4, '0');
  if (country === 'FR')
    return happens(random, 0.3)
      ? `+33 6 39 98 ${four.slice(0, 2)} ${four.slice(2)}`
      : `+33 1 99 00 ${four.slice(0, 2)} ${four.slice(2)}`;
  if (country === 'GB') return `+44 20 7946 0${four.slice(0, 3)}`;
  return null;
}
