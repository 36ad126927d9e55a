import type { IncomingMessage } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Log } from '../log/index.ts';

/** One request and how it was answered, without anything a person wrote: the route is its pattern, never the address asked for. */
export type Answered = {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly ms: number;
  readonly requestId: string;
  readonly tenantId: number | undefined;
};

/** Each request says once, when answered, what it was; the server's own lines, which quote addresses and headers, are silent. */
export const logController = new Fastify.LogController({ disableRequestLogging: true });

// A proxy's own id, so that its log and ours tell of the same request. Anything else is not repeated.
const acceptable = /^[\w.-]{8,64}$/;

/** The id a request came with when it is one, else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && acceptable.test(given) ? given : crypto.randomUUID();
}

/** Answers each request with its id, and tells the log and whoever counts how it was answered. Before any route is registered. */
export function observeRequests(server: FastifyInstance, log: Log | undefined, tell?: (answered: Answered) => void): void {
  server.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  server.addHook('onResponse', async (request, reply) => {
    const answered: Answered = {
      route: request.routeOptions.url ?? 'none',
      method: request.method,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      requestId: request.id,
      tenantId: request.caller?.tenantId,
    };
    tell?.(answered);
    log?.info(answered, 'answered');
  });
}
