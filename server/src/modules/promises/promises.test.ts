import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import type { Refusal } from '../../kernel/refusals.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { testLedger } from '../holds/ledger.fixture.ts';
import {
  allowedPromiseActions,
  cancelPromise,
  graceEnd,
  judgePromise,
  makePromise,
  movePromise,
  type NewPromise,
  type PromiseState,
  settlePromises,
  undoPromise,
} from './index.ts';
import { nextPromiseState, promiseTransitions } from './promise.ts';

const db = testDatabase();
const clerk = systemActor('test');
// Monday 2 March; promises are for Friday the 13th, grace of 3 business days ends on Wednesday the 18th.
const rules = { today: '2026-03-02', graceDays: 3 };
const onTime = '2026-03-13';
const lastDayOfGrace = '2026-03-18';
const dayAfterGrace = '2026-03-19';

async function setUp() {
  const { tenantDb, entityId } = await db.newTenant();
  const ledger = testLedger(tenantDb, entityId);
  const customerId = await ledger.customer();
  const promise = (items: NewPromise['items'], more: Partial<NewPromise> = {}, at = rules): Promise<string> =>
    tenantDb.transaction((tx) => makePromise(tx, { customerId, items, dueOn: onTime, source: 'call', ...more }, at, clerk));
  const judge = (today: string) => tenantDb.transaction((tx) => settlePromises(tx, { today }, clerk));
  return { tenantDb, ledger, customerId, promise, judge };
}

const stateOf = async (tenantDb: TenantDatabase, id: string) =>
  tenantDb.one<{ state: PromiseState; inferred: boolean }>(sql`select state, inferred from promises.promise where id = ${id}`);

const heldParts = (tenantDb: TenantDatabase) =>
  tenantDb.rows<{ part: bigint; until: string }>(sql`
    select part_minor as part, until_on as until from holds.hold where reason = 'promised' and released_at is null order by part_minor
  `);

async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: unknown) => (error as Refusal).code,
  );
}

test.each([
  ['2026-03-13', 3, '2026-03-18'],
  ['2026-03-11', 3, '2026-03-16'],
  ['2026-03-14', 1, '2026-03-16'],
  ['2026-03-13', 0, '2026-03-13'],
])('a promise for %s with %i business days of grace is broken after %s', (dueOn, days, expected) => {
  expect(graceEnd(dueOn, days)).toBe(expected);
});

test('a promise pauses exactly what was promised, until the grace ends', async () => {
  const { tenantDb, ledger, customerId, promise } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 1000_00n });
  await promise([{ itemId, amountMinor: 400_00n }]);
  expect(await heldParts(tenantDb)).toEqual([{ part: 400_00n, until: lastDayOfGrace }]);
});

test('more than what is still owed cannot be promised, nor the same euro twice', async () => {
  const { ledger, customerId, promise } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  const other = await ledger.item(customerId, { minor: 50_00n });
  await ledger.pay(customerId, itemId, { minor: 20_00n, on: '2026-02-20' });
  expect(await refusalOf(promise([{ itemId, amountMinor: 80_01n }]))).toBe('promise.exceeds-open');
  expect(
    await refusalOf(
      promise([
        { itemId, amountMinor: 60_00n },
        { itemId: other, amountMinor: 50_00n },
      ]),
    ),
  ).toBe('accepted');
  // The earlier promise covers another invoice too: it is moved by hand, not silently dropped.
  expect(await refusalOf(promise([{ itemId, amountMinor: 20_01n }]))).toBe('promise.exceeds-open');
  expect(await refusalOf(promise([{ itemId, amountMinor: 20_00n }]))).toBe('accepted');
});

test('two collectors who take the same promise at once: one is recorded, the other replaces it', async () => {
  const { tenantDb, ledger, customerId, promise } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  await Promise.all([1, 2, 3].map(() => promise([{ itemId, amountMinor: 100_00n }])));
  const states = await tenantDb.rows<{ state: string }>(sql`select state from promises.promise order by state`);
  expect(states.map((row) => row.state)).toEqual(['expected', 'superseded', 'superseded']);
  expect(await heldParts(tenantDb)).toEqual([{ part: 100_00n, until: lastDayOfGrace }]);
});

test.each([
  ['a paid invoice', { settle: true }, 'promise.item-not-open'],
  ['a date already passed', { dueOn: '2026-03-01' }, 'promise.date-passed'],
  ['a date in two years', { dueOn: '2028-03-01' }, 'promise.date-too-far'],
  ['nothing', { minor: 0n }, 'promise.amount-not-positive'],
  ['an invoice of another customer', { stranger: true }, 'promise.item-unknown'],
  ['today', { dueOn: '2026-03-02' }, 'accepted'],
])('a promise on %s', async (_, odd: { settle?: boolean; dueOn?: string; minor?: bigint; stranger?: boolean }, expected) => {
  const { ledger, customerId, promise } = await setUp();
  const itemId = await ledger.item(odd.stranger ? await ledger.customer() : customerId, { minor: 100_00n });
  if (odd.settle) await ledger.pay(customerId, itemId, { minor: 100_00n, on: '2026-02-20' });
  const outcome = await refusalOf(
    promise([{ itemId, amountMinor: odd.minor ?? 100_00n }], odd.dueOn ? { dueOn: odd.dueOn } : {}),
  );
  expect(outcome).toBe(expected);
});

test('two currencies are two promises', async () => {
  const { ledger, customerId, promise } = await setUp();
  const [euro, franc] = [
    await ledger.item(customerId, { minor: 100n }),
    await ledger.item(customerId, { minor: 100n, currency: 'CHF' }),
  ];
  expect(
    await refusalOf(
      promise([
        { itemId: euro, amountMinor: 1n },
        { itemId: franc, amountMinor: 1n },
      ]),
    ),
  ).toBe('promise.mixed-currencies');
});

type Payment = { minor: bigint; on: string; kind?: string; source?: string };
// Promised: 100 € of an invoice of 150 €; the payments arrive, then the promise is judged on a day.
test.each<[string, Payment[], string, PromiseState, boolean, string[]]>([
  ['nothing came and the grace runs', [], lastDayOfGrace, 'expected', false, ['10000']],
  ['nothing came and the grace is over', [], dayAfterGrace, 'broken', false, []],
  ['all of it came before the date', [{ minor: 100_00n, on: '2026-03-09' }], '2026-03-09', 'kept', false, []],
  ['all of it came within the grace', [{ minor: 100_00n, on: lastDayOfGrace }], dayAfterGrace, 'kept', false, []],
  ['it came a day after the grace', [{ minor: 100_00n, on: dayAfterGrace }], dayAfterGrace, 'broken', false, []],
  [
    'half came and the grace runs: half stays paused',
    [{ minor: 50_00n, on: '2026-03-09' }],
    '2026-03-10',
    'expected',
    false,
    ['5000'],
  ],
  ['half came and the grace is over', [{ minor: 50_00n, on: '2026-03-09' }], dayAfterGrace, 'partly-kept', false, []],
  [
    'twice half came',
    [
      { minor: 50_00n, on: '2026-03-09' },
      { minor: 50_00n, on: onTime },
    ],
    dayAfterGrace,
    'kept',
    false,
    [],
  ],
  [
    'the invoice left the ledger: paid, one infers',
    [{ minor: 150_00n, on: onTime, kind: 'clearing', source: 'inference' }],
    onTime,
    'kept',
    true,
    [],
  ],
  [
    'a credit note took the whole invoice: nothing left to pay',
    [{ minor: 150_00n, on: onTime, kind: 'credit-note' }],
    onTime,
    'cancelled',
    false,
    [],
  ],
  [
    'a credit note took a part and nothing was paid',
    [{ minor: 50_00n, on: onTime, kind: 'credit-note' }],
    dayAfterGrace,
    'broken',
    false,
    [],
  ],
  [
    '60 came and a credit note took the rest',
    [
      { minor: 60_00n, on: onTime },
      { minor: 90_00n, on: onTime, kind: 'credit-note' },
    ],
    onTime,
    'kept',
    false,
    [],
  ],
])('100 € promised: %s', async (_, payments, today, state, inferred, held) => {
  const { tenantDb, ledger, customerId, promise, judge } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 150_00n });
  const id = await promise([{ itemId, amountMinor: 100_00n }]);
  for (const { minor, ...payment } of payments) await ledger.pay(customerId, itemId, { minor, ...payment });
  await judge(today);
  expect(await stateOf(tenantDb, id)).toEqual({ state, inferred });
  expect((await heldParts(tenantDb)).map((hold) => hold.part.toString())).toEqual(held);
  // Judged again on the same day, nothing changes.
  expect(await judge(today)).toEqual({ kept: 0, partlyKept: 0, broken: 0, cancelled: 0 });
});

test('money received but not matched yet keeps a promise from being broken, until it is matched elsewhere', async () => {
  const { tenantDb, ledger, customerId, promise, judge } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  const elsewhere = await ledger.item(customerId, { minor: 100_00n });
  const id = await promise([{ itemId, amountMinor: 100_00n }]);
  const payment = await ledger.item(customerId, { minor: -100_00n, kind: 'payment', bookedOn: '2026-03-12' });
  await judge(dayAfterGrace);
  expect((await stateOf(tenantDb, id)).state).toBe('expected');
  await ledger.allocate(payment, elsewhere, 100_00n, '2026-03-20');
  await judge('2026-03-20');
  expect((await stateOf(tenantDb, id)).state).toBe('broken');
});

test('money of last year that nobody matched is no excuse for a broken promise', async () => {
  const { tenantDb, ledger, customerId, promise, judge } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  await ledger.item(customerId, { minor: -500_00n, kind: 'payment', bookedOn: '2025-06-01' });
  const id = await promise([{ itemId, amountMinor: 100_00n }]);
  await judge(dayAfterGrace);
  expect((await stateOf(tenantDb, id)).state).toBe('broken');
});

test('a payment dated in time but imported late puts a broken promise right', async () => {
  const { tenantDb, ledger, customerId, promise, judge } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  const id = await promise([{ itemId, amountMinor: 100_00n }]);
  await judge(dayAfterGrace);
  await ledger.pay(customerId, itemId, { minor: 100_00n, on: onTime });
  await judge('2026-03-25');
  expect((await stateOf(tenantDb, id)).state).toBe('kept');
});

test('what was paid before the promise does not keep it', async () => {
  const { tenantDb, ledger, customerId, promise, judge } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  await ledger.pay(customerId, itemId, { minor: 60_00n, on: '2026-02-20' });
  const id = await promise([{ itemId, amountMinor: 40_00n }]);
  await judge(dayAfterGrace);
  expect((await stateOf(tenantDb, id)).state).toBe('broken');
});

test('a promise on several invoices is kept only when all of it was paid, whichever is missing (T24)', async () => {
  for (const missing of [0, 1, 2]) {
    const { tenantDb, ledger, customerId, promise, judge } = await setUp();
    const items = [
      await ledger.item(customerId, { minor: 10_00n }),
      await ledger.item(customerId, { minor: 20_00n }),
      await ledger.item(customerId, { minor: 30_00n }),
    ];
    const amounts = [10_00n, 20_00n, 30_00n];
    const id = await promise(items.map((itemId, index) => ({ itemId, amountMinor: amounts[index] ?? 0n })));
    for (const [index, itemId] of items.entries()) {
      if (index !== missing) await ledger.pay(customerId, itemId, { minor: amounts[index] ?? 0n, on: onTime });
    }
    await judge(dayAfterGrace);
    expect((await stateOf(tenantDb, id)).state).toBe('partly-kept');
  }
});

test('two promises on one invoice: the money keeps the one due first', async () => {
  const { tenantDb, ledger, customerId, promise, judge } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  const first = await promise([{ itemId, amountMinor: 40_00n }]);
  const second = await promise([{ itemId, amountMinor: 60_00n }], { dueOn: '2026-03-27' });
  await ledger.pay(customerId, itemId, { minor: 50_00n, on: onTime });
  await judge('2026-04-10');
  expect([(await stateOf(tenantDb, first)).state, (await stateOf(tenantDb, second)).state]).toEqual(['kept', 'partly-kept']);
});

test('a new date given before the promised day supersedes; given after it, the promise was broken', async () => {
  const { tenantDb, ledger, customerId, promise } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  const first = await promise([{ itemId, amountMinor: 100_00n }]);
  const second = await promise([{ itemId, amountMinor: 100_00n }], { dueOn: '2026-03-20' }, { ...rules, today: onTime });
  expect((await stateOf(tenantDb, first)).state).toBe('superseded');
  await promise([{ itemId, amountMinor: 100_00n }], { dueOn: '2026-03-27' }, { ...rules, today: '2026-03-21' });
  expect((await stateOf(tenantDb, second)).state).toBe('broken');
  expect(await heldParts(tenantDb)).toEqual([{ part: 100_00n, until: '2026-04-01' }]);
});

test('a promise is moved until its day and no later; what was paid meanwhile is promised no more', async () => {
  const { tenantDb, ledger, customerId, promise } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  const id = await promise([{ itemId, amountMinor: 100_00n }]);
  await ledger.pay(customerId, itemId, { minor: 30_00n, on: '2026-03-10' });
  const move = (today: string) =>
    tenantDb.transaction((tx) => movePromise(tx, id, { dueOn: '2026-04-10' }, { ...rules, today }, clerk));
  expect(await refusalOf(move('2026-03-14'))).toBe('promise.not-allowed');
  await move(onTime);
  expect((await stateOf(tenantDb, id)).state).toBe('superseded');
  expect(await heldParts(tenantDb)).toEqual([{ part: 70_00n, until: '2026-04-15' }]);
  // The audit tells the new one as the old one moved.
  const { supersedes } = await tenantDb.one<{ supersedes: string[] }>(sql`
    select details -> 'supersedes' as supersedes from platform.event where kind = 'promises.made' and details ->> 'dueOn' = '2026-04-10'
  `);
  expect(supersedes).toEqual([id]);
});

test('a cancelled promise pauses nothing, and cannot be cancelled again', async () => {
  const { tenantDb, ledger, customerId, promise } = await setUp();
  const id = await promise([{ itemId: await ledger.item(customerId, { minor: 100_00n }), amountMinor: 100_00n }]);
  const cancel = () => tenantDb.transaction((tx) => cancelPromise(tx, id, clerk));
  await cancel();
  expect(await heldParts(tenantDb)).toEqual([]);
  expect(await refusalOf(cancel())).toBe('promise.not-allowed');
});

test('taken back, a promise lets the one it replaced stand again, with what was left of its pause', async () => {
  const { tenantDb, ledger, customerId, promise } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  const first = await promise([{ itemId, amountMinor: 80_00n }]);
  await ledger.pay(customerId, itemId, { minor: 30_00n, on: '2026-03-05' });
  const second = await promise([{ itemId, amountMinor: 70_00n }], { dueOn: '2026-03-20' }, { ...rules, today: '2026-03-10' });
  expect(await heldParts(tenantDb)).toEqual([{ part: 70_00n, until: '2026-03-25' }]);
  await tenantDb.transaction((tx) => undoPromise(tx, second, '2026-03-11', clerk));
  expect([(await stateOf(tenantDb, first)).state, (await stateOf(tenantDb, second)).state]).toEqual(['expected', 'cancelled']);
  // Thirty of its eighty came meanwhile.
  expect(await heldParts(tenantDb)).toEqual([{ part: 50_00n, until: lastDayOfGrace }]);
  const told = await tenantDb.rows<{ kind: string }>(
    sql`select kind from platform.event where subject_id = ${first} order by id`,
  );
  expect(told.map((event) => event.kind)).toEqual(['promises.made', 'promises.superseded', 'promises.restored']);
});

test('cancelled because it does not hold, a promise revives nothing', async () => {
  const { tenantDb, ledger, customerId, promise } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  const first = await promise([{ itemId, amountMinor: 100_00n }]);
  const second = await promise([{ itemId, amountMinor: 100_00n }], { dueOn: '2026-03-20' });
  await tenantDb.transaction((tx) => cancelPromise(tx, second, clerk));
  expect((await stateOf(tenantDb, first)).state).toBe('superseded');
  expect(await heldParts(tenantDb)).toEqual([]);
});

test('a promise moved and moved back stands as before; judged when its day passed meanwhile', async () => {
  const { tenantDb, ledger, customerId, promise } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  const id = await promise([{ itemId, amountMinor: 100_00n }]);
  const move = () => tenantDb.transaction((tx) => movePromise(tx, id, { dueOn: '2026-04-10' }, rules, clerk));
  const undo = (moved: string, today: string) => tenantDb.transaction((tx) => undoPromise(tx, moved, today, clerk));
  await undo(await move(), rules.today);
  expect((await stateOf(tenantDb, id)).state).toBe('expected');
  expect(await heldParts(tenantDb)).toEqual([{ part: 100_00n, until: lastDayOfGrace }]);
  await undo(await move(), dayAfterGrace);
  expect((await stateOf(tenantDb, id)).state).toBe('broken');
  expect(await heldParts(tenantDb)).toEqual([]);
});

test('what was promised since is not promised twice: taking back is refused, and changes nothing', async () => {
  const { tenantDb, ledger, customerId, promise } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  await promise([{ itemId, amountMinor: 100_00n }]);
  const second = await promise([{ itemId, amountMinor: 60_00n }], { dueOn: '2026-03-20' });
  const third = await promise([{ itemId, amountMinor: 40_00n }], { dueOn: '2026-03-27' });
  const undo = () => tenantDb.transaction((tx) => undoPromise(tx, second, rules.today, clerk));
  expect(await refusalOf(undo())).toBe('promise.promised-since');
  expect((await stateOf(tenantDb, second)).state).toBe('expected');
  await tenantDb.transaction((tx) => cancelPromise(tx, third, clerk));
  await undo();
  expect(await heldParts(tenantDb)).toEqual([{ part: 100_00n, until: lastDayOfGrace }]);
});

test('each change of a promise is told once in the audit', async () => {
  const { tenantDb, ledger, customerId, promise, judge } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  await promise([{ itemId, amountMinor: 100_00n }]);
  await judge(dayAfterGrace);
  await judge(dayAfterGrace);
  const events = await tenantDb.rows<{ kind: string }>(
    sql`select kind from platform.event where kind like 'promises.%' order by recorded_at`,
  );
  expect(events.map((event) => event.kind)).toEqual(['promises.made', 'promises.broken']);
});

test('judging many promises takes as many statements as judging one (T85)', async () => {
  const { ledger, customerId, promise, judge } = await setUp();
  const count = async () => {
    const before = db.database.statements();
    await judge(lastDayOfGrace);
    return db.database.statements() - before;
  };
  await promise([{ itemId: await ledger.item(customerId, { minor: 100n }), amountMinor: 100n }]);
  const forOne = await count();
  for (let made = 0; made < 20; made += 1)
    await promise([{ itemId: await ledger.item(customerId, { minor: 100n }), amountMinor: 100n }]);
  expect(await count()).toBe(forOne);
});

test('every state is left only by the ways of the table, and the ends have none', () => {
  const states = Object.keys(promiseTransitions) as PromiseState[];
  const actions = ['accept', 'cancel', 'move', 'keep', 'keep-partly', 'break', 'restore'] as const;
  fc.assert(
    fc.property(fc.constantFrom(...states), fc.constantFrom(...actions), (state, action) => {
      const next = promiseTransitions[state][action];
      if (next === undefined) expect(() => nextPromiseState(state, action)).toThrow('promise.not-allowed');
      else expect(nextPromiseState(state, action)).toBe(next);
    }),
  );
  expect(states.filter((state) => Object.keys(promiseTransitions[state]).length === 0)).toEqual(['kept', 'cancelled']);
  expect(allowedPromiseActions('expected', onTime, onTime)).toEqual(['cancel', 'move']);
  expect(allowedPromiseActions('expected', onTime, '2026-03-14')).toEqual(['cancel']);
  expect(allowedPromiseActions('broken', onTime, onTime)).toEqual([]);
});

test('the database judges as the rule does, whatever was paid, credited or left unmatched', async () => {
  const { tenantDb, ledger, promise: _, judge } = await setUp();
  const money = fc.integer({ min: 0, max: 6 }).map((tens) => BigInt(tens) * 10_00n);
  await fc.assert(
    fc.asyncProperty(
      fc.record({ inTime: money, late: money, credited: money, unmatched: money, afterGrace: fc.boolean() }),
      async ({ inTime, late, credited, unmatched, afterGrace }) => {
        const customerId = await ledger.customer();
        const [promised, owed] = [50_00n, 60_00n];
        const itemId = await ledger.item(customerId, { minor: owed });
        const id = await tenantDb.transaction((tx) =>
          makePromise(
            tx,
            { customerId, items: [{ itemId, amountMinor: promised }], dueOn: onTime, source: 'call' },
            rules,
            clerk,
          ),
        );
        let left = owed;
        const take = (wish: bigint): bigint => {
          const taken = wish < left ? wish : left;
          left -= taken;
          return taken;
        };
        const [paid, paidLate, takenByCredit] = [take(inTime), take(late), take(credited)];
        if (paid > 0n) await ledger.pay(customerId, itemId, { minor: paid, on: onTime });
        if (paidLate > 0n) await ledger.pay(customerId, itemId, { minor: paidLate, on: dayAfterGrace });
        if (takenByCredit > 0n) await ledger.pay(customerId, itemId, { minor: takenByCredit, on: onTime, kind: 'credit-note' });
        if (unmatched > 0n) await ledger.item(customerId, { minor: -unmatched, kind: 'payment', bookedOn: onTime });
        const today = afterGrace ? dayAfterGrace : lastDayOfGrace;
        const verdict = judgePromise(
          {
            promisedMinor: promised,
            receivedMinor: paid < promised ? paid : promised,
            lateMinor: paidLate,
            allSettled: left === 0n,
            unmatchedMinor: unmatched,
            graceUntil: lastDayOfGrace,
          },
          today,
        );
        await judge(today);
        const states = {
          keep: 'kept',
          'keep-partly': 'partly-kept',
          break: 'broken',
          cancel: 'cancelled',
          wait: 'expected',
        } as const;
        expect((await stateOf(tenantDb, id)).state).toBe(states[verdict]);
      },
    ),
    { numRuns: 60 },
  );
});
