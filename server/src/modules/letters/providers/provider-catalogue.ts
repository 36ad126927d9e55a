import type { ChannelView } from '@quitus/contract';
import { isSmsSender, smsProviderNames } from '../../messages/index.ts';
import { refuse } from '../refusals.ts';

type Channel = ChannelView['channel'];
type Field = ChannelView['providers'][number]['fields'][number];
type Described = { readonly name: string; readonly channels: readonly Channel[]; readonly fields: readonly Field[] };

const text = (name: string, required = true): Field => ({ name, secret: false, required, choices: [] });
const secret = (name: string, required = true): Field => ({ name, secret: true, required, choices: [] });
const choice = (name: string, ...choices: string[]): Field => ({ name, secret: false, required: false, choices });

const described: readonly Described[] = [
  ...smsProviderNames.map((name): Described => ({ name, channels: ['sms'], fields: [text('sender'), secret('apiKey')] })),
  {
    name: 'mysendingbox',
    channels: ['letter', 'registered-letter'],
    fields: [
      secret('apiKey'),
      choice('postage', 'verte', 'ecopli', 'prioritaire'),
      choice('colour', 'bw', 'color'),
      choice('sides', 'two', 'one'),
      choice('addressPage', 'insert_blank_page', 'first_page'),
    ],
  },
  {
    name: 'ar24',
    channels: ['registered-e-letter'],
    fields: [
      secret('token'),
      secret('privateKey'),
      text('userId'),
      secret('otpSecret', false),
      choice('environment', 'production', 'sandbox'),
    ],
  },
];

/** What becomes of messages of a channel that nobody carries, once they may leave. */
export const withoutCarrier: Readonly<Record<Channel, ChannelView['without']>> = {
  sms: 'fails',
  letter: 'print',
  'registered-letter': 'print',
  'registered-e-letter': 'fails',
};

/** Who can carry a channel, and what each wants to know. */
export function providersFor(channel: Channel): ChannelView['providers'] {
  return described.filter((one) => one.channels.includes(channel)).map(({ name, fields }) => ({ name, fields: [...fields] }));
}

/** What a person filled in, in settings and a secret to seal; secrets left out are not changed. Refuses an unknown provider, an unknown field, a missing or impossible one. */
export function readFields(
  channel: Channel,
  provider: string,
  filled: Readonly<Record<string, string>>,
  kept: { readonly provider: string; readonly secret: string } | undefined,
): { readonly settings: Readonly<Record<string, string>>; readonly secret: string } {
  const fields = providersFor(channel).find((one) => one.name === provider)?.fields;
  if (!fields) throw refuse('channel.provider-unknown', { channel, provider });
  for (const name of Object.keys(filled))
    if (!fields.some((field) => field.name === name)) throw refuse('channel.field-unknown', { field: name });
  const before = kept?.provider === provider ? readSecrets(provider, kept.secret) : {};
  const valueOf = (field: Field): string => filled[field.name]?.trim() || (field.secret ? (before[field.name] ?? '') : '');
  for (const field of fields) {
    const value = valueOf(field);
    if (value === '' ? field.required : field.choices.length > 0 && !field.choices.includes(value))
      throw refuse('channel.field-missing', { field: field.name });
    if (channel === 'sms' && field.name === 'sender' && !isSmsSender(value))
      throw refuse('channel.field-missing', { field: field.name });
  }
  const pick = (secrets: boolean): Record<string, string> =>
    Object.fromEntries(
      fields.filter((field) => field.secret === secrets && valueOf(field) !== '').map((field) => [field.name, valueOf(field)]),
    );
  return { settings: pick(false), secret: writeSecrets(fields, pick(true)) };
}

// One secret is kept as it is, several as JSON: text messages know theirs as the key itself.
function writeSecrets(fields: readonly Field[], secrets: Readonly<Record<string, string>>): string {
  const names = fields.filter((field) => field.secret).map((field) => field.name);
  return names.length === 1 ? (secrets[names[0] ?? ''] ?? '') : JSON.stringify(secrets);
}

/** The secrets of a provider by their fields. */
export function readSecrets(provider: string, stored: string): Readonly<Record<string, string>> {
  const names = (described.find((one) => one.name === provider)?.fields ?? [])
    .filter((field) => field.secret)
    .map((field) => field.name);
  if (stored === '') return {};
  // The cast: we wrote it, as an object of texts.
  return names.length === 1 ? { [names[0] ?? '']: stored } : (JSON.parse(stored) as Record<string, string>);
}
