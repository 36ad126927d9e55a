import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../../platform/testing/index.ts';
import { changeSetting } from '../../identity/index.ts';
import { sendQueue } from '../../messages/index.ts';
import { confirmAll, givenDebtor, run, sentMails, tester } from '../dunning.fixture.ts';
import { composeReminder } from './compose-reminder.ts';
import { reminderHooks } from './outbox-hooks.ts';

const databases = testDatabase();
// A Tuesday; the run of its morning asks for a confirmation at nine.
const day = '2026-03-10';

async function confirmedInTheMorning(): Promise<TestTenant> {
  const tenant = await databases.newTenant();
  await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'recall.minutes', 0, tester));
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
  await run(tenant, day);
  await confirmAll(tenant, day);
  return tenant;
}

function sendAt({ tenantDb }: TestTenant, at: string) {
  return sendQueue(tenantDb, {
    composers: { reminder: composeReminder, byHand: () => Promise.resolve({ kind: 'cancel', reason: 'test' }) },
    hooks: reminderHooks,
    now: () => Temporal.Instant.from(at),
  });
}

test('a reminder due in the day leaves the next morning when whoever sends was off until the night', async () => {
  const tenant = await confirmedInTheMorning();
  expect(await sendAt(tenant, '2026-03-10T22:15:00Z')).toMatchObject({ sent: 0, postponed: 1 });
  expect(await tenant.tenantDb.one(sql`select not_before as until from messages.message`)).toEqual({
    until: Temporal.Instant.from('2026-03-11T07:30:00Z'),
  });
  expect(await sendAt(tenant, '2026-03-11T07:31:00Z')).toMatchObject({ sent: 1 });
  expect(await sentMails(tenant)).toHaveLength(1);
});

test('a reminder left over on Friday waits for Monday, and leaves at any hour where the window says always', async () => {
  const tenant = await confirmedInTheMorning();
  expect(await sendAt(tenant, '2026-03-14T10:00:00Z')).toMatchObject({ sent: 0, postponed: 1 });
  expect(await sendAt(tenant, '2026-03-16T07:29:00Z')).toMatchObject({ sent: 0, postponed: 0 });
  await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'contact.window', 'always', tester));
  expect(await sendAt(tenant, '2026-03-16T23:00:00Z')).toMatchObject({ sent: 1 });
});

test('a reminder leaves in the hours the organisation chose, and in no others', async () => {
  const tenant = await confirmedInTheMorning();
  const hours = (value: string) => tenant.tenantDb.transaction((tx) => changeSetting(tx, 'contact.hours', value, tester));
  for (const wrong of ['18:00-08:30', '8-18', '25:00-26:00', '09:61-10:00', '09:00-09:00', '']) {
    await expect(hours(wrong), wrong).rejects.toMatchObject({ code: 'setting.invalid' });
  }
  expect(await hours('14h – 16h30')).toEqual({ key: 'contact.hours', value: '14:00-16:30' });
  expect(await sendAt(tenant, '2026-03-10T12:59:00Z')).toMatchObject({ sent: 0, postponed: 1 });
  expect(await sendAt(tenant, '2026-03-10T15:31:00Z')).toMatchObject({ sent: 0, postponed: 1 });
  expect(await sendAt(tenant, '2026-03-11T13:00:00Z')).toMatchObject({ sent: 1 });
});
