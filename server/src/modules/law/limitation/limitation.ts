import { addDays, type Day } from '../../../kernel/days.ts';
import { type Sql, sql } from '../../../platform/database/index.ts';

/** Years in which a professional may claim what a consumer owes for goods or services (C. conso. L218-2). */
const consumerYears = 2;

/**
 * The first day on which a claim is time-barred, null while it is not. It runs from the due day, and anew from each acknowledgement made in time: a
 * part payment, a promise (C. civ. 2240, 2231). A claim once barred is not revived by what comes after; a reminder or a formal notice interrupts
 * nothing (Cass. com. 18 May 2022, 20-23.204). The last day counts whole (C. civ. 2229).
 */
export function barredSince(dueOn: Day, acknowledgedOn: readonly Day[], on: Day): Day | null {
  let last = lastDay(dueOn);
  for (const day of acknowledgedOn.filter((one) => one > dueOn && one <= on).toSorted()) {
    if (day > last) break;
    last = lastDay(day);
  }
  return on > last ? addDays(last, 1) : null;
}

// From 29 February the period ends on the 28th: there is no such day two years later.
function lastDay(from: Day): Day {
  return Temporal.PlainDate.from(from).add({ years: consumerYears }).toString();
}

/**
 * The same for an entity, as a select of (item_id, customer_id, from_on: the first day barred): what consumers owe a French creditor. `promised` selects
 * (item_id, day) of acknowledgements besides payments, which are read from the ledger; what was settled by inference is nobody's payment.
 */
export function timeBarredItems(entityId: string, on: Day, promised: Sql): Sql {
  const lastDayFrom = (day: Sql): Sql => sql`(${day} + make_interval(years => ${consumerYears}))::date`;
  return sql`
    with claim as materialized (
      select item.id, item.customer_id, item.due_on
      from receivables.item
      join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id and customer.kind = 'consumer'
      join identity.entity on entity.tenant_id = item.tenant_id and entity.id = item.entity_id and entity.country = 'FR'
      where item.entity_id = ${entityId}::uuid and item.open_minor > 0 and item.settled_on = 'infinity' and item.ledger_class = 'receivable'
        and item.due_on < ${on}::date - 365 * ${consumerYears}::int
    ),
    acknowledged as (
      select claim.id as item_id, claim.due_on as day from claim
      union
      select allocation.debit_item_id, allocation.effective_on
      from claim
      join receivables.allocation on allocation.debit_item_id = claim.id and allocation.reversed_at is null and allocation.source <> 'inference'
      join receivables.item as payment on payment.tenant_id = allocation.tenant_id and payment.id = allocation.credit_item_id and payment.kind = 'payment'
      where allocation.effective_on > claim.due_on and allocation.effective_on <= ${on}::date
      union
      select promised.item_id, promised.day
      from claim
      join (${promised}) as promised on promised.item_id = claim.id
      where promised.day > claim.due_on and promised.day <= ${on}::date
    ),
    -- Each acknowledgement with the one after it, the last with the day itself.
    spaced as (
      select item_id, day, lead(day, 1, ${on}::date) over (partition by item_id order by day) as next_day
      from acknowledged
    )
    select claim.id as item_id, claim.customer_id, min(${lastDayFrom(sql`spaced.day`)}) + 1 as from_on
    from spaced
    join claim on claim.id = spaced.item_id
    where spaced.next_day > ${lastDayFrom(sql`spaced.day`)}
    group by claim.id, claim.customer_id
  `;
}
