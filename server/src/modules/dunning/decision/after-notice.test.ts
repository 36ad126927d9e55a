import { expect, test } from 'vitest';
import { addDays } from '../../../kernel/days.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { placeHold } from '../../holds/index.ts';
import { changeSetting } from '../../identity/index.ts';
import { freshTenant, givenDebtor, givenScenario, madeActions, morningOf, run, tester, wholeDay } from '../dunning.fixture.ts';
import { explainItem } from '../explain/explain-item.ts';
import { withPlan } from '../plan/plan.ts';

const databases = testDatabase();

const ladder = [
  { name: 'Rappel', level: 1, after: 3 },
  { name: 'Mise en demeure', level: 2, after: 10, grave: true },
  { name: 'Remise au contentieux', level: 3, after: 11, channel: 'hand-over' },
];

async function noticed(noticeDays?: number): Promise<TestTenant> {
  const tenant = await freshTenant(databases);
  if (noticeDays !== undefined) await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'notice.days', noticeDays, tester));
  await givenScenario(tenant, ladder, { minDays: 0 });
  await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 500_00n },
    // Late as well by the day of the notice, and reminded of: named in it, without having come that far.
    { number: 'F-2', due: '2026-03-07', amount: 300_00n },
  ]);
  for (const day of ['2026-03-04', '2026-03-10', '2026-03-11']) await wholeDay(tenant, day);
  return tenant;
}

test.each([
  { days: undefined, over: '2026-03-20' },
  { days: 15, over: '2026-03-27' },
])(
  'a formal notice of 11 March gives $days days (8 unless set otherwise): nothing more is done about what it named before $over, whatever interval the scenario keeps',
  async ({ days, over }) => {
    const tenant = await noticed(days);
    for (let day = '2026-03-12'; day <= over; day = addDays(day, 1)) await run(tenant, day);
    const after = (await madeActions(tenant)).filter((action) => action.on > '2026-03-11');
    expect(after).toMatchObject([{ on: over, step: 'Remise au contentieux' }]);
  },
);

test('handed over is what has come that far itself: an invoice the notice named beside it stays, and gets its own', async () => {
  const tenant = await noticed();
  await run(tenant, '2026-03-20');
  const made = (await madeActions(tenant)).filter((action) => action.channel === 'hand-over');
  expect(made).toMatchObject([{ items: ['F-1'], amount: 500_00n }]);
});

test('the plan tells the hand-over on the day it may come, of that invoice alone, and nothing of it afterwards', async () => {
  const tenant = await noticed();
  const told = await withPlan(tenant.tenantDb, { from: '2026-03-12', days: 60, now: morningOf('2026-03-12') }, async (standing) =>
    (await standing.rows()).map(({ on, stepFr, items, amountMinor }) => ({ on, step: stepFr, items, amountMinor })),
  );
  expect(told.filter((action) => action.step === 'Remise au contentieux')).toEqual([
    { on: '2026-03-20', step: 'Remise au contentieux', items: 1, amountMinor: 500_00n },
    expect.objectContaining({ items: 1, amountMinor: 300_00n }),
  ]);
  expect(told.filter((action) => action.step === 'Mise en demeure').map((action) => action.amountMinor)).toEqual([300_00n]);
});

test('a judgment stops what was invoiced before it; what was invoiced since is chased', async () => {
  const tenant = await freshTenant(databases);
  await givenScenario(tenant, ladder);
  // Invoiced 30 days before they are due.
  const { customerId, items } = await givenDebtor(tenant, [
    { number: 'BEFORE', due: '2026-03-01', amount: 500_00n },
    { number: 'ON-THE-DAY', due: '2026-03-22', amount: 300_00n },
  ]);
  await tenant.tenantDb.transaction((tx) =>
    placeHold(tx, { scope: 'customer', customerId, reason: 'insolvency', source: 'manual', fromOn: '2026-02-20' }, tester),
  );
  await run(tenant, '2026-03-25');
  expect(await madeActions(tenant)).toMatchObject([{ items: ['ON-THE-DAY'], amount: 300_00n }]);
  const why = await explainItem(tenant.tenantDb, items['BEFORE'] ?? '', {
    on: '2026-03-25',
    language: 'en',
    now: morningOf('2026-03-25'),
  });
  expect(why).toMatchObject({ code: 'insolvency' });
});

test('an invoice for which a formal notice was only the second reminder is left alone for the days the notice gave as well', async () => {
  const tenant = await freshTenant(databases);
  await givenScenario(
    tenant,
    [
      { name: 'Rappel', level: 1, after: 3 },
      { name: 'Second rappel', level: 2, after: 8 },
      { name: 'Mise en demeure', level: 3, after: 20, grave: true },
    ],
    { minDays: 0 },
  );
  const { customerId, items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 500_00n },
    { number: 'F-2', due: '2026-03-01', amount: 300_00n },
    { number: 'F-3', due: '2026-03-06', amount: 200_00n },
  ]);
  await tenant.tenantDb.transaction((tx) =>
    placeHold(
      tx,
      {
        scope: 'item',
        customerId,
        itemId: items['F-2'] ?? '',
        reason: 'disputed',
        source: 'manual',
        fromOn: '2026-03-15',
        untilOn: '2026-03-21',
      },
      tester,
    ),
  );
  for (let day = '2026-03-04'; day <= '2026-03-22'; day = addDays(day, 1)) await wholeDay(tenant, day);
  expect((await madeActions(tenant)).filter((action) => action.on > '2026-03-20')).toMatchObject([
    { on: '2026-03-21', step: 'Mise en demeure', items: ['F-1', 'F-3'] },
    { on: '2026-03-22', step: 'Mise en demeure', items: ['F-2'] },
  ]);
});
