import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenant, listTenants } from '../../modules/identity/index.ts';
import { demo } from '../../modules/demo/index.ts';
import { fec, openBooks } from '../../modules/intake/books.fixture.ts';
import { ledgerChecks } from '../../modules/receivables/index.ts';
import { dumpSchema, openDatabase, sql } from '../database/index.ts';
import { keyFor, keyringOf } from '../secrets/index.ts';
import { testDatabase } from '../testing/index.ts';
import { checkBackup } from './check-backup.ts';
import { backupPurpose, openFrameWriter, readFrames } from './frames.ts';
import { restoreBackup, writeBackup } from './index.ts';

const source = testDatabase();
const empty = testDatabase();
const [target, second, third] = [testDatabase({ empty: true }), testDatabase({ empty: true }), testDatabase({ empty: true })];
const migrations = fileURLToPath(new URL('../../../../database/migrations', import.meta.url));
const keyring = keyringOf('k'.repeat(32));
const version = 'test';

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quitus-backup-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const backup = (ownerUrl: string, name: string) => writeBackup({ ownerUrl, file: at(name), keyring, version });
const restore = (ownerUrl: string, name: string, keys = keyring) =>
  restoreBackup({ ownerUrl, file: at(name), keyring: keys, migrations });

/** Every table with the digest of its rows, whatever their order. */
async function contents(ownerUrl: string): Promise<unknown> {
  const owner = openDatabase(ownerUrl, { max: 1 });
  try {
    const tables = await owner.system.rows<{ name: string }>(sql`
      select format('%I.%I', nspname, relname) as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where relkind in ('r', 'p') and not relispartition and nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
        and relname not in ('migration', 'backup')
      order by 1
    `);
    return await Promise.all(
      tables.map(async ({ name }) => [
        name,
        await owner.system.one(sql`
          select count(*)::int as rows, md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as digest from ${sql.table(name)} as t
        `),
      ]),
    );
  } finally {
    await owner.close();
  }
}

test(
  'a backup brings back every row of every organisation, the schema as it was, and a ledger that verifies',
  { timeout: 60_000 },
  async () => {
    const now = Temporal.Instant.from('2026-03-02T09:00:00Z');
    const { tenant } = await createTenant(source.database, { name: 'demo', isDemo: true });
    await demo(source.database, { tenantId: tenant.id, now, today: '2026-03-02', language: 'fr', customers: 40, items: 600 });
    const made = await backup(source.ownerUrl, 'whole');
    const restored = await restore(target.ownerUrl, 'whole');

    expect(restored).toMatchObject({ tables: made.tables, rows: made.rows });
    expect(made.rows).toBeGreaterThan(1000);
    expect(await contents(target.ownerUrl)).toEqual(await contents(source.ownerUrl));
    expect((await dumpSchema(target.ownerUrl)).split('\n')).toEqual((await dumpSchema(source.ownerUrl)).split('\n'));
    for (const one of await listTenants(target.database))
      expect((await ledgerChecks(target.database.tenant(one.id))).filter((check) => !check.ok)).toEqual([]);
  },
);

test('the file is its owner’s alone, has its name only when it is whole, and holds no secret key', async () => {
  const { mode } = await stat(at('whole'));
  expect(mode & 0o077).toBe(0);
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect((await readFile(at('whole'))).includes(Buffer.from('k'.repeat(32)))).toBe(false);
});

test(
  'a backup taken while imports go on shows one instant: what its imports say they brought is what its ledger holds',
  { timeout: 60_000 },
  async () => {
    const books = await openBooks(source);
    const year = (round: number) =>
      Array.from({ length: 40 }, (_, index) => ({
        num: `${round}-${index}`,
        on: '2026-01-10',
        piece: `F${round}-${index}`,
        amount: '120.00',
      }));
    let going = true;
    let rounds = 0;
    const writer = (async () => {
      for (; going; rounds += 1) await books.take(fec(year(rounds)));
    })();
    // Only backups that ran beside at least one import say something.
    for (let taken = 0, seen = 0; taken < 3;) {
      await backup(source.ownerUrl, `busy-${taken}`);
      if (rounds > seen) {
        seen = rounds;
        taken += 1;
      } else await rm(at(`busy-${taken}`));
    }
    going = false;
    await writer;
    await restore(second.ownerUrl, 'busy-2');
    const db = second.database.tenant(books.tenantId);
    const totals = await db.one<{ items: string; imports: string }>(sql`
    select coalesce((select sum(amount_minor) from receivables.item), 0)::text as items,
      coalesce((select sum((part ->> 'taken')::numeric)::bigint from intake.import cross join jsonb_array_elements(control) as part
        where state = 'applied'), 0)::text as imports
  `);
    expect(totals.items).toBe(totals.imports);
    expect(totals.items).not.toBe('0');
    expect((await ledgerChecks(db)).filter((check) => !check.ok)).toEqual([]);
  },
);

test('one byte changed anywhere, one byte missing or one too many: the file is refused', { timeout: 60_000 }, async () => {
  await backup(empty.ownerUrl, 'small');
  const bytes = await readFile(at('small'));
  await checkBackup(at('small'), keyring);
  const refused = async (changed: Buffer): Promise<string> => {
    await writeFile(at('changed'), changed);
    return checkBackup(at('changed'), keyring).then(
      () => 'taken',
      (error: { code?: string }) => String(error.code).replace(/\..*/, ''),
    );
  };
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (place, difference) => {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(place) ^ difference, place);
      expect(await refused(changed)).toBe('backup');
      expect(await refused(bytes.subarray(0, place))).toBe('backup');
    }),
    { numRuns: 150 },
  );
  expect(await refused(Buffer.concat([bytes, Buffer.from([0])]))).toBe('backup');
});

test('what is refused leaves the database as empty as it was', async () => {
  await copyFile(at('small'), at('cut'));
  await truncate(at('cut'), (await stat(at('cut'))).size - 10);
  await expect(restore(third.ownerUrl, 'cut')).rejects.toMatchObject({ code: 'backup.truncated' });

  // Sealed rightly, but what it says of a table's rows is not so: found while loading, before the commit.
  const key = keyFor(keyring.current, backupPurpose);
  const writer = await openFrameWriter(at('lying'), key);
  for await (const { kind, payload } of readFrames(at('small'))) {
    if (kind === 'seal') continue;
    await writer.write(kind, kind === 'end' ? Buffer.from(payload.toString().replace('"rows":0', '"rows":1')) : payload);
  }
  await writer.finish(keyring.current.id);
  await expect(restore(third.ownerUrl, 'lying')).rejects.toMatchObject({ code: 'backup.damaged' });

  // A migration of a version to come.
  const newer = await openFrameWriter(at('newer'), key);
  for await (const { kind, payload } of readFrames(at('small'))) {
    if (kind === 'seal') continue;
    await newer.write(
      kind,
      kind === 'header' ? Buffer.from(payload.toString().replace('0001_platform', '9999_platform')) : payload,
    );
  }
  await newer.finish(keyring.current.id);
  await expect(restore(third.ownerUrl, 'newer')).rejects.toMatchObject({ code: 'backup.newer' });

  await writeFile(at('letter'), randomBytes(5000));
  await expect(restore(third.ownerUrl, 'letter')).rejects.toMatchObject({ code: 'backup.not-a-backup' });
  await expect(restore(third.ownerUrl, 'absent')).rejects.toMatchObject({ code: 'backup.file-unreadable' });
  expect(await contents(third.ownerUrl)).toEqual([]);
});

test('a backup sealed with a key we do not hold is taken only on demand; a former key opens its own', async () => {
  const other = keyringOf('o'.repeat(32));
  await expect(checkBackup(at('small'), other)).rejects.toMatchObject({ code: 'backup.key-unknown' });
  expect(await checkBackup(at('small'), other, true)).toMatchObject({ quitus: version });
  expect(await checkBackup(at('small'), keyringOf('o'.repeat(32), ['k'.repeat(32)]))).toMatchObject({ quitus: version });
});

test(
  'a database with an organisation in it takes no backup; one migrated and still empty does',
  { timeout: 60_000 },
  async () => {
    await expect(restore(target.ownerUrl, 'whole')).rejects.toMatchObject({ code: 'backup.not-empty' });
    await restore(empty.ownerUrl, 'whole');
    expect(await contents(empty.ownerUrl)).toEqual(await contents(target.ownerUrl));
  },
);

test('the serving role cannot make a backup with holes: it is refused, and leaves no file', async () => {
  await expect(backup(source.appUrl, 'holes')).rejects.toMatchObject({ code: 'backup.needs-owner' });
  expect((await readdir(folder)).filter((name) => name.startsWith('holes'))).toEqual([]);
});

/** A way to the same server on which the end of a COPY and what the server says after it never come together. */
async function slowWay(url: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const direct = new URL(url);
  const end = Buffer.from([0x63, 0, 0, 0, 4]);
  const proxy = createServer((client) => {
    const server = connect(`${direct.searchParams.get('host')}/.s.PGSQL.${direct.port}`);
    client.pipe(server);
    let sent: Promise<unknown> = Promise.resolve();
    const send = (bytes: Buffer): void => {
      sent = sent.then(() => new Promise((done) => client.write(bytes, () => setImmediate(() => setImmediate(done)))));
    };
    server.on('data', (bytes: Buffer) => {
      const cut = bytes.indexOf(end);
      if (cut < 0) return send(bytes);
      send(bytes.subarray(0, cut + end.length));
      send(bytes.subarray(cut + end.length));
    });
    server.on('close', () => void sent.then(() => client.destroy()));
    for (const socket of [client, server]) socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  const address = proxy.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `postgresql://${direct.username}@127.0.0.1:${port}${direct.pathname}`,
    close: () => new Promise((closed) => proxy.close(() => closed())),
  };
}

test('a backup knows how many rows each table has although the server says so late', { timeout: 60_000 }, async () => {
  const way = await slowWay(source.ownerUrl);
  try {
    const { rows } = await backup(way.url, 'slow');
    expect(rows).toBeGreaterThan(1000);
    // Each finished backup is a row of the next.
    expect((await backup(source.ownerUrl, 'quick')).rows).toBe(rows + 1);
  } finally {
    await way.close();
  }
});
