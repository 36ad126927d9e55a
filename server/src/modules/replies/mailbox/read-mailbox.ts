import { mailLimits } from '@quitus/formats';
import type { ImapFlow } from 'imapflow';
import { sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { takeIn } from '../intake/take-in.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import { asMailboxError, MailboxError, openMailbox } from './imap-connection.ts';
import { readImapUrl } from './imap-url.ts';
import { mailboxAccount, type MailboxRow, mailboxRow } from './mailbox-store.ts';

export type MailboxRead = { readonly taken: number; readonly known: number; readonly more: boolean };

const mostAtOnce = 200;
// A mailbox that is new to us, or was numbered anew: what came in these last days is read, the rest is history. What is here already is known again.
const firstDays = 7;

/**
 * Reads what came into the mailbox since the last time, oldest first; each mail and how far we are in one transaction, so that a stop in between
 * neither loses nor doubles one. Then marks it seen or moves it away, as chosen. One reader at a time: the caller holds the job's lock.
 */
export async function readMailbox(
  db: TenantDatabase,
  neighbours: ReplyNeighbours,
  signal?: AbortSignal,
): Promise<MailboxRead | undefined> {
  const account = await mailboxAccount(db, neighbours);
  const settings = await settingsOf(db);
  if (!account || !settings.enabled) return undefined;
  const url = readImapUrl(account.url);
  let client: ImapFlow | undefined;
  try {
    if (!url) throw new MailboxError('failed', 'the URL cannot be read');
    client = await openMailbox(url, { account: account.account, allow: neighbours.outboundAllow });
    const read = await readFolder(db, client, settings, neighbours, signal);
    await noteRead(db, neighbours.now(), null);
    return read;
  } catch (error) {
    if (!isOutside(error)) throw error;
    const { failure } = asMailboxError(error);
    await noteRead(db, neighbours.now(), failure);
    throw asMailboxError(error);
  } finally {
    await client?.logout().catch(() => client?.close());
  }
}

type Settings = Pick<MailboxRow, 'enabled' | 'folder' | 'afterReading' | 'moveTo' | 'uidValidity' | 'lastUid'>;

async function settingsOf(db: TenantDatabase): Promise<Settings> {
  return (
    (await mailboxRow(db)) ?? {
      enabled: true,
      folder: 'INBOX',
      afterReading: 'seen',
      moveTo: null,
      uidValidity: null,
      lastUid: 0n,
    }
  );
}

// Faults of our own database are not the mailbox's.
function isOutside(error: unknown): boolean {
  return !(error instanceof Error && 'severity' in error);
}

async function readFolder(
  db: TenantDatabase,
  client: ImapFlow,
  settings: Settings,
  neighbours: ReplyNeighbours,
  signal: AbortSignal | undefined,
): Promise<MailboxRead> {
  const lock = await client.getMailboxLock(settings.folder).catch((error: unknown) => {
    const outside = asMailboxError(error);
    throw outside.failure === 'failed' ? new MailboxError('folder-unknown', outside.message) : outside;
  });
  try {
    const validity = client.mailbox ? client.mailbox.uidValidity : 0n;
    const continued = settings.uidValidity === validity;
    const waiting = await waitingUids(client, continued ? settings.lastUid : 0n, continued, neighbours.now());
    let [taken, known] = [0, 0];
    for (const { uid, size } of waiting.slice(0, mostAtOnce)) {
      if (signal?.aborted) break;
      const source = await sourceOf(client, uid, size);
      const far = (tx: Transaction) => noteFar(tx, settings.folder, validity, BigInt(uid));
      if (source === undefined) {
        // Gone since it was listed: somebody took it out of the folder.
        await db.transaction(far);
        continue;
      }
      const { created } = await takeIn(db, source, 'imap', neighbours, far);
      if (created) taken += 1;
      else known += 1;
      await putAway(client, uid, settings);
    }
    if (waiting.length === 0 && !continued) await db.transaction((tx) => noteFar(tx, settings.folder, validity, 0n));
    return { taken, known, more: waiting.length > mostAtOnce };
  } finally {
    lock.release();
  }
}

/** UIDs after the last one read, in order, with their sizes; at first those of the last days. */
async function waitingUids(
  client: ImapFlow,
  lastUid: bigint,
  continued: boolean,
  now: Temporal.Instant,
): Promise<{ uid: number; size: number }[]> {
  if (client.mailbox && client.mailbox.exists === 0) return [];
  const since = new Date(now.subtract({ hours: 24 * firstDays }).epochMilliseconds);
  const range = continued ? `${lastUid + 1n}:*` : ((await client.search({ since }, { uid: true })) || []).join(',');
  if (range === '') return [];
  const found: { uid: number; size: number }[] = [];
  for await (const message of client.fetch(range, { uid: true, size: true }, { uid: true })) {
    // `n:*` names the last mail even when its UID is below n (RFC 3501, 6.4.8).
    if (BigInt(message.uid) > lastUid) found.push({ uid: message.uid, size: message.size ?? 0 });
  }
  return found.toSorted((a, b) => a.uid - b.uid);
}

/** A mail's bytes; of one beyond all measure its beginning, one byte more than is read whole, so that it is known to be cut. */
async function sourceOf(client: ImapFlow, uid: number, size: number): Promise<Uint8Array | undefined> {
  const cut = size > mailLimits.bytes;
  const message = await client.fetchOne(
    String(uid),
    { uid: true, source: cut ? { maxLength: mailLimits.bytes + 1 } : true },
    { uid: true },
  );
  return message ? message.source : undefined;
}

async function putAway(client: ImapFlow, uid: number, { afterReading, moveTo }: Settings): Promise<void> {
  if (afterReading === 'nothing') return;
  await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
  if (afterReading !== 'move' || moveTo === null) return;
  const moved = await client.messageMove(String(uid), moveTo, { uid: true }).catch(() => false as const);
  if (moved !== false) return;
  // The folder was not there yet.
  await client.mailboxCreate(moveTo).catch(() => undefined);
  await client.messageMove(String(uid), moveTo, { uid: true });
}

async function noteFar(tx: Transaction, folder: string, validity: bigint, uid: bigint): Promise<void> {
  await tx.run(sql`
    insert into replies.mailbox (tenant_id, folder, uid_validity, last_uid)
    values (${tx.tenantId}, ${folder}, ${validity}, ${uid})
    on conflict (tenant_id) do update
    set last_uid = case when mailbox.uid_validity = excluded.uid_validity then greatest(mailbox.last_uid, excluded.last_uid) else excluded.last_uid end,
      uid_validity = excluded.uid_validity
    -- Another folder was chosen meanwhile: its numbers are not these.
    where mailbox.folder = excluded.folder
  `);
}

async function noteRead(db: TenantDatabase, now: Temporal.Instant, failure: string | null): Promise<void> {
  const at = now.toString();
  await db.run(sql`
    insert into replies.mailbox (tenant_id, last_read_at, last_failure, failures, failing_since)
    values (${db.tenantId}, ${failure === null ? at : null}::timestamptz, ${failure}, ${failure === null ? 0 : 1}, ${failure === null ? null : at}::timestamptz)
    on conflict (tenant_id) do update
    set last_read_at = coalesce(excluded.last_read_at, mailbox.last_read_at), last_failure = excluded.last_failure,
      failures = case when excluded.failures = 0 then 0 else mailbox.failures + 1 end,
      failing_since = case when excluded.failures = 0 then null else coalesce(mailbox.failing_since, excluded.failing_since) end
  `);
}
