import { assertUsable } from '../database/index.ts';
import { startEmbedded } from './embedded-server.ts';
import { names } from './roles.ts';

/** Which PostgreSQL: yours by its address, else the embedded one in a folder. */
export type WhichDatabase = { readonly databaseUrl?: string | undefined; readonly dataDir: string };

/** The addresses to work with. The embedded server has two roles; an address of yours is whichever role you gave it. */
export type DatabaseServer = {
  readonly embedded: boolean;
  /** Migrates and makes tenants. */
  readonly ownerUrl: string;
  /** Serves, under row-level security. */
  readonly appUrl: string;
  close(): Promise<void>;
};

/** Opens the PostgreSQL the configuration names; the embedded one is started, or joined, and left on close. */
export async function openDatabaseServer(
  { databaseUrl, dataDir }: WhichDatabase,
  log?: (message: string) => void,
): Promise<DatabaseServer> {
  if (databaseUrl !== undefined) {
    await assertUsable(databaseUrl);
    return { embedded: false, ownerUrl: databaseUrl, appUrl: databaseUrl, close: () => Promise.resolve() };
  }
  const server = await startEmbedded({ dataDir, ...(log ? { log } : {}) });
  return {
    embedded: true,
    ownerUrl: server.url(names.owner, names.database),
    appUrl: server.url(names.login, names.database),
    close: () => server.close(),
  };
}
