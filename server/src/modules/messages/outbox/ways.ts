import type { TenantDatabase } from '../../../platform/database/index.ts';
import type { DkimSigning } from '../mail.ts';
import type { MessageChannel, TransportName } from '../message.ts';
import { type MailServersOf, openMailServers } from '../senders/mail-servers.ts';
import { type SenderRow, senderRows } from '../senders/sender.ts';
import { localMailbox } from '../transports/local-mailbox.ts';
import type { Carriers, Transport } from '../transports/transport.ts';

/** The ways out of the machine during one run. */
export type Ways = {
  /** The mailboxes that mail may leave from. */
  readonly senders: readonly SenderRow[];
  /** Opens what carries these channels; to be called before any of them is on its way. */
  open(channels: Iterable<MessageChannel>): Promise<void>;
  /** What a message of this channel takes when it may leave; undefined: nobody carries it. */
  nameOf(channel: MessageChannel, sender: SenderRow | undefined): TransportName | undefined;
  transportFor(channel: MessageChannel, name: TransportName, sender: SenderRow | undefined): Promise<Transport>;
  dkimOf(sender: SenderRow | undefined): Promise<DkimSigning | undefined>;
  /** Closes what was opened here; the installation's mail server is not. */
  close(): Promise<void>;
};

/** The ways that are open: the mail servers, and whoever carries the other channels. As long as there is no mail server at all, mail goes to the local mailbox. */
export async function openWays(
  db: TenantDatabase,
  delivery: MailServersOf & { readonly carriers?: Carriers | undefined },
): Promise<Ways> {
  const local = localMailbox(db);
  const servers = openMailServers(delivery);
  const senders = await senderRows(db);
  const opening = new Map<MessageChannel, Promise<void>>();
  const opened = new Map<MessageChannel, Transport>();

  async function openOne(channel: MessageChannel): Promise<void> {
    const carrier = channel === 'e-mail' ? undefined : await delivery.carriers?.[channel]?.(db);
    if (carrier) opened.set(channel, carrier);
  }

  return {
    senders,
    open: async (channels) => {
      for (const channel of new Set(channels)) {
        if (!opening.has(channel)) opening.set(channel, openOne(channel));
        await opening.get(channel);
      }
    },
    nameOf: (channel, sender) => {
      if (channel !== 'e-mail') return opened.get(channel)?.name;
      if (delivery.smtp || sender?.smtpUrl) return 'smtp';
      return senders.some((other) => other.smtpUrl !== null) ? undefined : 'local';
    },
    transportFor: async (channel, name, sender) => {
      const way = name === 'local' ? local : channel === 'e-mail' ? await servers.of(sender) : opened.get(channel);
      if (!way) throw new Error(`nothing carries ${channel} by ${name}`);
      return way;
    },
    dkimOf: servers.dkimOf,
    close: async () => {
      for (const way of opened.values()) await way.close();
      await servers.close();
    },
  };
}
