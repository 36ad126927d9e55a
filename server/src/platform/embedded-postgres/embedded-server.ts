import { spawnSync } from 'node:child_process';
import { rmdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Binaries, findBinaries } from './binaries.ts';
import { hasCluster, type Layout, layoutOf, makeCluster, openDataFolder, ownerOf, removeLeftovers } from './cluster.ts';
import { type FileLock, tryFileLock, waitForFileLock } from './file-lock.ts';
import { type Postmaster, runningPostmaster, waitUntilGone } from './postmaster.ts';
import { refuse } from './refusals.ts';
import { names, prepareDatabase } from './roles.ts';
import { ensureRunning, loopbackPassword } from './start.ts';

export type EmbeddedOptions = {
  /** Where everything lives; made when missing. */
  readonly dataDir: string;
  readonly log?: (message: string) => void;
  /** For tests: nothing survives a crash of the machine, everything is quick. */
  readonly disposable?: boolean;
};

/** A running embedded server, for as long as somebody uses it. */
export type EmbeddedServer = {
  /** The address for a role and database; the superuser `postgres` is for the server's own affairs. */
  url(role: string, database: string): string;
  readonly pid: number;
  /** Where its socket is; empty on Windows, where it listens on the loopback. */
  readonly socketDir: string;
  /** Leaves; the last one out stops the server. */
  close(): Promise<void>;
};

/** Somebody else may be making the cluster, or replaying a long log. */
const patienceForOthersMs = 16 * 60_000;
const patienceForStopMs = 60_000;

/** Starts PostgreSQL on a data folder, or joins the one that runs there. */
export async function startEmbedded({
  dataDir,
  log = () => undefined,
  disposable = false,
}: EmbeddedOptions): Promise<EmbeddedServer> {
  const folder = resolve(dataDir);
  await openDataFolder(folder);
  const layout = await layoutOf(folder);
  const starting = await waitForFileLock(layout.startLock, 'exclusive', patienceForOthersMs);
  if (!starting) throw refuse('embedded.busy', { folder });
  try {
    const user = await ownerOf(layout.cluster);
    const binaries = await findBinaries(user, folder);
    await removeLeftovers(layout.cluster);
    const start = { layout, binaries, user, disposable };
    const password = await loopbackPassword(layout.password);
    if (!(await hasCluster(layout.cluster))) {
      log(`making a PostgreSQL cluster in ${folder}`);
      await makeCluster(start, password);
    }
    const postmaster = await ensureRunning(start);
    const url = addresses(postmaster, password);
    await prepareDatabase(url(names.superuser, 'postgres'), password);
    const use = tryFileLock(layout.usersLock, 'shared');
    if (!use) throw refuse('embedded.busy', { folder });
    log(`PostgreSQL runs on ${folder} (process ${postmaster.pid})`);
    return { url, pid: postmaster.pid, socketDir: postmaster.socketDir, close: once(() => leave(layout, binaries, use, log)) };
  } finally {
    starting.release();
  }
}

function addresses({ socketDir, port }: Postmaster, password: string | undefined): (role: string, database: string) => string {
  return (role, database) =>
    socketDir
      ? `postgresql://${role}@localhost:${port}/${database}?host=${encodeURIComponent(socketDir)}`
      : `postgresql://${role}:${password ?? ''}@127.0.0.1:${port}/${database}`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

async function leave(layout: Layout, binaries: Binaries, use: FileLock, log: (message: string) => void): Promise<void> {
  const stopping = await waitForFileLock(layout.startLock, 'exclusive', patienceForStopMs);
  use.release();
  // Somebody is coming in and takes long: the server is theirs to stop.
  if (!stopping) return;
  try {
    const alone = tryFileLock(layout.usersLock, 'exclusive');
    if (!alone) return;
    try {
      await stop(layout.cluster, binaries, log);
    } finally {
      alone.release();
    }
  } finally {
    stopping.release();
  }
}

async function stop(cluster: string, binaries: Binaries, log: (message: string) => void): Promise<void> {
  const postmaster = await runningPostmaster(cluster);
  if (!postmaster) return;
  if (process.platform === 'win32') {
    spawnSync(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w'], { windowsHide: true });
    return;
  }
  process.kill(postmaster.pid, 'SIGINT');
  if (!(await waitUntilGone(postmaster.pid, cluster, patienceForStopMs))) {
    log('PostgreSQL does not stop: stopped at once, it will replay its log at the next start');
    process.kill(postmaster.pid, 'SIGQUIT');
    await waitUntilGone(postmaster.pid, cluster, patienceForStopMs);
  }
  // Empty now; it would be made again at the next start.
  await rmdir(postmaster.socketDir).catch(() => undefined);
}
