import type { Drill } from '@quitus/contract';
import { beforeAll, expect, test } from 'vitest';
import { compileCriteria } from '../../platform/criteria/index.ts';
import { fromDecimal } from '../../kernel/money.ts';
import { sql } from '../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../platform/testing/index.ts';
import { demo } from '../demo/index.ts';
import { itemFields } from '../receivables/fields.ts';
import { kpiList, overview } from './index.ts';

const db = testDatabase();
const today = '2026-11-20';
const now = Temporal.Instant.from('2026-11-20T08:00:00Z');
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await db.newTenant();
  await demo(db.database, { tenantId: tenant.tenantId, today, now, customers: 60, items: 3000 });
});

/** What the list behind a figure adds up to, in minor units. */
async function listed(drill: Drill, column: 'open_minor' | 'amount_minor' = 'open_minor'): Promise<bigint> {
  if (drill.filter === null) throw new Error('a figure of the ledger opens on criteria');
  const { minor } = await tenant.tenantDb.one<{ minor: bigint }>(sql`
    select coalesce(sum(${sql.ref(`item.${column}`)}), 0)::bigint as minor
    from receivables.item
    join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
    where ${compileCriteria(drill.filter, itemFields, { today })}
  `);
  return minor;
}

test('every amount of the overview opens on the items it is made of, to the cent', async () => {
  const { currencies, changes } = await overview(tenant.tenantDb, {
    scope: { tenantId: tenant.tenantId, entityId: undefined, asOf: today },
    language: 'fr',
    now,
  });
  for (const { currency, total, overdue, notDue, unallocated, buckets, drills } of currencies) {
    for (const [amount, drill] of [
      [total, drills.total],
      [overdue, drills.overdue],
      [notDue, drills.notDue],
      [unallocated, drills.unallocated],
      ...buckets.map((bucket) => [bucket.amount, bucket.drill] as const),
    ] as const) {
      expect(await listed(drill)).toBe(fromDecimal(amount, currency));
    }
  }
  expect(currencies.length).toBeGreaterThan(0);
  for (const { currency, amount, drill } of changes.newlyOverdue) expect(await listed(drill)).toBe(fromDecimal(amount, currency));
  for (const { currency, amount, drill } of changes.received)
    expect(await listed(drill, 'amount_minor')).toBe(-(fromDecimal(amount, currency) ?? 0n));
});

test('an indicator that is an amount opens on that amount', async () => {
  const list = await kpiList(
    tenant.tenantDb,
    { tenantId: tenant.tenantId, entityId: undefined, asOf: today },
    { by: 'none', language: 'fr' },
  );
  const amounts = list.filter((kpi) => kpi.unit === 'amount' && kpi.drill?.screen === 'items' && kpi.name !== 'awaiting');
  expect(amounts.length).toBeGreaterThan(2);
  for (const { value, currency, drill } of amounts) {
    expect(drill && (await listed(drill))).toBe(fromDecimal(value ?? '', currency ?? ''));
  }
});
