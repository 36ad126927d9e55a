import type { Day } from '../../../kernel/days.ts';
import { type Sql, sql } from '../../../platform/database/index.ts';
import { liveHolds } from '../../holds/index.ts';

/**
 * What stops interest or makes it conditional at the close of a day: the `with` steps `judged_item`, `judged_account` (`judged_on`: the
 * judgment that opened an insolvency, which is the first day of its hold), `disputed_item` (`part_minor`, null for all of it) and `disputed_account`.
 */
export function heldSteps(tenantId: number, asOf: Day): Sql {
  // A judgment stops interest for good, so its hold counts from its first day on, whatever its last.
  const judgments = (scope: Sql, target: Sql): Sql => sql`
    select ${target}, min(hold.from_on) as judged_on
    from holds.hold
    where hold.tenant_id = ${tenantId} and hold.reason = 'insolvency' and hold.released_at is null and hold.from_on <= ${asOf}::date
      and hold.scope = ${scope}
    group by ${target}
  `;
  return sql`
    held as materialized (${liveHolds(asOf)}),
    -- Two steps, not one with nulls: joined as one, every account would be compared with every item.
    judged_item as materialized (${judgments(sql`'item'`, sql`hold.item_id`)}),
    judged_account as materialized (${judgments(sql`'customer'`, sql`hold.customer_id`)}),
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
