import { createPrivateKey } from 'node:crypto';
import type { OutsideAllowance } from '../../../platform/outbound/index.ts';
import { type Keyring, type SealedColumn, unseal } from '../../../platform/secrets/index.ts';
import type { DkimSigning } from '../mail.ts';
import { smtpTransport } from '../transports/smtp.ts';
import type { Delivery, Transport } from '../transports/transport.ts';
import { senderDkimKey, type SenderRow, senderUrl } from './sender.ts';

/** Where the mail of each mailbox is handed over, opened when first asked for. */
export type MailServers = {
  /** The mailbox's own server, else the installation's; undefined when there is neither. */
  of(sender: SenderRow | undefined): Promise<Transport | undefined>;
  dkimOf(sender: SenderRow | undefined): Promise<DkimSigning | undefined>;
  /** Closes the mailboxes' own; the installation's is not ours. */
  close(): Promise<void>;
};

export type MailServersOf = {
  readonly smtp?: Transport | undefined;
  readonly keyring?: (() => Promise<Keyring>) | undefined;
  readonly outboundAllow?: OutsideAllowance | undefined;
};

/** The mail servers of one run. A mailbox whose secrets cannot be opened, or whose server did not answer a moment ago, puts its mail off and nobody else's. */
export function openMailServers({ smtp, keyring, outboundAllow = [] }: MailServersOf): MailServers {
  const own = new Map<string, Promise<Transport>>();
  const keys = new Map<string, Promise<DkimSigning>>();

  async function secretOf(column: SealedColumn, sealed: string): Promise<string> {
    if (!keyring) throw new Error('this program holds no keys');
    return unseal(await keyring(), column, sealed);
  }

  async function ownServer(sealed: string): Promise<Transport> {
    let url: string;
    try {
      url = await secretOf(senderUrl, sealed);
    } catch (error) {
      return refusing({ outcome: 'temporary', detail: error instanceof Error ? error.message : 'unknown' });
    }
    return restingOnce(smtpTransport(url, { outside: outboundAllow }));
  }

  return {
    of: async (sender) => {
      if (sender?.smtpUrl == null) return smtp;
      let opened = own.get(sender.id);
      if (!opened) own.set(sender.id, (opened = ownServer(sender.smtpUrl)));
      return opened;
    },
    dkimOf: async (sender) => {
      const { dkimDomain: domain, dkimSelector: selector, dkimKey } = sender ?? {};
      if (!sender || !domain || !selector || !dkimKey) return undefined;
      let key = keys.get(sender.id);
      if (!key)
        keys.set(
          sender.id,
          // Parsed once: for each mail it would cost as much as the rest of writing it.
          (key = secretOf(senderDkimKey, dkimKey).then((pem) => ({ domain, selector, key: createPrivateKey(pem) }))),
        );
      return key;
    },
    close: async () => {
      for (const opened of own.values()) await (await opened).close();
    },
  };
}

function refusing(delivery: Delivery): Transport {
  return { name: 'smtp', deliver: () => Promise.resolve(delivery), close: () => Promise.resolve() };
}

/** Once nobody answers, the rest of the run is not kept waiting for the same silence. */
function restingOnce(transport: Transport): Transport {
  let silent: Delivery | undefined;
  return {
    name: transport.name,
    deliver: async (parcel) => {
      if (silent) return silent;
      const delivery = await transport.deliver(parcel);
      // One mailbox's server is down: the others' mail goes on.
      if (delivery.outcome !== 'temporary' || !delivery.unreachable) return delivery;
      silent = { outcome: 'temporary', detail: delivery.detail };
      return silent;
    },
    close: () => transport.close(),
  };
}
