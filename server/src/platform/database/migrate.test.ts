import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../testing/index.ts';
import { type Database, migrate, openDatabase, pendingMigrations, sql } from './index.ts';

const db = testDatabase({ empty: true });
let root: string;
let owner: Database;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'migrations-'));
  owner = openDatabase(db.ownerUrl);
});
afterAll(async () => {
  await owner.close();
  await rm(root, { recursive: true, force: true });
});

let folders = 0;

/** A folder of migrations, given as name → SQL. */
async function folderOf(files: Record<string, string>): Promise<string> {
  folders += 1;
  const folder = join(root, String(folders));
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

const first = { '0001_first.sql': 'create table first (id integer);\ngrant select on first to quitus_app;\n' };
const second = { '0002_second.sql': 'create table second (id integer);' };
const tableNames = async (): Promise<unknown> =>
  (
    await owner.system.rows<{ name: string }>(
      sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
    )
  ).map(({ name }) => name);

// In the order of a life: each goes on from what the one before it left.
describe('a schema through its life', () => {
  test('an empty database waits for every file', async () => {
    const folder = await folderOf({ ...first, ...second, 'notes.txt': 'not a migration' });
    expect(await pendingMigrations(owner.system, folder)).toEqual(['0001_first.sql', '0002_second.sql']);
  });

  test('two machines that start at once apply each file once', async () => {
    const folder = await folderOf(first);
    const outcomes = await Promise.all([migrate(db.ownerUrl, folder), migrate(db.ownerUrl, folder)]);
    expect(outcomes.toSorted((a, b) => a.from - b.from)).toEqual([
      { from: 0, to: 1, applied: ['0001_first.sql'] },
      { from: 1, to: 1, applied: [] },
    ]);
  });

  test('the serving role sees what is pending, and does not migrate', async () => {
    const folder = await folderOf({ ...first, ...second });
    expect(await pendingMigrations(db.database.system, folder)).toEqual(['0002_second.sql']);
    await expect(migrate(db.appUrl, folder)).rejects.toMatchObject({ code: '42501' });
  });

  test('a file that fails leaves nothing of itself, says where it failed, and the next try goes on from there', async () => {
    const broken = await folderOf({
      ...first,
      '0002_second.sql': 'create table second (id integer);\nselect nothing from nowhere;',
    });
    await expect(migrate(db.ownerUrl, broken)).rejects.toThrow('0002_second.sql line 2');
    expect(await tableNames()).toEqual(['first']);
    const mended = await folderOf({ ...first, ...second });
    expect(await migrate(db.ownerUrl, mended)).toEqual({ from: 1, to: 2, applied: ['0002_second.sql'] });
    expect(await tableNames()).toEqual(['first', 'second']);
  });

  test('an applied file that was edited is refused, whatever else is pending', async () => {
    const edited = await folderOf({
      '0001_first.sql': 'create table first (id bigint);',
      ...second,
      '0003_third.sql': 'create table third ();',
    });
    await expect(migrate(db.ownerUrl, edited)).rejects.toMatchObject({
      code: 'database.migration-edited',
      values: { name: '0001_first.sql' },
    });
    expect(await tableNames()).toEqual(['first', 'second']);
  });

  test('other line ends are no edit', async () => {
    const windows = await folderOf({ '0001_first.sql': first['0001_first.sql'].replaceAll('\n', '\r\n'), ...second });
    expect(await migrate(db.ownerUrl, windows)).toEqual({ from: 2, to: 2, applied: [] });
  });

  test('a program older than its database is refused', async () => {
    await expect(migrate(db.ownerUrl, await folderOf(first))).rejects.toMatchObject({
      code: 'database.migration-missing',
      values: { name: '0002_second.sql' },
    });
  });

  test('a file that comes late with an early number is refused', async () => {
    const late = await folderOf({ ...first, '0001_late.sql': 'create table late ();' });
    await expect(migrate(db.ownerUrl, late)).rejects.toThrow('two migrations have the number of 0001_late.sql');
    const later = await folderOf({ '0000_late.sql': 'create table late ();', ...first, ...second });
    await expect(migrate(db.ownerUrl, later)).rejects.toMatchObject({ code: 'database.migration-out-of-order' });
  });

  test('a file that commits by itself is refused', async () => {
    const committing = await folderOf({ ...first, ...second, '0003_third.sql': 'create table third (); commit;' });
    await expect(migrate(db.ownerUrl, committing)).rejects.toThrow('0003_third.sql ends the transaction it runs in');
    expect(await pendingMigrations(owner.system, committing)).toEqual(['0003_third.sql']);
  });
});
