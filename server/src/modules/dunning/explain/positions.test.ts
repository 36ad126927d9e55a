import { expect, test } from 'vitest';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { sql } from '../../../platform/database/index.ts';
import { freshTenant, givenDebtor, morningOf, run, settle, wholeDay } from '../dunning.fixture.ts';
import { explainCustomer, explainEntity, explainItem } from './explain-item.ts';

const databases = testDatabase();
const on = '2026-03-11';
const asked = { now: morningOf(on), language: 'fr' } as const;

const tenantOf = (): Promise<TestTenant> => freshTenant(databases, 'business');

test('every open item has an answer in words: chased, listed beside the leader, waiting, held, a credit', async () => {
  const tenant = await tenantOf();
  const { customerId, items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'F-2', due: '2026-03-07', amount: 60_00n },
    { number: 'F-3', due: '2026-03-10', amount: 40_00n },
    { number: 'F-4', due: '2026-03-31', amount: 40_00n },
    { number: 'F-5', due: '2026-02-15', amount: 75_00n },
    { number: 'AV-1', due: '2026-02-01', amount: -10_00n },
    { number: 'F-6', due: '2026-03-01', amount: 80_00n, columns: { due_on: null } },
  ]);
  await tenant.tenantDb.run(sql`
    insert into holds.hold (tenant_id, id, scope, customer_id, item_id, reason, source, from_on, until_on, author)
    values (${tenant.tenantId}, uuidv7(), 'item', ${customerId}, ${items['F-5'] ?? ''}, 'promised', 'test', '2026-03-01', '2026-03-15', 'test')
  `);
  await run(tenant, '2026-03-01');
  const positions = await explainCustomer(tenant.tenantDb, customerId, asked);
  const of = (number: string) => positions.find((position) => position.number === number);
  expect(of('F-1')).toMatchObject({ status: 'chased', step: 'Première relance' });
  expect(of('F-1')?.why).toEqual([
    'Étape «\u00a0Première relance\u00a0»\u00a0: 10 jours de retard.',
    'C’est la pièce leader du compte\u00a0: la plus ancienne échue que rien n’exclut.',
  ]);
  expect(of('F-2')).toMatchObject({ status: 'chased', code: 'listed', step: 'Première relance' });
  expect(of('F-3')).toMatchObject({ status: 'chased', code: 'listed-only' });
  expect(of('F-4')).toMatchObject({
    status: 'waiting',
    code: 'not-due',
    // Older invoices set the pace, and their formal notices give days: its courtesy notice never comes.
    why: ['Non échue.', 'Prochaine étape «\u00a0Première relance\u00a0» le 05/05/2026.'],
  });
  expect(of('F-5')).toMatchObject({ status: 'skipped', code: 'promised' });
  expect(of('F-5')?.why[1]).toBe('Jusqu’au 15/03/2026 inclus.');
  expect(of('AV-1')).toMatchObject({ status: 'skipped', code: 'credit' });
  expect(of('F-6')).toMatchObject({ status: 'skipped', code: 'no-due-date' });
  for (const position of positions) expect(position.why.length).toBeGreaterThan(0);
  // The one with the star.
  expect(positions.filter((position) => position.leads).map((position) => position.number)).toEqual(['F-1']);
});

test('after a reminder the item says when it may be reminded again, and what its last step was', async () => {
  const tenant = await tenantOf();
  const { items } = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-02-20', amount: 100_00n }]);
  await wholeDay(tenant, '2026-03-09');
  expect(await explainItem(tenant.tenantDb, items['F-1'] ?? '', asked)).toMatchObject({
    status: 'waiting',
    code: 'min-interval',
    step: 'Deuxième relance',
    why: [
      'Dernière relance il y a moins de 5 jours\u00a0: pas avant le 14/03/2026.',
      // The 14th is a Saturday.
      'Prochaine étape «\u00a0Deuxième relance\u00a0» le 16/03/2026.',
      'Elle est due depuis le 02/03/2026.',
      'Dernière étape\u00a0: «\u00a0Première relance\u00a0» le 09/03/2026.',
    ],
  });
});

test('an item awaiting a yes says so; a settled one says it is settled; an unknown one is refused', async () => {
  const tenant = await tenantOf();
  const { items } = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
  const id = items['F-1'] ?? '';
  await run(tenant, on);
  expect((await explainItem(tenant.tenantDb, id, { ...asked, language: 'en' })).why.at(-1)).toBe(
    'An action of 11/03/2026 awaits a yes.',
  );
  await settle(tenant, id, on);
  expect(await explainItem(tenant.tenantDb, id, asked)).toMatchObject({ status: 'settled', why: ['Soldée.'] });
  await expect(explainItem(tenant.tenantDb, tenant.entityId, asked)).rejects.toThrow('item.not-found');
});

test('an account whose credits cover what is late says so on what is late, and the whole entity can be asked at once', async () => {
  const tenant = await tenantOf();
  await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'F-2', due: '2026-03-31', amount: 100_00n },
    { number: 'AV-1', due: '2026-02-01', amount: -120_00n },
  ]);
  await run(tenant, '2026-03-01');
  const positions = (await Array.fromAsync(explainEntity(tenant.tenantDb, tenant.entityId, asked))).flat();
  expect(positions.map(({ number, code }) => [number, code])).toEqual([
    ['AV-1', 'credit'],
    ['F-1', 'covered-by-credits'],
    ['F-2', 'not-due'],
  ]);
});

test('what would leave on a ledger too old says that its message waits for a yes', async () => {
  const tenant = await tenantOf();
  const { items } = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }]);
  await run(tenant, '2026-03-01');
  await tenant.tenantDb.run(sql`update identity.entity set last_ledger_at = '2026-03-01T08:00:00Z'`);
  const { code, why } = await explainItem(tenant.tenantDb, items['F-1'] ?? '', { ...asked, language: 'en' });
  expect([code, why.at(-1)]).toEqual([
    'listed',
    'The ledger is 10 days old, its limit is 36 hours: check that nothing was paid meanwhile.',
  ]);
});
