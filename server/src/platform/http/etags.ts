import { createHash } from 'node:crypto';
import type { Route } from '@quitus/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../kernel/refusals.ts';
import type { Context, Implementation } from './implement.ts';

type Bound = Implementation[number];
type Table = ReadonlyMap<string, Bound>;

/** Whether an answer carries an ETag: reads of one thing (not windows of a list), and changes that answer the thing as it now reads. */
export function hasEtag(key: string, route: Route, byKey: Table): boolean {
  if (key.startsWith('GET ')) return !isWindow(route);
  const read = readOf(key, byKey);
  return read !== undefined && read.route.ok === route.ok && read.key.slice(4) === key.slice(key.indexOf(' ') + 1);
}

/** Puts the ETag of an answer's text on it. Weak: it names what the answer says, not its bytes as compressed. */
export function sendWithEtag(text: string, reply: FastifyReply): void {
  void reply.header('etag', etagOf(text)).header('vary', 'accept-language, cookie, authorization');
}

/**
 * With `If-Match`, refuses to change what no longer reads as the caller saw it (412). The read of the same address is run again just before the
 * write; where there is none, that of the list one step above (`PUT /settings/{key}`: `GET /settings`). Between that read and the write
 * another change may still slip in: this tells honest callers of each other, it is no lock.
 */
export async function assertUnchanged(
  bound: Bound,
  byKey: Table,
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
): Promise<void> {
  const expected = request.headers['if-match'];
  if (expected === undefined || !['PATCH', 'PUT', 'DELETE'].includes(request.method) || bound.route.permission === 'public')
    return;
  const read = readOf(bound.key, byKey);
  if (!read) throw new Refusal('http.no-etag', 'changed');
  const now = await read.handler({ params: request.params, query: {}, body: undefined, context });
  if (expected.trim() === '*') return;
  // The casts: an answer is an object, its schema plain JSON Schema.
  const etag = etagOf(
    String(reply.serializeInput(now as Record<string, unknown>, read.route.ok as unknown as Record<string, unknown>)),
  );
  const same = expected.split(',').some((one) => one.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''));
  if (!same) throw new Refusal('http.changed-since', 'changed');
}

function readOf(key: string, byKey: Table): Bound | undefined {
  const path = key.slice(key.indexOf(' ') + 1);
  const found =
    byKey.get(`GET ${path}`) ?? (key.startsWith('POST ') ? undefined : byKey.get(`GET ${path.slice(0, path.lastIndexOf('/'))}`));
  return found && !found.route.file && !isWindow(found.route) ? found : undefined;
}

function isWindow(route: Route): boolean {
  return route.query !== undefined && 'limit' in route.query.properties;
}

function etagOf(text: string): string {
  return `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}
