import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { refuse } from './refusals.ts';

/** Ends every live hold a case wrote. Answers how many ended. */
export function releaseHolds(
  tx: Transaction,
  of: { readonly source: string; readonly sourceId: string },
  reason: string,
  by: Actor,
): Promise<number> {
  return releaseHoldsOf(tx, { source: of.source, sourceIds: sql`values (${of.sourceId}::uuid)` }, reason, by);
}

/** Ends every live hold of many cases in one statement; `sourceIds` selects their ids. Answers how many ended. */
export function releaseHoldsOf(
  tx: Transaction,
  of: { readonly source: string; readonly sourceIds: Sql },
  reason: string,
  by: Actor,
): Promise<number> {
  return tx.run(sql`
    update holds.hold
    set released_at = now(), released_by = ${by.name}, release_reason = ${reason}
    where hold.source = ${of.source} and hold.source_id in (${of.sourceIds}) and hold.released_at is null
  `);
}

/** Ends the live holds of one source on the items a select names, whatever case wrote them. Answers how many ended. */
export function releaseHoldsOnItems(
  tx: Transaction,
  of: { readonly source: string; readonly items: Sql },
  reason: string,
  by: Actor,
): Promise<number> {
  return tx.run(sql`
    update holds.hold
    set released_at = now(), released_by = ${by.name}, release_reason = ${reason}
    where hold.source = ${of.source} and hold.scope = 'item' and hold.item_id in (${of.items}) and hold.released_at is null
  `);
}

/** Ends a hold a person placed; one that belongs to a case ends with its case. */
export async function releaseHold(tx: Transaction, id: string, reason: string, by: Actor): Promise<void> {
  const hold = await tx.maybe<{
    sourceId: string | null;
    released: boolean;
    reason: string;
    customerId: string | null;
    itemId: string | null;
  }>(sql`
    select source_id as "sourceId", released_at is not null as released, reason, customer_id as "customerId", item_id as "itemId"
    from holds.hold where id = ${id} for update
  `);
  if (!hold) throw refuse('hold.not-found');
  if (hold.released) throw refuse('hold.not-live');
  if (hold.sourceId !== null) throw refuse('hold.belongs-to-a-case');
  // To claim what is time-barred takes a judgment, or that it is not: whoever lets it go says which.
  if (hold.reason === 'time-barred' && reason.trim() === '') throw refuse('hold.needs-reason');
  await tx.run(sql`
    update holds.hold set released_at = now(), released_by = ${by.name}, release_reason = ${reason} where id = ${id}
  `);
  await recordEvent(tx, {
    kind: 'holds.released',
    actor: by,
    customerId: hold.customerId ?? undefined,
    subjectId: id,
    details: { reason: hold.reason, itemId: hold.itemId, why: reason },
  });
}

/** Moves the end of a case's live holds; refuses nothing, answers how many moved. */
export function extendHolds(
  tx: Transaction,
  of: { readonly source: string; readonly sourceId: string },
  untilOn: Day,
): Promise<number> {
  return tx.run(sql`
    update holds.hold set until_on = greatest(hold.from_on, ${untilOn}::date)
    where hold.source = ${of.source} and hold.source_id = ${of.sourceId} and hold.released_at is null
  `);
}

/** Sets how much each case still holds of each item; `parts` selects source_id, item_id, part_minor. A part of nothing ends its hold. */
export async function resizeHolds(
  tx: Transaction,
  of: { readonly source: string; readonly parts: Sql },
  by: Actor,
): Promise<number> {
  return tx.run(sql`
    with wanted as (${of.parts})
    update holds.hold
    set part_minor = case when wanted.part_minor = 0 then hold.part_minor else wanted.part_minor end,
      released_at = case when wanted.part_minor = 0 then now() end,
      released_by = case when wanted.part_minor = 0 then ${by.name} end,
      release_reason = case when wanted.part_minor = 0 then 'paid' end
    from wanted
    where hold.source = ${of.source} and hold.source_id = wanted.source_id and hold.item_id = wanted.item_id
      and hold.released_at is null and hold.part_minor is distinct from wanted.part_minor
  `);
}
