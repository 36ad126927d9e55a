import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { refusals } from '../../kernel/refusals.ts';
import { type Key, keyFor, type Keyring } from './keyring.ts';
import type { SealedPlace } from './sealed-place.ts';

export const refuse = refusals({ 'secret.key-unknown': 'conflict', 'secret.damaged': 'conflict' });

const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts a text for the database (AES-256-GCM): `v1.<key id>.<nonce, ciphertext, tag>`. Its place's purpose is part of the key. */
export function seal(keyring: Keyring, { purpose }: SealedPlace, text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyFor(keyring.current, purpose), nonce);
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `v1.${keyring.current.id}.${sealed.toString('base64url')}`;
}

/** The text again. Refuses what a key we do not hold sealed, and what was changed or sealed for another purpose. */
export function unseal(keyring: Keyring, { purpose }: SealedPlace, sealed: string): string {
  const { key, bytes } = parse(keyring, sealed);
  const decipher = createDecipheriv('aes-256-gcm', keyFor(key, purpose), bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    return decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    throw refuse('secret.damaged');
  }
}

/** Whether a key of before sealed it: then it is to be sealed anew. */
export function isSealedByFormer(keyring: Keyring, sealed: string): boolean {
  return sealed.split('.')[1] !== keyring.current.id;
}

function parse(keyring: Keyring, sealed: string): { key: Key; bytes: Buffer } {
  const [version, id, text] = sealed.split('.');
  const bytes = Buffer.from(text ?? '', 'base64url');
  if (version !== 'v1' || !id || bytes.length < nonceBytes + tagBytes) throw refuse('secret.damaged');
  const key = keyring.byId.get(id);
  if (!key) throw refuse('secret.key-unknown', { key: id });
  return { key, bytes };
}
