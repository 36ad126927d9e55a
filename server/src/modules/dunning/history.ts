import { type Sql, sql } from '../../platform/database/index.ts';

/**
 * How a line joins an item's history (`dunning.step_done`): what was done stays done. A step passed over whose reminder listed the
 * item after all, or had listed it before, is done for it: it had that contact, and its place does not move. The newest day counts
 * for its minimum interval.
 */
export const joinHistory: Sql = sql`
  on conflict (tenant_id, item_id, scenario_id, step_id, cycle) do update
    set outcome = case
        when step_done.outcome = 'done' or step_done.outcome = excluded.outcome then step_done.outcome
        when 'listed' in (step_done.outcome, excluded.outcome) then 'done'
        else excluded.outcome
      end,
      done_on = greatest(step_done.done_on, excluded.done_on), channel = excluded.channel, level = excluded.level, action_id = excluded.action_id
`;
