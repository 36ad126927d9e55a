import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusals.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { testLedger } from '../holds/ledger.fixture.ts';
import { disputeTransitions, nextDisputeState } from './dispute.ts';
import {
  allowedDisputeActions,
  changeDispute,
  closeSettledDisputes,
  type DisputeAction,
  type DisputeState,
  editDispute,
  holdingStates,
  openDispute,
} from './index.ts';

const db = testDatabase();
const clerk = systemActor('test');
const today = '2026-03-02';

async function setUp() {
  const { tenantDb, entityId } = await db.newTenant();
  const ledger = testLedger(tenantDb, entityId);
  const customerId = await ledger.customer();
  const open = (items: { itemId: string; amountMinor: bigint }[]) =>
    tenantDb.transaction((tx) => openDispute(tx, { customerId, type: 'price', items }, { today, dueDays: 15 }, clerk));
  const act = (id: string, action: DisputeAction) =>
    tenantDb.transaction((tx) => changeDispute(tx, id, { action, today }, clerk));
  const closeSettled = () => tenantDb.transaction((tx) => closeSettledDisputes(tx, {}, clerk));
  return { tenantDb, ledger, customerId, open, act, closeSettled };
}

const held = async (tenantDb: TenantDatabase) =>
  (
    await tenantDb.rows<{ part: bigint }>(sql`
      select part_minor as part from holds.hold where reason = 'disputed' and released_at is null order by part_minor
    `)
  ).map((row) => row.part);

const disputeOf = (tenantDb: TenantDatabase, id: string) =>
  tenantDb.one<{ state: string; outcome: string | null; dueOn: string }>(sql`
    select state, outcome, due_on as "dueOn" from disputes.dispute where id = ${id}
  `);

async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: unknown) => (error as Refusal).code,
  );
}

test('a dispute on 30 € of an invoice of 100 € holds 30 € and is due in 15 days', async () => {
  const { tenantDb, ledger, customerId, open } = await setUp();
  const id = await open([{ itemId: await ledger.item(customerId, { minor: 100_00n }), amountMinor: 30_00n }]);
  expect(await held(tenantDb)).toEqual([30_00n]);
  expect(await disputeOf(tenantDb, id)).toEqual({ state: 'open', outcome: null, dueOn: '2026-03-17' });
});

test('no more can be disputed than is open and not disputed yet', async () => {
  const { ledger, customerId, open } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  await ledger.pay(customerId, itemId, { minor: 50_00n, on: '2026-02-20' });
  expect(await refusalOf(open([{ itemId, amountMinor: 50_01n }]))).toBe('dispute.exceeds-open');
  expect(await refusalOf(open([{ itemId, amountMinor: 30_00n }]))).toBe('accepted');
  expect(await refusalOf(open([{ itemId, amountMinor: 20_01n }]))).toBe('dispute.exceeds-open');
  expect(await refusalOf(open([{ itemId, amountMinor: 20_00n }]))).toBe('accepted');
});

test.each([
  ['a paid invoice', 'dispute.item-not-open'],
  ['an unknown invoice', 'dispute.item-unknown'],
  ['nothing', 'dispute.amount-not-positive'],
  ['the same invoice twice', 'dispute.item-twice'],
])('a dispute on %s is refused', async (what, code) => {
  const { ledger, customerId, open } = await setUp();
  const itemId = what === 'an unknown invoice' ? uuidv7() : await ledger.item(customerId, { minor: 100_00n });
  if (what === 'a paid invoice') await ledger.pay(customerId, itemId, { minor: 100_00n, on: '2026-02-20' });
  const part = { itemId, amountMinor: what === 'nothing' ? 0n : 10_00n };
  expect(await refusalOf(open(what === 'the same invoice twice' ? [part, part] : [part]))).toBe(code);
});

test.each<[DisputeAction[], DisputeState, string]>([
  [[], 'open', '3000'],
  [['ask-resolver'], 'waiting-internal', '3000'],
  [['ask-resolver', 'ask-customer'], 'waiting-customer', '3000'],
  [['accept'], 'accepted', '3000'],
  [['accept', 'close'], 'closed', ''],
  [['reject'], 'rejected', ''],
  [['reject', 'reopen'], 'open', '3000'],
  [['withdraw', 'close'], 'closed', ''],
])('after %j a dispute is %s and holds %s cents', async (actions, state, parts) => {
  const { tenantDb, ledger, customerId, open, act } = await setUp();
  const id = await open([{ itemId: await ledger.item(customerId, { minor: 100_00n }), amountMinor: 30_00n }]);
  for (const action of actions) await act(id, action);
  expect((await disputeOf(tenantDb, id)).state).toBe(state);
  expect((await held(tenantDb)).join()).toBe(parts);
});

test('the way a dispute was decided stays known after it is closed', async () => {
  const { tenantDb, ledger, customerId, open, act } = await setUp();
  const id = await open([{ itemId: await ledger.item(customerId, { minor: 100_00n }), amountMinor: 30_00n }]);
  await act(id, 'reject');
  await act(id, 'close');
  expect(await disputeOf(tenantDb, id)).toMatchObject({ state: 'closed', outcome: 'rejected' });
});

test('a dispute closes by itself only when all its invoices are settled, whichever is missing (T24)', async () => {
  for (const missing of [0, 1, 2]) {
    const { tenantDb, ledger, customerId, open, closeSettled } = await setUp();
    const items: string[] = [];
    for (let made = 0; made < 3; made += 1) items.push(await ledger.item(customerId, { minor: 100_00n }));
    const id = await open(items.map((itemId) => ({ itemId, amountMinor: 30_00n })));
    for (const [index, itemId] of items.entries()) {
      if (index !== missing) await ledger.pay(customerId, itemId, { minor: 100_00n, on: '2026-03-10', kind: 'credit-note' });
    }
    expect(await closeSettled()).toBe(0);
    await ledger.pay(customerId, items[missing] ?? '', { minor: 100_00n, on: '2026-03-12' });
    expect(await closeSettled()).toBe(1);
    expect(await disputeOf(tenantDb, id)).toMatchObject({ state: 'closed', outcome: 'settled' });
    expect(await held(tenantDb)).toEqual([]);
  }
});

test('a dispute is handed to someone else with a new date, and the audit tells both', async () => {
  const { tenantDb, ledger, customerId, open } = await setUp();
  const id = await open([{ itemId: await ledger.item(customerId, { minor: 100_00n }), amountMinor: 30_00n }]);
  await tenantDb.transaction((tx) => editDispute(tx, id, { resolver: 'Order desk', dueOn: '2026-04-01' }, clerk));
  expect((await disputeOf(tenantDb, id)).dueOn).toBe('2026-04-01');
  const [event] = await tenantDb.rows<{ details: unknown }>(
    sql`select details from platform.event where kind = 'disputes.edited'`,
  );
  expect(event?.details).toMatchObject({ before: { dueOn: '2026-03-17' }, after: { resolver: 'Order desk' } });
});

test('a dispute is left only by the ways of the table, and only a closed one has none', () => {
  const states = Object.keys(disputeTransitions) as DisputeState[];
  const actions: DisputeAction[] = ['ask-resolver', 'ask-customer', 'accept', 'reject', 'withdraw', 'close', 'reopen'];
  fc.assert(
    fc.property(fc.constantFrom(...states), fc.array(fc.constantFrom(...actions), { maxLength: 12 }), (start, walk) => {
      let state = start;
      for (const action of walk) {
        if (allowedDisputeActions(state).includes(action)) state = nextDisputeState(state, action);
        else expect(() => nextDisputeState(state, action)).toThrow('dispute.not-allowed');
        expect(allowedDisputeActions(state).length === 0).toBe(state === 'closed');
        if (holdingStates.includes(state)) expect(['rejected', 'withdrawn', 'closed']).not.toContain(state);
      }
    }),
  );
});
