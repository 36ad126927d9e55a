import type { Day } from '../../kernel/days.ts';
import { type Sql, sql } from '../../platform/database/index.ts';

/** What a figure is about: a tenant, one of its entities or all, as of the close of a day. `today` tells the kept totals from the past. */
export type Scope = { readonly tenantId: number; readonly entityId: string | undefined; readonly asOf: Day; readonly today: Day };

/** The entity's rows of a table, or all of the tenant's. */
export function inEntity({ entityId }: Scope, column: Sql): Sql {
  return entityId === undefined ? sql`true` : sql`${column} = ${entityId}`;
}

/** The customers of the group: owed, but neither chased nor measured (spec: intercompany is out of dunning and KPIs). */
export function groupCustomers({ tenantId }: Scope): Sql {
  return sql`(select customer.id from customers.customer where customer.tenant_id = ${tenantId} and customer.intercompany)`;
}

/** A day that has not closed yet is read from what is kept; a past one from the items and their allocations. */
export function isCurrent({ asOf, today }: Scope): boolean {
  return asOf >= today;
}

/**
 * What was open on account 411 at the close of `asOf`, one row an item: id, entity_id, customer_id, currency, issue_on, due_on, open_minor.
 * Allocations are looked at only for items partly closed around that day.
 */
export function openItems(scope: Scope): Sql {
  const { tenantId, asOf } = scope;
  const effective = sql`allocation.effective_on <= ${asOf} and allocation.reversed_at is null and not allocation.provisional`;
  return sql`
    select item.id, item.entity_id, item.customer_id, item.currency, item.kind, item.issue_on, item.booked_on, item.due_on,
      case
        when item.first_allocated_on > ${asOf} then item.amount_minor
        when item.last_allocated_on <= ${asOf} then item.open_minor
        when item.amount_minor > 0 then item.amount_minor - (
          select coalesce(sum(allocation.amount_minor), 0)::bigint
          from receivables.allocation
          where allocation.tenant_id = item.tenant_id and allocation.debit_item_id = item.id and ${effective}
        )
        else item.amount_minor + (
          select coalesce(sum(allocation.amount_minor), 0)::bigint
          from receivables.allocation
          where allocation.tenant_id = item.tenant_id and allocation.credit_item_id = item.id and ${effective}
        )
      end as open_minor
    from receivables.item
    where item.tenant_id = ${tenantId} and ${inEntity(scope, sql`item.entity_id`)} and item.booked_on <= ${asOf} and item.settled_on > ${asOf}
      and item.in_ledger and item.ledger_class = 'receivable'
  `;
}
