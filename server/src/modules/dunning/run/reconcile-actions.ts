import type { Day } from '../../../kernel/days.ts';
import { addDays } from '../../../kernel/days.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { holdsOn } from '../../holds/index.ts';
import { joinHistory } from '../history.ts';
import { unreachable } from './create-actions.ts';

/** A call or task nobody did is passed over after so many days, so that it does not stop the scenario. */
export const manualActionExpiresAfterDays = 10;

/** Expires manual actions nobody did: their step is passed over for the items they carried, and nobody counts as reminded. To hand a file over is decided by somebody, however long it takes. */
export async function expireActions(tx: Transaction, entityId: string, on: Day): Promise<number> {
  return tx.run(sql`
    with expired as (
      update dunning.action
      set state = 'expired', decided_at = now(), decided_by = 'system'
      where entity_id = ${entityId} and state = 'to-do' and step_id is not null and kind = 'step' and channel <> 'hand-over'
        and planned_on <= ${addDays(on, -manualActionExpiresAfterDays)}::date
      returning tenant_id, id, scenario_id, channel
    )
    insert into dunning.step_done (tenant_id, item_id, scenario_id, step_id, cycle, level, channel, outcome, done_on, action_id)
    select expired.tenant_id, action_item.item_id, expired.scenario_id, action_item.step_id, action_item.cycle, action_item.level, expired.channel, 'expired', ${on}::date, expired.id
    from expired
    join dunning.action_item on action_item.tenant_id = expired.tenant_id and action_item.action_id = expired.id
    where action_item.stepped
    ${joinHistory}
  `);
}

/**
 * Squares the agenda with today's decision: an open action whose leader and step still stand is kept and refreshed; any
 * other is cancelled with the reason, so that nothing stale waits for a yes. A confirmed message is left alone (it is
 * written again the second it leaves) and its unit gets no second one.
 */
export async function reconcileActions(tx: Transaction, entityId: string, on: Day): Promise<void> {
  await tx.run(sql`
    update run_unit set action_id = action.id,
      changed = action.state <> 'confirmed' and ((action.reason ->> 'mark')::bigint is distinct from run_unit.mark or action.amount_minor <> run_unit.net_minor)
    from dunning.action
    where action.entity_id = ${entityId} and action.customer_id = run_unit.customer_id and action.currency = run_unit.currency
      and action.kind in ('step', 'by-hand') and action.state in ('confirmed', 'to-confirm', 'to-do') and case
        -- What speaks of the whole account speaks of each of its parts.
        when action.state = 'confirmed' then action.unit_id = run_unit.unit_id or 'account' in (action.unit, run_unit.unit)
        else action.state in ('to-confirm', 'to-do') and run_unit.verdict = 'act' and action.unit_id = run_unit.unit_id
          and action.leader_item_id = run_unit.leader_item_id
          and case
            when action.step_id is null then run_unit.outcome in ${unreachable}
            else run_unit.outcome not in ${unreachable} and action.step_id = run_unit.step_id and action.channel = run_unit.channel
          end
      end
  `);
  // For what is asked of one action at a time, why it is called off; not before, for a line that changes is written into each of them.
  await tx.run(sql`create index on run_unit (unit_id, currency)`);
  await tx.run(sql`create index on run_unit (customer_id, currency)`);
  await tx.run(sql`
    update dunning.action
    set state = 'cancelled', decided_at = now(), decided_by = 'system', decision_note = coalesce(
      (select case when item.open_minor = item.awaiting_minor then 'settled' end from receivables.item where item.id = action.leader_item_id),
      (select hold.reason from holds.hold
        where ${holdsOn(sql`${on}::date`)}
          and ((hold.scope = 'item' and hold.item_id = action.leader_item_id)
            or (hold.scope = 'customer' and hold.customer_id in (action.customer_id, (select leader.customer_id from receivables.item as leader where leader.id = action.leader_item_id)))
            or (hold.scope = 'entity' and hold.entity_id = action.entity_id))
        order by hold.scope limit 1),
      (select nullif(run_unit.verdict, 'act') from run_unit where run_unit.unit_id = action.unit_id and run_unit.currency = action.currency),
      -- Replaced only where another one is made for it today; else it is merely no longer due.
      (select 'superseded' from run_unit
        where run_unit.customer_id = action.customer_id and run_unit.currency = action.currency and run_unit.verdict = 'act'
          and (run_unit.unit_id = action.unit_id or run_unit.unit is distinct from action.unit) limit 1),
      'no-longer-due')
    where action.entity_id = ${entityId} and action.state in ('to-confirm', 'to-do') and action.scenario_id is not null and action.kind = 'step'
      and not exists (select from run_unit where run_unit.action_id = action.id)
  `);
  await tx.run(sql`
    update dunning.action
    set amount_minor = run_unit.net_minor, credits_minor = run_unit.credits_minor, oldest_due_on = ${on}::date - run_unit.oldest_days_late,
      -- What asked for prudence may be gone, or new.
      reason = action.reason || jsonb_build_object('prudence', run_unit.prudence, 'mark', run_unit.mark)
    from run_unit
    where run_unit.action_id = action.id and run_unit.changed
  `);
  await tx.run(sql`
    delete from dunning.action_item using run_unit
    where run_unit.action_id = action_item.action_id and run_unit.changed
  `);
}
