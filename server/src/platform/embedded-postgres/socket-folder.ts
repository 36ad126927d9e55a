import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuse } from './refusals.ts';
import type { ServerUser } from './server-user.ts';

// sun_path holds 108 bytes on Linux, 104 on macOS, its end included.
const longest = 100;

/** A folder only the server's user (and root) can enter, short enough for a socket: whoever gets in is trusted without a password. */
export async function openSocketFolder(cluster: string, user: ServerUser | undefined): Promise<string> {
  const name = `q-${createHash('sha256').update(await realpath(cluster)).digest('hex').slice(0, 12)}`;
  const wanted = join(tmpdir(), name);
  const folder = Buffer.byteLength(join(wanted, '.s.PGSQL.5432')) <= longest ? wanted : join('/tmp', name);
  const owner = user?.uid ?? process.getuid?.();
  const made = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    () => false,
  );
  if (made && user) await chown(folder, user.uid, user.gid);
  const found = await lstat(folder).catch(() => undefined);
  // Somebody else's folder or link under this name could lead our connections to a server of theirs.
  if (!found?.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0) throw refuse('embedded.socket-folder-unusable', { folder });
  return folder;
}
