import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';
import { refreshItems } from '../balances.ts';

/**
 * Makes provisional allocations out of a select of id, credit_item_id, debit_item_id, amount_minor, confidence: the surest first, and only those
 * that both items can still bear whole. Answers the ids taken. Under `lockLedger`; to be followed by `refreshBalances`.
 */
export async function allocateProposed(tx: Transaction, by: { entityId: string; by: string }, proposals: Sql): Promise<string[]> {
  const taken = await tx.rows<{ id: string }>(sql`
    with proposal as materialized (${proposals}),
    side as (
      select proposal.id, proposal.credit_item_id as item_id, proposal.amount_minor, proposal.confidence from proposal
      union all
      select proposal.id, proposal.debit_item_id, proposal.amount_minor, proposal.confidence from proposal
    ),
    filled as (
      select side.id, side.item_id, sum(side.amount_minor) over (partition by side.item_id order by side.confidence desc, side.id rows unbounded preceding) as until_minor
      from side
    ),
    bearable as (
      select filled.id
      from filled
      join receivables.item on item.tenant_id = ${tx.tenantId} and item.id = filled.item_id
      group by filled.id
      having count(*) = 2 and bool_and(filled.until_minor <= abs(item.open_minor - item.awaiting_minor))
    ),
    made as (
      insert into receivables.allocation (tenant_id, id, entity_id, customer_id, credit_item_id, debit_item_id, currency, amount_minor, effective_on, source,
        provisional, recorded_by)
      select ${tx.tenantId}, uuidv7(), ${by.entityId}, debit.customer_id, credit.id, debit.id, debit.currency, proposal.amount_minor,
        greatest(credit.booked_on, debit.booked_on), 'manual', true, ${by.by}
      from proposal
      join bearable on bearable.id = proposal.id
      join receivables.item as credit on credit.tenant_id = ${tx.tenantId} and credit.id = proposal.credit_item_id
      join receivables.item as debit on debit.tenant_id = ${tx.tenantId} and debit.id = proposal.debit_item_id
      where credit.customer_id = debit.customer_id and credit.currency = debit.currency and credit.amount_minor < 0 and debit.amount_minor > 0
    )
    select bearable.id from bearable
  `);
  await refreshItems(
    tx,
    sql`
    select unnest(array[proposal.credit_item_id, proposal.debit_item_id]) from (${proposals}) as proposal
  `,
  );
  return taken.map(({ id }) => id);
}
