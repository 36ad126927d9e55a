import { expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../../platform/testing/index.ts';
import { refreshBalances } from '../balances.ts';
import { givenCustomer, givenItems, keptOf } from '../ledger.fixture.ts';
import { ledgerChecks } from '../ledger-checks.ts';
import { allocate } from './allocate.ts';
import { letterGroups } from './letter-groups.ts';
import { pairProvisional, replaceProvisional } from './replace-provisional.ts';
import { reverseAllocation } from './reverse-allocation.ts';

const db = testDatabase();
const by = systemActor('test');

async function failedChecks(tenant: TestTenant): Promise<string[]> {
  return (await ledgerChecks(tenant.tenantDb)).filter((check) => !check.ok).map((check) => `${check.name}: ${check.detail}`);
}

test('a payment put against an invoice leaves the difference open, dated by the later accounting day', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  const [invoice, payment] = await givenItems(tenant, [
    { customerId, amount: 100_00n, bookedOn: '2026-01-10' },
    { customerId, amount: -60_00n, bookedOn: '2026-02-20' },
  ]);
  const allocation = await tenant.tenantDb.transaction((tx) =>
    allocate(tx, { creditItemId: payment!, debitItemId: invoice!, provisional: false, source: 'bank' }, by),
  );
  expect(allocation).toMatchObject({ amountMinor: 60_00n, effectiveOn: '2026-02-20' });
  expect(await keptOf(tenant.tenantDb, [invoice!, payment!])).toEqual([
    { open: 40_00n, awaiting: 0n, settledOn: 'infinity' },
    { open: 0n, awaiting: 0n, settledOn: '2026-02-20' },
  ]);
  expect(await failedChecks(tenant)).toEqual([]);
});

test('what Quitus allocates itself awaits the ledger: the ledger balance stays, the claim goes down', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  const [invoice, payment] = await givenItems(tenant, [
    { customerId, amount: 100_00n },
    { customerId, amount: -30_00n },
  ]);
  await tenant.tenantDb.transaction((tx) =>
    allocate(tx, { creditItemId: payment!, debitItemId: invoice!, provisional: true, source: 'manual' }, by),
  );
  expect(await keptOf(tenant.tenantDb, [invoice!, payment!])).toEqual([
    { open: 100_00n, awaiting: 30_00n, settledOn: 'infinity' },
    { open: -30_00n, awaiting: -30_00n, settledOn: 'infinity' },
  ]);
  const again = tenant.tenantDb.transaction((tx) =>
    allocate(tx, { creditItemId: payment!, debitItemId: invoice!, provisional: true, source: 'manual' }, by),
  );
  await expect(again).rejects.toMatchObject({ code: 'allocation.exceeds-open' });
  expect(await failedChecks(tenant)).toEqual([]);
});

test.each(['payment', 'credit-note', 'write-off', 'credit', 'clearing'])(
  'undoing the allocation of a %s makes the invoice due again',
  async (kind) => {
    const tenant = await db.newTenant();
    const customerId = await givenCustomer(tenant);
    const [invoice, credit] = await givenItems(tenant, [
      { customerId, amount: 100_00n, dueOn: '2026-01-31' },
      { customerId, amount: -100_00n, kind, bookedOn: '2026-02-10' },
    ]);
    const made = await tenant.tenantDb.transaction((tx) =>
      allocate(tx, { creditItemId: credit!, debitItemId: invoice!, provisional: false, source: 'bank' }, by),
    );
    expect((await keptOf(tenant.tenantDb, [invoice!]))[0]).toEqual({ open: 0n, awaiting: 0n, settledOn: '2026-02-10' });
    await tenant.tenantDb.transaction((tx) => reverseAllocation(tx, made.id, 'returned by the bank', by));
    expect((await keptOf(tenant.tenantDb, [invoice!]))[0]).toEqual({ open: 100_00n, awaiting: 0n, settledOn: 'infinity' });
    const kept = await tenant.tenantDb.one<{ reason: string }>(sql`
    select reversal_reason as reason from receivables.allocation where id = ${made.id} and reversed_at is not null
  `);
    expect(kept.reason).toBe('returned by the bank');
    await expect(tenant.tenantDb.transaction((tx) => reverseAllocation(tx, made.id, 'again', by))).rejects.toMatchObject({
      code: 'allocation.already-reversed',
    });
    expect(await failedChecks(tenant)).toEqual([]);
  },
);

test('two credits, two debits, another account or another currency are refused', async () => {
  const tenant = await db.newTenant();
  const [mine, other] = [await givenCustomer(tenant), await givenCustomer(tenant)];
  const [invoice, payment, foreign, elsewhere] = await givenItems(tenant, [
    { customerId: mine, amount: 100_00n },
    { customerId: mine, amount: -100_00n },
    { customerId: mine, amount: -100_00n, currency: 'USD' },
    { customerId: other, amount: -100_00n },
  ]);
  const tried = (creditItemId: string, debitItemId: string, amountMinor?: bigint) =>
    tenant.tenantDb.transaction((tx) =>
      allocate(tx, { creditItemId, debitItemId, amountMinor, provisional: false, source: 'manual' }, by),
    );
  await expect(tried(invoice!, payment!)).rejects.toMatchObject({ code: 'allocation.wrong-side' });
  await expect(tried(foreign!, invoice!)).rejects.toMatchObject({ code: 'allocation.other-currency' });
  await expect(tried(elsewhere!, invoice!)).rejects.toMatchObject({ code: 'allocation.other-account' });
  await expect(tried(payment!, invoice!, 0n)).rejects.toMatchObject({ code: 'allocation.amount-invalid' });
  await expect(tried(payment!, invoice!, 100_01n)).rejects.toMatchObject({ code: 'allocation.exceeds-open' });
});

test('fifty payments arriving together never allocate more than the invoice', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  const [invoice, ...payments] = await givenItems(tenant, [
    { customerId, amount: 100_00n },
    ...Array.from({ length: 50 }, () => ({ customerId, amount: -10_00n })),
  ]);
  const outcomes = await Promise.allSettled(
    payments.map((payment) =>
      tenant.tenantDb.transaction((tx) =>
        allocate(
          tx,
          { creditItemId: payment, debitItemId: invoice!, amountMinor: 10_00n, provisional: false, source: 'portal' },
          by,
        ),
      ),
    ),
  );
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(10);
  expect((await keptOf(tenant.tenantDb, [invoice!]))[0]).toEqual({ open: 0n, awaiting: 0n, settledOn: '2026-01-15' });
  expect(await failedChecks(tenant)).toEqual([]);
});

test('a letter over several invoices and payments is split first due first, retention last, to the cent', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  const [retention, late, early, first, second] = await givenItems(tenant, [
    { customerId, amount: 5_00n, dueOn: '2026-01-01', columns: { retention: true } },
    { customerId, amount: 70_00n, dueOn: '2026-03-31' },
    { customerId, amount: 30_00n, dueOn: '2026-02-28' },
    { customerId, amount: -50_00n, bookedOn: '2026-03-01' },
    { customerId, amount: -52_00n, bookedOn: '2026-04-01' },
  ]);
  const group = [retention, late, early, first, second];
  await tenant.tenantDb.transaction(async (tx) => {
    const groups = sql`select unnest(${group}::uuid[]), 'AA'`;
    expect(await letterGroups(tx, groups, { entityId: tenant.entityId, source: 'import' })).toBe(4);
    await refreshBalances(tx, { entityId: tenant.entityId, customers: 'all' });
  });
  const made = await tenant.tenantDb.rows<{ credit: string; debit: string; minor: bigint; on: string }>(sql`
    select credit_item_id as credit, debit_item_id as debit, amount_minor as minor, effective_on as on from receivables.allocation order by id
  `);
  expect(new Set(made.map((one) => `${one.credit} ${one.debit} ${one.minor} ${one.on}`))).toEqual(
    new Set([
      `${first} ${early} 3000 2026-03-01`,
      `${first} ${late} 2000 2026-03-01`,
      `${second} ${late} 5000 2026-04-01`,
      `${second} ${retention} 200 2026-04-01`,
    ]),
  );
  expect((await keptOf(tenant.tenantDb, [retention!, late!])).map((item) => item.open)).toEqual([3_00n, 0n]);
  expect(await failedChecks(tenant)).toEqual([]);
});

test('lettering the same groups again changes nothing', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  const items = await givenItems(tenant, [
    { customerId, amount: 80_00n },
    { customerId, amount: -50_00n },
    { customerId, amount: -30_00n },
  ]);
  const letter = () =>
    tenant.tenantDb.transaction((tx) =>
      letterGroups(tx, sql`select unnest(${items}::uuid[]), 'A'`, { entityId: tenant.entityId, source: 'import' }),
    );
  expect(await letter()).toBe(2);
  expect(await letter()).toBe(0);
});

test('the payment that the ledger brings replaces the one Quitus announced: it is never counted twice, the invoice stays unchased', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  const [invoice, announced] = await givenItems(tenant, [
    { customerId, amount: 100_00n, dueOn: '2026-01-31' },
    { customerId, amount: -100_00n, bookedOn: '2026-02-10', columns: { in_ledger: false, payment_reference: 'CB-778' } },
  ]);
  await tenant.tenantDb.transaction((tx) =>
    allocate(tx, { creditItemId: announced!, debitItemId: invoice!, provisional: true, source: 'portal' }, by),
  );
  const [arrived] = await givenItems(tenant, [{ customerId, amount: -100_00n, bookedOn: '2026-02-14' }]);
  await tenant.tenantDb.transaction(async (tx) => {
    expect(await replaceProvisional(tx, sql`select ${arrived}::uuid`, { entityId: tenant.entityId })).toBe(1);
    await refreshBalances(tx, { entityId: tenant.entityId, customers: 'all' });
  });
  expect(await keptOf(tenant.tenantDb, [invoice!, arrived!])).toEqual([
    { open: 100_00n, awaiting: 100_00n, settledOn: 'infinity' },
    { open: -100_00n, awaiting: -100_00n, settledOn: 'infinity' },
  ]);
  const history = await tenant.tenantDb.rows<{ id: string; removed: boolean }>(
    sql`select id, removed from receivables.item_history`,
  );
  expect(history).toEqual([{ id: announced, removed: true }]);
  expect(await failedChecks(tenant)).toEqual([]);

  await tenant.tenantDb.transaction(async (tx) => {
    await letterGroups(tx, sql`select unnest(${[invoice, arrived]}::uuid[]), 'B'`, {
      entityId: tenant.entityId,
      source: 'import',
    });
    await refreshBalances(tx, { entityId: tenant.entityId, customers: 'all' });
  });
  expect(await keptOf(tenant.tenantDb, [invoice!, arrived!])).toEqual([
    { open: 0n, awaiting: 0n, settledOn: '2026-02-14' },
    { open: 0n, awaiting: 0n, settledOn: '2026-02-14' },
  ]);
  expect(await failedChecks(tenant)).toEqual([]);
});

test('a bank reference decides before the day; without one, five days are near and six are not; each credit serves once', () => {
  const like = (provisionalId: string, creditId: string, creditOn: string, sameReference = false) => ({
    provisionalId,
    creditId,
    creditOn,
    provisionalOn: '2026-03-10',
    sameReference,
  });
  expect(pairProvisional([like('a', 'x', '2026-03-10'), like('a', 'y', '2026-04-30', true)])).toEqual(new Map([['a', 'y']]));
  expect(pairProvisional([like('a', 'x', '2026-03-15')])).toEqual(new Map([['a', 'x']]));
  expect(pairProvisional([like('a', 'x', '2026-03-05')])).toEqual(new Map([['a', 'x']]));
  expect(pairProvisional([like('a', 'x', '2026-03-16')])).toEqual(new Map());
  expect(pairProvisional([like('a', 'x', '2026-03-10'), like('b', 'x', '2026-03-10'), like('b', 'y', '2026-03-11')])).toEqual(
    new Map([
      ['a', 'x'],
      ['b', 'y'],
    ]),
  );
});

test('a final lettering of another payment undoes the provisional part it leaves no room for', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  const [invoice, mine, theirs] = await givenItems(tenant, [
    { customerId, amount: 100_00n },
    { customerId, amount: -60_00n },
    { customerId, amount: -70_00n },
  ]);
  await tenant.tenantDb.transaction((tx) =>
    allocate(tx, { creditItemId: mine!, debitItemId: invoice!, provisional: true, source: 'manual' }, by),
  );
  await tenant.tenantDb.transaction(async (tx) => {
    await letterGroups(tx, sql`select unnest(${[invoice, theirs]}::uuid[]), 'C'`, {
      entityId: tenant.entityId,
      source: 'import',
    });
    await refreshBalances(tx, { entityId: tenant.entityId, customers: 'all' });
  });
  expect(await keptOf(tenant.tenantDb, [invoice!, mine!, theirs!])).toEqual([
    { open: 30_00n, awaiting: 0n, settledOn: 'infinity' },
    { open: -60_00n, awaiting: 0n, settledOn: 'infinity' },
    { open: 0n, awaiting: 0n, settledOn: '2026-01-15' },
  ]);
  expect(await failedChecks(tenant)).toEqual([]);
});

test('a final allocation takes the room of provisional ones it leaves none for', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  const [invoice, announced, arrived] = await givenItems(tenant, [
    { customerId, amount: 100_00n },
    { customerId, amount: -60_00n },
    { customerId, amount: -70_00n },
  ]);
  const put = (creditItemId: string, provisional: boolean) =>
    tenant.tenantDb.transaction((tx) => allocate(tx, { creditItemId, debitItemId: invoice!, provisional, source: 'bank' }, by));
  await put(announced!, true);
  await put(arrived!, false);
  expect(await keptOf(tenant.tenantDb, [invoice!, announced!])).toEqual([
    { open: 30_00n, awaiting: 0n, settledOn: 'infinity' },
    { open: -60_00n, awaiting: 0n, settledOn: 'infinity' },
  ]);
  expect(await failedChecks(tenant)).toEqual([]);
});
