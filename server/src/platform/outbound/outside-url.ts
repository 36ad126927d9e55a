import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** `host:port` pairs that the installation's administrator vouches for: plain http and private addresses are allowed to these alone. */
export type OutsideAllowance = readonly string[];

/** Why an address is not called. */
export type UrlProblem = 'url-unreadable' | 'url-scheme' | 'url-credentials' | 'address-not-public';

export type OutsideUrl =
  | { readonly kind: 'good'; readonly url: URL; readonly host: string; readonly allowed: boolean }
  | { readonly kind: 'bad'; readonly problem: UrlProblem };

/**
 * Judges a URL before anything is resolved. The URL parser has by then made `0x7f.1`, `2130706433` and `０１７７.1` the dotted address
 * they mean, so one check of the address serves them all.
 */
export function readOutsideUrl(text: string, allow: OutsideAllowance = []): OutsideUrl {
  const url = URL.parse(text);
  if (!url?.hostname) return { kind: 'bad', problem: 'url-unreadable' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { kind: 'bad', problem: 'url-scheme' };
  if (url.username || url.password) return { kind: 'bad', problem: 'url-credentials' };
  const allowed = allow.includes(`${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`);
  if (url.protocol === 'http:' && !allowed) return { kind: 'bad', problem: 'url-scheme' };
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0 && !allowed && !isPublicAddress(host)) return { kind: 'bad', problem: 'address-not-public' };
  return { kind: 'good', url, host, allowed };
}
