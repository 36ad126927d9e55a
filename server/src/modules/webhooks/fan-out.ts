import { type Queryable, sql, type TenantDatabase, type Transaction } from '../../platform/database/index.ts';
import { type SealedEvent, sealedEventsAfter } from '../audit/index.ts';
import { bodyOf, messageIdOf } from './payload.ts';

const eventsABatch = 500;
/** Of a sending that nobody asked to repeat. */
export const notReplayed = '00000000-0000-0000-0000-000000000000';

/**
 * Queues for each endpoint the events it subscribes to that were numbered since its position, each once. Answers how many deliveries.
 * Positions move in the transaction of the deliveries: killed anywhere, nothing is queued twice and nothing is left out.
 */
export async function fanOut(db: TenantDatabase, now: Temporal.Instant, batchSize = eventsABatch): Promise<number> {
  for (let queued = 0; ;) {
    const batch = await db.transaction((tx) => fanOutBatch(tx, now, batchSize));
    queued += batch.queued;
    if (batch.events < batchSize) return queued;
  }
}

async function fanOutBatch(
  tx: Transaction,
  now: Temporal.Instant,
  batchSize: number,
): Promise<{ events: number; queued: number }> {
  // Locked in id order: two workers queue one after the other, and whoever changes an endpoint waits.
  const endpoints = await tx.rows<{ id: string; position: bigint }>(sql`
    select id, position from webhooks.endpoint where enabled order by id for update
  `);
  if (endpoints.length === 0) return { events: 0, queued: 0 };
  const from = endpoints.map((one) => one.position).reduce((least, one) => (one < least ? one : least));
  const events = await sealedEventsAfter(tx, from, batchSize);
  const last = events.at(-1);
  if (!last) return { events: 0, queued: 0 };
  const queued = await queueEvents(tx, events, {
    endpoints: sql`endpoint.enabled and event.number > endpoint.position`,
    replayId: notReplayed,
    now,
  });
  await tx.run(sql`
    update webhooks.endpoint set position = ${last.number}
    where id = any(${endpoints.map((one) => one.id)}::uuid[]) and position < ${last.number}
  `);
  return { events: events.length, queued };
}

export type Queueing = {
  /** Which endpoints, as a condition over `endpoint` and `event (number)`. */
  readonly endpoints: ReturnType<typeof sql>;
  readonly replayId: string;
  readonly now: Temporal.Instant;
};

/** Writes a delivery for each of these events and each endpoint that takes it, in one statement. One that is queued already stays as it is. */
export async function queueEvents(tx: Transaction, events: readonly SealedEvent[], queueing: Queueing): Promise<number> {
  const entities = await entitiesOf(tx, events);
  const rows = events.map((event) => {
    const entityId = event.entityId ?? entities.get(event.customerId ?? '') ?? null;
    return {
      number: event.number.toString(),
      id: event.id,
      kind: event.kind,
      entity_id: entityId,
      message_id: messageIdOf(event.id),
      body: bodyOf(tx.tenantId, event, entityId),
    };
  });
  const now = queueing.now.toString();
  return tx.run(sql`
    with event as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (number bigint, id uuid, kind text, entity_id uuid, message_id text, body text)
    )
    insert into webhooks.delivery (tenant_id, id, endpoint_id, message_id, kind, event_id, event_number, replay_id, body, next_try_at, created_at)
    select endpoint.tenant_id, uuidv7(), endpoint.id, event.message_id, event.kind, event.id, event.number, ${queueing.replayId}, event.body,
      ${now}::timestamptz, ${now}::timestamptz
    from event
    join webhooks.endpoint on ${queueing.endpoints}
    where (endpoint.entity_ids = '{}' or event.entity_id = any(endpoint.entity_ids))
      and exists (
        select from unnest(endpoint.kinds) as pattern
        where pattern in ('*', event.kind) or (pattern like '%.*' and starts_with(event.kind, rtrim(pattern, '*')))
      )
    order by event.number
    on conflict (tenant_id, endpoint_id, event_id, replay_id) where event_id is not null do nothing
  `);
}

// A promise or a dispute names its customer only; the entity it is owed to is the customer's.
async function entitiesOf(db: Queryable, events: readonly SealedEvent[]): Promise<ReadonlyMap<string, string>> {
  const customers = new Set(
    events.flatMap((event) => (event.entityId === null && event.customerId !== null ? [event.customerId] : [])),
  );
  if (customers.size === 0) return new Map();
  const rows = await db.rows<{ id: string; entityId: string }>(sql`
    select id, entity_id as "entityId" from customers.customer where id = any(${[...customers]}::uuid[])
  `);
  return new Map(rows.map((row) => [row.id, row.entityId]));
}
