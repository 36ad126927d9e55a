import { checkEmail, checkSiren, checkSiret, checkVatNumber, type Check } from '@quitus/formats';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { oneLine } from '../../kernel/one-line.ts';
import { refuse } from './refusals.ts';
import type { customerColumns } from './customer.ts';
import type { Customer } from './customer.ts';

export type CustomerChange = { readonly [Field in keyof typeof customerColumns]?: Customer[Field] | undefined };

function normalized(
  check: Check,
  refusal: 'customer.legal-id-invalid' | 'customer.vat-invalid' | 'customer.email-invalid',
  value: string,
): string {
  if (!check.ok) throw refuse(refusal, { value: value.slice(0, 60) });
  return check.normalized;
}

/** A French legal id is a SIREN or SIRET whose key fits; those of other countries are kept as they are written. */
export function checkLegalId(value: string, country: string): string {
  const compact = value.replace(/[\s.-]/g, '');
  if (country !== 'FR') return value.trim();
  return normalized(compact.length > 9 ? checkSiret(compact) : checkSiren(compact), 'customer.legal-id-invalid', value);
}

/** A phone number in its international form; refuses what cannot be dialled. */
export function checkPhone(value: string, country: string): string {
  // The cast: the library's own list of countries; one it does not know only loses the national form.
  const phone = parsePhoneNumberFromString(value, country as 'FR');
  if (!phone?.isPossible()) throw refuse('customer.phone-invalid', { value: value.slice(0, 60) });
  return phone.number;
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(Temporal.Now.zonedDateTimeISO(name));
  } catch {
    return false;
  }
}

// A note keeps its lines; everything else stands on one.
const plain = (field: string, value: string): string => (field === 'warningNote' ? value.trim() : oneLine(value));

/** A change with its values as they are stored: empty texts are nothing, identifiers normalised, each refused by name when wrong. */
export function checkedChange(change: CustomerChange, country: string): CustomerChange {
  const where = change.country ?? country;
  const trimmed = Object.fromEntries(
    Object.entries(change)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [
        field,
        typeof value === 'string'
          ? plain(field, value) || (field === 'country' ? value : null)
          : field === 'addressLines' && Array.isArray(value)
            ? value.map((line) => oneLine(String(line))).filter(Boolean)
            : value,
      ]),
  ) as CustomerChange;
  if (trimmed.name === null) throw refuse('customer.name-missing');
  if (trimmed.timeZone && !isTimeZone(trimmed.timeZone)) throw refuse('customer.time-zone-invalid', { value: trimmed.timeZone });
  return {
    ...trimmed,
    ...(trimmed.legalId ? { legalId: checkLegalId(trimmed.legalId, where) } : {}),
    ...(trimmed.vatNumber
      ? { vatNumber: normalized(checkVatNumber(trimmed.vatNumber), 'customer.vat-invalid', trimmed.vatNumber) }
      : {}),
    ...(trimmed.email ? { email: normalized(checkEmail(trimmed.email), 'customer.email-invalid', trimmed.email) } : {}),
    ...(trimmed.phone ? { phone: checkPhone(trimmed.phone, where) } : {}),
  };
}
