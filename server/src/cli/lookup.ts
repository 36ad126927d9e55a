import { refusals } from '../kernel/refusals.ts';
import { type Queryable, sql } from '../platform/database/index.ts';

const refuse = refusals({
  'cli.customer-unknown': 'not-found',
  'cli.customer-ambiguous': 'invalid',
  'cli.step-unknown': 'not-found',
  'cli.scenario-unknown': 'not-found',
});

/** The customer of an accounting code; refuses an unknown one, and one that several entities have. */
export async function customerByCode(db: Queryable, code: string): Promise<{ id: string; entityId: string }> {
  const found = await db.rows<{ id: string; entityId: string }>(sql`
    select id, entity_id as "entityId" from customers.customer where code = ${code} and merged_into is null
  `);
  const [only] = found;
  if (!only) throw refuse('cli.customer-unknown', { code });
  if (found.length > 1) throw refuse('cli.customer-ambiguous', { code });
  return only;
}

/** A step's id by its id, name or level; refuses what no current step is called. */
export async function stepByName(db: Queryable, name: string): Promise<string> {
  const found = await db.maybe<{ stepId: string }>(sql`
    select step.step_id as "stepId"
    from dunning.step
    join dunning.scenario on scenario.tenant_id = step.tenant_id and scenario.id = step.scenario_id and scenario.current_version = step.version
    where step.step_id::text = ${name} or lower(${name}) in (lower(step.name_fr), lower(step.name_en)) or step.level::text = ${name}
    order by scenario.is_default desc, step.position
    limit 1
  `);
  if (!found) throw refuse('cli.step-unknown', { name });
  return found.stepId;
}

/** The scenario of a name or id; refuses what none in use is called. */
export async function scenarioByName(db: Queryable, name: string): Promise<{ id: string; name: string }> {
  const found = await db.maybe<{ id: string; name: string }>(sql`
    select id, name from dunning.scenario
    where not archived and (id::text = lower(${name}) or lower(name) = lower(${name}))
    order by name = ${name} desc
    limit 1
  `);
  if (!found) throw refuse('cli.scenario-unknown', { name });
  return found;
}
