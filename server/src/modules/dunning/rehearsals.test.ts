import { expect, test } from 'vitest';
import type { Day } from '../../kernel/days.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { sql } from '../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../platform/testing/index.ts';
import { changeSetting } from '../identity/index.ts';
import { type Delivery, markPosted, sendQueue } from '../messages/index.ts';
import { pays } from './beside/beside.fixture.ts';
import { paidItems } from './beside/thanks.ts';
import { completeAction, skipAction } from './agenda/decide-actions.ts';
import { confirmAll, freshTenant, givenDebtor, givenScenario, madeActions, morningOf, tester } from './dunning.fixture.ts';
import { explainItem } from './explain/explain-item.ts';
import { composeReminder } from './messages/compose-reminder.ts';
import { reminderHooks } from './messages/outbox-hooks.ts';
import { pastRuns } from './run/past-runs.ts';
import { runDaily } from './run/run-daily.ts';

const databases = testDatabase();

const ladder = [
  { name: 'Un', level: 1, after: 3 },
  { name: 'Deux', level: 2, after: 10 },
  { name: 'Mise en demeure', level: 3, after: 20, grave: true },
];
const late = [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }] as const;

/** A company whose mail server, printer and calendar are the test's. */
async function company({
  mailServer = true,
  steps = ladder,
}: { mailServer?: boolean; steps?: Parameters<typeof givenScenario>[1] } = {}) {
  const tenant = await freshTenant(databases);
  await givenScenario(tenant, steps, { minDays: 5 });
  const taken: string[] = [];
  const house = { mailServer };
  const by = (date: Day) => ({ actor: tester, now: morningOf(date) });

  function delivery(date: Day): Delivery {
    return {
      ...(house.mailServer
        ? {
            smtp: {
              name: 'smtp',
              deliver: (parcel) => {
                if (parcel.channel === 'e-mail') taken.push(parcel.mail.subject);
                return Promise.resolve({ outcome: 'sent', reference: '' });
              },
              close: () => Promise.resolve(),
            },
          }
        : {}),
      carriers: {
        letter: () =>
          Promise.resolve({
            name: 'print',
            deliver: () => Promise.resolve({ outcome: 'handed', reference: '' }),
            close: () => Promise.resolve(),
          }),
      },
      makePdf: () => Promise.resolve(Buffer.from('%PDF-1.7')),
      composers: { reminder: composeReminder, byHand: () => Promise.resolve({ kind: 'cancel', reason: 'test' }) },
      hooks: reminderHooks,
      now: () => morningOf(date).add({ minutes: 30 }),
    };
  }
  const run = (date: Day, at: Day = date) => runDaily(tenant.tenantDb, { date, ...by(at), mailServer: house.mailServer });
  const send = (date: Day) => sendQueue(tenant.tenantDb, delivery(date));
  return {
    tenant,
    house,
    taken,
    by,
    run,
    send,
    delivery,
    /** Run, everything confirmed, everything sent. */
    day: async (date: Day) => {
      await run(date);
      await confirmAll(tenant, date);
      return send(date);
    },
    mode: (mode: 'test' | 'pilot' | 'live') =>
      tenant.tenantDb.transaction(async (tx) => {
        await changeSetting(tx, 'golive.waive', 'yes', tester);
        await changeSetting(tx, 'sending.mode', mode, tester);
      }),
  };
}

const nextStep = async (tenant: TestTenant, item: string | undefined, on: Day) => {
  const { last, next } = await explainItem(tenant.tenantDb, item ?? '', { now: morningOf(on), language: 'fr' });
  return { last: last?.step ?? null, next: next?.step ?? null };
};
const openActions = async (tenant: TestTenant) =>
  (await madeActions(tenant))
    .filter(({ state }) => ['to-confirm', 'confirmed', 'to-do'].includes(state))
    .map(({ step, state }) => ({ step, state }));
const messages = ({ tenantDb }: TestTenant) =>
  tenantDb.rows<{ subject: string; state: string; transport: string | null; why: string | null }>(sql`
    select subject, state, transport, coalesce(cancelled_reason, failure_code) as why from messages.message order by created_at, id
  `);
const lines = async ({ tenantDb }: TestTenant) =>
  (await tenantDb.one<{ count: number }>(sql`select count(*)::int as count from dunning.step_done where rehearsed`)).count;

test('a reminder that stayed in the local mailbox counts while one rehearses, and no more once messages leave: the first one sent is the first step', async () => {
  const { tenant, day, mode, run, send, taken } = await company();
  const { items } = await givenDebtor(tenant, late);
  await day('2026-03-04');
  await day('2026-03-11');
  expect(await nextStep(tenant, items['F-1'], '2026-03-12')).toEqual({ last: 'Deux', next: 'Mise en demeure' });
  await mode('live');
  await send('2026-03-12');
  expect(await nextStep(tenant, items['F-1'], '2026-03-12')).toEqual({ last: null, next: 'Un' });
  await run('2026-03-12');
  expect(await openActions(tenant)).toEqual([{ step: 'Un', state: 'to-confirm' }]);
  await confirmAll(tenant, '2026-03-12');
  await send('2026-03-12');
  expect(taken).toEqual(['Un']);
  expect(await nextStep(tenant, items['F-1'], '2026-03-13')).toEqual({ last: 'Un', next: 'Deux' });
});

test('the morning’s run forgets what was rehearsed as well, and waits for no interval since', async () => {
  const { tenant, day, mode } = await company();
  await givenDebtor(tenant, late);
  await day('2026-03-04');
  await mode('live');
  expect(await day('2026-03-05')).toMatchObject({ sent: 1 });
  expect((await messages(tenant)).map(({ transport }) => transport)).toEqual(['local', 'smtp']);
});

test('who was only rehearsed a formal notice gets the first reminder', async () => {
  const { tenant, day, mode, taken } = await company();
  await givenDebtor(tenant, late);
  for (const date of ['2026-03-04', '2026-03-11', '2026-03-21']) await day(date);
  expect((await messages(tenant)).map(({ subject }) => subject)).toEqual(['Un', 'Deux', 'Mise en demeure']);
  await mode('live');
  await day('2026-03-22');
  expect(taken).toEqual(['Un']);
});

test('a message confirmed on the strength of rehearsed ones does not leave; the next run makes the right one', async () => {
  const { tenant, day, mode, run, send, taken } = await company();
  await givenDebtor(tenant, late);
  await day('2026-03-04');
  await run('2026-03-11');
  await confirmAll(tenant, '2026-03-11');
  await mode('live');
  await send('2026-03-11');
  expect(taken).toEqual([]);
  expect(await messages(tenant)).toMatchObject([
    { state: 'sent', transport: 'local' },
    { state: 'cancelled', why: 'no-longer-due' },
  ]);
  await day('2026-03-12');
  expect(taken).toEqual(['Un']);
});

test('in pilot mode each customer begins anew on joining the group, and nobody else does', async () => {
  const { tenant, day, mode, run, taken } = await company();
  const { tenantDb, tenantId } = tenant;
  const pilot = await givenDebtor(tenant, late, { code: 'PILOTE' });
  const other = await givenDebtor(tenant, [{ ...late[0], number: 'F-2' }], { code: 'AUTRE' });
  const groupId = uuidv7();
  await tenantDb.run(sql`insert into customers.customer_group (tenant_id, id, name) values (${tenantId}, ${groupId}, 'pilotes')`);
  await tenantDb.transaction((tx) => changeSetting(tx, 'sending.pilotGroup', 'pilotes', tester));
  await mode('pilot');
  await day('2026-03-04');
  expect(taken).toEqual([]);
  await tenantDb.run(
    sql`insert into customers.group_member (tenant_id, group_id, customer_id) values (${tenantId}, ${groupId}, ${pilot.customerId})`,
  );
  await run('2026-03-11');
  expect(await nextStep(tenant, pilot.items['F-1'], '2026-03-11')).toMatchObject({ last: null });
  expect(await nextStep(tenant, other.items['F-2'], '2026-03-11')).toMatchObject({ last: 'Un' });
  await day('2026-03-12');
  expect(taken).toEqual(['Un']);
  // Out of the group again: what it really got stays.
  await tenantDb.run(sql`delete from customers.group_member where group_id = ${groupId}`);
  await day('2026-03-19');
  await mode('live');
  await day('2026-03-26');
  expect(taken.toSorted()).toEqual(['Deux', 'Un', 'Un']);
});

test('live without a mail server everything goes on being rehearsed, a letter after rehearsed mails too; with one it begins anew', async () => {
  const steps = [...ladder.slice(0, 2), { name: 'Lettre', level: 3, after: 20, channel: 'letter' }];
  const { tenant, house, day, mode, taken } = await company({ mailServer: false, steps });
  await givenDebtor(tenant, late, { address_lines: ['4 rue Haute'], postcode: '38000', city: 'Grenoble' });
  await mode('live');
  for (const date of ['2026-03-04', '2026-03-11', '2026-03-21']) await day(date);
  expect(await messages(tenant)).toMatchObject([
    { subject: 'Un', transport: 'local' },
    { subject: 'Deux', transport: 'local' },
    { subject: 'Lettre', state: 'sent', transport: 'local' },
  ]);
  house.mailServer = true;
  await day('2026-03-22');
  expect(taken).toEqual(['Un']);
});

test('a letter that was printed and posted is no rehearsal', async () => {
  const steps = [{ name: 'Lettre', level: 1, after: 3, channel: 'letter' }, ...ladder.slice(1)];
  const { tenant, day, mode, by, taken } = await company({ mailServer: false, steps });
  const { items } = await givenDebtor(tenant, late, { address_lines: ['4 rue Haute'], postcode: '38000', city: 'Grenoble' });
  await mode('live');
  expect(await day('2026-03-04')).toMatchObject({ handed: 1 });
  const posted = await tenant.tenantDb.rows<{ id: string }>(sql`select id from messages.message where state = 'handed'`);
  await tenant.tenantDb.transaction((tx) =>
    markPosted(
      tx,
      posted.map(({ id }) => id),
      tester,
      { hooks: reminderHooks, now: by('2026-03-05').now },
    ),
  );
  await mode('test');
  await mode('live');
  expect(await lines(tenant)).toBe(0);
  expect(await nextStep(tenant, items['F-1'], '2026-03-06')).toEqual({ last: 'Lettre', next: 'Deux' });
  expect(taken).toEqual([]);
});

test('what really left stays when one rehearses again and goes live again: only the rehearsed steps are forgotten', async () => {
  const { tenant, day, mode, taken } = await company();
  const { items } = await givenDebtor(tenant, late);
  await mode('live');
  await day('2026-03-04');
  await mode('test');
  await day('2026-03-11');
  expect(await nextStep(tenant, items['F-1'], '2026-03-12')).toEqual({ last: 'Deux', next: 'Mise en demeure' });
  await mode('live');
  await day('2026-03-12');
  expect(taken).toEqual(['Un', 'Deux']);
});

test('a step rehearsed again after it really listed an item leaves the real line as it was', async () => {
  const steps = [{ name: 'Un', level: 1, after: 3, repeat: [7, 3] as const }];
  const { tenant, day, mode, taken } = await company({ steps });
  await givenDebtor(tenant, [...late, { number: 'F-2', due: '2026-03-08', amount: 50_00n }]);
  await mode('live');
  await day('2026-03-09');
  const real = sql`select item_id, outcome, done_on::text from dunning.step_done where not rehearsed order by item_id, done_on`;
  const before = await tenant.tenantDb.rows(real);
  await mode('test');
  await day('2026-03-16');
  expect(await lines(tenant)).toBeGreaterThan(0);
  expect(await tenant.tenantDb.rows(real)).toEqual(before);
  await mode('live');
  await day('2026-03-17');
  expect(await lines(tenant)).toBe(0);
  expect(taken).toEqual(['Un', 'Un']);
});

test('a call really made keeps its step; one passed over after a rehearsed reminder was never reached', async () => {
  const steps = [
    { name: 'Un', level: 1, after: 3 },
    { name: 'Appel', level: 2, after: 10, channel: 'call' },
    { name: 'Trois', level: 3, after: 20 },
  ];
  const { tenant, day, mode, run, send, by } = await company({ steps });
  const called = await givenDebtor(tenant, late, { code: 'APPELE', phone: '+33612345678' });
  const skipped = await givenDebtor(tenant, [{ ...late[0], number: 'F-2' }], { code: 'PASSE', phone: '+33612345679' });
  await day('2026-03-04');
  await run('2026-03-11');
  const calls = (await madeActions(tenant)).filter(({ channel }) => channel === 'call');
  for (const { id, customer } of calls) {
    if (customer === 'APPELE') await completeAction(tenant.tenantDb, id, undefined, by('2026-03-11'));
    else await skipAction(tenant.tenantDb, id, 'essai', by('2026-03-11'));
  }
  await mode('live');
  await send('2026-03-12');
  expect(await nextStep(tenant, called.items['F-1'], '2026-03-12')).toEqual({ last: 'Appel', next: 'Trois' });
  expect(await nextStep(tenant, skipped.items['F-2'], '2026-03-12')).toEqual({ last: null, next: 'Un' });
});

test('a rehearsal run for a later day binds no real morning before it, and what it made does not leave early', async () => {
  const { tenant, run, send, mode, taken } = await company();
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-10', amount: 100_00n }]);
  await run('2026-03-28', '2026-03-04');
  await confirmAll(tenant, '2026-03-04');
  await mode('live');
  await send('2026-03-04');
  expect(taken).toEqual([]);
  expect(await messages(tenant)).toMatchObject([{ state: 'cancelled', why: 'rehearsal' }]);
  expect((await madeActions(tenant)).map(({ state, note }) => ({ state, note }))).toEqual([
    { state: 'cancelled', note: 'rehearsal' },
  ]);
  expect(await run('2026-03-04')).toMatchObject({ messages: 0, toConfirm: 0 });
  expect(await run('2026-03-13')).toMatchObject({ toConfirm: 1 });
  expect((await pastRuns(tenant.tenantDb, {}, 'fr')).rows.map(({ date, rehearsed }) => ({ date, rehearsed }))).toEqual([
    { date: '2026-03-13', rehearsed: false },
    { date: '2026-03-04', rehearsed: false },
    { date: '2026-03-28', rehearsed: true },
  ]);
  expect(await run('2026-03-13')).toMatchObject({ toConfirm: 0 });
  await expect(run('2026-03-12')).rejects.toMatchObject({ code: 'run.before-last' });
});

test('going live on the day of a rehearsal’s run, the real one keeps what still stands and makes nothing twice', async () => {
  const { tenant, run, mode } = await company();
  await givenDebtor(tenant, late);
  expect(await run('2026-03-04')).toMatchObject({ toConfirm: 1 });
  await mode('live');
  expect(await run('2026-03-04')).toMatchObject({ toConfirm: 0 });
  expect(await openActions(tenant)).toEqual([{ step: 'Un', state: 'to-confirm' }]);
  await mode('test');
  expect(await run('2026-03-04')).toMatchObject({ toConfirm: 0 });
});

test('nobody is thanked for a payment after a reminder that was only rehearsed', async () => {
  const { tenant, day, mode, send } = await company();
  const { items, customerId } = await givenDebtor(tenant, late);
  await day('2026-03-04');
  const reminded = (): Promise<{ yes: boolean }> =>
    tenant.tenantDb.one<{ yes: boolean }>(sql`select exists (${paidItems({ entityId: tenant.entityId }, sql`true`)}) as yes`);
  await pays(tenant, customerId, items['F-1'] ?? '', { amount: 100_00n, on: '2026-03-05' });
  expect(await reminded()).toEqual({ yes: true });
  await mode('live');
  await send('2026-03-05');
  expect(await reminded()).toEqual({ yes: false });
});

test('what nobody carries does not leave: it fails, becomes a person’s task, and its level waits', async () => {
  const steps = [{ name: 'SMS', level: 1, after: 3, channel: 'sms' }, ...ladder.slice(1)];
  const { tenant, day, mode } = await company({ steps });
  await tenant.tenantDb.run(sql`update dunning.step set body_fr = 'Merci de régler {{ net }}.' where channel = 'sms'`);
  const { items } = await givenDebtor(tenant, late, { phone: '+33612345678' });
  await mode('live');
  expect(await day('2026-03-04')).toMatchObject({ sent: 0, failed: 1 });
  expect(await messages(tenant)).toMatchObject([{ state: 'failed', why: 'no-carrier' }]);
  expect(await openActions(tenant)).toEqual([{ step: 'SMS', state: 'to-do' }]);
  expect(await nextStep(tenant, items['F-1'], '2026-03-05')).toMatchObject({ last: null });
});
