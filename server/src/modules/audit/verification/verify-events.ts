import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { type Fault, type FaultKind, type Findings, namedAtMost, note } from './faults.ts';

type Row = {
  kind: FaultKind;
  number: bigint;
  batch: bigint;
  eventId: string;
  eventKind: string | null;
  at: Temporal.Instant;
  total: number;
};

/** Recomputes the digest of every event numbered from `first` to `last`. */
export async function verifyEvents(db: TenantDatabase, first: bigint, last: bigint, findings: Findings): Promise<void> {
  const rows = await db.rows<Row>(sql`
    with judged as (
      select sealed_event.number, sealed_event.batch, sealed_event.event_id, sealed_event.recorded_at, event.kind as event_kind,
        case
          when event.id is null then 'event-removed'
          when coalesce(sealed_event.erased_digest, sealed_event.digest)
            is distinct from sha256(coalesce(sealed_event.erased_salt, sealed_event.salt) || audit.canonical(event)) then 'event-changed'
          -- Its transaction began after an earlier sealing: it cannot have happened before it. A minute for clocks that were set.
          when event.recorded_at < previous.sealed_at - interval '1 minute' and exists (
            select from audit.batch as earlier
            where earlier.tenant_id = sealed_event.tenant_id and earlier.batch < sealed_event.batch and earlier.batch >= sealed_event.batch - 1000
              and earlier.next_tx <= event.tx and event.recorded_at < earlier.sealed_at - interval '1 minute'
          ) then 'event-back-dated'
        end as fault
      from audit.sealed_event
      left join audit.batch as previous on previous.tenant_id = sealed_event.tenant_id and previous.batch = sealed_event.batch - 1
      left join platform.event
        on event.tenant_id = sealed_event.tenant_id and event.recorded_at = sealed_event.recorded_at and event.id = sealed_event.event_id
      where sealed_event.tenant_id = ${db.tenantId} and sealed_event.number between ${first} and ${last}
    )
    select judged.fault as kind, judged.number, judged.batch, judged.event_id as "eventId", judged.event_kind as "eventKind", judged.recorded_at as at,
      count(*) over ()::int as total
    from judged
    where judged.fault is not null
    order by judged.number
    limit ${namedAtMost}
  `);
  note(findings, await withMoved(db, rows), (rows[0]?.total ?? 0) - rows.length);
}

// An event whose instant was changed is not where its seal says: it is there all the same, so it was not removed.
async function withMoved(db: TenantDatabase, rows: readonly Row[]): Promise<Fault[]> {
  const missing = rows.filter(({ kind }) => kind === 'event-removed').map(({ eventId }) => eventId);
  const moved = new Map<string, string>();
  if (missing.length > 0) {
    const found = await db.rows<{ id: string; kind: string }>(
      sql`select event.id, event.kind from platform.event where event.id = any(${missing}::uuid[])`,
    );
    for (const { id, kind } of found) moved.set(id, kind);
  }
  return rows.map(({ total: _total, ...row }) =>
    moved.has(row.eventId) ? { ...row, kind: 'event-changed', eventKind: moved.get(row.eventId) ?? null } : row,
  );
}

/** Events that the sealing passed by: put in behind its back, under a transaction that had ended or never was. */
export async function verifyUnsealed(db: TenantDatabase, horizon: string, findings: Findings): Promise<void> {
  const rows = await db.rows<{ eventId: string; eventKind: string; at: Temporal.Instant; total: number }>(sql`
    select event.id as "eventId", event.kind as "eventKind", event.recorded_at as at, count(*) over ()::int as total
    from platform.event
    where event.tenant_id = ${db.tenantId} and (event.tx < ${horizon}::xid8 or event.tx >= pg_snapshot_xmax(pg_current_snapshot()))
      and not exists (
        select from audit.sealed_event where sealed_event.tenant_id = event.tenant_id and sealed_event.event_id = event.id
      )
    order by event.recorded_at, event.id
    limit ${namedAtMost}
  `);
  const faults = rows.map(({ total: _total, ...row }) => ({ kind: 'event-inserted' as const, ...row }));
  note(findings, faults, (rows[0]?.total ?? 0) - rows.length);
}

/** Each erasure left what its own event, sealed like any other, says it left; nothing is called erased that no erasure names. */
export async function verifyErasures(db: TenantDatabase, findings: Findings): Promise<void> {
  const rows = await db.rows<{ number: bigint | null; at: Temporal.Instant | null; eventId: string | null }>(sql`
    with remains as (
      select sealed_event.tenant_id, sealed_event.erasure_id, min(sealed_event.number) as number, count(*) as events,
        sha256(string_agg(int8send(sealed_event.number) || sealed_event.erased_digest, ''::bytea order by sealed_event.number)) as content_hash
      from audit.sealed_event
      where sealed_event.tenant_id = ${db.tenantId} and sealed_event.erasure_id is not null
      group by sealed_event.tenant_id, sealed_event.erasure_id
    )
    select remains.number, erasure.erased_at as at, told.id as "eventId"
    from remains
    full join audit.erasure on erasure.tenant_id = remains.tenant_id and erasure.id = remains.erasure_id
    left join platform.event as told on told.tenant_id = erasure.tenant_id and told.kind = 'audit.erased' and told.subject_id = erasure.id
    where coalesce(remains.tenant_id, erasure.tenant_id) = ${db.tenantId}
      and (erasure.id is null or told.id is null or erasure.events <> coalesce(remains.events, 0)
        or (erasure.events > 0 and erasure.content_hash is distinct from remains.content_hash)
        or told.details ->> 'hash' is distinct from encode(erasure.content_hash, 'hex'))
    order by remains.number
  `);
  note(
    findings,
    rows.map((row) => ({ kind: 'erasure-changed' as const, ...row })),
  );
}
