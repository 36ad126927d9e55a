import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import type { OutsideAllowance } from '../../../platform/outbound/index.ts';
import type { Keyring } from '../../../platform/secrets/index.ts';
import { type Carriers, type Letter, type LetterChannel, providerOf, type Transport } from '../../messages/index.ts';
import { printTransport } from '../print/print-transport.ts';
import { ar24 } from './ar24.ts';
import type { Addressee, LetterProvider } from './letter-provider.ts';
import { mySendingBox } from './mysendingbox.ts';
import { readSecrets } from './provider-catalogue.ts';

/** What asking a provider of letters needs of the house. */
export type LetterHouse = {
  readonly keyring: () => Promise<Keyring>;
  readonly allow?: OutsideAllowance | undefined;
  readonly now: () => Temporal.Instant;
  /** Tests speak to servers of their own, by the provider's name. */
  readonly baseUrls?: Readonly<Record<string, string>> | undefined;
};

const letterChannels = ['letter', 'registered-letter', 'registered-e-letter'] as const satisfies readonly LetterChannel[];

/** Who carries letters, for the outbox: the provider chosen; else paper goes on the pile of the house's own printer, and registered e-mail does not leave. */
export function letterCarriers(house: LetterHouse): Carriers {
  const carrier =
    (channel: LetterChannel) =>
    async (db: TenantDatabase): Promise<Transport> => {
      const provider = await letterProviderOf(db, channel, house);
      if (provider) return providerTransport(db, channel, provider);
      return channel === 'registered-e-letter' ? nobody : printTransport(db);
    };
  return Object.fromEntries(letterChannels.map((channel) => [channel, carrier(channel)]));
}

/** The provider a tenant chose for a channel, ready to be asked; undefined without one, or when its account is not complete. */
export async function letterProviderOf(
  db: TenantDatabase,
  channel: LetterChannel,
  house: LetterHouse,
): Promise<LetterProvider | undefined> {
  const chosen = await providerOf(db, channel, house.keyring);
  if (!chosen) return undefined;
  const secrets = readSecrets(chosen.provider, chosen.secret);
  const setting = (name: string): string | undefined => {
    const value = chosen.settings[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const reach = (baseUrl: string) => ({ baseUrl: house.baseUrls?.[chosen.provider] ?? baseUrl, allow: house.allow });
  if (chosen.provider === 'mysendingbox' && secrets['apiKey']) {
    const postage = setting('postage');
    const account = {
      apiKey: secrets['apiKey'],
      colour: setting('colour') === 'color' ? ('color' as const) : ('bw' as const),
      sides: setting('sides') === 'one' ? ('one' as const) : ('two' as const),
      postage: postage === 'ecopli' || postage === 'prioritaire' ? (postage as 'ecopli' | 'prioritaire') : ('verte' as const),
      addressPage: setting('addressPage') === 'first_page' ? ('first_page' as const) : ('insert_blank_page' as const),
    };
    return mySendingBox(account, reach('https://api.mysendingbox.fr'));
  }
  const userId = setting('userId');
  if (chosen.provider === 'ar24' && secrets['token'] && secrets['privateKey'] && userId) {
    const host = setting('environment') === 'sandbox' ? 'https://sandbox.ar24.fr/api' : 'https://app.ar24.fr/api';
    return ar24(
      { token: secrets['token'], privateKey: secrets['privateKey'], userId, otpSecret: secrets['otpSecret'] },
      reach(host),
      house.now,
    );
  }
  return undefined;
}

/** Registered e-mail that nobody carries: it fails and a person is told, for a formal notice that only seems to have left would be worse. */
const nobody: Transport = {
  name: 'registered',
  deliver: () => Promise.resolve({ outcome: 'permanent', code: 'no-provider', detail: '' }),
  close: () => Promise.resolve(),
};

function providerTransport(db: TenantDatabase, channel: LetterChannel, provider: LetterProvider): Transport {
  return {
    name: channel === 'registered-e-letter' ? 'registered' : 'post',
    deliver: async (parcel) => {
      if (parcel.channel === 'e-mail' || parcel.channel === 'sms') throw new Error(`a ${parcel.channel} is no letter`);
      return provider.send(parcel, await addresseeOf(db, parcel));
    },
    close: () => Promise.resolve(),
  };
}

function addresseeOf(db: TenantDatabase, letter: Letter): Promise<Addressee> {
  return db.one<Addressee>(sql`
    select customer.name as company, customer.code as reference,
      -- Of whom we do not know it we do not take it for granted.
      customer.kind in ('business', 'public') as professional,
      coalesce(contact.registered_consent_on <= (${letter.date.toString()}::timestamptz at time zone 'UTC')::date, false) as consented
    from messages.message
    join customers.customer on customer.tenant_id = message.tenant_id and customer.id = message.customer_id
    left join customers.contact on contact.tenant_id = message.tenant_id and contact.id = message.contact_id
    where message.id = ${letter.messageId}
  `);
}
