import { addDays, type Day } from '../../../kernel/days.ts';
import { addressLines, frenchCreditor } from '../../identity/index.ts';
import { type Creditor, identityOf } from './creditor.ts';
import { senderLines } from './legal-mentions.ts';
import { formatIn, mailWords, type MessageFormat } from './message-format.ts';
import type { MessageInterest } from './message-interest.ts';
import { registration } from './registration.ts';
import { clean, markers, type TemplateFields } from './template.ts';

/** Who claims and who owes, as a message names them. */
export type Parties = {
  readonly entity: Creditor;
  readonly customer: {
    readonly code: string;
    readonly name: string;
    readonly kind: string;
    readonly legalId: string | null;
    readonly addressLines: readonly string[];
    readonly postcode: string | null;
    readonly city: string | null;
    readonly country?: string | undefined;
  };
  readonly contactName: string;
  readonly collectorName: string | null;
  /** Who looks after the account commercially. */
  readonly managerName?: string | null | undefined;
  /** Who writes, when it is a named person. */
  readonly senderName?: string | null | undefined;
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
  /** The account it is booked on, where one message speaks of several. */
  readonly customerCode?: string | undefined;
  readonly customerName?: string | undefined;
};

/** What a message claims. The net is the sum of the claimed parts less the credits (a negative amount); what lateness adds is never in it. */
export type Claim = {
  readonly currency: string;
  readonly items: readonly StatedItem[];
  readonly creditsMinor: bigint;
  readonly netMinor: bigint;
  readonly on: Day;
  readonly grave: boolean;
  /** Days a formal notice gives to pay, from `on`. */
  readonly noticeDays: number;
  readonly level?: number | undefined;
};

/** What only some messages speak of. */
export type Occasion = {
  readonly interest?: MessageInterest | undefined;
  readonly promise?: { readonly on: Day; readonly amountMinor: bigint } | undefined;
  readonly payment?: { readonly on: Day; readonly amountMinor: bigint } | undefined;
  /** Days on which reminders that listed one of the items left, oldest first. */
  readonly previousReminders?: readonly Day[] | undefined;
  /** Of how many of the items the invoice goes along; absent: of none. */
  readonly invoicesAttached?: number | undefined;
  /** A campaign: its message asks for nothing, and states the account as it was at the close of this day. */
  readonly campaign?: { readonly asOf: Day } | undefined;
};

/**
 * The values a template may name, in the language of the message: every amount is the stored one, printed once from its minor units (T65).
 * Written when first asked for: most templates name a handful.
 */
export function reminderFields(parties: Parties, claim: Claim, language: string, occasion: Occasion = {}): TemplateFields {
  const format = formatIn(language);
  const amount = (minor: bigint): string => format.money(minor, claim.currency);
  const { interest, promise, payment, previousReminders } = occasion;
  return {
    ...partyFields(parties, format),
    get items() {
      return claim.items.map((item) => itemFields(item, claim.currency, format));
    },
    count: claim.items.length,
    invoicesAttached: occasion.invoicesAttached ?? 0,
    get total() {
      return amount(sumOf(claim.items));
    },
    get credits() {
      return amount(claim.creditsMinor);
    },
    get net() {
      return amount(claim.netMinor);
    },
    get balance() {
      return amount(claim.netMinor);
    },
    get asOf() {
      return format.dayLong(occasion.campaign?.asOf ?? claim.on);
    },
    currency: claim.currency,
    get oldestDaysLate() {
      return claim.items.reduce((most, item) => Math.max(most, item.daysLate), 0);
    },
    level: claim.level ?? 0,
    get today() {
      return format.dayLong(claim.on);
    },
    get payBefore() {
      return format.dayLong(addDays(claim.on, claim.noticeDays));
    },
    reference: clean(parties.customer.code),
    get previousReminders() {
      return format.list((previousReminders ?? []).map((day) => format.dayLong(day)));
    },
    interestTotal: interest ? amount(interest.interestMinor) : '',
    indemnityTotal: interest?.indemnity ? format.money(interest.indemnity.minor, interest.indemnity.currency) : '',
    amountWithInterest: interest ? amount(claim.netMinor + addedMinor(interest, claim.currency)) : '',
    statement: markers.statement,
    interest: interest ? markers.interest : '',
    payment: { marker: markers.payment, ...dated(payment, format, amount) },
    promise: dated(promise, format, amount),
  };
}

/** What the claimed parts of items come to. */
export function sumOf(items: readonly StatedItem[]): bigint {
  return items.reduce((sum, item) => sum + item.claimedMinor, 0n);
}

/** What interest and indemnities add in the currency of the claim; an indemnity of another currency stays apart (T48). */
export function addedMinor(interest: MessageInterest, currency: string): bigint {
  return interest.interestMinor + (interest.indemnity?.currency === currency ? interest.indemnity.minor : 0n);
}

function dated(
  event: Occasion['promise'],
  format: MessageFormat,
  amount: (minor: bigint) => string,
): { readonly date: string; readonly amount: string } {
  return event ? { date: format.dayLong(event.on), amount: amount(event.amountMinor) } : { date: '', amount: '' };
}

function partyFields({ entity, customer, contactName, collectorName, managerName, senderName }: Parties, format: MessageFormat) {
  const words = mailWords(format);
  const number = registration(entity.legalId, entity.country, format);
  const entityName = entity.legalName ?? entity.name;
  return {
    customer: {
      name: clean(customer.name),
      code: clean(customer.code),
      kind: customer.kind,
      legalId: clean(customer.legalId ?? ''),
      get registration() {
        return registration(customer.legalId, customer.country, format);
      },
      get identity() {
        return debtorLines({ customer }, format).join('\n');
      },
    },
    contact: { name: clean(contactName || customer.name) },
    entity: {
      name: clean(entity.name),
      country: entity.country,
      get identity() {
        return clean([number ? words.identity(entityName, number) : entityName, ...addressLines(entity)].join(', '));
      },
      legalForm: clean(entity.legalForm ?? ''),
      get capital() {
        return frenchCreditor(identityOf(entity), format.words).capital;
      },
      legalId: clean(entity.legalId ?? ''),
      get register() {
        if (entity.country === 'FR') return frenchCreditor(identityOf(entity), format.words).register;
        return number;
      },
      vatNumber: clean(entity.vatNumber ?? ''),
      get registeredOffice() {
        return frenchCreditor(identityOf(entity), format.words).office;
      },
      get mentions() {
        return senderLines({ entity }, format).join(' – ');
      },
      email: clean(entity.email ?? ''),
      phone: clean(entity.phone ?? ''),
      iban: entity.iban ? groupedIban(entity.iban) : '',
      ibanMasked: entity.iban ? maskedIban(entity.iban) : '',
      bic: clean(entity.bic ?? ''),
      accountHolder: clean(entity.accountHolder ?? entityName),
    },
    collector: { name: clean(senderName ?? collectorName ?? '') },
    account: { manager: clean(managerName ?? '') },
  };
}

/** The debtor's legal identity, a line each. */
export function debtorLines({ customer }: Pick<Parties, 'customer'>, format: MessageFormat): string[] {
  const number = registration(customer.legalId, customer.country, format);
  const name = number ? mailWords(format).identity(customer.name, number) : customer.name;
  return [name, ...addressLines(customer)].map((line) => clean(line)).filter((line) => line !== '');
}

function itemFields(item: StatedItem, currency: string, format: MessageFormat) {
  const amount = (minor: bigint): string => format.money(minor, currency);
  return {
    number: itemName(item),
    label: clean(item.label),
    issuedOn: format.day(item.issuedOn),
    dueOn: format.day(item.dueOn),
    daysLate: item.daysLate,
    amount: amount(item.amountMinor),
    paid: amount(item.amountMinor - item.openMinor),
    open: amount(item.openMinor),
    claimed: amount(item.claimedMinor),
    account: clean(item.customerName ?? ''),
  };
}

/** What an item is called: its number, else its label. */
export function itemName(item: Pick<StatedItem, 'number' | 'label'>): string {
  return clean(item.number || item.label);
}

/** An IBAN in groups of four, as banks print it. */
export function groupedIban(iban: string): string {
  return iban.replaceAll(/\s/g, '').replaceAll(/(.{4})(?=.)/g, '$1 ');
}

/** An IBAN of which only the beginning, which tells country and bank, and the last four signs are shown: enough to compare, too little to pay to. */
export function maskedIban(iban: string): string {
  const signs = iban.replaceAll(/\s/g, '');
  const shown = signs.slice(0, 8) + '•'.repeat(Math.max(0, signs.length - 12)) + signs.slice(-4);
  return groupedIban(shown);
}
