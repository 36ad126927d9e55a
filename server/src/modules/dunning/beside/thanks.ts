import { addDays, type Day } from '../../../kernel/days.ts';
import { type Sql, sql } from '../../../platform/database/index.ts';
import type { DecisionTerms } from '../decision/terms.ts';
import { forgotten } from '../rehearsals.ts';

/** A payment older than this is not thanked for any more: a machine that was off does not thank for last month. */
export const thankedWithinDays = 10;

/**
 * The payments of reminded items, as `with` steps: `paid_item` (each item that a payment settled, with what it paid and when)
 * and `thankable` (one row a customer and currency that owes nothing of what it was reminded of any more). A credit note, a
 * write-off or an item that merely left the ledger is no payment. `among` is a condition on `item`.
 */
export function thankable(terms: Pick<DecisionTerms, 'entityId' | 'on'>, among: Sql): Sql {
  return sql`
    paid_item as (${paidItems(terms, among)}),
    ${thankableOfPaid(terms)}`;
}

/**
 * The items that payments settled and that were reminded of, as a select. What is asked of each item is asked by its index, one
 * item at a time (`limit 1` keeps it so): as joins they would read every payment and every reminder there ever was.
 */
export function paidItems(terms: Pick<DecisionTerms, 'entityId'>, among: Sql): Sql {
  return sql`
    select item.tenant_id, item.id as item_id, item.customer_id, item.currency, item.due_on, paid.minor, paid.paid_on
    from receivables.item
    cross join lateral (
      select sum(allocation.amount_minor)::bigint as minor, max(allocation.effective_on) as paid_on
      from receivables.allocation
      where allocation.tenant_id = item.tenant_id and allocation.debit_item_id = item.id and allocation.reversed_at is null
        and (
          select credit.kind from receivables.item as credit
          where credit.tenant_id = allocation.tenant_id and credit.id = allocation.credit_item_id
        ) = 'payment'
    ) as paid
    where item.entity_id = ${terms.entityId}::uuid and item.amount_minor > 0 and item.open_minor = 0 and not item.settled_by_inference
      and paid.minor > 0 and ${reminded(sql`item`)} and ${among}`;
}

/** `thankable`, a `with` step over `paid_item`. */
export function thankableOfPaid(terms: Pick<DecisionTerms, 'on'>): Sql {
  return sql`
    thankable as (
      select paying.*
      from (
        select paid_item.tenant_id, paid_item.customer_id, paid_item.currency, max(paid_item.paid_on) as paid_on, sum(paid_item.minor)::bigint as paid_minor,
          (array_agg(paid_item.item_id order by paid_item.minor desc, paid_item.item_id))[1] as first_item_id
        from paid_item
        group by paid_item.tenant_id, paid_item.customer_id, paid_item.currency
      ) as paying
      where coalesce((
        select false from receivables.item as late
        where late.tenant_id = paying.tenant_id and late.customer_id = paying.customer_id and late.currency = paying.currency and late.open_minor <> 0
          and late.open_minor - late.awaiting_minor > 0 and late.due_on < ${terms.on}::date and ${reminded(sql`late`)}
        limit 1
      ), true)
    )`;
}

/** Whether a reminder that left listed the item. */
function reminded(item: Sql): Sql {
  return sql`coalesce((
    select true from messages.message_item
    where message_item.tenant_id = ${item}.tenant_id and message_item.item_id = ${item}.id and (
      select message.state = 'sent' and message.kind = 'reminder' and not ${forgotten(sql`message`, sql`message_item.item_id`)} from messages.message
      where message.tenant_id = message_item.tenant_id and message.id = message_item.message_id
    )
    limit 1
  ), false)`;
}

function unthanked(item: Sql): Sql {
  return sql`coalesce((
    select false from dunning.action_item
    where action_item.tenant_id = ${item}.tenant_id and action_item.item_id = ${item}.id and (
      -- To be asked for an address is not to be thanked.
      select action.kind = 'thanks' and action.step_id is not null from dunning.action
      where action.tenant_id = action_item.tenant_id and action.id = action_item.action_id
    )
    limit 1
  ), true)`;
}

const since = (on: Day, offset: number): Sql => sql`${addDays(on, -thankedWithinDays - offset)}::date`;

/** Customers of whom a reminded item was settled within the days of the steps in force, as a select: nobody else can be thanked today. */
export function payingCustomers({ entityId, on }: DecisionTerms, offsetInForce: number): Sql {
  return sql`
    select distinct recent.customer_id
    from receivables.item as recent
    where recent.entity_id = ${entityId}::uuid and recent.settled_on between ${since(on, offsetInForce)} and ${on}::date
      and recent.amount_minor > 0 and recent.open_minor = 0 and not recent.settled_by_inference
      and ${reminded(sql`recent`)} and ${unthanked(sql`recent`)}`;
}

/** Items settled recently enough, and never thanked for. */
export function recentlySettled({ on }: DecisionTerms, longestOffset: number): Sql {
  return sql`item.settled_on between ${since(on, longestOffset)} and ${on}::date and ${unthanked(sql`item`)}`;
}
