import type { TenantDatabase } from '../../../platform/database/index.ts';
import type { OutsideAllowance } from '../../../platform/outbound/index.ts';
import type { Keyring } from '../../../platform/secrets/index.ts';
import { providerOf } from '../providers.ts';
import type { Transport } from '../transports/transport.ts';
import { brevo } from './brevo.ts';
import type { SmsProvider } from './sms-provider.ts';

/** Who can carry text messages. */
export const smsProviderNames = ['brevo'] as const;

/** What asking a provider needs of the house. */
export type SmsHouse = {
  readonly keyring: () => Promise<Keyring>;
  readonly allow?: OutsideAllowance | undefined;
  /** Tests speak to a server of their own. */
  readonly baseUrl?: string | undefined;
};

/** The tenant's provider of text messages; undefined when it chose none: then none leaves. */
export async function smsProviderOf(db: TenantDatabase, house: SmsHouse): Promise<SmsProvider | undefined> {
  const chosen = await providerOf(db, 'sms', house.keyring);
  if (chosen?.provider !== 'brevo' || chosen.secret === '') return undefined;
  const sender = chosen.settings['sender'];
  return brevo({
    apiKey: chosen.secret,
    sender: typeof sender === 'string' ? sender : '',
    allow: house.allow,
    baseUrl: house.baseUrl,
  });
}

/** What carries a tenant's text messages, for the outbox. */
export function smsCarrier(house: SmsHouse): (db: TenantDatabase) => Promise<Transport | undefined> {
  return async (db) => {
    const provider = await smsProviderOf(db, house);
    if (!provider) return undefined;
    return {
      name: 'sms',
      deliver: async (parcel) => {
        if (parcel.channel !== 'sms') throw new Error(`a ${parcel.channel} is no text message`);
        return provider.send(parcel);
      },
      close: () => Promise.resolve(),
    };
  };
}

/** Whether the tenant's provider answers to its key; sends nothing. */
export async function checkSmsProvider(
  db: TenantDatabase,
  house: SmsHouse,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly detail: string }> {
  const provider = await smsProviderOf(db, house);
  return provider ? provider.check() : { ok: false, detail: 'no provider' };
}
