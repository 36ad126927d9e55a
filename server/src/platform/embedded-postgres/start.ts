import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, open, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, folderArgument, type Layout, spawnAs, type Start } from './cluster.ts';
import { clearRemains, type Postmaster, runningPostmaster } from './postmaster.ts';
import { refuse } from './refusals.ts';
import type { ServerUser } from './server-user.ts';
import { serverSettings } from './settings.ts';
import { openSocketFolder } from './private-folder.ts';

/** How long the backends of a killed server are waited for: they live on for about ten seconds. */
const patienceAfterKillMs = 30_000;
/** How long a server may replay its log after a crash. */
const patienceForRecoveryMs = 15 * 60_000;

/** The running server of the cluster: the one that is there, or a new one. The start lock must be held. */
export async function ensureRunning(start: Start): Promise<Postmaster> {
  const { cluster } = start.layout;
  const until = performance.now() + patienceAfterKillMs;
  for (;;) {
    // One that is found but never gets ready was on its way out: then the next turn starts another.
    const found = await runningPostmaster(cluster);
    const ready = await waitUntilReady(found?.pid ?? (await launch(start)), cluster);
    if (ready) return ready;
    if (!found) await judge(start.layout, performance.now() > until);
    await pause(200);
  }
}

// Each of these ends by itself, once the remains of a killed or stopping server are gone.
const passing = /shared memory block .* still in use|lock file .* already exists|Address already in use/s;

async function judge({ startLog }: Layout, tooLate: boolean): Promise<void> {
  const complaint = await readFile(startLog, 'utf8');
  if (tooLate || !passing.test(complaint))
    throw refuse('embedded.start-failed', { reason: complaint.trim().split('\n').slice(-3).join(' ') });
}

async function waitUntilReady(pid: number | undefined, cluster: string): Promise<Postmaster | undefined> {
  const until = performance.now() + patienceForRecoveryMs;
  while (performance.now() < until) {
    const now = await runningPostmaster(cluster);
    if (now === undefined || now.pid !== pid) return undefined;
    if (now.status === 'ready') return now;
    await pause(10);
  }
  throw refuse('embedded.busy', { folder: cluster });
}

/** Starts a server; its process, or nothing when it gave up, having said why in the start log. */
async function launch({ layout, binaries, user, disposable }: Start): Promise<number | undefined> {
  const { cluster } = layout;
  const socketDir = process.platform === 'win32' ? '' : await openSocketFolder(cluster, user);
  await clearRemains(cluster, socketDir);
  if (user) await giveTo(user, cluster);
  const port = socketDir ? 5432 : await freePort();
  // What it says before its own log opens; opened here, so that its user needs no right to the folder.
  const startLog = await open(layout.startLog, 'w', 0o600);
  try {
    const child = spawn(binaries.postgres, ['-D', folderArgument(cluster), ...serverSettings(socketDir, port, disposable)], {
      ...spawnAs(cluster, user),
      // A session of its own: Ctrl-C in the terminal stops us, and we stop it when nobody else needs it.
      detached: true,
      windowsHide: true,
      stdio: ['ignore', startLog.fd, startLog.fd],
    });
    return await untilItSpeaks(child, cluster);
  } finally {
    await startLog.close();
  }
}

// A folder root copied or restored here belongs to root, with all its files.
async function giveTo(user: ServerUser, cluster: string): Promise<void> {
  const { uid } = await stat(cluster);
  if (uid !== user.uid) spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, cluster]);
  await chmod(cluster, 0o700);
}

async function untilItSpeaks(child: ReturnType<typeof spawn>, cluster: string): Promise<number | undefined> {
  let failure: string | undefined;
  let ended = false;
  child.once('error', (error) => (failure = codeOf(error)));
  child.once('exit', () => (ended = true));
  child.unref();
  // Its file appears within a few milliseconds, or it has said why not.
  for (;;) {
    if (failure === 'EPERM') throw refuse('embedded.cannot-change-user');
    if (failure !== undefined) throw refuse('embedded.start-failed', { reason: failure });
    if (ended) return undefined;
    const found = await runningPostmaster(cluster);
    if (found && found.pid === child.pid) return found.pid;
    await pause(5);
  }
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer().once('error', reject);
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
  });
  return promise;
}

/** The password of a server that listens on the loopback (Windows has no folder-guarded sockets); nothing elsewhere. */
export async function loopbackPassword(file: string): Promise<string | undefined> {
  if (process.platform !== 'win32') return undefined;
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return known;
  const fresh = randomBytes(24).toString('base64url');
  await writeFile(file, fresh, { mode: 0o600 });
  return fresh;
}
