import { type Sql, sql } from '../../../platform/database/index.ts';
import { noticesReceived } from '../../messages/index.ts';
import type { InterestQuestion } from './late-items.ts';

/** Over `debt`, the `with` step `noticed_item` (`item_id, received_on`): when a formal notice listing it reached whoever owes, where that makes interest run. */
export function noticedStep(tenantId: number, { customerIds }: InterestQuestion): Sql {
  // Of a whole portfolio, one look at every notice: there are few. Of some customers, those that listed what they owe.
  const asked = customerIds && sql`array(select debt.id from debt where debt.debtor = 'consumer')`;
  return sql`noticed_item as materialized (${noticesReceived(tenantId, asked)})`;
}
