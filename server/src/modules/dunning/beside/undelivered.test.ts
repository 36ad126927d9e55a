import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { recordDelivery } from '../../messages/index.ts';
import { completeAction } from '../agenda/decide-actions.ts';
import { listActions } from '../agenda/list-actions.ts';
import { givenDebtor, morningOf, run } from '../dunning.fixture.ts';
import { reminderHooks } from '../messages/outbox-hooks.ts';
import { by, givenScenario, leftSoFar, morning, reminderStep } from './beside.fixture.ts';

const databases = testDatabase();

test('a text message that did not reach its phone makes one task to find another number, which the runs leave alone', async () => {
  const tenant = await databases.newTenant();
  await givenScenario(tenant, [
    { ...reminderStep, channel: 'sms', subjectFr: null, subjectEn: null, bodyFr: 'Relance', bodyEn: 'Reminder' },
  ]);
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 600_00n }], { phone: '06 12 34 56 78', country: 'FR' });
  await morning(tenant, '2026-03-04');
  expect(await leftSoFar(tenant)).toHaveLength(1);
  const { id: messageId } = await tenant.tenantDb.one<{ id: string }>(
    sql`select id from messages.message where channel = 'sms' and state = 'sent'`,
  );
  const told = { messageId, state: 'undelivered', at: morningOf('2026-03-04'), detail: 'Absent subscriber' };
  await tenant.tenantDb.transaction((tx) => recordDelivery(tx, told, reminderHooks));
  await tenant.tenantDb.transaction((tx) => recordDelivery(tx, { ...told, at: morningOf('2026-03-05') }, reminderHooks));
  await run(tenant, '2026-03-05');
  const tasks = async () =>
    (await listActions(tenant.tenantDb, { today: '2026-03-05', language: 'fr', states: ['to-do'] })).rows.map(
      ({ step, channel, kind }) => ({ step, channel, kind }),
    );
  expect(await tasks()).toEqual([{ step: 'Trouver un autre numéro', channel: 'task', kind: 'by-hand' }]);
  const [{ id } = { id: '' }] = (await listActions(tenant.tenantDb, { today: '2026-03-05', language: 'fr', states: ['to-do'] }))
    .rows;
  await completeAction(tenant.tenantDb, id, 'nouveau numéro', by('2026-03-05'));
  expect(await tasks()).toEqual([]);
});
