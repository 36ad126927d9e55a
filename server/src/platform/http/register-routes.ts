import type { Route } from '@quitus/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { assertAllowed, callerOf } from './authorise.ts';
import { assertShallow, limitBodyTime, limitSilence } from './body-limits.ts';
import { compileWhenAsked } from './compile-when-asked.ts';
import { contextOf } from './context.ts';
import { assertUnchanged, hasEtag, sendWithEtag } from './etags.ts';
import { replayed, takesIdempotencyKey } from './idempotency.ts';
import type { AnyHandler, Context, FileAnswer, Implementation, RedirectAnswer } from './implement.ts';
import { personalDataRead } from './personal-data.ts';
import { readQueryTexts } from './query-texts.ts';
import { readStream, readUpload } from './read-upload.ts';
import { requestLimits } from './request-limits.ts';
import { sendFile } from './send-file.ts';
import type { HttpOptions } from './server.ts';
import { assertNames } from './unknown-names.ts';

type Bound = Implementation[number];

/** Every route of the contract below `/api/v1`, bound to its handler. */
export async function registerRoutes(api: FastifyInstance, options: HttpOptions): Promise<void> {
  const all = options.implementations.flat();
  const byKey = new Map(all.map((bound) => [bound.key, bound]));
  const limits = requestLimits(options.requestsPerMinute ?? 600, options.now);
  const compilers = compileWhenAsked(api);
  for (const bound of all) registerRoute(api, options, { bound, byKey, limits, compilers });
}

// A route that declares no query knows none.
const nothing = Type.Object({});

type Table = {
  bound: Bound;
  byKey: ReadonlyMap<string, Bound>;
  limits: ReturnType<typeof requestLimits>;
  compilers: ReturnType<typeof compileWhenAsked>;
};

function registerRoute(api: FastifyInstance, options: HttpOptions, { bound, byKey, limits, compilers }: Table): void {
  const { key, route } = bound;
  const [method, path] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];
  api.route({
    method,
    url: `/api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`,
    schema: {
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { querystring: route.query } : {}),
      ...(route.body && !route.upload ? { body: route.body } : {}),
      ...(answersJson(route) ? { response: { [route.status ?? 200]: route.ok } } : {}),
    },
    ...compilers,
    // Guessing passwords is slowed here; the lock on the account itself is identity's.
    ...(key === 'POST /sessions' || key === 'POST /owner' ? { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } } : {}),
    onRequest: async (request, reply) => {
      limits.assertAddress(request.ip, reply);
      const caller = await callerOf(
        request,
        { session: options.authenticate, key: options.authenticateKey },
        options.secure,
      ).catch((error: unknown) => {
        limits.countStranger(request.ip);
        throw error;
      });
      if (caller) {
        request.caller = caller;
        limits.count(caller, reply);
      } else limits.countStranger(request.ip);
      assertAllowed(caller, route);
    },
    preParsing: async (request) => {
      if (route.upload) limitSilence(request, options.bodyWithinMs);
      else limitBodyTime(request, options.bodyWithinMs);
    },
    preValidation: async (request) => {
      assertShallow(request.body);
      readQueryTexts(route, request);
      assertNames(request, 'querystring', route.query ?? nothing, request.query);
      if (route.body && !route.upload) assertNames(request, 'body', route.body, request.body);
    },
    handler: async (request, reply) => {
      const context = contextOf(options, request, reply);
      await assertUnchanged(bound, byKey, request, reply, context);
      if (takesIdempotencyKey(route, request)) {
        return replayed(options.database, { key, route }, request, reply, () =>
          answer(bound, byKey, request, reply, context, options),
        );
      }
      return send(route, await answer(bound, byKey, request, reply, context, options), request, reply);
    },
  });
}

function answersJson(route: Route): boolean {
  return !route.file && !route.redirect && route.status !== 204;
}

/** Runs the handler; a JSON answer comes back as the text that will be sent, held to its schema. */
async function answer(
  { key, route, handler }: Bound,
  byKey: ReadonlyMap<string, Bound>,
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
  { onPersonalData }: Pick<HttpOptions, 'onPersonalData'>,
): Promise<unknown> {
  const said = await run(route, handler, request, context);
  const read = personalDataRead(key, route, request, said);
  const tell = (): void => void (read && context.caller && onPersonalData?.(context.caller, read));
  if (!answersJson(route)) {
    tell();
    return said;
  }
  void reply.code(route.status ?? 200);
  // The cast: a JSON route's serializer makes a text; only other content types may make bytes.
  const text = reply.serialize(said) as string;
  linkNext(said, request, reply);
  if (hasEtag(key, route, byKey)) sendWithEtag(text, reply);
  tell();
  return text;
}

/** The next page's address, when the answer has a cursor for it (RFC 8288). */
function linkNext(said: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (typeof said !== 'object' || said === null || !('nextCursor' in said) || typeof said.nextCursor !== 'string') return;
  const [path = '', query = ''] = request.url.split('?', 2);
  const asked = new URLSearchParams(query);
  asked.delete('offset');
  asked.set('cursor', said.nextCursor);
  void reply.header('link', `<${path}?${asked.toString()}>; rel="next"`);
}

async function run(route: Route, handler: AnyHandler, request: FastifyRequest, context: Context): Promise<unknown> {
  const upload = !route.upload
    ? undefined
    : route.stream
      ? readStream(request, route.stream)
      : await readUpload(request, route.body);
  return handler({
    params: request.params,
    query: request.query,
    body: request.body,
    context,
    ...(upload ? { upload } : {}),
  });
}

function send(route: Route, said: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // The casts: `implement` checked what the handler of such a route answers.
  if (route.redirect) return reply.redirect((said as RedirectAnswer).redirectTo, 303);
  if (route.file) return sendFile(reply, said as FileAnswer, route.file);
  if (route.status === 204) return reply.code(204).send();
  if (request.method === 'GET' && isKnownTo(request, reply)) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').send(said);
}

// The reader has this very answer already.
function isKnownTo(request: FastifyRequest, reply: FastifyReply): boolean {
  const etag = reply.getHeader('etag');
  const known = request.headers['if-none-match'];
  if (typeof etag !== 'string' || known === undefined) return false;
  return known.trim() === '*' || known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''));
}
