import { generateKeyPair } from 'node:crypto';
import { resolveTxt } from 'node:dns/promises';
import { promisify } from 'node:util';

export type DkimKey = {
  /** PKCS #8, PEM. */
  readonly privateKey: string;
  /** The TXT record to publish (RFC 6376 §3.6.1). */
  readonly record: string;
};

/** A new key to sign mail with: RSA of 2048 bits (RFC 8301 asks for no less than 1024, and for 2048). */
export async function newDkimKey(): Promise<DkimKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  return { privateKey, record: `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}` };
}

export type Published = { readonly state: 'published' | 'different' | 'missing' | 'unreachable'; readonly found: string | null };
/** The TXT records of a name, each in its pieces; throws as node:dns does. */
export type ResolveTxt = (name: string) => Promise<string[][]>;

/** Whether the name's TXT record holds this very key. */
export async function publishedRecord(name: string, record: string, resolve: ResolveTxt = resolveTxt): Promise<Published> {
  let found: string[];
  try {
    found = (await resolve(name)).map((pieces) => pieces.join(''));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { state: code === 'ENOTFOUND' || code === 'ENODATA' ? 'missing' : 'unreachable', found: null };
  }
  const key = keyOf(record);
  const same = found.find((text) => keyOf(text) === key);
  if (same !== undefined) return { state: 'published', found: same };
  return { state: found.length > 0 ? 'different' : 'missing', found: found[0] ?? null };
}

// Only the key counts: tags may stand in any order, with spaces where one likes.
function keyOf(record: string): string | undefined {
  return /(?:^|;)\s*p\s*=([^;]*)/.exec(record)?.[1]?.replaceAll(/\s+/g, '');
}
