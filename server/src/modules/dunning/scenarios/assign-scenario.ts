import type { Actor } from '../../../kernel/actor.ts';
import type { Day } from '../../../kernel/days.ts';
import { type Queryable, sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { refuse } from '../refusals.ts';
import { applyAssignmentRules } from './apply-rules.ts';

export type AssignedScenario = {
  readonly scenarioId: string;
  readonly name: string;
  readonly locked: boolean;
  readonly author: string | null;
  readonly isDefault: boolean;
  /** The rule that chose it; its name is null when that rule was removed since. */
  readonly rule: { readonly id: string; readonly name: string | null } | null;
};

/** The scenario a customer follows: the one assigned, else the default. */
export async function scenarioOf(db: Queryable, customerId: string): Promise<AssignedScenario> {
  const found = await db.maybe<AssignedScenario>(sql`
    select scenario.id as "scenarioId", scenario.name, coalesce(assignment.locked, false) as locked, assignment.author, assignment.scenario_id is null as "isDefault",
      case when assignment.rule_id is not null then jsonb_build_object('id', assignment.rule_id, 'name', rule.name) end as rule
    from customers.customer
    left join dunning.assignment on assignment.tenant_id = customer.tenant_id and assignment.customer_id = customer.id
      and exists (select from dunning.scenario as live where live.id = assignment.scenario_id and not live.archived)
    left join dunning.assignment_rule as rule on rule.tenant_id = assignment.tenant_id and rule.id = assignment.rule_id
    join dunning.scenario on scenario.tenant_id = customer.tenant_id and (scenario.id = assignment.scenario_id or (assignment.scenario_id is null and scenario.is_default))
    where customer.id = ${customerId}::uuid
  `);
  if (!found) throw refuse('customer.not-found');
  return found;
}

/** Chooses a customer's scenario by hand: rules never overwrite it. Null returns it to the rules, at once, else to the default. What its items did so far stays done, by level. */
export function assignScenario(
  db: TenantDatabase,
  { customerId, scenarioId, today }: { readonly customerId: string; readonly scenarioId: string | null; readonly today: Day },
  by: Actor,
): Promise<AssignedScenario> {
  return db.transaction(async (tx) => {
    const before = await scenarioOf(tx, customerId);
    if (scenarioId === null) {
      await tx.run(sql`delete from dunning.assignment where customer_id = ${customerId}::uuid`);
      await applyAssignmentRules(tx, { today, customers: sql`select ${customerId}::uuid`, count: 1 }, by);
    } else {
      const known = await tx.maybe(sql`select 1 from dunning.scenario where id = ${scenarioId}::uuid and not archived for share`);
      if (!known) throw refuse('scenario.not-found');
      await tx.run(sql`
        insert into dunning.assignment (tenant_id, customer_id, scenario_id, locked, author)
        values (${tx.tenantId}, ${customerId}, ${scenarioId}, true, ${by.name})
        on conflict (tenant_id, customer_id) do update set scenario_id = excluded.scenario_id, locked = true, rule_id = null, author = excluded.author, assigned_at = now()
      `);
    }
    const after = await scenarioOf(tx, customerId);
    await recordEvent(tx, {
      kind: 'scenarios.assigned',
      actor: by,
      customerId,
      subjectId: after.scenarioId,
      details: { before: before.name, after: after.name },
    });
    return after;
  });
}
