import type { Actor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { sql, type TenantDatabase, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { lastEventNumber, numberBefore, sealedEventsAfter } from '../audit/index.ts';
import { lockEndpoint } from './endpoint.ts';
import { queueEvents } from './fan-out.ts';
import { refuse } from './refusals.ts';
import { askForDelivery } from './wake.ts';

export type ReplayWish = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly fromNumber?: number | undefined;
};

/** Asks for past events to be sent once more to an endpoint: those recorded in `from <= … < to`, or numbered from `fromNumber` on. The job does it. */
export async function askReplay(
  tx: Transaction,
  endpointId: string,
  wish: ReplayWish,
  by: Actor,
  now: Temporal.Instant,
): Promise<{ id: string; fromNumber: number; toNumber: number }> {
  await lockEndpoint(tx, endpointId);
  if ((wish.from === undefined) === (wish.fromNumber === undefined)) throw refuse('webhook.replay-range');
  const from = wish.from === undefined ? null : Temporal.Instant.from(wish.from);
  const until = wish.to === undefined ? null : Temporal.Instant.from(wish.to);
  if (from && until && Temporal.Instant.compare(from, until) >= 0) throw refuse('webhook.replay-range');
  const position = from ? await numberBefore(tx, from) : BigInt(wish.fromNumber ?? 1) - 1n;
  const toNumber = await lastEventNumber(tx);
  const id = uuidv7();
  await tx.run(sql`
    insert into webhooks.replay (tenant_id, id, endpoint_id, recorded_from, recorded_until, position, to_number, asked_by, asked_at)
    values (${tx.tenantId}, ${id}, ${endpointId}, ${from?.toString() ?? null}, ${until?.toString() ?? null}, ${position}, ${toNumber}, ${by.name},
      ${now.toString()})
  `);
  const numbers = { fromNumber: Number(position) + 1, toNumber: Number(toNumber) };
  await recordEvent(tx, { kind: 'webhooks.replay-asked', actor: by, subjectId: endpointId, details: numbers });
  await askForDelivery(tx);
  return { id, ...numbers };
}

type OpenReplay = {
  id: string;
  endpointId: string;
  from: Temporal.Instant | null;
  until: Temporal.Instant | null;
  position: bigint;
  toNumber: bigint;
};

/** Works through what was asked for, batch by batch, each with its position in one transaction. Answers how many deliveries were queued. */
export async function continueReplays(db: TenantDatabase, now: Temporal.Instant, batchSize = 500): Promise<number> {
  for (let queued = 0; ;) {
    const batch = await db.transaction((tx) => continueOne(tx, now, batchSize));
    if (batch === undefined) return queued;
    queued += batch;
  }
}

async function continueOne(tx: Transaction, now: Temporal.Instant, batchSize: number): Promise<number | undefined> {
  const replay = await tx.maybe<OpenReplay>(sql`
    select id, endpoint_id as "endpointId", recorded_from as "from", recorded_until as "until", position, to_number as "toNumber"
    from webhooks.replay
    where finished_at is null
    order by asked_at, id
    limit 1
    for update
  `);
  if (!replay) return undefined;
  const read = await sealedEventsAfter(tx, replay.position, batchSize);
  const events = read.filter(
    (event) =>
      event.number <= replay.toNumber &&
      (replay.from === null || Temporal.Instant.compare(event.recordedAt, replay.from) >= 0) &&
      (replay.until === null || Temporal.Instant.compare(event.recordedAt, replay.until) < 0),
  );
  const queued =
    events.length === 0
      ? 0
      : await queueEvents(tx, events, { endpoints: sql`endpoint.id = ${replay.endpointId}`, replayId: replay.id, now });
  const position = read.at(-1)?.number ?? replay.toNumber;
  const over = read.length < batchSize || position >= replay.toNumber;
  await tx.run(sql`
    update webhooks.replay set position = ${position}, finished_at = ${over ? now.toString() : null}::timestamptz where id = ${replay.id}
  `);
  return queued;
}
