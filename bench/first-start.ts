import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import type { Measure } from './measure.ts';

const command = fileURLToPath(new URL('../bin/quitus.js', import.meta.url));
const atMostMs = 5000;

/** The first start on an empty folder as a newcomer sees it: from the command to the printed address, the demonstration company made; then the same folder again. */
export async function measureFirstStart(): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'quitus-first-start-'));
  try {
    const first = await startOn(folder);
    const again = await startOn(folder);
    return [
      {
        work: 'first start: command to address, with the demonstration',
        size: '',
        ms: first,
        target: '≤ 5 s',
        met: first <= atMostMs,
      },
      { work: 'start again: command to address', size: '', ms: again, target: '' },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startOn(folder: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [command, 'serve', '--with-demo', '--data', folder, '--port', await freePort()], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  while (!said.includes('answers on')) {
    if (child.exitCode !== null) throw new Error('the program ended before it answered');
    await pause(5);
  }
  const ms = performance.now() - started;
  child.kill('SIGINT');
  await ended;
  return ms;
}

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return String(typeof address === 'object' ? address?.port : 0);
}
