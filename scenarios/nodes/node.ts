import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const command = join(import.meta.dirname, '../../bin/quitus.js');

/** One real process of the product, that can be killed and started again on the same port. */
export type Node = {
  readonly kind: 'serve' | 'work';
  readonly base: string;
  /** What it wrote on its error output since the beginning. */
  log(): string;
  pid(): number | undefined;
  start(): Promise<void>;
  /** -9: nothing of it is finished or told. */
  kill(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Asks it to end; the answer is its exit code. */
  stop(): Promise<number | null>;
  ended(): Promise<number | null>;
};

const startMs = 60_000;

/** A node with the environment given; `serve` answers on its own port, `work` tells its health on its metrics port. */
export async function newNode(kind: Node['kind'], environment: Readonly<Record<string, string>>): Promise<Node> {
  const port = String(await freePort());
  const base = `http://localhost:${port}`;
  const health = kind === 'serve' ? base : `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env['PATH'] ?? '',
    LANG: 'en',
    ...(kind === 'serve' ? { PORT: port, QUITUS_BASE_URL: base } : { QUITUS_METRICS_PORT: port }),
    ...environment,
  };
  let child: ChildProcess | undefined;
  let said = '';

  const ended = async (): Promise<number | null> => {
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child?.exitCode ?? null;
  };
  return {
    kind,
    base,
    log: () => said,
    pid: () => child?.pid,
    async start() {
      // A group of its own: the command and the program it starts are killed together.
      child = spawn(process.execPath, [command, kind], { env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
      child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
      for (const until = performance.now() + startMs; performance.now() < until; await pause(50)) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`${kind} ended at its start: ${said.slice(-800)}`);
        if (await isReady(health)) return;
      }
      throw new Error(`${kind} is not ready: ${said.slice(-800)}`);
    },
    async kill() {
      if (child?.pid === undefined) return;
      const gone = ended();
      process.kill(-child.pid, 'SIGKILL');
      await gone;
    },
    signal: (name) => void child?.kill(name),
    async stop() {
      child?.kill('SIGTERM');
      return ended();
    },
    ended,
  };
}

/** Whether a node says that it is ready. */
export async function isReady(base: string): Promise<boolean> {
  return fetch(`${base}/readyz`, { signal: AbortSignal.timeout(2000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, 'localhost');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
