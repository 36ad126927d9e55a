import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { placeHold } from '../../holds/index.ts';
import { reverseAllocation } from '../../receivables/index.ts';
import { listActions } from '../agenda/list-actions.ts';
import { confirmAll, givenDebtor, run, send, tester } from '../dunning.fixture.ts';
import { besideActions, givenScenario, leftSoFar, morning, pays, reminderStep, thanksStep } from './beside.fixture.ts';

const databases = testDatabase();

/** Two invoices due on 1 March, reminded on the 4th. */
async function reminded(thanks = thanksStep): Promise<{ tenant: TestTenant; customerId: string; one: string; two: string }> {
  const tenant = await databases.newTenant();
  await givenScenario(tenant, [reminderStep, thanks]);
  const { customerId, items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 600_00n },
    { number: 'F-2', due: '2026-03-01', amount: 400_00n },
  ]);
  await morning(tenant, '2026-03-04');
  return { tenant, customerId, one: items['F-1'] ?? '', two: items['F-2'] ?? '' };
}

test('who paid all that a reminder listed is thanked the next morning, once, for what was paid and when', async () => {
  const { tenant, customerId, one, two } = await reminded();
  await pays(tenant, customerId, one, { amount: 600_00n, on: '2026-03-08' });
  await pays(tenant, customerId, two, { amount: 400_00n, on: '2026-03-09' });
  await morning(tenant, '2026-03-09');
  expect(await leftSoFar(tenant)).toEqual(['Relance']);
  await morning(tenant, '2026-03-10');
  await morning(tenant, '2026-03-11');
  expect(await leftSoFar(tenant)).toEqual(['Relance', 'Merci']);
  expect(await besideActions(tenant)).toEqual([{ kind: 'thanks', state: 'done', amountMinor: 1000_00n, note: null }]);
  const { kind, text } = await tenant.tenantDb.one<{ kind: string; text: string }>(
    sql`select kind, body_text as text from messages.message where subject = 'Merci'`,
  );
  expect(kind).toBe('thank-you');
  expect(text.replaceAll(/\s/g, ' ')).toContain('1 000,00 € reçu le 9 mars 2026');
  // Nobody who paid is shown an amount to pay, or where.
  expect(text).toMatch(/F-1 · Échéance 01\/03\/2026 · 600,00\s€\n.*F-2 .*\nTotal reçu\s: 1\s000,00\s€/);
  expect(text).not.toMatch(/IBAN|à régler|retard/);
});

test('thanks are for payments of everything reminded: not for a credit note, not for a part, not while something reminded is late', async () => {
  const cases: readonly [string, (of: Awaited<ReturnType<typeof reminded>>) => Promise<unknown>, boolean][] = [
    [
      'both paid',
      async ({ tenant, customerId, one, two }) => {
        await pays(tenant, customerId, one, { amount: 600_00n, on: '2026-03-08' });
        await pays(tenant, customerId, two, { amount: 400_00n, on: '2026-03-08' });
      },
      true,
    ],
    [
      'paid and credited in parts',
      async ({ tenant, customerId, one, two }) => {
        await pays(tenant, customerId, one, { amount: 500_00n, on: '2026-03-08' });
        await pays(tenant, customerId, one, { amount: 100_00n, on: '2026-03-08', kind: 'credit-note' });
        await pays(tenant, customerId, two, { amount: 400_00n, on: '2026-03-08', kind: 'credit-note' });
      },
      true,
    ],
    [
      'credited alone',
      async ({ tenant, customerId, one, two }) => {
        await pays(tenant, customerId, one, { amount: 600_00n, on: '2026-03-08', kind: 'credit-note' });
        await pays(tenant, customerId, two, { amount: 400_00n, on: '2026-03-08', kind: 'write-off' });
      },
      false,
    ],
    [
      'one paid, one late',
      ({ tenant, customerId, one }) => pays(tenant, customerId, one, { amount: 600_00n, on: '2026-03-08' }),
      false,
    ],
    [
      'one paid in part',
      async ({ tenant, customerId, one, two }) => {
        await pays(tenant, customerId, one, { amount: 600_00n, on: '2026-03-08' });
        await pays(tenant, customerId, two, { amount: 399_00n, on: '2026-03-08' });
      },
      false,
    ],
    [
      'paid long ago',
      async ({ tenant, customerId, one, two }) => {
        await pays(tenant, customerId, one, { amount: 600_00n, on: '2026-03-05' });
        await pays(tenant, customerId, two, { amount: 400_00n, on: '2026-03-05' });
        await morning(tenant, '2026-03-31');
      },
      false,
    ],
    [
      'chasing stopped by a person',
      async ({ tenant, customerId, one, two }) => {
        await pays(tenant, customerId, one, { amount: 600_00n, on: '2026-03-08' });
        await pays(tenant, customerId, two, { amount: 400_00n, on: '2026-03-08' });
        await tenant.tenantDb.transaction((tx) =>
          placeHold(tx, { scope: 'customer', customerId, reason: 'stop', source: 'manual', fromOn: '2026-03-08' }, tester),
        );
      },
      false,
    ],
  ];
  for (const [title, happens, thanked] of cases) {
    const given = await reminded();
    await happens(given);
    if (title !== 'paid long ago') await morning(given.tenant, '2026-03-10');
    expect([title, (await leftSoFar(given.tenant)).includes('Merci')]).toEqual([title, thanked]);
  }
});

test('who was never reminded is not thanked', async () => {
  const tenant = await databases.newTenant();
  await givenScenario(tenant, [reminderStep, thanksStep]);
  const { customerId, items } = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-10', amount: 100_00n }]);
  await pays(tenant, customerId, items['F-1'] ?? '', { amount: 100_00n, on: '2026-03-09' });
  await morning(tenant, '2026-03-10');
  expect(await besideActions(tenant)).toEqual([]);
});

test('a payment taken back before its thanks leave calls them off; a thanks moves no level and starts no interval', async () => {
  const { tenant, customerId, one, two } = await reminded({ ...thanksStep, automation: 'to-confirm' });
  await pays(tenant, customerId, one, { amount: 600_00n, on: '2026-03-08' });
  await pays(tenant, customerId, two, { amount: 400_00n, on: '2026-03-08' });
  await run(tenant, '2026-03-09');
  const allocations = await tenant.tenantDb.rows<{ id: string }>(sql`select id from receivables.allocation limit 1`);
  await tenant.tenantDb.transaction((tx) => reverseAllocation(tx, allocations[0]?.id ?? '', 'returned', tester));
  await confirmAll(tenant, '2026-03-09');
  await send(tenant, '2026-03-09');
  expect(await leftSoFar(tenant)).toEqual(['Relance']);
  expect(await besideActions(tenant)).toMatchObject([{ state: 'cancelled', note: 'thanks-void' }]);
  expect(await tenant.tenantDb.rows(sql`select distinct level, outcome from dunning.step_done`)).toEqual([
    { level: 1, outcome: 'done' },
  ]);
});

test('thanks that nobody confirmed in ten days are not said any more', async () => {
  const { tenant, customerId, one, two } = await reminded({ ...thanksStep, automation: 'to-confirm' });
  await pays(tenant, customerId, one, { amount: 600_00n, on: '2026-03-08' });
  await pays(tenant, customerId, two, { amount: 400_00n, on: '2026-03-08' });
  await run(tenant, '2026-03-09');
  await run(tenant, '2026-03-19');
  expect(await besideActions(tenant)).toMatchObject([{ state: 'to-confirm' }]);
  await run(tenant, '2026-03-20');
  expect(await besideActions(tenant)).toMatchObject([{ state: 'expired' }]);
});

const addressTasks = ({ tenantDb }: TestTenant) =>
  tenantDb.rows<{ kind: string; state: string; code: string; note: string | null }>(sql`
    select kind, state, reason ->> 'code' as code, decision_note as note from dunning.action where step_id is null order by created_at
  `);
const reach = ({ tenantDb }: TestTenant, email: string | null) =>
  tenantDb.run(sql`update customers.customer set email = ${email}`);

test('thanks to nobody we can write to ask for an address, once, as a reminder does; once it is known they leave and the task goes', async () => {
  const { tenant, customerId, one, two } = await reminded();
  await pays(tenant, customerId, one, { amount: 600_00n, on: '2026-03-08' });
  await pays(tenant, customerId, two, { amount: 400_00n, on: '2026-03-09' });
  await reach(tenant, null);
  await morning(tenant, '2026-03-10');
  await morning(tenant, '2026-03-11');
  expect(await addressTasks(tenant)).toEqual([{ kind: 'thanks', state: 'to-do', code: 'no-address', note: null }]);
  const [task] = (await listActions(tenant.tenantDb, { today: '2026-03-11', language: 'fr' })).rows;
  expect(task).toMatchObject({ state: 'to-do', channel: 'task', step: 'Trouver une adresse', why: [{ code: 'no-address' }] });
  await reach(tenant, 'compta@val.example');
  await morning(tenant, '2026-03-12');
  expect(await leftSoFar(tenant)).toEqual(['Relance', 'Merci']);
  expect(await addressTasks(tenant)).toEqual([{ kind: 'thanks', state: 'cancelled', code: 'no-address', note: 'superseded' }]);
});
