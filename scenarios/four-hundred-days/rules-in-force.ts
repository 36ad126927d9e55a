import { sql } from '../../server/src/platform/database/index.ts';
import type { World } from './world.ts';

type Version = {
  readonly scenarioId: string;
  readonly version: number;
  readonly current: boolean;
  readonly minDays: number | null;
  readonly catchUp: string;
  readonly steps: readonly {
    readonly id: string;
    readonly level: number;
    readonly name: string;
    readonly grave: boolean;
    readonly enabled: boolean;
    readonly conditional: boolean;
    readonly reference: string;
    readonly offset: number;
  }[];
};
/** What the scenarios and settings say on the day. */
export type Rules = {
  readonly minDays: number;
  readonly perDay: number;
  readonly noticeDays: number;
  step(scenarioId: string | null, version: number | null, stepId: string | null): Version['steps'][number] | undefined;
  /** The version in force, with the levels that every late item passes through. */
  scenario(
    id: string | null,
  ): { readonly minDays: number | null; readonly catchUp: string; readonly plainLevels: readonly number[] } | undefined;
};

/** Reads them as they are written, without any of the decision's own statements. */
export async function rulesInForce({ db }: World): Promise<Rules> {
  const versions = await db.rows<Version>(sql`
    select version.scenario_id as "scenarioId", version.version, version.version = scenario.current_version as current, version.min_days_between as "minDays",
      version.catch_up as "catchUp",
      coalesce((
        select jsonb_agg(jsonb_build_object('id', step.step_id, 'level', step.level, 'name', step.name_fr, 'grave', step.grave or step.channel = 'hand-over',
          'enabled', step.enabled, 'conditional', step.conditions is not null, 'reference', step.reference, 'offset', step.offset_days) order by step.position)
        from dunning.step where step.scenario_id = version.scenario_id and step.version = version.version
      ), '[]') as steps
    from dunning.scenario_version as version
    join dunning.scenario on scenario.id = version.scenario_id
    where version.version > 0
  `);
  const settings = new Map(
    (await db.rows<{ key: string; value: unknown }>(sql`select key, value from identity.setting`)).map((row) => [
      row.key,
      row.value,
    ]),
  );
  return {
    minDays: Number(settings.get('contact.minDays') ?? 5),
    perDay: Number(settings.get('contact.perDay') ?? 1),
    noticeDays: Number(settings.get('notice.days') ?? 8),
    step: (scenarioId, version, stepId) =>
      versions
        .find((one) => one.scenarioId === scenarioId && one.version === version)
        ?.steps.find((step) => step.id === stepId && step.name !== ''),
    scenario: (id) => {
      const found = versions.find((one) => one.scenarioId === id && one.current);
      return found && { minDays: found.minDays, catchUp: found.catchUp, plainLevels: plainLevels(found) };
    },
  };
}

// Levels no late item can be without: their steps are in use, for everybody, after the due date, and not grave (those have conditions of their own).
function plainLevels({ steps }: Version): number[] {
  const everybodys = steps.filter(
    (step) =>
      step.enabled &&
      !step.grave &&
      !step.conditional &&
      step.level > 0 &&
      !['promise-date', 'payment-date'].includes(step.reference) &&
      !(step.reference === 'due-date' && step.offset < 0),
  );
  return [...new Set(everybodys.map((step) => step.level))].toSorted((left, right) => left - right);
}
