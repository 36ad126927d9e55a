import type { DeliveryRow, DeliveryView } from '@quitus/contract';
import { uuidv7 } from '../../../kernel/ids.ts';
import { type Queryable, sql, type Transaction } from '../../../platform/database/index.ts';
import { testKind } from '../catalogue.ts';
import { notReplayed } from '../fan-out.ts';
import { messageIdOf, testBody } from '../payload.ts';
import { refuse } from '../refusals.ts';
import { askForDelivery } from '../wake.ts';
import { type Claimed, claimOne } from './claim.ts';

type Row = Omit<DeliveryRow, 'eventNumber' | 'nextTryAt' | 'createdAt' | 'finishedAt'> & {
  eventNumber: bigint | null;
  nextTryAt: Temporal.Instant | null;
  createdAt: Temporal.Instant;
  finishedAt: Temporal.Instant | null;
};
type TryRow = Omit<DeliveryView['tries'][number], 'startedAt'> & { startedAt: Temporal.Instant };

export type LogQuery = {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly state?: DeliveryRow['state'] | undefined;
  readonly kind?: string | undefined;
};

const rowColumns = sql`
  id, message_id as "messageId", kind, event_id as "eventId", event_number as "eventNumber", state, test, replay_id <> ${notReplayed} as replay, attempts,
  outcome, status_code as "statusCode", duration_ms as "durationMs", case when finished_at is null then next_try_at end as "nextTryAt",
  created_at as "createdAt", finished_at as "finishedAt"
`;

/** A page of an endpoint's deliveries, the newest first; `next` is the cursor of the page after it. */
export async function listDeliveries(
  db: Queryable,
  endpointId: string,
  query: LogQuery,
): Promise<{ rows: DeliveryRow[]; next: string | null }> {
  const limit = query.limit ?? 50;
  const rows = await db.rows<Row>(sql`
    select ${rowColumns}
    from webhooks.delivery
    where endpoint_id = ${endpointId}::uuid
      and (${query.cursor ?? null}::uuid is null or id < ${query.cursor ?? null}::uuid)
      and (${query.state ?? null}::text is null or state = ${query.state ?? null})
      and (${query.kind ?? null}::text is null or kind = ${query.kind ?? null})
    order by id desc
    limit ${limit + 1}
  `);
  const page = rows.slice(0, limit).map(rowOf);
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** One delivery with its body and every try. */
export async function deliveryView(db: Queryable, endpointId: string, id: string): Promise<DeliveryView> {
  const row = await db.maybe<Row & { body: string; tries: number }>(sql`
    select ${rowColumns}, body from webhooks.delivery where endpoint_id = ${endpointId}::uuid and id = ${id}::uuid
  `);
  if (!row) throw refuse('webhook.delivery-unknown');
  const tries = await db.rows<TryRow>(sql`
    select attempt, started_at as "startedAt", duration_ms as "durationMs", outcome, status_code as "statusCode", answer
    from webhooks.attempt
    where delivery_id = ${id}::uuid
    order by attempt
  `);
  return {
    ...rowOf(row),
    body: row.body,
    tries: tries.map((one) => ({ ...one, startedAt: one.startedAt.toString() })),
  };
}

/** Queues a delivery once more, as a new one under the same webhook-id. Answers its id. */
export async function replayDelivery(tx: Transaction, endpointId: string, id: string, now: Temporal.Instant): Promise<string> {
  const { test } = await deliveryView(tx, endpointId, id);
  if (test) throw refuse('webhook.delivery-not-replayable');
  const again = uuidv7();
  await tx.run(sql`
    insert into webhooks.delivery (tenant_id, id, endpoint_id, message_id, kind, event_id, event_number, replay_id, body, next_try_at, created_at)
    select tenant_id, ${again}, endpoint_id, message_id, kind, event_id, event_number, ${uuidv7()}, body, ${now.toString()}, ${now.toString()}
    from webhooks.delivery
    where id = ${id}::uuid
  `);
  await askForDelivery(tx);
  return again;
}

/** Writes a test of an endpoint and takes it in hand at once: whoever asked sends it, no job does. */
export async function beginTest(tx: Transaction, endpointId: string, now: Temporal.Instant): Promise<Claimed> {
  const id = uuidv7();
  const written = await tx.run(sql`
    insert into webhooks.delivery (tenant_id, id, endpoint_id, message_id, kind, test, body, next_try_at, created_at)
    select tenant_id, ${id}, id, ${messageIdOf(id)}, ${testKind}, true, ${testBody(tx.tenantId, endpointId, now)}, ${now.toString()}, ${now.toString()}
    from webhooks.endpoint
    where id = ${endpointId}::uuid
  `);
  const claimed = written === 0 ? undefined : await claimOne(tx, id, now);
  if (!claimed) throw refuse('webhook.unknown');
  return claimed;
}

function rowOf(row: Row): DeliveryRow {
  return {
    ...row,
    eventNumber: row.eventNumber === null ? null : Number(row.eventNumber),
    nextTryAt: row.nextTryAt?.toString() ?? null,
    createdAt: row.createdAt.toString(),
    finishedAt: row.finishedAt?.toString() ?? null,
  };
}
