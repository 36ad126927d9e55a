import type { Actor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { type Queryable, type Sql, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { refuse } from '../refusals.ts';
import { assertSteps, type NewStep, type Scenario, type ScenarioDraft, type Step } from './scenario.ts';

type VersionRow = Omit<Scenario, 'steps'>;

/** The scenarios in force, the default one first. */
export async function listScenarios(db: Queryable): Promise<Scenario[]> {
  const versions = await versionRows(db, sql`not scenario.archived and version.version = scenario.current_version`);
  return withSteps(db, versions);
}

/** One scenario, in the version in force or an earlier one; refuses an unknown one. */
export async function scenarioById(db: Queryable, id: string, version?: number): Promise<Scenario> {
  const rows = await versionRows(
    db,
    sql`scenario.id = ${id}::uuid and version.version = ${version === undefined ? sql`scenario.current_version` : sql`${version}::int`}`,
  );
  const [scenario] = await withSteps(db, rows);
  if (!scenario) throw refuse('scenario.not-found');
  return scenario;
}

/** The versions of a scenario, newest first. */
export async function scenarioVersions(
  db: Queryable,
  id: string,
): Promise<
  { version: number; state: 'draft' | 'published' | 'superseded'; publishedAt: Temporal.Instant | null; author: string }[]
> {
  await scenarioById(db, id);
  return db.rows(sql`
    select version, state, published_at as "publishedAt", author from dunning.scenario_version where scenario_id = ${id}::uuid order by version desc
  `);
}

/** Makes a scenario with its first version in force. */
export function createScenario(db: TenantDatabase, draft: ScenarioDraft, by: Actor): Promise<string> {
  return db.transaction((tx) => insertScenario(tx, draft, by));
}

/** The same within a transaction; `isDefault` for the one customers follow unless told otherwise. */
export async function insertScenario(tx: Transaction, draft: ScenarioDraft, by: Actor, isDefault = false): Promise<string> {
  assertSteps(draft.steps);
  const id = uuidv7();
  const made = await tx.run(sql`
    insert into dunning.scenario (tenant_id, id, name, is_default) values (${tx.tenantId}, ${id}, ${draft.name}, ${isDefault})
    on conflict do nothing
  `);
  if (made === 0) throw refuse('scenario.name-taken', { name: draft.name });
  await writeVersion(tx, id, 1, draft, by);
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
    assertSteps(draft.steps);
    const current = await tx.maybe<{ name: string; current_version: number }>(sql`
      select name, current_version from dunning.scenario where id = ${id}::uuid and not archived for update
    `);
    if (!current) throw refuse('scenario.not-found');
    if (current.current_version !== version) throw refuse('scenario.changed-meanwhile', { version: current.current_version });
    const namesake = await tx.maybe(sql`select 1 from dunning.scenario where name = ${draft.name} and id <> ${id}::uuid`);
    if (namesake) throw refuse('scenario.name-taken', { name: draft.name });
    const next = version + 1;
    await tx.run(
      sql`update dunning.scenario_version set state = 'superseded' where scenario_id = ${id}::uuid and state = 'published'`,
    );
    await writeVersion(tx, id, next, draft, by);
    await tx.run(sql`update dunning.scenario set name = ${draft.name}, current_version = ${next} where id = ${id}::uuid`);
    await recordEvent(tx, {
      kind: 'scenarios.published',
      actor: by,
      subjectId: id,
      details: { name: draft.name, version: next },
    });
    return scenarioById(tx, id);
  });
}

async function writeVersion(tx: Transaction, id: string, version: number, draft: ScenarioDraft, by: Actor): Promise<void> {
  await tx.run(sql`
    insert into dunning.scenario_version (tenant_id, scenario_id, version, state, catch_up, min_days_between, floor_minor, published_at, author)
    values (${tx.tenantId}, ${id}, ${version}, 'published', ${draft.catchUp}, ${draft.minDaysBetween}, ${draft.floorMinor}, now(), ${by.name})
  `);
  const rows = draft.steps.map((step, index) => stepRow(step, index + 1));
  await tx.run(sql`
    insert into dunning.step (tenant_id, scenario_id, version, step_id, position, level, name_fr, name_en, reference, offset_days, channel, automation, grave,
      enabled, subject_fr, subject_en, body_fr, body_en, script_fr, script_en, minimum_minor)
    select ${tx.tenantId}, ${id}, ${version}, step_id, position, level, name_fr, name_en, reference, offset_days, channel, automation, grave,
      enabled, subject_fr, subject_en, body_fr, body_en, script_fr, script_en, minimum_minor
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as step (step_id uuid, position integer, level integer, name_fr text, name_en text, reference text,
      offset_days integer, channel text, automation text, grave boolean, enabled boolean, subject_fr text, subject_en text, body_fr text, body_en text,
      script_fr text, script_en text, minimum_minor bigint)
  `);
}

function stepRow(step: NewStep, position: number) {
  return {
    step_id: step.stepId ?? uuidv7(),
    position,
    level: step.level,
    name_fr: step.nameFr,
    name_en: step.nameEn,
    reference: step.reference,
    offset_days: step.offsetDays,
    channel: step.channel,
    automation: step.automation,
    grave: step.grave,
    enabled: step.enabled,
    subject_fr: step.subjectFr,
    subject_en: step.subjectEn,
    body_fr: step.bodyFr,
    body_en: step.bodyEn,
    script_fr: step.scriptFr,
    script_en: step.scriptEn,
    minimum_minor: step.minimumMinor?.toString() ?? null,
  };
}

function versionRows(db: Queryable, which: Sql): Promise<VersionRow[]> {
  return db.rows<VersionRow>(sql`
    select scenario.id, scenario.name, scenario.is_default as "isDefault", version.version, version.catch_up as "catchUp",
      version.min_days_between as "minDaysBetween", version.floor_minor as "floorMinor", version.published_at as "publishedAt", version.author,
      (select count(*)::int from dunning.assignment where assignment.scenario_id = scenario.id)
        + case when scenario.is_default then (
            select count(*)::int from customers.customer
            where customer.merged_into is null and not exists (
              select from dunning.assignment where assignment.tenant_id = customer.tenant_id and assignment.customer_id = customer.id)
          ) else 0 end as customers
    from dunning.scenario
    join dunning.scenario_version as version on version.tenant_id = scenario.tenant_id and version.scenario_id = scenario.id
    where ${which}
    order by scenario.is_default desc, scenario.name
  `);
}

async function withSteps(db: Queryable, versions: readonly VersionRow[]): Promise<Scenario[]> {
  if (versions.length === 0) return [];
  const steps = await db.rows<Step & { scenarioId: string; version: number }>(sql`
    select step.scenario_id as "scenarioId", step.version, step.step_id as "stepId", step.position, step.level, step.name_fr as "nameFr", step.name_en as "nameEn",
      step.reference, step.offset_days as "offsetDays", step.channel, step.automation, step.grave, step.enabled, step.subject_fr as "subjectFr",
      step.subject_en as "subjectEn", step.body_fr as "bodyFr", step.body_en as "bodyEn", step.script_fr as "scriptFr", step.script_en as "scriptEn",
      step.minimum_minor as "minimumMinor"
    from dunning.step
    where step.scenario_id = any(${versions.map((version) => version.id)}::uuid[])
    order by step.position
  `);
  return versions.map((version) => ({
    ...version,
    steps: steps
      .filter((step) => step.scenarioId === version.id && step.version === version.version)
      .map(({ scenarioId: _scenario, version: _version, ...step }) => step),
  }));
}
