import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { asksForAnotherTry } from './faults.ts';
import type { SystemTransaction, TransactionOptions } from './queryable.ts';
import { asQueryable } from './queryable.ts';
import { openSession } from './session.ts';
import type { Sql } from './statement.ts';

/** What transactions need of the database they run in. */
export type Connections = {
  readonly pool: Pool;
  /** Told of each statement of a caller. */
  readonly count: () => void;
  readonly log: (message: string, error: Error) => void;
};

const tries = 4;

/** Opens a transaction, with its tenant, in one message. Without tenant the policies show nothing. */
export function beginText(tenantId: number | undefined, options: TransactionOptions = {}): string {
  const isolation = options.isolation ? ` isolation level ${options.isolation}` : '';
  const access = options.readOnly ? ' read only' : '';
  return `begin${isolation}${access}; set local quitus.tenant = '${tenantId ?? ''}'`;
}

/** Runs the work in one transaction; again, after a deadlock or serialization failure. */
export async function inTransaction<T>(
  connections: Connections,
  tenantId: number | undefined,
  work: (tx: SystemTransaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return retried(() => tryTransaction(connections, beginText(tenantId, options), work));
}

/** One statement as its own transaction: begin, statement and commit travel together, one round trip. */
export async function inOwnTransaction(
  connections: Connections,
  tenantId: number,
  statement: Sql,
): Promise<{ rows: unknown[]; count: number }> {
  return retried(async () => {
    const client = await connections.pool.connect();
    const session = openSession(client, connections.count);
    const [begun, answer, committed] = await Promise.allSettled([
      session.sendText(beginText(tenantId)),
      session.send(statement),
      // After a failed statement PostgreSQL answers this commit with a rollback.
      session.sendText('commit'),
    ]);
    giveBack(client);
    for (const part of [begun, answer, committed]) if (part.status === 'rejected') throw part.reason;
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  });
}

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let done = 1; ; done += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (done === tries || !asksForAnotherTry(error)) throw error;
      // Two that met once should not meet again at the same instant.
      await pause(Math.random() * 20 * done);
    }
  }
}

async function tryTransaction<T>(
  connections: Connections,
  begin: string,
  work: (tx: SystemTransaction) => Promise<T>,
): Promise<T> {
  const client = await connections.pool.connect();
  const session = openSession(client, connections.count);
  const afterwards: (() => void | Promise<void>)[] = [];
  let result: T;
  try {
    // Not awaited: it travels with the first statement. Were it to fail, the connection is gone or everything after it fails too.
    const begun = session.sendText(begin);
    begun.catch(() => undefined);
    result = await work({
      ...asQueryable(session.send),
      copyIn: session.copyIn,
      afterCommit: (later) => void afterwards.push(later),
      client,
    });
    await begun;
    session.end();
    const { command } = await session.sendText('commit');
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back: one of its statements had failed');
  } catch (error) {
    session.end();
    // Nothing to add to the first error: a rollback fails only with its connection, which is then thrown away below.
    await session.sendText('rollback').catch(() => undefined);
    throw error;
  } finally {
    giveBack(client);
  }
  for (const later of afterwards) {
    try {
      await later();
    } catch (error) {
      connections.log('work after a commit failed', error instanceof Error ? error : new Error(String(error)));
    }
  }
  return result;
}

/** Returns the connection to the pool, or closes it when a transaction still stands open on it. */
export function giveBack(client: PoolClient): void {
  client.release(client.getTransactionStatus() !== 'I');
}
