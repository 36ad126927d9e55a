import type { Day } from '../../../kernel/days.ts';
import { firstOf, type Sql, sql } from '../../../platform/database/index.ts';
import type { InterestPolicy } from './policy.ts';

export type InterestQuestion = {
  readonly asOf: Day;
  readonly entityId?: string | undefined;
  /** Accounts to look at, customers of the group too; without it every customer but those. */
  readonly customerIds?: readonly string[] | undefined;
  /** These items alone, with the other due lines of their invoices: an indemnity is an invoice's. Their customers are named as well. */
  readonly itemIds?: readonly string[] | undefined;
  readonly policy: InterestPolicy;
};

/**
 * Due lines late at the close of a day, and what stood unpaid of them when, as known now: the `with` steps `debt` (what the law looks at, one
 * row an item) and `step` (one row for each principal: `id, from_on, to_on, principal_minor`, with the item's `late_minor` and `late_to`).
 */
export function lateSteps(tenantId: number, { asOf, entityId, customerIds, itemIds }: InterestQuestion): Sql {
  return sql`
    debt as materialized (
      select item.id, item.document_id, item.customer_id as account_id, customer.code as customer_code, item.currency, item.amount_minor,
        item.issue_on, item.due_on, item.due_on + 1 as late_from, entity.country, customer.kind as debtor
      from receivables.item
      join customers.customer as account on account.tenant_id = item.tenant_id and account.id = item.customer_id
      -- A merged duplicate owes as the customer it became.
      join customers.customer on customer.tenant_id = account.tenant_id and customer.id = ${firstOf(sql`account.merged_into`, sql`account.id`)}
      join identity.entity on entity.tenant_id = item.tenant_id and entity.id = item.entity_id
      -- Claims of our own bear no interest, nor does an opening balance whose due days nobody knows.
      where item.tenant_id = ${tenantId} and item.kind in ('invoice', 'opening') and item.ledger_class in ('receivable', 'doubtful')
        and item.amount_minor > 0 and item.in_ledger and not item.opening_without_detail
        and item.due_on < ${asOf}::date and item.booked_on <= ${asOf}::date
        -- Settled by its due day: never late.
        and item.settled_on > item.due_on
        ${entityId === undefined ? sql`` : sql`and item.entity_id = ${entityId}`}
        ${customerIds === undefined ? sql`and not customer.intercompany` : sql`and item.customer_id = any(${customerIds}::uuid[])`}
        ${itemIds === undefined ? sql`` : sql`and item.document_id in (select listed.document_id from receivables.item as listed where listed.id = any(${itemIds}::uuid[]))`}
    ),
    movement as (
      select debt.id, debt.late_from as from_on, debt.amount_minor as minor
      from debt
      union all
      -- A payment lowers what is owed from the day after; a credit note corrects the invoice from its start.
      select debt.id, case when credit.kind = 'credit-note' then debt.late_from else greatest(allocation.effective_on + 1, debt.late_from) end,
        -allocation.amount_minor
      from debt
      join receivables.allocation on allocation.tenant_id = ${tenantId} and allocation.debit_item_id = debt.id
        and allocation.reversed_at is null and allocation.effective_on <= ${asOf}::date
      join receivables.item as credit on credit.tenant_id = allocation.tenant_id and credit.id = allocation.credit_item_id
    ),
    balance as (
      select movement.id, movement.from_on, sum(sum(movement.minor)) over of_item as principal_minor, lead(movement.from_on) over of_item as next_on
      from movement
      group by movement.id, movement.from_on
      window of_item as (partition by movement.id order by movement.from_on)
    ),
    step as (
      select unpaid.*, first_value(unpaid.principal_minor) over (partition by unpaid.id order by unpaid.from_on) as late_minor,
        max(unpaid.to_on) over (partition by unpaid.id) as late_to
      from (
        select balance.id, balance.from_on, least(balance.next_on - 1, ${asOf}::date) as to_on, balance.principal_minor
        from balance
        where balance.principal_minor > 0 and balance.from_on <= ${asOf}::date
      ) as unpaid
    )
  `;
}
