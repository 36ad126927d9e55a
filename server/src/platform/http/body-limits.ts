import { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../kernel/refusals.ts';

const deepest = 64;

/** Refuses a body that is nested deeper than anything of ours: whatever walks it later walks in itself, and would run out of stack. */
export function assertShallow(body: unknown): void {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) throw new Refusal('http.invalid-request', 'invalid');
    level = level.filter(isWalkable).flatMap((one) => Object.values(one));
  }
}

/** Ends a request whose body has not come whole within the time: one that trickles would hold its connection for ever. */
export function limitBodyTime(request: FastifyRequest, withinMs = 60_000): void {
  const { raw, headers } = request;
  if (headers['transfer-encoding'] === undefined && !(Number(headers['content-length']) > 0)) return;
  const timer = setTimeout(() => {
    if (!raw.complete) raw.destroy();
  }, withinMs);
  const over = (): void => clearTimeout(timer);
  raw.once('end', over).once('close', over);
}

/** Ends an upload whose sender fell silent: a transaction waits for each of its pieces. */
export function limitSilence({ raw }: FastifyRequest, withinMs = 60_000): void {
  const { socket } = raw;
  // A request that a test injects came through none.
  if (!(socket instanceof Socket)) return;
  socket.setTimeout(withinMs, () => {
    if (!raw.complete) socket.destroy();
  });
  // What we do with the file afterwards may take longer.
  raw.once('end', () => socket.setTimeout(0));
}

function isWalkable(value: unknown): value is object {
  // Streams of a file are no plain values.
  return (
    typeof value === 'object' && value !== null && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)
  );
}
