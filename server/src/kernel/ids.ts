import { createHash, randomBytes, randomFillSync, randomInt } from 'node:crypto';

const pool = Buffer.allocUnsafe(4096);
let used = pool.length;
let lastMillis = 0;
let sequence = 0;

/** A new identifier: uuid version 7, increasing within one process so that bulk loads fill their index in order. */
export function uuidv7(): string {
  let millis = Date.now();
  if (millis <= lastMillis) {
    millis = lastMillis;
    sequence += 1;
    // 12 bits of sequence a millisecond; past them we borrow the next one.
    if (sequence > 0xfff) {
      millis = lastMillis += 1;
      sequence = 0;
    }
  } else {
    lastMillis = millis;
    sequence = 0;
  }
  if (used + 8 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const time = millis.toString(16).padStart(12, '0');
  const tail = pool.toString('hex', used, used + 8);
  used += 8;
  const variant = ((Number.parseInt(tail.slice(0, 1), 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`;
}

/** A uuid that depends only on its words: the same words give the same id, so a retry finds what the first try made. */
export function derivedId(...words: readonly string[]): string {
  const hash = createHash('sha256').update(words.join('\u0000')).digest('hex');
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** A tenant's number: random and positive, so that tenants can move between databases without meeting. */
export function newTenantId(): number {
  return randomInt(1, 2 ** 31 - 1);
}

/** A secret for a link or session: 128 random bits, URL-safe. Only its hash is stored. */
export function newToken(): string {
  return randomBytes(16).toString('base64url');
}

/** What is stored of a secret. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
