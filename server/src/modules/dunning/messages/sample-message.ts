import { settings } from '../../identity/index.ts';
import type { MessageInterest } from './message-interest.ts';
import { type Claim, type Occasion, type Parties, reminderFields } from './reminder-fields.ts';
import { fieldNamed, templateFields } from './field-catalogue.ts';
import { renderText, type TemplateFields } from './template.ts';

/** An invented creditor and an invented debtor: what a template is tried on before it has met anybody. */
export function sampleParties(kind: string): Parties {
  return {
    entity: {
      name: 'Atelier Sorbier',
      legalName: 'Atelier Sorbier SAS',
      legalId: '552100554',
      vatNumber: 'FR12552100554',
      legalForm: 'SAS',
      capitalMinor: '5000000',
      capitalCurrency: 'EUR',
      registerCity: 'Nantes',
      registeredOffice: null,
      country: 'FR',
      currency: 'EUR',
      addressLines: ['3 rue du Port'],
      postcode: '44000',
      city: 'Nantes',
      email: 'compta@sorbier.example',
      phone: '+33 2 40 00 00 00',
      iban: 'FR7630006000011234567890189',
      bic: 'AGRIFRPP',
      accountHolder: 'Atelier Sorbier SAS',
    },
    customer: {
      code: 'C-00417',
      name: 'Menuiserie Aubépine',
      kind,
      legalId: kind === 'consumer' ? null : '732829320',
      addressLines: ['1 place du Marché'],
      postcode: '35000',
      city: 'Rennes',
      country: 'FR',
    },
    contactName: 'Claire Morvan',
    collectorName: 'Jeanne Marchal',
    managerName: 'Paul Kerguelen',
  };
}

/** An invented claim: two invoices late since the spring. */
export function sampleClaim(step: { readonly grave: boolean; readonly level?: number | undefined }): Claim {
  const item = (number: string, claimedMinor: bigint, paidMinor: bigint) => ({
    itemId: number,
    number,
    label: 'Agencement',
    issuedOn: '2026-01-30',
    dueOn: '2026-03-01',
    daysLate: 35,
    amountMinor: claimedMinor + paidMinor,
    openMinor: claimedMinor,
    claimedMinor,
  });
  return {
    currency: 'EUR',
    items: [item('FA-2026-0112', 1280_50n, 300_00n), item('FA-2026-0131', 364_90n, 0n)],
    creditsMinor: -45_40n,
    netMinor: 1600_00n,
    on: '2026-04-05',
    grave: step.grave,
    noticeDays: settings['notice.days'].default,
    level: step.level ?? (step.grave ? 3 : 1),
  };
}

const interest: MessageInterest = {
  rows: [
    {
      itemId: 'FA-2026-0112',
      number: 'FA-2026-0112',
      principalMinor: 1280_50n,
      from: '2026-03-02',
      to: '2026-04-05',
      rate: '12.15',
      days: 35,
      amountMinor: 14_92n,
    },
    {
      itemId: 'FA-2026-0131',
      number: 'FA-2026-0131',
      principalMinor: 364_90n,
      from: '2026-03-02',
      to: '2026-04-05',
      rate: '12.15',
      days: 35,
      amountMinor: 4_25n,
    },
  ],
  interestMinor: 19_17n,
  indemnity: { count: 2, minor: 80_00n, currency: 'EUR' },
  bases: ['C. com. art. L441-10 II, D441-5'],
};

/** Everything a message may speak of. */
export const sampleOccasion: Occasion = {
  interest,
  promise: { on: '2026-04-10', amountMinor: 800_00n },
  payment: { on: '2026-04-03', amountMinor: 300_00n },
  previousReminders: ['2026-03-05', '2026-03-16'],
  invoicesAttached: 2,
};

/** The values of the sample in a language. */
export function sampleFields(
  language: string,
  step: { readonly grave: boolean; readonly level?: number | undefined },
  kind = 'business',
): TemplateFields {
  return reminderFields(sampleParties(kind), sampleClaim(step), language, sampleOccasion);
}

/** What each field of the catalogue looks like in a language: `examples('fr').get('net')`. A marker and a list have none. */
export function examples(language: string): Map<string, string> {
  const fields = sampleFields(language, { grave: false });
  const found = new Map<string, string>();
  for (const { name } of templateFields) {
    const field = fieldNamed(name);
    if (!field || field.type === 'marker' || field.type === 'list') continue;
    const path = name.startsWith('items.') ? name.replace('items.', 'items[0].') : name;
    found.set(name, renderText(`{{ ${path} }}`, fields));
  }
  return found;
}
