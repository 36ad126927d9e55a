import { type Sql, sql } from '../../platform/database/index.ts';

/**
 * How a line joins an item's history (`dunning.step_done`): what was done stays done, what was passed over stays so when the
 * item is later listed beside a leader, and the newest day counts for its minimum interval.
 */
export const joinHistory: Sql = sql`
  on conflict (tenant_id, item_id, scenario_id, step_id, cycle) do update
    set outcome = case when step_done.outcome = 'done' or excluded.outcome = 'listed' then step_done.outcome else excluded.outcome end,
      done_on = greatest(step_done.done_on, excluded.done_on), channel = excluded.channel, level = excluded.level, action_id = excluded.action_id
`;
