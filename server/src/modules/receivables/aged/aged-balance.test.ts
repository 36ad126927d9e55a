import { expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { addDays } from '../../../kernel/days.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { allocate } from '../allocations/allocate.ts';
import { refreshBalances } from '../balances.ts';
import { givenCustomer, givenItems } from '../ledger.fixture.ts';
import { agedBalance, agedBalanceRows } from './aged-balance.ts';
import { type AgedQuestion, type AgedWindow, bucketLabels } from './question.ts';

const db = testDatabase();
const by = systemActor('test');
const window: AgedWindow = { offset: 0, limit: 100, sort: { by: 'key', descending: false } };
const asking = (more: Partial<AgedQuestion> = {}): AgedQuestion => ({
  asOf: '2026-04-30',
  by: 'customer',
  basis: 'due',
  bounds: [30, 60, 90],
  classes: ['receivable'],
  ...more,
});

test.each([
  [-1, 0],
  [0, 0],
  [1, 1],
  [30, 1],
  [31, 2],
  [60, 2],
  [61, 3],
  [90, 3],
  [91, 4],
  [3650, 4],
])('an item %i days late stands in column %i and nowhere else', async (late, column) => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  await givenItems(tenant, [{ customerId, amount: 100_00n, bookedOn: '2010-01-01', dueOn: addDays('2026-04-30', -late) }]);
  const expected = [0n, 0n, 0n, 0n, 0n].with(column, 100_00n);
  // By account, from the kept balances; by country, computed.
  for (const question of [asking(), asking({ by: 'country' })]) {
    const { rows, totals } = await agedBalance(tenant.tenantDb, question, window);
    for (const line of [rows[0], totals[0]]) {
      expect([line!.notDueMinor, ...line!.bucketsMinor]).toEqual(expected);
      expect(line!.totalMinor).toBe(100_00n);
      expect(line!.overdueMinor).toBe(column === 0 ? 0n : 100_00n);
    }
  }
});

test('buckets are named by their own bounds', () => {
  expect(bucketLabels([30, 60, 90])).toEqual(['1-30', '31-60', '61-90', '91+']);
  expect(bucketLabels([15])).toEqual(['1-15', '16+']);
});

test('retention money without a due date is not due; by issue date it has an age like the rest', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  await givenItems(tenant, [{ customerId, amount: 50_00n, bookedOn: '2026-01-01', dueOn: null, columns: { retention: true } }]);
  const due = await agedBalance(tenant.tenantDb, asking(), window);
  expect(due.totals[0]).toMatchObject({ notDueMinor: 50_00n, overdueMinor: 0n, totalMinor: 50_00n });
  const issue = await agedBalance(tenant.tenantDb, asking({ basis: 'issue' }), window);
  expect(issue.totals[0]).toMatchObject({ notDueMinor: 0n, bucketsMinor: [0n, 0n, 0n, 50_00n] });
});

test('at a past date an invoice paid since is still owed, and the payment of the future does not exist yet', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  const [invoice, payment] = await givenItems(tenant, [
    { customerId, amount: 100_00n, bookedOn: '2026-01-10', dueOn: '2026-02-10' },
    { customerId, amount: -100_00n, bookedOn: '2026-03-20' },
  ]);
  await tenant.tenantDb.transaction((tx) =>
    allocate(tx, { creditItemId: payment!, debitItemId: invoice!, provisional: false, source: 'bank' }, by),
  );
  const at = async (asOf: string) => (await agedBalance(tenant.tenantDb, asking({ asOf }), window)).totals[0]?.totalMinor ?? 0n;
  expect(await at('2026-01-09')).toBe(0n);
  expect(await at('2026-01-10')).toBe(100_00n);
  expect(await at('2026-03-19')).toBe(100_00n);
  expect(await at('2026-03-20')).toBe(0n);
});

test('contacts, groups and several addresses never change a total', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant, { code: 'C1' });
  await givenItems(tenant, [
    { customerId, amount: 100_00n },
    { customerId, amount: -20_00n },
  ]);
  const everywhere = async () => {
    const seen = [];
    for (const dimension of ['customer', 'group', 'segment', 'debtor', 'collector'] as const) {
      seen.push((await agedBalance(tenant.tenantDb, asking({ by: dimension }), window)).totals);
    }
    return seen;
  };
  const before = await everywhere();
  await tenant.tenantDb.transaction(async (tx) => {
    for (const name of ['Grands comptes', 'Réseau nord']) {
      const group = uuidv7();
      await tx.run(sql`insert into customers.customer_group (tenant_id, id, name) values (${tx.tenantId}, ${group}, ${name})`);
      await tx.run(
        sql`insert into customers.group_member (tenant_id, group_id, customer_id) values (${tx.tenantId}, ${group}, ${customerId})`,
      );
    }
    for (const email of ['compta@aubepine.example', 'achats@aubepine.example', 'direction@aubepine.example']) {
      await tx.run(
        sql`insert into customers.contact (tenant_id, id, customer_id, email) values (${tx.tenantId}, ${uuidv7()}, ${customerId}, ${email})`,
      );
    }
  });
  expect(await everywhere()).toEqual(before);
  const groups = await agedBalance(tenant.tenantDb, asking({ by: 'group' }), window);
  expect(groups.rows.map((row) => [row.name, row.totalMinor])).toEqual([
    ['Grands comptes', 80_00n],
    ['Réseau nord', 80_00n],
  ]);
});

test('two entities with the same customer code never mix', async () => {
  const tenant = await db.newTenant();
  const other = uuidv7();
  await tenant.tenantDb.run(
    sql`insert into identity.entity (tenant_id, id, name) values (${tenant.tenantId}, ${other}, 'Atelier Sorbier Nord')`,
  );
  const here = await givenCustomer(tenant, { code: '411SAULE' });
  const there = await givenCustomer(tenant, { code: '411SAULE', entityId: other });
  await givenItems(tenant, [{ customerId: here, amount: 100_00n }]);
  await givenItems({ ...tenant, entityId: other }, [{ customerId: there, amount: 7_00n }]);
  for (const [entityId, expected] of [
    [tenant.entityId, 100_00n],
    [other, 7_00n],
  ] as const) {
    for (const dimension of ['customer', 'country'] as const) {
      const { rows, totals } = await agedBalance(tenant.tenantDb, asking({ by: dimension, entityId }), window);
      expect(rows.map((row) => row.totalMinor)).toEqual([expected]);
      expect(totals.map((row) => row.totalMinor)).toEqual([expected]);
    }
  }
  const both = await agedBalance(tenant.tenantDb, asking(), window);
  expect(both.rows.map((row) => [row.key, row.totalMinor])).toEqual(
    expect.arrayContaining([
      ['411SAULE', 100_00n],
      ['411SAULE', 7_00n],
    ]),
  );
  expect(both.rows).toHaveLength(2);
});

test('currencies are never added; converted, the rate and its day are stated; without a rate it is refused', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant, { code: 'C1' });
  await givenItems(tenant, [
    { customerId, amount: 100_00n },
    { customerId, amount: 100_00n, currency: 'USD' },
    { customerId, amount: 1_000n, currency: 'JPY' },
  ]);
  const apart = await agedBalance(tenant.tenantDb, asking(), window);
  expect(apart.totals.map((line) => [line.currency, line.totalMinor])).toEqual([
    ['EUR', 100_00n],
    ['JPY', 1_000n],
    ['USD', 100_00n],
  ]);
  const rate = (currency: string, day: string, value: string) =>
    tenant.tenantDb.run(sql`
      insert into receivables.exchange_rate (tenant_id, currency, quote_currency, on_day, rate)
      values (${tenant.tenantId}, ${currency}, 'EUR', ${day}, ${value})
    `);
  await rate('USD', '2026-04-29', '0.875');
  await rate('USD', '2026-05-01', '0.5');
  await expect(agedBalance(tenant.tenantDb, asking({ convertTo: 'EUR' }), window)).rejects.toMatchObject({
    code: 'exchange-rate.missing',
    values: { currencies: 'JPY' },
  });
  await rate('JPY', '2026-04-01', '0.00615');
  const inEuros = await agedBalance(tenant.tenantDb, asking({ convertTo: 'EUR' }), window);
  expect(inEuros.rows).toHaveLength(1);
  expect(inEuros.totals).toMatchObject([{ currency: 'EUR', totalMinor: 100_00n + 87_50n + 6_15n }]);
  expect(inEuros.rates).toContainEqual({ currency: 'USD', quoteCurrency: 'EUR', rate: '0.875', onDay: '2026-04-29' });
});

test('drafts, doubtful accounts and our own claims stay out of the 411 total unless asked for', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  await givenItems(tenant, [
    { customerId, amount: 100_00n },
    { customerId, amount: 30_00n, kind: 'draft', columns: { ledger_class: 'draft' } },
    { customerId, amount: 40_00n, kind: 'indemnity', columns: { in_ledger: false } },
  ]);
  const totalOf = async (question: AgedQuestion) => (await agedBalance(tenant.tenantDb, question, window)).totals[0]!.totalMinor;
  expect(await totalOf(asking())).toBe(100_00n);
  expect(await totalOf(asking({ by: 'country' }))).toBe(100_00n);
  expect(await totalOf(asking({ classes: ['receivable', 'draft'] }))).toBe(130_00n);
});

test('a duplicate merged into another account is shown with it', async () => {
  const tenant = await db.newTenant();
  const kept = await givenCustomer(tenant, { code: 'KEPT' });
  const duplicate = await givenCustomer(tenant, { code: 'TWIN', columns: { merged_into: kept } });
  await givenItems(tenant, [
    { customerId: kept, amount: 100_00n },
    { customerId: duplicate, amount: 5_00n },
  ]);
  const { rows } = await agedBalance(tenant.tenantDb, asking(), window);
  expect(rows.map((row) => [row.key, row.totalMinor])).toEqual([['KEPT', 105_00n]]);
});

test('a window shows some rows and the totals of all; the stream gives every row', async () => {
  const tenant = await db.newTenant();
  const items = [];
  for (let index = 1; index <= 12; index += 1) {
    const customerId = await givenCustomer(tenant, { code: `C${String(index).padStart(2, '0')}`, columns: { country: 'BE' } });
    items.push({ customerId, amount: BigInt(index) * 100n });
  }
  await givenItems(tenant, items);
  for (const question of [asking(), asking({ currency: 'EUR', customers: sql`customer.country = 'BE'` })]) {
    const second = await agedBalance(tenant.tenantDb, question, { offset: 5, limit: 5, sort: { by: 'total', descending: true } });
    expect(second.rows.map((row) => row.key)).toEqual(['C07', 'C06', 'C05', 'C04', 'C03']);
    expect([second.total, second.totals[0]!.totalMinor]).toEqual([12, 78_00n]);
  }
  const streamed = [];
  for await (const batch of agedBalanceRows(tenant.tenantDb, asking(), { by: 'key', descending: false })) streamed.push(...batch);
  expect(streamed.map((row) => row.totalMinor)).toEqual(items.map((item) => item.amount));
});

test('nothing goes stale at midnight: an item due today is late tomorrow, without anything being run', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  await givenItems(tenant, [{ customerId, amount: 100_00n, bookedOn: '2020-01-01', dueOn: '2099-05-01' }]);
  const overdue = async (asOf: string) =>
    (await agedBalance(tenant.tenantDb, asking({ asOf }), { ...window, sort: { by: 'overdue', descending: true } })).rows[0]!
      .overdueMinor;
  expect(await overdue('2099-05-01')).toBe(0n);
  expect(await overdue('2099-05-02')).toBe(100_00n);
  await tenant.tenantDb.transaction((tx) =>
    refreshBalances(tx, { entityId: tenant.entityId, customers: sql`select ${customerId}::uuid` }),
  );
  expect(await overdue('2099-05-02')).toBe(100_00n);
});
