import type { Actor } from '../../../kernel/actor.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import type { Caller } from '../../../platform/http/index.ts';
import { refuse } from './refusals.ts';
import { newKeyToken } from './key-token.ts';
import { checkedExpiry, checkedNetworks } from './make-key.ts';

export type KeyChange = {
  readonly name?: string | undefined;
  readonly networks?: readonly string[] | undefined;
  readonly expiresAt?: string | null | undefined;
};

type LiveKey = { name: string; networks: string[] | null; expiresAt: Temporal.Instant | null };

/** Changes what a key is called, where it may call from and when it is over. Its rights never change: another key is made for others. */
export async function changeKey(
  tx: Transaction,
  id: string,
  change: KeyChange,
  actor: Actor,
  now: Temporal.Instant,
): Promise<void> {
  const before = await lockLive(tx, id);
  const after = {
    name: change.name?.trim() ?? before.name,
    networks: change.networks === undefined ? before.networks : checkedNetworks(change.networks),
    expiresAt: change.expiresAt === undefined ? (before.expiresAt?.toString() ?? null) : checkedExpiry(change.expiresAt, now),
  };
  await tx.run(sql`
    update identity.api_key set name = ${after.name}, networks = ${after.networks}, expires_at = ${after.expiresAt}::timestamptz
    where tenant_id = ${tx.tenantId} and id = ${id}
  `);
  const details = { before: { ...before, expiresAt: before.expiresAt?.toString() ?? null }, after };
  await recordEvent(tx, { kind: 'keys.changed', actor, subjectId: id, details });
}

/**
 * Gives a key a new secret and answers its token; the secret of now stays good for some hours, so that programs can change over. Whoever rotates
 * a key knows it and answers for it from then on.
 */
export async function rotateKey(
  tx: Transaction,
  id: string,
  graceHours: number,
  by: { readonly caller: Pick<Caller, 'personId' | 'name'>; readonly actor: Actor },
  now: Temporal.Instant,
): Promise<string> {
  const { name } = await lockLive(tx, id);
  const { token, secretSha256 } = newKeyToken(tx.tenantId, id);
  const until = graceHours === 0 ? null : now.add({ hours: graceHours }).toString();
  await tx.run(sql`
    update identity.api_key set
      former_sha256 = case when ${until}::timestamptz is null then null else secret_sha256 end, former_until = ${until}::timestamptz,
      secret_sha256 = ${secretSha256}, rotated_at = ${now.toString()}::timestamptz, created_by = ${by.caller.personId}, created_by_name = ${by.caller.name}
    where tenant_id = ${tx.tenantId} and id = ${id}
  `);
  await recordEvent(tx, { kind: 'keys.rotated', actor: by.actor, subjectId: id, details: { name, graceHours } });
  return token;
}

/** Revokes a key: its next call is refused. Its row stays, for what it did. */
export async function revokeKey(tx: Transaction, id: string, actor: Actor, now: Temporal.Instant): Promise<void> {
  const { name } = await lockLive(tx, id);
  await tx.run(sql`
    update identity.api_key set revoked_at = ${now.toString()}::timestamptz, revoked_by = ${actor.name}, former_sha256 = null, former_until = null
    where tenant_id = ${tx.tenantId} and id = ${id}
  `);
  await recordEvent(tx, { kind: 'keys.revoked', actor, subjectId: id, details: { name } });
}

/** Revokes the keys that a member who leaves answers for; one that is to stay is rotated by somebody else before. */
export async function revokeKeysOf(tx: Transaction, personId: string, actor: Actor): Promise<void> {
  const revoked = await tx.rows<{ id: string; name: string }>(sql`
    update identity.api_key set revoked_at = now(), revoked_by = ${actor.name}, former_sha256 = null, former_until = null
    where tenant_id = ${tx.tenantId} and created_by = ${personId} and revoked_at is null
    returning id, name
  `);
  for (const { id, name } of revoked) await recordEvent(tx, { kind: 'keys.revoked', actor, subjectId: id, details: { name } });
}

async function lockLive(tx: Transaction, id: string): Promise<LiveKey> {
  const key = await tx.maybe<LiveKey & { revokedAt: Temporal.Instant | null }>(sql`
    select name, networks, expires_at as "expiresAt", revoked_at as "revokedAt"
    from identity.api_key
    where tenant_id = ${tx.tenantId} and id = ${id}
    for update
  `);
  if (!key) throw refuse('key.unknown');
  if (key.revokedAt) throw refuse('key.revoked');
  const { revokedAt: _none, ...live } = key;
  return live;
}
