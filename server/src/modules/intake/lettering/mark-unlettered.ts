import { sql, type Transaction } from '../../../platform/database/index.ts';
import { setLettered } from '../../customers/index.ts';

/**
 * Says of each account of the entity whether its ledger letters it: when credits stand open beside debits and no payment was ever put
 * against an invoice, it does not (what a person accepted here counts too). Dunning then works on the net, to confirm. Answers how many accounts changed.
 */
export function markUnlettered(tx: Transaction, entityId: string): Promise<number> {
  return setLettered(
    tx,
    sql`
      select item.customer_id,
        not (bool_or(item.open_minor < 0) and bool_or(item.open_minor > 0) and bool_and(item.first_allocated_on = 'infinity' and item.awaiting_minor = 0))
      from receivables.item
      where item.tenant_id = ${tx.tenantId} and item.entity_id = ${entityId} and item.in_ledger and item.ledger_class = 'receivable'
      group by item.customer_id
    `,
  );
}
