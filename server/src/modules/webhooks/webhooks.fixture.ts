import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { sql } from '../../platform/database/index.ts';
import { type NewEvent, recordEvents } from '../../platform/events.ts';
import { keyringOf } from '../../platform/secrets/index.ts';
import type { TestDatabase } from '../../platform/testing/index.ts';
import { sealEvents } from '../audit/index.ts';
import { createEndpoint, type NewEndpoint } from './change-endpoint.ts';
import { openCourier } from './delivery/courier.ts';
import type { Sending } from './delivery/deliver.ts';
import { deliverJob } from './jobs.ts';

export const keyring = keyringOf('k'.repeat(40));
export const clerk = systemActor('test');

export type Heard = { readonly id: string; readonly headers: IncomingHttpHeaders; readonly body: string };
/** What a receiver answers: a status with headers and words, or nothing at all. */
export type Reply =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly words?: string }
  | 'silence'
  | 'hang-up';

/** A receiver on this machine, as an administrator would allow it; `reply` may be changed while it runs. */
export async function receiver(reply: (heard: Heard) => Reply | Promise<Reply> = () => ({ status: 204 })) {
  const heard: Heard[] = [];
  const state = { reply };
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    // The cast: a request without encoding gives buffers.
    for await (const piece of request) pieces.push(piece as Buffer);
    const one: Heard = {
      id: String(request.headers['webhook-id']),
      headers: request.headers,
      body: Buffer.concat(pieces).toString('utf8'),
    };
    heard.push(one);
    const answer = await state.reply(one);
    if (answer === 'silence') return;
    if (answer === 'hang-up') request.socket.destroy();
    else response.writeHead(answer.status, answer.headers).end(answer.words);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  return {
    heard,
    url: `http://127.0.0.1:${port}/hook`,
    allow: [`127.0.0.1:${port}`],
    close,
    answers: (next: typeof reply) => void (state.reply = next),
    kinds: () => heard.map((one) => (JSON.parse(one.body) as { type: string }).type),
  };
}

/** A tenant with the sending of its webhooks, a clock that only moves when told, and no chance in its pauses. */
export async function openHouse(test: TestDatabase, changes: Partial<Sending> = {}) {
  const tenant = await test.newTenant();
  const { tenantDb } = tenant;
  // Signatures are checked against today's clock by the library: the test's begins there.
  let now = Temporal.Instant.fromEpochMilliseconds(Date.now());
  const sending: Sending = {
    keyring: async () => keyring,
    allow: [],
    now: () => now,
    random: () => 0,
    timeoutMs: 5000,
    ...changes,
  };
  const troubles: unknown[] = [];
  const courierOf = (own: Sending) => openCourier(own, (_, error) => void troubles.push(error));
  const courier = courierOf(sending);

  const run = async (own = courier): Promise<Temporal.Instant | undefined> => {
    const job = deliverJob(own, sending.keyring);
    const done = await job.handler({
      db: tenantDb,
      database: test.database,
      tenantId: tenant.tenantId,
      subject: '',
      now: () => now,
      signal: new AbortController().signal,
    });
    await own.idle();
    return done?.again;
  };
  return {
    ...tenant,
    sending,
    courier,
    courierOf,
    troubles,
    run,
    now: () => now,
    wait: (duration: Temporal.DurationLike) => void (now = now.add(duration)),
    add: (input: NewEndpoint) =>
      tenantDb.transaction((tx) => createEndpoint(tx, input, { actor: clerk, now, keyring, allow: sending.allow })),
    /** Records events and has them numbered. */
    happens: async (...events: readonly (Partial<NewEvent> & { readonly kind: NewEvent['kind'] })[]) => {
      await tenantDb.transaction((tx) =>
        recordEvents(
          tx,
          events.map((event) => ({ actor: clerk, ...event })),
        ),
      );
      await sealEvents(tenantDb, keyring);
    },
    deliveries: () =>
      tenantDb.rows<{
        kind: string;
        messageId: string;
        state: string;
        attempts: number;
        outcome: string | null;
        nextTryAt: Temporal.Instant;
      }>(sql`
        select kind, message_id as "messageId", state, attempts, outcome, next_try_at as "nextTryAt" from webhooks.delivery where not test order by event_number, id
      `),
    endpoint: (id: string) =>
      tenantDb.one<{
        enabled: boolean;
        disabledReason: string | null;
        failures: number;
        failingSince: Temporal.Instant | null;
        position: bigint;
        secret: string;
      }>(sql`
        select enabled, disabled_reason as "disabledReason", failures, failing_since as "failingSince", position, secret from webhooks.endpoint where id = ${id}
      `),
  };
}
