import type { Day } from '../../../kernel/days.ts';
import { sql, type Sql } from '../../../platform/database/index.ts';
import type { AgedQuestion } from './question.ts';

export type OpenQuestion = Pick<
  AgedQuestion,
  'asOf' | 'knownAt' | 'classes' | 'entityId' | 'currency' | 'customers' | 'customerIds'
> & {
  /** Nothing is booked or settled after the day (`keptHoldsAt`): what is kept is the answer. */
  readonly keptHolds?: boolean | undefined;
};

/**
 * What was open at the close of a day, one row an item: `id, customer_id, entity_id, currency, ledger_class, issue_on, due_on, open_minor,
 * awaiting_minor`, only where one of the two is not zero. A `with`-able select over the tenant at hand.
 *
 * Known now, the kept columns answer for every item whose allocations all fall before or all after the day; only the others are looked up.
 * Known at an instant, what changed since is computed again from versions and allocations, the rest answers as before.
 */
export function openAt(tenantId: number, question: OpenQuestion): Sql {
  return sql`
    select id, customer_id, entity_id, currency, ledger_class, issue_on, due_on, open_minor, awaiting_minor
    from (${question.knownAt === undefined ? knownNow(tenantId, question) : knownAtInstant(tenantId, question, question.knownAt)}) as held
    where open_minor <> 0 or awaiting_minor <> 0
  `;
}

/** Ledger items of the asked classes, and provisional credits for what they announce. `item` may be its history too. */
function inScope(tenantId: number, { asOf, classes, entityId, currency, customers, customerIds }: OpenQuestion): Sql {
  const account = sql`select customer.id from customers.customer where customer.tenant_id = ${tenantId} and ${customers ?? sql`true`}`;
  return sql`
    item.tenant_id = ${tenantId} and item.booked_on <= ${asOf}
    and (item.in_ledger or item.amount_minor < 0) and item.ledger_class = any(${classes})
    ${entityId === undefined ? sql`` : sql`and item.entity_id = ${entityId}`}
    ${currency === undefined ? sql`` : sql`and item.currency = ${currency}`}
    ${customers === undefined ? sql`` : sql`and item.customer_id in (${account})`}
    ${customerIds === undefined ? sql`` : sql`and item.customer_id = any(${customerIds}::uuid[])`}
  `;
}

const identity = sql`item.id, item.customer_id, item.entity_id, item.currency, item.ledger_class, item.issue_on, item.due_on`;

/** What of a ledger item is open, and what awaits the ledger, from the two amounts; a provisional credit is nothing but awaiting. */
const asHeld = (open: Sql, awaiting: Sql): Sql => sql`
  case when item.in_ledger then ${open} else 0 end as open_minor,
  case when item.in_ledger then ${awaiting} else ${awaiting} - (${open}) end as awaiting_minor
`;

/** What of an item (`item`) was open, and what of it awaited the ledger, at the close of a day, as known now. */
export function amountsAt(tenantId: number, asOf: Day): { open: Sql; awaiting: Sql } {
  const allocated = (provisional: boolean): Sql => sql`(
    select coalesce(sum(allocation.amount_minor), 0)::bigint
    from receivables.allocation
    where allocation.tenant_id = ${tenantId} and allocation.debit_item_id = item.id and allocation.reversed_at is null
      and allocation.effective_on <= ${asOf} and allocation.provisional = ${provisional}
  ) - (
    select coalesce(sum(allocation.amount_minor), 0)::bigint
    from receivables.allocation
    where allocation.tenant_id = ${tenantId} and allocation.credit_item_id = item.id and allocation.reversed_at is null
      and allocation.effective_on <= ${asOf} and allocation.provisional = ${provisional}
  )`;
  return {
    // A case looks up allocations only for the items that need it; a join would visit all of them.
    open: sql`(case
      when item.last_allocated_on <= ${asOf} then item.open_minor
      when item.first_allocated_on > ${asOf} then item.amount_minor
      else item.amount_minor - (${allocated(false)})
    end)`,
    awaiting: sql`(case when item.awaiting_minor = 0 then 0 else ${allocated(true)} end)`,
  };
}

function knownNow(tenantId: number, question: OpenQuestion, also: Sql = sql``): Sql {
  const { asOf } = question;
  if (question.keptHolds) {
    return sql`
      select ${identity}, ${asHeld(sql`item.open_minor`, sql`item.awaiting_minor`)}
      from receivables.item
      where ${inScope(tenantId, question)} and item.settled_on = 'infinity' ${also}
    `;
  }
  const { open, awaiting } = amountsAt(tenantId, asOf);
  return sql`
    select ${identity}, ${asHeld(sql`item.open_minor`, sql`item.awaiting_minor`)}
    from (
      select ${identity}, item.in_ledger, ${open} as open_minor, ${awaiting} as awaiting_minor
      from receivables.item
      where ${inScope(tenantId, question)} and item.settled_on > ${asOf} ${also}
      -- Keeps the two amounts computed once a row: merged into the sums above, they would be computed again for each of them.
      offset 0
    ) as item
  `;
}

function knownAtInstant(tenantId: number, question: OpenQuestion, knownAt: Temporal.Instant): Sql {
  const { asOf } = question;
  const live = sql`
    allocation.tenant_id = ${tenantId} and allocation.recorded_at <= ${knownAt} and (allocation.reversed_at is null or allocation.reversed_at > ${knownAt})
    and allocation.effective_on <= ${asOf}
  `;
  const columns = sql`${identity}, item.in_ledger, item.amount_minor`;
  return sql`
    with changed as materialized (
      select allocation.debit_item_id as id
      from receivables.allocation
      where allocation.tenant_id = ${tenantId} and (allocation.recorded_at > ${knownAt} or allocation.reversed_at > ${knownAt})
      union
      select allocation.credit_item_id
      from receivables.allocation
      where allocation.tenant_id = ${tenantId} and (allocation.recorded_at > ${knownAt} or allocation.reversed_at > ${knownAt})
    ),
    version as materialized (
      select ${columns}
      from receivables.item
      join changed on changed.id = item.id
      where ${inScope(tenantId, question)} and item.recorded_from <= ${knownAt}
      union all
      select ${columns}
      from receivables.item_history as item
      where ${inScope(tenantId, question)} and item.recorded_from <= ${knownAt} and item.recorded_until > ${knownAt}
    ),
    allocated as (
      select side.item_id,
        coalesce(sum(side.minor) filter (where not side.provisional), 0)::bigint as final_minor,
        coalesce(sum(side.minor) filter (where side.provisional), 0)::bigint as provisional_minor
      from (
        select version.id as item_id, allocation.amount_minor as minor, allocation.provisional
        from version
        join receivables.allocation on allocation.debit_item_id = version.id and ${live}
        union all
        select version.id, -allocation.amount_minor, allocation.provisional
        from version
        join receivables.allocation on allocation.credit_item_id = version.id and ${live}
      ) as side
      group by side.item_id
    )
    select ${identity}, ${asHeld(sql`item.amount_minor - coalesce(allocated.final_minor, 0)`, sql`coalesce(allocated.provisional_minor, 0)`)}
    from version as item
    left join allocated on allocated.item_id = item.id
    union all
    select now.id, now.customer_id, now.entity_id, now.currency, now.ledger_class, now.issue_on, now.due_on, now.open_minor, now.awaiting_minor
    from (
      ${knownNow(tenantId, question, sql`and item.recorded_from <= ${knownAt} and not exists (select from changed where changed.id = item.id)`)}
    ) as now
  `;
}

/**
 * Whether the kept columns and totals are exactly what was open at the close of a day: nothing is booked or settled after it, and the
 * caller sees all customers whose debts the totals add up.
 * Two looks into one index. An allocation effective later would need a side booked later, which is open or settled later itself.
 */
export function keptHoldsAt(tenantId: number, asOf: string): Sql {
  // Ordered, so that the index is entered at the day: a search for any such row would read the table from its beginning.
  return sql`
    select platform.sees_whole_entities() and not exists (
        select from receivables.item
        where item.tenant_id = ${tenantId} and item.settled_on > ${asOf} and item.settled_on < 'infinity'
        order by item.tenant_id, item.settled_on
        limit 1
      ) and not exists (
        select from receivables.item
        where item.tenant_id = ${tenantId} and item.settled_on = 'infinity' and item.booked_on > ${asOf}
        order by item.tenant_id, item.settled_on, item.booked_on
        limit 1
      ) as holds
  `;
}
