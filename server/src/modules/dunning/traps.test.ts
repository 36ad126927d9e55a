import { expect, test } from 'vitest';
import { addDays } from '../../kernel/days.ts';
import { sql } from '../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../platform/testing/index.ts';
import { allocate, reverseAllocation } from '../receivables/index.ts';
import { givenItems } from '../receivables/ledger.fixture.ts';
import { completeAction } from './agenda/decide-actions.ts';
import { explainItem } from './explain/explain-item.ts';
import {
  confirmAll,
  freshTenant,
  givenDebtor,
  givenScenario,
  madeActions,
  morningOf,
  run,
  send,
  sentMails,
  settle,
  tester,
  wholeDay,
} from './dunning.fixture.ts';

const databases = testDatabase();

const tenantOf = (): Promise<TestTenant> => freshTenant(databases);

const ladder = [
  { name: 'Un', level: 1, after: 3 },
  { name: 'Deux', level: 2, after: 10 },
  { name: 'Trois', level: 3, after: 20, channel: 'call' },
  { name: 'Mise en demeure', level: 4, after: 30, grave: true },
];

test.each(
  [
    { step: 'Un', done: 0, after: 3 },
    { step: 'Deux', done: 1, after: 10 },
    { step: 'Trois', done: 2, after: 20 },
    { step: 'Mise en demeure', done: 3, after: 30 },
  ].flatMap((step) => [-1, 0, step.after - 1, step.after, step.after + 1].map((late) => ({ ...step, late }))),
)('T18: $late days late, the step “$step” of $after days after', async ({ step, done, after, late }) => {
  const tenant = await tenantOf();
  const steps = await givenScenario(tenant, ladder, { minDays: 0 });
  const { items } = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
  for (const before of ladder.slice(0, done)) {
    await tenant.tenantDb.run(sql`
      insert into dunning.step_done (tenant_id, item_id, scenario_id, step_id, level, channel, outcome, done_on)
      select ${tenant.tenantId}, ${items['F-1'] ?? ''}, scenario.id, ${steps[before.name] ?? ''}, ${before.level}, ${before.channel ?? 'e-mail'}, 'done', '2026-02-01'
      from dunning.scenario
    `);
  }
  await run(tenant, addDays('2026-03-01', late));
  expect((await madeActions(tenant)).map((action) => action.step)).toEqual(late >= after ? [step] : []);
});

test.each([
  ['start-at-first', ['Un', 'Deux', 'Trois', 'Mise en demeure']],
  ['jump-to-age', ['Trois', 'Mise en demeure']],
  ['latest-only', ['Trois', 'Mise en demeure']],
])('T20: with the policy %s a very late newcomer goes through %j', async (catchUp, steps) => {
  const tenant = await tenantOf();
  // No formal notice, however late, before one sent reminder listed it.
  const withLetter = ladder.map((step) => (step.name === 'Trois' ? { ...step, channel: 'e-mail' } : step));
  await givenScenario(tenant, withLetter, { catchUp });
  await givenDebtor(tenant, [{ number: 'F-1', due: '2025-12-01', amount: 100_00n }]);
  const days: string[] = [];
  for (const day of ['03-05', '03-09', '03-10', '03-14', '03-15', '03-19', '03-20', '03-29'].map((end) => `2026-${end}`)) {
    if ((await run(tenant, day)).toConfirm === 0) continue;
    days.push(day);
    await confirmAll(tenant, day);
    await send(tenant, day);
  }
  expect((await madeActions(tenant)).map((action) => action.step)).toEqual(steps);
  days.slice(1).forEach((day, place) => expect(day >= addDays(days[place] ?? '', 5)).toBe(true));
});

test('T20: who jumps to its age in the middle of the ladder goes on step by step; who takes the latest only jumps again', async () => {
  const days = ['2026-03-25', '2026-03-30', '2026-04-20'];
  const gone: Record<string, (string | null)[]> = {};
  for (const catchUp of ['jump-to-age', 'latest-only']) {
    const tenant = await tenantOf();
    await givenScenario(
      tenant,
      [3, 10, 20, 30, 40].map((after, place) => ({ name: `${after}`, level: place + 1, after })),
      { catchUp },
    );
    await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-12', amount: 100_00n }]);
    for (const day of days) await wholeDay(tenant, day);
    gone[catchUp] = (await madeActions(tenant)).map((action) => action.step);
  }
  // 13, 18 and 39 days late.
  expect(gone).toEqual({ 'jump-to-age': ['10', '20'], 'latest-only': ['10', '30'] });
});

test.each([0, 1, 2])(
  'T24: an account goes on being chased while invoice %i of three is unpaid, and stops when none is',
  async (unpaid) => {
    const tenant = await tenantOf();
    const numbers = ['F-0', 'F-1', 'F-2'];
    const { items } = await givenDebtor(
      tenant,
      numbers.map((number) => ({ number, due: '2026-03-01', amount: 50_00n })),
    );
    await wholeDay(tenant, '2026-03-05');
    for (const number of numbers.filter((_, place) => place !== unpaid)) await settle(tenant, items[number] ?? '', '2026-03-06');
    expect(await wholeDay(tenant, '2026-03-11')).toMatchObject({ sent: 1 });
    expect((await sentMails(tenant)).at(-1)).toMatchObject({ numbers: [`F-${unpaid}`], amountMinor: 50_00n });
    await settle(tenant, items[`F-${unpaid}`] ?? '', '2026-03-12');
    expect(await wholeDay(tenant, '2026-03-30')).toMatchObject({ sent: 0, toConfirm: 0, tasks: 0 });
  },
);

test.each([
  ['payment', false],
  ['payment', true],
  ['credit-note', false],
  ['write-off', false],
  ['clearing', false],
  ['credit', false],
])(
  'T28: what a %s closes (awaiting the ledger: %s) is chased no more, and what awaits a yes for it goes',
  async (kind, provisional) => {
    const tenant = await tenantOf();
    const { customerId, items } = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
    await run(tenant, '2026-03-05');
    const [credit] = await givenItems(tenant, [{ customerId, amount: -100_00n, kind, bookedOn: '2026-03-05' }]);
    await tenant.tenantDb.transaction((tx) =>
      allocate(tx, { creditItemId: credit ?? '', debitItemId: items['F-1'] ?? '', provisional, source: 'manual' }, tester),
    );
    expect(await run(tenant, '2026-03-06')).toMatchObject({ toConfirm: 0 });
    expect(await madeActions(tenant)).toMatchObject([{ state: 'cancelled', note: 'settled' }]);
  },
);

test('T29: an invoice whose payment was taken back is chased again from where it stood, a new interval later', async () => {
  const tenant = await tenantOf();
  const { tenantDb } = tenant;
  const { customerId, items } = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
  const id = items['F-1'] ?? '';
  await wholeDay(tenant, '2026-03-04');
  const [payment] = await givenItems(tenant, [{ customerId, amount: -100_00n, bookedOn: '2026-03-09' }]);
  const allocation = await tenantDb.transaction((tx) =>
    allocate(tx, { creditItemId: payment ?? '', debitItemId: id, provisional: false, source: 'manual' }, tester),
  );
  expect(await wholeDay(tenant, '2026-03-12')).toMatchObject({ sent: 0 });
  await tenantDb.transaction((tx) => reverseAllocation(tx, allocation.id, 'rejet de prélèvement', tester));
  await tenantDb.run(
    sql`update receivables.allocation set reversed_at = '2026-03-14T09:00:00Z', recorded_at = '2026-03-09T09:00:00Z'`,
  );
  // The payment went back to the debtor's bank.
  await tenantDb.run(sql`update receivables.item set open_minor = 0, settled_on = '2026-03-14' where id = ${payment ?? ''}`);
  for (const day of ['2026-03-14', '2026-03-18']) expect(await wholeDay(tenant, day)).toMatchObject({ sent: 0, toConfirm: 0 });
  expect(await explainItem(tenantDb, id, { now: morningOf('2026-03-18'), language: 'en' })).toMatchObject({
    step: 'Second reminder',
    why: expect.arrayContaining(['What paid it was taken back on 14/03/2026: not before 19/03/2026.']),
  });
  expect(await wholeDay(tenant, '2026-03-19')).toMatchObject({ sent: 1 });
  expect(await tenantDb.rows(sql`select level, outcome, done_on from dunning.step_done order by done_on`)).toEqual([
    { level: 1, outcome: 'done', done_on: '2026-03-04' },
    { level: 2, outcome: 'done', done_on: '2026-03-19' },
  ]);
});

test('T74: moving the day of a step that is done repeats nothing; moving the next one neither loses nor repeats it', async () => {
  const tenant = await tenantOf();
  const { tenantDb } = tenant;
  const steps = await givenScenario(tenant, ladder.slice(0, 2));
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
  await wholeDay(tenant, '2026-03-04');
  const move = (name: string, after: number) =>
    tenantDb.run(sql`update dunning.step set offset_days = ${after} where step_id = ${steps[name] ?? ''}`);
  await move('Un', 12);
  for (const day of ['2026-03-05', '2026-03-09', '2026-03-10']) await wholeDay(tenant, day);
  await move('Deux', 5);
  for (const day of ['2026-03-10', '2026-03-11', '2026-03-13', '2026-03-20']) await wholeDay(tenant, day);
  await move('Deux', 30);
  for (const day of ['2026-03-31', '2026-04-10']) await wholeDay(tenant, day);
  expect((await madeActions(tenant)).map((action) => `${action.on} ${action.step}`)).toEqual([
    '2026-03-04 Un',
    '2026-03-11 Deux',
  ]);
});

test('T19: part payments of the oldest invoice move nobody over a step: each level follows the one before', async () => {
  const tenant = await tenantOf();
  await givenScenario(tenant, ladder);
  const { items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-02-01', amount: 100_00n },
    { number: 'F-2', due: '2026-02-20', amount: 80_00n },
  ]);
  const levels: (number | null)[] = [];
  for (const day of ['03-05', '03-09', '03-10', '03-12', '03-14', '03-15', '03-19', '03-22', '03-29', '04-19'].map(
    (end) => `2026-${end}`,
  )) {
    const made = await run(tenant, day);
    if (day === '2026-03-12') await settle(tenant, items['F-1'] ?? '', day);
    if (made.toConfirm + made.tasks === 0) continue;
    await confirmAll(tenant, day);
    await send(tenant, day);
    for (const action of (await madeActions(tenant)).filter((one) => one.state === 'to-do'))
      await completeAction(tenant.tenantDb, action.id, undefined, { actor: tester, now: morningOf(day) });
    levels.push((await madeActions(tenant)).at(-1)?.level ?? null);
  }
  // F-2 leads from 12 March with its own history: two reminders had listed it, and both steps were its own.
  expect(levels).toEqual([1, 2, 3, 4]);
});
