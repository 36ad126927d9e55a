import { legalMentions } from '@quitus/contract';
import { checkSiren, checkSiret, checkVatNumber } from '@quitus/formats';
import { fromDecimal } from '../../kernel/money.ts';
import { refuse } from './refusals.ts';

export type LegalMention = (typeof legalMentions)[number];

/** Who a creditor is before the law. */
export type LegalIdentity = {
  readonly country: string;
  readonly legalId: string | null;
  readonly legalForm: string | null;
  readonly capitalMinor: bigint | null;
  readonly registerCity: string | null;
  readonly city: string | null;
  readonly registeredOffice: string | null;
};

/**
 * What letters and mails of a French creditor would lack: number, town of the register and office of whoever is registered (C. com. R123-237), form of a
 * company and capital of those that have one (R123-238). An association, a liberal profession or a sole trader need no register that we could know of. Of
 * creditors elsewhere nothing is asked: what their law wants was not read.
 */
export function missingMentions(entity: LegalIdentity): LegalMention[] {
  if (entity.country !== 'FR') return [];
  const form = entity.legalForm ?? '';
  const missing: Record<LegalMention, boolean> = {
    'legal-id': entity.legalId === null,
    'legal-form': form === '',
    capital: saysItsCapital(form) && entity.capitalMinor === null,
    register: isCompany(form) && entity.registerCity === null,
    'registered-office': entity.city === null && entity.registeredOffice === null,
  };
  return legalMentions.filter((mention) => missing[mention]);
}

// "S.A.S." and "société par actions simplifiée" are one form; "à capital variable" stands in the form itself and names no amount (C. com. L231-1).
const plain = (form: string): string =>
  form
    .normalize('NFD')
    .replaceAll(/[\p{M}.]/gu, '')
    .toLowerCase();
const withCapital =
  /^(sasu?|sa|sarl|sarlu|eurl|sca|se|selarlu?|selasu?|selafa|selca)\b|societe (anonyme|par actions|a responsabilite limitee|en commandite par actions|europeenne)/;
const company = /^(snc|scs|sc|sci|scp|scm|scea|gaec|gie|geie)\b|societe|groupement/;

function saysItsCapital(form: string): boolean {
  return withCapital.test(plain(form)) && !plain(form).includes('capital variable');
}

function isCompany(form: string): boolean {
  return withCapital.test(plain(form)) || company.test(plain(form));
}

/** A legal id as it is kept: a French one is a SIREN or a SIRET whose key fits, others are taken as they are written. */
export function checkedLegalId(text: string, country: string): string {
  if (country !== 'FR') return text.trim();
  const digits = text.replaceAll(/[\s.-]/g, '');
  const check = digits.length > 9 ? checkSiret(digits) : checkSiren(digits);
  if (!check.ok) throw refuse('entity.legal-id-invalid', { value: text.slice(0, 60) });
  return check.normalized;
}

/** A VAT number as it is kept; of a country whose numbers we do not know it is taken as it is written. */
export function checkedVatNumber(text: string): string {
  const check = checkVatNumber(text);
  if (check.ok) return check.normalized;
  if (check.reason === 'vat.country') return text.trim();
  throw refuse('entity.vat-invalid', { value: text.slice(0, 60) });
}

/** A share capital in minor units: more than nothing, in the decimals its currency has. */
export function checkedCapital(amount: string, currency: string): bigint {
  const minor = /^[A-Z]{3}$/.test(currency) ? fromDecimal(amount, currency) : undefined;
  if (minor === undefined || minor <= 0n) throw refuse('entity.capital-invalid', { value: amount.slice(0, 60), currency });
  return minor;
}

/** The town of a register, without the "RCS" that is printed before it. */
export function checkedRegisterCity(text: string): string {
  return text.replace(/^\s*r\.?\s?c\.?\s?s\.?\s+(?:de\s+|d[’'])?/i, '').trim();
}
