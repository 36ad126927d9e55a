import type { TenantDatabase } from '../../../platform/database/index.ts';
import type { MessageChannel, TransportName } from '../message.ts';
import { localMailbox } from '../transports/local-mailbox.ts';
import type { Carriers, Transport } from '../transports/transport.ts';

/** The ways out of the machine during one run. */
export type Ways = {
  /** Opens what carries these channels; to be called before any of them is on its way. */
  open(channels: Iterable<MessageChannel>): Promise<void>;
  /** What a message of this channel takes when it may leave. */
  nameOf(channel: MessageChannel): TransportName;
  transportFor(channel: MessageChannel, name: TransportName): Transport;
  /** Closes what was opened here; the mail server is the installation's. */
  close(): Promise<void>;
};

/** Nobody carries a channel: it goes to the local mailbox. */
export function openWays(db: TenantDatabase, smtp: Transport | undefined, carriers: Carriers): Ways {
  const local = localMailbox(db);
  const opening = new Map<MessageChannel, Promise<void>>();
  const opened = new Map<MessageChannel, Transport>();
  if (smtp) opened.set('e-mail', smtp);

  async function openOne(channel: MessageChannel): Promise<void> {
    if (channel === 'e-mail') return;
    const carrier = await carriers[channel]?.(db);
    if (carrier) opened.set(channel, carrier);
  }

  return {
    open: async (channels) => {
      for (const channel of new Set(channels)) {
        if (!opening.has(channel)) opening.set(channel, openOne(channel));
        await opening.get(channel);
      }
    },
    nameOf: (channel) => opened.get(channel)?.name ?? 'local',
    transportFor: (channel, name) => {
      const way = name === 'local' ? local : opened.get(channel);
      if (!way) throw new Error(`nothing carries ${channel} by ${name}`);
      return way;
    },
    close: async () => {
      for (const [channel, way] of opened) if (channel !== 'e-mail') await way.close();
    },
  };
}
