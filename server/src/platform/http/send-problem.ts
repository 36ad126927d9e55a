import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from './context.ts';
import { problemOf } from './problems.ts';

/** Answers an error as a problem (RFC 9457) in the reader's language; a fault is logged, once. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, languageOf(request), request.id);
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="Quitus"');
  void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** Answers what is no HTTP at all, or an unknown method: there is no request yet, so the answer is written by hand. */
export function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  // A connection that is gone takes no answer.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const body = JSON.stringify(
    problemOf(Object.assign(new Error('unreadable'), { statusCode: status }), 'en', crypto.randomUUID()),
  );
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
