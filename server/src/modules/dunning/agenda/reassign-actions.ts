import { sql, type Transaction } from '../../../platform/database/index.ts';

/** Moves what one person has on their agenda to another's: what is to do and what awaits a yes. Counts them. */
export function reassignActions(tx: Transaction, from: string, to: string): Promise<number> {
  return tx.run(sql`
    update dunning.action set assignee_id = ${to} where assignee_id = ${from} and state in ('to-do', 'to-confirm')
  `);
}
