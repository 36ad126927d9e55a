import type { Day } from '../../../../kernel/days.ts';
import { type Sql, sql } from '../../../../platform/database/index.ts';

/** Holds whose amounts nobody may claim, whatever the reason given. */
export const forbidding = sql`('insolvency', 'time-barred')`;

/**
 * What of an item a specific action does not claim on a day, as a lateral select of (minor, reason): disputed, promised and paused parts, as in the
 * scenario, but those a person included by name (`despite`, the action's shape). Who calls speaks of the whole; what is forbidden stays out even so.
 */
export function heldBack(
  { item, channel, despite }: { readonly item: Sql; readonly channel: Sql; readonly despite: Sql },
  on: Day | Sql,
): Sql {
  const day = typeof on === 'string' ? sql`${on}::date` : on;
  return sql`
    select case when bool_or(hold.part_minor is null) then ${item}.open_minor - ${item}.awaiting_minor
        else least(coalesce(sum(abs(hold.part_minor)), 0), ${item}.open_minor - ${item}.awaiting_minor) end::bigint as minor,
      (array_agg(hold.reason order by hold.part_minor is null desc, hold.reason in ${forbidding} desc, hold.created_at))[1] as reason
    from holds.hold
    where hold.scope = 'item' and hold.item_id = ${item}.id and hold.reason <> 'specific-action' and hold.released_at is null
      and hold.from_on <= ${day} and (hold.until_on is null or hold.until_on >= ${day})
      and (hold.reason in ${forbidding} or (${channel} not in ('call', 'task') and not coalesce(${despite} -> 'holds' ? hold.id::text, false)))
  `;
}
