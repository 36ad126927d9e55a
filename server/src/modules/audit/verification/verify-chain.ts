import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import type { Keyring } from '../../../platform/secrets/index.ts';
import { type Link, linkHash, noHash, same } from '../chain.ts';
import { microsOf } from '../seal-events.ts';
import { type Findings, namedAtMost, note } from './faults.ts';

type StoredLink = Omit<Link, 'tenantId'> & { readonly hash: Buffer; readonly keyId: string };
type Contents = { batch: bigint; seals: number; erased: number; contentHash: Buffer };

/** How far the chain was followed. */
export type Followed = { batch: bigint; lastNumber: bigint; hash: Buffer; events: number; erased: number; batches: number };

/** The next batches after one, oldest first. */
export function batchesAfter(db: TenantDatabase, batch: bigint, limit: number): Promise<StoredLink[]> {
  return db.rows<StoredLink>(sql`
    select batch.batch, batch.first_number as "firstNumber", batch.last_number as "lastNumber", batch.previous_hash as "previousHash",
      batch.content_hash as "contentHash", batch.hash, batch.key_id as "keyId", batch.next_tx::text as "nextTx", ${microsOf(sql`batch.sealed_at`)} as "sealedAtMicros"
    from audit.batch
    where batch.tenant_id = ${db.tenantId} and batch.batch > ${batch}
    order by batch.batch
    limit ${limit}
  `);
}

/** Checks that the batches hang on one another, that each is what the key made, and that the seals are those it covers. */
export async function verifyLinks(
  db: TenantDatabase,
  keyring: Keyring,
  links: readonly StoredLink[],
  followed: Followed,
  findings: Findings,
): Promise<void> {
  const contents = await contentsOf(db, links);
  for (const link of links) {
    if (link.batch !== followed.batch + 1n) noteMissing(findings, followed, link);
    const span = { batch: link.batch, firstNumber: link.firstNumber, lastNumber: link.lastNumber };
    const hash = linkHash(keyring, link.keyId, { ...link, tenantId: db.tenantId });
    const follows = link.batch !== followed.batch + 1n || hangsOn(link, followed);
    if (!hash) noteUnknownKey(findings, link.keyId);
    else if (!same(hash, link.hash) || !follows) note(findings, [{ kind: 'batch-changed', ...span }]);
    const found = contents.get(link.batch);
    const expected = Number(link.lastNumber - link.firstNumber + 1n);
    if ((found?.seals ?? 0) !== expected) await noteMissingSeals(db, link, findings);
    else if (!found || !same(found.contentHash, link.contentHash)) note(findings, [{ kind: 'seals-changed', ...span }]);
    followed.batch = link.batch;
    followed.lastNumber = link.lastNumber;
    followed.hash = link.hash;
    followed.batches += 1;
    followed.events += found?.seals ?? 0;
    followed.erased += found?.erased ?? 0;
  }
}

/** Where following begins. */
export function beforeFirst(): Followed {
  return { batch: 0n, lastNumber: 0n, hash: noHash, events: 0, erased: 0, batches: 0 };
}

/** A key we do not hold is one fault, however many batches it sealed. */
export function noteUnknownKey(findings: Findings, key: string): void {
  if (!findings.faults.some((fault) => fault.kind === 'key-unknown' && fault.key === key))
    note(findings, [{ kind: 'key-unknown', key }]);
}

function hangsOn(link: StoredLink, followed: Followed): boolean {
  return same(link.previousHash, followed.hash) && link.firstNumber === followed.lastNumber + 1n;
}

function noteMissing(findings: Findings, followed: Followed, next: Pick<StoredLink, 'batch' | 'firstNumber'>): void {
  const missing = Number(next.batch - followed.batch - 1n);
  const span = { firstNumber: followed.lastNumber + 1n, lastNumber: next.firstNumber - 1n };
  note(findings, [{ kind: 'batch-removed', batch: followed.batch + 1n, ...span }], missing - 1);
}

async function contentsOf(db: TenantDatabase, links: readonly StoredLink[]): Promise<ReadonlyMap<bigint, Contents>> {
  const [first, last] = [links[0], links.at(-1)];
  if (!first || !last) return new Map();
  const rows = await db.rows<Contents>(sql`
    select sealed_event.batch, count(*)::int as seals, count(sealed_event.erasure_id)::int as erased,
      sha256(string_agg(sealed_event.digest, ''::bytea order by sealed_event.number)) as "contentHash"
    from audit.sealed_event
    where sealed_event.tenant_id = ${db.tenantId} and sealed_event.number between ${first.firstNumber} and ${last.lastNumber}
    group by sealed_event.batch
  `);
  return new Map(rows.map((row) => [row.batch, row]));
}

async function noteMissingSeals(db: TenantDatabase, link: StoredLink, findings: Findings): Promise<void> {
  const missing = await db.rows<{ number: bigint; total: number }>(sql`
    select place.number, count(*) over ()::int as total
    -- A number that was tampered with may be anything: so many are looked for and no more.
    from generate_series(${link.firstNumber}::bigint, least(${link.lastNumber}, ${link.firstNumber} + 100000::bigint)) as place (number)
    where not exists (
      select from audit.sealed_event
      where sealed_event.tenant_id = ${db.tenantId} and sealed_event.number = place.number and sealed_event.batch = ${link.batch}
    )
    order by place.number
    limit ${namedAtMost}
  `);
  const faults = missing.map(({ number }) => ({ kind: 'seal-removed' as const, number, batch: link.batch }));
  note(findings, faults, (missing[0]?.total ?? 0) - missing.length);
}
