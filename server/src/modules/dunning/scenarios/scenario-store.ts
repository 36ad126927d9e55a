import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { refuse } from '../refusals.ts';
import type { Scenario, VersionState } from './scenario.ts';
import { keyOf, stepsOf } from './step-store.ts';

type VersionRow = Omit<Scenario, 'steps' | 'draft'> & {
  readonly draftAuthor: string | null;
  readonly draftChangedAt: Temporal.Instant | null;
  readonly draftBasedOn: number | null;
};

/** The version number of a draft: it has its own only once it is published. */
export const draftVersion = 0;

/** The scenarios in force, the default one first. */
export function listScenarios(db: Queryable): Promise<Scenario[]> {
  return scenarios(db, sql`not scenario.archived and version.version = scenario.current_version`);
}

/** One scenario, in the version in force or an earlier one; refuses an unknown one. */
export async function scenarioById(db: Queryable, id: string, version?: number): Promise<Scenario> {
  const wanted = version === undefined ? sql`scenario.current_version` : sql`${version}::int`;
  const [scenario] = await scenarios(db, sql`scenario.id = ${id}::uuid and version.version = ${wanted}`);
  if (!scenario) throw refuse('scenario.not-found');
  return scenario;
}

export type VersionLine = {
  readonly version: number;
  readonly state: VersionState;
  readonly publishedAt: Temporal.Instant | null;
  readonly changedAt: Temporal.Instant;
  readonly author: string;
  readonly note: string;
  readonly basedOn: number | null;
  readonly steps: number;
};

/** The versions of a scenario, newest first, its draft before them. */
export async function scenarioVersions(db: Queryable, id: string): Promise<VersionLine[]> {
  const versions = await db.rows<VersionLine>(sql`
    select version, state, published_at as "publishedAt", changed_at as "changedAt", author, note, based_on as "basedOn",
      (select count(*)::int from dunning.step where step.scenario_id = scenario_version.scenario_id and step.version = scenario_version.version) as steps
    from dunning.scenario_version
    where scenario_id = ${id}::uuid
    order by state = 'draft' desc, version desc
  `);
  if (versions.length === 0) throw refuse('scenario.not-found');
  return versions;
}

async function scenarios(db: Queryable, which: Sql): Promise<Scenario[]> {
  const versions = await db.rows<VersionRow>(sql`
    select scenario.id, coalesce(case when version.version <> scenario.current_version then version.name end, scenario.name) as name,
      coalesce(case when version.version <> scenario.current_version then version.description end, scenario.description) as description,
      scenario.is_default as "isDefault", scenario.archived, scenario.library_key as "libraryKey",
      version.version, version.state, version.unit, version.catch_up as "catchUp", version.min_days_between as "minDaysBetween",
      version.floor_minor as "floorMinor", version.published_at as "publishedAt", version.changed_at as "changedAt", version.author, version.note,
      version.based_on as "basedOn", draft.author as "draftAuthor", draft.changed_at as "draftChangedAt", draft.based_on as "draftBasedOn",
      (select count(*)::int from dunning.assignment where assignment.scenario_id = scenario.id)
        + case when scenario.is_default then (
            select count(*)::int from customers.customer
            where customer.merged_into is null and not exists (
              select from dunning.assignment where assignment.tenant_id = customer.tenant_id and assignment.customer_id = customer.id)
          ) else 0 end as customers
    from dunning.scenario
    join dunning.scenario_version as version on version.tenant_id = scenario.tenant_id and version.scenario_id = scenario.id
    left join dunning.scenario_version as draft on draft.tenant_id = scenario.tenant_id and draft.scenario_id = scenario.id and draft.state = 'draft'
    where ${which}
    order by scenario.is_default desc, scenario.name
  `);
  const steps = await stepsOf(db, versions);
  return versions.map(({ draftAuthor, draftChangedAt, draftBasedOn, ...version }) => ({
    ...version,
    draft:
      draftAuthor === null || draftChangedAt === null
        ? null
        : { author: draftAuthor, changedAt: draftChangedAt, basedOn: draftBasedOn },
    steps: steps.get(keyOf(version)) ?? [],
  }));
}
