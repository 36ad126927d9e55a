import type { Actor } from '../../kernel/actor.ts';
import { isDay } from '../../kernel/days.ts';
import { jsonb, type Queryable, sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { refuse } from './refusals.ts';

type Kind<V> = {
  readonly default: V;
  readonly kind: 'choice' | 'number' | 'amount' | 'boolean' | 'numbers' | 'text' | 'number-or-off' | 'day';
  readonly choices?: readonly string[];
  /** Reads a value as people or the command line give it; undefined when it is not one. */
  readonly read: (value: unknown) => V | undefined;
};

const wholeNumber =
  (from: number, to: number) =>
  (value: unknown): number | undefined => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isInteger(number) && number >= from && number <= to ? number : undefined;
  };
const decimalNumber =
  (from: number, to: number) =>
  (value: unknown): number | undefined => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value.replace(',', '.')) : value;
    return typeof number === 'number' && Number.isFinite(number) && number >= from && number <= to ? number : undefined;
  };
const oneOf = <const Choices extends readonly string[]>(choices: Choices, standard: Choices[number]): Kind<Choices[number]> => ({
  default: standard,
  kind: 'choice',
  choices,
  read: (value) => choices.find((choice) => choice === value),
});
const number = (standard: number, from: number, to: number): Kind<number> => ({
  default: standard,
  kind: 'number',
  read: wholeNumber(from, to),
});
const numberOrOff = (standard: number, from: number, to: number): Kind<number | 'off'> => ({
  default: standard,
  kind: 'number-or-off',
  read: (value) => (value === 'off' ? 'off' : decimalNumber(from, to)(value)),
});

function readBounds(value: unknown): number[] | undefined {
  const list =
    typeof value === 'string'
      ? value
          .split(/[,; ]+/)
          .filter(Boolean)
          .map(Number)
      : value;
  if (!Array.isArray(list) || list.length === 0 || list.length > 8) return undefined;
  const bounds = list.filter((one): one is number => Number.isInteger(one) && one > 0);
  return bounds.length === list.length && bounds.every((one, index) => index === 0 || one > (bounds[index - 1] ?? 0))
    ? bounds
    : undefined;
}

// As people write them: 8:30-18:00, 8h30 - 18h, 09:00–17:30.
function readHours(value: unknown): string | undefined {
  const found = typeof value === 'string' ? /^\s*(\d{1,2})[:h](\d{2})?\s*[-–]\s*(\d{1,2})[:h](\d{2})?\s*$/i.exec(value) : null;
  if (!found) return undefined;
  const [, fromHour = '', fromMinute = '00', untilHour = '', untilMinute = '00'] = found;
  if (Math.max(Number(fromHour), Number(untilHour)) > 23 || Math.max(Number(fromMinute), Number(untilMinute)) > 59)
    return undefined;
  const [from, until] = [`${fromHour.padStart(2, '0')}:${fromMinute}`, `${untilHour.padStart(2, '0')}:${untilMinute}`];
  return from < until ? `${from}-${until}` : undefined;
}

/** Every tenant setting: its default and how a value is read. The command line, the API and the screen share this list. */
export const settings = {
  'sending.mode': oneOf(['test', 'pilot', 'live'], 'test'),
  'sending.pilotGroup': {
    default: '',
    kind: 'text',
    read: (value) => (typeof value === 'string' ? value : undefined),
  } as Kind<string>,
  /** Set by a restore: what left since the backup is not known, so nothing leaves until a person has looked. */
  'sending.held': oneOf(['no', 'after-restore'], 'no'),
  'freshness.hours': numberOrOff(36, 1, 10_000),
  /** What a mail may weigh as it leaves, with its attachments; mail servers refuse more than ten to twenty-five megabytes. */
  'mail.maxBytes': number(10_000_000, 100_000, 50_000_000),
  /** Conversations with mail servers at once: many allow ten of a client, some three, one's own as many as it can. */
  'mail.connections': number(10, 1, 50),
  'run.maxMessages': number(200, 0, 10_000_000),
  'run.breaker': numberOrOff(3, 1, 1000),
  'recall.minutes': number(10, 0, 1440),
  'contact.window': oneOf(['business', 'always'], 'business'),
  /** Hours of an office day in which businesses and public bodies are written to; private persons have their own (decree on canvassing). */
  'contact.hours': { default: '08:30-18:00', kind: 'text', read: readHours } as Kind<string>,
  'contact.minDays': number(5, 0, 90),
  'contact.perDay': number(1, 1, 20),
  'contact.afterInvoiceDays': number(5, 0, 90),
  /** Whether the daily run sends invoices that were never sent. */
  'invoices.send': oneOf(['off', 'to-confirm', 'automatic'], 'to-confirm'),
  /** Whether invoices that go along with reminders and answers are marked DUPLICATA: what was sent before is the original. */
  'invoices.copyMark': oneOf(['off', 'on'], 'off'),
  /** Days a formal notice gives to pay, counted from the day it leaves: eight are the custom. */
  'notice.days': number(8, 1, 60),
  'dunning.grouping': oneOf(['payer', 'payer-and-parent', 'none'], 'payer'),
  'golive.waive': oneOf(['no', 'yes'], 'no'),
  /** Said by a person: the accounting system sends no reminders of its own any more. */
  'golive.ownReminders': oneOf(['unknown', 'off'], 'unknown'),
  'golive.on': {
    default: '',
    kind: 'day',
    read: (value) => (typeof value === 'string' && (value === '' || isDay(value)) ? value : undefined),
  } as Kind<string>,
  'customers.defaultKind': oneOf(['business', 'public', 'consumer', 'unknown'], 'unknown'),
  'aging.bounds': { default: [30, 60, 90], kind: 'numbers', read: readBounds } as Kind<number[]>,
  'promise.graceDays': number(3, 0, 30),
  'saysPaid.days': number(7, 1, 60),
  'dispute.days': number(15, 1, 365),
  'replies.days': number(10, 1, 60),
  'replies.automatic': oneOf(['none', 'send-document'], 'none'),
  'floor.amount': {
    default: '20.00',
    kind: 'amount',
    read: (value) => (/^\d+(\.\d{1,2})?$/.test(String(value)) ? String(value) : undefined),
  } as Kind<string>,
  'stock.maxSettledShare': { default: 0.3, kind: 'number', read: decimalNumber(0, 1) } as Kind<number>,
  'stock.maxChange': { default: 2, kind: 'number', read: decimalNumber(1, 1000) } as Kind<number>,
  'dso.target': numberOrOff(45, 1, 365),
  'interest.yearDays': oneOf(['365', 'actual'], '365'),
  'interest.graceDays': number(0, 0, 90),
  'interest.minimum': {
    default: '0.00',
    kind: 'amount',
    read: (value) => (/^\d{1,9}(\.\d{1,2})?$/.test(String(value)) ? String(value) : undefined),
  } as Kind<string>,
  'interest.showFrom': {
    default: '100.00',
    kind: 'amount',
    read: (value) => (/^\d{1,9}(\.\d{1,2})?$/.test(String(value)) ? String(value) : undefined),
  } as Kind<string>,
  /** Currencies, besides the entity's own, that are paid to its account. */
  'payment.currencies': {
    default: '',
    kind: 'text',
    read: (value) => (typeof value === 'string' && /^([A-Z]{3}([, ]+|$))*$/.test(value) ? value : undefined),
  } as Kind<string>,
  'security.secondStep': oneOf(['optional', 'required'], 'optional'),
  'security.idleHours': number(72, 1, 720),
} as const;
export type SettingKey = keyof typeof settings;
export type SettingValue<Key extends SettingKey> = (typeof settings)[Key] extends Kind<infer V> ? V : never;

/** Whether a text names a setting. */
export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settings, key);
}

/** A setting's value in the tenant at hand, or its default. */
export async function readSetting<Key extends SettingKey>(db: Queryable, key: Key): Promise<SettingValue<Key>> {
  const stored = await db.maybe<{ value: unknown }>(sql`select value from identity.setting where key = ${key}`);
  // The casts: `settings` ties each key to its value, which an index by a type parameter cannot express.
  const value = stored === undefined ? undefined : settings[key].read(stored.value);
  return (value ?? settings[key].default) as SettingValue<Key>;
}

/** All settings in one read. */
export async function readSettings(db: Queryable): Promise<{ readonly [Key in SettingKey]: SettingValue<Key> }> {
  const stored = new Map(
    (await db.rows<{ key: string; value: unknown }>(sql`select key, value from identity.setting`)).map((row) => [
      row.key,
      row.value,
    ]),
  );
  return Object.fromEntries(
    Object.entries(settings).map(([key, kind]) => [
      key,
      (stored.has(key) ? kind.read(stored.get(key)) : undefined) ?? kind.default,
    ]),
  ) as { readonly [Key in SettingKey]: SettingValue<Key> };
}

/** Changes a setting, with the old and new value in the audit. Refuses an unknown key and a value it cannot read. */
export async function changeSetting(
  tx: Transaction,
  key: string,
  value: unknown,
  by: Actor,
): Promise<{ key: SettingKey; value: unknown }> {
  if (!isSettingKey(key)) throw refuse('setting.unknown', { key });
  const read = settings[key].read(value);
  if (read === undefined) throw refuse('setting.invalid', { key, value: String(value).slice(0, 60) });
  const before = await readSetting(tx, key);
  await tx.run(sql`
    insert into identity.setting (tenant_id, key, value, changed_by)
    values (${tx.tenantId}, ${key}, ${jsonb(read)}, ${by.name})
    on conflict (tenant_id, key) do update set value = excluded.value, changed_at = now(), changed_by = excluded.changed_by
  `);
  await recordEvent(tx, { kind: 'settings.changed', actor: by, details: { key, before, after: read } });
  return { key, value: read };
}
