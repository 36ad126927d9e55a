import { setTimeout as pause } from 'node:timers/promises';
import { escapeLiteral, type Pool, type PoolClient } from 'pg';
import { asksForAnotherTry } from './faults.ts';
import type { RowScope, SystemTransaction, TransactionOptions } from './queryable.ts';
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

/** Whose rows a transaction sees: a tenant's, or those within a scope; without either the policies show nothing. */
export type Sight = { readonly tenantId: number | undefined; readonly scope?: RowScope | undefined };

/** Opens a transaction, with its tenant and scope, in one message. */
export function beginText({ tenantId, scope = {} }: Sight, options: TransactionOptions = {}): string {
  const isolation = options.isolation ? ` isolation level ${options.isolation}` : '';
  const access = options.readOnly ? ' read only' : '';
  const begin = `begin${isolation}${access}; set local quitus.tenant = '${tenantId ?? ''}'`;
  return isNarrow(scope) ? `${begin}; set local role quitus_scoped; ${scopeSettings(scope)}` : begin;
}

/** Whether a scope leaves anything out. */
export function isNarrow(scope: RowScope): boolean {
  return Object.values(scope).some((list) => list !== undefined);
}

// All four each time: a list left out lifts its restriction, it must never be one of before.
function scopeSettings({ entities, agencies, collectors, salesReps }: RowScope): string {
  const lists = { entities, agencies, collectors, sales_reps: salesReps?.map((name) => name.toLowerCase()) };
  return Object.entries(lists)
    .map(([name, list]) => `set local quitus.scope_${name} = ${escapeLiteral(list === undefined ? '' : arrayText(list))}`)
    .join('; ');
}

// PostgreSQL's own text of an array: every element quoted.
const arrayText = (list: readonly string[]): string =>
  `{${list.map((one) => `"${one.replace(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;

/** Runs the work in one transaction; again, after a deadlock or serialization failure. */
export async function inTransaction<T>(
  connections: Connections,
  sight: Sight,
  work: (tx: SystemTransaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return retried(() => tryTransaction(connections, beginText(sight, options), work));
}

/** One statement as its own transaction: begin, statement and commit travel together, one round trip. */
export async function inOwnTransaction(
  connections: Connections,
  sight: Sight,
  statement: Sql,
): Promise<{ rows: unknown[]; count: number }> {
  return retried(async () => {
    const client = await connections.pool.connect();
    const session = openSession(client, connections.count);
    const [begun, answer, committed] = await Promise.allSettled([
      session.sendText(beginText(sight)),
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
