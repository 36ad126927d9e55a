import { expect, test } from 'vitest';
import { testDatabase } from '../../platform/testing/index.ts';
import {
  freshTenant,
  givenDebtor,
  givenScenario,
  madeActions,
  morningOf,
  run,
  tester,
  wholeDay,
} from '../dunning/dunning.fixture.ts';
import { logCall } from './interactions.ts';

const databases = testDatabase();
const ladder = [
  { name: 'Rappel', level: 1, after: 3 },
  { name: 'Second rappel', level: 2, after: 10 },
];
const nobodyCloses = () => Promise.reject(new Error('no action was done'));

test.each([
  { outcome: 'reached', about: undefined, waitsUntil: '2026-03-08' },
  { outcome: 'will-check', about: 'F-1', waitsUntil: '2026-03-08' },
  { outcome: 'reached', about: 'F-2', waitsUntil: '2026-03-04' },
  { outcome: 'not-reached', about: undefined, waitsUntil: '2026-03-04' },
  { outcome: 'left-message', about: undefined, waitsUntil: '2026-03-04' },
] as const)(
  'called of one’s own accord on 3 March ($outcome, about $about), with five days between contacts: the reminder of F-1 comes on $waitsUntil',
  async ({ outcome, about, waitsUntil }) => {
    const tenant = await freshTenant(databases);
    await givenScenario(tenant, ladder, { minDays: 5 });
    const { customerId, items } = await givenDebtor(tenant, [
      { number: 'F-1', due: '2026-03-01', amount: 500_00n },
      { number: 'F-2', due: '2026-04-20', amount: 90_00n },
    ]);
    await tenant.tenantDb.transaction((tx) =>
      logCall(
        tx,
        {
          customerId,
          outcome,
          itemIds: about === undefined ? undefined : [items[about] ?? ''],
          happenedAt: morningOf('2026-03-03'),
        },
        '2026-03-03',
        tester,
        nobodyCloses,
      ),
    );
    for (const day of ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08']) await run(tenant, day);
    expect(await madeActions(tenant)).toMatchObject([{ on: waitsUntil, step: 'Rappel', level: 1 }]);
  },
);

test('a call moves nothing on the ladder and is no reminder: the first reminder is still the first', async () => {
  const tenant = await freshTenant(databases);
  await givenScenario(tenant, ladder, { minDays: 2 });
  const { customerId } = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 500_00n }]);
  await tenant.tenantDb.transaction((tx) =>
    logCall(tx, { customerId, outcome: 'reached', happenedAt: morningOf('2026-03-12') }, '2026-03-12', tester, nobodyCloses),
  );
  await wholeDay(tenant, '2026-03-14');
  expect(await madeActions(tenant)).toMatchObject([{ step: 'Rappel', state: 'done' }]);
});
