import type { Route } from '@quitus/contract';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../kernel/refusals.ts';
import type { Caller } from './implement.ts';

export const sessionCookie = 'quitus_session';

/** How a cookie is called on the wire: over https with the prefix by which a browser takes it from this host alone (RFC 6265bis §4.1.3.2). */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** Finds out who a session's cookie or a key's bearer token belongs to; undefined when it is unknown or over. */
export type Authenticate = {
  readonly session: (token: string) => Promise<Caller | undefined>;
  readonly key?: ((token: string, address: string) => Promise<Caller | undefined>) | undefined;
};

/**
 * Who asks, by the bearer token or else by the cookie. A request with a token is a program's: its cookie is not looked at, and where its page
 * came from does not matter, for no browser adds a token by itself.
 */
export async function callerOf(
  request: FastifyRequest,
  authenticate: Authenticate,
  secure: boolean,
): Promise<Caller | undefined> {
  const bearer = bearerOf(request);
  if (bearer !== undefined) {
    const caller = await authenticate.key?.(bearer, request.ip);
    if (!caller) throw new Refusal('key.unusable', 'unauthenticated');
    return caller;
  }
  assertSameOrigin(request);
  const token = request.cookies[cookieName(sessionCookie, secure)];
  return token ? authenticate.session(token) : undefined;
}

/** Refuses whoever may not take this route, before the shape of the request is even looked at: a stranger learns nothing from a validation message. */
export function assertAllowed(caller: Caller | undefined, route: Pick<Route, 'permission' | 'personal'>): void {
  if (route.permission === 'public') return;
  if (!caller) throw new Refusal('session.required', 'unauthenticated');
  if (caller.kind === 'key' && (route.personal || route.permission === 'account'))
    throw new Refusal('key.not-for-programs', 'forbidden');
  if (route.permission === 'account' || caller.permissions.has(route.permission)) return;
  if (caller.withheld?.has(route.permission)) throw new Refusal('session.not-within-scope', 'forbidden');
  throw caller.kind === 'key'
    ? new Refusal('key.not-allowed', 'forbidden', { permission: route.permission })
    : new Refusal('session.not-allowed', 'forbidden', { role: caller.role });
}

function bearerOf(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const [, token] = /^Bearer +(\S+)$/i.exec(header) ?? [];
  // Any other scheme is not ours: it counts as a token that is not good, never as nobody at all.
  return token ?? '';
}

// A browser says where an unsafe request comes from; another site's is refused. Programs that send neither header carry no cookie by accident.
function assertSameOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  if (site && site !== 'same-origin' && site !== 'none') throw new Refusal('session.cross-site', 'forbidden');
  const origin = request.headers.origin;
  // A page without an address of its own (a sandboxed frame) says “null”: it is no page of ours.
  if (!site && origin && URL.parse(origin)?.host !== request.headers.host) throw new Refusal('session.cross-site', 'forbidden');
}
