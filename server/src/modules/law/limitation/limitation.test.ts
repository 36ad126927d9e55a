import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day } from '../../../kernel/days.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { givenCustomer, givenItems } from '../../receivables/ledger.fixture.ts';
import { barredSince, timeBarredItems } from './limitation.ts';

const databases = testDatabase();
const none = sql`select null::uuid as item_id, null::date as day where false`;

type Paid = { readonly on: Day; readonly kind?: string; readonly source?: string; readonly reversed?: boolean };

async function consumerInvoice(
  tenant: TestTenant,
  dueOn: Day,
  paid: readonly Paid[] = [],
  columns: Readonly<Record<string, unknown>> = { kind: 'consumer' },
): Promise<string> {
  const customerId = await givenCustomer(tenant, { columns });
  const [itemId = ''] = await givenItems(tenant, [{ customerId, amount: 500_00n, issueOn: addDays(dueOn, -30), dueOn }]);
  for (const one of paid) {
    const [creditId] = await givenItems(tenant, [
      { customerId, amount: -1_00n, bookedOn: one.on, dueOn: one.on, kind: one.kind ?? 'payment' },
    ]);
    await tenant.tenantDb.run(sql`
      insert into receivables.allocation (tenant_id, id, entity_id, customer_id, credit_item_id, debit_item_id, currency, amount_minor, effective_on, source, reversed_at)
      values (${tenant.tenantId}, ${uuidv7()}, ${tenant.entityId}, ${customerId}, ${creditId ?? ''}, ${itemId}, 'EUR', 100, ${one.on}::date,
        ${one.source ?? 'import'}, ${one.reversed === true ? sql`now()` : sql`null`})
    `);
  }
  return itemId;
}

async function barredItems({ tenantDb, entityId }: TestTenant, on: Day, promised = none): Promise<Map<string, Day>> {
  const rows = await tenantDb.rows<{ itemId: string; fromOn: Day }>(
    sql`select item_id as "itemId", from_on as "fromOn" from (${timeBarredItems(entityId, on, promised)}) as barred`,
  );
  return new Map(rows.map((row) => [row.itemId, row.fromOn]));
}

test.each([
  ['on the last day of the two years it may still be claimed', '2023-02-01', [], '2025-02-01', null],
  ['the day after it is barred', '2023-02-01', [], '2025-02-02', '2025-02-02'],
  ['a part payment starts the two years again', '2023-02-01', ['2024-06-10'], '2026-06-10', null],
  ['… and when those have passed it is barred', '2023-02-01', ['2024-06-10'], '2026-06-11', '2026-06-11'],
  ['a part payment on the very last day is in time', '2023-02-01', ['2025-02-01'], '2027-02-01', null],
  ['one day later it revives nothing', '2023-02-01', ['2025-02-02'], '2025-03-01', '2025-02-02'],
  ['a payment before the due date interrupts nothing', '2023-02-01', ['2023-01-15'], '2025-02-02', '2025-02-02'],
  ['of several payments the last in time counts', '2022-01-10', ['2023-05-01', '2024-12-31'], '2026-11-22', null],
  ['two years from 29 February end on the 28th', '2024-02-29', [], '2026-03-01', '2026-03-01'],
])('a consumer’s debt: %s', async (_, dueOn, paidOn, on, expected) => {
  expect(barredSince(dueOn, paidOn, on)).toBe(expected);
  const tenant = await databases.newTenant();
  const itemId = await consumerInvoice(
    tenant,
    dueOn,
    paidOn.map((day) => ({ on: day })),
  );
  expect((await barredItems(tenant, on)).get(itemId) ?? null).toBe(expected);
});

test('only what a consumer owes a French creditor is barred in two years: not a business, not a public body, not an unknown', async () => {
  const tenant = await databases.newTenant();
  for (const kind of ['business', 'public', 'unknown']) await consumerInvoice(tenant, '2020-01-31', [], { kind });
  const consumer = await consumerInvoice(tenant, '2020-01-31');
  expect([...(await barredItems(tenant, '2026-11-22')).keys()]).toEqual([consumer]);
  await tenant.tenantDb.run(sql`update identity.entity set country = 'DE' where id = ${tenant.entityId}`);
  expect((await barredItems(tenant, '2026-11-22')).size).toBe(0);
});

test('a credit note, a payment taken back and a settlement nobody paid are no acknowledgement; a promise is', async () => {
  const tenant = await databases.newTenant();
  const on = '2025-06-01';
  const credited = await consumerInvoice(tenant, '2023-02-01', [{ on: '2024-06-10', kind: 'credit-note' }]);
  const rejected = await consumerInvoice(tenant, '2023-02-01', [{ on: '2024-06-10', reversed: true }]);
  const inferred = await consumerInvoice(tenant, '2023-02-01', [{ on: '2024-06-10', kind: 'clearing', source: 'inference' }]);
  const promised = await consumerInvoice(tenant, '2023-02-01');
  const barred = await barredItems(tenant, on, sql`select ${promised}::uuid as item_id, '2024-09-01'::date as day`);
  expect([...barred.keys()].toSorted()).toEqual([credited, rejected, inferred].toSorted());
});

test('the statement bars what the rule bars, from the same day, whatever was paid when', async () => {
  const day = fc.integer({ min: -60, max: 2200 }).map((offset) => addDays('2020-02-29', offset));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ dueOn: day, paid: fc.array(day, { maxLength: 4 }) }), { minLength: 1, maxLength: 5 }),
      day,
      async (claims, on) => {
        const tenant = await databases.newTenant();
        const ids: string[] = [];
        for (const { dueOn, paid } of claims)
          ids.push(
            await consumerInvoice(
              tenant,
              dueOn,
              paid.map((one) => ({ on: one })),
            ),
          );
        const found = await barredItems(tenant, on);
        expect(ids.map((id) => found.get(id) ?? null)).toEqual(claims.map(({ dueOn, paid }) => barredSince(dueOn, paid, on)));
      },
    ),
    { numRuns: 25 },
  );
});
