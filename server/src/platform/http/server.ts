import { Readable } from 'node:stream';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import type { Permission } from '@quitus/contract';
import { chooseLanguage, type Language } from '@quitus/texts';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Actor } from '../../kernel/actor.ts';
import { businessDate } from '../../kernel/days.ts';
import { Refusal } from '../../kernel/refusals.ts';
import type { Database } from '../database/index.ts';
import type { Caller, Context, FileAnswer, Implementation, RedirectAnswer } from './implement.ts';
import { problemOf } from './problems.ts';
import { readUpload } from './read-upload.ts';
import { serveWebApp } from './web-app.ts';

export type HttpOptions = {
  readonly database: Database;
  readonly implementations: readonly Implementation[];
  /** Who a session token belongs to; undefined when it is unknown or over. */
  readonly authenticate: (token: string) => Promise<Caller | undefined>;
  readonly now: () => Temporal.Instant;
  /** The built web app; absent in API-only tests. */
  readonly webFolder?: string | undefined;
  /** Whether the outside reaches us by https: the cookie is then sent over https only. */
  readonly secure: boolean;
  readonly logLevel?: string;
  readonly ready?: () => Promise<boolean>;
};

const sessionCookie = 'quitus_session';
const maxUploadBytes = 4 * 2 ** 30;

/** The HTTP server: the contract's routes, the OpenAPI document, health and the web app. Not listening yet. */
export async function buildServer(options: HttpOptions): Promise<FastifyInstance> {
  const server = Fastify({
    logger:
      options.logLevel === 'silent'
        ? false
        : { level: options.logLevel ?? 'warn', redact: ['req.headers.cookie', 'req.headers.authorization'] },
    bodyLimit: 2 * 2 ** 20,
    genReqId: () => crypto.randomUUID(),
    // Coerced because a query string has only texts; unknown properties are dropped, not refused, so that older servers answer newer clients.
    ajv: { customOptions: { coerceTypes: true, removeAdditional: true, useDefaults: true, allErrors: false } },
    forceCloseConnections: 'idle',
  });
  await server.register(helmet, {
    contentSecurityPolicy: {
      // Mantine writes its variables as inline styles; scripts are ours alone.
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        ...(options.secure ? {} : { upgradeInsecureRequests: null }),
      },
    },
    hsts: options.secure,
    crossOriginEmbedderPolicy: false,
  });
  await server.register(cookie);
  await server.register(compress, { threshold: 2048, encodings: ['br', 'gzip'] });
  await server.register(multipart, { limits: { files: 1, fileSize: maxUploadBytes, fields: 20, fieldSize: 200_000 } });
  await server.register(rateLimit, { global: false });
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'Quitus',
        version: '1',
        description: 'Everything the screens do. Amounts are decimal strings beside their currency; days are ISO.',
      },
      servers: [{ url: '/' }],
    },
  });

  server.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, languageOf(request), request.id);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  });
  await server.register(async (api) => registerRoutes(api, options));
  server.get('/api/v1/openapi.json', { schema: { hide: true } }, async () => server.swagger());
  server.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true }));
  server.get('/readyz', { schema: { hide: true } }, async (_, reply) => {
    const ready = (await options.ready?.()) ?? true;
    return reply.code(ready ? 200 : 503).send({ ok: ready });
  });
  if (options.webFolder) await serveWebApp(server, options.webFolder);
  server.setNotFoundHandler((request, reply) => notFound(request, reply));
  return server;
}

function languageOf(request: FastifyRequest): Language {
  return request.caller?.language ?? chooseLanguage(request.headers['accept-language']);
}

function notFound(request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(new Refusal('http.no-such-route', 'not-found'), languageOf(request), request.id);
  void reply.code(404).type('application/problem+json').send(JSON.stringify(problem));
}

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
  }
}

async function registerRoutes(api: FastifyInstance, options: HttpOptions): Promise<void> {
  for (const { key, route, handler } of options.implementations.flat()) {
    const [method, path] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];
    api.route({
      method,
      url: `/api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`,
      schema: {
        summary: route.summary,
        tags: [route.tag],
        operationId: key,
        ...(route.params ? { params: route.params } : {}),
        ...(route.query ? { querystring: route.query } : {}),
        ...(route.body && !route.upload ? { body: route.body } : {}),
        ...(route.upload ? { consumes: ['multipart/form-data'] } : {}),
        ...(route.file || route.redirect || route.status === 204 ? {} : { response: { [route.status ?? 200]: route.ok } }),
      },
      // Guessing passwords is slowed here; the lock on the account itself is identity's.
      ...(key === 'POST /sessions' || key === 'POST /owner'
        ? { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } }
        : {}),
      // Rights come before the shape of the request: a stranger learns nothing from a validation message.
      onRequest: async (request) => {
        assertSameOrigin(request);
        const token = request.cookies[sessionCookie];
        const caller = token ? await options.authenticate(token) : undefined;
        if (caller) request.caller = caller;
        if (route.permission !== 'public') assertAllowed(caller, route.permission);
      },
      handler: async (request, reply) => {
        const context = contextOf(options, request, reply);
        const upload = route.upload ? await readUpload(request, route.body) : undefined;
        const answer = await handler({
          params: request.params,
          query: request.query,
          body: request.body,
          context,
          ...(upload ? { upload } : {}),
        });
        if (route.redirect) return reply.redirect((answer as RedirectAnswer).redirectTo, 303);
        if (route.file) return sendFile(reply, answer as FileAnswer, route.file);
        if (route.status === 204) return reply.code(204).send();
        return reply.code(route.status ?? 200).send(answer);
      },
    });
  }
}

function assertAllowed(caller: Caller | undefined, permission: Permission): void {
  if (!caller) throw new Refusal('session.required', 'unauthenticated');
  if (!caller.permissions.has(permission)) throw new Refusal('session.not-allowed', 'forbidden', { role: caller.role });
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

function contextOf(options: HttpOptions, request: FastifyRequest, reply: FastifyReply): Context {
  const caller = request.caller;
  const actor: Actor = caller
    ? { kind: caller.kind === 'key' ? 'key' : 'user', id: caller.personId, name: caller.name }
    : { kind: 'system', name: 'public' };
  return {
    caller,
    database: options.database,
    get db() {
      if (!caller) throw new Error('a public route has no tenant');
      return options.database.tenant(caller.tenantId, caller.scope);
    },
    tenantId: caller?.tenantId ?? 0,
    actor,
    language: languageOf(request),
    now: options.now,
    today: (timeZone = 'Europe/Paris') => businessDate(options.now(), timeZone),
    setSession: (token) => {
      if (token)
        void reply.setCookie(sessionCookie, token, {
          path: '/',
          httpOnly: true,
          sameSite: 'lax',
          secure: options.secure,
          maxAge: 30 * 24 * 3600,
        });
      else void reply.clearCookie(sessionCookie, { path: '/' });
    },
    cookie: (name) => request.cookies[name],
    setCookie: (name, value, seconds = 600) => {
      const place = { path: '/', httpOnly: true, sameSite: 'lax', secure: options.secure } as const;
      if (value === undefined) void reply.clearCookie(name, place);
      else void reply.setCookie(name, value, { ...place, maxAge: seconds });
    },
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    address: request.ip,
  };
}

function sendFile(reply: FastifyReply, answer: FileAnswer, mediaType: string): FastifyReply {
  const name = answer.name.replace(/[^\w.() -]/g, '_');
  return reply
    .type(answer.mediaType ?? mediaType)
    .header('content-disposition', `attachment; filename="${name}"; filename*=UTF-8''${encodeURIComponent(answer.name)}`)
    .send(Readable.from(answer.file));
}
