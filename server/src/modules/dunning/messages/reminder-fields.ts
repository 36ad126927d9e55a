import { formatDayLong, formatDay, formatMoney, type Language, textsIn } from '@quitus/texts';
import { addDays, type Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { markers, type ReminderFields } from './template.ts';

/** Who claims and who owes, as a message names them. */
export type Parties = {
  readonly entity: {
    readonly name: string;
    readonly legalName: string | null;
    readonly legalId: string | null;
    readonly vatNumber: string | null;
    readonly country: string;
    readonly addressLines: readonly string[];
    readonly postcode: string | null;
    readonly city: string | null;
    readonly email: string | null;
    readonly phone: string | null;
    readonly iban: string | null;
    readonly bic: string | null;
    readonly accountHolder: string | null;
  };
  readonly customer: {
    readonly code: string;
    readonly name: string;
    readonly kind: string;
    readonly legalId: string | null;
    readonly addressLines: readonly string[];
    readonly postcode: string | null;
    readonly city: string | null;
  };
  readonly contactName: string;
  readonly collectorName: string | null;
};

/** An item as a message lists it. `claimedMinor` is less than `openMinor` when a part is held. */
export type StatedItem = {
  readonly itemId: string;
  readonly number: string;
  readonly label: string;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly daysLate: number;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly claimedMinor: bigint;
};

/** What a message claims. The net is the sum of the claimed parts less the credits (a negative amount). */
export type Claim = {
  readonly currency: string;
  readonly items: readonly StatedItem[];
  readonly creditsMinor: bigint;
  readonly netMinor: bigint;
  readonly on: Day;
  readonly grave: boolean;
};

// Eight days are the custom for a formal notice.
const formalNoticeDays = 8;

/** The values a template may name, in the language of the message: every amount is the stored one, printed once from its minor units (T65). */
export function reminderFields(parties: Parties, claim: Claim, language: Language): ReminderFields {
  const { entity, customer } = parties;
  const words = textsIn(language).dunning.mail;
  const amount = (minor: bigint): string => formatMoney(language, toDecimal(minor, claim.currency), claim.currency);
  const identity = (name: string, legalId: string | null): string => (legalId ? words.identity(name, legalId) : name);
  const entityName = entity.legalName ?? entity.name;
  return {
    customer: {
      name: customer.name,
      code: customer.code,
      kind: customer.kind,
      legalId: customer.legalId ?? '',
      identity: [identity(customer.name, customer.legalId), ...addressLines(customer)].join('\n'),
    },
    contact: { name: parties.contactName || customer.name },
    entity: {
      name: entity.name,
      country: entity.country,
      identity: [identity(entityName, entity.legalId), ...addressLines(entity)].join(', '),
      email: entity.email ?? '',
      phone: entity.phone ?? '',
      iban: entity.iban ? groupedIban(entity.iban) : '',
      bic: entity.bic ?? '',
      accountHolder: entity.accountHolder ?? entityName,
    },
    collector: { name: parties.collectorName ?? '' },
    items: claim.items.map((item) => ({
      number: item.number || item.label,
      issuedOn: formatDay(language, item.issuedOn),
      dueOn: formatDay(language, item.dueOn),
      daysLate: item.daysLate,
      amount: amount(item.amountMinor),
      paid: amount(item.amountMinor - item.openMinor),
      open: amount(item.openMinor),
      claimed: amount(item.claimedMinor),
    })),
    count: claim.items.length,
    total: amount(claim.items.reduce((sum, item) => sum + item.claimedMinor, 0n)),
    credits: amount(claim.creditsMinor),
    net: amount(claim.netMinor),
    currency: claim.currency,
    oldestDaysLate: Math.max(0, ...claim.items.map((item) => item.daysLate)),
    today: formatDayLong(language, claim.on),
    payBefore: formatDayLong(language, addDays(claim.on, formalNoticeDays)),
    reference: customer.code,
    statement: markers.statement,
    payment: markers.payment,
  };
}

/** An IBAN in groups of four, as banks print it. */
export function groupedIban(iban: string): string {
  return iban.replaceAll(/\s/g, '').replaceAll(/(.{4})(?=.)/g, '$1 ');
}

/** Postal address lines, the postcode before the city. */
export function addressLines(party: { addressLines: readonly string[]; postcode: string | null; city: string | null }): string[] {
  return [...party.addressLines, [party.postcode, party.city].filter(Boolean).join(' ')].filter((line) => line !== '');
}
