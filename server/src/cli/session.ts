import type { Permission } from '@quitus/contract';
import type { Language } from '@quitus/texts';
import { type Actor, systemActor } from '../kernel/actor.ts';
import { type Config, readConfig } from '../platform/config.ts';
import {
  type Database,
  migrate,
  openDatabase,
  pendingMigrations,
  type RowScope,
  type TenantDatabase,
} from '../platform/database/index.ts';
import { type DatabaseServer, openDatabaseServer } from '../platform/embedded-postgres/index.ts';
import type { Log } from '../platform/log/index.ts';
import { refusals } from '../kernel/refusals.ts';
import { memberByEmail, type Tenant, tenantByName } from '../modules/identity/index.ts';
import { releaseEarlyDatabase } from './early-database.ts';
import { migrationsFolder } from './migrations-folder.ts';
import { terminalLanguage } from './output.ts';

export const refuse = refusals({ 'cli.schema-behind': 'conflict', 'cli.not-allowed': 'forbidden' });

export { migrationsFolder };

/** Options every command takes. */
export type CommonOptions = { json?: boolean; data?: string; tenant?: string; asOf?: string; port?: string; as?: string };

/** What a command works with while it runs. */
export type Session = {
  readonly config: Config;
  readonly server: DatabaseServer;
  readonly database: Database;
  readonly language: Language;
  readonly now: () => Temporal.Instant;
};
export type TenantSession = Session & {
  readonly tenant: Tenant;
  readonly db: TenantDatabase;
  /** Whoever the command is given by. */
  readonly actor: Actor;
  readonly scope: RowScope;
};

/** Logs go to stderr, so that stdout holds the answer alone. */
export function logLine(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** Opens the database for one command and closes it whatever happens. An embedded one is brought up to date first; yours only when the command may. */
export async function withDatabase<T>(
  options: CommonOptions,
  work: (session: Session) => Promise<T>,
  mayMigrate = false,
  log?: Log,
): Promise<T> {
  const config = readConfig({ data: options.data, port: options.port });
  const server = await openDatabaseServer(config);
  try {
    await releaseEarlyDatabase();
    if (server.embedded || mayMigrate) await migrate(server.ownerUrl, migrationsFolder);
    // One-shot commands on an owner's address still work under the policies, as the serving role would.
    const database = openDatabase(server.appUrl, {
      // A program that serves works as the role it was given, and is refused when that role could step out of the policies.
      asApp: !server.embedded && log === undefined,
      name: 'quitus command',
      ...(log ? { log: (message, error) => log.warn({ err: error }, message) } : {}),
    });
    try {
      if (!server.embedded && (await pendingMigrations(database.system, migrationsFolder)).length > 0)
        throw refuse('cli.schema-behind');
      return await work({
        config,
        server,
        database,
        language: terminalLanguage(process.env['LANG']),
        now: () => Temporal.Now.instant(),
      });
    } finally {
      await database.close();
    }
  } finally {
    await server.close();
  }
}

/**
 * The same for a command about one tenant. Whoever holds the machine may do all; `--as` does it as one member, with their rights and
 * within their scope, and refuses what they may not.
 */
export function withTenant<T>(
  options: CommonOptions,
  permission: Permission,
  work: (session: TenantSession) => Promise<T>,
): Promise<T> {
  return withDatabase(options, async (session) => {
    const tenant = await tenantByName(session.database, options.tenant);
    if (options.as === undefined)
      return work({ ...session, tenant, db: session.database.tenant(tenant.id), actor: systemActor('command line'), scope: {} });
    const member = await memberByEmail(session.database, tenant.id, options.as, session.now());
    if (!member.permissions.has(permission)) throw refuse('cli.not-allowed', { name: member.name, role: member.role });
    const actor: Actor = { kind: 'user', id: member.id, name: member.name };
    return work({ ...session, tenant, db: session.database.tenant(tenant.id, member.scope), actor, scope: member.scope });
  });
}
