import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Actor, systemActor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { type Database, openDatabase, sql, type Sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { recordEvents } from '../../../platform/events.ts';
import { type Keyring, keyringOf } from '../../../platform/secrets/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { erasePersonalDetails } from '../erase-personal-details.ts';
import { sealEvents } from '../seal-events.ts';
import { verifyAudit } from './verify-audit.ts';
import type { FaultKind } from './faults.ts';

// Each forgery is made as a superuser, whom no policy and no grant holds back.

const db = testDatabase();
const keyring = keyringOf('k'.repeat(32));
let superuser: Database;

beforeAll(() => {
  superuser = openDatabase(db.superuserUrl, { max: 2 });
});
afterAll(() => superuser.close());

const clerk: Actor = { kind: 'user', id: uuidv7(), name: 'Aline Morvan', origin: { address: '192.0.2.7', userAgent: 'Browser' } };

async function record(tenantDb: TenantDatabase, count: number, customerId?: string): Promise<void> {
  await tenantDb.transaction((tx) =>
    recordEvents(
      tx,
      Array.from({ length: count }, (_, place) => ({
        kind: 'contacts.changed' as const,
        actor: place % 2 ? clerk : systemActor('test'),
        customerId,
        entityId: uuidv7(),
        subjectId: uuidv7(),
        details: { before: { email: `b${place}@client.example` }, after: { email: null, amount: '12.50', lines: [1, 2.5] } },
      })),
    ),
  );
}

/** A tenant whose history was sealed as it came: `steps` are changes of so many events, each followed by a sealing in batches of three. */
async function history(
  steps: readonly number[],
  ring: Keyring = keyring,
): Promise<{ tenantDb: TenantDatabase; tenantId: number; events: number }> {
  const { tenantDb, tenantId } = await db.newTenant();
  for (const count of steps) {
    await record(tenantDb, count);
    await sealEvents(tenantDb, ring, 3);
  }
  return { tenantDb, tenantId, events: steps.reduce((sum, count) => sum + count, 0) };
}

const forge = (statement: Sql): Promise<number> => superuser.system.run(statement);
const steps = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 4 });

test('a history that nobody touched is whole, however it came and was sealed', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (counts) => {
      const { tenantDb, events } = await history(counts);
      const result = await verifyAudit(tenantDb, keyring);
      expect(result).toMatchObject({ ok: true, events, faultCount: 0, faults: [] });
      expect((await verifyAudit(tenantDb, keyring, String(result.head))).ok).toBe(true);
    }),
    { numRuns: 6 },
  );
});

test('a change to any column of any event names that event', async () => {
  const columns = await superuser.system.rows<{ name: string; type: string }>(sql`
    select attname as name, format_type(atttypid, atttypmod) as type
    from pg_attribute
    where attrelid = 'platform.event'::regclass and attnum > 0 and not attisdropped and attname <> 'tenant_id'
    order by attnum
  `);
  const other: Readonly<Record<string, Sql>> = {
    uuid: sql`gen_random_uuid()`,
    text: sql`'a.b'`,
    jsonb: sql`'{"other": 1}'`,
    xid8: sql`'5'::xid8`,
  };
  expect(columns.length).toBeGreaterThan(11);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...columns), steps, fc.nat(), async ({ name, type }, counts, place) => {
      const { tenantDb, tenantId, events } = await history(counts);
      const number = (place % events) + 1;
      const value =
        name === 'actor_kind'
          ? sql`'key'`
          : name === 'recorded_at'
            ? sql`event.recorded_at + interval '1 microsecond'`
            : (other[type] ?? sql``);
      expect(
        await forge(sql`
          update platform.event set ${sql.id(name)} = ${value}
          from audit.sealed_event
          where event.tenant_id = ${tenantId} and sealed_event.tenant_id = ${tenantId} and sealed_event.event_id = event.id and sealed_event.number = ${number}
        `),
      ).toBe(1);
      const { ok, faults } = await verifyAudit(tenantDb, keyring);
      expect(ok).toBe(false);
      // Under another id it is one event removed, and another put in.
      expect(faults[0]).toMatchObject({ kind: name === 'id' ? 'event-removed' : 'event-changed', number: BigInt(number) });
      if (name !== 'id') expect(faults.length).toBe(1);
    }),
    { numRuns: 40, examples: columns.map((column): [(typeof columns)[number], number[], number] => [column, [2, 4], 3]) },
  );
});

type Forgery = {
  readonly name: string;
  readonly kind: FaultKind;
  readonly make: (tenantId: number, number: bigint, last: bigint) => Promise<unknown>;
};
const eventOf = (tenantId: number, number: bigint): Sql =>
  sql`(select event_id from audit.sealed_event where tenant_id = ${tenantId} and number = ${number})`;
const batchOf = (tenantId: number, number: bigint): Sql =>
  sql`(select batch from audit.sealed_event where tenant_id = ${tenantId} and number = ${number})`;
const copied = (tenantId: number, number: bigint, at: Sql, tx: Sql): Sql => sql`
  insert into platform.event (tenant_id, id, recorded_at, kind, actor_kind, actor_name, tx)
  select tenant_id, gen_random_uuid(), ${at}, kind, 'system', 'forger', ${tx}
  from platform.event
  where tenant_id = ${tenantId} and id = ${eventOf(tenantId, number)}
`;

/** Until no transaction of those days runs any more, of whatever test on this server, and the sealing knows it. */
async function untilEnded(tenantId: number): Promise<void> {
  const tenantDb = db.database.tenant(tenantId);
  await vi.waitUntil(async () => {
    const { ended } = await tenantDb.one<{ ended: boolean }>(
      sql`select bool_and(tx < pg_snapshot_xmin(pg_current_snapshot())) as ended from platform.event`,
    );
    return ended;
  });
  await record(tenantDb, 1);
  await sealEvents(tenantDb, keyring);
}

const forgeries: readonly Forgery[] = [
  {
    name: 'an event removed',
    kind: 'event-removed',
    make: (tenantId, number) =>
      forge(sql`delete from platform.event where tenant_id = ${tenantId} and id = ${eventOf(tenantId, number)}`),
  },
  {
    name: 'an event removed with its seal',
    kind: 'seal-removed',
    make: async (tenantId, number) => {
      await forge(sql`delete from platform.event where tenant_id = ${tenantId} and id = ${eventOf(tenantId, number)}`);
      await forge(sql`delete from audit.sealed_event where tenant_id = ${tenantId} and number = ${number}`);
    },
  },
  {
    name: 'an event changed and its digest computed anew',
    kind: 'seals-changed',
    make: async (tenantId, number) => {
      await forge(
        sql`update platform.event set details = '{}' where tenant_id = ${tenantId} and id = ${eventOf(tenantId, number)}`,
      );
      await forge(sql`
        update audit.sealed_event set digest = sha256(salt || audit.canonical(event))
        from platform.event
        where sealed_event.tenant_id = ${tenantId} and sealed_event.number = ${number} and event.tenant_id = ${tenantId} and event.id = sealed_event.event_id
      `);
    },
  },
  {
    name: 'an event changed, its digest and its batch’s contents computed anew',
    kind: 'batch-changed',
    make: async (tenantId, number) => {
      await forge(
        sql`update audit.sealed_event set digest = sha256('other') where tenant_id = ${tenantId} and number = ${number}`,
      );
      await forge(sql`
        update audit.batch set content_hash = (
          select sha256(string_agg(digest, ''::bytea order by number)) from audit.sealed_event where sealed_event.tenant_id = ${tenantId} and sealed_event.batch = batch.batch)
        where batch.tenant_id = ${tenantId} and batch.batch = ${batchOf(tenantId, number)}
      `);
    },
  },
  {
    name: 'a batch’s instant changed',
    kind: 'batch-changed',
    make: (tenantId, number) =>
      forge(
        sql`update audit.batch set sealed_at = sealed_at - interval '1 day' where tenant_id = ${tenantId} and batch = ${batchOf(tenantId, number)}`,
      ),
  },
  {
    name: 'a batch removed',
    kind: 'batch-removed',
    make: (tenantId, number) =>
      forge(sql`delete from audit.batch where tenant_id = ${tenantId} and batch = ${batchOf(tenantId, number)}`),
  },
  {
    name: 'the end cut off: events, seals and batches',
    kind: 'batch-removed',
    make: async (tenantId, number, last) => {
      const from = number > 1n ? number : last;
      const cut = sql`(select first_number from audit.batch where tenant_id = ${tenantId} and ${from} between first_number and last_number)`;
      await forge(sql`
        delete from platform.event using audit.sealed_event
        where event.tenant_id = ${tenantId} and sealed_event.tenant_id = ${tenantId} and sealed_event.event_id = event.id and sealed_event.number >= ${cut}
      `);
      await forge(sql`delete from audit.sealed_event where tenant_id = ${tenantId} and number >= ${cut}`);
      await forge(sql`delete from audit.batch where tenant_id = ${tenantId} and first_number >= ${cut}`);
    },
  },
  {
    name: 'the end of the chain moved',
    kind: 'head-changed',
    make: (tenantId) => forge(sql`update audit.head set last_number = last_number + 1 where tenant_id = ${tenantId}`),
  },
  {
    name: 'the end of the chain removed',
    kind: 'head-removed',
    make: (tenantId) => forge(sql`delete from audit.head where tenant_id = ${tenantId}`),
  },
  {
    name: 'a seal put in behind the last',
    kind: 'seal-inserted',
    make: (tenantId, _number, last) =>
      forge(sql`
        insert into audit.sealed_event (tenant_id, number, event_id, recorded_at, batch, salt, digest)
        values (${tenantId}, ${last + 1n}, gen_random_uuid(), now(), 1, '', '')
      `),
  },
  {
    name: 'an event put in under a transaction of then',
    kind: 'event-inserted',
    make: async (tenantId, number) => {
      await untilEnded(tenantId);
      await forge(copied(tenantId, number, sql`recorded_at`, sql`tx`));
    },
  },
  {
    name: 'an event put in under a transaction that never was',
    kind: 'event-inserted',
    make: (tenantId, number) => forge(copied(tenantId, number, sql`recorded_at`, sql`'9000000000000'::xid8`)),
  },
  {
    name: 'an event put in today and dated two hours back',
    kind: 'event-back-dated',
    make: (tenantId, number) => forge(copied(tenantId, number, sql`recorded_at - interval '2 hours'`, sql`pg_current_xact_id()`)),
  },
  {
    name: 'an event emptied and called erased',
    kind: 'erasure-changed',
    make: async (tenantId, number) => {
      await forge(
        sql`update platform.event set details = '{"erased": true}' where tenant_id = ${tenantId} and id = ${eventOf(tenantId, number)}`,
      );
      await forge(sql`
        update audit.sealed_event set salt = null, erasure_id = gen_random_uuid(), erased_salt = '', erased_digest = sha256(audit.canonical(event))
        from platform.event
        where sealed_event.tenant_id = ${tenantId} and sealed_event.number = ${number} and event.tenant_id = ${tenantId} and event.id = sealed_event.event_id
      `);
    },
  },
];

test.each(forgeries)('$name is told', async ({ kind, make }) => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(), async (counts, place) => {
      const { tenantDb, tenantId, events } = await history(counts);
      const number = BigInt((place % events) + 1);
      await make(tenantId, number, BigInt(events));
      const result = await verifyAudit(tenantDb, keyring);
      expect(result.ok).toBe(false);
      const fault = result.faults.find((one) => one.kind === kind);
      expect(fault, JSON.stringify(result.faults.map((one) => one.kind))).toBeDefined();
      if (kind === 'event-removed' || kind === 'seal-removed' || kind === 'erasure-changed') expect(fault?.number).toBe(number);
      if (kind === 'seals-changed' || (kind === 'batch-changed' && fault?.firstNumber !== undefined)) {
        expect(fault?.firstNumber).toBeLessThanOrEqual(number);
        expect(fault?.lastNumber).toBeGreaterThanOrEqual(number);
      }
    }),
    { numRuns: 5 },
  );
});

test('whoever cuts the end off and puts back an older, genuine head is found by the end noted outside', async () => {
  const { tenantDb, tenantId } = await history([3]);
  await superuser.system.run(sql`create table public.kept_head as select * from audit.head where tenant_id = ${tenantId}`);
  await record(tenantDb, 3);
  const { head } = await verifyAudit(tenantDb, keyring);
  await forge(
    sql`delete from platform.event using audit.sealed_event where event.tenant_id = ${tenantId} and sealed_event.event_id = event.id and number > 3`,
  );
  await forge(sql`delete from audit.sealed_event where tenant_id = ${tenantId} and number > 3`);
  await forge(sql`delete from audit.batch where tenant_id = ${tenantId} and first_number > 3`);
  await forge(sql`delete from audit.head where tenant_id = ${tenantId}`);
  await forge(sql`insert into audit.head select * from public.kept_head`);
  expect((await verifyAudit(tenantDb, keyring)).ok).toBe(true);
  expect((await verifyAudit(tenantDb, keyring, String(head))).faults).toMatchObject([{ kind: 'head-not-found', number: 6n }]);
});

test('after a change of key the chain goes on, and is whole as long as the former key is known', async () => {
  const [first, second] = ['a'.repeat(32), 'b'.repeat(32)];
  const { tenantDb } = await history([4, 2], keyringOf(first));
  const rotated = keyringOf(second, [first]);
  await record(tenantDb, 2);
  expect(await sealEvents(tenantDb, rotated)).toBe(2);
  expect(await verifyAudit(tenantDb, rotated)).toMatchObject({ ok: true, events: 8 });
  const without = await verifyAudit(tenantDb, keyringOf(second));
  expect(without.faults).toMatchObject([{ kind: 'key-unknown', key: keyringOf(first).current.id }]);
});

test('erasing what is told of one customer leaves the chain whole and the values nowhere', async () => {
  const { tenantDb, tenantId } = await db.newTenant();
  const [customerId, other] = [uuidv7(), uuidv7()];
  await record(tenantDb, 4, customerId);
  await record(tenantDb, 3, other);
  expect(await erasePersonalDetails(tenantDb, keyring, { customerId }, clerk, 'asked for by the customer')).toBe(4);
  expect(await erasePersonalDetails(tenantDb, keyring, { customerId }, clerk, 'asked for again')).toBe(0);
  const left = await superuser.system.rows<{ customer_id: string | null; text: string }>(
    sql`select customer_id, details::text as text from platform.event where tenant_id = ${tenantId} and kind = 'contacts.changed'`,
  );
  expect(left.filter((row) => row.customer_id === customerId && row.text.includes('@'))).toEqual([]);
  expect(left.filter((row) => row.customer_id === other && row.text.includes('@')).length).toBe(3);
  expect(await verifyAudit(tenantDb, keyring)).toMatchObject({ ok: true, events: 9, erased: 4 });
  // Nothing of it can be guessed from the digest, nor changed afterwards.
  const { salts } = await superuser.system.one<{ salts: bigint }>(
    sql`select count(salt) as salts from audit.sealed_event where tenant_id = ${tenantId} and erasure_id is not null`,
  );
  expect(salts).toBe(0n);
  await forge(
    sql`update platform.event set details = '{"erased": false}' where tenant_id = ${tenantId} and customer_id = ${customerId}`,
  );
  expect((await verifyAudit(tenantDb, keyring)).faults.map(({ kind }) => kind)).toEqual(Array(4).fill('event-changed'));
});

test('erasing one of our own people takes their name and where they asked from, in this organisation alone', async () => {
  const [here, there] = [await db.newTenant(), await db.newTenant()];
  await record(here.tenantDb, 4);
  await record(there.tenantDb, 4);
  expect(
    await erasePersonalDetails(
      here.tenantDb,
      keyring,
      { personId: String('id' in clerk && clerk.id) },
      systemActor('test'),
      'left',
    ),
  ).toBe(2);
  const named = await superuser.system.rows<{ tenant_id: number }>(
    sql`select tenant_id from platform.event where tenant_id = any(${[here.tenantId, there.tenantId]}::int[]) and (actor_name = ${clerk.name} or origin is not null)`,
  );
  expect(named.map((row) => row.tenant_id)).toEqual([there.tenantId, there.tenantId]);
  expect(await verifyAudit(here.tenantDb, keyring)).toMatchObject({ ok: true, erased: 2 });
});
