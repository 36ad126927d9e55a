import { beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../../platform/testing/index.ts';
import { ledgerChecks } from '../../receivables/index.ts';
import { kpiList } from '../index.ts';
import { givenCustomer, givenLedger } from '../ledger.fixture.ts';
import type { Grouping } from './dimensions.ts';

const db = testDatabase();
const asOf = '2026-12-31';

async function kpisOf({ tenantDb, tenantId }: TestTenant, by: Grouping = 'none') {
  return kpiList(tenantDb, { tenantId, entityId: undefined, asOf }, { by, language: 'en' });
}

async function valuesOf(tenant: TestTenant): Promise<Record<string, string | null>> {
  return Object.fromEntries((await kpisOf(tenant)).map((kpi) => [kpi.name, kpi.value]));
}

describe('the reference ledger at the end of 2026', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await db.newTenant();
    const customerId = await givenCustomer(tenant, 'Menuiserie Aubépine', { segment: 'Craftsmen' });
    const sister = await givenCustomer(tenant, 'Atelier Sorbier Transport', { intercompany: true });
    const [, , , , late80] = await givenLedger(tenant, [
      { customerId, amount: 35_000, issueOn: '2026-08-15', dueOn: '2026-09-10' },
      { customerId, amount: 25_000, issueOn: '2026-09-15', dueOn: '2026-10-15' },
      { customerId, amount: 40_000, issueOn: '2026-10-16', dueOn: '2026-11-15' },
      { customerId, amount: 140_000, issueOn: '2026-11-20', dueOn: '2027-01-20' },
      { customerId, amount: 80_000, issueOn: '2026-11-10', dueOn: '2026-12-10' },
      { customerId, amount: 280_000, issueOn: '2026-12-15', dueOn: '2027-02-15' },
      // Settled since the first of October, when 550 000 were open.
      { customerId, amount: 485_680, issueOn: '2026-08-20', dueOn: '2026-10-20', paidOn: '2026-10-25' },
      { customerId, amount: 4_320, issueOn: '2026-08-01', dueOn: '2026-08-31', paidOn: '2026-11-05', settledBy: 'write-off' },
      { customerId, amount: 230_000, issueOn: '2026-10-05', dueOn: '2026-11-25', paidOn: '2026-11-25' },
      { customerId, amount: 100_000, issueOn: '2026-10-06', dueOn: '2026-11-20', paidOn: '2026-12-15' },
      { customerId, amount: 30_000, issueOn: '2026-11-02', dueOn: '2026-12-31', paidOn: '2026-12-20' },
      { customerId, amount: 9_000, issueOn: '2026-12-02', dueOn: '2026-12-31', paidOn: '2026-12-20' },
      { customerId, amount: -9_000, issueOn: '2026-12-22', kind: 'credit-note' },
      { customerId, amount: -15_000, issueOn: '2026-12-28', kind: 'payment' },
      { customerId: sister, amount: 1_000_000, issueOn: '2026-12-01', dueOn: '2026-12-05' },
    ]);
    await givenCases(tenant, customerId, late80 ?? '');
  });

  test('the ledger itself holds', async () => {
    expect((await ledgerChecks(tenant.tenantDb)).filter((check) => !check.ok)).toEqual([]);
  });

  test('each indicator is the figure a credit manager finds by hand', async () => {
    expect(await valuesOf(tenant)).toMatchObject({
      total: '576000.00',
      overdue: '180000.00',
      unallocated: '-24000.00',
      'overdue-rate': '30.00',
      'overdue-rate-without-disputes': '26.70',
      'overdue-rate-90': '5.83',
      'dso-simple': '61.3',
      'dso-simple-net': '58.9',
      'dso-count-back': '66.9',
      'dso-best-possible': '42.9',
      add: '18.4',
      cei: '58.14',
      'promise-kept-rate': '75.00',
      'promise-kept-amount-rate': '68.33',
      disputed: '27000.00',
      'dispute-rate': '3.00',
      'dispute-cycle-time': '22.0',
      'bad-debt-ratio': '0.48',
      'recovery-rate': '50.00',
      'customers-overdue': '1',
    });
  });

  test('a slice adds up to the whole, and customers of the group are in none', async () => {
    const whole = await valuesOf(tenant);
    const slices = (await kpisOf(tenant, 'customer')).filter((kpi) => kpi.name === 'total');
    expect(slices.map((kpi) => [kpi.keyName, kpi.value])).toEqual([['Menuiserie Aubépine', whole.total]]);
    expect((await kpisOf(tenant, 'segment')).find((kpi) => kpi.name === 'dso-simple')).toMatchObject({
      key: 'Craftsmen',
      value: '61.3',
    });
  });

  test('every indicator says its formula and the figures it used, in the reader’s language', async () => {
    const list = await kpisOf(tenant);
    expect(list.every((kpi) => kpi.formula.length > 5 && kpi.label.length > 2)).toBe(true);
    expect(list.find((kpi) => kpi.name === 'dso-simple')?.inputs).toEqual({ open: '600000.00', sales: '900000.00', days: '92' });
    const french = await kpiList(
      tenant.tenantDb,
      { tenantId: tenant.tenantId, entityId: undefined, asOf },
      { by: 'none', language: 'fr' },
    );
    expect(french.find((kpi) => kpi.name === 'overdue-rate')).toMatchObject({
      label: 'Taux de retard',
      formula: 'Échu ÷ factures ouvertes',
    });
  });
});

async function givenCases({ tenantDb, tenantId }: TestTenant, customerId: string, itemId: string): Promise<void> {
  const promised = [...Array.from({ length: 17 }, () => 2_000n), 7_000n, ...Array.from({ length: 5 }, () => 3_000n), 4_000n];
  await tenantDb.transaction(async (tx) => {
    for (const [index, units] of promised.entries()) {
      await tx.run(sql`
        insert into promises.promise (tenant_id, id, customer_id, promised_on, due_on, grace_until, currency, amount_minor, source, state, author)
        values (${tenantId}, ${uuidv7()}, ${customerId}, '2026-11-01', '2026-11-20', '2026-11-25', 'EUR', ${units * 100n}, 'call', ${index < 18 ? 'kept' : 'broken'}, 'collector')
      `);
    }
    const cases = [
      { opened: '2026-12-12', closed: null, units: 27_000n },
      { opened: '2026-09-25', closed: '2026-10-05', units: 100n },
      { opened: '2026-09-15', closed: '2026-10-06', units: 100n },
      { opened: '2026-09-05', closed: '2026-10-10', units: 100n },
    ];
    for (const { opened, closed, units } of cases) {
      const id = uuidv7();
      await tx.run(sql`
        insert into disputes.dispute (tenant_id, id, customer_id, type, currency, amount_minor, state, opened_on, due_on, author, closed_at)
        values (${tenantId}, ${id}, ${customerId}, 'price', 'EUR', ${units * 100n}, ${closed ? 'closed' : 'open'}, ${opened}, ${opened}, 'collector', ${closed}::date)
      `);
      if (!closed)
        await tx.run(
          sql`insert into disputes.dispute_item (tenant_id, dispute_id, item_id, amount_minor) values (${tenantId}, ${id}, ${itemId}, ${units * 100n})`,
        );
    }
  });
}

test('the average delay weighs amounts: 31.95 days, 32.25 when paying early counts nothing', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant, 'Menuiserie Aubépine');
  await givenLedger(tenant, [
    { customerId, amount: 10_000, issueOn: '2026-10-01', dueOn: '2026-11-01', paidOn: '2026-11-13' },
    { customerId, amount: 4_000, issueOn: '2026-10-01', dueOn: '2026-11-10', paidOn: '2026-11-07' },
    { customerId, amount: 26_000, issueOn: '2026-09-01', dueOn: '2026-10-15', paidOn: '2026-11-29' },
  ]);
  expect(await valuesOf(tenant)).toMatchObject({ 'average-delay': '31.95', 'average-delay-late-only': '32.25' });
});

test('the DSO weighted by age takes each month’s own sales, here from a sales file: 13.6 days', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant, 'Menuiserie Aubépine');
  await givenLedger(
    tenant,
    [
      { customerId, amount: 28_000, issueOn: '2026-12-16' },
      { customerId, amount: 25_000, issueOn: '2026-11-16' },
      { customerId, amount: 37_000, issueOn: '2026-10-16' },
    ],
    { wholeLedger: false },
  );
  const before = (await kpisOf(tenant)).find((kpi) => kpi.name === 'dso-simple');
  expect(before).toMatchObject({ value: null, because: 'unknown: no sales are known (import a FEC or sales by month)' });
  for (const [month, units] of [
    ['2026-10-01', 370_000n],
    ['2026-11-01', 250_000n],
    ['2026-12-01', 280_000n],
  ] as const) {
    await tenant.tenantDb.run(sql`
      insert into customers.monthly_sales (tenant_id, entity_id, customer_id, month, currency, amount_minor, source)
      values (${tenant.tenantId}, ${tenant.entityId}, ${customerId}, ${month}, 'EUR', ${units * 100n}, 'test')
    `);
  }
  expect(await valuesOf(tenant)).toMatchObject({ 'dso-weighted': '13.6' });
});

test('concentration: shares of 30, 20, 15, 10, 10, 5, 5 and 5 % make an index of 1 800', async () => {
  const tenant = await db.newTenant();
  const shares = [30, 20, 15, 10, 10, 5, 5, 5];
  const customers = await Promise.all(shares.map((_, index) => givenCustomer(tenant, `Customer ${index}`)));
  await givenLedger(
    tenant,
    shares.map((amount, index) => ({ customerId: customers[index] ?? '', amount, issueOn: '2026-12-01' })),
  );
  expect(await valuesOf(tenant)).toMatchObject({ 'concentration-hhi': '1800.00', 'concentration-top-10': '100.00' });
});
