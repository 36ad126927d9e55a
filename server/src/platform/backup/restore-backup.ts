import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { Client } from 'pg';
import { copyBack } from '../database/copy.ts';
import { sessionOptions } from '../database/database.ts';
import { lockKey, makeServingRoles } from '../database/migrate.ts';
import { migrateWithin } from '../database/migrate-within.ts';
import { readMigrations } from '../database/migration-files.ts';
import type { Keyring } from '../secrets/index.ts';
import { copiedTables, type CopiedTable, hindrances, partitions } from './catalogue.ts';
import { checkBackup } from './check-backup.ts';
import { type Frame, readFrames } from './frames.ts';
import { type Header, jsonOf, schemaOf, type TableEnd, type TableHead } from './manifest.ts';
import { refuse } from './refusals.ts';
import { tally } from './tally.ts';

export type RestoreRequest = {
  readonly ownerUrl: string;
  readonly file: string;
  readonly keyring: Keyring;
  /** Where the program's migrations lie. */
  readonly migrations: string;
  /** Takes a file whose seal was made by a key we do not hold; its SHA-256 must still be right. */
  readonly anyKey?: boolean;
};
export type Restored = { readonly tables: number; readonly rows: number; readonly takenAt: string };

/** Puts a backup into an empty database, at the backup's own schema and then up to the program's: in one transaction, so that what fails leaves nothing. */
export async function restoreBackup(request: RestoreRequest): Promise<Restored> {
  const header = await checkBackup(request.file, request.keyring, request.anyKey);
  await assertKnownSchema(header, request.migrations);
  const client = new Client({
    connectionString: request.ownerUrl,
    options: sessionOptions(false),
    application_name: 'quitus restore',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${lockKey})`);
    await assertEmpty(client);
    // Roles belong to the server, not to the database: made before, and no part of what may have to be undone.
    await makeServingRoles(client);
    const restored = await restoreAll(client, request, header);
    // Without statistics the first questions of the day would be slow. After the commit: nobody waits for them to know that all is there.
    for (const { table } of await copiedTables(client)) await client.query(`analyze ${table}`);
    return { ...restored, takenAt: header.takenAt };
  } finally {
    await client.end();
  }
}

async function assertKnownSchema(header: Header, folder: string): Promise<void> {
  const ours = new Map((await readMigrations(folder)).map((file) => [file.name, file.sha256]));
  if (header.migrations.some(({ name, sha256 }) => ours.get(name) !== sha256)) throw refuse('backup.newer');
}

async function assertEmpty(client: Client): Promise<void> {
  const { rows: schema } = await client.query<{ made: boolean }>("select to_regclass('identity.tenant') is not null as made");
  if (!schema[0]?.made) return;
  const { rowCount } = await client.query('select from identity.tenant limit 1');
  if (rowCount !== 0) throw refuse('backup.not-empty');
}

async function restoreAll(client: Client, request: RestoreRequest, header: Header): Promise<{ tables: number; rows: number }> {
  await client.query('begin');
  try {
    await client.query("set local maintenance_work_mem = '256MB'");
    await removeEmptySchema(client, request.migrations);
    await migrateWithin(client, request.migrations, schemaOf(header));
    await makePartitions(client, header);
    const away = await hindrances(client);
    for (const { away: statement } of away.toReversed()) await client.query(statement);
    const loaded = await loadTables(client, request.file);
    for (const { back } of away) await client.query(back);
    for (const { name, value } of header.sequences) await client.query('select setval($1, $2)', [name, value]);
    await migrateWithin(client, request.migrations);
    await client.query('commit');
    return loaded;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

// An embedded database is migrated as soon as it is there: without a tenant it holds nothing, and is made again at the backup's own schema.
async function removeEmptySchema(client: Client, folder: string): Promise<void> {
  const files = await readMigrations(folder);
  const schemas = new Set(
    files.flatMap((file) =>
      [...file.text.matchAll(/create schema (?:if not exists )?([a-z_]+)/g)].map((found) => found[1] ?? ''),
    ),
  );
  for (const schema of schemas) await client.query(`drop schema if exists ${schema} cascade`);
}

async function makePartitions(client: Client, header: Header): Promise<void> {
  const there = new Set((await partitions(client)).map((one) => one.name));
  for (const { parent, name, bound } of header.partitions)
    if (!there.has(name)) await client.query(`create table ${name} partition of ${parent} ${bound}`);
}

async function loadTables(client: Client, file: string): Promise<{ tables: number; rows: number }> {
  const known = new Map((await copiedTables(client)).map((table) => [table.table, table]));
  const partitioned = new Set((await partitions(client)).map((one) => one.parent));
  // What the migrations themselves put in stands in the backup too.
  await client.query(`truncate ${[...known.keys()].join(', ')}`);
  const frames = readFrames(file)[Symbol.asyncIterator]();
  let [tables, rows] = [0, 0];
  for (let next = await frames.next(); !next.done; next = await frames.next()) {
    if (next.value.kind !== 'table') continue;
    const head = jsonOf<TableHead>(next.value.payload);
    const table = known.get(head.table);
    if (!table || head.columns.some((column) => !table.columns.includes(column))) throw refuse('backup.damaged');
    rows += await loadTable(client, table, head, frames, partitioned.has(table.table));
    tables += 1;
  }
  // A backup names every table of its schema.
  if (tables !== known.size) throw refuse('backup.damaged');
  return { tables, rows };
}

async function loadTable(
  client: Client,
  { table }: CopiedTable,
  { columns }: TableHead,
  frames: AsyncIterator<Frame>,
  isPartitioned: boolean,
): Promise<number> {
  let end: TableEnd | undefined;
  async function* compressed(): AsyncGenerator<Buffer> {
    for (let next = await frames.next(); !next.done; next = await frames.next()) {
      const { kind, payload } = next.value;
      if (kind === 'data') yield payload;
      else {
        end = jsonOf<TableEnd>(payload);
        return;
      }
    }
  }
  // Rows of a table made in this transaction may be written as settled for ever: no later vacuum has to. Not so through a parent of partitions.
  const into = copyBack(client, `${table} (${columns.join(', ')})`, isPartitioned ? '' : 'freeze');
  const { through, digest } = tally();
  await pipeline(Readable.from(compressed()), createZstdDecompress(), through, into);
  const { bytes, sha256 } = digest();
  if (!end || end.rows !== into.rowCount || end.bytes !== bytes || end.sha256 !== sha256) throw refuse('backup.damaged');
  return into.rowCount;
}
