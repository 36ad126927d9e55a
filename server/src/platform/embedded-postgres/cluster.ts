import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chown, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Binaries } from './binaries.ts';
import { refuse } from './refusals.ts';
import { openPrivateFolder, shortName } from './private-folder.ts';
import { serverUser, type ServerUser } from './server-user.ts';

/** The major version of the programs we carry: a cluster of another one must be moved by backup and restore. */
const major = '18';

/** What is needed to make a cluster and start a server on it. */
export type Start = {
  readonly layout: Layout;
  readonly binaries: Binaries;
  /** Under whom it runs; we, when absent. */
  readonly user: ServerUser | undefined;
  readonly disposable: boolean;
};

/** A data folder's parts. */
export type Layout = {
  readonly cluster: string;
  readonly startLock: string;
  readonly usersLock: string;
  readonly startLog: string;
  readonly password: string;
};

/** Where a data folder's parts are. Its locks stand in it, unless its name is too long for the locks: SQLite takes 512 bytes. */
export async function layoutOf(dataDir: string): Promise<Layout> {
  const locks =
    Buffer.byteLength(dataDir) < 400 ? dataDir : await openPrivateFolder(`/tmp/${shortName(await realpath(dataDir))}-locks`);
  return {
    cluster: join(dataDir, 'postgres'),
    startLock: join(locks, 'start.lock'),
    usersLock: join(locks, 'users.lock'),
    startLog: join(dataDir, 'postgres-start.log'),
    password: join(dataDir, 'postgres.password'),
  };
}

/** Makes the data folder where it is missing; refuses one that we may not write. */
export async function openDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw refuse('embedded.data-folder-unusable', { folder: dataDir, reason: codeOf(error) });
  }
}

/** Whom the cluster's files belong to, or will: the server must run as that user. Nothing when that is us. */
export async function ownerOf(cluster: string): Promise<ServerUser | undefined> {
  const found = await stat(cluster).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw refuse('embedded.data-folder-unusable', { folder: cluster, reason: codeOf(error) });
  });
  if (!found || process.platform === 'win32') return serverUser();
  const me = process.getuid?.();
  if (me !== 0 && found.uid !== me) throw refuse('embedded.data-folder-of-another-user', { folder: cluster });
  // A folder brought here by root (a copy, a restore) is given to the server's user when it starts.
  return me === 0 && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : serverUser();
}

/** Whether the cluster is there; refuses one of another major version of PostgreSQL. */
export async function hasCluster(cluster: string): Promise<boolean> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw refuse('embedded.data-folder-unusable', { folder: cluster, reason: codeOf(error) });
  });
  if (version === undefined) return false;
  if (version.trim() !== major)
    throw refuse('embedded.data-folder-of-another-major', { folder: cluster, found: version.trim(), ours: major });
  return true;
}

/** Makes a cluster: aside first, so that a program killed meanwhile leaves no half one under its name. */
export async function makeCluster(
  { layout: { cluster }, binaries, user, disposable }: Start,
  password: string | undefined,
): Promise<void> {
  const aside = await mkdtemp(`${cluster}.new-`);
  if (user) await chown(aside, user.uid, user.gid);
  const passwordFile = `${cluster}.initial-password`;
  if (password !== undefined) await writeFile(passwordFile, password, { mode: 0o600 });
  try {
    const authentication = password === undefined ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    await runInitdb(binaries.initdb, aside, user, [...authentication, ...(disposable ? ['--no-sync'] : [])]);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(aside, cluster);
}

/** Removes half-made clusters of programs that were killed here; one that still changes waits for the next start. */
export async function removeLeftovers(cluster: string): Promise<void> {
  const names = (await readdir(dirname(cluster))).filter((name) => name.startsWith(`${basename(cluster)}.new-`));
  for (const name of names) await rm(join(dirname(cluster), name), { recursive: true, force: true }).catch(() => undefined);
}

async function runInitdb(initdb: string, folder: string, user: ServerUser | undefined, more: readonly string[]): Promise<void> {
  const options = [
    '--username=postgres',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  const child = spawn(initdb, ['-D', folderArgument(folder), ...options, ...more, '--no-instructions'], {
    ...spawnAs(folder, user),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | string>((settle) => {
    child.once('error', (error) => settle(codeOf(error)));
    child.once('close', (code, signal) => settle(code ?? signal ?? 'unknown'));
  });
  const complaint = await text(child.stderr);
  const code = await ended;
  if (code === 'EPERM') throw refuse('embedded.cannot-change-user');
  if (code !== 0) throw refuse('embedded.initialisation-failed', { reason: complaint.trim() || String(code) });
}

/**
 * How PostgreSQL is told its folder. On Linux it is "the one you stand in": a folder below one that the server's user
 * may not enter (a checkout in root's home) works too, for we take it there before it changes user.
 */
export function folderArgument(folder: string): string {
  return process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

/** Under which user, where and with which environment PostgreSQL's programs run. */
export function spawnAs(
  cwd: string,
  user: ServerUser | undefined,
): { cwd: string; env?: Record<string, string>; uid?: number; gid?: number } {
  if (process.platform === 'win32') return { cwd };
  return { cwd, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }, ...user };
}

/** The system's short word for what went wrong: `EACCES`, `ENOSPC`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
