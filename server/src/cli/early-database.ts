import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';

let early: { readonly thread: Worker; readonly ended: Promise<void>; readonly signals: Signals } | undefined;

/** Opens and migrates the embedded database of `serve` in a thread of its own while the program is still being read. What goes wrong there is found again, and told, by whoever opens it next. */
export function openDatabaseEarly(parameters: readonly string[]): void {
  const options = optionsOfServe(parameters);
  if (!options) return;
  const thread = new Worker(new URL('./early-database-thread.ts', import.meta.url), { workerData: options });
  thread.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  early = { thread, ended, signals: holdSignals() };
}

/** Lets the early one go, once the database is held by whoever works with it: the last one out stops the server. */
export async function releaseEarlyDatabase(): Promise<void> {
  if (!early) return;
  const { thread, ended, signals } = early;
  early = undefined;
  thread.postMessage('release');
  await ended;
  signals.letGo();
}

type Signals = { letGo(): void };

// A signal that came while nobody listened yet would end us and leave the database server behind: it waits until that is nobody's.
function holdSignals(): Signals {
  let came: NodeJS.Signals | undefined;
  const hold = (signal: NodeJS.Signals): void => {
    if (process.listenerCount(signal) === 1) came = signal;
  };
  const all = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of all) process.on(signal, hold);
  return {
    letGo: () => {
      for (const signal of all) process.off(signal, hold);
      if (came) process.kill(process.pid, came);
    },
  };
}

// Wrong usage makes no database.
function optionsOfServe([command, ...rest]: readonly string[]):
  | { data?: string | undefined; port?: string | undefined }
  | undefined {
  if (command !== 'serve') return undefined;
  try {
    const text = { type: 'string' } as const;
    const flag = { type: 'boolean' } as const;
    const { data, port } = parseArgs({ args: rest, options: { data: text, port: text, json: flag, 'with-demo': flag } }).values;
    return { data, port };
  } catch {
    return undefined;
  }
}
