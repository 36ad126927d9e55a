import { addDays } from '../../../kernel/days.ts';
import { type Sql, sql } from '../../../platform/database/index.ts';
import type { DecisionTerms } from '../decision/terms.ts';

/** A payment older than this is not thanked for any more: a machine that was off does not thank for last month. */
export const thankedWithinDays = 10;

/**
 * The payments of reminded items, as `with` steps: `paid_item` (each item that a payment settled, with what it paid and when)
 * and `thankable` (one row a customer and currency that owes nothing of what it was reminded of any more). A credit note, a
 * write-off or an item that merely left the ledger is no payment. `among` is a condition on `item`.
 */
export function thankable(terms: Pick<DecisionTerms, 'entityId' | 'on'>, among: Sql): Sql {
  const day = sql`${terms.on}::date`;
  return sql`
    paid_item as (
      select item.tenant_id, item.id as item_id, item.customer_id, item.currency, item.due_on, paid.minor, paid.paid_on
      from receivables.item
      cross join lateral (
        select sum(allocation.amount_minor)::bigint as minor, max(allocation.effective_on) as paid_on
        from receivables.allocation
        join receivables.item as credit on credit.tenant_id = allocation.tenant_id and credit.id = allocation.credit_item_id
        where allocation.tenant_id = item.tenant_id and allocation.debit_item_id = item.id and allocation.reversed_at is null
          and credit.kind = 'payment'
      ) as paid
      where item.entity_id = ${terms.entityId}::uuid and item.amount_minor > 0 and item.open_minor = 0 and not item.settled_by_inference
        and paid.minor > 0 and ${reminded(sql`item`)} and ${among}
    ),
    thankable as (
      select paid_item.customer_id, paid_item.currency, max(paid_item.paid_on) as paid_on, sum(paid_item.minor)::bigint as paid_minor,
        (array_agg(paid_item.item_id order by paid_item.minor desc, paid_item.item_id))[1] as first_item_id
      from paid_item
      where not exists (
        select from receivables.item as late
        where late.tenant_id = paid_item.tenant_id and late.customer_id = paid_item.customer_id and late.currency = paid_item.currency
          and late.open_minor - late.awaiting_minor > 0 and late.due_on < ${day} and ${reminded(sql`late`)}
      )
      group by paid_item.customer_id, paid_item.currency
    )`;
}

/** Whether a reminder that left listed the item. */
function reminded(item: Sql): Sql {
  return sql`exists (
    select from messages.message_item
    join messages.message on message.tenant_id = message_item.tenant_id and message.id = message_item.message_id
    where message_item.tenant_id = ${item}.tenant_id and message_item.item_id = ${item}.id and message.state = 'sent' and message.kind = 'reminder'
  )`;
}

/**
 * Items settled recently enough, and never thanked for, of customers of whom at least one was settled within the days of the steps in
 * force: nobody else can be thanked today, and those few are found without asking of every payment of a season.
 */
export function recentlySettled(terms: DecisionTerms, days: { readonly longest: number; readonly inForce: number }): Sql {
  const since = (offset: number): Sql => sql`${addDays(terms.on, -thankedWithinDays - offset)}::date`;
  return sql`
    item.settled_on between ${since(days.longest)} and ${terms.on}::date and ${unthanked(sql`item`)}
    and item.customer_id in (
      select recent.customer_id
      from receivables.item as recent
      where recent.entity_id = ${terms.entityId}::uuid and recent.amount_minor > 0 and recent.open_minor = 0
        and recent.settled_on between ${since(days.inForce)} and ${terms.on}::date
        and ${reminded(sql`recent`)} and ${unthanked(sql`recent`)}
    )`;
}

function unthanked(item: Sql): Sql {
  return sql`not exists (
    select from dunning.action_item
    join dunning.action on action.tenant_id = action_item.tenant_id and action.id = action_item.action_id
    where action_item.tenant_id = ${item}.tenant_id and action_item.item_id = ${item}.id and action.kind = 'thanks'
      -- To be asked for an address is not to be thanked.
      and action.step_id is not null
  )`;
}
