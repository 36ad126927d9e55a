import { execFileSync } from 'node:child_process';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from './cluster.ts';

/** What a running server says of itself in `postmaster.pid`. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly socketDir: string; readonly status: string };

/** The server that runs on this cluster, in whatever state it is; nothing when none does, though a killed one's file may still lie there. */
export async function runningPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const file = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (file === undefined) return undefined;
  const [pid, , , port, socketDir, , , status] = file.split('\n').map((line) => line.trim());
  if (!(await isPostmasterOf(Number(pid), cluster))) return undefined;
  return { pid: Number(pid), port: Number(port), socketDir: socketDir ?? '', status: status ?? '' };
}

/** Removes what a killed server left behind: PostgreSQL itself refuses to start when another process has got the same number since. */
export async function clearRemains(cluster: string, socketDir: string): Promise<void> {
  await removeIfStale(cluster, join(cluster, 'postmaster.pid'));
  if (socketDir) await removeIfStale(cluster, join(socketDir, '.s.PGSQL.5432.lock'), join(socketDir, '.s.PGSQL.5432'));
}

async function removeIfStale(cluster: string, lockFile: string, ...guarded: readonly string[]): Promise<void> {
  const file = await readFile(lockFile, 'utf8').catch(() => undefined);
  if (file === undefined || (await isPostmasterOf(Number(file.split('\n', 1)[0]), cluster))) return;
  for (const path of [...guarded, lockFile]) await rm(path, { force: true });
}

/** Waits until the process is gone; false when it is still there after `patienceMs`. */
export async function waitUntilGone(pid: number, cluster: string, patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs;
  while (await isPostmasterOf(pid, cluster)) {
    if (performance.now() > until) return false;
    await pause(20);
  }
  return true;
}

async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Not ours to signal: not a server that this program or root started.
    return error instanceof Error && 'code' in error && error.code === 'EPERM' && process.platform === 'win32';
  }
  if (process.platform === 'win32') return true;
  return process.platform === 'linux' ? isPostmasterOnLinux(pid, cluster) : isPostgresElsewhere(pid);
}

async function isPostmasterOnLinux(pid: number, cluster: string): Promise<boolean> {
  try {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8');
    // `4711 (postgres) S …`; Z is a dead child its parent has not asked after, which a signal still finds.
    if (!/^\d+ \(postgres\) [^ZX]/.test(status)) return false;
    const here = await stat(cluster);
    // Without a folder though it lives: on its last instructions, and not gone before they are done.
    const works = await stat(`/proc/${pid}/cwd`).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return here;
      throw error;
    });
    return works.ino === here.ino && works.dev === here.dev;
  } catch {
    return false;
  }
}

function isPostgresElsewhere(pid: number): boolean {
  try {
    const line = execFileSync('ps', ['-o', 'state=,comm=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return !line.startsWith('Z') && /postgres\)?$/.test(line);
  } catch {
    return false;
  }
}
