import { sql, type Transaction } from '../../platform/database/index.ts';

// Below it an index look-up each is cheaper than reading a table whole.
const largeSet = 500;

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
