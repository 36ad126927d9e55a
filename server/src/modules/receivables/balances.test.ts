import { expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { sql } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { allocate } from './allocations/allocate.ts';
import { overdueOn, refreshBalances, refreshOverdue } from './balances.ts';
import { ledgerChecks } from './ledger-checks.ts';
import { givenCustomer, givenItems } from './ledger.fixture.ts';

const db = testDatabase();
const by = systemActor('test');

test('people lettering different accounts while an import recomputes everything lose no total', async () => {
  const tenant = await db.newTenant();
  const pairs: { creditItemId: string; debitItemId: string }[] = [];
  for (let index = 0; index < 8; index += 1) {
    const customerId = await givenCustomer(tenant);
    const [debitItemId, creditItemId] = await givenItems(tenant, [
      { customerId, amount: 100_00n, dueOn: '2026-03-31' },
      { customerId, amount: -40_00n, dueOn: '2026-03-31' },
    ]);
    pairs.push({ debitItemId: debitItemId!, creditItemId: creditItemId! });
  }
  const recompute = () =>
    tenant.tenantDb.transaction((tx) => refreshBalances(tx, { entityId: tenant.entityId, customers: 'all' }));
  await Promise.all(
    pairs.flatMap((pair) => [
      tenant.tenantDb.transaction((tx) => allocate(tx, { ...pair, provisional: false, source: 'bank' }, by)),
      recompute(),
    ]),
  );
  expect((await ledgerChecks(tenant.tenantDb)).filter((check) => !check.ok)).toEqual([]);
  const total = await tenant.tenantDb.one<{ debit: bigint; credit: bigint }>(sql`
    select sum(open_debit_minor)::bigint as debit, sum(open_credit_minor)::bigint as credit from receivables.due_day_total
  `);
  expect(total).toEqual({ debit: 480_00n, credit: 0n });
});

test('the overdue amount of an account is right on any day, before and after the nightly refresh', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  await givenItems(tenant, [
    { customerId, amount: 10_00n, bookedOn: '2026-01-01', dueOn: '2026-02-01' },
    { customerId, amount: 5_00n, bookedOn: '2026-01-01', dueOn: '2026-03-01' },
    { customerId, amount: 3_00n, bookedOn: '2026-01-01', dueOn: null },
    { customerId, amount: -2_00n, bookedOn: '2026-01-01', dueOn: '2026-01-01' },
  ]);
  const overdue = async (day: string) =>
    (await tenant.tenantDb.one<{ minor: bigint }>(sql`select ${overdueOn(day)} as minor from receivables.customer_balance`))
      .minor;
  const days = ['2026-01-31', '2026-02-01', '2026-02-02', '2026-03-01', '2026-03-02', '2099-01-01'];
  const expected = [0n, 0n, 10_00n, 10_00n, 15_00n, 15_00n];
  const all = async () => {
    const seen: bigint[] = [];
    for (const day of days) seen.push(await overdue(day));
    return seen;
  };
  expect(await all()).toEqual(expected);
  for (const night of days) {
    await tenant.tenantDb.transaction((tx) => refreshOverdue(tx, night));
    expect(await all()).toEqual(expected);
    expect((await ledgerChecks(tenant.tenantDb)).filter((check) => !check.ok)).toEqual([]);
  }
});
