import { lookup as lookUpName } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { ReplyMailboxView } from '@quitus/contract';
import type { ImapFlow } from 'imapflow';
import { isPublicAddress, type OutsideAllowance } from '../../../platform/outbound/index.ts';
import type { ImapUrl } from './imap-url.ts';

export type MailboxFailure = Exclude<NonNullable<ReplyMailboxView['lastFailure']>, 'ok'>;

/** Why a mailbox could not be read, as a code; the words of the other side may hold anything. */
export class MailboxError extends Error {
  readonly failure: MailboxFailure;
  constructor(failure: MailboxFailure, detail: string) {
    super(detail);
    this.failure = failure;
  }
}

const connectMs = 15_000;
const silentMs = 60_000;

/**
 * Signs in to a mailbox. An account from the settings is held to public addresses and encryption, except hosts the administrator vouches for;
 * the installation's own is not.
 */
export async function openMailbox(
  account: ImapUrl,
  trust: { readonly account: 'own' | 'installation'; readonly allow: OutsideAllowance },
): Promise<ImapFlow> {
  const vouched = trust.account === 'installation' || trust.allow.includes(`${account.host}:${account.port}`);
  const address = vouched ? account.host : await publicAddressOf(account.host);
  // Read with the first mailbox: most installations ask none.
  const { ImapFlow: Client } = await import('imapflow');
  const client = new Client({
    host: address,
    ...(isIP(account.host) === 0 ? { servername: account.host } : {}),
    port: account.port,
    secure: account.secure,
    // A password never goes over an open line, unless to a host the administrator vouches for.
    ...(account.secure || vouched ? {} : { doSTARTTLS: true }),
    auth: { user: account.user, pass: account.password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silentMs,
  });
  // Without a listener a broken line ends the process; whoever waits for an answer hears of it too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw asMailboxError(error);
  }
}

/** What went wrong, as one of our codes. */
export function asMailboxError(error: unknown): MailboxError {
  if (error instanceof MailboxError) return error;
  const {
    code = '',
    message = 'unknown',
    authenticationFailed = false,
  } = (error ?? {}) as {
    code?: string;
    message?: string;
    authenticationFailed?: boolean;
  };
  const detail = `${code} ${message}`.trim().slice(0, 300);
  if (authenticationFailed) return new MailboxError('sign-in-refused', detail);
  if (/timeout|ETIMEDOUT/i.test(`${code} ${message}`)) return new MailboxError('timeout', detail);
  if (/ENOTFOUND|ECONN|EHOST|ENET|EAI_|NoConnection|CERT|TLS|SSL|SELF_SIGNED/i.test(`${code} ${message}`))
    return new MailboxError('unreachable', detail);
  return new MailboxError('failed', detail);
}

// Looked up once and connected to by address: a name cannot change its mind in between.
async function publicAddressOf(host: string): Promise<string> {
  const addresses =
    isIP(host) === 0
      ? await lookUpName(host, { all: true }).catch((error: unknown) => {
          throw asMailboxError(error);
        })
      : [{ address: host }];
  const [first] = addresses;
  if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
    throw new MailboxError('address-not-allowed', 'an address that is not public');
  return first.address;
}

/** Signs in, looks into the folder, signs out. */
export async function testMailbox(
  account: ImapUrl,
  folder: string,
  trust: { readonly account: 'own' | 'installation'; readonly allow: OutsideAllowance },
): Promise<{ outcome: 'ok' | MailboxFailure; messages: number | null; folders: string[] }> {
  let client: ImapFlow | undefined;
  try {
    client = await openMailbox(account, trust);
    const folders = (await client.list()).map(({ path }) => path).slice(0, 200);
    if (!folders.some((path) => path.toLowerCase() === folder.toLowerCase()))
      return { outcome: 'folder-unknown', messages: null, folders };
    const lock = await client.getMailboxLock(folder);
    const messages = client.mailbox ? client.mailbox.exists : null;
    lock.release();
    return { outcome: 'ok', messages, folders };
  } catch (error) {
    return { outcome: asMailboxError(error).failure, messages: null, folders: [] };
  } finally {
    await client?.logout().catch(() => client?.close());
  }
}
