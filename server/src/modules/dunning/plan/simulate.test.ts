import { expect, test } from 'vitest';
import { addDays } from '../../../kernel/days.ts';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { freshTenant, givenDebtor, morningOf, run, tester } from '../dunning.fixture.ts';
import { ensureDefaultScenario } from '../scenarios/default-scenario.ts';
import { publishDraft, saveDraft } from '../scenarios/drafts.ts';
import type { ScenarioDraft } from '../scenarios/scenario.ts';
import { scenarioById } from '../scenarios/scenario-store.ts';
import { withPlan } from './plan.ts';
import { simulateVersion } from './simulate.ts';

const databases = testDatabase();
const from = '2026-03-03';
const now = morningOf(from);

async function portfolio(): Promise<{ tenant: TestTenant; scenarioId: string }> {
  const tenant = await freshTenant(databases, 'business');
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-02-27', amount: 100_00n }], { code: 'ALISIER' });
  await givenDebtor(tenant, [{ number: 'F-2', due: '2026-03-02', amount: 250_00n }], { code: 'BOULEAU' });
  const scenarioId = await tenant.tenantDb.transaction((tx) => ensureDefaultScenario(tx));
  return { tenant, scenarioId };
}

async function changed(tenant: TestTenant, scenarioId: string, change: (draft: ScenarioDraft) => ScenarioDraft): Promise<void> {
  const { name, description, unit, catchUp, minDaysBetween, floorMinor, steps } = await scenarioById(tenant.tenantDb, scenarioId);
  const draft = change({ name, description, unit, catchUp, minDaysBetween, floorMinor, steps });
  await saveDraft(tenant.tenantDb, scenarioId, { ...draft, changedAt: null }, tester);
}

const simulated = ({ tenantDb }: TestTenant, scenarioId: string, days = 30) =>
  simulateVersion(tenantDb, { scenarioId, days, now, language: 'fr' });

test('a draft that changes nothing changes no message', async () => {
  const { tenant, scenarioId } = await portfolio();
  await changed(tenant, scenarioId, (draft) => draft);
  const simulation = await simulated(tenant, scenarioId);
  expect(simulation).toMatchObject({ from, changed: 0, added: 0, removed: 0, total: 0, rows: [] });
  expect(simulation.same).toBeGreaterThan(4);
  expect(simulation.proposed).toEqual(simulation.current);
});

test('a step is told with the channel most of its messages have, though one customer has no address for it', async () => {
  const { tenant, scenarioId } = await portfolio();
  await givenDebtor(tenant, [{ number: 'F-3', due: '2026-02-27', amount: 90_00n }], { code: 'CORMIER', email: null });
  await changed(tenant, scenarioId, (draft) => draft);
  const { perStep } = await simulated(tenant, scenarioId);
  expect(perStep.find(({ step }) => step === 'Première relance')).toMatchObject({ channel: 'e-mail', current: 3 });
});

test('a first reminder a week later is told of as later, for each customer, with day and amount', async () => {
  const { tenant, scenarioId } = await portfolio();
  await changed(tenant, scenarioId, (draft) => ({
    ...draft,
    steps: draft.steps.map((step) => (step.level === 1 ? { ...step, offsetDays: step.offsetDays + 5 } : step)),
  }));
  const simulation = await simulated(tenant, scenarioId);
  const [first] = simulation.rows;
  expect(first).toMatchObject({
    customerCode: 'ALISIER',
    before: { date: from, step: 'Première relance', amount: '100.00' },
    after: { date: '2026-03-09', step: 'Première relance', amount: '100.00' },
  });
  expect(simulation.added + simulation.removed + simulation.changed).toBe(simulation.total);
});

test('a step taken out falls away, one put in is added; the sums follow', async () => {
  const { tenant, scenarioId } = await portfolio();
  await changed(tenant, scenarioId, (draft) => ({
    ...draft,
    steps: draft.steps.flatMap((step) => {
      const { stepId: _own, ...copy } = { stepId: undefined, ...step };
      return step.channel === 'call' ? [{ ...copy, channel: 'task' as const, nameFr: 'Vérifier', nameEn: 'Check' }] : [step];
    }),
  }));
  const simulation = await simulated(tenant, scenarioId);
  expect(simulation.perStep.find((step) => step.step === 'Vérifier')).toMatchObject({ current: 0, proposed: 2, channel: 'task' });
  expect(simulation.added).toBe(2);
  expect(simulation.removed).toBe(2);
  expect(simulation.proposed.tasks).toBe(simulation.current.tasks);
});

test('what a simulation foresees of a draft is what the plan foresees once it is published', async () => {
  const { tenant, scenarioId } = await portfolio();
  await changed(tenant, scenarioId, (draft) => ({ ...draft, minDaysBetween: 12, catchUp: 'jump-to-age' }));
  const { proposed } = await simulated(tenant, scenarioId);
  await publishDraft(tenant.tenantDb, scenarioId, {}, tester);
  const rows = await withPlan(tenant.tenantDb, { from, days: 30, now }, (plan) => plan.rows());
  expect(rows.length).toBe(proposed.messages + proposed.toConfirm + proposed.tasks);
  expect(rows.every((row) => row.on >= from && row.on <= addDays(from, 33))).toBe(true);
});

test('simulating writes nothing: the run afterwards makes what it would have made', async () => {
  const { tenant, scenarioId } = await portfolio();
  await changed(tenant, scenarioId, (draft) => ({ ...draft, steps: draft.steps.slice(0, 1) }));
  await simulated(tenant, scenarioId);
  const written = await tenant.tenantDb.rows(sql`select 1 from dunning.action union all select 1 from dunning.step_done`);
  expect(written).toEqual([]);
  expect(await run(tenant, from)).toMatchObject({ toConfirm: 1 });
});

test('without a draft there is nothing to simulate', async () => {
  const { tenant, scenarioId } = await portfolio();
  await expect(simulated(tenant, scenarioId)).rejects.toMatchObject({ code: 'scenario.no-draft' });
});
