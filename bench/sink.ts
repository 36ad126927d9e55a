import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Sink = {
  readonly url: string;
  /** Stops it, and answers how many mails came, and how many different ones. */
  stop(): Promise<{ readonly mails: number; readonly different: number }>;
};

/** Starts the SMTP sink in a process of its own, so that taking mail costs the sender nothing. */
export async function startSink(): Promise<Sink> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('smtp-sink.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  // Its own two lines, written above in smtp-sink.ts.
  const next = async <T>(): Promise<T> => JSON.parse(String((await lines.next()).value)) as T;
  const { port } = await next<{ port: number }>();
  return {
    url: `smtp://127.0.0.1:${port}`,
    stop: () => {
      child.stdin.end();
      return next();
    },
  };
}
