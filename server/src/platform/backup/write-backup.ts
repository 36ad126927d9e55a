import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { Client, DatabaseError } from 'pg';
import { copyOut } from '../database/copy.ts';
import { sessionOptions } from '../database/database.ts';
import { lockKey } from '../database/migrate.ts';
import { keyFor, type Keyring } from '../secrets/index.ts';
import { copiedTables, type CopiedTable, partitions, sequences } from './catalogue.ts';
import { backupPurpose, type FrameWriter, openFrameWriter } from './frames.ts';
import { type Header, schemaOf, type TableEnd, type TableHead } from './manifest.ts';
import { refuse } from './refusals.ts';
import { tally } from './tally.ts';

export type BackupRequest = {
  /** The owner of the tables: whoever row-level security binds sees one tenant at most. */
  readonly ownerUrl: string;
  readonly file: string;
  readonly keyring: Keyring;
  readonly version: string;
};
export type BackupMade = {
  readonly bytes: number;
  readonly tables: number;
  readonly rows: number;
  /** The number of the last migration. */
  readonly schema: number;
  readonly takenAt: string;
};

/** Writes every row of every tenant, as one snapshot shows them, into one file: in constant memory, while the load goes on. The file has its name only when it is whole. */
export async function writeBackup(request: BackupRequest): Promise<BackupMade> {
  const client = await connect(request.ownerUrl);
  try {
    const writer = await openFrameWriter(request.file, keyFor(request.keyring.current, backupPurpose)).catch((error: unknown) => {
      throw refuse('backup.file-unreadable', {
        file: request.file,
        reason: error instanceof Error ? error.message : String(error),
      });
    });
    try {
      const made = await copyAll(client, writer, request.version);
      const bytes = await writer.finish(request.keyring.current.id);
      await client.query('insert into platform.backup (taken_at, bytes, row_count) values ($1, $2, $3)', [
        made.takenAt,
        bytes,
        made.rows,
      ]);
      return { ...made, bytes };
    } catch (error) {
      await writer.abandon();
      throw isDenied(error) ? refuse('backup.needs-owner') : error;
    }
  } finally {
    await client.end();
  }
}

async function connect(ownerUrl: string): Promise<Client> {
  const client = new Client({ connectionString: ownerUrl, options: sessionOptions(false), application_name: 'quitus backup' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

// 42501: no right to a table, or a policy would have hidden rows.
function isDenied(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '42501';
}

async function copyAll(client: Client, writer: FrameWriter, version: string): Promise<Omit<BackupMade, 'bytes'>> {
  // Shared: backups run beside one another, a migration waits for them.
  await client.query(`select pg_advisory_lock_shared(${lockKey})`);
  // With row security off a policy that would hide rows is an error instead of a backup with holes.
  await client.query('begin isolation level repeatable read read only; set local row_security = off');
  const header = await describe(client, version);
  await writer.write('header', Buffer.from(JSON.stringify(header)));
  const tables = await copiedTables(client);
  let rows = 0;
  for (const table of tables) rows += await copyTable(client, writer, table);
  await client.query('commit');
  return { tables: tables.length, rows, schema: schemaOf(header), takenAt: header.takenAt };
}

async function describe(client: Client, version: string): Promise<Header> {
  const { rows: known } = await client.query<{ made: boolean }>("select to_regclass('platform.migration') is not null as made");
  if (!known[0]?.made) throw refuse('backup.schema-unknown');
  const { rows: migrations } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from platform.migration order by name',
  );
  const { rows } = await client.query<{ postgresql: string; taken_at: string }>(
    'select current_setting(\'server_version\') as postgresql, to_char(now(), \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\') as taken_at',
  );
  return {
    quitus: version,
    postgresql: rows[0]?.postgresql ?? '',
    takenAt: rows[0]?.taken_at ?? '',
    migrations,
    partitions: await partitions(client),
    sequences: await sequences(client),
  };
}

async function copyTable(client: Client, writer: FrameWriter, { table, columns, select }: CopiedTable): Promise<number> {
  await writer.write('table', Buffer.from(JSON.stringify({ table, columns } satisfies TableHead)));
  const lines = copyOut(client, select);
  const { through, digest } = tally();
  // Level 1: three times smaller than the text, and faster than PostgreSQL gives it.
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  await pipeline(lines, through, compress, async (pieces) => {
    // The cast: a stream of the compressor's buffers.
    for await (const piece of pieces as AsyncIterable<Buffer>) await writer.write('data', piece);
  });
  const { bytes, sha256 } = digest();
  // How many they were the server says after the last of them, maybe in another packet: once it answers anything else, that has been heard.
  await client.query('select');
  await writer.write('end', Buffer.from(JSON.stringify({ rows: lines.rowCount, bytes, sha256 } satisfies TableEnd)));
  return lines.rowCount;
}
