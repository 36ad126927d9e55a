import { type Sql, sql } from '../../platform/database/index.ts';

// What reached the debtor is told by what carried it: a step passed over afterwards adds its day, no more.
const toldByNew: Sql = sql`excluded.outcome in ('done', 'listed') or step_done.outcome not in ('done', 'listed')`;

/**
 * How a line joins an item's history (`dunning.step_done`): what was done stays done. A step passed over whose reminder listed the
 * item after all, or had listed it before, is done for it: it had that contact, and its place does not move. The newest day counts
 * for its minimum interval. What was only rehearsed stands beside it, in a line of its own.
 */
export const joinHistory: Sql = sql`
  on conflict (tenant_id, item_id, scenario_id, step_id, cycle, rehearsed) do update
    set outcome = case
        when step_done.outcome = 'done' or step_done.outcome = excluded.outcome then step_done.outcome
        when 'listed' in (step_done.outcome, excluded.outcome) then 'done'
        else excluded.outcome
      end,
      done_on = greatest(step_done.done_on, excluded.done_on), 
      channel = case when ${toldByNew} then excluded.channel else step_done.channel end,
      level = case when ${toldByNew} then excluded.level else step_done.level end,
      action_id = case when ${toldByNew} then excluded.action_id else step_done.action_id end
`;

/**
 * What an action that was done, or passed over, writes for an item it carries (`action_item`, absent for one listed anew): its own step or that it was listed.
 * A formal notice gives its days for all it lists, also for what it was a lesser step. `of`: the action, with its step, level and gravity; `cycle`: which
 * time its step came for what led it.
 */
export function historyLines(of: Sql, { outcome, cycle }: { readonly outcome: 'done' | 'skipped'; readonly cycle: Sql }): Sql {
  const own = sql`
    select coalesce(action_item.step_id, ${of}.step_id) as step_id, coalesce(action_item.cycle, ${cycle}, 1) as cycle, coalesce(action_item.level, ${of}.level) as level,
      case when action_item.stepped then ${outcome} else 'listed' end as outcome`;
  if (outcome !== 'done') return own;
  return sql`${own}
    union all
    select ${of}.step_id, coalesce(${cycle}, 1), ${of}.level, 'listed' where ${of}.grave and action_item.step_id <> ${of}.step_id`;
}

/** Which time the step of an action (`action`) came for what led it: what was merely listed was listed then. */
export const leadersCycle: Sql = sql`(
  select led.cycle from dunning.action_item as led where led.tenant_id = action.tenant_id and led.action_id = action.id and led.item_id = action.leader_item_id
)`;
