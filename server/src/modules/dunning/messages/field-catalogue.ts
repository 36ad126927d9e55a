import { campaignKinds } from '@quitus/contract';
import type { StepChannel, StepReference } from '../scenarios/scenario.ts';

export const fieldTypes = ['text', 'amount', 'date', 'count', 'list', 'marker'] as const;
export const fieldGroups = ['customer', 'entity', 'claim', 'interest', 'blocks', 'items', 'promise', 'payment'] as const;

/** One field a template may name. Its label is `texts.templates.fields[name]`. */
export type TemplateField = {
  /** As it is written between braces; `items.number` is a field of each item of `items`. */
  readonly name: string;
  readonly type: (typeof fieldTypes)[number];
  readonly group: (typeof fieldGroups)[number];
  /** The channels it may be used on; absent: all. */
  readonly channels?: readonly StepChannel[] | undefined;
  /** The references of the steps it may be used in; absent: all; empty: a campaign's alone. */
  readonly references?: readonly StepReference[] | undefined;
};

/** What is laid out on a page; the others are spoken or a few lines of text. */
export const laidOut: readonly StepChannel[] = ['e-mail', 'letter', 'registered-letter', 'registered-e-letter', 'internal'];

const field = (
  group: TemplateField['group'],
  name: string,
  type: TemplateField['type'] = 'text',
  only: Pick<TemplateField, 'channels' | 'references'> = {},
): TemplateField => ({ name, type, group, ...only });

/** Every field a template may name: what is checked on save, what the editor offers, what the API tells. */
export const templateFields: readonly TemplateField[] = [
  field('customer', 'customer.name'),
  field('customer', 'customer.code'),
  field('customer', 'customer.identity'),
  field('customer', 'customer.legalId'),
  field('customer', 'customer.registration'),
  field('customer', 'customer.kind'),
  field('customer', 'contact.name'),
  field('entity', 'entity.name'),
  field('entity', 'entity.identity'),
  field('entity', 'entity.legalForm'),
  field('entity', 'entity.capital'),
  field('entity', 'entity.legalId'),
  field('entity', 'entity.register'),
  field('entity', 'entity.vatNumber'),
  field('entity', 'entity.registeredOffice'),
  field('entity', 'entity.mentions'),
  field('entity', 'entity.country'),
  field('entity', 'entity.email'),
  field('entity', 'entity.phone'),
  field('entity', 'entity.iban'),
  field('entity', 'entity.ibanMasked'),
  field('entity', 'entity.bic'),
  field('entity', 'entity.accountHolder'),
  field('entity', 'collector.name'),
  field('entity', 'account.manager'),
  field('claim', 'net', 'amount'),
  field('claim', 'total', 'amount'),
  field('claim', 'credits', 'amount'),
  field('claim', 'balance', 'amount', { references: [] }),
  field('claim', 'asOf', 'date', { references: [] }),
  field('claim', 'currency'),
  field('claim', 'count', 'count'),
  // Of how many of the items the invoice goes along: what a text says of them, it says only then.
  field('claim', 'invoicesAttached', 'count', { channels: laidOut }),
  field('claim', 'oldestDaysLate', 'count'),
  field('claim', 'level', 'count'),
  field('claim', 'today', 'date'),
  field('claim', 'payBefore', 'date'),
  field('claim', 'reference'),
  field('claim', 'previousReminders'),
  field('interest', 'interestTotal', 'amount'),
  field('interest', 'indemnityTotal', 'amount'),
  field('interest', 'amountWithInterest', 'amount'),
  field('blocks', 'statement', 'marker', { channels: laidOut }),
  field('blocks', 'payment', 'marker', { channels: laidOut }),
  field('blocks', 'interest', 'marker', { channels: laidOut }),
  field('items', 'items', 'list'),
  field('items', 'items.number'),
  field('items', 'items.label'),
  field('items', 'items.issuedOn', 'date'),
  field('items', 'items.dueOn', 'date'),
  field('items', 'items.daysLate', 'count'),
  field('items', 'items.amount', 'amount'),
  field('items', 'items.paid', 'amount'),
  field('items', 'items.open', 'amount'),
  field('items', 'items.claimed', 'amount'),
  field('items', 'items.account'),
  field('promise', 'promise.date', 'date', { references: ['promise-date'] }),
  field('promise', 'promise.amount', 'amount', { references: ['promise-date'] }),
  field('payment', 'payment.date', 'date', { references: ['payment-date'] }),
  field('payment', 'payment.amount', 'amount', { references: ['payment-date'] }),
];

const byName = new Map(templateFields.map((each) => [each.name, each]));

/** A field by its path; undefined where no message has it. */
export function fieldNamed(path: string): TemplateField | undefined {
  return byName.get(path);
}

/** Whether messages have this field. */
export function isKnownPath(path: string): boolean {
  return byName.has(path);
}

/** Why a step may not use a field; undefined when it may. */
export function notForStep(
  path: string,
  step: { readonly channel: StepChannel; readonly reference: StepReference },
): 'channel' | 'reference' | undefined {
  const known = byName.get(path);
  if (known?.channels && !known.channels.includes(step.channel)) return 'channel';
  return known?.references && !known.references.includes(step.reference) ? 'reference' : undefined;
}

// What a message that states an account may name of it, beside the creditor and the debtor; nothing a reminder claims.
const ofAccount = [
  'balance',
  'asOf',
  'currency',
  'count',
  'statement',
  'items',
  'items.number',
  'items.label',
  'items.issuedOn',
  'items.dueOn',
  'items.amount',
  'items.open',
];
const ofAnybody = ['today', 'reference'];

/** The kinds of campaigns whose text may name a field. */
export function campaignsNaming({
  name,
  group,
}: Pick<TemplateField, 'name' | 'group'>): readonly (typeof campaignKinds)[number][] {
  if (group === 'customer' || group === 'entity' || ofAnybody.includes(name)) return campaignKinds;
  if (ofAccount.includes(name)) return ['statement', 'balance-confirmation'];
  return name === 'payment' ? ['statement'] : [];
}
