import { type Queryable, sql } from '../../platform/database/index.ts';

// Fewer rows than this change no plan.
const worthCounting = 500;

/** Tells the planner of many new actions or messages: it would believe the tables small, and read them whole for each message written. */
export async function refreshStatistics(db: Queryable, rowsAdded: number): Promise<void> {
  if (rowsAdded >= worthCounting) await db.run(sql`select dunning.refresh_statistics()`);
}

/**
 * Has the planner count what nobody counted yet: after a restore or a first large import, until PostgreSQL gets to it by itself,
 * it knows nothing of a table's columns and would walk the wrong index for each item.
 */
export async function countWhatWasNever(db: Queryable): Promise<void> {
  const { uncounted } = await db.one<{ uncounted: boolean }>(sql`
    select exists (
      select from pg_class
      where oid in ('receivables.item'::regclass, 'receivables.allocation'::regclass, 'holds.hold'::regclass, 'dunning.action'::regclass,
          'dunning.action_item'::regclass, 'dunning.step_done'::regclass, 'messages.message'::regclass, 'messages.message_item'::regclass)
        -- Never counted, or counted when it was empty; small ones do no harm.
        and reltuples <= 0 and pg_relation_size(oid) > 100 * 8192
    ) as uncounted
  `);
  if (uncounted) await db.run(sql`select platform.refresh_statistics()`);
}
