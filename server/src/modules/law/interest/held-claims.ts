import { type Sql, sql } from '../../../platform/database/index.ts';
import { liveHolds } from '../../holds/index.ts';
import type { InterestQuestion } from './late-items.ts';

/**
 * What stops interest or makes it conditional at the close of a day: over `debt`, the `with` steps `judged_item`, `judged_account` (`judged_on`: the
 * judgment that opened an insolvency, which is the first day of its hold), `disputed_item` (`part_minor`, null for all of it) and `disputed_account`.
 */
export function heldSteps(tenantId: number, { asOf, customerIds }: InterestQuestion): Sql {
  // Of a whole portfolio, one look at every hold; of some customers, their own.
  const about = customerIds && {
    items: sql`array(select debt.id from debt)`,
    customers: sql`array(select debt.account_id from debt)`,
  };
  // A judgment stops interest for good, so its hold counts from its first day on, whatever its last.
  const judgments = (scope: Sql, target: Sql, theirs: Sql | undefined): Sql => sql`
    select ${target}, min(hold.from_on) as judged_on
    from holds.hold
    where hold.tenant_id = ${tenantId} and hold.reason = 'insolvency' and hold.released_at is null and hold.from_on <= ${asOf}::date
      and hold.scope = ${scope} ${theirs ? sql`and ${target} = any(${theirs})` : sql``}
    group by ${target}
  `;
  return sql`
    held as materialized (${liveHolds(asOf, about)}),
    -- Two steps, not one with nulls: joined as one, every account would be compared with every item.
    judged_item as materialized (${judgments(sql`'item'`, sql`hold.item_id`, about?.items)}),
    judged_account as materialized (${judgments(sql`'customer'`, sql`hold.customer_id`, about?.customers)}),
    disputed_item as materialized (
      select held.item_id, case when bool_or(held.part_minor is null) then null else sum(held.part_minor) end as part_minor
      from held
      where held.reason = 'disputed' and held.scope = 'item'
      group by held.item_id
    ),
    disputed_account as materialized (
      select distinct held.customer_id
      from held
      where held.reason = 'disputed' and held.scope = 'customer'
    )
  `;
}
