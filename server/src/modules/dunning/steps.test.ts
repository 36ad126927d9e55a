import { expect, test } from 'vitest';
import { addDays, type Day } from '../../kernel/days.ts';
import { sql } from '../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../platform/testing/index.ts';
import { changeSetting } from '../identity/index.ts';
import { completeAction } from './agenda/decide-actions.ts';
import { explainItem } from './explain/explain-item.ts';
import {
  confirmAll,
  freshTenant,
  givenDebtor,
  givenScenario,
  type GivenStep,
  madeActions,
  morningOf,
  run,
  send,
  tester,
  wholeDay,
} from './dunning.fixture.ts';

const databases = testDatabase();

async function tenantOf(steps: readonly GivenStep[], version: Parameters<typeof givenScenario>[2] = {}): Promise<TestTenant> {
  const tenant = await freshTenant(databases);
  await givenScenario(tenant, steps, version);
  return tenant;
}

async function days(tenant: TestTenant, from: Day, count: number): Promise<void> {
  for (let day = from; day < addDays(from, count); day = addDays(day, 1)) await wholeDay(tenant, day);
}

const taken = async (tenant: TestTenant) =>
  (await madeActions(tenant)).map((action) => `${action.on} ${action.step} ${action.channel} ${action.state}`);
const late = (number: string, columns: Record<string, unknown> = {}) => ({ number, due: '2026-03-01', amount: 100_00n, columns });

test('a step with criteria is a step only for customers who meet them; the others go on to the next', async () => {
  const tenant = await tenantOf([
    { name: 'Un', level: 1, after: 3 },
    { name: 'Grand compte', level: 2, after: 10, segment: 'grand' },
    { name: 'Deux', level: 2, after: 20 },
  ]);
  const small = await givenDebtor(tenant, [late('F-1')], { code: 'ALISIER', segment: 'petit' });
  await givenDebtor(tenant, [late('F-2')], { code: 'BOULEAU', segment: 'grand' });
  await days(tenant, '2026-03-04', 8);
  expect(
    await explainItem(tenant.tenantDb, small.items['F-1'] ?? '', { now: morningOf('2026-03-12'), language: 'en' }),
  ).toMatchObject({
    step: 'Deux',
    why: expect.arrayContaining(['Step “Grand compte” is not for this customer; it is for: Segment is grand.']),
  });
  for (const day of ['03-20', '03-21', '03-22']) await wholeDay(tenant, `2026-${day}`);
  expect((await madeActions(tenant)).map((action) => [action.on, action.customer, action.step])).toEqual([
    ['2026-03-04', 'ALISIER', 'Un'],
    ['2026-03-04', 'BOULEAU', 'Un'],
    ['2026-03-11', 'BOULEAU', 'Grand compte'],
    ['2026-03-21', 'ALISIER', 'Deux'],
    ['2026-03-21', 'BOULEAU', 'Deux'],
  ]);
});

test('a ladder whose last step is for others is finished at the one before; criteria nobody can read let nobody in', async () => {
  const tenant = await tenantOf([
    { name: 'Un', level: 1, after: 3 },
    { name: 'Grand compte', level: 2, after: 10, segment: 'grand' },
  ]);
  const { items } = await givenDebtor(tenant, [late('F-1')], { segment: 'grand' });
  await tenant.tenantDb.run(
    sql`update dunning.step set conditions = '{"field":"gone","is":"is","value":"x"}' where conditions is not null`,
  );
  for (const day of ['03-04', '03-11', '03-24']) await wholeDay(tenant, `2026-${day}`);
  expect(await taken(tenant)).toEqual(['2026-03-04 Un e-mail done']);
  const why = await explainItem(tenant.tenantDb, items['F-1'] ?? '', { now: morningOf('2026-03-25'), language: 'en' });
  expect(why).toMatchObject({ code: 'scenario-finished' });
  expect(why.why).toContain(
    'Step “Grand compte” is not for this customer; it is for: nobody any more, as its condition can no longer be read.',
  );
});

test('the last step comes back every ten days, twice, then the scenario is finished', async () => {
  const tenant = await tenantOf([
    { name: 'Un', level: 1, after: 3 },
    { name: 'Deux', level: 2, after: 10, repeat: [10, 2] },
  ]);
  const { items } = await givenDebtor(tenant, [late('F-1')]);
  for (const day of ['03-04', '03-10', '03-11', '03-15']) await wholeDay(tenant, `2026-${day}`);
  const why = () => explainItem(tenant.tenantDb, items['F-1'] ?? '', { now: morningOf('2026-03-18'), language: 'en' });
  expect((await why()).why).toEqual(expect.arrayContaining(['Next step “Deux” on 21/03/2026.', 'Time 2 of 3 for this step.']));
  for (const day of ['03-20', '03-21', '03-30', '03-31', '04-10', '05-04']) await wholeDay(tenant, `2026-${day}`);
  expect(await taken(tenant)).toEqual([
    '2026-03-04 Un e-mail done',
    '2026-03-11 Deux e-mail done',
    '2026-03-21 Deux e-mail done',
    '2026-03-31 Deux e-mail done',
  ]);
  const lines = await tenant.tenantDb.rows(
    sql`select cycle, outcome, done_on from dunning.step_done where level = 2 order by cycle`,
  );
  expect(lines).toEqual([
    { cycle: 1, outcome: 'done', done_on: '2026-03-11' },
    { cycle: 2, outcome: 'done', done_on: '2026-03-21' },
    { cycle: 3, outcome: 'done', done_on: '2026-03-31' },
  ]);
  const keys = await tenant.tenantDb.rows<{ once_key: string }>(sql`select distinct once_key from messages.message`);
  expect(keys).toHaveLength(4);
});

test('ten days apart counts from the sending of the time before, not from its day (T87)', async () => {
  const tenant = await tenantOf([{ name: 'Un', level: 1, after: 3, repeat: [10, 3] }]);
  await givenDebtor(tenant, [late('F-1')]);
  await run(tenant, '2026-03-04');
  await confirmAll(tenant, '2026-03-04');
  await send(tenant, '2026-03-08');
  await days(tenant, '2026-03-09', 11);
  expect(await taken(tenant)).toEqual(['2026-03-04 Un e-mail done', '2026-03-18 Un e-mail done']);
});

test.each([
  [-1, 'waits'],
  [0, 'waits'],
  [4, 'waits'],
  [5, 'chased'],
])('T11: %i days after its invoice was sent, a late item %s', async (since, expected) => {
  const tenant = await tenantOf([{ name: 'Un', level: 1, after: 3 }]);
  const { items } = await givenDebtor(tenant, [late('F-1', { sent_on: addDays('2026-03-20', -since) })]);
  const { toConfirm } = await run(tenant, '2026-03-20');
  expect(toConfirm).toBe(expected === 'chased' ? 1 : 0);
  if (expected === 'waits')
    expect(
      await explainItem(tenant.tenantDb, items['F-1'] ?? '', { now: morningOf('2026-03-20'), language: 'en' }),
    ).toMatchObject({
      code: 'just-sent',
      why: expect.arrayContaining([
        `Its invoice was only just sent: not before ${addDays('2026-03-25', -since).split('-').toReversed().join('/')}.`,
      ]),
    });
});

test('T15: an invoice just sent stays out of the message of the others, and says from when it is in', async () => {
  const tenant = await tenantOf([{ name: 'Un', level: 1, after: 3 }]);
  const { items } = await givenDebtor(tenant, [late('F-1'), { ...late('F-2', { sent_on: '2026-03-18' }), due: '2026-03-05' }]);
  await wholeDay(tenant, '2026-03-20');
  expect(await madeActions(tenant)).toMatchObject([{ items: ['F-1'] }]);
  const { why } = await explainItem(tenant.tenantDb, items['F-2'] ?? '', { now: morningOf('2026-03-20'), language: 'fr' });
  expect(why[0]).toContain('pas avant le 23/03/2026');
});

test.each([
  ['e-mail', { email: null }, 'no-address'],
  ['sms', { phone: '01 44 55 66 77' }, 'no-address'],
  ['letter', { address_lines: [] }, 'no-address'],
  ['registered-letter', { city: null }, 'no-address'],
  ['registered-e-letter', { kind: 'consumer' }, 'no-consent'],
])(
  'T9: a step by %s that cannot reach the customer makes a task that says why; the level does not advance',
  async (channel, columns, code) => {
    const tenant = await tenantOf([{ name: 'Un', level: 1, after: 3, channel, automation: 'automatic' }]);
    const reachable = {
      kind: 'business',
      phone: '06 12 34 56 78',
      address_lines: ['4 rue des Tanneurs'],
      postcode: '69003',
      city: 'Lyon',
    };
    await givenDebtor(tenant, [late('F-1')], { code: 'ALISIER', ...reachable, ...columns });
    await givenDebtor(tenant, [late('F-2')], { code: 'BOULEAU', ...reachable });
    expect(await run(tenant, '2026-03-05')).toMatchObject({ messages: 1, tasks: 1 });
    const [task, message] = await tenant.tenantDb.rows<{ channel: string; state: string; code: string; step_id: string | null }>(
      sql`select action.channel, action.state, action.reason ->> 'code' as code, action.step_id from dunning.action
      join customers.customer on customer.id = action.customer_id order by customer.code`,
    );
    expect(task).toEqual({ channel: 'task', state: 'to-do', code, step_id: null });
    expect(message).toMatchObject({ channel, state: 'confirmed' });
    expect(await tenant.tenantDb.rows(sql`select channel, kind from messages.message`)).toEqual([{ channel, kind: 'reminder' }]);
    await run(tenant, '2026-03-06');
    expect(await madeActions(tenant)).toHaveLength(2);
  },
);

test('a mail to colleagues takes its step, reminds nobody, and does not stand in the way of the next day’s reminder', async () => {
  const tenant = await tenantOf([
    { name: 'Prévenir', level: 1, after: 3, channel: 'internal' },
    { name: 'Un', level: 1, after: 4 },
    { name: 'Mise en demeure', level: 2, after: 5, grave: true },
  ]);
  const { tenantDb, tenantId } = tenant;
  await tenantDb.run(sql`
    with person as (insert into identity.person (id, email, name) values (uuidv7(), ${`owner-${tenantId}@sorbier.example`}, 'Owner') returning id)
    insert into identity.membership (tenant_id, person_id, role) select ${tenantId}, person.id, 'owner' from person
  `);
  await givenDebtor(tenant, [late('F-1')]);
  await days(tenant, '2026-03-04', 8);
  expect((await madeActions(tenant)).map((action) => `${action.on} ${action.step} ${action.state}`)).toEqual([
    '2026-03-04 Prévenir done',
    '2026-03-05 Un done',
    // Five days after the reminder, not after the mail to colleagues.
    '2026-03-10 Mise en demeure done',
  ]);
  expect(await tenantDb.rows(sql`select kind, count(*)::int as count from messages.message group by kind order by kind`)).toEqual(
    [
      { kind: 'internal', count: 1 },
      { kind: 'reminder', count: 2 },
    ],
  );
});

test('to hand a file over is a person’s: never automatic, only after a reminder, and it does not lapse', async () => {
  const tenant = await tenantOf([
    { name: 'Un', level: 1, after: 3 },
    { name: 'Contentieux', level: 4, after: 4, channel: 'hand-over', automation: 'automatic' },
  ]);
  await givenDebtor(tenant, [late('F-1')]);
  await wholeDay(tenant, '2026-03-04');
  await wholeDay(tenant, '2026-03-09');
  await wholeDay(tenant, '2026-04-30');
  const [, action] = await tenant.tenantDb.rows<{ id: string }>(
    sql`select id, channel, state, grave, automation from dunning.action order by planned_on`,
  );
  expect(action).toMatchObject({ channel: 'hand-over', state: 'to-do', grave: true, automation: 'manual' });
  await completeAction(tenant.tenantDb, action?.id ?? '', undefined, { actor: tester, now: morningOf('2026-04-30') });
  expect(await run(tenant, '2026-05-20')).toMatchObject({ toConfirm: 0, tasks: 0 });
});

test('steps that follow a promise or a payment are no rungs: nobody waits at them', async () => {
  const tenant = await tenantOf([
    { name: 'Merci', level: 0, after: 0, reference: 'payment-date' },
    { name: 'Un', level: 1, after: 3 },
  ]);
  await givenDebtor(tenant, [late('F-1')]);
  await days(tenant, '2026-03-02', 8);
  expect(await taken(tenant)).toEqual(['2026-03-04 Un e-mail done']);
});

test('a letter waits for no office hours but for a working day; words wait for the debtor’s', async () => {
  const tenant = await tenantOf([
    { name: 'Courrier', level: 1, after: 3, channel: 'letter', segment: 'papier' },
    { name: 'Un', level: 1, after: 3 },
  ]);
  await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'contact.window', 'business', tester));
  await givenDebtor(tenant, [late('F-1')], { code: 'A', segment: 'papier', address_lines: ['4 rue des Tanneurs'], city: 'Lyon' });
  await givenDebtor(tenant, [late('F-2')], { code: 'B' });
  // A Saturday.
  await run(tenant, '2026-03-07');
  await confirmAll(tenant, '2026-03-07');
  const rows = await tenant.tenantDb.rows<{ channel: string; at: string }>(
    sql`select channel, to_char(not_before at time zone 'Europe/Paris', 'YYYY-MM-DD HH24:MI') as at from messages.message order by channel`,
  );
  expect(rows).toEqual([
    { channel: 'e-mail', at: '2026-03-09 08:30' },
    { channel: 'letter', at: '2026-03-09 00:00' },
  ]);
});
