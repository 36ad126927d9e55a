import type { Day } from '../../../../kernel/days.ts';
import { systemActor } from '../../../../kernel/actor.ts';
import { type Sql, sql, type Transaction } from '../../../../platform/database/index.ts';
import { releaseHoldsOf } from '../../../holds/index.ts';
import { cancelMessagesOf } from '../../../messages/index.ts';

const open = sql`('to-confirm', 'to-do', 'confirmed')`;

/** Gives items back to their scenario: those of specific actions that have no send left and were not to last until a day. `which` is a condition on `action`. */
export async function returnItems(tx: Transaction, which: Sql): Promise<number> {
  return releaseHoldsOf(
    tx,
    {
      source: 'dunning',
      sourceIds: sql`
        select (action.shape ->> 'of')::uuid
        from dunning.action
        where action.kind = 'specific' and ${which} and action.shape ->> 'until' is null
          and not exists (
            select from dunning.action as sibling
            where sibling.customer_id = action.customer_id and sibling.kind = 'specific' and sibling.state in ${open}
              and sibling.shape ->> 'of' = action.shape ->> 'of'
          )
      `,
    },
    'done',
    systemActor('daily run'),
  );
}

/** Cancels the specific actions of an entity whose every item was paid meanwhile, and gives back what is done. In the daily run. */
export async function settleSpecific(tx: Transaction, entityId: string, now: Temporal.Instant): Promise<void> {
  const cleared = sql`
    select action.id
    from dunning.action
    where action.entity_id = ${entityId}::uuid and action.kind = 'specific' and action.state in ${open}
      and not exists (
        select from dunning.action_item
        join receivables.item on item.tenant_id = action_item.tenant_id and item.id = action_item.item_id
        where action_item.tenant_id = action.tenant_id and action_item.action_id = action.id and item.open_minor - item.awaiting_minor > 0
      )
  `;
  const ids = (await tx.rows<{ id: string }>(cleared)).map((row) => row.id);
  if (ids.length > 0) {
    await cancelMessagesOf(tx, sql`select unnest(${ids}::uuid[])`, 'settled-before-send', now);
    await closeSends(tx, sql`action.id = any(${ids}::uuid[])`, { note: 'settled', by: 'system', now });
    await tx.run(sql`
      update dunning.action set shape = shape || '{"until": null}'::jsonb where id = any(${ids}::uuid[])
    `);
  }
  await returnItems(
    tx,
    sql`action.entity_id = ${entityId}::uuid and (action.customer_id, (action.shape ->> 'of')::uuid) in (
    select hold.customer_id, hold.source_id from holds.hold
    where hold.source = 'dunning' and hold.reason = 'specific-action' and hold.released_at is null
  )`,
  );
}

/** Closes sends that have not left, with the reason. */
export async function closeSends(
  tx: Transaction,
  which: Sql,
  { note, by, now }: { readonly note: string; readonly by: string; readonly now: Temporal.Instant },
): Promise<number> {
  return tx.run(sql`
    update dunning.action
    set state = 'cancelled', decided_at = ${now.toString()}::timestamptz, decided_by = ${by}, decision_note = ${note}
    where action.kind = 'specific' and action.state in ${open} and ${which}
  `);
}

/** The days of a send become those of its items: whoever was written to or called about them has had contact (their minimum interval runs, no level moves). `which` is a condition on `action` and `action_item`. */
export async function noteContact(
  tx: Transaction,
  which: Sql,
  { on, rehearsed }: { readonly on: Day | Sql; readonly rehearsed: boolean },
): Promise<void> {
  const day = typeof on === 'string' ? sql`${on}::date` : on;
  await tx.run(sql`
    insert into dunning.step_done (tenant_id, item_id, scenario_id, step_id, level, channel, outcome, done_on, action_id, rehearsed)
    select action.tenant_id, action_item.item_id, coalesce(action.scenario_id, assignment.scenario_id, standard.id), coalesce(action.step_id, action.id), 0,
      action.channel, 'listed', ${day}, action.id, ${rehearsed}
    from dunning.action
    join dunning.action_item on action_item.tenant_id = action.tenant_id and action_item.action_id = action.id
    left join dunning.assignment on assignment.tenant_id = action.tenant_id and assignment.customer_id = action.customer_id
    left join dunning.scenario as standard on standard.tenant_id = action.tenant_id and standard.is_default
    where ${which} and coalesce(action.scenario_id, assignment.scenario_id, standard.id) is not null
    on conflict (tenant_id, item_id, scenario_id, step_id, cycle, rehearsed) do update
      set done_on = greatest(step_done.done_on, excluded.done_on), action_id = excluded.action_id
  `);
}
