import { expect, test } from 'vitest';
import { testDatabase } from '../../../platform/testing/index.ts';
import { confirmAll, freshTenant, givenDebtor, givenScenario, morningOf, run } from '../dunning.fixture.ts';
import { messagesToCome, withPlan } from './plan.ts';

const databases = testDatabase();
const today = '2026-03-05';

test('messages to come are what the plan will write: no call, no task, and nothing that waits in the queue already', async () => {
  const tenant = await freshTenant(databases, 'business');
  await givenScenario(tenant, [
    { name: 'Relance', level: 1, after: 3 },
    { name: 'Appel', level: 2, after: 10, channel: 'call' },
    { name: 'Dernier rappel', level: 3, after: 20 },
  ]);
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }], { code: 'ALISIER' });
  await givenDebtor(tenant, [{ number: 'F-2', due: '2026-03-10', amount: 200_00n }], { code: 'BOULEAU' });
  // Nobody to write to: a task comes, no message.
  await givenDebtor(tenant, [{ number: 'F-3', due: '2026-03-10', amount: 300_00n }], { code: 'CORMIER', email: null });
  await run(tenant, today);
  const toCome = () =>
    withPlan(tenant.tenantDb, { from: today, days: 60, now: morningOf(today) }, async (plan) =>
      (await plan.rows({ among: messagesToCome(plan.from) })).map((row) => [row.customerCode, row.stepFr, row.channel]),
    );
  const later = [
    ['BOULEAU', 'Relance', 'e-mail'],
    ['ALISIER', 'Dernier rappel', 'e-mail'],
    ['BOULEAU', 'Dernier rappel', 'e-mail'],
  ];
  expect(await toCome()).toEqual([['ALISIER', 'Relance', 'e-mail'], ...later]);
  expect(await confirmAll(tenant, today)).toBe(1);
  expect(await toCome()).toEqual(later);
});
