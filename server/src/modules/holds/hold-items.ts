import type { Actor } from '../../kernel/actor.ts';
import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import type { HoldReason } from './hold.ts';

/** Why a hold that a rule placed ended by itself: what it said is no longer so. It may be placed again. */
export const noLongerSo = 'no-longer-so';

export type HoldOfItems = {
  readonly reason: HoldReason;
  readonly source: string;
  readonly note: string;
  /**
   * When a hold of this reason and source is not placed: `item` – the item ever had one; `day` – it had one from that day or a later one, unless
   * that one ended by itself; `live` – one holds it now.
   */
  readonly once: 'item' | 'day' | 'live';
};

/** Holds the whole of each item that `items` selects (item_id, customer_id, from_on), in one statement, without an end. Answers how many were placed. */
export function holdItems(tx: Transaction, { reason, source, note, once }: HoldOfItems, items: Sql, by: Actor): Promise<number> {
  const before = {
    item: sql`true`,
    day: sql`former.from_on >= wanted.from_on and former.release_reason is distinct from ${noLongerSo}`,
    live: sql`former.released_at is null and (former.until_on is null or former.until_on >= wanted.from_on)`,
  }[once];
  return tx.run(sql`
    with wanted as materialized (${items})
    insert into holds.hold (tenant_id, id, scope, customer_id, item_id, reason, source, from_on, note, author)
    select ${tx.tenantId}, uuidv7(), 'item', wanted.customer_id, wanted.item_id, ${reason}, ${source}, wanted.from_on, ${note}, ${by.name}
    from wanted
    where not exists (
      select from holds.hold as former
      where former.tenant_id = ${tx.tenantId} and former.source = ${source} and former.reason = ${reason} and former.item_id = wanted.item_id and ${before}
    )
  `);
}
