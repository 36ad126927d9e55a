import { lookup as lookUpName } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Lookup } from './call-outside.ts';
import type { OutsideAllowance } from './outside-url.ts';
import { isPublicAddress } from './public-address.ts';

export type OutsideAddress =
  | { readonly kind: 'good'; readonly address: string }
  | { readonly kind: 'bad'; readonly problem: 'name-unknown' | 'address-not-public' };

const systemLookup: Lookup = (host) => lookUpName(host, { all: true, order: 'verbatim' });

/**
 * The one address to connect to for a host that a tenant's settings chose, of a protocol other than HTTP. Every address of the name must be
 * public unless the administrator vouches for `host:port`; connect to this address and to no name, or the name may change its mind in between.
 */
export async function outsideAddress(
  host: string,
  port: number,
  allow: OutsideAllowance = [],
  lookup: Lookup = systemLookup,
): Promise<OutsideAddress> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const allowed = allow.includes(`${host}:${port}`);
  if (isIP(bare) !== 0)
    return allowed || isPublicAddress(bare) ? { kind: 'good', address: bare } : { kind: 'bad', problem: 'address-not-public' };
  const addresses = await lookup(bare).catch(() => []);
  const [first] = addresses;
  if (!first) return { kind: 'bad', problem: 'name-unknown' };
  if (!allowed && !addresses.every((one) => isPublicAddress(one.address))) return { kind: 'bad', problem: 'address-not-public' };
  return { kind: 'good', address: first.address };
}
