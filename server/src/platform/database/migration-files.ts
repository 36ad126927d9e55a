import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One migration file: `0012_lettering.sql`. */
export type MigrationFile = { readonly number: number; readonly name: string; readonly text: string; readonly sha256: string };

const shape = /^(\d{4})_[a-z0-9_-]+\.sql$/;

/** The folder's migrations in order. A name of another shape or a number used twice is a fault of the program. */
export async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const files = await Promise.all(names.map((name) => readMigration(folder, name)));
  for (const [index, file] of files.entries()) {
    if (file.number === files[index - 1]?.number) throw new Error(`two migrations have the number of ${file.name}`);
  }
  return files;
}

async function readMigration(folder: string, name: string): Promise<MigrationFile> {
  const number = shape.exec(name)?.[1];
  if (number === undefined) throw new Error(`a migration is named 0001_subject.sql, not ${name}`);
  // A checkout on Windows may change the line ends; that is no edit.
  const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
  return { number: Number(number), name, text, sha256: createHash('sha256').update(text).digest('hex') };
}
