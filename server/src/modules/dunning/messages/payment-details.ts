import { toDecimal } from '../../../kernel/money.ts';
import type { MessageFormat } from './message-format.ts';
import { mailWords } from './message-format.ts';
import { clean } from './template.ts';
import type { Creditor } from './creditor.ts';
import { groupedIban } from './reminder-fields.ts';

/** How a claim is paid. */
export type PaymentDetails = {
  readonly holder: string;
  readonly iban: string;
  readonly bic: string | null;
};

/**
 * The account a claim in this currency is paid to, the only place that says so (T63): the entity's own account for its own currency, and for those
 * the setting `payment.currencies` names. `unknown`: there is no account at all, the message says how to reach us. `other-currency`: there is one, but not
 * for this currency; a message that showed it would send the money to the wrong place.
 */
export function paymentDetails(
  entity: Pick<Creditor, 'name' | 'legalName' | 'iban' | 'bic' | 'accountHolder' | 'currency'>,
  currency: string,
  alsoIn: readonly string[],
): PaymentDetails | 'unknown' | 'other-currency' {
  if (!entity.iban) return 'unknown';
  if (currency !== (entity.currency ?? 'EUR') && !alsoIn.includes(currency)) return 'other-currency';
  return {
    holder: clean(entity.accountHolder ?? entity.legalName ?? entity.name),
    iban: groupedIban(entity.iban),
    bic: entity.bic,
  };
}

/** The currencies a setting names: "USD, GBP". */
export function currenciesNamed(setting: string): string[] {
  return setting.split(/[^A-Z]+/).filter((code) => code.length === 3);
}

/** What to pay with, label and value. */
export function paymentRows(details: PaymentDetails, reference: string, format: MessageFormat): [string, string][] {
  const words = mailWords(format);
  return [
    [words.holder, details.holder],
    [words.iban, details.iban],
    ...(details.bic ? [[words.bic, details.bic] satisfies [string, string]] : []),
    [words.reference, reference],
  ];
}

/** What the QR code of a euro transfer says (EPC069-12, version 2); undefined where the standard has none for the amount or the currency. */
export function paymentCode(
  details: PaymentDetails,
  amount: { readonly minor: bigint; readonly currency: string },
  reference: string,
): string | undefined {
  if (amount.currency !== 'EUR' || amount.minor < 1n || amount.minor > 999_999_999_99n) return undefined;
  const line = (text: string, longest: number): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, longest);
  return [
    'BCD',
    '002',
    '1',
    'SCT',
    details.bic ?? '',
    line(details.holder, 70),
    details.iban.replaceAll(' ', ''),
    `EUR${toDecimal(amount.minor, 'EUR')}`,
    '',
    '',
    line(reference, 140),
  ].join('\n');
}
