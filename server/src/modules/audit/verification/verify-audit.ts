import { Refusal } from '../../../kernel/refusals.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import type { Keyring } from '../../../platform/secrets/index.ts';
import { headProof, same } from '../chain.ts';
import { refuse } from '../refusals.ts';
import { readHead, sealEvents } from '../seal-events.ts';
import type { Fault, Findings } from './faults.ts';
import { batchesAfter, beforeFirst, type Followed, noteUnknownKey, verifyLinks } from './verify-chain.ts';
import { verifyErasures, verifyEvents, verifyUnsealed } from './verify-events.ts';
import { note } from './faults.ts';

/** What was found. `head` is the end of the chain, `number:hash`, to be noted outside. */
export type Verification = {
  readonly ok: boolean;
  readonly events: number;
  readonly erased: number;
  readonly batches: number;
  readonly head: string | null;
  readonly faultCount: number;
  readonly faults: readonly Fault[];
};

const batchesAtOnce = 100;

/**
 * Recomputes the whole record of a tenant, after sealing what waits: each event's digest, each batch, the end of the chain, each erasure.
 * `noted` is an end noted earlier (`number:hash`), which must still stand in the chain. Any size in constant memory.
 */
export async function verifyAudit(db: TenantDatabase, keyring: Keyring, noted?: string): Promise<Verification> {
  const findings: Findings = { faults: [], count: 0 };
  await sealFirst(db, keyring, findings);
  const until = await lastBatch(db);
  const followed = beforeFirst();
  while (followed.batch < until) {
    const links = await batchesAfter(db, followed.batch, batchesAtOnce);
    if (links.length === 0) break;
    const from = links[0]?.firstNumber ?? 0n;
    await verifyLinks(db, keyring, links, followed, findings);
    await verifyEvents(db, from, followed.lastNumber, findings);
  }
  await verifyHead(db, keyring, followed, findings);
  const horizon = (await readHead(db))?.head.horizon;
  if (horizon !== undefined) await verifyUnsealed(db, horizon, findings);
  await verifyErasures(db, findings);
  if (noted !== undefined) await verifyNoted(db, noted, findings);
  return {
    ok: findings.count === 0,
    events: followed.events,
    erased: followed.erased,
    batches: followed.batches,
    head: followed.batches === 0 ? null : `${followed.lastNumber}:${followed.hash.toString('hex')}`,
    faultCount: findings.count,
    faults: findings.faults,
  };
}

// What waits is sealed, so that whatever has no seal afterwards was passed by. A head that is not ours is told below, by name.
async function sealFirst(db: TenantDatabase, keyring: Keyring, findings: Findings): Promise<void> {
  try {
    await sealEvents(db, keyring);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'audit.key-unknown') noteUnknownKey(findings, String(error.values['key']));
  }
}

async function lastBatch(db: TenantDatabase): Promise<bigint> {
  const { batch } = await db.one<{ batch: bigint }>(
    sql`select coalesce(max(batch), 0) as batch from audit.batch where tenant_id = ${db.tenantId}`,
  );
  return batch;
}

// Read in one statement each: the sealing may go on meanwhile, and moves seals, batch and head together.
async function verifyHead(db: TenantDatabase, keyring: Keyring, followed: Followed, findings: Findings): Promise<void> {
  const stored = await readHead(db);
  if (!stored) {
    if (followed.batches > 0) note(findings, [{ kind: 'head-removed' }]);
  } else {
    const proof = headProof(keyring, stored.keyId, stored.head);
    if (!proof) noteUnknownKey(findings, stored.keyId);
    else if (!same(proof, stored.proof))
      note(findings, [{ kind: 'head-changed', number: stored.head.lastNumber, batch: stored.head.batch }]);
  }
  const ends = await db.one<{
    headBatch: bigint | null;
    headNumber: bigint | null;
    last: bigint | null;
    right: boolean | null;
    seal: bigint | null;
  }>(sql`
    select head.batch as "headBatch", head.last_number as "headNumber", last.batch as last, last.hash = head.hash and last.last_number = head.last_number as "right", seal.number as seal
    from (select ${db.tenantId}::int as tenant_id) as tenant
    left join audit.head on head.tenant_id = tenant.tenant_id
    left join lateral (select * from audit.batch where batch.tenant_id = tenant.tenant_id order by batch.batch desc limit 1) as last on true
    left join lateral (select max(number) as number from audit.sealed_event where sealed_event.tenant_id = tenant.tenant_id) as seal on true
  `);
  const last = ends.last ?? 0n;
  if (ends.headBatch !== null && ends.headBatch > last) {
    const span = { firstNumber: followed.lastNumber + 1n, lastNumber: ends.headNumber ?? 0n };
    note(findings, [{ kind: 'batch-removed', batch: last + 1n, ...span }], Number(ends.headBatch - last - 1n));
  } else if (ends.headBatch !== null && (ends.headBatch < last || ends.right === false))
    note(findings, [{ kind: 'head-changed', number: ends.headNumber, batch: ends.headBatch }]);
  const covered = ends.headNumber ?? followed.lastNumber;
  if ((ends.seal ?? 0n) > covered) note(findings, [{ kind: 'seal-inserted', number: ends.seal }]);
}

async function verifyNoted(db: TenantDatabase, noted: string, findings: Findings): Promise<void> {
  const [, number, hash] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(noted) ?? [];
  if (number === undefined || hash === undefined) throw refuse('audit.head-invalid', { head: noted.slice(0, 100) });
  const { stands } = await db.one<{ stands: boolean }>(sql`
    select exists (
      select from audit.batch
      where batch.tenant_id = ${db.tenantId} and batch.last_number = ${BigInt(number)} and batch.hash = decode(${hash}, 'hex')
    ) as stands
  `);
  if (!stands) note(findings, [{ kind: 'head-not-found', number: BigInt(number) }]);
}
