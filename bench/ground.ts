import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newTenantId } from '../server/src/kernel/ids.ts';
import { type Database, migrate, openDatabase, sql, type TenantDatabase } from '../server/src/platform/database/index.ts';
import { type DatabaseServer, openDatabaseServer } from '../server/src/platform/embedded-postgres/index.ts';

const migrations = fileURLToPath(new URL('../database/migrations', import.meta.url));

/** Where a bench runs: an embedded PostgreSQL of its own, as a user gets it. */
export type Ground = {
  readonly dataDir: string;
  readonly server: DatabaseServer;
  /** As the program serves: under row-level security. */
  readonly database: Database;
  /** As the migrations run: makes the tables that physical limits are measured on. */
  readonly owner: Database;
  /** An empty tenant of its own. */
  newTenant(name: string): Promise<TenantDatabase>;
  /** The tenant of that name, if there is one. */
  tenantNamed(name: string): Promise<TenantDatabase | undefined>;
  /** Stops the server; removes the folder unless it was given. */
  close(): Promise<void>;
};

/** Starts the ground in the folder given, else in a new one that goes with it; `startedMs` is how long that took, up to a migrated database. */
export async function openGround(kept?: string): Promise<Ground & { readonly startedMs: number }> {
  const dataDir = kept ?? (await temporaryFolder());
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
    tenantNamed: async (name) => {
      const found = await database.system.maybe<{ id: number }>(sql`select id from identity.tenant where name = ${name}`);
      return found && database.tenant(found.id);
    },
    close: async () => {
      await database.close();
      await owner.close();
      await server.close();
      if (kept === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A ground on a copy of a stopped one's folder: what is measured there leaves the folder as it was. */
export async function openCopy(folder: string): Promise<Ground> {
  const copy = await temporaryFolder();
  await cp(folder, copy, { recursive: true });
  const ground = await openGround(copy);
  return {
    ...ground,
    close: async () => {
      await ground.close();
      await rm(copy, { recursive: true, force: true });
    },
  };
}

const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'quitus-bench-'));
