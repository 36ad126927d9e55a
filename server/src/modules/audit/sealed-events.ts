import type { Actor } from '../../kernel/actor.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';

/** One event under its number: what webhooks and live screens tell of. */
export type SealedEvent = {
  readonly number: bigint;
  readonly id: string;
  readonly recordedAt: Temporal.Instant;
  readonly kind: string;
  readonly entityId: string | null;
  readonly customerId: string | null;
  readonly subjectId: string | null;
  readonly actorKind: Actor['kind'];
  readonly actorId: string | null;
  readonly actorName: string;
  /** `{ erased: true }` once its personal values were erased. */
  readonly details: Readonly<Record<string, unknown>>;
};

/** The channel on which the sealing tells, after its commit, that a tenant (the payload: its number) has new numbered events. */
export const eventsChannel = 'quitus_events';

/** The events numbered after `number` (0n: from the first), in order, `limit` at most. Numbers follow commits: a reader who keeps the last one misses none. */
export function sealedEventsAfter(db: Queryable, number: bigint, limit: number): Promise<SealedEvent[]> {
  return db.rows<SealedEvent>(sql`
    select sealed_event.number, event.id, event.recorded_at as "recordedAt", event.kind, event.entity_id as "entityId", event.customer_id as "customerId",
      event.subject_id as "subjectId", event.actor_kind as "actorKind", event.actor_id as "actorId", event.actor_name as "actorName", event.details
    from audit.sealed_event
    join platform.event on event.tenant_id = sealed_event.tenant_id and event.recorded_at = sealed_event.recorded_at and event.id = sealed_event.event_id
    where sealed_event.number > ${number}
    order by sealed_event.number
    limit ${limit}
  `);
}

/** The number of the last numbered event, 0n before the first: where a new reader begins who wants only what comes. */
export async function lastEventNumber(db: Queryable): Promise<bigint> {
  const { last } = await db.one<{ last: bigint }>(sql`select coalesce(max(number), 0) as last from audit.sealed_event`);
  return last;
}

/** A number such that every event recorded at the instant or later stands after it: where a reader begins who wants a time. */
export async function numberBefore(db: Queryable, instant: Temporal.Instant): Promise<bigint> {
  // An event is sealed after it was recorded, so the batches sealed before the instant hold none that is looked for.
  const { number } = await db.one<{ number: bigint }>(sql`
    select coalesce(max(last_number), 0) as number from audit.batch where sealed_at < ${instant.toString()}::timestamptz
  `);
  return number;
}
