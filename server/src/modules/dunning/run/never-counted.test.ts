import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { freshTenant, givenDebtor, run } from '../dunning.fixture.ts';

const databases = testDatabase();

test('the first run after a large load has the planner count what nobody counted yet', async () => {
  const tenant = await freshTenant(databases);
  const { customerId } = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-02-27', amount: 100_00n }]);
  await tenant.tenantDb.run(sql`
    insert into receivables.item (tenant_id, id, entity_id, customer_id, document_id, source, source_key, kind, issue_on, due_on, booked_on, currency, amount_minor, open_minor)
    select ${tenant.tenantId}, made.id, ${tenant.entityId}, ${customerId}, made.id, 'test', made.id::text, 'invoice', '2026-03-01', '2026-09-01', '2026-03-01', 'EUR', 100, 100
    from (select gen_random_uuid() as id from generate_series(1, 6000)) as made
  `);
  await run(tenant, '2026-03-02');
  const { items } = await tenant.tenantDb.one<{ items: number }>(
    sql`select reltuples::int as items from pg_class where oid = 'receivables.item'::regclass`,
  );
  expect(items).toBe(6001);
});
