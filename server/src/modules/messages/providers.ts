import type { Actor } from '../../kernel/actor.ts';
import { jsonb, type Queryable, sql, type Transaction } from '../../platform/database/index.ts';
import { type Keyring, seal, sealedColumn, unseal } from '../../platform/secrets/index.ts';
import type { MessageChannel } from './message.ts';

/** The channels somebody else can carry; e-mail has its own settings. */
export type CarriedChannel = Exclude<MessageChannel, 'e-mail'>;

/** Who carries a channel, as the settings show it: the secret is never answered. */
export type ProviderChoice = {
  readonly channel: CarriedChannel;
  readonly provider: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly hasSecret: boolean;
  readonly changedBy: string;
  readonly changedAt: Temporal.Instant;
};

/** What a provider wants to know us by. */
export const providerSecret = sealedColumn('messages.provider', ['tenant_id', 'channel'], 'secret', 'channel-provider');

/** The channels for which a provider was chosen. */
export function providerChoices(db: Queryable): Promise<ProviderChoice[]> {
  return db.rows<ProviderChoice>(sql`
    select channel, provider, settings, secret is not null as "hasSecret", changed_by as "changedBy", changed_at as "changedAt"
    from messages.provider
    order by channel
  `);
}

/** Who carries a channel, with its secret readable; undefined: nobody, so nothing leaves by it. */
export async function providerOf(
  db: Queryable,
  channel: CarriedChannel,
  keyring: () => Promise<Keyring>,
): Promise<
  { readonly provider: string; readonly settings: Readonly<Record<string, unknown>>; readonly secret: string } | undefined
> {
  const row = await db.maybe<{ provider: string; settings: Record<string, unknown>; secret: string | null }>(sql`
    select provider, settings, secret from messages.provider where channel = ${channel}
  `);
  if (!row) return undefined;
  const secret = row.secret === null ? '' : unseal(await keyring(), providerSecret, row.secret);
  return { provider: row.provider, settings: row.settings, secret };
}

/** Chooses who carries a channel. Without a secret the one kept stays, as long as the provider does. */
export async function chooseProvider(
  tx: Transaction,
  chosen: {
    readonly channel: CarriedChannel;
    readonly provider: string;
    readonly settings: Readonly<Record<string, unknown>>;
    readonly secret?: string | undefined;
  },
  keyring: Keyring,
  by: Actor,
): Promise<void> {
  const sealed = chosen.secret === undefined ? null : seal(keyring, providerSecret, chosen.secret);
  await tx.run(sql`
    insert into messages.provider (tenant_id, channel, provider, settings, secret, changed_by)
    values (${tx.tenantId}, ${chosen.channel}, ${chosen.provider}, ${jsonb(chosen.settings)}, ${sealed}, ${by.name})
    on conflict (tenant_id, channel) do update
      set provider = excluded.provider, settings = excluded.settings, changed_by = excluded.changed_by, changed_at = now(),
        secret = coalesce(excluded.secret, case when provider.provider = excluded.provider then provider.secret end)
  `);
}

/** Nobody carries the channel any more: none of its messages leaves. Answers whether anybody did. */
export async function dropProvider(tx: Transaction, channel: CarriedChannel): Promise<boolean> {
  return (await tx.run(sql`delete from messages.provider where channel = ${channel}`)) > 0;
}
