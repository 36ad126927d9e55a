import { sql, type Transaction } from '../../platform/database/index.ts';

// Below this the planner's guesses hold well enough.
const worthCounting = 5_000;

/** Takes the ledger's statistics again after a load that added many rows, so that what follows is planned for them. */
export async function refreshStatistics(tx: Transaction, rowsAdded: number): Promise<void> {
  if (rowsAdded >= worthCounting) await tx.run(sql`select intake.refresh_statistics()`);
}
