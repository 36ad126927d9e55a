import { describe, expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { testDatabase, type TestTenant } from '../../../platform/testing/index.ts';
import { accountsMergedInto, mergeCustomer } from '../../customers/index.ts';
import { placeHold, releaseHolds } from '../../holds/index.ts';
import { changeSetting } from '../../identity/index.ts';
import { allocate, reverseAllocation } from '../../receivables/index.ts';
import { type GivenItem, givenCustomer, givenItems } from '../../receivables/ledger.fixture.ts';
import { interestClaims } from './claims.ts';
import { givenNotice } from './notice.fixture.ts';
import { policyOf, standardPolicy } from './policy.ts';

const db = testDatabase();
const by = systemActor('test');
const window = { offset: 0, limit: 100 };

const business = (tenant: TestTenant, columns = {}) => givenCustomer(tenant, { columns: { kind: 'business', ...columns } });
const invoice = (
  customerId: string,
  number: string,
  amount: bigint,
  dueOn: string,
  more: Partial<GivenItem> = {},
): GivenItem => ({
  customerId,
  amount,
  issueOn: '2026-04-15',
  dueOn,
  ...more,
  columns: { number, ...more.columns },
});

async function given(tenant: TestTenant, items: readonly GivenItem[]): Promise<string[]> {
  return givenItems(tenant, items);
}

/** A credit of this day put against an item. */
async function settle(
  tenant: TestTenant,
  customerId: string,
  debitItemId: string,
  amountMinor: bigint,
  on: string,
  kind = 'payment',
) {
  const [creditItemId = ''] = await givenItems(tenant, [{ customerId, amount: -amountMinor, bookedOn: on, kind }]);
  return tenant.tenantDb.transaction((tx) =>
    allocate(tx, { creditItemId, debitItemId, amountMinor, provisional: false, source: 'manual' }, by),
  );
}

const claims = (tenant: TestTenant, asOf = '2026-11-20', customerIds?: readonly string[]) =>
  interestClaims(tenant.tenantDb, { asOf, customerIds, policy: standardPolicy }, window);
const short = (items: Awaited<ReturnType<typeof claims>>['items']) =>
  items.map((one) => [one.number, one.interest, one.indemnity]);

test('a paid invoice keeps the interest of its late days: 12 000.00 due 31 May, paid 20 July 2026, 201.37 and 40.00 (§1.2, T53)', async () => {
  const tenant = await db.newTenant();
  const customer = await business(tenant, { code: 'C-1', name: 'Menuiserie Aubépine' });
  const [item = ''] = await given(tenant, [invoice(customer, 'F-1', 12_000_00n, '2026-05-31')]);
  await settle(tenant, customer, item, 12_000_00n, '2026-07-20');
  const { items, totals } = await claims(tenant);
  expect(items).toMatchObject([
    {
      number: 'F-1',
      customerCode: 'C-1',
      principal: '12000.00',
      from: '2026-06-01',
      to: '2026-07-20',
      regime: 'fr-business',
      segments: [
        {
          principal: '12000.00',
          from: '2026-06-01',
          to: '2026-06-30',
          rate: '12.15',
          days: 30,
          amount: '119.84',
          basis: 'C. com. art. L441-10 II',
        },
        { principal: '12000.00', from: '2026-07-01', to: '2026-07-20', rate: '12.40', days: 20, amount: '81.53' },
      ],
      interest: '201.37',
      indemnity: '40.00',
      indemnityCurrency: 'EUR',
      conditional: null,
      because: null,
      notes: [],
    },
  ]);
  expect(totals).toEqual([
    {
      currency: 'EUR',
      items: 1,
      interest: '201.37',
      indemnity: '40.00',
      conditionalInterest: '0.00',
      conditionalIndemnity: '0.00',
    },
  ]);
});

test('a past day looks at what had happened by then, as it is known now (T40)', async () => {
  const tenant = await db.newTenant();
  const customer = await business(tenant);
  const [item = ''] = await given(tenant, [invoice(customer, 'F-1', 12_000_00n, '2026-05-31')]);
  await settle(tenant, customer, item, 5_000_00n, '2026-06-15');
  expect(short((await claims(tenant, '2026-06-15')).items)).toEqual([['F-1', '59.92', '40.00']]);
  expect((await claims(tenant, '2026-07-20')).items[0]?.segments.map((line) => line.amount)).toEqual(['59.92', '34.95', '47.56']);
  expect((await claims(tenant, '2026-05-31')).items).toEqual([]);
});

test('a payment taken back makes the invoice late again from its original due day (T29)', async () => {
  const tenant = await db.newTenant();
  const customer = await business(tenant);
  const [item = ''] = await given(tenant, [invoice(customer, 'F-1', 12_000_00n, '2026-05-31')]);
  const { id } = await settle(tenant, customer, item, 12_000_00n, '2026-05-31');
  expect((await claims(tenant, '2026-07-20')).items).toEqual([]);
  await tenant.tenantDb.transaction((tx) => reverseAllocation(tx, id, 'returned', by));
  expect((await claims(tenant, '2026-07-20')).items).toMatchObject([{ from: '2026-06-01', interest: '201.37' }]);
});

test('one indemnity an invoice of three due lines, three for three invoices, none from a consumer (§1.5, T47)', async () => {
  const tenant = await db.newTenant();
  const customer = await business(tenant, { code: 'A' });
  const consumer = await givenCustomer(tenant, { code: 'B', columns: { kind: 'consumer' } });
  const document = { columns: { document_id: uuidv7() } };
  await given(tenant, [
    ...['2026-05-31', '2026-06-30', '2026-07-31'].map((dueOn, index) =>
      invoice(customer, `P-${index}`, 100_00n, dueOn, document),
    ),
    ...[1, 2, 3].map((index) => invoice(customer, `F-${index}`, 500_00n, '2026-08-31')),
    invoice(consumer, 'X-1', 500_00n, '2026-05-31'),
  ]);
  const { items, totals } = await claims(tenant, '2026-09-03');
  expect(items.map((one) => [one.number.slice(0, 1), one.indemnity, one.because])).toEqual([
    ['P', '40.00', null],
    ['P', '0.00', null],
    ['P', '0.00', null],
    ['F', '40.00', null],
    ['F', '40.00', null],
    ['F', '40.00', null],
    ['X', '0.00', 'no-formal-notice'],
  ]);
  expect(totals[0]?.indemnity).toBe('160.00');
});

describe('a consumer owes legal interest from the day after a formal notice was received (C. civ. 1231-6, 1344-1)', () => {
  async function owing(more: Partial<GivenItem> = {}) {
    const tenant = await db.newTenant();
    const customerId = await givenCustomer(tenant, { code: 'X', columns: { kind: 'consumer' } });
    const [itemId = ''] = await given(tenant, [invoice(customerId, 'F-1', 1_000_00n, '2026-05-31', more)]);
    return { tenant, customerId, itemId };
  }

  test('1 000.00, notice received 10 September, paid 21 November 2026: 72 days at 2.75 %, 5.42, no 40 € (§1.7)', async () => {
    const { tenant, customerId, itemId } = await owing();
    await givenNotice(tenant, { customerId, itemIds: [itemId], said: { state: 'received', on: '2026-09-10' } });
    await settle(tenant, customerId, itemId, 1_000_00n, '2026-11-21');
    const { items, totals } = await claims(tenant, '2026-11-30');
    expect(items).toMatchObject([
      {
        from: '2026-09-11',
        to: '2026-11-21',
        regime: 'fr-consumer',
        segments: [
          { from: '2026-09-11', to: '2026-11-21', rate: '2.75', days: 72, amount: '5.42', basis: 'C. civ. art. 1231-6, 1344-1' },
        ],
        interest: '5.42',
        indemnity: '0.00',
        indemnityBasis: null,
        because: null,
      },
    ]);
    expect(totals).toMatchObject([{ interest: '5.42', indemnity: '0.00' }]);
    expect((await claims(tenant, '2026-11-30', [customerId])).items).toEqual(items);
    // On the day it was received nothing had run yet; the day after, one day had.
    expect((await claims(tenant, '2026-09-10')).items).toMatchObject([{ interest: '0.00', because: 'no-formal-notice' }]);
    expect((await claims(tenant, '2026-09-11')).items).toMatchObject([{ interest: '0.08', because: null }]);
  });

  test('across 1 July each half-year bears its own rate, and a part payment lowers what bears', async () => {
    const { tenant, customerId, itemId } = await owing();
    await givenNotice(tenant, { customerId, itemIds: [itemId], said: { state: 'received', on: '2026-06-15' } });
    await settle(tenant, customerId, itemId, 400_00n, '2026-07-10');
    expect((await claims(tenant, '2026-07-31')).items[0]?.segments).toMatchObject([
      { principal: '1000.00', rate: '2.62', days: 15, amount: '1.08' },
      { principal: '1000.00', rate: '2.75', days: 10, amount: '0.75' },
      { principal: '600.00', rate: '2.75', days: 21, amount: '0.95' },
    ]);
  });

  test('received before the invoice was due, it runs from the day after the due day; of two notices the first counts', async () => {
    const { tenant, customerId, itemId } = await owing();
    for (const on of ['2026-09-10', '2026-05-20'])
      await givenNotice(tenant, { customerId, itemIds: [itemId], said: { state: 'received', on } });
    expect((await claims(tenant, '2026-06-30')).items).toMatchObject([{ from: '2026-06-01', to: '2026-06-30' }]);
  });

  test.each([
    { what: 'refused at the door', notice: { said: { state: 'refused', on: '2026-09-10' } }, bears: true },
    { what: 'left unclaimed at the post office', notice: { said: { state: 'unclaimed', on: '2026-09-10' } }, bears: true },
    {
      what: 'an electronic one, received',
      notice: { channel: 'registered-e-letter', said: { state: 'received', on: '2026-09-10' } },
      bears: true,
    },
    {
      what: 'an electronic one, unclaimed: it hid who sent it',
      notice: { channel: 'registered-e-letter', said: { state: 'unclaimed', on: '2026-09-10' } },
      bears: false,
    },
    { what: 'returned: the address was wrong', notice: { said: { state: 'returned', on: '2026-09-10' } }, bears: false },
    { what: 'posted, and nothing is known of it yet', notice: {}, bears: false },
    {
      what: 'a mail, whose receipt nothing proves',
      notice: { channel: 'e-mail', said: { state: 'received', on: '2026-09-10' } },
      bears: false,
    },
    {
      what: 'a reminder that was no notice',
      notice: { formalNotice: false, said: { state: 'received', on: '2026-09-10' } },
      bears: false,
    },
    {
      what: 'one taken out of the pile',
      notice: { state: 'cancelled', said: { state: 'received', on: '2026-09-10' } },
      bears: false,
    },
    {
      what: 'one that stayed in the local mailbox',
      notice: { transport: 'local', said: { state: 'received', on: '2026-09-10' } },
      bears: false,
    },
  ] as const)('$what: bears interest $bears', async ({ notice, bears }) => {
    const { tenant, customerId, itemId } = await owing();
    await givenNotice(tenant, { customerId, itemIds: [itemId], ...notice });
    expect((await claims(tenant, '2026-11-20')).items).toMatchObject([
      bears ? { from: '2026-09-11', because: null } : { interest: '0.00', because: 'no-formal-notice' },
    ]);
  });

  test('only what the notice listed bears; a business owes its penalties whatever notices it got', async () => {
    const { tenant, customerId, itemId } = await owing();
    const firm = await business(tenant, { code: 'Y' });
    const [late = ''] = await given(tenant, [
      invoice(firm, 'B-1', 1_000_00n, '2026-05-31'),
      invoice(customerId, 'F-2', 1_000_00n, '2026-05-31'),
    ]);
    await givenNotice(tenant, { customerId, itemIds: [itemId], said: { state: 'received', on: '2026-09-10' } });
    await givenNotice(tenant, { customerId: firm, itemIds: [late], said: { state: 'received', on: '2026-09-10' } });
    expect((await claims(tenant, '2026-09-30')).items.map((one) => [one.number, one.from, one.indemnity, one.because])).toEqual([
      ['F-1', '2026-09-11', '0.00', null],
      ['F-2', '2026-06-01', '0.00', 'no-formal-notice'],
      ['B-1', '2026-06-01', '40.00', null],
    ]);
  });

  test('a half-year whose legal rate is not published is refused for a consumer too, once a notice makes interest run', async () => {
    const { tenant, customerId, itemId } = await owing();
    expect((await claims(tenant, '2027-02-01')).items).toMatchObject([{ because: 'no-formal-notice' }]);
    await givenNotice(tenant, { customerId, itemIds: [itemId], said: { state: 'received', on: '2026-09-10' } });
    await expect(claims(tenant, '2027-02-01')).rejects.toMatchObject({ code: 'law.rate-unknown' });
  });
});

test('interest bears no interest, nor do fees, payments on account or an opening balance without detail (T3, T51)', async () => {
  const tenant = await db.newTenant();
  const customer = await business(tenant);
  await given(tenant, [
    invoice(customer, 'I', 100_00n, '2026-05-31', { kind: 'late-interest' }),
    invoice(customer, 'J', 40_00n, '2026-05-31', { kind: 'indemnity' }),
    invoice(customer, 'K', 40_00n, '2026-05-31', { kind: 'fee' }),
    invoice(customer, 'L', 40_00n, '2026-05-31', { columns: { in_ledger: false } }),
    invoice(customer, 'M', 40_00n, '2026-05-31', { columns: { opening_without_detail: true } }),
    invoice(customer, 'N', -40_00n, '2026-05-31', { kind: 'credit-note' }),
    { ...invoice(customer, 'O', 40_00n, '2026-05-31'), dueOn: null },
  ]);
  expect((await claims(tenant)).items).toEqual([]);
});

test('two currencies are never added, and the indemnity counts in its own (T43, T48)', async () => {
  const tenant = await db.newTenant();
  const customer = await business(tenant);
  await given(tenant, [
    invoice(customer, 'E', 10_000_00n, '2026-05-31'),
    invoice(customer, 'U', 10_000_00n, '2026-05-31', { currency: 'USD' }),
    invoice(customer, 'J', 10_000n, '2026-05-31', { currency: 'JPY' }),
  ]);
  expect(
    (await claims(tenant, '2026-06-30')).totals.map((one) => [one.currency, one.items, one.interest, one.indemnity]),
  ).toEqual([
    ['EUR', 1, '99.86', '120.00'],
    ['JPY', 1, '100', '0'],
    ['USD', 1, '99.86', '0.00'],
  ]);
});

describe('what holds it', () => {
  test('a disputed part is conditional until the dispute is over; then it is claimed for all its days (§1.2 rule 9)', async () => {
    const tenant = await db.newTenant();
    const customer = await business(tenant);
    const [item = ''] = await given(tenant, [invoice(customer, 'F-1', 12_000_00n, '2026-05-31')]);
    const dispute = { source: 'disputes', sourceId: uuidv7() };
    await tenant.tenantDb.transaction((tx) =>
      placeHold(
        tx,
        {
          scope: 'item',
          customerId: customer,
          itemId: item,
          partMinor: 2_000_00n,
          reason: 'disputed',
          fromOn: '2026-06-10',
          ...dispute,
        },
        by,
      ),
    );
    const { items, totals } = await claims(tenant, '2026-06-30');
    expect(items).toMatchObject([
      {
        interest: '99.86',
        indemnity: '40.00',
        conditional: { interest: '19.97', indemnity: '0.00', segments: [{ principal: '2000.00' }] },
      },
    ]);
    expect(totals).toMatchObject([{ interest: '99.86', conditionalInterest: '19.97' }]);
    await tenant.tenantDb.transaction((tx) => releaseHolds(tx, dispute, 'rejected', by));
    expect((await claims(tenant, '2026-06-30')).items).toMatchObject([{ interest: '119.84', conditional: null }]);
  });

  test('an insolvency stops what was owed before it and says so (§3.9)', async () => {
    const tenant = await db.newTenant();
    const customer = await business(tenant);
    await given(tenant, [
      invoice(customer, 'before', 12_000_00n, '2026-05-31'),
      invoice(customer, 'prior', 12_000_00n, '2026-06-20'),
      invoice(customer, 'since', 12_000_00n, '2026-07-31', { issueOn: '2026-07-01' }),
    ]);
    await tenant.tenantDb.transaction((tx) =>
      placeHold(
        tx,
        { scope: 'customer', customerId: customer, reason: 'insolvency', source: 'manual', fromOn: '2026-06-16' },
        by,
      ),
    );
    const { items } = await claims(tenant, '2026-08-31');
    expect(items.map((one) => [one.number, one.interest, one.indemnity, one.because])).toEqual([
      ['before', '59.92', '40.00', null],
      ['prior', '0.00', '0.00', 'insolvency'],
      ['since', '126.38', '40.00', null],
    ]);
  });
});

describe('whose it is', () => {
  test('of an unknown kind nothing is claimed, of a foreign seller only where its law is known', async () => {
    const tenant = await db.newTenant({ country: 'NL' });
    await given(tenant, [invoice(await business(tenant), 'N', 100_00n, '2026-05-31')]);
    expect((await claims(tenant)).items).toMatchObject([
      { because: 'country-not-covered', regime: null, interest: '0.00', segments: [] },
    ]);
    const french = await db.newTenant();
    await given(french, [invoice(await givenCustomer(french), 'U', 100_00n, '2026-05-31')]);
    expect((await claims(french)).items).toMatchObject([{ because: 'debtor-kind-unknown', interest: '0.00', indemnity: '0.00' }]);
    const german = await db.newTenant({ country: 'DE' });
    await given(german, [invoice(await business(german), 'D', 10_000_00n, '2026-05-31')]);
    expect((await claims(german, '2026-07-20')).items).toMatchObject([
      { interest: '142.05', indemnity: '40.00', regime: 'de-business' },
    ]);
  });

  test('a merged duplicate owes as the customer it became; customers of the group are only shown when asked for', async () => {
    const tenant = await db.newTenant();
    const [main, twin] = [await business(tenant, { code: 'MAIN' }), await givenCustomer(tenant, { code: 'TWIN' })];
    const sister = await business(tenant, { code: 'SISTER', intercompany: true });
    await given(tenant, [invoice(twin, 'T', 12_000_00n, '2026-05-31'), invoice(sister, 'S', 12_000_00n, '2026-05-31')]);
    await tenant.tenantDb.transaction((tx) => mergeCustomer(tx, twin, main, by));
    expect((await claims(tenant, '2026-06-30')).items.map((one) => [one.customerCode, one.interest])).toEqual([
      ['MAIN', '119.84'],
    ]);
    const accounts = await accountsMergedInto(tenant.tenantDb, main);
    expect((await claims(tenant, '2026-06-30', accounts)).items.map((one) => one.number)).toEqual(['T']);
    expect((await claims(tenant, '2026-06-30', [sister])).items.map((one) => one.interest)).toEqual(['119.84']);
  });

  test('within a portfolio one sees the interest of its customers, and its totals are theirs', async () => {
    const tenant = await db.newTenant();
    const collectorId = uuidv7();
    const [mine, other] = [await business(tenant, { collector_id: collectorId }), await business(tenant)];
    await given(tenant, [invoice(mine, 'mine', 12_000_00n, '2026-05-31'), invoice(other, 'other', 12_000_00n, '2026-05-31')]);
    const scoped = db.database.tenant(tenant.tenantId, { collectors: [collectorId] });
    const found = await interestClaims(scoped, { asOf: '2026-06-30', policy: standardPolicy }, window);
    expect(found.items.map((one) => one.number)).toEqual(['mine']);
    expect(found.totals).toMatchObject([{ items: 1, interest: '119.84', indemnity: '40.00' }]);
  });
});

test('what should be looked at before it is claimed is said beside it', async () => {
  const tenant = await db.newTenant();
  const customer = await givenCustomer(tenant, { columns: { kind: 'public', lettered: false } });
  await given(tenant, [invoice(customer, 'F', 100_00n, '2026-07-15', { columns: { due_inferred: true } })]);
  expect((await claims(tenant)).items[0]?.notes).toEqual(['due-day-inferred', 'account-not-lettered', 'public-term-too-long']);
});

test('the seller’s own choices count: days of grace, smallest interest, days of a year', async () => {
  const tenant = await db.newTenant();
  const { tenantDb } = tenant;
  const customer = await business(tenant);
  await given(tenant, [
    invoice(customer, 'small', 60_00n, '2024-01-31', { issueOn: '2024-01-02' }),
    invoice(customer, 'large', 36_600_00n, '2024-01-31', { issueOn: '2024-01-02' }),
    invoice(customer, 'fresh', 36_600_00n, '2024-02-25', { issueOn: '2024-01-02' }),
  ]);
  for (const [key, value] of [
    ['interest.graceDays', 5],
    ['interest.minimum', '5.00'],
    ['interest.yearDays', 'actual'],
  ] as const)
    await tenantDb.transaction((tx) => changeSetting(tx, key, value, by));
  const found = await interestClaims(tenantDb, { asOf: '2024-03-01', policy: await policyOf(tenantDb, false) }, window);
  expect(found.items.map((one) => [one.number, one.interest, one.indemnity, one.because])).toEqual([
    ['small', '0.00', '40.00', 'below-minimum'],
    ['large', '435.00', '40.00', null],
  ]);
});

test('a half-year whose rate is not published yet is refused by its name; asked for, the last rate stands, marked', async () => {
  const tenant = await db.newTenant();
  await given(tenant, [invoice(await business(tenant), 'F', 1_000_00n, '2026-11-30')]);
  await expect(claims(tenant, '2027-01-01')).rejects.toMatchObject({ code: 'law.rate-unknown', values: { halfYear: '2027-S1' } });
  const policy = { ...standardPolicy, provisional: true };
  const found = await interestClaims(tenant.tenantDb, { asOf: '2027-01-01', policy }, window);
  expect(found.items[0]?.segments.map((line) => [line.rate, line.days, line.provisional])).toEqual([
    ['12.40', 31, false],
    ['12.40', 1, true],
  ]);
});
