import type { OutputOf } from '@quitus/contract/client';
import { formatDay, formatInstant, formatMoney } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';

export type AuditEvent = OutputOf<'GET /audit/events'>['events'][number];

export interface Reader {
  readonly language: Language;
  readonly texts: Texts;
}

// Fields whose value is a code of ours: only these are put into words, so that a customer named "import" keeps its name.
const coded = new Set([
  'action',
  'channel',
  'decision',
  'means',
  'method',
  'nature',
  'outcome',
  'permissions',
  'reason',
  'role',
  'source',
  'state',
  'type',
]);

function wordsOfCodes({ texts }: Reader): Readonly<Record<string, string>> {
  return {
    ...texts.auditScreen.values,
    ...texts.customer.disputeTypes,
    ...texts.common.channels,
    ...texts.developers.keys.short,
    ...texts.people.roles,
  };
}

/** What an event tells of a field, as people write it: amounts and days in the reader's form, codes in words. */
export function valueWords(field: string, value: string, reader: Reader, currency?: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(reader.language, value);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return formatInstant(reader.language, value);
  if (currency !== undefined && field === 'amount' && /^-?\d+(\.\d+)?$/.test(value))
    return formatMoney(reader.language, value, currency);
  if (field === 'key') return settingLabel(value, reader);
  if (!coded.has(field)) return value;
  const words = wordsOfCodes(reader);
  return value
    .split(', ')
    .map((code) => (Object.hasOwn(words, code) ? (words[code] ?? code) : code))
    .join(', ');
}

function settingLabel(key: string, { texts }: Reader): string {
  const items: Readonly<Record<string, { readonly label: string } | undefined>> = texts.settings.items;
  return items[key]?.label ?? key;
}

/** The name of a field an event tells; a setting has the name its screen gives it. */
export function fieldLabel(change: AuditEvent['changes'][number], reader: Reader): string {
  const setting = settingLabel(change.field, reader);
  return setting === change.field ? change.label : setting;
}

/** The currency an event's amount is in, when it tells one. */
export function currencyOf(event: Pick<AuditEvent, 'changes'>): string | undefined {
  const told = event.changes.find((change) => change.field === 'currency');
  return told?.after ?? told?.before ?? undefined;
}

/** What an event tells by a name: what became of it, else what it was; nothing when it tells neither. */
export function toldValue(event: AuditEvent, name: string): string | undefined {
  if (name === 'customer') return event.customer?.name;
  if (name === 'entity' && event.entity) return event.entity.name;
  const change = event.changes.find((each) => each.field === name);
  return change?.after ?? change?.before ?? undefined;
}
