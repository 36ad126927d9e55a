import { textsIn } from '@quitus/texts';
import { expect, test } from 'vitest';
import { addDays } from '../../kernel/days.ts';
import { Refusal } from '../../kernel/refusals.ts';
import { sql } from '../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../platform/testing/index.ts';
import { changeEntity, changeSetting } from '../identity/index.ts';
import { completeAction, skipAction } from './agenda/decide-actions.ts';
import { countSteps, listActions } from './agenda/list-actions.ts';
import { runDaily } from './run/run-daily.ts';
import {
  confirmAll,
  freshTenant,
  givenDebtor,
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

type ActionState = {
  state: string;
  channel: string;
  level: number | null;
  amount_minor: bigint;
  decision_note: string | null;
  caution: string | null;
};
const actionsOf = ({ tenantDb }: TestTenant): Promise<ActionState[]> =>
  tenantDb.rows<ActionState>(
    sql`select state, channel, level, amount_minor, decision_note, caution from dunning.action order by created_at, id`,
  );

test('a run is not asked for a day far ahead, which would keep every morning until then from running; in live mode for none to come', async () => {
  const tenant = await databases.newTenant();
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-02-01', amount: 100_00n }]);
  const runFor = (date: string) => runDaily(tenant.tenantDb, { date, actor: tester, now: morningOf('2026-03-05') });
  await expect(runFor('2027-03-05')).rejects.toMatchObject({ code: 'run.too-far-ahead' });
  await tenant.tenantDb.run(
    sql`insert into identity.setting (tenant_id, key, value) values (${tenant.tenantDb.tenantId}, 'sending.mode', '"pilot"')`,
  );
  await expect(runFor('2026-03-06')).rejects.toMatchObject({ code: 'run.too-far-ahead' });
  await expect(runFor('2026-03-05')).resolves.toMatchObject({ toConfirm: 1 });
});

test('T1: an invoice paid between the run and the sending is not claimed; the rest is, with its own amount', async () => {
  const tenant = await tenantOf();
  const { items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'F-2', due: '2026-03-01', amount: 250_00n },
  ]);
  await run(tenant, '2026-03-05');
  await confirmAll(tenant, '2026-03-05');
  await settle(tenant, items['F-1'] ?? '', '2026-03-05');
  expect((await send(tenant, '2026-03-05')).sent).toBe(1);
  const [mail] = await sentMails(tenant);
  expect(mail).toMatchObject({ numbers: ['F-2'], amountMinor: 250_00n });
  expect(mail?.text).not.toContain('F-1');
});

test('T1: a reminder whose every invoice was paid meanwhile is cancelled, and says so', async () => {
  const tenant = await tenantOf();
  const { items } = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
  await run(tenant, '2026-03-05');
  await confirmAll(tenant, '2026-03-05');
  await settle(tenant, items['F-1'] ?? '', '2026-03-05');
  expect(await send(tenant, '2026-03-05')).toMatchObject({ sent: 0, cancelled: 1 });
  expect(await actionsOf(tenant)).toMatchObject([{ state: 'cancelled', decision_note: 'settled-before-send' }]);
});

test('a second reminder somebody confirmed never leaves as a first one: its invoice paid meanwhile, the newer one waits for the next run', async () => {
  const tenant = await tenantOf();
  const { items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'F-2', due: '2026-03-09', amount: 50_00n },
  ]);
  await wholeDay(tenant, '2026-03-05');
  await run(tenant, '2026-03-12');
  await confirmAll(tenant, '2026-03-12');
  await settle(tenant, items['F-1'] ?? '', '2026-03-12');
  expect(await send(tenant, '2026-03-12')).toMatchObject({ sent: 0, cancelled: 1 });
  expect(await wholeDay(tenant, '2026-03-13')).toMatchObject({ sent: 1 });
  expect(await sentMails(tenant)).toMatchObject([{ numbers: ['F-1'] }, { numbers: ['F-2'] }]);
  expect((await actionsOf(tenant)).map(({ state, level }) => [state, level])).toContainEqual(['done', 1]);
});

test('T2, T3: credits that cover what is late silence the reminder; smaller ones are shown and the net is claimed', async () => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'AV-1', due: '2026-02-01', amount: -100_00n },
  ]);
  await givenDebtor(tenant, [
    { number: 'F-2', due: '2026-03-01', amount: 100_00n },
    { number: 'AV-2', due: '2026-02-01', amount: -30_00n },
  ]);
  const day = await wholeDay(tenant, '2026-03-05');
  expect(day.skipped).toMatchObject({ 'covered-by-credits': 1 });
  expect(day.sent).toBe(1);
  const [mail] = await sentMails(tenant);
  expect(mail).toMatchObject({ numbers: ['F-2'], amountMinor: 70_00n });
  expect(mail?.text).toContain('70,00');
  expect(mail?.text).toContain('−30,00');
});

test.each([
  ['receivable', 1],
  ['draft', 0],
  ['doubtful', 0],
  ['not-invoiced', 0],
  ['advance', 0],
])('T4: an item on the %s accounts is chased %i times', async (ledgerClass, times) => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n, columns: { ledger_class: ledgerClass } }]);
  expect((await run(tenant, '2026-03-05')).toConfirm).toBe(times);
});

test('T5: a partly paid invoice is reminded of, for what is left', async () => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n, columns: { open_minor: 40_00n } }]);
  await wholeDay(tenant, '2026-03-05');
  expect(await sentMails(tenant)).toMatchObject([{ amountMinor: 40_00n }]);
});

test.each([0, 1, 2, 10])(
  'T6: with the machine off for %i days, each customer gets one message, of the right step, not none and not ten',
  async (off) => {
    const tenant = await tenantOf();
    await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
    await run(tenant, '2026-03-03');
    const back = addDays('2026-03-04', off);
    expect(await wholeDay(tenant, back)).toMatchObject({ sent: 1 });
    expect(await wholeDay(tenant, addDays(back, 1))).toMatchObject({ sent: 0 });
    const done = await tenant.tenantDb.rows<{ level: number }>(sql`select level from dunning.step_done`);
    expect(done).toEqual([{ level: 1 }]);
  },
);

test.each([
  ['2026-02-23', 'courtesy', 0],
  ['2026-02-24', 'courtesy', 1],
  ['2026-02-28', 'courtesy', 1],
  ['2026-03-01', 'due', 0],
  ['2026-03-02', 'one day late', 0],
  ['2026-03-03', 'two days late', 0],
  ['2026-03-04', 'three days late', 1],
  ['2026-03-05', 'four days late', 1],
])('T7, T18: on %s an invoice due 1 March (%s) gets %i message', async (date, _state, times) => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
  expect((await run(tenant, date)).toConfirm).toBe(times);
  const [action] = await actionsOf(tenant);
  if (times === 1) expect(action?.level).toBe(date < '2026-03-01' ? 0 : 1);
});

test.each([0, 1, 2])(
  'T8, T9: a customer without address, in place %i of three, does not hinder the others; it makes a task and its level stays',
  async (place) => {
    const tenant = await tenantOf();
    for (const index of [0, 1, 2]) {
      await givenDebtor(tenant, [{ number: `F-${index}`, due: '2026-03-01', amount: 100_00n }], {
        code: `K${index}`,
        ...(index === place ? { email: null } : {}),
      });
    }
    expect(await wholeDay(tenant, '2026-03-05')).toMatchObject({ toConfirm: 2, tasks: 1, sent: 2 });
    expect(await tenant.tenantDb.rows(sql`select 1 from dunning.step_done`)).toHaveLength(2);

    // Once the address is known, the task closes by itself and the first reminder is made.
    await tenant.tenantDb.run(sql`update customers.customer set email = 'ap@saule.example' where email is null`);
    expect(await wholeDay(tenant, '2026-03-06')).toMatchObject({ sent: 1, tasks: 0 });
    expect((await actionsOf(tenant)).map((action) => action.state).toSorted()).toEqual(['cancelled', 'done', 'done', 'done']);
  },
);

test('T10: holds stop an item, a customer, an entity, or a part; what they do not stop is chased', async () => {
  const tenant = await tenantOf();
  const { tenantDb, tenantId, entityId } = tenant;
  const hold = (columns: { scope: string; item?: string; customer?: string; entity?: string; part?: bigint; until?: string }) =>
    tenantDb.run(sql`
      insert into holds.hold (tenant_id, id, scope, entity_id, customer_id, item_id, part_minor, reason, source, from_on, until_on, author)
      values (${tenantId}, uuidv7(), ${columns.scope}, ${columns.entity ?? null}, ${columns.customer ?? null}, ${columns.item ?? null}, ${columns.part ?? null},
        'disputed', 'test', '2026-03-01', ${columns.until ?? null}, 'test')
    `);
  const one = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'F-2', due: '2026-03-01', amount: 60_00n },
    { number: 'F-3', due: '2026-03-01', amount: 50_00n },
  ]);
  const other = await givenDebtor(tenant, [{ number: 'F-4', due: '2026-03-01', amount: 100_00n }]);
  await hold({ scope: 'item', customer: one.customerId, item: one.items['F-1'] ?? '' });
  await hold({ scope: 'item', customer: one.customerId, item: one.items['F-2'] ?? '', part: 20_00n });
  await hold({ scope: 'customer', customer: other.customerId, until: '2026-03-10' });
  expect((await wholeDay(tenant, '2026-03-05')).skipped).toMatchObject({ disputed: 2 });
  expect(await sentMails(tenant)).toMatchObject([{ numbers: ['F-2', 'F-3'], amountMinor: 90_00n }]);

  await hold({ scope: 'entity', entity: entityId });
  expect(await wholeDay(tenant, '2026-03-15')).toMatchObject({ sent: 0, toConfirm: 0 });
});

test('T12, T16, T62: one message per customer, entity and currency, each in its own currency', async () => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'F-2', due: '2026-03-01', amount: 50_00n },
    { number: 'U-1', due: '2026-03-01', amount: 70_00n, currency: 'USD' },
    { number: 'J-1', due: '2026-03-01', amount: 9000n, currency: 'JPY' },
  ]);
  await wholeDay(tenant, '2026-03-05');
  const mails = await sentMails(tenant);
  expect(mails.map((mail) => [mail.currency, mail.amountMinor, mail.numbers]).toSorted()).toEqual([
    ['EUR', 150_00n, ['F-1', 'F-2']],
    ['JPY', 9000n, ['J-1']],
    ['USD', 70_00n, ['U-1']],
  ]);
  expect(mails.find((mail) => mail.currency === 'JPY')?.text).toContain('9\u202f000');
});

test('T15: a customer just reminded of one invoice is reminded of the next one when its own interval and day come', async () => {
  const tenant = await tenantOf();
  const { items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'F-2', due: '2026-03-08', amount: 60_00n },
  ]);
  await wholeDay(tenant, '2026-03-04');
  await settle(tenant, items['F-1'] ?? '', '2026-03-10');
  expect(await wholeDay(tenant, '2026-03-11')).toMatchObject({ sent: 1 });
  expect((await sentMails(tenant)).map((mail) => mail.numbers)).toEqual([['F-1'], ['F-2']]);
});

test('T19, T20: a very late newcomer starts at the first reminder and climbs one step at a time; the formal notice comes last and never by itself', async () => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-01-01', amount: 100_00n }]);
  const levels: string[] = [];
  // Each day something may happen, and the day before it.
  for (const day of ['03-05', '03-06', '03-09', '03-10', '03-14', '03-15', '03-19', '03-20', '03-25', '04-29'].map(
    (end) => `2026-${end}`,
  )) {
    const made = await run(tenant, day);
    if (made.toConfirm + made.tasks === 0) continue;
    const waiting = await tenant.tenantDb.rows<{ id: string; channel: string; level: number }>(
      sql`select id, channel, level from dunning.action where state in ('to-confirm', 'to-do')`,
    );
    for (const action of waiting) levels.push(`${day} ${action.level} ${action.channel}`);
    await confirmAll(tenant, day);
    await send(tenant, day);
    for (const action of waiting) {
      if (action.channel === 'call')
        await completeAction(tenant.tenantDb, action.id, undefined, { actor: tester, now: morningOf(day) });
    }
  }
  expect(levels).toEqual(['2026-03-05 1 e-mail', '2026-03-10 2 e-mail', '2026-03-15 2 call', '2026-03-20 3 e-mail']);
});

test('T21: the minimum is compared with the net of the message', async () => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'AV-1', due: '2026-02-01', amount: -85_00n },
  ]);
  expect(await run(tenant, '2026-03-05')).toMatchObject({ toConfirm: 0, skipped: { 'below-floor': 1 } });
});

test('T23, T25: the second message lists the newer invoice; its own level follows its own dates and does not jump', async () => {
  const tenant = await tenantOf();
  const { items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'F-2', due: '2026-03-07', amount: 60_00n },
    { number: 'F-3', due: '2026-03-10', amount: 40_00n },
  ]);
  await wholeDay(tenant, '2026-03-04');
  await wholeDay(tenant, '2026-03-11');
  expect((await sentMails(tenant)).map((mail) => mail.numbers)).toEqual([['F-1'], ['F-1', 'F-2', 'F-3']]);
  const history = await tenant.tenantDb.rows<{ number: string; level: number; outcome: string }>(sql`
    select item.number, step_done.level, step_done.outcome from dunning.step_done join receivables.item on item.id = step_done.item_id order by item.number, step_done.level
  `);
  expect(history).toEqual([
    { number: 'F-1', level: 1, outcome: 'done' },
    { number: 'F-1', level: 2, outcome: 'done' },
    { number: 'F-2', level: 1, outcome: 'done' },
    { number: 'F-3', level: 2, outcome: 'listed' },
  ]);

  // F-1 is paid: the next oldest leads with its own history, at its own second reminder.
  await settle(tenant, items['F-1'] ?? '', '2026-03-12');
  await wholeDay(tenant, '2026-03-17');
  expect((await sentMails(tenant)).at(-1)).toMatchObject({ numbers: ['F-2', 'F-3'], amountMinor: 100_00n });
});

test('T26: publishing a new version neither restarts nor repeats what items already had', async () => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
  await wholeDay(tenant, '2026-03-04');
  await tenant.tenantDb.transaction(async (tx) => {
    await tx.run(sql`
      insert into dunning.scenario_version select tenant_id, scenario_id, 2, 'published', unit, catch_up, min_days_between, floor_minor, now(), 'test', now() from dunning.scenario_version
    `);
    await tx.run(sql`
      insert into dunning.step (tenant_id, scenario_id, version, step_id, position, level, name_fr, name_en, reference, offset_days, channel, automation, grave,
        subject_fr, subject_en, body_fr, body_en, script_fr, script_en)
      select tenant_id, scenario_id, 2, step_id, position, level, name_fr, name_en, reference, offset_days, channel, automation, grave, subject_fr, subject_en, body_fr,
        body_en, script_fr, script_en from dunning.step
    `);
    await tx.run(sql`update dunning.scenario set current_version = 2`);
  });
  expect(await wholeDay(tenant, '2026-03-09')).toMatchObject({ sent: 0, toConfirm: 0 });
  await wholeDay(tenant, '2026-03-11');
  expect(await tenant.tenantDb.rows(sql`select level from dunning.step_done order by level`)).toEqual([
    { level: 1 },
    { level: 2 },
  ]);
});

test('T31, T32, T72: a thousand runs in a day, and several at once, do what one does', async () => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
  const together = await Promise.all([run(tenant, '2026-03-05'), run(tenant, '2026-03-05'), run(tenant, '2026-03-05')]);
  expect(together.reduce((sum, one) => sum + one.toConfirm, 0)).toBe(1);
  for (let again = 0; again < 20; again += 1)
    expect(await run(tenant, '2026-03-05')).toMatchObject({ toConfirm: 0, messages: 0, tasks: 0, evaluated: 0 });
  expect(await actionsOf(tenant)).toHaveLength(1);
  const [first, second] = await Promise.all([confirmAll(tenant, '2026-03-05'), confirmAll(tenant, '2026-03-05')]);
  expect([first, second].toSorted()).toEqual([0, 1]);
  await Promise.all([send(tenant, '2026-03-05'), send(tenant, '2026-03-05')]);
  expect(await sentMails(tenant)).toHaveLength(1);
});

test('T35: the step is done when the message was accepted, not when it was planned or confirmed', async () => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
  await run(tenant, '2026-03-05');
  await confirmAll(tenant, '2026-03-05');
  expect(await tenant.tenantDb.rows(sql`select 1 from dunning.step_done`)).toHaveLength(0);
  await send(tenant, '2026-03-05');
  expect(await tenant.tenantDb.rows(sql`select level, outcome, done_on from dunning.step_done`)).toEqual([
    { level: 1, outcome: 'done', done_on: '2026-03-05' },
  ]);
});

test('T64, T65, T67: the message speaks the debtor’s language, its amounts are the stored ones, and no name can break its subject', async () => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 1234_50n }], {
    language: 'en',
    code: 'K\r\nBcc: x@y.example',
    name: '<b>Aubépine & Fils</b>\r\nX: 1',
  });
  await tenant.tenantDb.run(
    sql`update identity.entity set iban = 'FR7630006000011234567890189', account_holder = 'Atelier Sorbier SAS'`,
  );
  await wholeDay(tenant, '2026-03-05');
  const [mail] = await sentMails(tenant);
  expect(mail?.subject).toBe('Account K Bcc: x@y.example: €1,234.50 awaiting payment');
  expect(mail?.text).toContain('Dear ');
  expect(mail?.text).toContain('€1,234.50');
  expect(mail?.text).toContain('FR76 3000 6000 0112 3456 7890 189');
  expect(mail?.html).not.toContain('<b>Aub');
  expect(mail?.html).toContain('&lt;b&gt;Aub');
});

test('T71: a run for a day before the last one is refused', async () => {
  const tenant = await tenantOf();
  await run(tenant, '2026-03-05');
  await expect(run(tenant, '2026-03-04')).rejects.toThrow(Refusal);
});

test('T85: a run sends as many statements for three hundred customers as for three', async () => {
  const counts: number[] = [];
  for (const customers of [3, 300]) {
    const tenant = await tenantOf();
    await tenant.tenantDb.run(sql`
      with debtor as (
        insert into customers.customer (tenant_id, id, entity_id, code, name, email)
        select ${tenant.tenantId}, uuidv7(), ${tenant.entityId}, 'C' || n, 'Client ' || n, 'c' || n || '@client.example' from generate_series(1, ${customers}::int) as n
        returning tenant_id, id, entity_id, code
      )
      insert into receivables.item (tenant_id, id, entity_id, customer_id, document_id, source, source_key, kind, issue_on, due_on, booked_on, currency, amount_minor, open_minor)
      select tenant_id, uuidv7(), entity_id, id, uuidv7(), 'test', code || '/' || n, 'invoice', '2026-02-01', '2026-03-01', '2026-02-01', 'EUR', 10000, 10000
      from debtor, generate_series(1, 3) as n
    `);
    const before = databases.database.statements();
    expect((await run(tenant, '2026-03-05')).toConfirm).toBe(customers);
    counts.push(databases.database.statements() - before);
  }
  expect(counts[0]).toBe(counts[1]);
});

test('T87: two steps of one invoice are at least five days apart, counted from the sending, however late it is', async () => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [{ number: 'F-1', due: '2025-12-01', amount: 100_00n }]);
  await run(tenant, '2026-03-05');
  await confirmAll(tenant, '2026-03-05');
  await run(tenant, '2026-03-07');
  // Sent two days after it was decided: the interval counts from here.
  await send(tenant, '2026-03-07');
  for (const day of ['2026-03-08', '2026-03-10', '2026-03-11'])
    expect(await wholeDay(tenant, day)).toMatchObject({ sent: 0, toConfirm: 0 });
  expect(await wholeDay(tenant, '2026-03-12')).toMatchObject({ sent: 1 });
});

test('what is only inferred, and an account shared by several, waits for a yes although its step is automatic, and never gets a formal notice; the import says so', async () => {
  const tenant = await tenantOf();
  await run(tenant, '2026-03-01');
  await tenant.tenantDb.run(sql`update dunning.step set automation = 'automatic' where channel = 'e-mail' and not grave`);
  await givenDebtor(tenant, [{ number: 'F-1', due: '2025-12-01', amount: 100_00n, columns: { due_inferred: true } }]);
  await givenDebtor(tenant, [{ number: 'F-2', due: '2025-12-01', amount: 100_00n }], { lettered: false });
  await givenDebtor(tenant, [{ number: 'F-3', due: '2025-12-01', amount: 100_00n }]);
  await givenDebtor(tenant, [{ number: 'F-4', due: '2025-12-01', amount: 100_00n }], { catch_all: true });
  const words = textsIn('fr').imports.notes['catch-all'](1);
  expect(words).toMatch(/rien n’en part de soi-même, une relance seulement une fois confirmée, une mise en demeure jamais/);
  expect(await run(tenant, '2026-03-05')).toMatchObject({ messages: 1, toConfirm: 3 });
  for (const day of ['03-05', '03-10', '03-15', '03-20', '03-25', '04-10'].map((end) => `2026-${end}`)) {
    const made = await run(tenant, day);
    if (made.messages + made.toConfirm + made.tasks === 0 && day !== '2026-03-05') continue;
    await confirmAll(tenant, day);
    await send(tenant, day);
    const calls = await tenant.tenantDb.rows<{ id: string }>(sql`select id from dunning.action where state = 'to-do'`);
    for (const call of calls) await completeAction(tenant.tenantDb, call.id, undefined, { actor: tester, now: morningOf(day) });
  }
  const notices = await tenant.tenantDb.rows<{ number: string }>(sql`
    select item.number from dunning.step_done join receivables.item on item.id = step_done.item_id where step_done.level = 3
  `);
  expect(notices).toEqual([{ number: 'F-3' }]);
});

test('a reminder level taken over from the accounting system counts: the item goes on from there, and its date starts the interval', async () => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-02-20', amount: 100_00n, columns: { last_reminder_level: 1, last_reminder_on: '2026-03-03' } },
  ]);
  expect(await run(tenant, '2026-03-05')).toMatchObject({ toConfirm: 0 });
  await run(tenant, '2026-03-08');
  expect(await actionsOf(tenant)).toMatchObject([{ level: 2 }]);
});

test('on a stale ledger nothing leaves by itself; above the set number of messages everything waits for a person', async () => {
  const tenant = await tenantOf();
  await run(tenant, '2026-03-01');
  await tenant.tenantDb.run(sql`update dunning.step set automation = 'automatic' where channel = 'e-mail' and not grave`);
  for (const code of ['A', 'B', 'C'])
    await givenDebtor(tenant, [{ number: `F-${code}`, due: '2026-03-01', amount: 100_00n }], { code });
  await tenant.tenantDb.run(sql`update identity.entity set last_ledger_at = '2026-03-02T08:00:00Z'`);
  expect(await run(tenant, '2026-03-05')).toMatchObject({ messages: 0, toConfirm: 3, held: false });
  expect((await actionsOf(tenant)).map((action) => action.caution)).toEqual(['stale', 'stale', 'stale']);
  const told = async (now: Temporal.Instant) =>
    (await listActions(tenant.tenantDb, { today: '2026-03-05', now, language: 'en' })).rows[0]?.cautions[0]?.words;
  expect(await told(morningOf('2026-03-05'))).toBe(
    'The ledger is 72 hours old, its limit is 36 hours: check that nothing was paid meanwhile.',
  );
  // What it waits for came in: the figures of its age say nothing more.
  await tenant.tenantDb.run(sql`update identity.entity set last_ledger_at = '2026-03-05T07:00:00Z'`);
  expect(await told(morningOf('2026-03-05'))).toContain('within its limit');

  const other = await tenantOf();
  await run(other, '2026-03-01');
  await other.tenantDb.run(sql`update dunning.step set automation = 'automatic' where channel = 'e-mail' and not grave`);
  await other.tenantDb.transaction((tx) => changeSetting(tx, 'run.maxMessages', 2, tester));
  for (const code of ['A', 'B', 'C'])
    await givenDebtor(other, [{ number: `F-${code}`, due: '2026-03-01', amount: 100_00n }], { code });
  expect(await run(other, '2026-03-05')).toMatchObject({ messages: 0, toConfirm: 3, held: true });
});

test('a company whose books come in weekly waits for them ten and a half days, and no longer; what another company said is not asked', async () => {
  const tenant = await tenantOf();
  await run(tenant, '2026-03-01');
  await tenant.tenantDb.run(sql`update dunning.step set automation = 'automatic' where channel = 'e-mail' and not grave`);
  await tenant.tenantDb.run(sql`update identity.entity set last_ledger_at = '2026-03-02T08:00:00Z'`);
  await tenant.tenantDb.transaction((tx) => changeEntity(tx, tenant.entityId, { ledgerRhythm: 'weekly' }, tester));
  await givenDebtor(tenant, [{ number: 'F-A', due: '2026-03-01', amount: 100_00n }], { code: 'A' });
  expect(await run(tenant, '2026-03-05')).toMatchObject({ messages: 1, toConfirm: 0 });
  await givenDebtor(tenant, [{ number: 'F-B', due: '2026-03-11', amount: 100_00n }], { code: 'B' });
  expect(await run(tenant, '2026-03-14')).toMatchObject({ messages: 0, toConfirm: 1 });
  await tenant.tenantDb.transaction((tx) => changeEntity(tx, tenant.entityId, { ledgerRhythm: null }, tester));
  await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'freshness.hours', 'off', tester));
  await givenDebtor(tenant, [{ number: 'F-C', due: '2026-03-12', amount: 100_00n }], { code: 'C' });
  expect(await run(tenant, '2026-03-16')).toMatchObject({ messages: 1 });
});

test('a step skipped by a person is passed over without counting as a reminder', async () => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-02-01', amount: 100_00n }]);
  await run(tenant, '2026-03-05');
  const [action] = await tenant.tenantDb.rows<{ id: string }>(sql`select id from dunning.action`);
  await skipAction(tenant.tenantDb, action?.id ?? '', 'vu avec le client', { actor: tester, now: morningOf('2026-03-05') });
  await run(tenant, '2026-03-06');
  expect((await actionsOf(tenant)).map(({ state, level }) => ({ state, level }))).toEqual([
    { state: 'skipped', level: 1 },
    { state: 'to-confirm', level: 2 },
  ]);
});

test('an action that awaits a yes disappears from the agenda when its invoice is paid, and a call nobody made expires', async () => {
  const tenant = await tenantOf();
  const { items } = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
  await givenDebtor(tenant, [
    { number: 'F-2', due: '2026-02-01', amount: 100_00n, columns: { last_reminder_level: 2, last_reminder_on: '2026-02-15' } },
  ]);
  await run(tenant, '2026-03-05');
  await settle(tenant, items['F-1'] ?? '', '2026-03-05');
  await run(tenant, '2026-03-06');
  expect(
    (await actionsOf(tenant))
      .map(({ state, channel, decision_note }) => ({ state, channel, decision_note }))
      .toSorted((a, b) => a.channel.localeCompare(b.channel)),
  ).toEqual([
    { state: 'to-do', channel: 'call', decision_note: null },
    { state: 'cancelled', channel: 'e-mail', decision_note: 'settled' },
  ]);
  await run(tenant, '2026-03-15');
  const after = await actionsOf(tenant);
  expect(after.filter((action) => action.channel === 'call').map((action) => action.state)).toEqual(['expired']);
  expect(after.at(-1)).toMatchObject({ state: 'to-confirm', level: 3 });
});

test('a filter of the agenda that cannot be read is refused, whichever of its two readings meets it first', async () => {
  const { tenantDb } = await tenantOf();
  const question = { today: '2026-03-05', language: 'fr' as const, filter: '{' };
  await expect(listActions(tenantDb, question)).rejects.toMatchObject({ code: 'criteria.malformed' });
  await expect(countSteps(tenantDb, question)).rejects.toMatchObject({ code: 'criteria.malformed' });
  await expect(Promise.all([listActions(tenantDb, question), countSteps(tenantDb, question)])).rejects.toBeInstanceOf(Refusal);
});
