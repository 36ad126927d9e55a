import {
  assertServingRole,
  type Database,
  pendingMigrations,
  type Queryable,
  sql,
  tablesWithoutTenant,
} from '../../platform/database/index.ts';
import { listEntities, listTenants, missingMentions } from '../../modules/identity/index.ts';
import { wordsOf } from '../output.ts';
import { migrationsFolder } from '../session.ts';
import { type Found, fail, type Look, ok, warn } from './check.ts';

/** What a serving role can see of its database. */
export function databaseChecks(database: Database, embedded: boolean): readonly Look[] {
  const { system } = database;
  return [
    { name: 'postgresql', look: () => version(system) },
    { name: 'settings', look: () => settings(system) },
    { name: 'clock', look: () => clock(system) },
    { name: 'schema', look: () => schema(system) },
    { name: 'serving-role', look: () => servingRole(system) },
    { name: 'row-security', look: () => rowSecurity(system) },
    { name: 'statistics', look: () => statistics(system) },
    { name: 'partitions', look: () => partitions(system) },
    { name: 'queue', look: () => queue(system) },
    { name: 'outbox', look: () => outbox(system) },
    { name: 'legal-mentions', look: () => mentions(database) },
    { name: 'last-backup', look: () => lastBackup(system, embedded) },
  ];
}

async function version(db: Queryable): Promise<Found> {
  const { text, number } = await db.one<{ text: string; number: number }>(sql`
    select current_setting('server_version') as text, current_setting('server_version_num')::int as number
  `);
  return (number >= 180_000 ? ok : fail)(text);
}

// Each of these loses what was told as done when the machine goes down, or leaves dead rows for ever.
async function settings(db: Queryable): Promise<Found> {
  const wrong = await db.rows<{ setting: string; name: string }>(sql`
    select name, setting from pg_settings
    where (name in ('fsync', 'full_page_writes', 'autovacuum') and setting <> 'on') or (name = 'synchronous_commit' and setting = 'off')
    order by name
  `);
  const { connections } = await db.one<{ connections: number }>(
    sql`select current_setting('max_connections')::int as connections`,
  );
  if (wrong.length > 0) return fail(wrong.map(({ name, setting }) => `${name}=${setting}`).join(', '));
  return (connections < 30 ? warn : ok)(`max_connections=${connections}`);
}

async function clock(db: Queryable): Promise<Found> {
  const before = Temporal.Now.instant();
  const { now } = await db.one<{ now: Temporal.Instant }>(sql`select clock_timestamp() as now`);
  const middle = before.add({ milliseconds: Math.round(Temporal.Now.instant().since(before).total('milliseconds') / 2) });
  const apart = Math.abs(now.since(middle).total('seconds'));
  return (apart > 30 ? fail : apart > 2 ? warn : ok)(`${apart.toFixed(1)} s`);
}

async function schema(db: Queryable): Promise<Found> {
  const pending = await pendingMigrations(db, migrationsFolder);
  return pending.length > 0 ? fail(pending.join(', ')) : ok('');
}

async function servingRole(db: Queryable): Promise<Found> {
  const { role } = await db.one<{ role: string }>(sql`select current_user::text as role`);
  return assertServingRole(db).then(
    () => ok(role),
    (error: unknown) => fail(`${role}: ${wordsOf(error, 'en').message}`),
  );
}

async function rowSecurity(db: Queryable): Promise<Found> {
  const open = await db.rows<{ name: string }>(sql`
    select format('%s.%s', nspname, relname) as name
    from pg_class
    join pg_namespace on pg_namespace.oid = pg_class.relnamespace
    where relkind in ('r', 'p') and not relispartition and not relrowsecurity
      and nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'pgboss')
      and format('%s.%s', nspname, relname) <> all (${Object.keys(tablesWithoutTenant)}::text[])
    order by 1
  `);
  return open.length > 0 ? fail(open.map(({ name }) => name).join(', ')) : ok('');
}

async function statistics(db: Queryable): Promise<Found> {
  const unknown = await db.rows<{ name: string }>(sql`
    select schemaname || '.' || relname as name from pg_stat_user_tables
    where n_live_tup > 10000 and last_analyze is null and last_autoanalyze is null
    order by n_live_tup desc limit 5
  `);
  return unknown.length > 0 ? warn(unknown.map(({ name }) => name).join(', ')) : ok('');
}

async function partitions(db: Queryable): Promise<Found> {
  const { there } = await db.one<{ there: boolean }>(sql`
    select to_regclass('platform.event_' || to_char(now() + interval '1 month', 'YYYY_MM')) is not null as there
  `);
  return there ? ok('') : warn('platform.event_default');
}

async function queue(db: Queryable): Promise<Found> {
  const { due, failing, seconds } = await db.one<{ due: number; failing: number; seconds: number }>(sql`
    select (count(*) filter (where due_at <= now()))::int as due, (count(*) filter (where attempts > 2))::int as failing,
      coalesce(extract(epoch from now() - (min(due_at) filter (where due_at <= now()))), 0)::int as seconds
    from platform.due_work
  `);
  return (failing > 0 || seconds > 900 ? warn : ok)(`${due} · ${failing} · ${seconds} s`);
}

async function outbox(db: Queryable): Promise<Found> {
  const figures = await db.rows<{ figure: string; label: string; value: number }>(sql`
    select figure, label, value from platform.operation_figures() where figure in ('messages', 'messages_oldest_due_seconds')
  `);
  const count = (state: string): number => figures.find((one) => one.figure === 'messages' && one.label === state)?.value ?? 0;
  const oldest = figures.find((one) => one.figure === 'messages_oldest_due_seconds')?.value ?? 0;
  const told = `waiting ${count('waiting')}, uncertain ${count('uncertain')}, failed ${count('failed')}`;
  return (count('uncertain') > 0 || oldest > 3600 ? warn : ok)(told);
}

// A French company whose letters would leave without what they must say; its demonstration is nobody's.
async function mentions(database: Database): Promise<Found> {
  const lacking: string[] = [];
  for (const tenant of await listTenants(database)) {
    if (tenant.isDemo) continue;
    for (const entity of await listEntities(database.tenant(tenant.id))) {
      const missing = missingMentions(entity);
      if (missing.length > 0) lacking.push(`${entity.name} (${missing.join(', ')})`);
    }
  }
  return lacking.length > 0 ? warn(lacking.join('; ')) : ok('');
}

async function lastBackup(db: Queryable, embedded: boolean): Promise<Found> {
  const { last, hours, lives } = await db.one<{ last: Temporal.Instant | null; hours: number | null; lives: boolean }>(sql`
    select max(taken_at) as last, (extract(epoch from now() - max(taken_at)) / 3600)::int as hours,
      exists (select from identity.tenant where not is_demo) as lives
    from platform.backup
  `);
  if (last !== null && hours !== null && hours <= 26) return ok(last.toString());
  // A database of your own may be saved by other means; a demonstration need not be.
  return (lives && embedded ? warn : ok)(last?.toString() ?? '–');
}
