import type { Actor } from '../../../kernel/actor.ts';
import { sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { refuse } from '../refusals.ts';
import { insertScenario, lockScenario, publishIn } from './publish-scenario.ts';
import type { Scenario } from './scenario.ts';
import { draftVersion, scenarioById } from './scenario-store.ts';

/** Puts an earlier version in force again, as a new one with the same steps under the same ids: what items did so far stays done. */
export function rollBackScenario(
  db: TenantDatabase,
  id: string,
  { version, note }: { readonly version: number; readonly note?: string | undefined },
  by: Actor,
): Promise<Scenario> {
  return db.transaction(async (tx) => {
    const current = await lockScenario(tx, id);
    if (version === current.version) throw refuse('scenario.version-current', { version });
    const known = await tx.maybe(sql`
      select 1 from dunning.scenario_version where scenario_id = ${id}::uuid and version = ${version} and version <> ${draftVersion}
    `);
    if (!known) throw refuse('scenario.version-unknown', { version });
    const earlier = await scenarioById(tx, id, version);
    // Its name is today's: another scenario may have taken the old one.
    const { name, description } = current;
    return publishIn(tx, { id, basedOn: version, current }, { ...earlier, name, description, note: note ?? '' }, by);
  });
}

/** Makes another scenario with the same steps, of their own identity: what was done under the one is not done under the other. */
export function duplicateScenario(db: TenantDatabase, id: string, name: string, by: Actor): Promise<string> {
  return db.transaction(async (tx) => {
    const source = await scenarioById(tx, id);
    const steps = source.steps.map(({ stepId: _own, position: _place, ...step }) => step);
    return insertScenario(tx, { ...source, name, note: '', libraryKey: undefined, steps }, by);
  });
}

export type Archived = { readonly movedCustomers: number; readonly movedRules: number };

/** Puts a scenario away. Refused for the default one, and while customers or rules follow it unless they go to another. */
export function archiveScenario(db: TenantDatabase, id: string, moveTo: string | undefined, by: Actor): Promise<Archived> {
  return db.transaction(async (tx) => {
    const scenario = await lockScenario(tx, id);
    if (scenario.isDefault) throw refuse('scenario.archive-default');
    const followers = await tx.one<{ customers: number; rules: number }>(sql`
      select (select count(*)::int from dunning.assignment where scenario_id = ${id}::uuid) as customers,
        (select count(*)::int from dunning.assignment_rule where scenario_id = ${id}::uuid) as rules
    `);
    if (moveTo === undefined && followers.customers + followers.rules > 0) throw refuse('scenario.in-use', followers);
    const moved = moveTo === undefined ? undefined : await moveFollowers(tx, id, moveTo, by);
    await tx.run(sql`update dunning.scenario set archived = true where id = ${id}::uuid`);
    await recordEvent(tx, {
      kind: 'scenarios.archived',
      actor: by,
      subjectId: id,
      details: { name: scenario.name, ...(moved ? { movedTo: moved.to, customers: moved.customers } : {}) },
    });
    return { movedCustomers: moved?.customers ?? 0, movedRules: moved?.rules ?? 0 };
  });
}

async function moveFollowers(
  tx: Transaction,
  id: string,
  toId: string,
  by: Actor,
): Promise<{ to: string; customers: number; rules: number }> {
  const to = await tx.maybe<{ name: string }>(sql`
    select name from dunning.scenario where id = ${toId}::uuid and id <> ${id}::uuid and not archived for share
  `);
  if (!to) throw refuse('scenario.not-found');
  const customers = await tx.run(sql`
    update dunning.assignment set scenario_id = ${toId}::uuid, author = ${by.name}, assigned_at = now() where scenario_id = ${id}::uuid
  `);
  const rules = await tx.run(sql`
    update dunning.assignment_rule set scenario_id = ${toId}::uuid, author = ${by.name}, changed_at = clock_timestamp() where scenario_id = ${id}::uuid
  `);
  return { to: to.name, customers, rules };
}

/** Makes it the scenario of every customer that no rule and nobody gave another. */
export function makeDefault(db: TenantDatabase, id: string, by: Actor): Promise<Scenario> {
  return db.transaction(async (tx) => {
    const { name, isDefault } = await lockScenario(tx, id);
    if (isDefault) return scenarioById(tx, id);
    const before = await tx.maybe<{ name: string }>(sql`
      update dunning.scenario set is_default = false where is_default returning name
    `);
    await tx.run(sql`update dunning.scenario set is_default = true where id = ${id}::uuid`);
    await recordEvent(tx, {
      kind: 'scenarios.default-changed',
      actor: by,
      subjectId: id,
      details: { name, before: before?.name ?? null },
    });
    return scenarioById(tx, id);
  });
}
