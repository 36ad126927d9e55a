import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { cancelPromise, makePromise, movePromise, settlePromises } from '../../promises/index.ts';
import { confirmAll, givenDebtor, run, send, tester } from '../dunning.fixture.ts';
import { aheadStep, besideActions, brokenStep, givenScenario, leftSoFar, pays, reminderStep } from './beside.fixture.ts';

const databases = testDatabase();
const rules = { today: '2026-03-05', graceDays: 3 };

type Given = { tenant: TestTenant; customerId: string; items: Record<string, string>; promiseId: string };

/** 1,000 € due on 1 March and reminded on the 4th; 700 of it promised on the 5th for Tuesday the 10th, grace until the 13th. */
async function promised(steps = [reminderStep, aheadStep, brokenStep], amountMinor = 700_00n): Promise<Given> {
  const tenant = await databases.newTenant();
  await givenScenario(tenant, steps);
  const { customerId, items } = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 1000_00n }]);
  await day(tenant, '2026-03-04');
  const promiseId = await tenant.tenantDb.transaction((tx) =>
    makePromise(
      tx,
      { customerId, dueOn: '2026-03-10', source: 'call', items: [{ itemId: items['F-1'] ?? '', amountMinor }] },
      rules,
      tester,
    ),
  );
  return { tenant, customerId, items, promiseId };
}

/** The morning's judgement of promises, the run, and what leaves by itself. */
async function day(tenant: TestTenant, date: string): Promise<void> {
  await tenant.tenantDb.transaction((tx) => settlePromises(tx, { today: date }, tester));
  await run(tenant, date);
  await send(tenant, date);
}

async function days(tenant: TestTenant, dates: readonly string[]): Promise<string[]> {
  for (const date of dates) await day(tenant, date);
  return leftSoFar(tenant);
}

test('a promise is recalled before its date, once, naming its day and its amount; its items stay out of the scenario', async () => {
  const { tenant } = await promised([{ ...reminderStep, offsetDays: 3 }, aheadStep]);
  expect(await days(tenant, ['2026-03-07'])).toEqual(['Relance']);
  expect(await days(tenant, ['2026-03-08', '2026-03-09'])).toEqual(['Relance', 'Promesse proche']);
  const { kind, text, amount } = await tenant.tenantDb.one<{ kind: string; text: string; amount: bigint }>(
    sql`select kind, body_text as text, amount_minor as amount from messages.message where subject = 'Promesse proche'`,
  );
  expect([kind, amount]).toEqual(['notice', 700_00n]);
  expect(text.replaceAll(/\s/g, ' ')).toContain('Nous comptons sur 700,00 € le 10 mars 2026');
  // A courtesy is no chase: no minimum interval runs from it.
  expect(await tenant.tenantDb.rows(sql`select done_on from dunning.step_done`)).toEqual([{ done_on: '2026-03-04' }]);
});

test('the morning after a promise was broken its step is said, in place of the scenario’s, which then keeps its interval (T87)', async () => {
  const second = { ...reminderStep, nameFr: 'Deuxième relance', subjectFr: 'Deuxième relance', level: 2, offsetDays: 10 };
  const { tenant } = await promised([reminderStep, second, brokenStep], 1000_00n);
  expect(await days(tenant, ['2026-03-11', '2026-03-13'])).toEqual(['Relance']);
  expect(await days(tenant, ['2026-03-14', '2026-03-15', '2026-03-18'])).toEqual(['Relance', 'Promesse non tenue']);
  expect(await days(tenant, ['2026-03-19'])).toEqual(['Relance', 'Promesse non tenue', 'Deuxième relance']);
  expect(await tenant.tenantDb.rows(sql`select level, outcome, done_on from dunning.step_done order by done_on`)).toEqual([
    { level: 1, outcome: 'done', done_on: '2026-03-04' },
    { level: 0, outcome: 'listed', done_on: '2026-03-14' },
    { level: 2, outcome: 'done', done_on: '2026-03-19' },
  ]);
});

test('of a promise kept, cancelled or moved nothing more is said', async () => {
  const cases: readonly [string, (given: Given) => Promise<unknown>, string[]][] = [
    [
      'kept',
      ({ tenant, customerId, items }) => pays(tenant, customerId, items['F-1'] ?? '', { amount: 700_00n, on: '2026-03-07' }),
      [],
    ],
    ['cancelled', ({ tenant, promiseId }) => tenant.tenantDb.transaction((tx) => cancelPromise(tx, promiseId, tester)), []],
    [
      'moved to the 30th',
      ({ tenant, promiseId }) =>
        tenant.tenantDb.transaction((tx) =>
          movePromise(tx, promiseId, { dueOn: '2026-03-30' }, { ...rules, today: '2026-03-07' }, tester),
        ),
      [],
    ],
    ['nothing happened', () => Promise.resolve(), ['Promesse proche', 'Promesse non tenue']],
  ];
  for (const [title, happens, more] of cases) {
    const given = await promised([{ ...reminderStep, offsetDays: 3 }, aheadStep, brokenStep]);
    await happens(given);
    const left = await days(given.tenant, ['2026-03-08', '2026-03-14', '2026-03-16']);
    expect([title, left.filter((subject) => subject !== 'Relance')]).toEqual([title, more]);
  }
});

test('kept in the minute before the message leaves, nothing leaves; one that waits for a yes goes with its promise', async () => {
  const { tenant, customerId, items } = await promised([reminderStep, { ...aheadStep, automation: 'to-confirm' }]);
  await run(tenant, '2026-03-08');
  await confirmAll(tenant, '2026-03-08');
  await pays(tenant, customerId, items['F-1'] ?? '', { amount: 1000_00n, on: '2026-03-08' });
  await send(tenant, '2026-03-08');
  expect(await leftSoFar(tenant)).toEqual(['Relance']);
  expect(await besideActions(tenant)).toMatchObject([{ kind: 'promise', state: 'cancelled', note: 'promise-closed' }]);

  const other = await promised([reminderStep, { ...aheadStep, automation: 'to-confirm' }]);
  await run(other.tenant, '2026-03-08');
  await other.tenant.tenantDb.transaction((tx) => cancelPromise(tx, other.promiseId, tester));
  await run(other.tenant, '2026-03-09');
  expect((await besideActions(other.tenant)).filter((action) => action.kind === 'promise')).toMatchObject([
    { state: 'cancelled', note: 'promise-closed' },
  ]);
});

test('a promise made after the day of its courtesy gets none, and a promise made anew for the same invoice is not reproached', async () => {
  const late = await promised([reminderStep, { ...aheadStep, offsetDays: -6 }]);
  expect(await days(late.tenant, ['2026-03-06', '2026-03-09'])).toEqual(['Relance']);

  const { tenant, customerId, items } = await promised([reminderStep, brokenStep]);
  await tenant.tenantDb.transaction((tx) => settlePromises(tx, { today: '2026-03-14' }, tester));
  await tenant.tenantDb.transaction((tx) =>
    makePromise(
      tx,
      { customerId, dueOn: '2026-03-25', source: 'call', items: [{ itemId: items['F-1'] ?? '', amountMinor: 1000_00n }] },
      { ...rules, today: '2026-03-14' },
      tester,
    ),
  );
  expect(await days(tenant, ['2026-03-14', '2026-03-16'])).toEqual(['Relance']);
});

test('running again, or on two machines, makes the same action once', async () => {
  const { tenant } = await promised();
  await run(tenant, '2026-03-08');
  await tenant.tenantDb.run(sql`delete from dunning.run where run_on = '2026-03-08'`);
  await Promise.all([run(tenant, '2026-03-08'), run(tenant, '2026-03-08')]);
  await send(tenant, '2026-03-08');
  expect((await besideActions(tenant)).filter((action) => action.kind === 'promise')).toHaveLength(1);
  expect(await leftSoFar(tenant)).toEqual(['Relance', 'Promesse proche']);
});

test('a promise coming up of somebody we cannot write to asks for an address, and goes with its promise', async () => {
  const { tenant, promiseId } = await promised([{ ...reminderStep, offsetDays: 3 }, aheadStep]);
  await tenant.tenantDb.run(sql`update customers.customer set email = null`);
  await days(tenant, ['2026-03-08', '2026-03-09']);
  const tasks = () =>
    tenant.tenantDb.rows(sql`
      select kind, channel, state, reason ->> 'code' as code, decision_note as note from dunning.action where step_id is null
    `);
  const task = { kind: 'promise', channel: 'task', code: 'no-address' };
  expect(await tasks()).toEqual([{ ...task, state: 'to-do', note: null }]);
  await tenant.tenantDb.transaction((tx) => cancelPromise(tx, promiseId, tester));
  await run(tenant, '2026-03-10');
  expect((await tasks())[0]).toEqual({ ...task, state: 'cancelled', note: 'promise-closed' });
});
