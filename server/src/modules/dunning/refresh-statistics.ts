import { type Queryable, sql } from '../../platform/database/index.ts';

// Fewer rows than this change no plan.
const worthCounting = 500;

/** Tells the planner of many new actions or messages: it would believe the tables small, and read them whole for each message written. */
export async function refreshStatistics(db: Queryable, rowsAdded: number): Promise<void> {
  if (rowsAdded >= worthCounting) await db.run(sql`select dunning.refresh_statistics()`);
}
