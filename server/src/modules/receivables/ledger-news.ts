import type { Transaction } from '../../platform/database/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';

/** The news that items or lettering changed. Promises, disputes and pauses are settled by the job that listens to it. */
export const ledgerChanged = 'ledger.changed';

/** Tells the news in the transaction of the change: an import applied or undone, an allocation made or reversed. */
export async function tellLedgerChanged(tx: Transaction): Promise<void> {
  await enqueue(tx, ledgerChanged);
}
