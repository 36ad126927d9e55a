import { beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../kernel/ids.ts';
import { sql } from '../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../platform/testing/index.ts';
import { demo } from '../demo/index.ts';
import { workingDayBefore } from './changes.ts';
import { overview } from './index.ts';
import { givenCustomer, givenLedger } from './ledger.fixture.ts';

const db = testDatabase();
const today = '2026-11-20';
const now = Temporal.Instant.from('2026-11-20T08:00:00Z');

function read({ tenantDb, tenantId }: TestTenant, asOf = today) {
  return overview(tenantDb, { scope: { tenantId, entityId: undefined, asOf }, language: 'en', now });
}

test('since yesterday means since Friday on a Monday and on a Sunday', () => {
  expect(workingDayBefore('2026-11-23')).toBe('2026-11-20');
  expect(workingDayBefore('2026-11-22')).toBe('2026-11-20');
  expect(workingDayBefore('2026-11-24')).toBe('2026-11-23');
});

describe('a small ledger', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await db.newTenant();
    const [birch, oak, sister] = [
      await givenCustomer(tenant, 'Birch'),
      await givenCustomer(tenant, 'Oak'),
      await givenCustomer(tenant, 'Sister', { intercompany: true }),
    ];
    await givenLedger(tenant, [
      { customerId: birch, amount: 900, issueOn: '2026-10-20', dueOn: '2026-11-19' },
      { customerId: oak, amount: 100, issueOn: '2026-10-20', dueOn: '2026-11-19' },
      { customerId: oak, amount: 300, issueOn: '2026-07-01', dueOn: '2026-08-01' },
      { customerId: oak, amount: 500, issueOn: '2026-11-01', dueOn: '2026-12-01' },
      { customerId: oak, amount: 250, issueOn: '2026-09-01', dueOn: '2026-10-01', paidOn: '2026-11-19' },
      { customerId: birch, amount: -40, issueOn: '2026-11-20' },
      { customerId: sister, amount: 7_000, issueOn: '2026-09-01', dueOn: '2026-10-01' },
      { customerId: birch, amount: 60, issueOn: '2026-10-01', dueOn: '2026-10-31', currency: 'GBP' },
    ]);
  });

  test('what is owed is cut by age, credits and the group apart, each currency on its own', async () => {
    const { currencies } = await read(tenant);
    expect(currencies.map((one) => one.currency)).toEqual(['EUR', 'GBP']);
    expect(currencies[0]).toMatchObject({
      total: '1760.00',
      overdue: '1300.00',
      notDue: '500.00',
      unallocated: '-40.00',
      intercompany: '7000.00',
      overdueRate: 0.7222,
      oldest: { dueOn: '2026-08-01', daysLate: 111, open: '300.00', customerName: 'Oak' },
    });
    expect(currencies[0]?.buckets.map((bucket) => [bucket.label, bucket.amount, bucket.customers])).toEqual([
      ['Not due', '500.00', 0],
      ['1–30 days', '1000.00', 1],
      ['31–60 days', '0.00', 0],
      ['61–90 days', '0.00', 0],
      ['Over 90 days', '300.00', 1],
    ]);
  });

  test('since yesterday: what came in, what became late, and the fewest customers that make four fifths of it', async () => {
    const { changes } = await read(tenant);
    expect(changes.since).toBe('2026-11-19');
    expect(changes.received).toMatchObject([{ currency: 'EUR', amount: '290.00', payments: 2, allocated: '250.00' }]);
    expect(changes.newlyOverdue).toMatchObject([
      {
        currency: 'EUR',
        amount: '1000.00',
        items: 2,
        customers: 2,
        makersCount: 1,
        makers: [{ name: 'Birch', amount: '900.00' }],
      },
    ]);
  });

  test('who is late with most comes first, with what he owes in all', async () => {
    const { topOverdue } = await read(tenant);
    expect(topOverdue.map((one) => [one.name, one.currency, one.overdue, one.total, one.oldestDaysLate])).toEqual([
      ['Birch', 'EUR', '900.00', '860.00', 1],
      ['Oak', 'EUR', '400.00', '900.00', 111],
      ['Birch', 'GBP', '60.00', '60.00', 20],
    ]);
  });

  test('a past day shows what was open then, the payment of the 19th not yet received', async () => {
    const { currencies, topOverdue } = await read(tenant, '2026-11-18');
    expect(currencies[0]).toMatchObject({ total: '2050.00', overdue: '550.00', notDue: '1500.00', unallocated: '0.00' });
    expect(topOverdue[0]).toMatchObject({ name: 'Oak', overdue: '550.00' });
  });

  test('a ledger that no import renewed in time is late', async () => {
    expect((await read(tenant)).freshness).toMatchObject([{ lastLedgerAt: null, limitHours: 36, late: true }]);
    await tenant.tenantDb.run(
      sql`update identity.entity set last_ledger_at = '2026-11-20T04:00:00Z' where tenant_id = ${tenant.tenantId}`,
    );
    expect((await read(tenant)).needsYou.importsLate.count).toBe(0);
    await tenant.tenantDb.run(
      sql`update identity.entity set last_ledger_at = '2026-11-12T04:00:00Z', ledger_rhythm = 'weekly' where tenant_id = ${tenant.tenantId}`,
    );
    expect((await read(tenant)).freshness).toMatchObject([{ limitHours: 252, late: false }]);
    await tenant.tenantDb.run(sql`update identity.entity set ledger_rhythm = null where tenant_id = ${tenant.tenantId}`);
    expect((await read(tenant)).freshness).toMatchObject([{ limitHours: 36, late: true }]);
    await tenant.tenantDb.run(
      sql`update identity.entity set last_ledger_at = '2026-11-20T04:00:00Z' where tenant_id = ${tenant.tenantId}`,
    );
  });

  test('what waits for someone is counted where it waits', async () => {
    const { tenantDb, tenantId, entityId } = tenant;
    const customerId = await givenCustomer(tenant, 'Elm');
    for (const [state, plannedOn] of [
      ['to-confirm', today],
      ['to-confirm', '2026-11-25'],
      ['to-do', today],
    ] as const) {
      await tenantDb.run(sql`
        insert into dunning.action (tenant_id, id, once_key, entity_id, customer_id, channel, automation, state, planned_on, currency, amount_minor)
        values (${tenantId}, ${uuidv7()}, ${uuidv7()}, ${entityId}, ${customerId}, 'e-mail', 'to-confirm', ${state}, ${plannedOn}, 'EUR', 1000)
      `);
    }
    await tenantDb.run(sql`
      insert into holds.hold (tenant_id, id, scope, customer_id, reason, source, from_on, author) values (${tenantId}, ${uuidv7()}, 'customer', ${customerId}, 'reply', 'worklist', ${today}, 'x')
    `);
    expect((await read(tenant)).needsYou).toMatchObject({
      toConfirm: { count: 1, amounts: [{ currency: 'EUR', amount: '10.00' }] },
      toDo: { count: 1 },
      replies: { count: 1 },
      messagesFailed: { count: 0 },
    });
  });
});

describe('the demonstration company', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await db.newTenant();
    await demo(db.database, { tenantId: tenant.tenantId, today, now, customers: 60, items: 3000 });
  });

  test('kept totals and the items themselves tell the same, part by part and customer by customer', async () => {
    const kept = await read(tenant);
    // Something booked tomorrow: what is kept is no longer what is open today, so everything is summed from items and allocations.
    const customerId = await givenCustomer(tenant, 'Tomorrow');
    await givenLedger(tenant, [{ customerId, amount: 123, issueOn: '2026-11-21', dueOn: '2026-12-21' }]);
    const counted = await read(tenant);
    expect(counted.currencies).toEqual(kept.currencies);
    expect(counted.topOverdue).toEqual(kept.topOverdue);
  });

  test('the DSO is drawn for 24 month ends and today, each a plausible number of days', async () => {
    const { currencies } = await read(tenant);
    const trend = currencies[0]?.dso.trend ?? [];
    expect(trend).toHaveLength(25);
    expect(trend.at(-1)).toEqual({ month: today, value: currencies[0]?.dso.value });
    expect(trend.every((point) => point.value !== null && point.value > 25 && point.value < 110)).toBe(true);
  });

  test('money brought in by a new import shortens the DSO at once', async () => {
    const before = (await read(tenant)).currencies[0];
    const customerId = await givenCustomer(tenant, 'Newcomer');
    await givenLedger(tenant, [{ customerId, amount: -20_000, issueOn: today }]);
    const after = (await read(tenant)).currencies[0];
    expect(after?.dso.value).toBeLessThan(before?.dso.value ?? 0);
    expect(Number(after?.unallocated) - Number(before?.unallocated)).toBeCloseTo(-20_000);
  });
});
