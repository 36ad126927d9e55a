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
