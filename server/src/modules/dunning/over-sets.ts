import { sql, type Transaction } from '../../platform/database/index.ts';

// Below it an index look-up each is cheaper than reading a table whole.
const largeSet = 500;

/**
 * Tells the planner that what follows reads whole portfolios: a nested loop is always wrong (it cannot see the size of a set behind
 * a `with` step), and so is walking an index for a million rows that lie all over the table; it may read their pages in order.
 */
export async function readingSets(tx: Transaction): Promise<void> {
  await tx.run(
    sql`select set_config('enable_nestloop', 'off', true), set_config('enable_indexscan', 'off', true), set_config('work_mem', '128MB', true)`,
  );
}

/** The end of `readingSets`. */
export async function readingRows(tx: Transaction): Promise<void> {
  await tx.run(sql`select set_config('enable_nestloop', 'on', true), set_config('enable_indexscan', 'on', true)`);
}

/**
 * Does the work with nested loops off when it is about many rows. The planner cannot see the size of a set behind a `with`
 * step, takes it for a handful, and would compare every row with every other.
 */
export async function overSets<T>(tx: Transaction, rows: number, work: () => Promise<T>): Promise<T> {
  if (rows < largeSet) return work();
  await tx.run(sql`select set_config('enable_nestloop', 'off', true), set_config('work_mem', '128MB', true)`);
  const answer = await work();
  await tx.run(sql`select set_config('enable_nestloop', 'on', true)`);
  return answer;
}
