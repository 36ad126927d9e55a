import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuse } from './refusals.ts';
import type { ServerUser } from './server-user.ts';

// sun_path holds 108 bytes on Linux, 104 on macOS, its end included.
const longestSocket = 100;

/** The folder of a cluster's socket. Only the server's user (and root) can enter it: whoever gets in is trusted without a password. */
export async function openSocketFolder(cluster: string, user: ServerUser | undefined): Promise<string> {
  const name = shortName(await realpath(cluster));
  const wanted = join(tmpdir(), name);
  const short = Buffer.byteLength(join(wanted, '.s.PGSQL.5432')) <= longestSocket ? wanted : join('/tmp', name);
  return openPrivateFolder(short, user);
}

/** A name of a few letters that only this path gets. */
export function shortName(path: string): string {
  return `q-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
}

/** A folder that only `user` (we, when absent) and root may enter; refuses one that is there and is not so. */
export async function openPrivateFolder(folder: string, user?: ServerUser): Promise<string> {
  const made = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    () => false,
  );
  if (made && user) await chown(folder, user.uid, user.gid);
  const found = await lstat(folder).catch(() => undefined);
  const owner = user?.uid ?? process.getuid?.();
  // Somebody else's folder or link under this name could lead our connections to a server of theirs.
  if (!found?.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0)
    throw refuse('embedded.private-folder-unusable', { folder });
  return folder;
}
