import type { InterestClaim } from '@quitus/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { addDays, type Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { placeHold } from '../../holds/index.ts';
import { allocate } from '../../receivables/index.ts';
import { givenCustomer, givenItems } from '../../receivables/ledger.fixture.ts';
import { givenNotice } from './notice.fixture.ts';
import { interestClaimBatches, interestClaims } from './claims.ts';
import { naiveClaims } from './interest-oracle.fixture.ts';
import { standardPolicy } from './policy.ts';
import { sumClaims } from './sum-claims.ts';

const db = testDatabase();
const by = systemActor('test');
const asOf = '2026-11-20';

// Around 1 January and 1 July, of leap years too, so that every cut is met.
const day = fc.constantFrom(
  '2012-12-20',
  '2023-12-31',
  '2024-02-28',
  '2024-06-30',
  '2025-12-01',
  '2026-05-31',
  '2026-06-30',
  '2026-11-19',
  '2026-11-20',
);
const later = fc.constantFrom(-20, -1, 0, 1, 2, 15, 40, 200, 400);
const billed = fc.record({
  customer: fc.nat({ max: 3 }),
  dueOn: day,
  issuedBefore: fc.constantFrom(0, 30, 60, 90),
  minor: fc.bigInt({ min: 1n, max: 5_000_000n }),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD', 'JPY'),
  kind: fc.constantFrom('invoice', 'invoice', 'invoice', 'opening', 'debit', 'late-interest'),
  sameInvoice: fc.boolean(),
  credits: fc.array(
    fc.record({
      after: later,
      share: fc.integer({ min: 1, max: 100 }),
      kind: fc.constantFrom('payment', 'payment', 'credit-note'),
      provisional: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  notice: fc.option(later, { freq: 2 }),
  dispute: fc.option(fc.record({ share: fc.option(fc.integer({ min: 1, max: 120 })), after: later }), { freq: 4 }),
});
const held = fc.option(fc.record({ on: fc.constantFrom('2024-07-01', '2026-06-16', '2026-11-20'), item: fc.boolean() }), {
  freq: 3,
});
const policies = fc.record({
  yearDays: fc.constantFrom('365' as const, 'actual' as const),
  graceDays: fc.constantFrom(0, 0, 1, 15),
  minimumHundredths: fc.constantFrom(0n, 0n, 5_00n),
  provisional: fc.boolean(),
});

async function givenLedger(
  bills: readonly (typeof billed extends fc.Arbitrary<infer B> ? B : never)[],
  judgment: { on: Day; item: boolean } | null,
) {
  const tenant = await db.newTenant({ country: 'FR' });
  const customers = [
    await givenCustomer(tenant, { columns: { kind: 'business' } }),
    await givenCustomer(tenant, { columns: { kind: 'public' } }),
    await givenCustomer(tenant, { columns: { kind: 'consumer' } }),
    await givenCustomer(tenant, { columns: { kind: 'business' } }),
  ];
  let documentId = uuidv7();
  const items: { id: string; customerId: string }[] = [];
  for (const bill of bills) {
    const customerId = customers[bill.customer]!;
    const issueOn = addDays(bill.dueOn, -bill.issuedBefore);
    if (!bill.sameInvoice || items.at(-1)?.customerId !== customerId) documentId = uuidv7();
    const [id] = await givenItems(tenant, [
      {
        customerId,
        amount: bill.minor,
        issueOn,
        bookedOn: issueOn,
        dueOn: bill.dueOn,
        currency: bill.currency,
        kind: bill.kind,
        columns: { document_id: documentId },
      },
    ]);
    items.push({ id: id!, customerId });
    let open = bill.minor;
    for (const credit of bill.credits) {
      const amountMinor = (open * BigInt(credit.share)) / 100n;
      if (amountMinor === 0n) continue;
      open -= amountMinor;
      const on = addDays(bill.dueOn, credit.after);
      const [creditItemId] = await givenItems(tenant, [
        { customerId, amount: -amountMinor, bookedOn: on, currency: bill.currency, kind: credit.kind },
      ]);
      await tenant.tenantDb.transaction((tx) =>
        allocate(
          tx,
          { creditItemId: creditItemId!, debitItemId: id!, amountMinor, provisional: credit.provisional, source: 'manual' },
          by,
        ),
      );
    }
    if (bill.notice !== null)
      await givenNotice(tenant, {
        customerId,
        itemIds: [id!],
        said: { state: 'received', on: addDays(bill.dueOn, bill.notice) },
      });
    if (!bill.dispute) continue;
    const { share, after } = bill.dispute;
    await tenant.tenantDb.transaction((tx) =>
      placeHold(
        tx,
        {
          scope: 'item',
          customerId,
          itemId: id!,
          reason: 'disputed',
          source: 'disputes',
          sourceId: uuidv7(),
          fromOn: addDays(bill.dueOn, after),
          ...(share === null ? {} : { partMinor: (bill.minor * BigInt(share)) / 100n + 1n }),
        },
        by,
      ),
    );
  }
  const last = items.at(-1);
  if (judgment && last)
    await tenant.tenantDb.transaction((tx) =>
      placeHold(
        tx,
        judgment.item
          ? {
              scope: 'item',
              customerId: last.customerId,
              itemId: last.id,
              reason: 'insolvency',
              source: 'manual',
              fromOn: judgment.on,
            }
          : { scope: 'customer', customerId: last.customerId, reason: 'insolvency', source: 'manual', fromOn: judgment.on },
        by,
      ),
    );
  return tenant;
}

const comparable = (claim: InterestClaim) => {
  const plain = (segments: InterestClaim['segments']) => segments.map(({ basis: _, ...line }) => line);
  return {
    itemId: claim.itemId,
    principal: claim.principal,
    from: claim.from,
    to: claim.to,
    because: claim.because,
    interest: claim.interest,
    segments: plain(claim.segments),
    conditionalInterest: claim.conditional?.interest ?? toDecimal(0n, claim.currency),
    conditionalSegments: plain(claim.conditional?.segments ?? []),
    indemnity: claim.indemnityBasis === null ? '0.00' : claim.indemnity,
    conditionalIndemnity: claim.indemnityBasis === null ? '0.00' : (claim.conditional?.indemnity ?? '0.00'),
  };
};
const byId = (left: { itemId: string }, right: { itemId: string }): number => (left.itemId < right.itemId ? -1 : 1);

test('whatever a portfolio went through, one statement finds to the cent what the rules find item by item (T47, T50, T51)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(billed, { minLength: 3, maxLength: 9 }),
      held,
      policies,
      fc.constantFrom(asOf, '2024-07-01', '2026-07-20', '2027-02-01'),
      async (bills, judgment, policy, on) => {
        const { tenantDb } = await givenLedger(bills, judgment);
        const refused = { refused: 'law.rate-unknown' };
        const expected = await naiveClaims(tenantDb, on, policy).catch((error: { code: string }) => ({ refused: error.code }));
        const found = await interestClaims(tenantDb, { asOf: on, policy }, { offset: 0, limit: 1000 }).catch(
          (error: { code: string }) => ({ refused: error.code }),
        );
        if ('refused' in expected || 'refused' in found) {
          expect([expected, found]).toEqual([refused, refused]);
          return;
        }
        expect(found.items.map(comparable).toSorted(byId)).toEqual(expected);
        expect(found.total).toBe(expected.length);
        // The stream tells the same, and its sums are the statement's.
        const sum = sumClaims();
        const streamed: InterestClaim[] = [];
        for await (const batch of interestClaimBatches(tenantDb, { asOf: on, policy })) streamed.push(...batch);
        for (const claim of streamed) sum.add(claim);
        expect(streamed).toEqual(found.items);
        expect(sum.totals()).toEqual(found.totals);
      },
    ),
    { numRuns: 40, endOnFailure: true },
  );
}, 180_000);

test('a window is a part of the whole, and the totals stay those of all', async () => {
  const bill = (minor: bigint) => ({
    customer: 0,
    dueOn: '2026-05-31' as const,
    issuedBefore: 30 as const,
    minor,
    currency: 'EUR' as const,
    kind: 'invoice' as const,
    sameInvoice: false,
    credits: [],
    notice: null,
    dispute: null,
  });
  const { tenantDb } = await givenLedger([bill(100_00n), bill(200_00n), bill(300_00n)], null);
  const question = { asOf, policy: standardPolicy };
  const whole = await interestClaims(tenantDb, question, { offset: 0, limit: 100 });
  const second = await interestClaims(tenantDb, question, { offset: 1, limit: 1 });
  expect(second.items).toEqual(whole.items.slice(1, 2));
  expect([second.total, second.totals]).toEqual([3, whole.totals]);
  expect(await interestClaims(tenantDb, question, { offset: 9, limit: 1 })).toEqual({ ...whole, items: [] });
});
