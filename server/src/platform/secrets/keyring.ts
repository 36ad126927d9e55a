import { createHash, hkdfSync } from 'node:crypto';
import type { Config } from '../config.ts';
import { secretKey } from '../secret-key.ts';

/** The installation's keys: the one that seals, and those of before that still open. Never stored, never logged. */
export type Keyring = { readonly current: Key; readonly byId: ReadonlyMap<string, Key> };
export type Key = { readonly id: string; readonly material: Buffer };

/** The keyring of an installation; see `secretKey` for where its secret comes from. */
export async function openKeyring(config: Config): Promise<Keyring> {
  return keyringOf(await secretKey(config), config.formerSecretKeys);
}

/** A keyring over secrets of at least 32 characters. */
export function keyringOf(current: string, former: readonly string[] = []): Keyring {
  const keys = [current, ...former].map(keyOf);
  const [first] = keys;
  if (!first) throw new Error('a keyring holds at least one key');
  return { current: first, byId: new Map(keys.toReversed().map((key) => [key.id, key])) };
}

/** A key of 32 bytes for one purpose alone (HKDF, RFC 5869): what is sealed for one purpose cannot be opened for another. */
export function keyFor(key: Key, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key.material, '', `quitus ${purpose}`, 32));
}

function keyOf(secret: string): Key {
  const material = createHash('sha256').update(secret).digest();
  // Names the key beside what it sealed, without telling anything of it.
  const id = Buffer.from(hkdfSync('sha256', material, '', 'quitus key id', 6)).toString('base64url');
  return { id, material };
}
