import type { ChannelView } from '@quitus/contract';
import { carriedChannels } from '@quitus/contract';
import type { Actor } from '../../../kernel/actor.ts';
import type { Queryable, Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import type { Keyring } from '../../../platform/secrets/index.ts';
import { chooseProvider, dropProvider, providerChoices, providerOf } from '../../messages/index.ts';
import { providersFor, readFields, withoutCarrier } from '../providers/provider-catalogue.ts';

type Channel = ChannelView['channel'];

/** Each channel with who carries it and who could. */
export async function listChannels(db: Queryable): Promise<ChannelView[]> {
  const chosen = new Map((await providerChoices(db)).map((choice) => [choice.channel, choice]));
  return carriedChannels.map((channel) => {
    const choice = chosen.get(channel);
    return {
      channel,
      provider: choice?.provider ?? null,
      settings: Object.fromEntries(
        Object.entries(choice?.settings ?? {}).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      ),
      hasSecret: choice?.hasSecret ?? false,
      changedBy: choice?.changedBy ?? null,
      changedAt: choice?.changedAt.toString() ?? null,
      without: withoutCarrier[channel],
      providers: providersFor(channel),
    };
  });
}

/** One channel. */
export async function channelView(db: Queryable, channel: Channel): Promise<ChannelView> {
  const found = (await listChannels(db)).find((one) => one.channel === channel);
  if (!found) throw new Error(`no channel ${channel}`);
  return found;
}

/** Chooses who carries a channel; what is said of it never holds a secret. */
export async function setChannel(
  tx: Transaction,
  channel: Channel,
  chosen: { readonly provider: string; readonly fields: Readonly<Record<string, string>> },
  keyring: Keyring,
  by: Actor,
): Promise<void> {
  const before = await providerOf(tx, channel, () => Promise.resolve(keyring));
  const { settings, secret } = readFields(channel, chosen.provider, chosen.fields, before);
  await chooseProvider(tx, { channel, provider: chosen.provider, settings, secret }, keyring, by);
  await recordEvent(tx, {
    kind: 'channels.changed',
    actor: by,
    details: { channel, from: before?.provider ?? null, to: chosen.provider },
  });
}

/** Nobody carries the channel any more. */
export async function clearChannel(tx: Transaction, channel: Channel, by: Actor): Promise<void> {
  const before = (await providerChoices(tx)).find((one) => one.channel === channel);
  if (!before) return;
  await dropProvider(tx, channel);
  await recordEvent(tx, { kind: 'channels.changed', actor: by, details: { channel, from: before.provider, to: null } });
}
