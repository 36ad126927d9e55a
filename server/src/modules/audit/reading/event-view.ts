import type { AuditEvent } from '@quitus/contract';
import type { Language } from '@quitus/texts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { listEntities } from '../../identity/index.ts';
import type { AuditNeighbours } from '../neighbours.ts';
import { changedFields } from './changed-fields.ts';
import { areaOf, wordsOfKind } from './kind-words.ts';

/** An event as it is read for people, with its seal if it has one. */
export type EventRow = {
  readonly id: string;
  readonly recordedAt: Temporal.Instant;
  readonly kind: string;
  readonly entityId: string | null;
  readonly customerId: string | null;
  readonly subjectId: string | null;
  readonly actorKind: 'user' | 'key' | 'system';
  readonly actorId: string | null;
  readonly actorName: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly origin: { readonly address: string; readonly userAgent?: string } | null;
  readonly number: bigint | null;
  readonly batch: bigint | null;
  readonly digest: Buffer | null;
  readonly erasedAt: Temporal.Instant | null;
};

/** The columns of `EventRow`. */
export const eventColumns = sql`
  event.id, event.recorded_at as "recordedAt", event.kind, event.entity_id as "entityId", event.customer_id as "customerId", event.subject_id as "subjectId",
  event.actor_kind as "actorKind", event.actor_id as "actorId", event.actor_name as "actorName", event.details, event.origin,
  sealed_event.number, sealed_event.batch, sealed_event.digest, erasure.erased_at as "erasedAt"
`;
/** What they are read from, beside `platform.event`. */
export const withSeals = sql`
  left join audit.sealed_event on sealed_event.tenant_id = event.tenant_id and sealed_event.event_id = event.id
  left join audit.erasure on erasure.tenant_id = sealed_event.tenant_id and erasure.id = sealed_event.erasure_id
`;

/** Rows as the API tells them: with names and sentences. Two further statements, however many rows. */
export async function eventViews(
  db: Queryable,
  rows: readonly EventRow[],
  language: Language,
  neighbours: AuditNeighbours,
): Promise<AuditEvent[]> {
  const ids = new Set(rows.flatMap((row) => row.customerId ?? []));
  const [customers, entities] = await Promise.all([neighbours.namesOfCustomers(db, [...ids]), listEntities(db)]);
  return rows.map((row) => {
    const entity = entities.find(({ id }) => id === row.entityId);
    return {
      id: row.id,
      number: row.number === null ? null : Number(row.number),
      sealed: row.number !== null,
      at: row.recordedAt.toString(),
      kind: row.kind,
      area: areaOf(row.kind),
      words: wordsOfKind(row.kind, language),
      actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
      origin: row.origin && { address: row.origin.address, userAgent: row.origin.userAgent ?? null },
      entity: entity ? { id: entity.id, name: entity.name } : null,
      customer: (row.customerId !== null && customers.get(row.customerId)) || null,
      subjectId: row.subjectId,
      changes: row.erasedAt === null ? changedFields(row.details, language) : [],
      erasedAt: row.erasedAt?.toString() ?? null,
    };
  });
}
