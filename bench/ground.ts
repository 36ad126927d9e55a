import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newTenantId } from '../server/src/kernel/ids.ts';
import { type Database, migrate, openDatabase, sql, type TenantDatabase } from '../server/src/platform/database/index.ts';
import { type DatabaseServer, openDatabaseServer } from '../server/src/platform/embedded-postgres/index.ts';

const migrations = fileURLToPath(new URL('../database/migrations', import.meta.url));

/** Where a bench runs: an embedded PostgreSQL of its own in a temporary folder, as a user gets it. */
export type Ground = {
  readonly dataDir: string;
  readonly server: DatabaseServer;
  /** As the program serves: under row-level security. */
  readonly database: Database;
  /** As the migrations run: makes the tables that physical limits are measured on. */
  readonly owner: Database;
  /** An empty tenant of its own. */
  newTenant(name: string): Promise<TenantDatabase>;
  close(): Promise<void>;
};

/** Starts the ground in a new folder; `started` is how long that took, from nothing to a migrated database. */
export async function openGround(): Promise<Ground & { readonly startedMs: number }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'quitus-bench-'));
  const start = performance.now();
  const server = await openDatabaseServer({ dataDir });
  await migrate(server.ownerUrl, migrations);
  const startedMs = performance.now() - start;
  const database = openDatabase(server.appUrl, { name: 'bench' });
  const owner = openDatabase(server.ownerUrl, { name: 'bench-limit', max: 2 });
  return {
    dataDir,
    server,
    database,
    owner,
    startedMs,
    newTenant: async (name) => {
      const id = newTenantId();
      await database.system.run(sql`insert into identity.tenant (id, name, is_demo) values (${id}, ${name}, true)`);
      return database.tenant(id);
    },
    close: async () => {
      await database.close();
      await owner.close();
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
