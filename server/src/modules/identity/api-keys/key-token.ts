import { createHash, randomBytes } from 'node:crypto';

/** A key's token in its parts: whose it is, which it is, and the hash of its secret. */
export type KeyToken = { readonly tenantId: number; readonly id: string; readonly secretSha256: Buffer };

const shape = /^qk_([1-9a-z][0-9a-z]{0,5})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_([\w-]{43})$/;

/** A new secret of 256 random bits for a key, as its whole token `qk_<id>_<secret>`, and what is stored of it. */
export function newKeyToken(tenantId: number, id: string): { token: string; secretSha256: Buffer } {
  const secret = randomBytes(32).toString('base64url');
  return { token: `${keyPrefix(tenantId, id)}_${secret}`, secretSha256: hashOf(secret) };
}

/** How a key's tokens begin; the tenant is part of a key's id, so that its row is found under the tenant's policy. */
export function keyPrefix(tenantId: number, id: string): string {
  return `qk_${tenantId.toString(36)}-${id}`;
}

/** A bearer token's parts; undefined when it is no key of ours. */
export function readKeyToken(token: string): KeyToken | undefined {
  const [, tenant, id, secret] = shape.exec(token) ?? [];
  if (!tenant || !id || !secret) return undefined;
  const tenantId = Number.parseInt(tenant, 36);
  return tenantId < 2 ** 31 ? { tenantId, id, secretSha256: hashOf(secret) } : undefined;
}

// A plain hash is enough: there is nothing to guess in 256 random bits.
function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
