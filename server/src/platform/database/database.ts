import { Pool } from 'pg';
import { columnTypes } from './column-types.ts';
import type { Queryable, RowScope, SystemTransaction, TenantDatabase } from './queryable.ts';
import { asQueryable } from './queryable.ts';
import { openSession } from './session.ts';
import type { Sql } from './statement.ts';
import { readInBatches } from './stream.ts';
import { type Connections, giveBack, inOwnTransaction, inTransaction } from './transactions.ts';

/** A pool of connections to one PostgreSQL database. */
export type Database = {
  /** The database as this tenant sees it, or a caller of it who may see only what is within a scope. */
  tenant(id: number, scope?: RowScope): TenantDatabase;
  /** Tables without tenant; of all others no row shows. */
  readonly system: Queryable & { transaction<T>(work: (tx: SystemTransaction) => Promise<T>): Promise<T> };
  /** How many statements callers sent so far, for tests of "as many statements as pages". */
  statements(): number;
  /** The pool now: connections open, those idle, and callers who wait for one. */
  connections(): { readonly total: number; readonly idle: number; readonly waiting: number };
  close(): Promise<void>;
};

export type DatabaseOptions = {
  /** Takes the role `quitus_app` at once, so that the policies apply to an owner's connection too. */
  readonly asApp?: boolean;
  /** Connections at most (10). */
  readonly max?: number;
  /** Shown in `pg_stat_activity`. */
  readonly name?: string;
  /** What goes wrong where no caller waits: an idle connection lost, work after a commit. */
  readonly log?: (message: string, error: Error) => void;
};

/** Opens a pool on a `postgresql://` address. Nothing is connected before the first statement. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const log = options.log ?? ((message: string, error: Error) => process.emitWarning(`${message}: ${error.message}`));
  let closing = false;
  // On our own way out a server that stops at the same moment is no news.
  const pool = openPool(url, options, (message, error) => void (closing || log(message, error)));
  let statements = 0;
  const count = (): void => {
    statements += 1;
  };
  const connections: Connections = { pool, count, log };

  return {
    tenant: (id, scope) => openTenant(connections, id, scope),
    system: {
      ...asQueryable((statement) => outsideTransactions(connections, statement)),
      transaction: (work) => inTransaction(connections, { tenantId: undefined }, work),
    },
    statements: () => statements,
    connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => {
      closing = true;
      return pool.end();
    },
  };
}

/** Session settings that results depend on, whatever the server's own configuration says. */
export function sessionOptions(asApp: boolean): string {
  return `-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601 -c client_min_messages=warning${asApp ? ' -c role=quitus_app' : ''}`;
}

function openPool(url: string, options: DatabaseOptions, log: (message: string, error: Error) => void): Pool {
  const address = new URL(url);
  const own = address.searchParams.get('options');
  // An address's own options would replace ours instead of joining them.
  address.searchParams.delete('options');
  const pool = new Pool({
    connectionString: address.href,
    options: [sessionOptions(options.asApp ?? false), own].filter(Boolean).join(' '),
    application_name: options.name ?? 'quitus',
    max: options.max ?? 10,
    types: columnTypes,
    pipeline: true,
    connectionTimeoutMillis: 30_000,
    idleTimeoutMillis: 30_000,
  });
  // A lost connection fails the statement that waits on it; without a listener the event itself would end the program.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', (error) => log('an idle database connection was lost', error));
  return pool;
}

async function outsideTransactions({ pool, count }: Connections, statement: Sql): Promise<{ rows: unknown[]; count: number }> {
  const client = await pool.connect();
  try {
    return await openSession(client, count).send(statement);
  } finally {
    giveBack(client);
  }
}

function openTenant(connections: Connections, tenantId: number, scope: RowScope | undefined): TenantDatabase {
  if (!Number.isInteger(tenantId) || tenantId < 1 || tenantId > 2 ** 31 - 1)
    throw new Error(`not a tenant's number: ${tenantId}`);
  const sight = { tenantId, scope };
  return {
    tenantId,
    ...asQueryable((statement) => inOwnTransaction(connections, sight, statement)),
    transaction: (work, options) => inTransaction(connections, sight, (tx) => work({ ...tx, tenantId }), options),
    stream: <R>(statement: Sql, batchSize = 1000) => readInBatches<R>(connections, sight, statement, batchSize),
  };
}
