import { extended } from '../../platform/criteria/index.ts';
import { sql } from '../../platform/database/index.ts';
import { liveHolds } from '../holds/index.ts';
import { accountFields, itemFields, type LedgerNeighbours } from '../receivables/index.ts';
import { waitToBeQualified } from './qualify-items.ts';

/** What the ledger's lists show of the modules above it: what holds an item, and the scenario, promises, disputes and holds of an account. */
export const ledgerNeighbours: LedgerNeighbours = {
  heldOf: (db, { customerIds, itemIds }, day) =>
    db.rows(sql`
      select case when hold.scope = 'entity' then hold.entity_id end as "entityId", case when hold.scope = 'customer' then hold.customer_id end as "customerId",
        case when hold.scope = 'item' then hold.item_id end as "itemId", hold.reason, hold.part_minor as "partMinor", hold.from_on as "fromOn", hold.until_on as "untilOn"
      from (${liveHolds(day)}) as hold
      where (hold.scope = 'item' and hold.item_id = any(${itemIds}::uuid[]))
        or (hold.scope = 'customer' and hold.customer_id = any(${customerIds}::uuid[]))
        or (hold.scope = 'entity' and hold.entity_id in (select customer.entity_id from customers.customer where customer.id = any(${customerIds}::uuid[])))
      order by hold.from_on, hold.id
    `),
  badgesOf: async (db, customerIds, day) => {
    const rows = await db.rows<{
      customerId: string;
      scenario: string | null;
      promises: number;
      disputes: number;
      holds: number;
    }>(sql`
      select asked.customer_id as "customerId", coalesce(chosen.name, usual.name) as scenario,
        (select count(*)::int from promises.promise where promise.customer_id = asked.customer_id and promise.state = 'expected') as promises,
        (select count(*)::int from disputes.dispute where dispute.customer_id = asked.customer_id and dispute.closed_at is null) as disputes,
        (select count(*)::int from (${liveHolds(day)}) as hold where hold.customer_id = asked.customer_id) as holds
      from unnest(${customerIds}::uuid[]) as asked (customer_id)
      left join dunning.assignment on assignment.customer_id = asked.customer_id
      left join dunning.scenario as chosen on chosen.tenant_id = assignment.tenant_id and chosen.id = assignment.scenario_id
      left join dunning.scenario as usual on usual.is_default
    `);
    return new Map(rows.map(({ customerId, ...badges }) => [customerId, badges]));
  },
  accountFields,
  itemFields: extended(itemFields, {
    name: 'toQualify',
    label: { fr: 'À qualifier', en: 'To be qualified' },
    type: 'flag',
    sortable: false,
    sql: () => sql`(item.id in (${waitToBeQualified}))`,
  }),
};
