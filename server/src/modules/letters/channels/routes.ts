import { channelsRoutes } from '@quitus/contract';
import { type Context, implement, type Implementation } from '../../../platform/http/index.ts';
import { checkSmsProvider } from '../../messages/index.ts';
import { letterProviderOf, type LetterHouse } from '../providers/carry.ts';
import type { ChannelView } from '@quitus/contract';
import { channelView, clearChannel, listChannels, setChannel } from './channel-list.ts';

type Tested = { outcome: 'ok' | 'refused' | 'unreachable' | 'not-set'; detail: string };

/** Who carries text messages and letters, over HTTP. */
export function channelsHandlers(house: LetterHouse): Implementation {
  return implement(channelsRoutes, {
    'GET /channels': async ({ context }) => ({ rows: await listChannels(context.db) }),
    'PUT /channels/{channel}': async ({ params, body, context }) => {
      const keyring = await house.keyring();
      await context.db.transaction((tx) => setChannel(tx, params.channel, body, keyring, context.actor));
      return channelView(context.db, params.channel);
    },
    'DELETE /channels/{channel}': async ({ params, context }) => {
      await context.db.transaction((tx) => clearChannel(tx, params.channel, context.actor));
      return channelView(context.db, params.channel);
    },
    'POST /channels/{channel}/test': ({ params, context }) => test(house, context, params.channel),
  });
}

// Asked while the person waits; nothing is sent, nothing recorded.
async function test(house: LetterHouse, { db }: Context, channel: ChannelView['channel']): Promise<Tested> {
  const { provider } = await channelView(db, channel);
  if (provider === null) return { outcome: 'not-set', detail: '' };
  if (channel === 'sms') {
    const answer = await checkSmsProvider(db, {
      keyring: house.keyring,
      allow: house.allow,
      baseUrl: house.baseUrls?.[provider],
    });
    return answer.ok ? { outcome: 'ok', detail: '' } : { outcome: 'refused', detail: answer.detail };
  }
  const asked = await letterProviderOf(db, channel, house);
  return asked ? asked.check() : { outcome: 'not-set', detail: '' };
}
