import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import type { HoldReason, NewHold } from './hold.ts';
import { placeHolds } from './place-hold.ts';

type Former = {
  customerId: string;
  itemId: string | null;
  partMinor: bigint | null;
  reason: HoldReason;
  sourceId: string;
  untilOn: Day | null;
  note: string | null;
};

/**
 * Places again, from a day on, what the holds of cases said when those ended; `sourceIds` selects the cases. A part paid before is not held again, nor
 * what would have ended by itself since. Answers how many hold again.
 */
export async function restoreHolds(
  tx: Transaction,
  of: { readonly source: string; readonly sourceIds: Sql },
  fromOn: Day,
  by: Actor,
): Promise<number> {
  const former = await tx.rows<Former>(sql`
    select hold.customer_id as "customerId", hold.item_id as "itemId", hold.part_minor as "partMinor", hold.reason, hold.source_id as "sourceId",
      hold.until_on as "untilOn", hold.note
    from holds.hold
    where hold.source = ${of.source} and hold.source_id in (${of.sourceIds}) and hold.scope <> 'entity'
      and (hold.until_on is null or hold.until_on >= ${fromOn}::date)
      -- Those that were live ended in one transaction, at one instant; what was paid ended before.
      and hold.released_at = (
        select max(last.released_at) from holds.hold as last
        where last.tenant_id = hold.tenant_id and last.source = hold.source and last.source_id = hold.source_id
      )
      and hold.release_reason is distinct from 'paid'
    order by hold.id
  `);
  const placed = await placeHolds(
    tx,
    former.map((hold) => again(hold, of.source, fromOn)),
    by,
  );
  return placed.length;
}

function again(hold: Former, source: string, fromOn: Day): NewHold {
  const { customerId, itemId, partMinor } = hold;
  return {
    ...(itemId === null
      ? { scope: 'customer', customerId }
      : { scope: 'item', customerId, itemId, ...(partMinor === null ? {} : { partMinor }) }),
    reason: hold.reason,
    source,
    sourceId: hold.sourceId,
    fromOn,
    ...(hold.untilOn === null ? {} : { untilOn: hold.untilOn }),
    ...(hold.note === null ? {} : { note: hold.note }),
  };
}
