import { expect, test } from 'vitest';
import { addDays, type Day } from '../../kernel/days.ts';
import { type TestTenant, testDatabase } from '../../platform/testing/index.ts';
import { tellPaymentProfiles } from '../receivables/index.ts';
import { givenItems } from '../receivables/ledger.fixture.ts';
import { freshTenant, givenDebtor, givenScenario, madeActions, morningOf, tester, wholeDay } from './dunning.fixture.ts';
import { explainItem } from './explain/explain-item.ts';
import { withPlan } from './plan/plan.ts';
import { simulateVersion } from './plan/simulate.ts';
import { ensureDefaultScenario } from './scenarios/default-scenario.ts';
import { saveDraft } from './scenarios/drafts.ts';
import { scenarioDifference } from './scenarios/scenario-difference.ts';
import { scenarioById } from './scenarios/scenario-store.ts';

const databases = testDatabase();
const from: Day = '2026-03-02';
const badPayers = { field: 'paymentProfile', is: 'is', value: ['slow', 'defaulting'] };

/** One late invoice each of a customer who pays at once, one who pays a month late, and one nobody knows. */
async function portfolio(): Promise<{ tenant: TestTenant; items: Record<string, string> }> {
  const tenant = await freshTenant(databases);
  await givenScenario(tenant, [
    { name: 'Un', level: 1, after: 3 },
    { name: 'Appel', level: 1, after: 6, channel: 'call', conditions: badPayers },
    { name: 'Deux', level: 2, after: 15 },
  ]);
  const items: Record<string, string> = {};
  for (const [code, late] of [
    ['ALISIER', 0],
    ['BOULEAU', 30],
    ['CORMIER', null],
  ] as const) {
    const debtor = await givenDebtor(tenant, [{ number: code, due: '2026-03-01', amount: 100_00n }], {
      code,
      phone: '0612345678',
    });
    items[code] = debtor.items[code] ?? '';
    if (late === null) continue;
    await givenItems(
      tenant,
      ['2026-01-05', '2026-01-20', '2026-02-10'].map((settledOn) => ({
        customerId: debtor.customerId,
        amount: 80_00n,
        issueOn: addDays(settledOn, -late - 30),
        dueOn: addDays(settledOn, -late),
        columns: { open_minor: 0n, settled_on: settledOn },
      })),
    );
  }
  await tenant.tenantDb.transaction((tx) => tellPaymentProfiles(tx, from));
  return { tenant, items };
}

test('a step for slow and defaulting payers reaches the slow one alone; the plan had foreseen it, and the others are told why not', async () => {
  const { tenant, items } = await portfolio();
  const planned = await withPlan(tenant.tenantDb, { from, days: 12, now: morningOf(from) }, (plan) => plan.rows());
  for (let day = from; day < addDays(from, 12); day = addDays(day, 1)) await wholeDay(tenant, day);
  const made = (await madeActions(tenant)).map((action) => `${action.on} ${action.customer} ${action.step}`);
  expect(made).toEqual(['2026-03-04 ALISIER Un', '2026-03-04 BOULEAU Un', '2026-03-04 CORMIER Un', '2026-03-09 BOULEAU Appel']);
  expect(planned.map((row) => `${row.on} ${row.customerCode} ${row.stepFr}`).toSorted()).toEqual(made);
  const why = async (code: string, language: 'fr' | 'en') =>
    (await explainItem(tenant.tenantDb, items[code] ?? '', { now: morningOf('2026-03-10'), on: '2026-03-10', language })).why;
  expect(await why('ALISIER', 'en')).toContain(
    'Step “Appel” is not for this customer; it is for: Payment profile is slow or defaulting.',
  );
  expect(await why('CORMIER', 'fr')).toContain(
    'L’étape «\u00a0Appel\u00a0» ne vaut pas pour ce client\u00a0; elle vaut pour\u00a0: Profil payeur est lent ou défaillant.',
  );
  expect((await why('BOULEAU', 'en')).join(' ')).not.toContain('is not for this customer');
});

test('a draft that keeps its first reminder for bad payers says so in words, and in simulation takes it from the others alone', async () => {
  const { tenant } = await portfolio();
  const scenarioId = await tenant.tenantDb.transaction((tx) => ensureDefaultScenario(tx));
  const inForce = await scenarioById(tenant.tenantDb, scenarioId);
  const { name, description, unit, catchUp, minDaysBetween, floorMinor, steps } = inForce;
  const draft = {
    name,
    description,
    unit,
    catchUp,
    minDaysBetween,
    floorMinor,
    steps: steps.map((step) => (step.nameFr === 'Un' ? { ...step, conditions: badPayers } : step)),
  };
  await saveDraft(tenant.tenantDb, scenarioId, { ...draft, changedAt: null }, tester);
  const simulation = await simulateVersion(tenant.tenantDb, { scenarioId, days: 10, now: morningOf(from), language: 'fr' });
  expect(simulation.perStep.find(({ step }) => step === 'Un')).toMatchObject({ current: 3, proposed: 1 });
  expect(simulation.rows.map((row) => row.customerCode).toSorted()).toEqual(['ALISIER', 'CORMIER']);
  const words = (language: 'fr' | 'en') =>
    scenarioDifference(inForce, { ...inForce, ...draft, steps: draft.steps }, { language, people: new Map() }).words;
  expect(words('fr')).toEqual(['«\u00a0Un\u00a0», conditions\u00a0: toujours devient Profil payeur est lent ou défaillant']);
  expect(words('en')).toEqual(['“Un”, conditions: always becomes Payment profile is slow or defaulting']);
});
