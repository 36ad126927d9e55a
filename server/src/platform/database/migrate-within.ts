import type { Client } from 'pg';
import { findPending, prepare } from './migrate.ts';
import { readMigrations } from './migration-files.ts';

type Applied = { readonly name: string; readonly sha256: string };

/** Brings the schema up to migration number `upTo` (the last one when absent) inside the caller's transaction, for a restore that leaves all or nothing. */
export async function migrateWithin(client: Client, folder: string, upTo = Number.POSITIVE_INFINITY): Promise<void> {
  await prepare(client);
  const { rows: applied } = await client.query<Applied>('select name, sha256 from platform.migration order by name');
  const pending = findPending(await readMigrations(folder), applied).filter((file) => file.number <= upTo);
  for (const file of pending) {
    await client.query(file.text);
    await client.query('insert into platform.migration (name, sha256) values ($1, $2)', [file.name, file.sha256]);
  }
  const { rows } = await client.query<{ made: boolean }>("select to_regproc('platform.mirror_grants') is not null as made");
  if (pending.length > 0 && rows[0]?.made) await client.query('select platform.mirror_grants()');
}
