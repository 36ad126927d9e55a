import { compileCriteria } from '../../../platform/criteria/index.ts';
import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { holdsOn } from '../../holds/index.ts';
import { customerFields } from '../../customers/index.ts';
import type { Criteria } from '@quitus/contract';
import type { DecisionTerms } from '../decision/terms.ts';

/** What steps beside the ladder count their days from. */
export type BesideReference = 'payment-date' | 'promise-date';

/** A step beside the ladder. */
export type BesideStep = {
  readonly scenarioId: string;
  readonly stepId: string;
  readonly reference: BesideReference;
  readonly offsetDays: number;
  readonly conditions: Criteria | null;
};

/** The steps beside the ladder that are in force; most tenants have few or none, and then there is nothing to decide. */
export function besideSteps(db: Queryable): Promise<BesideStep[]> {
  return db.rows<BesideStep>(sql`
    select step.scenario_id as "scenarioId", step.step_id as "stepId", step.reference, step.offset_days as "offsetDays", step.conditions
    from dunning.scenario
    join dunning.step on step.tenant_id = scenario.tenant_id and step.scenario_id = scenario.id and step.version = scenario.current_version
    where not scenario.archived and step.enabled and step.reference in ('payment-date', 'promise-date')
  `);
}

/**
 * `follower`: which step beside the ladder each customer `among` (a select of ids) has, as `with` steps over `customer`. Nobody of the group, no merged
 * account, nobody whose whole account or entity is held, and only those who meet the step's conditions.
 */
export function followers(
  steps: readonly BesideStep[],
  reference: BesideReference,
  { terms, among }: { readonly terms: DecisionTerms; readonly among: Sql },
): Sql {
  const conditional = steps.filter((step) => step.reference === reference && step.conditions !== null);
  const met = conditional.map((step) => {
    const condition = compileCriteria(step.conditions as Criteria, customerFields, { today: terms.on });
    return sql`(step.step_id <> ${step.stepId}::uuid or step.scenario_id <> ${step.scenarioId}::uuid or ${condition})`;
  });
  const day = sql`${terms.on}::date`;
  const live = holdsOn(day);
  return sql`
    follower as (
      select customer.id as customer_id, customer.collector_id, step.scenario_id, step.version, step.step_id, step.position, step.offset_days,
        step.channel, step.automation, step.minimum_minor, step.recipient_roles, step.copy_roles, step.copy_people, coalesce(version.min_days_between, ${terms.minDays}::int) as min_days
      from customers.customer
      left join dunning.assignment on assignment.tenant_id = customer.tenant_id and assignment.customer_id = customer.id
        and assignment.scenario_id in (select scenario.id from dunning.scenario where not scenario.archived)
      join dunning.scenario on scenario.tenant_id = customer.tenant_id and not scenario.archived
        and (scenario.id = assignment.scenario_id or (assignment.scenario_id is null and scenario.is_default))
      join dunning.scenario_version as version
        on version.tenant_id = scenario.tenant_id and version.scenario_id = scenario.id and version.version = scenario.current_version
      join dunning.step on step.tenant_id = scenario.tenant_id and step.scenario_id = scenario.id and step.version = scenario.current_version
        and step.enabled and step.reference = ${reference}
      where customer.entity_id = ${terms.entityId}::uuid and not customer.intercompany and customer.merged_into is null
        and customer.id in (${among})
        -- Two questions, not one with an or: the one by the customer's index, the other once for all.
        and coalesce((select false from holds.hold where ${live} and hold.scope = 'customer' and hold.customer_id = customer.id limit 1), true)
        and coalesce((select false from holds.hold where ${live} and hold.scope = 'entity' and hold.entity_id = ${terms.entityId}::uuid limit 1), true)
        ${met.length === 0 ? sql`` : sql`and ${sql.join(met, sql` and `)}`}
    )`;
}
