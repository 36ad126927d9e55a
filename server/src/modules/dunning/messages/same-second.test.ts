import { expect, test } from 'vitest';
import { testDatabase } from '../../../platform/testing/index.ts';
import { sendQueue } from '../../messages/index.ts';
import { goLive } from '../../messages/outbox.fixture.ts';
import { planOneOff } from '../beside/one-off.fixture.ts';
import { confirmAll, freshTenant, givenDebtor, morningOf, run, send, sentMails } from '../dunning.fixture.ts';
import { composeReminder } from './compose-reminder.ts';
import { reminderHooks } from './outbox-hooks.ts';

const databases = testDatabase();

test('a one-off and a reminder that are to leave in the same second: the reminder waits for tomorrow (T62)', async () => {
  const tenant = await freshTenant(databases);
  const day = '2026-03-10';
  const { customerId, items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'F-2', due: '2026-03-02', amount: 80_00n },
  ]);
  await planOneOff(tenant, { customerId, itemId: items['F-2'] ?? '', on: day });
  await run(tenant, day);
  await confirmAll(tenant, day);
  expect(await send(tenant, day)).toMatchObject({ sent: 1, postponed: 1 });
  expect((await sentMails(tenant)).map((mail) => mail.numbers)).toEqual([['F-2']]);
  expect(await send(tenant, '2026-03-11')).toMatchObject({ sent: 1 });
  expect((await sentMails(tenant)).map((mail) => mail.numbers)).toEqual([['F-2'], ['F-1']]);
});

test('a one-off of which nobody knows whether it left: the reminder waits for tomorrow all the same (T62)', async () => {
  const tenant = await freshTenant(databases);
  await goLive(tenant.tenantDb);
  const day = '2026-03-10';
  const { customerId, items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'F-2', due: '2026-03-02', amount: 80_00n },
  ]);
  const sendOn = (on: string, outcome: 'sent' | 'uncertain') =>
    sendQueue(tenant.tenantDb, {
      smtp: {
        name: 'smtp',
        deliver: () => Promise.resolve(outcome === 'sent' ? { outcome, reference: 'taken' } : { outcome, detail: 'hung up' }),
        close: () => Promise.resolve(),
      },
      composers: { reminder: composeReminder, byHand: () => Promise.resolve({ kind: 'cancel', reason: 'test' }) },
      hooks: reminderHooks,
      now: () => morningOf(on).add({ minutes: 30 }),
    });
  await planOneOff(tenant, { customerId, itemId: items['F-2'] ?? '', on: day });
  await run(tenant, day);
  expect(await sendOn(day, 'uncertain')).toMatchObject({ uncertain: 1 });
  await confirmAll(tenant, day);
  expect(await sendOn(day, 'sent')).toMatchObject({ sent: 0, postponed: 1 });
  expect(await sendOn('2026-03-11', 'sent')).toMatchObject({ sent: 1 });
});
