import type { Day } from '../../../kernel/days.ts';
import { type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import { letterInDoubt } from '../agenda/came-back.ts';

export type CreateActions = {
  readonly runId: string;
  readonly entityId: string;
  readonly on: Day;
  /** The circuit breaker stands open: what would leave by itself waits for a person. */
  readonly held: boolean;
  readonly stale: boolean;
};
export type CreatedActions = { readonly messages: number; readonly toConfirm: number; readonly tasks: number };

/** Outcomes of a unit that its message cannot reach: a task in its place, under no step. */
export const unreachable: Sql = sql`('no-address', 'no-consent')`;

/**
 * Makes today's actions from run_unit, with what they list, each once: its key is (leader item, scenario, stable step, cycle), without the version.
 * A step tried before and called off gets the next cycle. Answers how many were made.
 */
export async function createActions(
  tx: Transaction,
  { runId, entityId, on, held, stale }: CreateActions,
): Promise<CreatedActions> {
  return tx.one<CreatedActions>(sql`
    with tried as (
      select action.leader_item_id, action.step_id, max(action.cycle) as times
      from dunning.action
      where action.entity_id = ${entityId} and action.kind = 'step' and action.state in ('done', 'skipped', 'cancelled', 'expired')
        and action.leader_item_id in (select leader_item_id from run_unit where outcome is not null and action_id is null)
      group by action.leader_item_id, action.step_id
    ),
    made as (
      insert into dunning.action (tenant_id, id, once_key, run_id, entity_id, customer_id, scenario_id, scenario_version, step_id, level, cycle, channel,
        automation, grave, state, caution, planned_on, currency, amount_minor, credits_minor, oldest_due_on, leader_item_id, reason,
        assignee_id, decided_at, decided_by, unit, unit_id)
      select ${tx.tenantId}, uuidv7(),
        unit.leader_item_id || '/' || unit.scenario_id || '/' || coalesce(unit.own_step_id::text, 'address') || '/' || unit.attempt,
        ${runId}, ${entityId}, unit.customer_id, unit.scenario_id, unit.version, unit.own_step_id, case when unit.own_step_id is not null then unit.level end,
        unit.attempt, case when unit.unreachable then 'task' else unit.channel end,
        case when unit.unreachable then 'manual' else unit.automation end, unit.grave and not unit.unreachable, unit.state,
        case when unit.automation = 'automatic' and unit.state = 'to-confirm' then case when ${stale}::boolean then 'stale' when ${held}::boolean then 'breaker' end end,
        ${on}::date, unit.currency, unit.net_minor, unit.credits_minor, ${on}::date - unit.oldest_days_late, unit.leader_item_id,
        jsonb_build_object('code', unit.outcome, 'step', unit.step_id, 'prudence', unit.prudence, 'mark', unit.mark), unit.collector_id,
        case when unit.state = 'confirmed' then now() end, case when unit.state = 'confirmed' then 'system' end, unit.unit, unit.unit_id
      from (
        ${unitsToAct({ held, stale })}
      ) as unit
      on conflict (tenant_id, once_key) do nothing
      returning id, unit_id, currency, state
    ),
    -- Those of kept actions that changed were taken away by the reconciliation, and are written anew here.
    listed as (
      insert into dunning.action_item (tenant_id, action_id, item_id, stepped, step_id, level, cycle, open_minor, days_late)
      select ${tx.tenantId}, coalesce(made.id, run_unit.action_id) as action_id, run_item.item_id, run_item.stepped and run_unit.outcome not in ${unreachable},
        case when run_unit.outcome not in ${unreachable} then run_item.step_id end, case when run_unit.outcome not in ${unreachable} then run_item.level end,
        run_item.cycle, run_item.chased_minor, run_item.days_late
      from run_unit
      left join made on made.unit_id = run_unit.unit_id and made.currency = run_unit.currency
      join run_item on run_item.unit_id = run_unit.unit_id and run_item.currency = run_unit.currency
      where made.id is not null or (run_unit.action_id is not null and run_unit.changed)
      -- In the order of the index, which then grows at its end.
      order by action_id, run_item.item_id
    )
    select count(*) filter (where state = 'confirmed')::int as messages, count(*) filter (where state = 'to-confirm')::int as "toConfirm",
      count(*) filter (where state = 'to-do')::int as tasks
    from made
  `);
}

/** The units an action is made of, each with its attempt, its own step, whose it is and the state it begins in. Needs `tried`. */
function unitsToAct({ held, stale }: Pick<CreateActions, 'held' | 'stale'>): Sql {
  return sql`
    select run_unit.*, coalesce(tried.times, 0) + 1 as attempt,
      -- Nobody's customer is the owner's.
      coalesce(customer.collector_id, (select person_id from identity.membership where role = 'owner' order by created_at limit 1)) as collector_id,
      run_unit.outcome in ${unreachable} as unreachable,
      case when run_unit.outcome not in ${unreachable} then run_unit.step_id end as own_step_id,
      case
        when run_unit.outcome in ${unreachable} or run_unit.outcome = 'to-do' then 'to-do'
        when run_unit.outcome = 'automatic' and not ${held}::boolean and not ${stale}::boolean
          and not ${letterInDoubt(sql`run_unit.channel`)} then 'confirmed'
        else 'to-confirm'
      end as state
    from run_unit
    join customers.customer on customer.id = run_unit.customer_id
    left join tried on tried.leader_item_id = run_unit.leader_item_id
      and tried.step_id is not distinct from case when run_unit.outcome not in ${unreachable} then run_unit.step_id end
    where run_unit.outcome is not null and run_unit.action_id is null
  `;
}
