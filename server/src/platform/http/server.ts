import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { Refusal } from '../../kernel/refusals.ts';
import type { Database } from '../database/index.ts';
import type { Log } from '../log/index.ts';
import type { Caller, Implementation } from './implement.ts';
import { setsCompilersUp } from './compile-when-asked.ts';
import { type Answered, logController, observeRequests, requestIdOf } from './observe.ts';
import { serveDocument } from './openapi/serve-document.ts';
import type { TellPersonalData } from './personal-data.ts';
import { registerRoutes } from './register-routes.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { refuseUnreadable, sendProblem } from './send-problem.ts';
import { serveWebApp } from './web-app.ts';

export type HttpOptions = {
  readonly database: Database;
  readonly implementations: readonly Implementation[];
  /** Who a session token belongs to; undefined when it is unknown or over. */
  readonly authenticate: (token: string) => Promise<Caller | undefined>;
  /** The same for the token of a key, called from this address. Absent: no key is known. */
  readonly authenticateKey?: (token: string, address: string) => Promise<Caller | undefined>;
  /** How long a body may take to come, and the sender of a file be silent (a minute). */
  readonly bodyWithinMs?: number | undefined;
  /** What a key may ask in a minute (600); a session five times that. 0: no limit. */
  readonly requestsPerMinute?: number | undefined;
  /** Addresses and networks of the proxies whose word we take for where a request comes from. */
  readonly trustedProxies?: readonly string[] | undefined;
  readonly now: () => Temporal.Instant;
  /** The built web app; absent in API-only tests. */
  readonly webFolder?: string | undefined;
  /** Whether the outside reaches us by https: the cookie is then sent over https only. */
  readonly secure: boolean;
  /** Absent: silent. */
  readonly log?: Log | undefined;
  /** Told of each answer, for the metrics. */
  readonly tellAnswered?: ((answered: Answered) => void) | undefined;
  /** Told when a debtor's personal data goes out: who reads whose is kept. It must not wait. */
  readonly onPersonalData?: TellPersonalData | undefined;
  readonly ready?: () => Promise<boolean>;
};

const maxUploadBytes = 4 * 2 ** 30;

/** The HTTP server: the contract's routes, the OpenAPI document, health and the web app. Not listening yet. */
export async function buildServer(options: HttpOptions): Promise<FastifyInstance> {
  const server = Fastify({
    ...(options.log ? { loggerInstance: options.log as FastifyBaseLogger } : {}),
    logController,
    bodyLimit: 2 * 2 ** 20,
    // A file of gigabytes may take its time, but not for ever: it is stored as it comes.
    requestTimeout: 3_600_000,
    genReqId: requestIdOf,
    // A query's texts are read by query-texts.ts, a body is taken as it was sent; names that nobody declared are unknown-names.ts's.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: true, allErrors: false } },
    forceCloseConnections: 'idle',
    trustProxy: options.trustedProxies ? [...options.trustedProxies] : false,
    frameworkErrors: sendProblem,
    clientErrorHandler: refuseUnreadable,
  });
  observeRequests(server, options.log, options.tellAnswered);
  await setSecurityHeaders(server, options.secure);
  await server.register(cookie);
  await server.register(compress, { threshold: 2048, encodings: ['br', 'gzip'] });
  await server.register(multipart, { limits: { files: 1, fileSize: maxUploadBytes, fields: 20, fieldSize: 200_000 } });
  await server.register(rateLimit, { global: false, enableDraftSpec: true });
  for (const streamed of ['application/x-ndjson', 'message/rfc822'])
    server.addContentTypeParser(streamed, (_request, payload, done) => done(null, payload));
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  await server.register(async (api) => registerRoutes(api, options));
  await serveDocument(server, options.implementations);
  server.get('/healthz', { schema: { hide: true, ...setsCompilersUp } }, async () => ({ ok: true }));
  server.get('/readyz', { schema: { hide: true } }, async (_, reply) => {
    const ready = (await options.ready?.()) ?? true;
    return reply.code(ready ? 200 : 503).send({ ok: ready });
  });
  if (options.webFolder) await serveWebApp(server, options.webFolder);
  server.setNotFoundHandler((request, reply) => sendProblem(new Refusal('http.no-such-route', 'not-found'), request, reply));
  return server;
}
