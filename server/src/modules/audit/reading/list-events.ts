import type { AuditEvent } from '@quitus/contract';
import type { Language } from '@quitus/texts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import type { AuditNeighbours } from '../neighbours.ts';
import { refuse } from '../refusals.ts';
import { pageAfter, readPageEnd } from '../page-end.ts';
import { conditionOf, type EventFilter } from './event-filter.ts';
import { eventColumns, type EventRow, eventViews, withSeals } from './event-view.ts';

/** One page of events, newest first, from where the page before ended. A page goes by instant and id: what is not sealed yet has its place too. */
export async function listEvents(
  db: Queryable,
  query: EventFilter & { readonly limit?: number | undefined; readonly after?: string | undefined },
  language: Language,
  neighbours: AuditNeighbours,
): Promise<{ events: AuditEvent[]; next: string | null }> {
  const limit = query.limit ?? 50;
  const end = readPageEnd(query.after);
  const from = end ? sql`and (event.recorded_at, event.id) < (${end.at}::timestamptz, ${end.id}::uuid)` : sql``;
  const rows = await db.rows<EventRow>(sql`
    with page as materialized (
      select event.*
      from platform.event
      where ${conditionOf(query)} ${from}
      order by event.recorded_at desc, event.id desc
      limit ${limit}
    )
    select ${eventColumns}
    from page as event
    ${withSeals}
    order by event.recorded_at desc, event.id desc
  `);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    events: await eventViews(db, rows, language, neighbours),
    next: last ? pageAfter(last.recordedAt, last.id) : null,
  };
}

/** One event with its seal. An id of another tenant is unknown. */
export async function eventById(db: Queryable, id: string, language: Language, neighbours: AuditNeighbours) {
  const row = await db.maybe<EventRow & { sealedAt: Temporal.Instant | null }>(sql`
    select ${eventColumns}, batch.sealed_at as "sealedAt"
    from platform.event
    ${withSeals}
    left join audit.batch on batch.tenant_id = sealed_event.tenant_id and batch.batch = sealed_event.batch
    where event.id = ${id}::uuid
      -- The seal knows its instant; without seal it came since the horizon. Either way an index leads to it.
      and (event.recorded_at = (select sealed_event.recorded_at from audit.sealed_event where sealed_event.event_id = ${id}::uuid)
        or (event.tx >= coalesce((select head.horizon from audit.head), '0') and not exists (select from audit.sealed_event where sealed_event.event_id = ${id}::uuid)))
  `);
  if (!row) throw refuse('audit.event-unknown');
  const [view] = await eventViews(db, [row], language, neighbours);
  if (!view) throw new Error('one row makes one view');
  const { batch, sealedAt, digest } = row;
  const sealed = batch !== null && sealedAt !== null && digest !== null;
  return {
    ...view,
    details: { ...row.details },
    seal: sealed ? { batch: Number(batch), sealedAt: sealedAt.toString(), digest: digest.toString('hex') } : null,
  };
}
