import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Log } from '../platform/log/index.ts';

/** Whether and when the program was told to end. */
export type Stop = { readonly asked: Promise<void>; isAsked(): boolean };

/** How long work in hand may take to its end. */
export const patienceMs = 30_000;
// Ctrl-C reaches the command and the program it started, which passes it on: two signals of one key are one.
const sameSignalMs = 500;

/** Listens for the signals that end a program: the first one asks, one that comes later ends it at once. */
export function stopOnSignals(log: Log): Stop {
  const { promise, resolve } = Promise.withResolvers<void>();
  let askedAt: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (askedAt === undefined) {
        askedAt = performance.now();
        log.info({ signal }, 'stopping: work in hand is finished or given back');
        resolve();
      } else if (performance.now() - askedAt > sameSignalMs) {
        log.warn({ signal }, 'stopped at once');
        process.exit(signal === 'SIGINT' ? 130 : 143);
      }
    });
  }
  return { asked: promise, isAsked: () => askedAt !== undefined };
}

/** Closes the door: no new connection, requests in hand are answered, and no connection is kept for the next one. */
export async function closeDoor(application: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => application.server.closeIdleConnections(), 100);
  try {
    await application.close();
  } finally {
    clearInterval(sweep);
  }
}

/** Whether the work ended within the patience. What did not is given back by the end of its connection to the database: nothing of it was committed. */
export async function endsInTime(work: Promise<unknown>, milliseconds = patienceMs): Promise<boolean> {
  const over = new AbortController();
  const ended = await Promise.race([
    work.then(() => true),
    pause(milliseconds, false, { signal: over.signal }).catch(() => false),
  ]);
  over.abort();
  return ended;
}
