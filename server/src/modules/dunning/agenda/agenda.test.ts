import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { changeSetting } from '../../identity/index.ts';
import { confirmAll, freshTenant, givenDebtor, morningOf, run, send, sentMails, tester } from '../dunning.fixture.ts';
import { nextSteps } from '../plan/next-steps.ts';
import { withPlan } from '../plan/plan.ts';
import { confirmActions } from './confirm-actions.ts';
import { completeAction, moveAction, recallAction, skipAction } from './decide-actions.ts';
import { countActions, countSteps, listActions } from './list-actions.ts';
import { previewAction } from './preview-action.ts';

const databases = testDatabase();
const today = '2026-03-05';
const question = { today, language: 'fr' } as const;
const by = { actor: tester, now: morningOf(today) };

const tenantOf = (): Promise<TestTenant> => freshTenant(databases);

async function threeDebtors(tenant: TestTenant): Promise<void> {
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }], {
    code: 'ALISIER',
    name: 'Alisier Mobilier',
  });
  await givenDebtor(tenant, [{ number: 'F-2', due: '2026-01-01', amount: 900_00n }], { code: 'BOULEAU' });
  await givenDebtor(
    tenant,
    [{ number: 'F-3', due: '2026-02-10', amount: 50_00n, columns: { last_reminder_level: 2, last_reminder_on: '2026-02-25' } }],
    { code: 'CORMIER' },
  );
  await run(tenant, today);
}

test('the agenda shows what to do and why, most money times lateness first, with totals, counters and steps', async () => {
  const tenant = await tenantOf();
  await threeDebtors(tenant);
  const { rows, total, totals } = await listActions(tenant.tenantDb, question);
  expect(rows.map((row) => [row.customerCode, row.state, row.channel, row.amount, row.oldestDaysLate])).toEqual([
    ['BOULEAU', 'to-confirm', 'e-mail', '900.00', 63],
    ['CORMIER', 'to-do', 'call', '50.00', 23],
    ['ALISIER', 'to-confirm', 'e-mail', '100.00', 4],
  ]);
  expect(rows[0]).toMatchObject({
    leader: { number: 'F-2' },
    total: '900.00',
    overdue: '900.00',
    items: 1,
    due: true,
    step: 'Première relance',
  });
  // Five days after the first reminder at the earliest, however late the invoice is.
  const next = await nextSteps(tenant.tenantDb, rows, { ...question, now: by.now });
  expect(next.get(rows[0]?.id ?? '')).toEqual({ step: 'Deuxième relance', on: '2026-03-10', channel: 'e-mail' });
  expect(rows[0]?.cautions.map((caution) => caution.code)).toEqual(['no-iban']);
  expect([total, totals]).toEqual([3, [{ currency: 'EUR', amount: '1050.00' }]]);
  expect(await countActions(tenant.tenantDb, question)).toEqual({
    toConfirm: { due: 2, scheduled: 0 },
    toDo: { due: 1, scheduled: 0 },
    confirmed: { due: 0, scheduled: 0 },
  });
  expect(
    (await countSteps(tenant.tenantDb, { ...question, states: ['to-confirm'] })).map((step) => [step.nameFr, step.count]),
  ).toEqual([['Première relance', 2]]);
});

test('what keeps a message from leaving is said before the yes, and afterwards by its own name', async () => {
  const tenant = await tenantOf();
  await tenant.tenantDb.run(sql`update identity.entity set iban = 'FR7630006000011234567890189'`);
  await givenDebtor(tenant, [{ number: 'U-1', due: '2026-03-01', amount: 700_00n, currency: 'USD' }]);
  await run(tenant, today);
  const cautions = async () => (await listActions(tenant.tenantDb, question)).rows[0]?.cautions;
  expect((await cautions())?.map((caution) => caution.code)).toEqual(['other-currency']);
  await confirmAll(tenant, today);
  await send(tenant, today);
  expect(await cautions()).toEqual([
    {
      code: 'not-delivered',
      words:
        'Le message n’est pas parti. Aucun compte bancaire n’est renseigné pour la devise de la créance. Le niveau n’a pas changé.',
    },
    expect.objectContaining({ code: 'other-currency' }),
  ]);
  await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'payment.currencies', 'USD', tester));
  expect((await cautions())?.map((caution) => caution.code)).toEqual(['not-delivered']);
});

test('“with a caution” lists the very actions that show one: a foreign currency, no bank account, an answer nobody has read', async () => {
  const tenant = await tenantOf();
  const { tenantDb, tenantId } = tenant;
  await givenDebtor(tenant, [{ number: 'U-1', due: '2026-03-01', amount: 700_00n, currency: 'USD' }], { code: 'DOLLAR' });
  await threeDebtors(tenant);
  // It answered after the run.
  await tenantDb.run(sql`
    insert into holds.hold (tenant_id, id, scope, customer_id, reason, source, from_on, author)
    select ${tenantId}, uuidv7(), 'customer', id, 'reply', 'test', ${today}::date, 'test' from customers.customer where code = 'BOULEAU'
  `);
  const told = async (caution?: boolean) => {
    const { rows } = await listActions(tenantDb, { ...question, sort: 'code', ...(caution !== undefined && { caution }) });
    return rows.map((row) => [row.customerCode, row.cautions.map(({ code }) => code)]);
  };
  expect(await told()).toEqual([
    ['ALISIER', ['no-iban']],
    ['BOULEAU', ['answered', 'no-iban']],
    ['CORMIER', []],
    ['DOLLAR', ['no-iban']],
  ]);
  expect([(await told(true)).map(([code]) => code), (await told(false)).map(([code]) => code)]).toEqual([
    ['ALISIER', 'BOULEAU', 'DOLLAR'],
    ['CORMIER'],
  ]);
  await tenantDb.run(sql`update identity.entity set iban = 'FR7630006000011234567890189'`);
  expect(await told(true)).toEqual([
    ['BOULEAU', ['answered']],
    ['DOLLAR', ['other-currency']],
  ]);
});

test('what comes after an action is what the plan foresees once it is done: never a reminder to somebody without an address', async () => {
  const tenant = await freshTenant(databases, 'business');
  await givenDebtor(
    tenant,
    [{ number: 'F-1', due: '2026-02-10', amount: 50_00n, columns: { last_reminder_level: 2, last_reminder_on: '2026-02-25' } }],
    { code: 'ALISIER' },
  );
  // It can be called, and nothing can be sent to it.
  await givenDebtor(
    tenant,
    [{ number: 'F-2', due: '2026-02-10', amount: 60_00n, columns: { last_reminder_level: 2, last_reminder_on: '2026-02-25' } }],
    { code: 'BOULEAU', email: null, phone: '+33612345678' },
  );
  await givenDebtor(tenant, [{ number: 'F-3', due: '2026-02-10', amount: 70_00n }], { code: 'CORMIER', email: null });
  await run(tenant, today);
  const { rows } = await listActions(tenant.tenantDb, { ...question, sort: 'code' });
  const asked = { ...question, now: by.now };
  const next = await nextSteps(tenant.tenantDb, rows, asked);
  const planned = await withPlan(tenant.tenantDb, { from: today, days: 90, now: by.now }, (plan) => plan.rows());
  expect(
    rows.map((row) => {
      const after = planned.filter((one) => one.customerId === row.customerId && one.on > today)[0];
      return [row.customerCode, row.step, next.get(row.id) ?? null, after && { on: after.on, channel: after.channel }];
    }),
  ).toEqual([
    [
      'ALISIER',
      'Appel téléphonique',
      { on: '2026-03-12', step: 'Mise en demeure', channel: 'e-mail' },
      { on: '2026-03-12', channel: 'e-mail' },
    ],
    [
      'BOULEAU',
      'Appel téléphonique',
      { on: '2026-03-12', step: 'Trouver une adresse', channel: 'task' },
      { on: '2026-03-12', channel: 'task' },
    ],
    ['CORMIER', 'Trouver une adresse', null, undefined],
  ]);
  // Put off, it leaves its items their rest: five days, and the 28th is a Saturday.
  const putOff = rows.map((row) => ({ ...row, plannedOn: '2026-03-23' }));
  expect((await nextSteps(tenant.tenantDb, putOff, asked)).get(rows[0]?.id ?? '')?.on).toBe('2026-03-30');
});

test('the agenda’s order is the one its reason tells: what is overdue on the account times days late, whatever the action claims', async () => {
  const tenant = await tenantOf();
  await threeDebtors(tenant);
  // Grown since the call was planned: it claims 50, and 3,050 are late.
  await tenant.tenantDb.run(sql`update receivables.item set amount_minor = 305000, open_minor = 305000 where number = 'F-3'`);
  const { rows } = await listActions(tenant.tenantDb, question);
  expect(rows.map((row) => [row.customerCode, row.rank, row.amount, row.overdue, row.oldestDaysLate])).toEqual([
    ['CORMIER', 1, '50.00', '3050.00', 23],
    ['BOULEAU', 2, '900.00', '900.00', 63],
    ['ALISIER', 3, '100.00', '100.00', 4],
  ]);
  expect(rows[0]?.rankReason.replaceAll(/\s/g, ' ')).toBe('3 050,00 € échus × 23 jours de retard');
});

test('what is overdue on items the action does not claim is not said to be so many days late', async () => {
  const tenant = await tenantOf();
  await threeDebtors(tenant);
  // A notice before the due date, beside something late that is disputed.
  await tenant.tenantDb.run(
    sql`update dunning.action set oldest_due_on = '2026-04-30' where customer_id = (select id from customers.customer where code = 'CORMIER')`,
  );
  const { rows } = await listActions(tenant.tenantDb, question);
  const told = rows.find((row) => row.customerCode === 'CORMIER')?.rankReason.replaceAll(/\s/g, ' ');
  expect(told).toMatch(/^[\d ]+,\d\d € échus sur d’autres pièces$/);
});

test('how late an action is, is counted to the day one looks at it, and said once: moved by a week it is a week later', async () => {
  const tenant = await tenantOf();
  await threeDebtors(tenant);
  const before = (await listActions(tenant.tenantDb, question)).rows;
  for (const { id } of before) await moveAction(tenant.tenantDb, id, '2026-03-12', by);
  const { rows } = await listActions(tenant.tenantDb, { ...question, today: '2026-03-12' });
  expect(rows.map((row) => [row.customerCode, row.oldestDaysLate, row.leader?.daysLate])).toEqual([
    ['BOULEAU', 70, 70],
    ['CORMIER', 30, 30],
    ['ALISIER', 11, 11],
  ]);
  expect(rows[0]?.rankReason).toContain('70 jours');
  expect(rows[0]?.why.map(({ words }) => words).join(' ')).toContain('70 jours');
  const sorted = async (sort: string) =>
    (await listActions(tenant.tenantDb, { ...question, today: '2026-03-12', sort })).rows.map((row) => row.oldestDaysLate);
  expect([await sorted('oldestDaysLate'), await sorted('-oldestDaysLate')]).toEqual([
    [11, 30, 70],
    [70, 30, 11],
  ]);
  // Skipped, it was as late as it was on its last day.
  await skipAction(tenant.tenantDb, rows[0]?.id ?? '', 'réglé autrement', { actor: tester, now: morningOf('2026-03-12') });
  const [skipped] = (await listActions(tenant.tenantDb, { ...question, today: '2026-04-30', states: ['skipped'] })).rows;
  expect([skipped?.oldestDaysLate, skipped?.leader?.daysLate]).toEqual([70, 70]);
});

test('broken promises come first, then replies due, then the rest by overdue × days late, page after page; each says why it stands there', async () => {
  const tenant = await tenantOf();
  const { customerId: payer } = await givenDebtor(tenant, [{ number: 'F-4', due: '2026-02-28', amount: 30_00n }], {
    code: 'DATTIER',
  });
  const child = await givenDebtor(tenant, [{ number: 'F-5', due: '2026-02-28', amount: 20_00n }], {
    code: 'ERABLE',
    payer_id: payer,
  });
  await givenDebtor(tenant, [{ number: 'F-6', due: '2026-02-28', amount: 25_00n }], { code: 'FRENE' });
  await threeDebtors(tenant);
  const { tenantDb, tenantId } = tenant;
  const customer = async (code: string) =>
    (await tenantDb.one<{ id: string }>(sql`select id from customers.customer where code = ${code}`)).id;
  const broken = async (id: string, customerId: string, number: string, due: string) => {
    await tenantDb.run(sql`
      insert into promises.promise (tenant_id, id, customer_id, promised_on, due_on, grace_until, currency, amount_minor, source, state, author)
      values (${tenantId}, ${id}::uuid, ${customerId}::uuid, '2026-01-15', ${due}::date, ${due}::date, 'EUR', 1000, 'call', 'broken', 'test')
    `);
    await tenantDb.run(sql`
      insert into promises.promise_item (tenant_id, promise_id, item_id, amount_minor, open_minor_at_start)
      select ${tenantId}, ${id}::uuid, id, 1000, 1000 from receivables.item where number = ${number}
    `);
  };
  // Of an account chased at its payer; another so long ago that it is history.
  await broken('0190a000-0000-7000-8000-000000000001', child.customerId, 'F-5', '2026-03-03');
  await broken('0190a000-0000-7000-8000-000000000002', await customer('ALISIER'), 'F-1', '2026-01-20');
  await tenantDb.run(sql`
    insert into holds.hold (tenant_id, id, scope, customer_id, reason, source, from_on, author)
    values (${tenantId}, uuidv7(), 'customer', ${await customer('FRENE')}::uuid, 'reply', 'test', ${today}::date, 'test')
  `);
  const { rows } = await listActions(tenantDb, question);
  expect(rows.map((row) => [row.customerCode, row.rankKind, row.rankReason.replaceAll(/\s/g, ' ')])).toEqual([
    ['DATTIER', 'broken-promise', 'Promesse pour le 03/03/2026 non tenue · 50,00 € échus × 5 jours de retard'],
    ['FRENE', 'reply-due', 'Réponse à traiter · 25,00 € échus × 5 jours de retard'],
    ['BOULEAU', 'overdue', '900,00 € échus × 63 jours de retard'],
    ['CORMIER', 'overdue', '50,00 € échus × 23 jours de retard'],
    ['ALISIER', 'overdue', '100,00 € échus × 4 jours de retard'],
  ]);
  const paged: string[] = [];
  for (let cursor: string | undefined; paged.length < rows.length;) {
    const page = await listActions(tenantDb, { ...question, limit: 2, cursor });
    paged.push(...page.rows.map((row) => row.customerCode));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(rows.map((row) => row.customerCode));
  expect((await listActions(tenantDb, { ...question, sort: '-amount' })).rows[0]).toMatchObject({
    customerCode: 'BOULEAU',
    rank: 1,
  });
});

test('the agenda is searched, sorted and filtered by the fields of the catalogue', async () => {
  const tenant = await tenantOf();
  await threeDebtors(tenant);
  const codes = async (more: object) =>
    (await listActions(tenant.tenantDb, { ...question, ...more })).rows.map((row) => row.customerCode);
  expect(await codes({ q: 'alisiér' })).toEqual(['ALISIER']);
  expect(await codes({ sort: 'amount' })).toEqual(['CORMIER', 'ALISIER', 'BOULEAU']);
  expect(await codes({ filter: JSON.stringify({ field: 'total', is: 'at-least', value: '100' }), sort: 'amount' })).toEqual([
    'ALISIER',
    'BOULEAU',
  ]);
  expect(await codes({ states: ['to-do'] })).toEqual(['CORMIER']);
  expect(await codes({ offset: 1, limit: 1 })).toEqual(['CORMIER']);
});

test('a mass confirmation is refused when the number is not the one the person saw', async () => {
  const tenant = await tenantOf();
  await threeDebtors(tenant);
  await expect(confirmActions(tenant.tenantDb, { all: true, expectedCount: 3 }, by)).rejects.toThrow('action.count-differs');
  await expect(confirmActions(tenant.tenantDb, {}, by)).rejects.toThrow('action.nothing-chosen');
  expect(await confirmActions(tenant.tenantDb, { all: true, expectedCount: 2 }, by)).toMatchObject({ confirmed: 2 });
});

test('a confirmed message waits ten minutes, can be taken back, and a later yes makes a new one that leaves once', async () => {
  const tenant = await tenantOf();
  await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'recall.minutes', 10, tester));
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
  await run(tenant, today);
  const { recallUntil } = await confirmActions(tenant.tenantDb, { all: true }, by);
  expect(recallUntil?.toString()).toBe('2026-03-05T08:10:00Z');
  const [action] = (await listActions(tenant.tenantDb, question)).rows;
  expect(action?.allowedActions).toContain('recall');
  await recallAction(tenant.tenantDb, action?.id ?? '', by);
  expect(await send(tenant, today)).toMatchObject({ sent: 0 });
  await confirmAll(tenant, today);
  await send(tenant, today);
  expect(await sentMails(tenant)).toHaveLength(1);
  await expect(recallAction(tenant.tenantDb, action?.id ?? '', by)).rejects.toThrow('action.not-allowed');
});

test('a moved action waits for its day, and a call done counts as its step', async () => {
  const tenant = await tenantOf();
  await threeDebtors(tenant);
  const rows = (await listActions(tenant.tenantDb, question)).rows;
  const mail = rows.find((row) => row.customerCode === 'ALISIER')?.id ?? '';
  const call = rows.find((row) => row.channel === 'call')?.id ?? '';
  await expect(moveAction(tenant.tenantDb, mail, '2026-03-04', by)).rejects.toThrow('action.move-to-past');
  await expect(moveAction(tenant.tenantDb, mail, '2027-03-12', by)).rejects.toThrow('action.move-too-far');
  await moveAction(tenant.tenantDb, mail, '2026-03-12', by);
  await confirmAll(tenant, today);
  expect(await send(tenant, today)).toMatchObject({ sent: 1 });
  expect(await send(tenant, '2026-03-12')).toMatchObject({ sent: 1 });
  await completeAction(tenant.tenantDb, call, 'promet de payer', by);
  expect(await tenant.tenantDb.rows(sql`select channel, level, outcome from dunning.step_done where channel = 'call'`)).toEqual([
    { channel: 'call', level: 2, outcome: 'done' },
  ]);
  await expect(completeAction(tenant.tenantDb, call, undefined, by)).rejects.toThrow('action.not-allowed');
});

test('the preview is the message as it would leave now, or says why none would', async () => {
  const tenant = await tenantOf();
  const { items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'F-2', due: '2026-03-01', amount: 20_00n },
  ]);
  await run(tenant, today);
  const [action] = (await listActions(tenant.tenantDb, question)).rows;
  const id = action?.id ?? '';
  const before = await previewAction(tenant.tenantDb, id, { now: by.now, language: 'fr' });
  expect(before).toMatchObject({ outcome: 'send', amount: '120.00', recipient: { address: 'comptabilite@aubepine.example' } });
  expect(before.items.map((item) => item.number)).toEqual(['F-1', 'F-2']);
  await tenant.tenantDb.run(
    sql`update receivables.item set open_minor = 0, settled_on = ${today}::date where id in (${items['F-1']}, ${items['F-2']})`,
  );
  expect(await previewAction(tenant.tenantDb, id, { now: by.now, language: 'fr' })).toMatchObject({
    outcome: 'cancel',
    reason: { code: 'settled-before-send' },
    text: null,
  });
  expect(await tenant.tenantDb.rows(sql`select 1 from messages.message`)).toEqual([]);
});
