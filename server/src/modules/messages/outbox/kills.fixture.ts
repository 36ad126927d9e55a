import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { mailServer } from '../outbox.fixture.ts';

const program = fileURLToPath(new URL('./crash.fixture.ts', import.meta.url));
const mostRounds = 60;

/**
 * Sends a tenant's queue by a program that is killed again and again, each time once `least` to `least + spread` more mails arrived, at no particular moment of
 * what it does; until one ends by itself. Answers how many were killed.
 */
export async function sendThroughKills(
  databaseUrl: string,
  tenantId: number,
  server: Pick<Awaited<ReturnType<typeof mailServer>>, 'url' | 'taken'>,
  { least, spread, args = [] }: { readonly least: number; readonly spread: number; readonly args?: readonly string[] },
): Promise<number> {
  let killed = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const before = server.taken.length;
    const child = spawn(process.execPath, [program, databaseUrl, String(tenantId), server.url, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = once(child, 'exit');
    const patience = least + Math.floor(Math.random() * spread);
    while (child.exitCode === null && child.signalCode === null && server.taken.length < before + patience)
      await new Promise(setImmediate);
    if (child.exitCode === null) {
      child.kill('SIGKILL');
      killed += 1;
    }
    await ended;
    if (child.exitCode === 0) break;
  }
  return killed;
}
