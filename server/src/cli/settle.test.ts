import { expect, test } from 'vitest';
import { sql } from '../platform/database/index.ts';
import { testDatabase } from '../platform/testing/index.ts';
import { givenCustomer, givenItems } from '../modules/receivables/ledger.fixture.ts';
import { settleLedgerChange } from './settle.ts';

const installation = testDatabase();

test('after an import by the command line it is known at once how its customers pay, worker or not', async () => {
  const tenant = await installation.newTenant();
  const customerId = await givenCustomer(tenant);
  await givenItems(
    tenant,
    ['2026-01-05', '2026-01-20', '2026-02-10'].map((settledOn) => ({
      customerId,
      amount: 80_00n,
      issueOn: '2025-10-01',
      dueOn: '2025-11-01',
      columns: { open_minor: 0n, settled_on: settledOn },
    })),
  );
  await settleLedgerChange({
    database: installation.database,
    tenant: { id: tenant.tenantId, name: 'test', isDemo: false },
    now: () => Temporal.Instant.from('2026-03-02T09:00:00Z'),
  });
  expect(await tenant.tenantDb.rows(sql`select payment_profile as profile from customers.customer`)).toEqual([
    { profile: 'defaulting' },
  ]);
});
