import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '../database/index.ts';
import { readMigrations } from '../database/migration-files.ts';
import type { EmbeddedServer } from '../embedded-postgres/index.ts';

const superuser = 'postgres';
const owner = 'quitus_owner';
// Any number of the database `postgres` of the test server.
const templateLock = 7_154_002;
const keepUnusedTemplatesFor = '1 hour';

/** The database that test databases are copied from: made once for the same migrations, whoever tests them. */
export async function openTemplate(server: EmbeddedServer, migrations: string): Promise<string> {
  const files = await readMigrations(migrations);
  const name = `template_${createHash('sha256')
    .update(files.map((file) => `${file.name} ${file.sha256}`).join())
    .digest('hex')
    .slice(0, 12)}`;
  const admin = await connect(server);
  try {
    // Several runs may start at once; the first makes it, the others wait.
    await admin.query(`select pg_advisory_lock(${templateLock})`);
    const { rowCount } = await admin.query('select from pg_database where datname = $1 and datistemplate', [name]);
    if (rowCount === 0) await make(admin, server, name, migrations);
    await admin.query(`comment on database ${name} is '${Temporal.Now.instant().toString()}'`);
    await dropUnused(admin, name);
    return name;
  } finally {
    await admin.end();
  }
}

async function make(admin: Client, server: EmbeddedServer, name: string, migrations: string): Promise<void> {
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name} owner ${owner}`);
  await migrate(server.url(owner, name), migrations);
  // A database can be copied only while nobody is in it.
  await admin.query(`alter database ${name} with allow_connections false is_template true`);
}

// Templates of migrations that were edited since, and databases of test processes that were killed.
async function dropUnused(admin: Client, current: string): Promise<void> {
  const { rows } = await admin.query<{ name: string; template: boolean; stale: boolean }>(`
    select datname as name, datistemplate as template,
      coalesce(shobj_description(oid, 'pg_database')::timestamptz < now() - interval '${keepUnusedTemplatesFor}', false) as stale
    from pg_database
    where datname ~ '^(template|test)_[0-9a-f]'
  `);
  for (const { name, template, stale } of rows) {
    const testProcess = /^test_(\d+)_/.exec(name)?.[1];
    if (testProcess === undefined ? !template || !stale || name === current : runs(Number(testProcess))) continue;
    if (template) await admin.query(`alter database ${name} with is_template false`);
    await admin.query(`drop database if exists ${name} with (force)`);
  }
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function connect(server: EmbeddedServer): Promise<Client> {
  const client = new Client({ connectionString: server.url(superuser, 'postgres') });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
