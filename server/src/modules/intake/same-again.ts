import { type Queryable, sql } from '../../platform/database/index.ts';
import type { ImportOutcome } from './import-outcome.ts';
import type { ImportRow, ImportSummary } from './import-record.ts';

/**
 * What an import's answer depends on beside its file: what each journal is, the default terms, the terms of customers. As one digest, kept with
 * the import, so that the very same file can be told from one that would now be read differently.
 */
export async function basisOf(db: Queryable, entityId: string): Promise<string> {
  const { basis } = await db.one<{ basis: string }>(sql`
    select md5(
      coalesce((select string_agg(journal.code || '=' || journal.nature, ';' order by journal.code) from intake.journal where journal.entity_id = ${entityId}), '')
      || coalesce((select entity.default_terms_id::text from identity.entity where entity.id = ${entityId}), '')
      || coalesce((
        select count(*) || ' ' || sum(hashtextextended(customer.id::text || customer.terms_id || customer.terms_confirmed, 0))
        from customers.customer
        where customer.entity_id = ${entityId} and customer.terms_id is not null
      ), '')
    ) as basis
  `);
  return basis;
}

/** The last import that applied the very same bytes to this entity. */
export async function sameFile(db: Queryable, row: ImportRow): Promise<ImportSummary['sameAs']> {
  const found = await db.rows<{ id: string; createdAt: Temporal.Instant }>(sql`
    select import.id, import.created_at as "createdAt"
    from intake.import
    where import.entity_id = ${row.entityId} and import.file_sha256 = ${row.fileSha256} and import.state = 'applied' and import.id <> ${row.id}
    order by import.created_at desc
    limit 1
  `);
  return found[0] && { id: found[0].id, createdAt: found[0].createdAt.toString() };
}

/**
 * Whether reading this file again can change nothing: the same bytes, read the same way, were the last thing applied to the entity, and nothing
 * its answer depends on has changed. Then its outcome is known without reading. Undefined: it must be read.
 */
export async function knownOutcome(
  db: Queryable,
  row: ImportRow,
  sameAs: ImportSummary['sameAs'],
): Promise<ImportOutcome | undefined> {
  if (!sameAs) return undefined;
  const earlier = await db.maybe<{
    basis: string | null;
    read: number;
    rejected: number;
    summary: ImportSummary;
    control: ImportRow['control'];
  }>(sql`
    select earlier.summary ->> 'basis' as basis, earlier.lines_read::int as read, earlier.lines_rejected::int as rejected, earlier.summary, earlier.control
    from intake.import as earlier
    where earlier.id = ${sameAs.id} and earlier.type = ${row.type} and earlier.mode = ${row.mode}
      and earlier.mapping is not distinct from (select own.mapping from intake.import as own where own.id = ${row.id})
      and not exists (
        select from intake.import as later
        where later.entity_id = earlier.entity_id and later.id <> earlier.id
          and (later.finished_at > earlier.finished_at and later.state = 'applied' or later.undone_at > earlier.finished_at)
      )
  `);
  if (!earlier || earlier.basis === null || earlier.basis !== (await basisOf(db, row.entityId))) return undefined;
  const { removed: _removed, unlettered: _unlettered, 'seen-again': _seen, ...notes } = earlier.summary.notes ?? {};
  return {
    read: earlier.read,
    created: 0,
    updated: 0,
    unchanged: earlier.read - earlier.rejected,
    rejected: earlier.rejected,
    warnings: earlier.summary.warnings ?? 0,
    settled: 0,
    allocations: 0,
    customers: 0,
    controls: earlier.control.map((one) => ({
      currency: one.currency,
      fileMinor: BigInt(one.file),
      takenMinor: BigInt(one.taken),
      rejectedMinor: BigInt(one.rejected),
    })),
    refusedWhole: false,
    held: undefined,
    notes,
  };
}
