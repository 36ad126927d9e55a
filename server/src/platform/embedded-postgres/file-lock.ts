import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';

/** A held lock; the system also releases it when the program dies, however it dies. */
export type FileLock = { release(): void };

// SQLite's code for "another holds it".
const sqliteBusy = 5;

/**
 * Tries to lock a file among all programs of the machine; nothing when another holds it against us. Node has no file
 * locks of its own, and a file with a process number in it outlives a killed program: SQLite's locks on an empty
 * database are the operating system's, on every platform, shared or exclusive.
 */
export function tryFileLock(path: string, kind: 'shared' | 'exclusive'): FileLock | undefined {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec(kind === 'exclusive' ? 'begin exclusive' : 'begin');
    // A plain transaction locks nothing before it reads.
    file.prepare('select count(*) from sqlite_master').get();
    return { release: () => file.close() };
  } catch (error) {
    file.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return undefined;
    throw error;
  }
}

/** Waits for the lock; nothing once `patienceMs` have passed. */
export async function waitForFileLock(
  path: string,
  kind: 'shared' | 'exclusive',
  patienceMs: number,
): Promise<FileLock | undefined> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const lock = tryFileLock(path, kind);
    if (lock || performance.now() > until) return lock;
    await pause(25);
  }
}
