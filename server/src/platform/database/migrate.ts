import { Client, DatabaseError } from 'pg';
import { sessionOptions } from './database.ts';
import { type MigrationFile, readMigrations } from './migration-files.ts';
import type { Queryable } from './queryable.ts';
import { refuse } from './refusals.ts';
import { sql } from './statement.ts';

/** The schema's number before and after, and the files that made the difference. */
export type MigrationOutcome = { readonly from: number; readonly to: number; readonly applied: readonly string[] };

type Applied = { readonly name: string; readonly sha256: string };

/** Held while migrating; shared by backups. Any number serves, as long as nothing else in this database locks it. */
export const lockKey = 7_154_001;

/** Brings the schema up to the folder's last file. Safe to start on several machines at once; a failing file leaves nothing of itself. */
export async function migrate(ownerUrl: string, folder: string): Promise<MigrationOutcome> {
  const files = await readMigrations(folder);
  const client = await connectOwner(ownerUrl);
  try {
    await client.query(`select pg_advisory_lock(${lockKey})`);
    await prepare(client);
    const { rows: applied } = await client.query<Applied>('select name, sha256 from platform.migration order by name');
    const pending = findPending(files, applied);
    for (const file of pending) await apply(client, file);
    // A schema before scopes has nothing to mirror.
    const { rows } = await client.query<{ made: boolean }>("select to_regproc('platform.mirror_grants') is not null as made");
    if (pending.length > 0 && rows[0]?.made) await client.query('select platform.mirror_grants()');
    const from = numberOf(applied.at(-1)?.name);
    return { from, to: pending.at(-1)?.number ?? from, applied: pending.map((file) => file.name) };
  } finally {
    // The lock goes with the connection.
    await client.end();
  }
}

/** The names of the files this database still waits for. Refuses when the files are not those it was made from. */
export async function pendingMigrations(db: Queryable, folder: string): Promise<string[]> {
  const files = await readMigrations(folder);
  const { made } = await db.one<{ made: boolean }>(sql`select to_regclass('platform.migration') is not null as made`);
  const applied = made ? await db.rows<Applied>(sql`select name, sha256 from platform.migration order by name`) : [];
  return findPending(files, applied).map((file) => file.name);
}

/** The files this database still waits for. Refuses when what was applied is not what the files say. */
export function findPending(files: readonly MigrationFile[], applied: readonly Applied[]): MigrationFile[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const { name, sha256 } of applied) {
    const file = byName.get(name);
    if (!file) throw refuse('database.migration-missing', { name });
    if (file.sha256 !== sha256) throw refuse('database.migration-edited', { name });
  }
  const last = numberOf(applied.at(-1)?.name);
  const done = new Set(applied.map(({ name }) => name));
  const pending = files.filter((file) => !done.has(file.name));
  const late = pending.find((file) => file.number <= last);
  if (late) throw refuse('database.migration-out-of-order', { name: late.name });
  return pending;
}

function numberOf(name: string | undefined): number {
  return name === undefined ? 0 : Number(name.slice(0, 4));
}

async function connectOwner(ownerUrl: string): Promise<Client> {
  const client = new Client({
    connectionString: ownerUrl,
    options: sessionOptions(false),
    application_name: 'quitus migrate',
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The serving roles, the schema `platform` and the table of what was applied; what is there already stays. */
export async function prepare(client: Client): Promise<void> {
  await makeServingRoles(client);
  await client.query(`
    create schema if not exists platform;
    grant usage on schema platform to quitus_app;
    create table if not exists platform.migration (
      name text primary key,
      sha256 text not null,
      applied_at timestamptz not null default now()
    );
    grant select on platform.migration to quitus_app;
  `);
}

/**
 * Makes the serving roles where they are missing. `quitus_app` serves; `quitus_scoped` is what it becomes for a caller who may see only
 * some customers: it may take that role, but inherits nothing of it, so that the scopes' policies do not bind it.
 */
export async function makeServingRoles(client: Client): Promise<void> {
  for (const role of ['quitus_app', 'quitus_scoped']) await makeRole(client, role);
  // A command given the owner's address works as quitus_app, so that the policies apply. Whoever made a role may grant it, but does not hold it.
  await allowTaking(client, 'current_user', 'quitus_app');
  await allowTaking(client, 'quitus_app', 'quitus_scoped');
}

async function makeRole(client: Client, role: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount !== 0) return;
  try {
    await client.query(`create role ${role} nologin`);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    if (error.code === '42501') throw refuse('database.role-not-creatable');
    // Roles belong to the whole server: another database's migration may make it at this instant.
    if (error.code !== '42710' && error.code !== '23505') throw error;
  }
}

async function allowTaking(client: Client, member: string, role: string): Promise<void> {
  const { rows } = await client.query<{ holds: boolean }>(
    member === 'current_user'
      ? `select pg_has_role('${role}', 'set') as holds`
      : `select pg_has_role('${member}', '${role}', 'set') as holds`,
  );
  if (rows[0]?.holds === false) await client.query(`grant ${role} to ${member} with set true, inherit false`);
}

async function apply(client: Client, file: MigrationFile): Promise<void> {
  await client.query('begin');
  try {
    await client.query(file.text);
    // A file that commits by itself would leave half of its work behind when its second half fails.
    if (client.getTransactionStatus() !== 'T') throw new Error(`${file.name} ends the transaction it runs in`);
    await client.query('insert into platform.migration (name, sha256) values ($1, $2)', [file.name, file.sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    if (error instanceof Error) error.message = `${file.name}${lineOf(error, file.text)}: ${error.message}`;
    throw error;
  }
}

function lineOf(error: Error, text: string): string {
  const position = error instanceof DatabaseError ? Number(error.position) : Number.NaN;
  return Number.isNaN(position) ? '' : ` line ${text.slice(0, position).split('\n').length}`;
}
