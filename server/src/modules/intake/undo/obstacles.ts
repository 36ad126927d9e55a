import { type Queryable, sql, type Sql } from '../../../platform/database/index.ts';
import type { ImportRow } from '../import-record.ts';

type Obstacle = {
  readonly code:
    | 'import.undo-later-import'
    | 'import.undo-messages'
    | 'import.undo-cases'
    | 'import.undo-allocations'
    | 'import.undo-changed';
  readonly values: Readonly<Record<string, string | number>>;
};

/**
 * What was built on an import and would hang in the air without it: a later import that touched its items, a message that listed one, a promise,
 * dispute or hold about one, an allocation made since by another hand. Undefined when it can be undone. It reads rooms above its own: to ask
 * each for its reasons would need a door in all of them that nobody else uses.
 */
export async function obstacleToUndo(db: Queryable, row: ImportRow): Promise<Obstacle | undefined> {
  const items = sql`
    select item.id from receivables.item where item.import_id = ${row.id}
    union
    select history.id from receivables.item_history as history where history.superseded_by_import = ${row.id}
  `;
  const found = await db.one<{
    laterFile: string | null;
    messages: number;
    cases: number;
    allocations: number;
    changed: boolean;
  }>(sql`
    with own as materialized (${items})
    select
      (select later.file_name from intake.import as later
        where later.entity_id = ${row.entityId} and later.state = 'applied' and later.finished_at > ${row.finishedAt ?? row.createdAt}::timestamptz
          and (${touched(sql`later.id`)})
        order by later.finished_at limit 1) as "laterFile",
      (select count(*)::int from own where exists (select from messages.message_item where message_item.item_id = own.id)) as messages,
      (select count(*)::int from own where exists (select from promises.promise_item where promise_item.item_id = own.id)
        or exists (select from disputes.dispute_item where dispute_item.item_id = own.id)
        or exists (select from holds.hold where hold.item_id = own.id and hold.released_at is null)) as cases,
      (select count(*)::int from receivables.allocation
        where allocation.reversed_at is null and allocation.import_id is distinct from ${row.id}::uuid
          and allocation.recorded_at > ${row.startedAt ?? row.createdAt}::timestamptz
          and (allocation.credit_item_id in (select own.id from own) or allocation.debit_item_id in (select own.id from own))) as allocations,
      ${row.type === 'customers' || row.type === 'contacts' || row.type === 'sales'} and ${row.updated > 0} as changed
  `);
  if (found.laterFile !== null) return { code: 'import.undo-later-import', values: { file: found.laterFile } };
  if (found.messages > 0) return { code: 'import.undo-messages', values: { count: found.messages } };
  if (found.cases > 0) return { code: 'import.undo-cases', values: { count: found.cases } };
  if (found.allocations > 0) return { code: 'import.undo-allocations', values: { count: found.allocations } };
  return found.changed ? { code: 'import.undo-changed', values: {} } : undefined;
}

// A later import built on this one when it replaced, settled or lettered one of its items.
function touched(later: Sql): Sql {
  return sql`
    exists (
      select from receivables.item_history as history
      where history.superseded_by_import = ${later} and history.id in (select own.id from own)
    )
    or exists (
      select from receivables.allocation
      where allocation.import_id = ${later} and (allocation.credit_item_id in (select own.id from own) or allocation.debit_item_id in (select own.id from own))
    )
    or exists (
      select from receivables.allocation
      where allocation.reversed_by_import = ${later} and (allocation.credit_item_id in (select own.id from own) or allocation.debit_item_id in (select own.id from own))
    )
  `;
}
