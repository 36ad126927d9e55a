import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, refuse } from './config.ts';

/**
 * The installation's secret: the one it was given, else one made at the first run and kept in the data folder. With a
 * database of your own there is none to make: all machines must share it, and nothing of ours lies on one of them.
 */
export async function secretKey({ secretKey: given, databaseUrl, dataDir }: Config): Promise<string> {
  if (given !== undefined) return given;
  if (databaseUrl !== undefined) throw refuse('config.secret-key-missing');
  const file = join(dataDir, 'secret-key');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return known.trim();
  await mkdir(dataDir, { recursive: true });
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(aside, randomBytes(32).toString('base64url'), { mode: 0o600 });
  // Two programs may start at once: the first link stands, and both read it.
  await link(aside, file).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await rm(aside);
  return (await readFile(file, 'utf8')).trim();
}
