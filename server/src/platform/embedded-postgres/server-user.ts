import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The system user PostgreSQL runs under when it is not ours. */
export type ServerUser = { readonly uid: number; readonly gid: number };

/** PostgreSQL refuses to run as root: then it runs as `quitus` where the system has that user, else as `nobody`. Nothing when we are not root. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  return userNamed(users, 'quitus') ?? userNamed(users, 'nobody') ?? { uid: 65_534, gid: 65_534 };
}

function userNamed(users: readonly string[], name: string): ServerUser | undefined {
  const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
  if (uid === undefined || gid === undefined) return undefined;
  // macOS writes nobody as -2.
  return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
}

/** Whether the user can run this program: each folder on the way may be closed to it. */
export function mayRun(user: ServerUser, program: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -r "$1" && test -x "$1"', 'sh', program], { ...user, cwd: '/' }).status === 0;
}
