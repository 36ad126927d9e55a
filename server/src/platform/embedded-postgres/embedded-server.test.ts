import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBinaries, readyBinaries } from './binaries.ts';
import { openDatabaseServer } from './database-server.ts';
import { type EmbeddedServer, startEmbedded } from './embedded-server.ts';
import { shortName } from './private-folder.ts';
import { mayRun } from './server-user.ts';

// Real servers on real folders, and real programs that are killed. Linux tells the most; elsewhere the rest still holds.
const isRoot = process.getuid?.() === 0;
const isLinux = process.platform === 'linux';
const nobody = { uid: 65_534, gid: 65_534 };

let root: string;
const programs: ChildProcess[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quitus-embedded-'));
  await chmod(root, 0o755);
});
afterAll(async () => {
  for (const program of programs) program.kill('SIGKILL');
  // A test that failed may have left its server behind.
  for (const folder of await readdir(root, { recursive: true })) {
    if (!folder.endsWith('postmaster.pid')) continue;
    const pid = Number((await readFile(join(root, folder), 'utf8')).split('\n', 1)[0]);
    if (pid > 1 && pid !== process.pid) process.kill(pid, 'SIGKILL');
  }
  await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

const start = (dataDir: string): Promise<EmbeddedServer> => startEmbedded({ dataDir, disposable: true });

/** Rows of one statement, asked as the superuser. */
async function ask(server: EmbeddedServer, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: server.url('postgres', 'postgres') });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function lives(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
    // A dead child that nobody has asked after yet still takes signals: Z.
    return !isLinux || !/\) Z /.test(await readFile(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

type Program = { readonly said: { pid?: number; refused?: string }; leave(): Promise<void>; kill(): Promise<void> };

/** Another program on the same folder, up and running (or refused). */
async function startProgram(dataDir: string, user?: { uid: number; gid: number }): Promise<Program> {
  const fixture = fileURLToPath(new URL('program.fixture.ts', import.meta.url));
  const child = spawn(process.execPath, [fixture, dataDir], { stdio: ['pipe', 'pipe', 'inherit'], ...user });
  programs.push(child);
  const exited = once(child, 'exit');
  const line: unknown = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([first]: unknown[]) => first),
    exited,
  ]);
  return {
    // The cast: the fixture beside this file wrote it.
    said: JSON.parse(String(line)) as Program['said'],
    async leave() {
      child.stdin.write('leave');
      await exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

describe('a folder through its life', () => {
  let folder: string;
  beforeAll(() => {
    folder = join(root, 'life');
  });

  test('an empty folder becomes a database in the byte order of C, with checksums, in UTC, without network', async () => {
    const server = await start(folder);
    const [settings] = await ask(
      server,
      `select current_setting('data_checksums') as checksums, current_setting('TimeZone') as zone, current_setting('listen_addresses') as network,
        datlocprovider::text as provider, datlocale as locale, pg_encoding_to_char(encoding) as encoding
      from pg_database where datname = 'quitus'`,
    );
    expect(settings).toEqual({
      checksums: 'on',
      zone: 'UTC',
      network: process.platform === 'win32' ? '127.0.0.1' : '',
      provider: 'b',
      locale: 'C.UTF-8',
      encoding: 'UTF8',
    });
    await ask(server, 'create table kept as select 1 as it');
    await server.close();
    expect(await lives(server.pid)).toBe(false);
  });

  test('what was written is there at the next start', async () => {
    const server = await start(folder);
    expect(await ask(server, 'select it from kept')).toEqual([{ it: 1 }]);
    await server.close();
  });

  test('a second program joins, and the last one out stops the server', async () => {
    const server = await start(folder);
    const program = await startProgram(folder);
    expect(program.said).toEqual({ pid: server.pid });
    await server.close();
    // Leaving twice is leaving once.
    await server.close();
    expect(await lives(server.pid)).toBe(true);
    await program.leave();
    expect(await lives(server.pid)).toBe(false);
  });

  test('one program may use it twice', async () => {
    const [one, other] = await Promise.all([start(folder), start(folder)]);
    expect(one.pid).toBe(other.pid);
    await one.close();
    expect(await ask(other, 'select it from kept')).toEqual([{ it: 1 }]);
    await other.close();
    expect(await lives(other.pid)).toBe(false);
  });

  test('a killed program leaves the server running; the next one joins it and, last one out, stops it', async () => {
    const program = await startProgram(folder);
    await program.kill();
    const server = await start(folder);
    expect(server.pid).toBe(program.said.pid);
    await server.close();
    expect(await lives(server.pid)).toBe(false);
  });

  test('a killed server starts again at once, with all that was committed', async () => {
    const server = await start(folder);
    await ask(server, 'insert into kept values (2)');
    process.kill(server.pid, 'SIGKILL');
    const again = await start(folder);
    expect(again.pid).not.toBe(server.pid);
    expect(await ask(again, 'select it from kept order by it')).toEqual([{ it: 1 }, { it: 2 }]);
    await server.close();
    await again.close();
    expect(await lives(again.pid)).toBe(false);
  });

  test('a killed server starts again as soon as the connections of its life have ended, and not before', async () => {
    const server = await start(folder);
    const straggler = new Client({ connectionString: server.url('postgres', 'postgres') });
    straggler.on('error', () => undefined);
    await straggler.connect();
    const { rows } = await straggler.query<{ pid: number }>('select pg_backend_pid() as pid');
    const pid = rows[0]?.pid ?? 0;
    process.kill(pid, 'SIGSTOP');
    process.kill(server.pid, 'SIGKILL');
    const starting = start(folder);
    await expect.poll(() => readFile(join(folder, 'postgres-start.log'), 'utf8'), { timeout: 15_000 }).toContain('still in use');
    process.kill(pid, 'SIGCONT');
    const again = await starting;
    expect(await ask(again, 'select count(*)::int as kept from kept')).toEqual([{ kept: 2 }]);
    await server.close();
    await again.close();
  });

  test('a file of a dead server does not hinder when another process has its number now', async () => {
    await writeFile(join(folder, 'postgres', 'postmaster.pid'), `${process.pid}\n${folder}/postgres\n1\n5432\n\n\n\nready   \n`);
    const server = await start(folder);
    expect(await ask(server, 'select count(*)::int as kept from kept')).toEqual([{ kept: 2 }]);
    await server.close();
  });

  test('a cluster of another major version is refused, not touched', async () => {
    const version = join(folder, 'postgres', 'PG_VERSION');
    await writeFile(version, '17\n');
    await expect(start(folder)).rejects.toMatchObject({
      code: 'embedded.data-folder-of-another-major',
      values: { found: '17', ours: '18' },
    });
    await writeFile(version, '18\n');
    await (await start(folder)).close();
  });

  test.runIf(isLinux)('Ctrl-C in our terminal does not reach it: it has a session of its own', async () => {
    const server = await start(folder);
    const session = (await readFile(`/proc/${server.pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[3];
    expect(Number(session)).toBe(server.pid);
    await server.close();
  });

  test.runIf(isRoot)('root’s server runs as another user, who owns its files and its closed socket folder', async () => {
    const server = await start(folder);
    const owner = (await stat(join(folder, 'postgres'))).uid;
    expect(owner).not.toBe(0);
    if (isLinux) expect((await stat(`/proc/${server.pid}`)).uid).toBe(owner);
    const socketDir = await stat(server.socketDir);
    expect([socketDir.uid, socketDir.mode & 0o777]).toEqual([owner, 0o700]);
    await server.close();
  });

  test.runIf(isRoot)('a folder that root copied is given to the server’s user again', async () => {
    const copy = join(root, 'copied');
    await cp(folder, copy, { recursive: true });
    spawnSync('chown', ['-R', '0:0', copy]);
    const server = await start(copy);
    expect(await ask(server, 'select count(*)::int as kept from kept')).toEqual([{ kept: 2 }]);
    await server.close();
  });
});

describe('first starts', () => {
  test('of two programs that start on an empty folder one makes the database and the other joins', async () => {
    const folder = join(root, 'together');
    const [one, other] = await Promise.all([startProgram(folder), startProgram(folder)]);
    expect(one.said.pid).toBeGreaterThan(1);
    expect(other.said).toEqual(one.said);
    await Promise.all([one.leave(), other.leave()]);
    expect(await lives(one.said.pid ?? 0)).toBe(false);
  });

  test('a folder with a very long name, spaces and accents works, and so does one that only root may enter', async () => {
    const closed = join(root, 'fermé à clé');
    await mkdir(closed, { mode: 0o700 });
    const folder = join(closed, ...Array.from({ length: 5 }, () => 'un très long dossier de données '.repeat(5).trim()));
    const server = await start(folder);
    expect(await ask(server, 'select 1 as it')).toEqual([{ it: 1 }]);
    await server.close();
    // Its locks stand apart: the name is too long for them.
    await rm(`/tmp/${shortName(folder)}-locks`, { recursive: true });
  });

  test('what a killed first start left is cleared', async () => {
    const folder = join(root, 'half');
    await mkdir(join(folder, 'postgres.new-Ab12Cd', 'base'), { recursive: true });
    const server = await start(folder);
    await server.close();
    expect((await readdir(folder)).filter((name) => name.includes('.new-'))).toEqual([]);
  });

  test('a folder that cannot be one is refused with the system’s word for it', async () => {
    const file = join(root, 'file');
    await writeFile(file, '');
    await expect(start(join(file, 'data'))).rejects.toMatchObject({
      code: 'embedded.data-folder-unusable',
      values: { reason: 'ENOTDIR' },
    });
  });

  test('programs without their library links, as an installation without scripts leaves them, run from a copy', async () => {
    const installed = dirname(dirname((await findBinaries(undefined, root)).postgres));
    const bare = join(root, 'bare');
    await cp(installed, bare, { recursive: true, verbatimSymlinks: true });
    // The cast: the package's own list.
    const links = JSON.parse(await readFile(join(bare, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
    for (const { target } of links) await rm(join(bare, target.replace('native/', '')));
    await writeFile(join(root, 'no-folder'), '');
    const { postgres } = await readyBinaries(bare, undefined, [join(root, 'no-folder', 'copy'), join(root, 'shelf', 'copy')]);
    expect(postgres).toBe(join(root, 'shelf', 'copy', 'bin', 'postgres'));
    const child = spawn(postgres, ['--version'], { stdio: 'ignore' });
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

test('the addresses of a server: its owner makes tables, its login only uses what it was given', async () => {
  const server = await openDatabaseServer({ dataDir: join(root, 'life') });
  const [owner, login] = [new Client({ connectionString: server.ownerUrl }), new Client({ connectionString: server.appUrl })];
  await Promise.all([owner.connect(), login.connect()]);
  await owner.query('create table ledger (minor bigint); grant select on ledger to quitus_app; create extension btree_gist');
  expect((await login.query('select minor from ledger')).rowCount).toBe(0);
  await expect(login.query('create table mine ()')).rejects.toMatchObject({ code: '42501' });
  await expect(login.query('delete from ledger')).rejects.toMatchObject({ code: '42501' });
  await owner.query('set role quitus_app');
  await Promise.all([owner.end(), login.end()]);
  await server.close();
});

test('an address of yours is used as it is, once a PostgreSQL answers there', async () => {
  const server = await start(join(root, 'life'));
  const databaseUrl = server.url('quitus_login', 'quitus');
  const yours = await openDatabaseServer({ databaseUrl, dataDir: '/nowhere' });
  expect(yours).toMatchObject({ embedded: false, ownerUrl: databaseUrl, appUrl: databaseUrl });
  await yours.close();
  await server.close();
  await expect(openDatabaseServer({ databaseUrl, dataDir: '/nowhere' })).rejects.toMatchObject({ code: 'database.unreachable' });
});

describe.runIf(isRoot && mayRun(nobody, process.execPath))('without root', () => {
  test('the server runs as the program does', async () => {
    const folder = join(root, 'plain');
    await mkdir(folder);
    await chown(folder, nobody.uid, nobody.gid);
    const program = await startProgram(folder, nobody);
    expect((await stat(`/proc/${program.said.pid}`)).uid).toBe(nobody.uid);
    await program.leave();
    expect(await lives(program.said.pid ?? 0)).toBe(false);
  });

  test('a folder one may not write is refused', async () => {
    const folder = join(root, 'not-ours');
    await mkdir(folder, { mode: 0o755 });
    expect((await startProgram(folder, nobody)).said).toEqual({ refused: 'embedded.data-folder-unusable' });
  });

  test('a cluster of another user is refused', async () => {
    const folder = join(root, 'others');
    await mkdir(join(folder, 'postgres'), { recursive: true });
    await chown(folder, nobody.uid, nobody.gid);
    expect((await startProgram(folder, nobody)).said).toEqual({ refused: 'embedded.data-folder-of-another-user' });
  });
});
