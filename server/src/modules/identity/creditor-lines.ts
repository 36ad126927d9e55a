import { formatMoney, type Language, textsIn } from '@quitus/texts';
import { toDecimal } from '../../kernel/money.ts';
import { oneLine } from '../../kernel/one-line.ts';

/** Who claims, as far as papers say it of a creditor. */
export type CreditorIdentity = {
  readonly name: string;
  readonly legalName: string | null;
  readonly country: string;
  readonly currency?: string | undefined;
  readonly legalId: string | null;
  readonly vatNumber: string | null;
  readonly legalForm?: string | null | undefined;
  readonly capitalMinor?: bigint | null | undefined;
  readonly capitalCurrency?: string | null | undefined;
  readonly registerCity?: string | null | undefined;
  readonly registeredOffice?: string | null | undefined;
  readonly addressLines: readonly string[];
  readonly postcode: string | null;
  readonly city: string | null;
};

/** What the papers of a French creditor say of it, piece by piece and as they are printed; a piece that is not known is empty and leaves no trace. */
export type FrenchCreditor = {
  readonly capital: string;
  readonly register: string;
  readonly office: string;
  readonly lines: string[];
};

/** Who writes, in law, at the foot of every letter and mail: in France as its code of commerce wants it, elsewhere name, address and numbers. */
export function creditorLines(entity: CreditorIdentity, language: Language): string[] {
  if (entity.country === 'FR') return frenchCreditor(entity, language).lines;
  const words = textsIn(language).dunning.mail;
  const numbers = [
    entity.legalId && `${words.legalId} ${entity.legalId}`,
    entity.vatNumber && `${words.vat} ${entity.vatNumber}`,
  ].filter((one): one is string => Boolean(one));
  const lines = [
    [entity.legalName ?? entity.name, ...addressLines(entity)].join(' · '),
    ...(numbers.length > 0 ? [numbers.join(' · ')] : []),
  ];
  return lines.map(oneLine);
}

/**
 * "Atelier Sorbier SAS au capital de 50 000 € – RCS Nantes 552 100 554 – TVA FR…", and the registered office: number, town of the register and office
 * (C. com. R123-237), form beside the name and capital, which may be rounded down to whole units (R123-238).
 */
export function frenchCreditor(entity: CreditorIdentity, language: Language): FrenchCreditor {
  const words = textsIn(language).templates.mail.creditor;
  const capital = capitalOf(entity, language);
  const named = nameWithForm(entity, words.formed);
  const siren = entity.legalId ? sirenInThrees(entity.legalId.slice(0, 9)) : '';
  const register = entity.registerCity ? words.register(entity.registerCity, siren) : siren && words.number(siren);
  const address = addressLines(entity).join(', ');
  const office = entity.registeredOffice || address;
  // Of whoever has no form, a liberal profession say, we know an address and no seat.
  const seat = office !== '' && entity.legalForm && !isSoleTrader(entity.legalForm) ? words.office(office) : office;
  const lines = [
    [capital ? words.capital(named, capital) : named, register, entity.vatNumber ? words.vat(entity.vatNumber) : ''],
    // Letters and answers go to where it writes from, which its office may not be.
    [office === address ? '' : address, seat],
  ].map((pieces) => oneLine(pieces.filter(Boolean).join(' – ')));
  return { capital, register: oneLine(register), office: oneLine(office), lines: lines.filter((line) => line !== '') };
}

function capitalOf({ capitalMinor, capitalCurrency, currency }: CreditorIdentity, language: Language): string {
  if (!capitalMinor) return '';
  const of = capitalCurrency ?? currency ?? 'EUR';
  const [units = '0'] = toDecimal(capitalMinor, of).split('.');
  return formatMoney(language, units, of);
}

// A name that says its form already says it once.
function nameWithForm({ name, legalName, legalForm }: CreditorIdentity, formed: (name: string, form: string) => string): string {
  const named = legalName ?? name;
  if (!legalForm) return named;
  const plain = (text: string): string =>
    ` ${text
      .replaceAll('.', '')
      .toLowerCase()
      .replaceAll(/[\s,]+/g, ' ')} `;
  return plain(named).includes(plain(legalForm)) ? named : formed(named, legalForm);
}

function isSoleTrader(form: string): boolean {
  return /^(e\.?i\.?$|entrepren|micro|auto)/i.test(form.trim());
}

/** A SIREN in threes, never cut at the end of a line. */
export function sirenInThrees(siren: string): string {
  return siren.replaceAll(/(\d{3})(?=\d)/g, '$1\u00a0');
}

/** Postal address lines, the postcode before the city. */
export function addressLines(party: {
  readonly addressLines: readonly string[];
  readonly postcode: string | null;
  readonly city: string | null;
}): string[] {
  return [...party.addressLines, [party.postcode, party.city].filter(Boolean).join(' ')].filter((line) => line !== '');
}
