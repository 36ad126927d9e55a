import { type Queryable, sql, type TenantDatabase, type Transaction } from '../../platform/database/index.ts';
import type { Keyring } from '../../platform/secrets/index.ts';
import { type Head, headProof, linkHash, noHash, same } from './chain.ts';
import { refuse } from './refusals.ts';

/** What one run of the sealing read of the server when it began. */
type Run = { readonly horizon: string; readonly from: string; readonly elsewhere: boolean };
/** An event's place in the order in which they are sealed. */
type Place = { readonly tx: string; readonly recordedAtMicros: bigint; readonly id: string };
type Page = {
  read: number;
  sealed: number;
  firstNumber: bigint;
  lastNumber: bigint;
  contentHash: Buffer;
  nextTx: string;
  sealedAtMicros: bigint;
  tx: string | null;
  recordedAtMicros: bigint | null;
  id: string | null;
};

const eventsABatch = 5000;

/**
 * Numbers and chains the tenant's events that no seal covers yet, in batches, each its own transaction. Answers how many.
 * Alone by an advisory lock; no row is locked that another transaction waits for. Refuses to go on from a head that is not ours.
 */
export async function sealEvents(db: TenantDatabase, keyring: Keyring, batchSize = eventsABatch): Promise<number> {
  let run: Run | undefined;
  let after: Place | undefined;
  for (let total = 0; ;) {
    const page = await db.transaction(async (tx) => {
      await tx.run(sql`select pg_advisory_xact_lock(hashtextextended('audit/' || ${tx.tenantId}, 12))`);
      const head = await checkedHead(tx, keyring);
      run ??= await beginRun(tx, head);
      const sealed = await sealPage(tx, head, run, after, batchSize);
      const over = sealed.read < batchSize;
      if (sealed.sealed > 0) await append(tx, keyring, head, sealed, over ? run.horizon : head.horizon);
      // Looked through once after a move to another server: from here on its own numbers count.
      else if (over && run.elsewhere && head.batch > 0n) await moveHead(tx, keyring, { ...head, horizon: run.horizon });
      return sealed;
    });
    total += page.sealed;
    if (page.read < batchSize || page.tx === null || page.recordedAtMicros === null || page.id === null) return total;
    after = { tx: page.tx, recordedAtMicros: page.recordedAtMicros, id: page.id };
  }
}

/** The head, once its proof is right; the very beginning when nothing was sealed yet. */
async function checkedHead(tx: Transaction, keyring: Keyring): Promise<Head> {
  const found = await readHead(tx);
  if (!found) {
    const { begun } = await tx.one<{ begun: boolean }>(sql`
      select exists (select from audit.batch where tenant_id = ${tx.tenantId}) or exists (select from audit.sealed_event where tenant_id = ${tx.tenantId}) as begun
    `);
    // A chain without its end: going on would hide what was cut off.
    if (begun) throw refuse('audit.chain-broken');
    return { tenantId: tx.tenantId, batch: 0n, lastNumber: 0n, hash: noHash, horizon: '0' };
  }
  const proof = headProof(keyring, found.keyId, found.head);
  if (!proof) throw refuse('audit.key-unknown', { key: found.keyId });
  if (!same(proof, found.proof)) throw refuse('audit.chain-broken');
  return found.head;
}

/** The end of the chain as the database tells it, with its proof; nothing before the first batch. */
export async function readHead(
  db: Queryable & { readonly tenantId: number },
): Promise<{ head: Head; keyId: string; proof: Buffer } | undefined> {
  const row = await db.maybe<Omit<Head, 'tenantId'> & { keyId: string; proof: Buffer }>(sql`
    select batch, last_number as "lastNumber", hash, horizon::text as horizon, key_id as "keyId", proof
    from audit.head
    where tenant_id = ${db.tenantId}
  `);
  if (!row) return undefined;
  const { keyId, proof, ...head } = row;
  return { head: { tenantId: db.tenantId, ...head }, keyId, proof };
}

// A horizon ahead of every transaction of this server: the rows came from another one, and their numbers say nothing here.
async function beginRun(tx: Transaction, head: Head): Promise<Run> {
  return tx.one<Run>(sql`
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, case when moved.elsewhere then '0' else ${head.horizon} end as "from", moved.elsewhere
    from (values (${head.horizon}::xid8 > pg_snapshot_xmax(pg_current_snapshot()))) as moved (elsewhere)
  `);
}

/**
 * Numbers one page of events and writes their seals. A fast transaction's events do not wait for a slow one's: those are found by the next
 * run, since the horizon passes only what has ended. Numbers therefore follow commits, and a reader of numbers misses none.
 */
function sealPage(tx: Transaction, head: Head, run: Run, after: Place | undefined, size: number): Promise<Page> {
  const beyond = after
    ? sql`and (event.tx, event.recorded_at, event.id) > (${after.tx}::xid8, ${instantOf(after.recordedAtMicros)}, ${after.id}::uuid)`
    : sql``;
  // Nothing can be concluded from another server's numbers: no event is younger than the largest there is.
  // A number no transaction of this server has reached came with a dump, and was looked for when the tenant moved.
  const ours = run.elsewhere ? sql`` : sql`and event.tx < pg_snapshot_xmax(pg_current_snapshot())`;
  return tx.one<Page>(sql`
    with page as materialized (
      select event.*
      from platform.event
      where event.tenant_id = ${tx.tenantId} and event.tx >= ${run.from}::xid8 ${ours} ${beyond}
      order by event.tx, event.recorded_at, event.id
      limit ${size}
    ),
    fresh as materialized (
      select page.tenant_id, page.id, page.recorded_at, ${head.lastNumber}::bigint + row_number() over (order by page.tx, page.recorded_at, page.id) as number,
        uuid_send(gen_random_uuid()) as salt, audit.canonical(page::platform.event) as canonical
      from page
      -- Asked one by one, whatever the planner believes of the table's size: the index answers.
      where (select true from audit.sealed_event where sealed_event.tenant_id = page.tenant_id and sealed_event.event_id = page.id) is null
    ),
    sealed as (
      insert into audit.sealed_event (tenant_id, number, event_id, recorded_at, batch, salt, digest)
      select fresh.tenant_id, fresh.number, fresh.id, fresh.recorded_at, ${head.batch}::bigint + 1, fresh.salt, sha256(fresh.salt || fresh.canonical)
      from fresh
      returning number, digest
    ),
    total as (
      select count(*)::int as sealed, min(number) as first_number, max(number) as last_number, sha256(coalesce(string_agg(digest, ''::bytea order by number), '')) as content_hash
      from sealed
    ),
    last as (
      select page.tx, page.recorded_at, page.id from page order by page.tx desc, page.recorded_at desc, page.id desc limit 1
    )
    select (select count(*)::int from page) as read, total.sealed, coalesce(total.first_number, 0) as "firstNumber", coalesce(total.last_number, 0) as "lastNumber",
      total.content_hash as "contentHash", ${run.elsewhere ? sql`'18446744073709551615'` : sql`pg_snapshot_xmax(pg_current_snapshot())::text`} as "nextTx", ${microsOf(sql`statement_timestamp()`)} as "sealedAtMicros",
      last.tx::text as tx, ${microsOf(sql`last.recorded_at`)} as "recordedAtMicros", last.id
    from total
    left join last on true
  `);
}

async function append(tx: Transaction, keyring: Keyring, head: Head, page: Page, horizon: string): Promise<void> {
  const link = { ...page, tenantId: tx.tenantId, batch: head.batch + 1n, previousHash: head.hash };
  const keyId = keyring.current.id;
  const hash = linkHash(keyring, keyId, link);
  if (!hash) throw new Error('the keyring holds its current key');
  await tx.run(sql`
    insert into audit.batch (tenant_id, batch, first_number, last_number, previous_hash, content_hash, hash, key_id, next_tx, sealed_at)
    values (${tx.tenantId}, ${link.batch}, ${link.firstNumber}, ${link.lastNumber}, ${link.previousHash}, ${link.contentHash}, ${hash}, ${keyId},
      ${link.nextTx}::xid8, ${instantOf(link.sealedAtMicros)})
  `);
  await moveHead(tx, keyring, { tenantId: tx.tenantId, batch: link.batch, lastNumber: link.lastNumber, hash, horizon });
}

async function moveHead(tx: Transaction, keyring: Keyring, head: Head): Promise<void> {
  const keyId = keyring.current.id;
  const proof = headProof(keyring, keyId, head);
  if (!proof) throw new Error('the keyring holds its current key');
  await tx.run(sql`
    insert into audit.head (tenant_id, batch, last_number, hash, horizon, key_id, proof)
    values (${tx.tenantId}, ${head.batch}, ${head.lastNumber}, ${head.hash}, ${head.horizon}::xid8, ${keyId}, ${proof})
    on conflict (tenant_id) do update set
      batch = excluded.batch, last_number = excluded.last_number, hash = excluded.hash, horizon = excluded.horizon, key_id = excluded.key_id, proof = excluded.proof
  `);
}

/** An instant as whole microseconds since 1970: PostgreSQL's own precision, in no time zone. */
export function microsOf(instant: ReturnType<typeof sql>): ReturnType<typeof sql> {
  return sql`(extract(epoch from ${instant}) * 1000000)::bigint`;
}

function instantOf(micros: bigint): ReturnType<typeof sql> {
  return sql`('epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond')`;
}
