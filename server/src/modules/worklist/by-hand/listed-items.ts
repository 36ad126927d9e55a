import type { Day } from '../../../kernel/days.ts';
import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { liveHolds } from '../../holds/index.ts';

/** An open item as a message by hand can list it; credits are negative. */
export type ListableItem = {
  readonly itemId: string;
  readonly number: string;
  readonly kind: string;
  readonly issueOn: Day;
  readonly dueOn: Day | null;
  readonly daysLate: number;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly currency: string;
  /** Some pause rests on it or its account: not proposed in a reminder, a person may still tick it. */
  readonly held: boolean;
};

// A message nobody would read.
const mostItems = 1000;

/** Open items that `which` (a condition on `item`) keeps, oldest due first, as of today. */
export function listableItems(db: Queryable, which: Sql, today: Day): Promise<ListableItem[]> {
  return db.rows<ListableItem>(sql`
    select item.id as "itemId", item.number, item.kind, item.issue_on as "issueOn", item.due_on as "dueOn",
      greatest(0, coalesce(${today}::date - item.due_on, 0)) as "daysLate", item.amount_minor as "amountMinor",
      item.open_minor - item.awaiting_minor as "openMinor", item.currency,
      exists (
        select from (${liveHolds(today)}) as live
        where (live.scope = 'item' and live.item_id = item.id) or (live.scope = 'customer' and live.customer_id = item.customer_id)
          or (live.scope = 'entity' and live.entity_id = item.entity_id)
      ) as held
    from receivables.item
    where item.open_minor <> 0 and item.open_minor - item.awaiting_minor <> 0 and ${which}
    order by item.due_on nulls last, item.number, item.id
    limit ${mostItems}
  `);
}

/** What debits and credits add up to. */
export function sumOf(items: readonly { readonly openMinor: bigint }[]): {
  debitMinor: bigint;
  creditMinor: bigint;
  netMinor: bigint;
} {
  let debitMinor = 0n;
  let creditMinor = 0n;
  for (const { openMinor } of items) {
    if (openMinor > 0n) debitMinor += openMinor;
    else creditMinor += openMinor;
  }
  return { debitMinor, creditMinor, netMinor: debitMinor + creditMinor };
}
