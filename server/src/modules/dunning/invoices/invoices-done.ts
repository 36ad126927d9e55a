import type { Actor } from '../../../kernel/actor.ts';
import type { Day } from '../../../kernel/days.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvents } from '../../../platform/events.ts';
import { markItemsSent } from '../../receivables/index.ts';

/** Somebody deposited a customer's invoices on its portal: those the action lists are sent, that day. Of any other action nothing. */
export async function invoicesDeposited(tx: Transaction, actionId: string, on: Day, by: Actor): Promise<void> {
  const deposited = await tx.rows<{ itemId: string; number: string; customerId: string; portal: string | null }>(sql`
    select item.id as "itemId", item.number, item.customer_id as "customerId", action.reason ->> 'portal' as portal
    from dunning.action
    join dunning.action_item on action_item.tenant_id = action.tenant_id and action_item.action_id = action.id
    join receivables.item on item.tenant_id = action_item.tenant_id and item.id = action_item.item_id
    where action.id = ${actionId}::uuid and action.kind = 'invoice' and action.reason ->> 'code' = 'invoice-portal' and item.unsent
    order by item.number
  `);
  await markItemsSent(
    tx,
    deposited.map(({ itemId }) => ({ itemId, on })),
  );
  await recordEvents(
    tx,
    deposited.map(({ itemId, number, customerId, portal }) => ({
      kind: 'documents.said-sent',
      actor: by,
      customerId,
      subjectId: itemId,
      details: { number, on, ...(portal === null ? {} : { portal }) },
    })),
  );
}
