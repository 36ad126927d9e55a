import type { Criteria } from '@quitus/contract';
import type { Day } from '../../../kernel/days.ts';
import { Refusal } from '../../../kernel/refusals.ts';
import { compileCriteria } from '../../../platform/criteria/index.ts';
import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { customerFields } from '../../customers/index.ts';
import { type Overlay, versionInForce } from './standing.ts';

/** A step that only customers who meet its criteria have. */
export type StepCondition = {
  readonly scenarioId: string;
  /** The step's place in its version. */
  readonly position: number;
  /** The criteria as a condition on `customer`. */
  readonly meets: Sql;
};

/** What the statement must look at in this tenant, and what it is spared. */
export type LadderShape = {
  readonly conditions: readonly StepCondition[];
  readonly manyUnits: boolean;
  readonly payers: boolean;
  readonly parents: boolean;
};

type Row = {
  readonly conditions: readonly { readonly scenarioId: string; readonly position: number; readonly criteria: Criteria }[];
  readonly manyUnits: boolean;
  readonly payers: boolean;
  readonly parents: boolean;
};

/** Reads the shape of the scenarios in force (or of the version simulated in the place of one) and of the customer accounts. */
export async function ladderShape(db: Queryable, on: Day, overlay?: Overlay): Promise<LadderShape> {
  const row = await db.one<Row>(sql`
    select
      coalesce((
        select jsonb_agg(jsonb_build_object('scenarioId', step.scenario_id, 'position', step.position, 'criteria', step.conditions)
          order by step.scenario_id, step.position)
        from dunning.scenario
        join dunning.step on step.tenant_id = scenario.tenant_id and step.scenario_id = scenario.id and step.version = ${versionInForce(overlay)}
        where not scenario.archived and step.enabled and step.conditions is not null and step.reference not in ('promise-date', 'payment-date')
      ), '[]') as conditions,
      exists (
        select from dunning.scenario
        join dunning.scenario_version as version
          on version.tenant_id = scenario.tenant_id and version.scenario_id = scenario.id and version.version = ${versionInForce(overlay)}
        where not scenario.archived and version.unit <> 'account'
      ) as "manyUnits",
      exists (select from customers.customer where payer_id is not null) as payers,
      exists (select from customers.customer where parent_id is not null) as parents
  `);
  return {
    ...row,
    conditions: row.conditions.map(({ scenarioId, position, criteria }) => ({
      scenarioId,
      position,
      meets: conditionOf(criteria, on),
    })),
  };
}

// Criteria whose field has gone since let nobody in: one scenario that can no longer be read must not stop the run of all.
function conditionOf(criteria: Criteria, today: Day): Sql {
  try {
    return sql`coalesce(${compileCriteria(criteria, customerFields, { today })}, false)`;
  } catch (error) {
    if (error instanceof Refusal) return sql`false`;
    throw error;
  }
}
