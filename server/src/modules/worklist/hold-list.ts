import type { Output, worklistRoutes } from '@quitus/contract';
import type { Day } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';
import { type Queryable, type Sql, sql } from '../../platform/database/index.ts';

type HoldView = Output<(typeof worklistRoutes)['POST /holds/{id}/release']>;
type Raw = Omit<HoldView, 'part' | 'createdAt' | 'releasedAt' | 'state' | 'allowedActions'> & {
  partMinor: bigint | null;
  createdAt: Temporal.Instant;
  releasedAt: Temporal.Instant | null;
};

/** Everything that pauses a customer: its own pauses, its items', its entity's. The live ones first. */
export function holdsOfCustomer(db: Queryable, customerId: string, show: 'live' | 'all', today: Day): Promise<HoldView[]> {
  const live =
    show === 'live' ? sql`and hold.released_at is null and (hold.until_on is null or hold.until_on >= ${today}::date)` : sql``;
  return holds(
    db,
    sql`(hold.customer_id = ${customerId}
      or (hold.scope = 'entity' and hold.entity_id = (select customer.entity_id from customers.customer where customer.id = ${customerId}))) ${live}`,
    today,
  );
}

/** Holds by id, in that order of creation. */
export function holdsById(db: Queryable, ids: readonly string[], today: Day): Promise<HoldView[]> {
  return holds(db, sql`hold.id = any(${[...ids]}::uuid[])`, today);
}

async function holds(db: Queryable, where: Sql, today: Day): Promise<HoldView[]> {
  const rows = await db.rows<Raw>(sql`
    select hold.id, hold.scope, hold.reason, hold.customer_id as "customerId", hold.item_id as "itemId", item.number as "itemNumber",
      hold.part_minor as "partMinor", item.currency, hold.source, hold.source_id as "sourceId", hold.from_on as "fromOn", hold.until_on as "untilOn",
      hold.note, hold.author, hold.created_at as "createdAt", hold.released_at as "releasedAt", hold.released_by as "releasedBy",
      hold.release_reason as "releaseReason"
    from holds.hold
    left join receivables.item on item.tenant_id = hold.tenant_id and item.id = hold.item_id
    where ${where}
    order by hold.released_at is not null, hold.created_at desc, hold.id
    limit 1000
  `);
  return rows.map(({ partMinor, ...row }) => {
    const state = stateOf(row, today);
    return {
      ...row,
      part: partMinor === null || row.currency === null ? null : toDecimal(partMinor, row.currency),
      createdAt: row.createdAt.toString(),
      releasedAt: row.releasedAt?.toString() ?? null,
      state,
      allowedActions: row.sourceId === null && (state === 'live' || state === 'scheduled') ? ['release'] : [],
    };
  });
}

function stateOf(hold: { releasedAt: unknown; fromOn: Day; untilOn: Day | null }, today: Day): HoldView['state'] {
  if (hold.releasedAt !== null) return 'released';
  if (hold.untilOn !== null && hold.untilOn < today) return 'ended';
  return hold.fromOn > today ? 'scheduled' : 'live';
}
