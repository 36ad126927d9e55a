import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { placeHold } from '../../holds/index.ts';
import { changeSetting } from '../../identity/index.ts';
import { completeAction } from '../agenda/decide-actions.ts';
import { listActions } from '../agenda/list-actions.ts';
import { givenDebtor, run, send, settle, tester } from '../dunning.fixture.ts';
import { undoHandOver } from './after-done.ts';
import { by, givenScenario, leftSoFar, morning, pays, reminderStep } from './beside.fixture.ts';
import { remindNow } from './remind-now.ts';

const databases = testDatabase();
const second = { ...reminderStep, nameFr: 'Deuxième relance', subjectFr: 'Deuxième relance', level: 2, offsetDays: 20 };

async function given(steps = [reminderStep, second]) {
  const tenant = await databases.newTenant();
  await givenScenario(tenant, steps);
  const { customerId, items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 600_00n },
    { number: 'F-2', due: '2026-03-10', amount: 400_00n },
  ]);
  return { tenant, customerId, items };
}

const history = ({ tenantDb }: TestTenant) =>
  tenantDb.rows(sql`
    select item.number, step_done.level, step_done.outcome from dunning.step_done join receivables.item on item.id = step_done.item_id
    order by item.number, step_done.level
  `);

test('reminding now makes the next step at once, counts for the items whose step it is and lists the others', async () => {
  const { tenant, customerId } = await given();
  await morning(tenant, '2026-03-04');
  const made = await remindNow(tenant.tenantDb, { customerId, despite: false }, by('2026-03-11'));
  expect(made).toMatchObject({ outcome: 'made' });
  await send(tenant, '2026-03-11');
  expect(await leftSoFar(tenant)).toEqual(['Relance', 'Deuxième relance']);
  expect(await history(tenant)).toEqual([
    { number: 'F-1', level: 1, outcome: 'done' },
    { number: 'F-1', level: 2, outcome: 'done' },
    { number: 'F-2', level: 2, outcome: 'listed' },
  ]);
});

test('a contact too near is asked about first; holds, payments and the floor are not to be asked away', async () => {
  const { tenant, customerId, items } = await given();
  await morning(tenant, '2026-03-04');
  expect(await remindNow(tenant.tenantDb, { customerId, despite: false }, by('2026-03-04'))).toEqual({
    outcome: 'ask',
    warnings: ['contacted-today'],
    lastOn: '2026-03-04',
  });
  expect(await remindNow(tenant.tenantDb, { customerId, despite: false }, by('2026-03-06'))).toMatchObject({
    outcome: 'ask',
    warnings: ['min-interval'],
  });
  expect(await remindNow(tenant.tenantDb, { customerId, despite: true }, by('2026-03-06'))).toMatchObject({ outcome: 'made' });
  await expect(remindNow(tenant.tenantDb, { customerId, despite: true }, by('2026-03-06'))).rejects.toThrow(
    'remind.already-waiting',
  );
  await settle(tenant, items['F-1'] ?? '', '2026-03-06');
  await send(tenant, '2026-03-06');
  // Paid before it left.
  expect(await leftSoFar(tenant)).toEqual(['Relance']);
  await expect(remindNow(tenant.tenantDb, { customerId, despite: true }, by('2026-03-07'))).rejects.toThrow(
    'remind.nothing-late',
  );

  const held = await given();
  await held.tenant.tenantDb.transaction((tx) =>
    placeHold(
      tx,
      { scope: 'customer', customerId: held.customerId, reason: 'stop', source: 'manual', fromOn: '2026-03-01' },
      tester,
    ),
  );
  await expect(remindNow(held.tenant.tenantDb, { customerId: held.customerId, despite: true }, by('2026-03-06'))).rejects.toThrow(
    'remind.nothing-late',
  );

  const small = await given();
  await pays(small.tenant, small.customerId, small.items['F-1'] ?? '', { amount: 590_00n, on: '2026-03-05' });
  await expect(
    remindNow(small.tenant.tenantDb, { customerId: small.customerId, despite: true }, by('2026-03-06')),
  ).rejects.toThrow('remind.below-floor');
});

test('a customer for whom several reminders wait, one for each invoice, is not reminded beside them', async () => {
  const { tenant, customerId } = await given([{ ...reminderStep, automation: 'to-confirm' }]);
  await tenant.tenantDb.run(sql`update dunning.scenario_version set unit = 'item'`);
  await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'contact.perDay', 2, tester));
  await run(tenant, '2026-03-14');
  expect((await listActions(tenant.tenantDb, { today: '2026-03-14', language: 'fr' })).rows).toHaveLength(2);
  await expect(remindNow(tenant.tenantDb, { customerId, despite: true }, by('2026-03-14'))).rejects.toThrow(
    'remind.already-waiting',
  );
});

test('handed over to litigation, items are chased no more, until the file is taken back', async () => {
  const handOver = {
    ...reminderStep,
    nameFr: 'Contentieux',
    level: 2,
    offsetDays: 20,
    channel: 'hand-over',
    automation: 'manual',
    grave: true,
    subjectFr: null,
    subjectEn: null,
    bodyFr: null,
    bodyEn: null,
  } as const;
  const { tenant, items } = await given([reminderStep, handOver]);
  await morning(tenant, '2026-03-04');
  await morning(tenant, '2026-03-14');
  await run(tenant, '2026-03-21');
  const [action] = (await listActions(tenant.tenantDb, { today: '2026-03-21', language: 'fr' })).rows;
  expect(action).toMatchObject({ channel: 'hand-over', grave: true, state: 'to-do' });
  await completeAction(tenant.tenantDb, action?.id ?? '', 'dossier complet', by('2026-03-21'));
  const live = () =>
    tenant.tenantDb.rows(sql`
      select hold.item_id as "itemId", hold.reason from holds.hold where hold.released_at is null
    `);
  expect(await live()).toEqual([{ itemId: items['F-1'], reason: 'litigation' }]);
  await undoHandOver(tenant.tenantDb, action?.id ?? '', 'accord trouvé', by('2026-03-22'));
  expect(await live()).toEqual([]);
  await expect(undoHandOver(tenant.tenantDb, action?.id ?? '', 'encore', by('2026-03-22'))).rejects.toThrow('action.not-allowed');
});
