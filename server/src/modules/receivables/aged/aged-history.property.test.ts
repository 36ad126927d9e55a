import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { addDays } from '../../../kernel/days.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusals.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../../platform/testing/index.ts';
import { allocate } from '../allocations/allocate.ts';
import { letterGroups } from '../allocations/letter-groups.ts';
import { redateAllocations } from '../allocations/redate-allocations.ts';
import { replaceProvisional } from '../allocations/replace-provisional.ts';
import { reverseAllocation } from '../allocations/reverse-allocation.ts';
import { refreshBalances } from '../balances.ts';
import { historyColumns, itemColumnsOf } from '../item-columns.ts';
import { ledgerChecks } from '../ledger-checks.ts';
import { givenCustomer, givenItems } from '../ledger.fixture.ts';
import { agedBalance, agedBalanceRows } from './aged-balance.ts';
import { naiveAgedBalance, readFacts } from './aged-oracle.fixture.ts';
import type { AgedLine, AgedQuestion } from './question.ts';

const db = testDatabase();
const by = systemActor('test');
const firstDay = '2026-01-01';
const bounds = [30, 60, 90];

const picked = fc.nat({ max: 1_000 });
// Few days, so that bookings, due dates and questions often meet on one.
const dayIn = fc.nat({ max: 7 }).map((count) => addDays(firstDay, 15 * count));
const booking = fc.record({
  kind: fc.constant('book' as const),
  customer: picked,
  minor: fc.integer({ min: -500, max: 500 }).filter((minor) => minor !== 0),
  bookedOn: dayIn,
  dueIn: fc.option(fc.constantFrom(-15, 0, 1, 30, 31, 60, 75), { freq: 8 }),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
  inLedger: fc.constantFrom(true, true, true, false),
});
const step = fc.oneof(
  { weight: 2, arbitrary: booking },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('allocate' as const),
      pair: picked,
      minor: fc.integer({ min: 1, max: 600 }),
      provisional: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reverse' as const), which: picked }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('letter' as const), items: fc.array(picked, { minLength: 2, maxLength: 6 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('revise' as const), which: picked, bookedOn: dayIn, dueOn: fc.option(dayIn) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), which: picked }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replace' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

type Known = { readonly tenant: TestTenant; readonly customers: readonly string[]; readonly items: string[] };
const chosen = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

async function isProvisional(tenantDb: TenantDatabase, id: string): Promise<boolean> {
  return !(await tenantDb.one<{ inLedger: boolean }>(sql`select in_ledger as "inLedger" from receivables.item where id = ${id}`))
    .inLedger;
}

/** What a person, an import or the bank does next. A refusal is an answer too: nothing then changes. */
async function take(known: Known, one: Step): Promise<void> {
  const { tenant, items } = known;
  const { tenantDb, entityId } = tenant;
  const everything = { entityId, customers: 'all' as const };
  switch (one.kind) {
    case 'book': {
      const dueOn = one.dueIn === null ? null : addDays(one.bookedOn, one.dueIn);
      const customerId = chosen(known.customers, one.customer)!;
      const inLedger = one.inLedger || one.minor > 0;
      items.push(
        ...(await givenItems(tenant, [
          {
            customerId,
            amount: BigInt(one.minor),
            bookedOn: one.bookedOn,
            issueOn: addDays(one.bookedOn, -3),
            dueOn,
            currency: one.currency,
            columns: { in_ledger: inLedger },
          },
        ])),
      );
      return;
    }
    case 'allocate': {
      const pairs = await tenantDb.rows<{ creditItemId: string; debitItemId: string; most: bigint }>(sql`
        select credit.id as "creditItemId", debit.id as "debitItemId", least(debit.open_minor - debit.awaiting_minor, credit.awaiting_minor - credit.open_minor) as most
        from receivables.item as credit
        join receivables.item as debit on debit.customer_id = credit.customer_id and debit.currency = credit.currency
        where credit.open_minor < 0 and debit.open_minor > 0
        order by credit.id, debit.id
      `);
      const pair = chosen(pairs, one.pair);
      if (!pair) return;
      const provisional = one.provisional || (await isProvisional(tenantDb, pair.creditItemId));
      const amountMinor = BigInt(one.minor) < pair.most || pair.most === 0n ? BigInt(one.minor) : pair.most;
      await tenantDb.transaction((tx) => allocate(tx, { ...pair, amountMinor, provisional, source: 'manual' }, by));
      return;
    }
    case 'reverse': {
      const live = await tenantDb.rows<{ id: string }>(
        sql`select id from receivables.allocation where reversed_at is null and source = 'manual' order by id`,
      );
      const found = chosen(live, one.which);
      if (found) await tenantDb.transaction((tx) => reverseAllocation(tx, found.id, 'returned', by));
      return;
    }
    case 'letter': {
      const group = one.items.map((index) => chosen(items, index)).filter((id) => id !== undefined);
      await tenantDb.transaction(async (tx) => {
        await letterGroups(
          tx,
          sql`select item.id, 'A' from receivables.item where item.id = any(${group}::uuid[]) and item.in_ledger`,
          {
            entityId,
            source: 'import',
          },
        );
        await refreshBalances(tx, everything);
      });
      return;
    }
    case 'revise':
    case 'remove': {
      const id = chosen(items, one.which);
      if (!id) return;
      await tenantDb.transaction(async (tx) => {
        const free = sql`not exists (select from receivables.allocation where allocation.reversed_at is null and item.id in (allocation.credit_item_id, allocation.debit_item_id))`;
        const removed = one.kind === 'remove';
        const kept = await tx.run(sql`
          insert into receivables.item_history (${historyColumns}) select ${itemColumnsOf('item')}, ${uuidv7()}::uuid, now(), null::uuid, ${removed}
          from receivables.item where item.id = ${id} and ${removed ? free : sql`true`}
        `);
        if (kept === 0) return;
        if (removed) await tx.run(sql`delete from receivables.item where item.id = ${id}`);
        else {
          await tx.run(
            sql`update receivables.item set booked_on = ${one.bookedOn}, due_on = ${one.dueOn}, recorded_from = now() where item.id = ${id}`,
          );
          await redateAllocations(tx, sql`select ${id}::uuid`, { by: 'import' });
        }
        await refreshBalances(tx, everything);
      });
      return;
    }
    case 'replace':
      await tenantDb.transaction(async (tx) => {
        await replaceProvisional(tx, sql`select item.id from receivables.item where item.in_ledger and item.amount_minor < 0`, {
          entityId,
        });
        await refreshBalances(tx, everything);
      });
  }
}

async function linesOf(tenant: TestTenant, question: AgedQuestion) {
  const lines: AgedLine[] = [];
  for await (const batch of agedBalanceRows(tenant.tenantDb, question, { by: 'key', descending: false })) lines.push(...batch);
  return lines
    .map((line) => ({
      customerId: line.id!,
      currency: line.currency,
      notDue: line.notDueMinor,
      buckets: [...line.bucketsMinor],
      unallocated: line.unallocatedMinor,
      awaiting: line.awaitingMinor,
      items: line.items,
    }))
    .toSorted((left, right) => (`${left.customerId}${left.currency}` < `${right.customerId}${right.currency}` ? -1 : 1));
}

test('whatever happens to a ledger, its aged balance at any date and instant is what one finds by hand, and what was once known never changes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(booking, { minLength: 3, maxLength: 8 }),
      fc.array(step, { minLength: 8, maxLength: 16 }),
      fc.array(dayIn, { minLength: 2, maxLength: 2 }),
      fc.constantFrom('due' as const, 'issue' as const),
      async (bookings, steps, days, basis) => {
        const tenant = await db.newTenant();
        const { tenantDb } = tenant;
        const known: Known = { tenant, customers: [await givenCustomer(tenant), await givenCustomer(tenant)], items: [] };
        const asking = (asOf: string, knownAt?: Temporal.Instant): AgedQuestion => ({
          asOf,
          by: 'customer',
          basis,
          bounds,
          classes: ['receivable'],
          ...(knownAt ? { knownAt } : {}),
        });
        const seen: { at: Temporal.Instant; asOf: string; lines: Awaited<ReturnType<typeof linesOf>> }[] = [];
        for (const one of bookings) await take(known, one);
        for (const one of steps) {
          await take(known, one).catch((error: unknown) => {
            if (!(error instanceof Refusal)) throw error;
          });
          const { at } = await tenantDb.one<{ at: Temporal.Instant }>(sql`select clock_timestamp() as at`);
          for (const asOf of days) seen.push({ at, asOf, lines: await linesOf(tenant, asking(asOf)) });
        }
        const facts = await readFacts(tenantDb);
        for (const { at, asOf, lines } of seen) {
          expect(lines).toEqual(naiveAgedBalance(facts, { asOf, knownAt: at, basis, bounds }));
          expect(await linesOf(tenant, asking(asOf, at))).toEqual(lines);
        }
        expect((await ledgerChecks(tenantDb)).filter((check) => !check.ok)).toEqual([]);
        await expectKeptAgree(tenant, basis, seen.at(-1)?.at);
      },
    ),
    // Each history takes long enough that shrinking one would hide the failure behind a time limit.
    { numRuns: 10, endOnFailure: true },
  );
}, 120_000);

/** The answer from the kept balances, on a day after everything, is the computed one. */
async function expectKeptAgree(tenant: TestTenant, basis: 'due' | 'issue', at: Temporal.Instant | undefined): Promise<void> {
  const question: AgedQuestion = { asOf: '2026-12-31', by: 'customer', basis, bounds, classes: ['receivable'] };
  const window = { offset: 0, limit: 100, sort: { by: 'overdue' as const, descending: true } };
  const kept = await agedBalance(tenant.tenantDb, question, window);
  const computed = await agedBalance(tenant.tenantDb, { ...question, ...(at ? { knownAt: at } : {}) }, window);
  const byKey = (lines: readonly AgedLine[]) =>
    lines.toSorted((left, right) => (`${left.key}${left.currency}` < `${right.key}${right.currency}` ? -1 : 1));
  expect(byKey(kept.rows)).toEqual(byKey(computed.rows));
  expect(kept.totals).toEqual(computed.totals);
  expect(kept.total).toBe(computed.total);
}
