import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { type Database, openDatabase, sql, type TenantDatabase } from '../../platform/database/index.ts';
import { recordEvents } from '../../platform/events.ts';
import { keyringOf } from '../../platform/secrets/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { headProof } from './chain.ts';
import { readHead, sealEvents } from './seal-events.ts';
import { lastEventNumber, sealedEventsAfter } from './sealed-events.ts';

const db = testDatabase();
const keyring = keyringOf('k'.repeat(32));
let superuser: Database;

beforeAll(() => {
  superuser = openDatabase(db.superuserUrl, { max: 2 });
});
afterAll(() => superuser.close());

const by = systemActor('test');

async function record(tenantDb: TenantDatabase, count: number, note = 'x'): Promise<void> {
  await tenantDb.transaction((tx) =>
    recordEvents(
      tx,
      Array.from({ length: count }, (_, place) => ({ kind: 'notes.written' as const, actor: by, details: { note, place } })),
    ),
  );
}

async function numbers(tenantDb: TenantDatabase): Promise<number[]> {
  return (await sealedEventsAfter(tenantDb, 0n, 10_000)).map(({ number }) => Number(number));
}

test('every event gets one number, without a gap, in the order of the changes; a second run finds nothing', async () => {
  const { tenantDb } = await db.newTenant();
  await record(tenantDb, 3, 'first');
  await record(tenantDb, 8, 'second');
  expect(await sealEvents(tenantDb, keyring, 4)).toBe(11);
  expect(await sealEvents(tenantDb, keyring, 4)).toBe(0);
  expect(await numbers(tenantDb)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  const events = await sealedEventsAfter(tenantDb, 2n, 2);
  expect(events.map(({ number, details }) => [number, details['note']])).toEqual([
    [3n, 'first'],
    [4n, 'second'],
  ]);
  expect(await lastEventNumber(tenantDb)).toBe(11n);
});

test('a slow change holds up nobody’s events, and its own get their numbers once it ends: a reader of numbers misses none', async () => {
  const { tenantDb } = await db.newTenant();
  const seen: string[] = [];
  let last = 0n;
  const readOn = async (): Promise<void> => {
    for (const event of await sealedEventsAfter(tenantDb, last, 100)) {
      seen.push(String(event.details['note']));
      last = event.number;
    }
  };
  await tenantDb.transaction(async (slow) => {
    await recordEvents(slow, [{ kind: 'notes.written', actor: by, details: { note: 'slow' } }]);
    await record(tenantDb, 1, 'fast');
    await sealEvents(tenantDb, keyring);
    await readOn();
    expect(seen).toEqual(['fast']);
    await record(tenantDb, 1, 'faster');
    await sealEvents(tenantDb, keyring);
    await readOn();
  });
  await sealEvents(tenantDb, keyring);
  await readOn();
  expect(seen).toEqual(['fast', 'faster', 'slow']);
});

test('two runs at the same moment number each event once', async () => {
  const { tenantDb } = await db.newTenant();
  await record(tenantDb, 40);
  const sealed = await Promise.all([1, 2, 3].map(() => sealEvents(tenantDb, keyring, 7)));
  expect(sealed.reduce((sum, one) => sum + one, 0)).toBe(40);
  expect(await numbers(tenantDb)).toEqual(Array.from({ length: 40 }, (_, place) => place + 1));
});

test('a tenant brought over from a server further ahead is sealed on: neither what waited there nor what is new is lost', async () => {
  const { tenantDb, tenantId } = await db.newTenant();
  await record(tenantDb, 3);
  await sealEvents(tenantDb, keyring);
  await record(tenantDb, 2, 'waited when it moved');
  // What the dump of such a server holds: its own transaction numbers, and a head that names them.
  const ahead = sql`(1000000000 + tx::text::bigint)::text::xid8`;
  await superuser.system.run(sql`update platform.event set tx = ${ahead} where tenant_id = ${tenantId}`);
  const found = await readHead(tenantDb);
  if (!found) throw new Error('three events were sealed');
  const head = { ...found.head, horizon: '1000000000' };
  await superuser.system.run(sql`
    update audit.head set horizon = ${head.horizon}::xid8, proof = ${headProof(keyring, found.keyId, head)} where tenant_id = ${tenantId}
  `);
  expect(await sealEvents(tenantDb, keyring, 2)).toBe(2);
  await record(tenantDb, 1, 'after the move');
  expect(await sealEvents(tenantDb, keyring)).toBe(1);
  const events = await sealedEventsAfter(tenantDb, 3n, 10);
  expect(events.map(({ details }) => details['note'])).toEqual([
    'waited when it moved',
    'waited when it moved',
    'after the move',
  ]);
  expect(BigInt((await readHead(tenantDb))?.head.horizon ?? 0)).toBeLessThan(1_000_000_000n);
});

test('events of another tenant are neither numbered nor seen', async () => {
  const [one, other] = [await db.newTenant(), await db.newTenant()];
  await record(one.tenantDb, 2);
  await record(other.tenantDb, 3);
  expect(await sealEvents(one.tenantDb, keyring)).toBe(2);
  expect(await numbers(other.tenantDb)).toEqual([]);
  const waiting = await db.database.system.rows<{ id: number }>(sql`select audit.tenants_to_seal() as id`);
  expect(waiting.map(({ id }) => id)).toContain(other.tenantId);
  expect(waiting.map(({ id }) => id)).not.toContain(one.tenantId);
});

test('whoever serves can neither change nor remove what is sealed, nor empty it', async () => {
  const { tenantDb } = await db.newTenant();
  await record(tenantDb, 1);
  await sealEvents(tenantDb, keyring);
  for (const statement of [
    sql`update audit.sealed_event set number = number + 1`,
    sql`delete from audit.sealed_event`,
    sql`update audit.batch set hash = ''`,
    sql`delete from audit.batch`,
    sql`delete from audit.head`,
    sql`update platform.event set kind = 'a.b'`,
    sql`delete from platform.event`,
    sql`truncate platform.event`,
  ])
    await expect(tenantDb.run(statement)).rejects.toThrow(/permission denied/);
  await expect(superuser.system.run(sql`truncate platform.event`)).rejects.toThrow(/append-only/);
});

test('no sealing goes on from an end of the chain that is not its own', async () => {
  const { tenantDb, tenantId } = await db.newTenant();
  await record(tenantDb, 1);
  await sealEvents(tenantDb, keyring);
  await record(tenantDb, 1, uuidv7());
  await expect(sealEvents(tenantDb, keyringOf('other'.repeat(8)))).rejects.toMatchObject({ code: 'audit.key-unknown' });
  await superuser.system.run(sql`update audit.head set last_number = 0 where tenant_id = ${tenantId}`);
  await expect(sealEvents(tenantDb, keyring)).rejects.toMatchObject({ code: 'audit.chain-broken' });
  await superuser.system.run(sql`delete from audit.head where tenant_id = ${tenantId}`);
  await expect(sealEvents(tenantDb, keyring)).rejects.toMatchObject({ code: 'audit.chain-broken' });
});
