import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Keyring, keyFor } from '../../platform/secrets/index.ts';

/** One run of the sealing, as the chain holds it. Hashes are bytes of SHA-256. */
export type Link = {
  readonly tenantId: number;
  readonly batch: bigint;
  readonly firstNumber: bigint;
  readonly lastNumber: bigint;
  readonly previousHash: Buffer;
  readonly contentHash: Buffer;
  readonly nextTx: string;
  /** Microseconds since 1970. */
  readonly sealedAtMicros: bigint;
};
/** The end of the chain. */
export type Head = {
  readonly tenantId: number;
  readonly batch: bigint;
  readonly lastNumber: bigint;
  readonly hash: Buffer;
  readonly horizon: string;
};

/** What the first batch hangs on. */
export const noHash = Buffer.alloc(32);

/** HMAC-SHA-256 over all a batch says and the hash before it. Undefined when the keyring does not hold the key. */
export function linkHash(keyring: Keyring, keyId: string, link: Link): Buffer | undefined {
  return macOf(keyring, keyId, [
    'quitus audit batch 1',
    link.tenantId,
    link.batch,
    link.firstNumber,
    link.lastNumber,
    link.previousHash.toString('hex'),
    link.contentHash.toString('hex'),
    link.nextTx,
    link.sealedAtMicros,
  ]);
}

/** HMAC-SHA-256 over the end of the chain: only who holds the key can move it. */
export function headProof(keyring: Keyring, keyId: string, head: Head): Buffer | undefined {
  return macOf(keyring, keyId, [
    'quitus audit head 1',
    head.tenantId,
    head.batch,
    head.lastNumber,
    head.hash.toString('hex'),
    head.horizon,
  ]);
}

/** Whether two hashes are the same, in a time that tells nothing of where they differ. */
export function same(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

// One line a value: no value holds a line's end, so two different messages never read alike.
function macOf(keyring: Keyring, keyId: string, values: readonly (string | number | bigint)[]): Buffer | undefined {
  const key = keyring.byId.get(keyId);
  return key && createHmac('sha256', keyFor(key, 'audit')).update(values.join('\n'), 'utf8').digest();
}
