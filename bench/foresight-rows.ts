import { systemActor } from '../server/src/kernel/actor.ts';
import { applyAssignmentRules, ensureDefaultScenario, withPlan } from '../server/src/modules/dunning/index.ts';
import { simulateVersion } from '../server/src/modules/dunning/plan/simulate.ts';
import { sql, type TenantDatabase } from '../server/src/platform/database/index.ts';
import { today } from './company.ts';
import { type Measure, timed, withPeakMemory } from './measure.ts';

const actor = systemActor('bench');
const now = Temporal.Instant.from('2026-11-20T08:00:00Z');
const count = (value: number): string => value.toLocaleString('en');
const memoryLimitMib = 1536;

/** The rules that give customers their scenario: for all of them, then again when nothing changed. Leaves the company as it was. */
export async function measureRules(tenant: TenantDatabase): Promise<Measure[]> {
  const { customers, rules } = await tenant.one<{ customers: number; rules: number }>(sql`
    select (select count(*)::int from customers.customer) as customers, (select count(*)::int from dunning.assignment_rule) as rules
  `);
  const size = `${count(customers)} customers, ${rules} rules`;
  await tenant.run(sql`delete from dunning.assignment where rule_id is not null`);
  const apply = () => timed(() => tenant.transaction((tx) => applyAssignmentRules(tx, { today }, actor)));
  const first = await apply();
  const again = await apply();
  return [
    {
      work: 'assignment rules, first time',
      size,
      ms: first.ms,
      target: '≤ 10 s',
      met: first.ms <= 10_000,
      note: `${count(first.answer)} assigned`,
    },
    {
      work: 'assignment rules, nothing changed',
      size,
      ms: again.ms,
      target: '≤ 3 s',
      met: again.ms <= 3000 && again.answer === 0,
      note: `${again.answer} changed`,
    },
  ];
}

/** The plan of sixty days, and what a draft of the scenario most customers follow would change of it. Writes nothing but that draft. */
export async function measureForesight(tenant: TenantDatabase, open: number): Promise<Measure[]> {
  const size = `${count(open)} open items`;
  const plan = await withPeakMemory(() =>
    timed(() =>
      withPlan(tenant, { from: today, days: 60, now }, async (foreseen) => {
        await foreseen.rows({ limit: 100 });
        const [planned] = await foreseen.ask<{ actions: number }>(sql`select count(*)::int as actions from planned`);
        return planned?.actions ?? 0;
      }),
    ),
  );
  const scenarioId = await tenant.transaction((tx) => ensureDefaultScenario(tx));
  await draftAWeekLater(tenant, scenarioId);
  const simulation = await withPeakMemory(() =>
    timed(() => simulateVersion(tenant, { scenarioId, version: 0, days: 30, now, language: 'fr' })),
  );
  const { same, changed, added, removed } = simulation.answer.answer;
  return [
    {
      work: 'preview of 60 days',
      size,
      ms: plan.answer.ms,
      target: '≤ 60 s, ≤ 1.5 GiB',
      met: plan.answer.ms <= 60_000 && plan.mib <= memoryLimitMib,
      note: `${count(plan.answer.answer)} actions, ${plan.mib} MiB resident`,
    },
    {
      work: 'simulation of a draft, 30 days',
      size,
      ms: simulation.answer.ms,
      target: 'seconds at a company\u2019s size',
      note: `${count(same)} the same, ${count(changed + added + removed)} different, ${simulation.mib} MiB resident`,
    },
  ];
}

// The version in force, its first reminders five days later.
function draftAWeekLater(tenant: TenantDatabase, scenarioId: string): Promise<void> {
  return tenant.transaction(async (tx) => {
    await tx.run(sql`
      insert into dunning.scenario_version (tenant_id, scenario_id, version, state, unit, catch_up, min_days_between, floor_minor, author)
      select version.tenant_id, version.scenario_id, 0, 'draft', version.unit, version.catch_up, version.min_days_between, version.floor_minor, ${actor.name}
      from dunning.scenario
      join dunning.scenario_version as version on version.scenario_id = scenario.id and version.version = scenario.current_version
      where scenario.id = ${scenarioId}::uuid
    `);
    await tx.run(sql`
      insert into dunning.step (tenant_id, scenario_id, version, step_id, position, level, name_fr, name_en, reference, offset_days, channel, automation, grave,
        minimum_minor, enabled, subject_fr, subject_en, body_fr, body_en, script_fr, script_en)
      select step.tenant_id, step.scenario_id, 0, step.step_id, step.position, step.level, step.name_fr, step.name_en, step.reference,
        step.offset_days + case when step.level = 1 then 5 else 0 end, step.channel, step.automation, step.grave, step.minimum_minor, step.enabled,
        step.subject_fr, step.subject_en, step.body_fr, step.body_en, step.script_fr, step.script_en
      from dunning.scenario
      join dunning.step on step.scenario_id = scenario.id and step.version = scenario.current_version
      where scenario.id = ${scenarioId}::uuid
    `);
  });
}
