import { createHash } from 'node:crypto';
import type { PoolClient, QueryResult } from 'pg';
import { type CopySource, copyInto } from './copy.ts';
import { withoutValues } from './faults.ts';
import type { Sql } from './statement.ts';
import { compile, isPrepared } from './statement.ts';

/** One borrowed connection, on which statements are sent without waiting for one another. */
export type Session = {
  readonly send: (statement: Sql) => Promise<{ rows: unknown[]; count: number }>;
  readonly sendText: (text: string) => Promise<QueryResult>;
  readonly copyIn: (target: string, source: CopySource) => Promise<number>;
  /** Runs alone on the connection, not pipelined: COPY and cursors need it. */
  alone<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  /** From here on nothing may be sent. */
  end(): void;
  readonly client: PoolClient;
};

/** Opens a session on a client; `count` is told of each statement of the caller. */
export function openSession(client: PoolClient, count: () => void): Session {
  const inFlight = new Set<Promise<unknown>>();
  let busy: Promise<void> | undefined;
  let over = false;

  function sendNow(text: string, values?: unknown[], name?: string): Promise<QueryResult> {
    const answer = name === undefined ? client.query(text, values) : client.query({ name, text, values: values ?? [] });
    inFlight.add(answer);
    const done = (): boolean => inFlight.delete(answer);
    answer.then(done, done);
    return answer;
  }

  async function sendWhenFree(text: string, values?: unknown[], name?: string): Promise<QueryResult> {
    for (let other = busy; other; other = busy) await other;
    if (over) throw new Error('this transaction is over');
    return sendNow(text, values, name);
  }

  async function alone<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    for (let other = busy; other; other = busy) await other;
    if (over) throw new Error('this transaction is over');
    const { promise, resolve } = Promise.withResolvers<void>();
    busy = promise;
    try {
      await Promise.allSettled(inFlight);
      setPipeline(client, false);
      return await work(client);
    } finally {
      setPipeline(client, true);
      busy = undefined;
      resolve();
    }
  }

  return {
    client,
    alone,
    sendText: (text) => sendNow(text),
    async send(statement) {
      const { text, values } = compile(statement);
      const name = isPrepared(statement) ? nameOf(text) : undefined;
      count();
      try {
        const result = await (busy || over ? sendWhenFree(text, values, name) : sendNow(text, values, name));
        return { rows: result.rows, count: result.rowCount ?? 0 };
      } catch (error) {
        throw withoutValues(error, text);
      }
    },
    async copyIn(target, source) {
      count();
      try {
        return await alone((own) => copyInto(own, target, source));
      } catch (error) {
        throw withoutValues(error, `copy ${target}`);
      }
    },
    end() {
      over = true;
    },
  };
}

// The same text is the same statement, on whichever connection it is kept.
function nameOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Switches pipelining while nothing is in flight. The driver reads the field at each statement; its type says read-only. */
export function setPipeline(client: PoolClient, on: boolean): void {
  (client as { pipeline: boolean }).pipeline = on;
}
