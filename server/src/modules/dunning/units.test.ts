import { expect, test } from 'vitest';
import { addDays, type Day } from '../../kernel/days.ts';
import { sql } from '../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../platform/testing/index.ts';
import { changeSetting } from '../identity/index.ts';
import {
  confirmAll,
  freshTenant,
  givenDebtor,
  givenScenario,
  madeActions,
  run,
  send,
  sentMails,
  settle,
  tester,
  wholeDay,
} from './dunning.fixture.ts';

const databases = testDatabase();

const threeLevels = [
  { name: 'Un', level: 1, after: 3 },
  { name: 'Deux', level: 2, after: 10 },
  { name: 'Trois', level: 3, after: 20 },
];

async function tenantOf(unit: string, perDay = 1): Promise<TestTenant> {
  const tenant = await freshTenant(databases);
  await givenScenario(tenant, threeLevels, { unit });
  await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'contact.perDay', perDay, tester));
  return tenant;
}

async function confirmedDays(tenant: TestTenant, from: Day, days: number): Promise<void> {
  for (let day = from; day < addDays(from, days); day = addDays(day, 1)) await wholeDay(tenant, day);
}

const listed = async (tenant: TestTenant) =>
  (await madeActions(tenant)).map((action) => [action.on, action.step, ...action.items]);

const claimed = async (tenant: TestTenant) =>
  (await sentMails(tenant))
    .map((mail) => [mail.numbers, mail.amountMinor])
    .toSorted((left, right) => String(left).localeCompare(String(right)));

test('one message a level: each lists the items of its level only, the highest level first, one a day (T25, T62)', async () => {
  const tenant = await tenantOf('level');
  await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-02-10', amount: 100_00n, columns: { last_reminder_level: 1, last_reminder_on: '2026-02-20' } },
    { number: 'F-2', due: '2026-02-15', amount: 60_00n, columns: { last_reminder_level: 1, last_reminder_on: '2026-02-20' } },
    { number: 'F-3', due: '2026-02-25', amount: 40_00n },
    { number: 'F-4', due: '2026-02-26', amount: 50_00n },
  ]);
  const first = await wholeDay(tenant, '2026-03-05');
  expect(first).toMatchObject({ sent: 1, skipped: { 'daily-cap': 2 } });
  await confirmedDays(tenant, '2026-03-06', 4);
  expect(await listed(tenant)).toEqual([
    ['2026-03-05', 'Deux', 'F-1', 'F-2'],
    ['2026-03-06', 'Un', 'F-3', 'F-4'],
  ]);
});

test('one message an item: each claims its own, as many a day as the setting allows, the oldest first (T62)', async () => {
  const tenant = await tenantOf('item', 2);
  await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-02-10', amount: 100_00n },
    { number: 'F-2', due: '2026-02-11', amount: 60_00n },
    { number: 'F-3', due: '2026-02-12', amount: 40_00n },
  ]);
  await confirmedDays(tenant, '2026-03-05', 3);
  expect(await listed(tenant)).toEqual([
    ['2026-03-05', 'Un', 'F-1'],
    ['2026-03-05', 'Un', 'F-2'],
    ['2026-03-06', 'Un', 'F-3'],
  ]);
  expect(await claimed(tenant)).toEqual([
    [['F-1'], 100_00n],
    [['F-2'], 60_00n],
    [['F-3'], 40_00n],
  ]);
});

test('with a message an item, credits go to what is due first and are deducted once (T2, T3)', async () => {
  const tenant = await tenantOf('item', 9);
  await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-02-10', amount: 100_00n },
    { number: 'F-2', due: '2026-02-11', amount: 60_00n },
    { number: 'F-3', due: '2026-02-12', amount: 40_00n },
    { number: 'AV-1', due: '2026-02-01', amount: -130_00n },
  ]);
  const { sent, skipped } = await wholeDay(tenant, '2026-03-05');
  expect([sent, skipped]).toEqual([2, { 'covered-by-credits': 1 }]);
  expect(await claimed(tenant)).toEqual([
    [['F-2'], 30_00n],
    [['F-3'], 40_00n],
  ]);
});

test('messages confirmed together, or sent by several at once, still leave one a day and customer (T62)', async () => {
  const tenant = await tenantOf('item');
  await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-02-10', amount: 100_00n },
    { number: 'F-2', due: '2026-02-11', amount: 60_00n },
  ]);
  await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'contact.perDay', 2, tester));
  await run(tenant, '2026-03-05');
  expect(await confirmAll(tenant, '2026-03-05')).toBe(2);
  // One a day after all: what is confirmed already keeps to it.
  await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'contact.perDay', 1, tester));
  await Promise.all([send(tenant, '2026-03-05'), send(tenant, '2026-03-05')]);
  expect((await sentMails(tenant)).map((mail) => mail.numbers)).toEqual([['F-1']]);
  await send(tenant, '2026-03-06');
  expect((await sentMails(tenant)).map((mail) => mail.numbers)).toEqual([['F-1'], ['F-2']]);
});

test('an item settled between the run and the sending takes its own message with it, and no other (T1)', async () => {
  const tenant = await tenantOf('item', 2);
  const { items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-02-10', amount: 100_00n },
    { number: 'F-2', due: '2026-02-11', amount: 60_00n },
  ]);
  await run(tenant, '2026-03-05');
  await confirmAll(tenant, '2026-03-05');
  await settle(tenant, items['F-1'] ?? '', '2026-03-05');
  expect(await send(tenant, '2026-03-05')).toMatchObject({ sent: 1, cancelled: 1 });
  expect((await madeActions(tenant)).map((action) => [action.items, action.state, action.note])).toEqual([
    [['F-1'], 'cancelled', 'settled-before-send'],
    [['F-2'], 'done', null],
  ]);
});

test('an account that goes over to a message an item, and back, keeps the level of each of its items (T23, T26)', async () => {
  const tenant = await tenantOf('account');
  await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'F-2', due: '2026-03-02', amount: 60_00n },
  ]);
  await wholeDay(tenant, '2026-03-05');
  const unit = (name: string) => tenant.tenantDb.run(sql`update dunning.scenario_version set unit = ${name}`);
  await unit('item');
  await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'contact.perDay', 5, tester));
  expect(await wholeDay(tenant, '2026-03-11')).toMatchObject({ sent: 1 });
  expect(await wholeDay(tenant, '2026-03-12')).toMatchObject({ sent: 1 });
  await unit('account');
  await confirmedDays(tenant, '2026-03-13', 10);
  expect(await listed(tenant)).toEqual([
    ['2026-03-05', 'Un', 'F-1', 'F-2'],
    ['2026-03-11', 'Deux', 'F-1'],
    ['2026-03-12', 'Deux', 'F-2'],
    ['2026-03-21', 'Trois', 'F-1', 'F-2'],
  ]);
});

test('what awaits a yes under the old unit makes room for the new one; what is confirmed leaves', async () => {
  const tenant = await tenantOf('account');
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }], { code: 'ALISIER' });
  await givenDebtor(tenant, [{ number: 'F-2', due: '2026-03-01', amount: 100_00n }], { code: 'BOULEAU' });
  await run(tenant, '2026-03-05');
  await tenant.tenantDb.run(
    sql`update dunning.action set state = 'confirmed' where customer_id = (select id from customers.customer where code = 'BOULEAU')`,
  );
  await tenant.tenantDb.run(sql`update dunning.scenario_version set unit = 'item'`);
  await run(tenant, '2026-03-06');
  expect((await madeActions(tenant)).map((action) => [action.on, action.customer, action.state])).toEqual([
    ['2026-03-05', 'ALISIER', 'cancelled'],
    ['2026-03-05', 'BOULEAU', 'confirmed'],
    ['2026-03-06', 'ALISIER', 'to-confirm'],
  ]);
});

test('running a day again makes nothing, whatever the unit (T31)', async () => {
  for (const unit of ['level', 'item']) {
    const tenant = await tenantOf(unit, 3);
    await givenDebtor(tenant, [
      { number: 'F-1', due: '2026-02-10', amount: 100_00n },
      { number: 'F-2', due: '2026-02-11', amount: 60_00n },
    ]);
    await run(tenant, '2026-03-05');
    const before = await madeActions(tenant);
    for (let again = 0; again < 5; again += 1) await run(tenant, '2026-03-05');
    await run(tenant, '2026-03-06');
    expect(await madeActions(tenant)).toEqual(before);
  }
});
