import { createHash, timingSafeEqual } from 'node:crypto';
import type { ReplyMailboxView } from '@quitus/contract';
import type { Actor } from '../../../kernel/actor.ts';
import { newToken } from '../../../kernel/ids.ts';
import { type Queryable, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { readOutsideUrl } from '../../../platform/outbound/index.ts';
import { type Keyring, seal, sealedColumn, unseal } from '../../../platform/secrets/index.ts';
import type { Model } from '../model/ask-model.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import { refuse } from '../refusals.ts';
import { readImapUrl } from './imap-url.ts';

export const readMailboxKind = 'replies.read-mailbox';
/** The account's URL with its password. */
export const mailboxUrl = sealedColumn('replies.mailbox', ['tenant_id'], 'url', 'reply mailbox');
/** The key of the model that reads replies. */
export const modelKey = sealedColumn('replies.mailbox', ['tenant_id'], 'model_key', 'reply model');

export type MailboxRow = {
  readonly url: string | null;
  readonly enabled: boolean;
  readonly folder: string;
  readonly afterReading: 'nothing' | 'seen' | 'move';
  readonly moveTo: string | null;
  readonly uidValidity: bigint | null;
  readonly lastUid: bigint;
  readonly lastReadAt: Temporal.Instant | null;
  readonly lastFailure: ReplyMailboxView['lastFailure'];
  readonly failures: number;
  readonly failingSince: Temporal.Instant | null;
  readonly hookHash: Buffer | null;
  readonly hookMadeAt: Temporal.Instant | null;
  readonly modelEnabled: boolean;
  readonly modelUrl: string;
  readonly modelName: string;
  readonly modelKey: string | null;
  readonly modelFailure: string | null;
};

/** The tenant's row; one is made when there is none. */
export async function mailboxRow(db: Queryable): Promise<MailboxRow | undefined> {
  return db.maybe<MailboxRow>(sql`
    select url, enabled, folder, after_reading as "afterReading", move_to as "moveTo", uid_validity as "uidValidity", last_uid as "lastUid",
      last_read_at as "lastReadAt", last_failure as "lastFailure", failures, failing_since as "failingSince", hook_hash as "hookHash",
      hook_made_at as "hookMadeAt", model_enabled as "modelEnabled", model_url as "modelUrl", model_name as "modelName", model_key as "modelKey",
      model_failure as "modelFailure"
    from replies.mailbox
  `);
}

/** Whose account is read, and its URL: the organisation's own, else the installation's where there is but one organisation. */
export async function mailboxAccount(
  db: Queryable,
  neighbours: Pick<ReplyNeighbours, 'keyring' | 'imapUrl'>,
): Promise<{ readonly account: 'own' | 'installation'; readonly url: string } | undefined> {
  const row = await mailboxRow(db);
  if (row?.url) return { account: 'own', url: unseal(await neighbours.keyring(), mailboxUrl, row.url) };
  return neighbours.imapUrl !== undefined && (await isOnlyTenant(db))
    ? { account: 'installation', url: neighbours.imapUrl }
    : undefined;
}

// With several organisations nobody could say whose the installation's mailbox is.
async function isOnlyTenant(db: Queryable): Promise<boolean> {
  const { others } = await db.one<{ others: number }>(sql`
    select count(*)::int as others from identity.tenant where not is_demo and id <> (select nullif(current_setting('quitus.tenant', true), '')::int)
  `);
  return others === 0;
}

/** The settings as they may be shown: no password, no key. */
export async function mailboxView(
  db: Queryable,
  neighbours: Pick<ReplyNeighbours, 'keyring' | 'imapUrl'>,
): Promise<ReplyMailboxView> {
  const row = await mailboxRow(db);
  const account = await mailboxAccount(db, neighbours);
  const { received } = await db.one<{ received: number }>(sql`select count(*)::int as received from replies.mail`);
  return {
    account: account?.account ?? 'none',
    address: account ? shownAddress(account.url) : null,
    enabled: row?.enabled ?? account !== undefined,
    folder: row?.folder ?? 'INBOX',
    afterReading: row?.afterReading ?? 'seen',
    moveTo: row?.moveTo ?? null,
    lastReadAt: row?.lastReadAt?.toString() ?? null,
    lastFailure: row?.lastFailure ?? null,
    failingSince: row?.failingSince?.toString() ?? null,
    received,
    hook: row?.hookHash !== null && row?.hookHash !== undefined,
    hookMadeAt: row?.hookMadeAt?.toString() ?? null,
    model: {
      enabled: row?.modelEnabled ?? false,
      url: row?.modelUrl ?? '',
      name: row?.modelName ?? '',
      hasKey: row?.modelKey !== null && row?.modelKey !== undefined,
      lastFailure: row?.modelFailure ?? null,
    },
  };
}

function shownAddress(url: string): string {
  const { host, port, user } = readImapUrl(url) ?? { host: '', port: 0, user: '' };
  return `${user}@${host}:${port}`;
}

export type MailboxChange = {
  readonly url?: string | undefined;
  readonly enabled: boolean;
  readonly folder: string;
  readonly afterReading: 'nothing' | 'seen' | 'move';
  readonly moveTo?: string | undefined;
};

/** Chooses the mailbox; another account or folder is read from its own beginning. It is looked at at once. */
export async function changeMailbox(
  tx: Transaction,
  change: MailboxChange,
  neighbours: Pick<ReplyNeighbours, 'keyring'>,
  by: Actor,
): Promise<void> {
  if (change.url !== undefined && !readImapUrl(change.url)) throw refuse('mailbox.url-invalid');
  const before = await mailboxRow(tx);
  const url = change.url === undefined ? (before?.url ?? null) : seal(await neighbours.keyring(), mailboxUrl, change.url);
  const moveTo = change.afterReading === 'move' ? (change.moveTo ?? 'Quitus') : null;
  const elsewhere = change.url !== undefined || change.folder !== (before?.folder ?? 'INBOX');
  await tx.run(sql`
    insert into replies.mailbox (tenant_id, url, enabled, folder, after_reading, move_to, changed_by)
    values (${tx.tenantId}, ${url}, ${change.enabled}, ${change.folder}, ${change.afterReading}, ${moveTo}, ${by.name})
    on conflict (tenant_id) do update
    set url = excluded.url, enabled = excluded.enabled, folder = excluded.folder, after_reading = excluded.after_reading, move_to = excluded.move_to,
      changed_by = excluded.changed_by, changed_at = now(), failures = 0, last_failure = null, failing_since = null,
      uid_validity = case when ${elsewhere} then null else mailbox.uid_validity end, last_uid = case when ${elsewhere} then 0 else mailbox.last_uid end
  `);
  await recordEvent(tx, {
    kind: 'reply-mailbox.changed',
    actor: by,
    details: {
      changed: ['folder', ...(change.url === undefined ? [] : ['account'])],
      enabled: change.enabled,
      folder: change.folder,
    },
  });
  await enqueue(tx, readMailboxKind);
}

/** Forgets the organisation's own account; the mails that came in stay. */
export async function forgetMailbox(tx: Transaction, by: Actor): Promise<void> {
  await tx.run(sql`
    update replies.mailbox set url = null, uid_validity = null, last_uid = 0, last_failure = null, failures = 0, failing_since = null, changed_by = ${by.name},
      changed_at = now()
  `);
  await recordEvent(tx, { kind: 'reply-mailbox.changed', actor: by, details: { changed: ['account'], enabled: false } });
}

/** A new token by which a mail server hands mails over; the former one ends. Kept only as its hash; it begins with the tenant it is for. */
export async function newHook(tx: Transaction, now: Temporal.Instant, by: Actor): Promise<string> {
  const token = `${tx.tenantId.toString(36)}-${newToken()}`;
  await tx.run(sql`
    insert into replies.mailbox (tenant_id, hook_hash, hook_made_at, changed_by)
    values (${tx.tenantId}, ${hashOf(token)}, ${now.toString()}::timestamptz, ${by.name})
    on conflict (tenant_id) do update set hook_hash = excluded.hook_hash, hook_made_at = excluded.hook_made_at
  `);
  await recordEvent(tx, { kind: 'reply-mailbox.changed', actor: by, details: { changed: ['hook'] } });
  return token;
}

/** No mail is handed over any more. */
export async function endHook(tx: Transaction, by: Actor): Promise<void> {
  await tx.run(sql`update replies.mailbox set hook_hash = null, hook_made_at = null`);
  await recordEvent(tx, { kind: 'reply-mailbox.changed', actor: by, details: { changed: ['hook'] } });
}

/** The tenant a token names, as text says it; undefined when it names none. */
export function tenantOfToken(token: string): number | undefined {
  const id = Number.parseInt(/^([0-9a-z]{1,10})-/.exec(token)?.[1] ?? '', 36);
  return Number.isSafeInteger(id) && id > 0 && id <= 2_147_483_647 ? id : undefined;
}

/** Whether a token is the one of now. */
export async function isHook(db: TenantDatabase, token: string): Promise<boolean> {
  const row = await mailboxRow(db);
  return row?.hookHash !== null && row?.hookHash !== undefined && timingSafeEqual(row.hookHash, hashOf(token));
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export type ModelChange = {
  readonly enabled: boolean;
  readonly url: string;
  readonly name: string;
  readonly key?: string | undefined;
};

/** Lets a language model read replies too, or no longer. Refuses an address that cannot be called, and another server without its own key. */
export async function changeModel(
  tx: Transaction,
  change: ModelChange,
  neighbours: Pick<ReplyNeighbours, 'keyring' | 'outboundAllow'>,
  by: Actor,
): Promise<void> {
  if ((change.enabled || change.url !== '') && readOutsideUrl(change.url, neighbours.outboundAllow).kind === 'bad')
    throw refuse('model.url-invalid');
  const kept = change.key === undefined ? keptKey(await mailboxRow(tx), change.url) : null;
  const key = change.key ? seal(await neighbours.keyring(), modelKey, change.key) : kept;
  await tx.run(sql`
    insert into replies.mailbox (tenant_id, model_enabled, model_url, model_name, model_key, changed_by)
    values (${tx.tenantId}, ${change.enabled}, ${change.url}, ${change.name}, ${key}, ${by.name})
    on conflict (tenant_id) do update
    set model_enabled = excluded.model_enabled, model_url = excluded.model_url, model_name = excluded.model_name, model_key = excluded.model_key,
      model_failure = null
  `);
  await recordEvent(tx, { kind: 'reply-mailbox.changed', actor: by, details: { changed: ['model'], enabled: change.enabled } });
}

/** The key that stays: a key was given for one server, and is never shown to another one. Refuses without a new one; without address it is forgotten. */
function keptKey(before: MailboxRow | undefined, url: string): string | null {
  if (!before || before.modelKey === null || url === '') return null;
  if (URL.parse(before.modelUrl)?.origin !== URL.parse(url)?.origin) throw refuse('model.key-needed');
  return before.modelKey;
}

/** Whether a model reads replies. */
export async function modelIsOn(db: Queryable): Promise<boolean> {
  return (await mailboxRow(db))?.modelEnabled ?? false;
}

/** The model that reads replies; undefined when none does. */
export async function modelOf(db: Queryable, keyring: Keyring, evenOff = false): Promise<Model | undefined> {
  const row = await mailboxRow(db);
  if (!row || row.modelUrl === '' || (!row.modelEnabled && !evenOff)) return undefined;
  return {
    url: row.modelUrl,
    name: row.modelName,
    key: row.modelKey === null ? undefined : unseal(keyring, modelKey, row.modelKey),
  };
}

/** How the model did last. */
export async function noteModelFailure(tx: Transaction, failure: string | null): Promise<void> {
  await tx.run(sql`update replies.mailbox set model_failure = ${failure} where model_failure is distinct from ${failure}`);
}
