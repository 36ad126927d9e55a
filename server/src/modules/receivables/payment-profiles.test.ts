import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addMonths, type Day, daysBetween } from '../../kernel/days.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { sql } from '../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../platform/testing/index.ts';
import { accountList } from './account-list.ts';
import { accountFields, itemFields } from './fields.ts';
import { itemList } from './item-list.ts';
import { givenCustomer, givenItems } from './ledger.fixture.ts';
import type { LedgerNeighbours } from './neighbours.ts';
import { tellPaymentProfiles } from './payment-profiles.ts';

const db = testDatabase();
const today: Day = '2026-04-30';
const neighbours: LedgerNeighbours = { heldOf: async () => [], badgesOf: async () => new Map(), accountFields, itemFields };

type Invoice = { readonly late: number; readonly settledOn: Day; readonly columns?: Readonly<Record<string, unknown>> };

/** A customer that settled invoices, each so many days late. */
async function givenPayer(tenant: TestTenant, code: string, invoices: readonly Invoice[]): Promise<string> {
  const customerId = await givenCustomer(tenant, { code });
  await givenItems(
    tenant,
    invoices.map(({ late, settledOn, columns }) => ({
      customerId,
      amount: 100_00n,
      issueOn: addDays(settledOn, -late - 30),
      dueOn: addDays(settledOn, -late),
      columns: { open_minor: 0n, settled_on: settledOn, ...columns },
    })),
  );
  return customerId;
}

const settled = (late: number, settledOn: Day = '2026-04-15'): Invoice => ({ late, settledOn });
const tell = (tenant: TestTenant, day: Day = today) => tenant.tenantDb.transaction((tx) => tellPaymentProfiles(tx, day));
async function profiles({ tenantDb }: TestTenant): Promise<Record<string, string>> {
  const rows = await tenantDb.rows<{ code: string; profile: string }>(sql`
    select code, payment_profile as profile from customers.customer order by code
  `);
  return Object.fromEntries(rows.map(({ code, profile }) => [code, profile]));
}
test('up to five days late on average is prompt, up to fifteen irregular, up to forty-five slow; beyond, the customer defaults', async () => {
  const tenant = await db.newTenant();
  const of = (code: string, ...days: number[]) =>
    givenPayer(
      tenant,
      code,
      days.map((late) => settled(late)),
    );
  await of('early', -10, -4, 0);
  await of('five days', 5, 5, 5);
  await of('just over five', 5, 5, 6);
  await of('fifteen days', 15, 15, 15);
  await of('just over fifteen', 15, 15, 16);
  await of('forty-five days', 45, 45, 45);
  await of('just over forty-five', 45, 45, 46);
  await of('on time on average, fifteen days apart', -15, 0, 15);
  await of('on time on average, sixteen days apart', -16, 0, 16);
  await of('two invoices only', 0, 0);
  await of('nothing settled');
  await tell(tenant);
  expect(await profiles(tenant)).toEqual({
    early: 'prompt',
    'five days': 'prompt',
    'just over five': 'irregular',
    'fifteen days': 'irregular',
    'just over fifteen': 'slow',
    'forty-five days': 'slow',
    'just over forty-five': 'defaulting',
    'on time on average, fifteen days apart': 'prompt',
    'on time on average, sixteen days apart': 'irregular',
    'two invoices only': 'unknown',
    'nothing settled': 'unknown',
  });
});

test.each([
  ['2026-04-30', '2025-10-30', 'unknown'],
  ['2026-04-30', '2025-10-31', 'slow'],
  // Six months before the last day of August is the last day of February.
  ['2026-08-31', '2026-02-28', 'unknown'],
  ['2026-08-31', '2026-03-01', 'slow'],
  ['2026-04-30', '2026-04-30', 'slow'],
  ['2026-04-30', '2026-05-01', 'unknown'],
])('on %s, three invoices settled on %s make a customer %s', async (day, settledOn, profile) => {
  const tenant = await db.newTenant();
  await givenPayer(tenant, 'ALISIER', [settled(20, settledOn), settled(20, settledOn), settled(20, settledOn)]);
  await tell(tenant, day);
  expect(await profiles(tenant)).toEqual({ ALISIER: profile });
});

test('what is no invoice, has no due date or was issued two years ago tells nothing', async () => {
  const tenant = await db.newTenant();
  const with_ = (columns: Readonly<Record<string, unknown>>) => Array.from({ length: 3 }, () => ({ ...settled(20), columns }));
  await givenPayer(tenant, 'debits', with_({ kind: 'debit' }));
  await givenPayer(tenant, 'without due date', with_({ due_on: null }));
  await givenPayer(tenant, 'of long ago', with_({ issue_on: '2024-04-30' }));
  await givenPayer(tenant, 'of lately', with_({ issue_on: '2024-05-01' }));
  await tell(tenant);
  expect(await profiles(tenant)).toEqual({
    debits: 'unknown',
    'without due date': 'unknown',
    'of long ago': 'unknown',
    'of lately': 'slow',
  });
});

const anyInvoice = fc.record({
  settledOn: fc.oneof(
    fc.integer({ min: -200, max: 10 }).map((days) => addDays(today, days)),
    fc.constantFrom(addMonths(today, -6), addDays(addMonths(today, -6), 1), today, addDays(today, 1), null),
  ),
  late: fc.oneof(fc.integer({ min: -30, max: 90 }), fc.constantFrom(5, 15, 45)),
  age: fc.oneof({ weight: 9, arbitrary: fc.constant(60) }, { weight: 1, arbitrary: fc.integer({ min: 700, max: 760 }) }),
  kind: fc.oneof({ weight: 9, arbitrary: fc.constant('invoice') }, { weight: 1, arbitrary: fc.constantFrom('debit', 'fee') }),
  dated: fc.integer({ min: 1, max: 20 }).map((drawn) => drawn > 1),
});
type Drawn = typeof anyInvoice extends fc.Arbitrary<infer One> ? One : never;
const issueOf = ({ settledOn, age }: Drawn): Day => addDays(settledOn ?? today, -age);

/** The rule in whole numbers: an average over n days is a sum over n times as many, a deviation over fifteen a variance over its square. */
function oracle(invoices: readonly Drawn[]): string {
  const delays = invoices
    .filter(
      (one) =>
        one.kind === 'invoice' &&
        one.dated &&
        one.settledOn !== null &&
        one.settledOn > addMonths(today, -6) &&
        one.settledOn <= today &&
        daysBetween(issueOf(one), today) < 730,
    )
    .map((one) => one.late);
  const count = delays.length;
  const sum = delays.reduce((total, delay) => total + delay, 0);
  const squares = delays.reduce((total, delay) => total + delay * delay, 0);
  if (count < 3) return 'unknown';
  if (sum > 45 * count) return 'defaulting';
  if (sum > 15 * count) return 'slow';
  return sum > 5 * count || count * squares - sum * sum > 15 * 15 * count * (count - 1) ? 'irregular' : 'prompt';
}

test('the kept word is the rule’s, whatever was settled when, and whatever it was before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(anyInvoice, { maxLength: 8 }), { minLength: 5, maxLength: 30 }), async (customers) => {
      const tenant = await db.newTenant();
      const ids = customers.map(() => uuidv7());
      await tenant.tenantDb.run(sql`
        insert into customers.customer (tenant_id, id, entity_id, code, name, payment_profile)
        -- Whatever it was told before.
        select ${tenant.tenantId}, id, ${tenant.entityId}, id::text, 'Client', (array['prompt', 'slow', 'unknown'])[1 + place % 3]
        from unnest(${ids}::uuid[]) with ordinality as row (id, place)
      `);
      const items = customers.flatMap((invoices, index) =>
        invoices.map((one) => ({
          customer: ids[index],
          kind: one.kind,
          issue: issueOf(one),
          due: one.dated ? addDays(one.settledOn ?? today, -one.late) : null,
          open: one.settledOn === null ? 1 : 0,
          settled: one.settledOn ?? 'infinity',
        })),
      );
      await tenant.tenantDb.run(sql`
        insert into receivables.item (tenant_id, id, entity_id, customer_id, document_id, source, source_key, kind, issue_on, due_on, booked_on, currency, amount_minor, open_minor, settled_on)
        select ${tenant.tenantId}, made.id, ${tenant.entityId}, row.customer, made.id, 'test', made.id::text, row.kind, row.issue, row.due, row.issue, 'EUR', 1, row.open, row.settled
        from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as row (customer uuid, kind text, issue date, due date, open bigint, settled date)
        cross join lateral (select uuidv7() as id, row.customer) as made
      `);
      const expected = Object.fromEntries(ids.map((id, index) => [id, oracle(customers[index] ?? [])]));
      await tell(tenant);
      expect(await profiles(tenant)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test('only customers whose word changed are written: what waits for the others has nothing to look at again', async () => {
  const tenant = await db.newTenant();
  await givenPayer(tenant, 'ALISIER', [settled(20), settled(20), settled(20)]);
  await givenPayer(tenant, 'BOULEAU', [settled(0), settled(0), settled(0, '2026-05-10')]);
  const versions = async () =>
    Object.fromEntries(
      (
        await tenant.tenantDb.rows<{ code: string; version: string }>(
          sql`select code, xmin::text as version from customers.customer`,
        )
      ).map(({ code, version }) => [code, version]),
    );
  await tell(tenant);
  const before = await versions();
  await tell(tenant, '2026-05-10');
  const after = await versions();
  expect(await profiles(tenant)).toEqual({ ALISIER: 'slow', BOULEAU: 'prompt' });
  expect(after['ALISIER']).toBe(before['ALISIER']);
  expect(after['BOULEAU']).not.toBe(before['BOULEAU']);
});

test('accounts and items are found by how their customer pays; sorted by it they stand from best to worst, the unknown last either way', async () => {
  const tenant = await db.newTenant();
  const late = { prompt: 0, irregular: 10, slow: 30, defaulting: 60 };
  for (const [code, days] of Object.entries(late)) {
    const customerId = await givenPayer(tenant, code, [settled(days), settled(days), settled(days)]);
    await givenItems(tenant, [{ customerId, amount: 50_00n, dueOn: '2026-05-31', columns: { number: code } }]);
  }
  await givenPayer(tenant, 'unknown', []);
  await tell(tenant);
  const accounts = (question: object) => accountList(tenant.tenantDb, question, today, neighbours);
  const bad = JSON.stringify({ field: 'paymentProfile', is: 'is', value: ['slow', 'defaulting'] });
  const found = await accounts({ filter: bad, sort: 'code' });
  expect(found.rows.map(({ code, profile }) => [code, profile])).toEqual([
    ['defaulting', 'defaulting'],
    ['slow', 'slow'],
  ]);
  expect(found.total).toBe(2);
  const walked = async (sort: string) => {
    const codes: string[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await accounts({ sort, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      codes.push(...page.rows.map(({ code }) => code));
      cursor = page.nextCursor ?? undefined;
      more = cursor !== undefined;
    }
    return codes;
  };
  expect(await walked('paymentProfile')).toEqual(['prompt', 'irregular', 'slow', 'defaulting', 'unknown']);
  expect(await walked('-paymentProfile')).toEqual(['defaulting', 'slow', 'irregular', 'prompt', 'unknown']);
  // What such a customer owes is expected late.
  const items = await itemList(tenant.tenantDb, { filter: bad, sort: 'number' }, today, neighbours);
  expect(items.rows.map(({ number, situation }) => [number, situation])).toEqual([
    ['defaulting', 'late-expected'],
    ['slow', 'late-expected'],
  ]);
  const others = await itemList(tenant.tenantDb, { filter: JSON.stringify({ not: JSON.parse(bad) }) }, today, neighbours);
  expect(others.rows.map(({ situation }) => situation)).toEqual(['current', 'current']);
});
