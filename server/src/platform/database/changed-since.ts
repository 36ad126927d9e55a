import { type Sql, sql } from './statement.ts';

/** What a transaction sees at this instant, as a text that `changedSince` compares rows with: every later statement of it sees at least that. */
export const currentSnapshot: Sql = sql`pg_current_snapshot()::text`;

/**
 * A boolean expression: whether this row (`table` or its alias) was written by a transaction which `snapshot` did not see. Exact where a time of
 * change is not: a transaction may take long between its change and its commit. Not for rows written under a savepoint, which have a number of
 * their own: we set none.
 */
export function changedSince(row: Sql, snapshot: Sql): Sql {
  const seen = sql`(${snapshot})::pg_snapshot`;
  const oldest = sql`pg_snapshot_xmin(${seen})::text::bigint`;
  // A row keeps the last 32 bits of its transaction's number: how far that is past the oldest one which was still at work.
  const past = sql`((${row}.xmin::text::bigint - ${oldest} % 4294967296 + 4294967296) % 4294967296)`;
  const begun = sql`pg_snapshot_xmax(pg_current_snapshot())::text::bigint`;
  return sql`(${past} < ${begun} - ${oldest} and not pg_visible_in_snapshot((${oldest} + ${past})::text::xid8, ${seen}))`;
}
