import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

// Real processes on a folder of their own: the database is begun before the program has been read.
const program = fileURLToPath(new URL('./main.ts', import.meta.url));
let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'quitus-early-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(...parameters: string[]) {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...parameters], {
    env: { ...env, QUITUS_LOG: 'silent' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'exit').then(([code]: (number | null)[]) => code);
  return { child, ended, said: () => said };
}

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return String(typeof address === 'object' ? address?.port : 0);
}

test('wrong usage makes no database', async () => {
  const data = join(folder, 'wrong');
  expect(await run('serve', '--data', data, '--no-such-option').ended).toBe(2);
  expect(existsSync(data)).toBe(false);
}, 60_000);

test('a database begun early is the one that is served, and told to end while it is still made it leaves no server behind', async () => {
  const data = join(folder, 'ended');
  const started = run('serve', '--data', data, '--port', await freePort());
  while (!existsSync(join(data, 'start.lock'))) await pause(5);
  started.child.kill('SIGINT');
  await started.ended;
  expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(false);

  const again = run('serve', '--data', data, '--port', await freePort());
  while (!again.said().includes('answers on')) await pause(20);
  const [pid] = (await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  expect(() => process.kill(Number(pid), 0)).not.toThrow();
  again.child.kill('SIGINT');
  expect(await again.ended).toBe(0);
  expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(false);
}, 120_000);
