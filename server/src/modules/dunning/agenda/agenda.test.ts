import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { changeSetting } from '../../identity/index.ts';
import { confirmAll, freshTenant, givenDebtor, morningOf, run, send, sentMails, tester } from '../dunning.fixture.ts';
import { confirmActions } from './confirm-actions.ts';
import { completeAction, moveAction, recallAction } from './decide-actions.ts';
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
  expect(rows[0]?.nextStep).toMatchObject({ step: 'Deuxième relance', on: '2026-03-10' });
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
  expect(rows[0]?.rankReason.replaceAll(/\s/g, ' ')).toBe('3 050,00 € échus, 23 jours au plus');
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
