import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { addDays, type Day } from '../../kernel/days.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusals.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import {
  escalationAge,
  escalationAges,
  extendHolds,
  liveHolds,
  placeHold,
  placeHolds,
  releaseHold,
  releaseHolds,
} from './index.ts';

const db = testDatabase();
const clerk = systemActor('test');

function stop(customerId: string, fromOn: Day, untilOn?: Day) {
  return { scope: 'customer', customerId, reason: 'stop', source: 'manual', fromOn, ...(untilOn ? { untilOn } : {}) } as const;
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: unknown) => (error as Refusal).code,
  );
}

const heldOn = async (tenantDb: TenantDatabase, day: Day): Promise<string[]> =>
  (await tenantDb.rows<{ reason: string }>(sql`select reason from (${liveHolds(day)}) as live order by reason`)).map(
    (row) => row.reason,
  );

// Against a pause from the 10th to the 20th.
test.each([
  ['touching its first day', '2026-03-01', '2026-03-10', 'hold.overlaps'],
  ['touching its last day', '2026-03-20', '2026-03-31', 'hold.overlaps'],
  ['overlapping its start', '2026-03-05', '2026-03-12', 'hold.overlaps'],
  ['overlapping its end', '2026-03-18', '2026-03-25', 'hold.overlaps'],
  ['inside it', '2026-03-12', '2026-03-14', 'hold.overlaps'],
  ['around it', '2026-03-01', '2026-03-31', 'hold.overlaps'],
  ['identical to it', '2026-03-10', '2026-03-20', 'hold.overlaps'],
  ['without end, from before it', '2026-03-01', undefined, 'hold.overlaps'],
  ['the day before it starts', '2026-03-01', '2026-03-09', 'accepted'],
  ['the day after it ends', '2026-03-21', undefined, 'accepted'],
])('a second stop on the same account %s: from %s to %s is %s (T13)', async (_, fromOn, untilOn, expected) => {
  const { tenantDb } = await db.newTenant();
  const customerId = uuidv7();
  await tenantDb.transaction((tx) => placeHold(tx, stop(customerId, '2026-03-10', '2026-03-20'), clerk));
  expect(await refusalOf(tenantDb.transaction((tx) => placeHold(tx, stop(customerId, fromOn, untilOn), clerk)))).toBe(expected);
});

test('the refusal says which pause is in the way', async () => {
  const { tenantDb } = await db.newTenant();
  const customerId = uuidv7();
  await tenantDb.transaction((tx) => placeHold(tx, stop(customerId, '2026-03-10', '2026-03-20'), clerk));
  await expect(tenantDb.transaction((tx) => placeHold(tx, stop(customerId, '2026-03-15'), clerk))).rejects.toMatchObject({
    values: { from: '2026-03-10', until: '2026-03-20', author: 'test' },
  });
});

test('two people who place the same stop at the same instant: one is placed, the other is told', async () => {
  const { tenantDb } = await db.newTenant();
  const customerId = uuidv7();
  const both = await Promise.all(
    [1, 2, 3].map(() => refusalOf(tenantDb.transaction((tx) => placeHold(tx, stop(customerId, '2026-03-10'), clerk)))),
  );
  expect(both.toSorted()).toEqual(['accepted', 'hold.overlaps', 'hold.overlaps']);
});

test('several pauses are placed together or not at all', async () => {
  const { tenantDb } = await db.newTenant();
  const [one, two] = [uuidv7(), uuidv7()];
  await tenantDb.transaction((tx) => placeHold(tx, stop(two, '2026-03-10'), clerk));
  const outcome = await refusalOf(
    tenantDb.transaction((tx) => placeHolds(tx, [stop(one, '2026-03-10'), stop(two, '2026-03-12')], clerk)),
  );
  expect(outcome).toBe('hold.overlaps');
  expect(await heldOn(tenantDb, '2026-03-12')).toEqual(['stop']);
});

test('a pause can be placed on an item, an account or an entity, and ends on its last day (T10)', async () => {
  const { tenantDb, entityId } = await db.newTenant();
  const customerId = uuidv7();
  await tenantDb.transaction(async (tx) => {
    const common = { source: 'manual', fromOn: '2026-03-10', untilOn: '2026-03-20' } as const;
    await placeHold(tx, { ...common, scope: 'entity', entityId, reason: 'to-check' }, clerk);
    await placeHold(tx, { ...common, scope: 'customer', customerId, reason: 'stop' }, clerk);
    await placeHold(tx, { ...common, scope: 'item', customerId, itemId: uuidv7(), partMinor: 40_00n, reason: 'disputed' }, clerk);
  });
  expect(await heldOn(tenantDb, '2026-03-09')).toEqual([]);
  expect(await heldOn(tenantDb, '2026-03-10')).toEqual(['disputed', 'stop', 'to-check']);
  expect(await heldOn(tenantDb, '2026-03-20')).toEqual(['disputed', 'stop', 'to-check']);
  expect(await heldOn(tenantDb, '2026-03-21')).toEqual([]);
});

test('a case releases its pauses, and may place them again', async () => {
  const { tenantDb } = await db.newTenant();
  const hold = { ...stop(uuidv7(), '2026-03-10'), source: 'disputes', sourceId: uuidv7() };
  const of = { source: 'disputes', sourceId: hold.sourceId };
  await tenantDb.transaction(async (tx) => {
    await placeHold(tx, hold, clerk);
    expect(await extendHolds(tx, of, '2026-04-30')).toBe(1);
    expect(await releaseHolds(tx, of, 'closed', clerk)).toBe(1);
    expect(await releaseHolds(tx, of, 'closed', clerk)).toBe(0);
    await placeHold(tx, hold, clerk);
  });
  expect(await heldOn(tenantDb, '2026-03-10')).toEqual(['stop']);
});

test('a person ends what a person placed; what belongs to a case ends with its case', async () => {
  const { tenantDb } = await db.newTenant();
  const [mine, ofCase] = await tenantDb.transaction((tx) =>
    placeHolds(
      tx,
      [stop(uuidv7(), '2026-03-10'), { ...stop(uuidv7(), '2026-03-10'), source: 'disputes', sourceId: uuidv7() }],
      clerk,
    ),
  );
  const release = (id: string | undefined) => refusalOf(tenantDb.transaction((tx) => releaseHold(tx, id ?? '', 'paid', clerk)));
  expect(await release(mine)).toBe('accepted');
  expect(await release(mine)).toBe('hold.not-live');
  expect(await release(ofCase)).toBe('hold.belongs-to-a-case');
  expect(await release(uuidv7())).toBe('hold.not-found');
});

test.each([
  ['no pause', [], { daysLate: 30, heldDays: 0, escalationAge: 30 }],
  ['ten late days paused', [{ fromOn: '2026-04-10', untilOn: '2026-04-19' }], { daysLate: 30, heldDays: 10, escalationAge: 20 }],
  [
    'a pause before the due date counts for nothing',
    [{ fromOn: '2026-03-01', untilOn: '2026-03-31' }],
    { daysLate: 30, heldDays: 0, escalationAge: 30 },
  ],
  ['still paused today', [{ fromOn: '2026-04-21' }], { daysLate: 30, heldDays: 10, escalationAge: 20 }],
  [
    'two pauses on the same days count once',
    [
      { fromOn: '2026-04-10', untilOn: '2026-04-19' },
      { fromOn: '2026-04-15', untilOn: '2026-04-24' },
    ],
    { daysLate: 30, heldDays: 15, escalationAge: 15 },
  ],
])('due 31 March, seen on 30 April, %s: days late never change, the escalation age does (T14)', (_, holds, expected) => {
  expect(escalationAge('2026-03-31', '2026-04-30', holds)).toEqual(expected);
});

test('the database counts held days as the rule does, whatever the pauses (T14)', async () => {
  const { tenantDb, entityId } = await db.newTenant();
  const day = fc.integer({ min: 0, max: 60 }).map((offset) => addDays('2026-03-01', offset));
  const period = fc.tuple(day, fc.option(fc.integer({ min: 0, max: 20 }))).map(([fromOn, length]) => ({
    fromOn,
    ...(length === null ? {} : { untilOn: addDays(fromOn, length) }),
  }));
  await fc.assert(
    fc.asyncProperty(day, day, fc.array(period, { maxLength: 4 }), async (dueOn, today, periods) => {
      const [id, customerId] = [uuidv7(), uuidv7()];
      const item = sql`select ${id}::uuid as id, ${entityId}::uuid as entity_id, ${customerId}::uuid as customer_id, ${dueOn}::date as due_on`;
      await tenantDb.transaction(async (tx) => {
        // Each from its own case, on the item or its account in turn, so that they may overlap.
        await placeHolds(
          tx,
          periods.map((one, index) =>
            index % 2 === 0
              ? { scope: 'item', customerId, itemId: id, reason: 'stop', source: 'test', sourceId: uuidv7(), ...one }
              : { scope: 'customer', customerId, reason: 'stop', source: 'test', sourceId: uuidv7(), ...one },
          ),
          clerk,
        );
      });
      const ages = await escalationAges(tenantDb, item, { today, timeZone: 'Europe/Paris' });
      expect(ages.get(id)).toEqual(escalationAge(dueOn, today, periods));
    }),
    { numRuns: 60 },
  );
});
