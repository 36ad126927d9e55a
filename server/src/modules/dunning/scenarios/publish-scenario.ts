import type { Actor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { refuse } from '../refusals.ts';
import { assertPublishable } from './check-steps.ts';
import type { DunningUnit, LibraryKey, Scenario, ScenarioDraft, VersionState } from './scenario.ts';
import { scenarioById } from './scenario-store.ts';
import { withOwnIds, writeSteps } from './step-store.ts';

/** Makes a scenario with its first version in force. */
export function createScenario(db: TenantDatabase, draft: ScenarioDraft, by: Actor): Promise<string> {
  return db.transaction((tx) => insertScenario(tx, draft, by));
}

export type NewScenario = ScenarioDraft & { readonly libraryKey?: LibraryKey | undefined };

/** The same within a transaction; `isDefault` for the one customers follow unless told otherwise. */
export async function insertScenario(tx: Transaction, draft: NewScenario, by: Actor, isDefault = false): Promise<string> {
  await assertPublishable(tx, draft.steps);
  const id = uuidv7();
  const made = await tx.run(sql`
    insert into dunning.scenario (tenant_id, id, name, description, library_key, is_default)
    values (${tx.tenantId}, ${id}, ${draft.name}, ${draft.description ?? ''}, ${draft.libraryKey ?? null}, ${isDefault})
    on conflict do nothing
  `);
  if (made === 0) throw refuse('scenario.name-taken', { name: draft.name });
  const steps = await withOwnIds(tx, id, draft.steps);
  await writeVersion(tx, { id, version: 1, state: 'published', basedOn: null }, { ...draft, steps }, by);
  await recordEvent(tx, { kind: 'scenarios.created', actor: by, subjectId: id, details: { name: draft.name } });
  return id;
}

/** Publishes a new version. Refused when someone else published since `version`; what items did so far stays done, by stable step id. */
export function publishScenario(
  db: TenantDatabase,
  id: string,
  version: number,
  draft: ScenarioDraft,
  by: Actor,
): Promise<Scenario> {
  return db.transaction(async (tx) => {
    const current = await lockScenario(tx, id);
    if (current.version !== version) throw refuse('scenario.changed-meanwhile', { version: current.version });
    return publishIn(tx, { id, basedOn: version, current }, draft, by);
  });
}

export type LockedScenario = {
  readonly name: string;
  readonly description: string;
  readonly unit: DunningUnit;
  readonly version: number;
  readonly isDefault: boolean;
};

/** Locks a scenario, so that two who publish come one after the other. Refuses an unknown or archived one. */
export async function lockScenario(tx: Transaction, id: string): Promise<LockedScenario> {
  const current = await tx.maybe<Omit<LockedScenario, 'unit'>>(sql`
    select name, description, current_version as version, is_default as "isDefault"
    from dunning.scenario
    where id = ${id}::uuid and not archived
    for update
  `);
  if (!current) throw refuse('scenario.not-found');
  // Asked apart: whoever waited for the lock sees the version that was made meanwhile.
  const { unit } = await tx.one<Pick<LockedScenario, 'unit'>>(sql`
    select unit from dunning.scenario_version where scenario_id = ${id}::uuid and version = ${current.version}
  `);
  return { ...current, unit };
}

export type Publication = { readonly id: string; readonly basedOn: number; readonly current: LockedScenario };

/** Puts a draft in force as the next version of a locked scenario. */
export async function publishIn(
  tx: Transaction,
  { id, basedOn, current }: Publication,
  draft: ScenarioDraft,
  by: Actor,
): Promise<Scenario> {
  await assertPublishable(tx, draft.steps);
  await assertNameFree(tx, draft.name, id);
  const next = current.version + 1;
  const said = { ...draft, description: draft.description ?? current.description };
  await tx.run(
    sql`update dunning.scenario_version set state = 'superseded' where scenario_id = ${id}::uuid and state = 'published'`,
  );
  await writeVersion(tx, { id, version: next, state: 'published', basedOn }, said, by);
  await tx.run(sql`
    update dunning.scenario set name = ${said.name}, description = ${said.description}, current_version = ${next} where id = ${id}::uuid
  `);
  await recordEvent(tx, {
    kind: 'scenarios.published',
    actor: by,
    subjectId: id,
    details: { name: said.name, version: next, ...(said.note ? { note: said.note } : {}) },
  });
  return scenarioById(tx, id);
}

/** A draft with what it leaves out as it stands: the description, the unit of dunning. */
export function asStands<Draft extends ScenarioDraft>(
  draft: Draft,
  current: Pick<LockedScenario, 'description' | 'unit'>,
): Draft {
  return { ...draft, description: draft.description ?? current.description, unit: draft.unit ?? current.unit };
}

/** Refuses a name another scenario in use has. */
export async function assertNameFree(tx: Transaction, name: string, exceptId: string): Promise<void> {
  const namesake = await tx.maybe(
    sql`select 1 from dunning.scenario where name = ${name} and id <> ${exceptId}::uuid and not archived`,
  );
  if (namesake) throw refuse('scenario.name-taken', { name });
}

export type VersionToWrite = {
  readonly id: string;
  readonly version: number;
  readonly state: VersionState;
  readonly basedOn: number | null;
};

/** Writes one version with its steps. */
export async function writeVersion(tx: Transaction, version: VersionToWrite, draft: ScenarioDraft, by: Actor): Promise<void> {
  await tx.run(sql`
    insert into dunning.scenario_version (tenant_id, scenario_id, version, state, name, description, unit, catch_up, min_days_between, floor_minor,
      published_at, author, note, based_on, changed_at)
    values (${tx.tenantId}, ${version.id}, ${version.version}, ${version.state}, ${draft.name}, ${draft.description ?? ''}, ${draft.unit ?? 'account'},
      ${draft.catchUp}, ${draft.minDaysBetween}, ${draft.floorMinor}, ${version.state === 'published' ? sql`now()` : sql`null`}, ${by.name},
      ${draft.note ?? ''}, ${version.basedOn}, clock_timestamp())
  `);
  await writeSteps(tx, version, draft.steps);
}
