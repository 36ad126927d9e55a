import { expect, test } from 'vitest';
import type { Day } from '../../../kernel/days.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { releaseHold } from '../../holds/index.ts';
import { changeSetting, changeSettingNow, readSetting } from '../../identity/index.ts';
import { givenItems } from '../../receivables/ledger.fixture.ts';
import { confirmAll, freshTenant, givenDebtor, madeActions, morningOf, run, send, tester, wholeDay } from '../dunning.fixture.ts';
import { explainItem } from '../explain/explain-item.ts';
import { afterSetting } from './own-holds.ts';

const databases = testDatabase();

/** As the route and the command do it. */
async function set({ tenantDb }: TestTenant, key: string, value: string, on: Day): Promise<void> {
  await tenantDb.transaction(async (tx) => {
    const changed = await changeSettingNow(tx, { key, value }, morningOf(on), tester);
    await afterSetting(tx, changed.key, morningOf(on), tester);
  });
}

type Held = { readonly id: string; readonly number: string; readonly from: Day; readonly released: boolean };
const heldFor = ({ tenantDb }: TestTenant, reason: string): Promise<Held[]> =>
  tenantDb.rows<Held>(sql`
    select hold.id, item.number, hold.from_on as "from", hold.released_at is not null as released
    from holds.hold join receivables.item on item.id = hold.item_id
    where hold.reason = ${reason} order by item.number, hold.created_at
  `);
const numbers = async (tenant: TestTenant, reason: string): Promise<string[]> =>
  (await heldFor(tenant, reason)).filter((one) => !one.released).map((one) => one.number);
const release = ({ tenantDb }: TestTenant, hold: Held | undefined): Promise<void> =>
  tenantDb.transaction((tx) => releaseHold(tx, hold?.id ?? '', 'checked', tester));

async function oldLedger(): Promise<TestTenant & { items: Record<string, string> }> {
  const tenant = await freshTenant(databases);
  const { items } = await givenDebtor(tenant, [
    { number: 'OLD', due: '2026-01-15', amount: 100_00n },
    { number: 'EVE', due: '2026-07-24', amount: 100_00n },
    { number: 'DAY', due: '2026-07-25', amount: 100_00n },
    { number: 'KNOWN', due: '2026-01-15', amount: 100_00n, columns: { last_reminder_level: 1, last_reminder_on: '2026-03-01' } },
    { number: 'RETAINED', due: '2026-01-15', amount: 100_00n, columns: { retention: true } },
  ]);
  return { ...tenant, items };
}

test('going live is dated by that day, unless a day was given; test and pilot date nothing', async () => {
  const tenant = await freshTenant(databases);
  const dated = (): Promise<string> => readSetting(tenant.tenantDb, 'golive.on');
  await set(tenant, 'sending.mode', 'pilot', '2026-11-20');
  expect(await dated()).toBe('');
  await set(tenant, 'sending.mode', 'live', '2026-11-22');
  expect(await dated()).toBe('2026-11-22');
  expect(
    await tenant.tenantDb.rows(
      sql`select details ->> 'after' as after from platform.event where kind = 'settings.changed' and details ->> 'key' = 'golive.on'`,
    ),
  ).toEqual([{ after: '2026-11-22' }]);
  await set(tenant, 'sending.mode', 'test', '2026-11-25');
  await set(tenant, 'sending.mode', 'live', '2026-12-01');
  expect(await dated()).toBe('2026-11-22');
});

test('what is late by more than 120 days when sending goes live, and was never reminded of, is held for a person; 120 days are not', async () => {
  const tenant = await oldLedger();
  await run(tenant, '2026-11-20');
  expect(await numbers(tenant, 'to-qualify')).toEqual([]);
  await set(tenant, 'sending.mode', 'live', '2026-11-22');
  expect(await heldFor(tenant, 'to-qualify')).toMatchObject([
    { number: 'EVE', from: '2026-11-22' },
    { number: 'OLD', from: '2026-11-22' },
  ]);
  const why = await explainItem(tenant.tenantDb, tenant.items['OLD'] ?? '', { now: morningOf('2026-11-22'), language: 'en' });
  expect(why).toMatchObject({ status: 'skipped', code: 'to-qualify', next: null });
  await run(tenant, '2026-11-23');
  const [made] = (await madeActions(tenant)).filter((action) => action.on === '2026-11-23');
  expect(made?.items).not.toContain('OLD');
});

test('what was prepared in test mode for such an item does not leave once live', async () => {
  const tenant = await freshTenant(databases);
  await givenDebtor(tenant, [{ number: 'OLD', due: '2026-01-15', amount: 100_00n }]);
  await run(tenant, '2026-11-20');
  await set(tenant, 'golive.waive', 'yes', '2026-11-20');
  await set(tenant, 'sending.mode', 'live', '2026-11-20');
  await confirmAll(tenant, '2026-11-20');
  expect(await send(tenant, '2026-11-20')).toMatchObject({ sent: 0, cancelled: 1 });
});

test('what was only rehearsed reminded nobody: such an item waits too', async () => {
  const tenant = await freshTenant(databases);
  await givenDebtor(tenant, [{ number: 'OLD', due: '2026-01-15', amount: 100_00n }]);
  expect(await wholeDay(tenant, '2026-11-20')).toMatchObject({ sent: 1 });
  await set(tenant, 'sending.mode', 'live', '2026-11-22');
  expect(await numbers(tenant, 'to-qualify')).toEqual(['OLD']);
});

test('what something else holds waits already: it is to be qualified only when that has ended', async () => {
  const tenant = await freshTenant(databases);
  const { customerId } = await givenDebtor(tenant, [
    { number: 'BEFORE', due: '2026-01-15', amount: 100_00n },
    { number: 'SINCE', due: '2026-03-15', amount: 100_00n },
  ]);
  const promised = await givenDebtor(tenant, [{ number: 'PROMISED', due: '2026-01-15', amount: 100_00n }]);
  await tenant.tenantDb.run(sql`
    insert into holds.hold (tenant_id, id, scope, customer_id, item_id, reason, source, from_on, until_on, author)
    values (${tenant.tenantId}, ${uuidv7()}, 'customer', ${customerId}, null, 'insolvency', 'manual', '2026-02-10', null, 'test'),
      (${tenant.tenantId}, ${uuidv7()}, 'item', ${promised.customerId}, ${promised.items['PROMISED'] ?? ''}, 'promised', 'test', '2026-11-10', '2026-11-25', 'test')
  `);
  await set(tenant, 'sending.mode', 'live', '2026-11-22');
  expect(await numbers(tenant, 'to-qualify')).toEqual(['SINCE']);
  await run(tenant, '2026-11-26');
  expect(await numbers(tenant, 'to-qualify')).toEqual(['PROMISED', 'SINCE']);
});

test('the run holds what comes in later, once: what a person let go is not held again, whatever day going live is given', async () => {
  const tenant = await oldLedger();
  await set(tenant, 'sending.mode', 'live', '2026-11-22');
  await givenDebtor(tenant, [{ number: 'LATER', due: '2026-02-01', amount: 80_00n }]);
  await run(tenant, '2026-11-23');
  expect(await numbers(tenant, 'to-qualify')).toEqual(['EVE', 'LATER', 'OLD']);
  await release(
    tenant,
    (await heldFor(tenant, 'to-qualify')).find((one) => one.number === 'OLD'),
  );
  await set(tenant, 'golive.on', '2026-11-24', '2026-11-24');
  await run(tenant, '2026-11-24');
  expect(await numbers(tenant, 'to-qualify')).toEqual(['DAY', 'EVE', 'LATER']);
  const why = await explainItem(tenant.tenantDb, tenant.items['OLD'] ?? '', { now: morningOf('2026-11-24'), language: 'fr' });
  expect(why.code).not.toBe('to-qualify');
});

async function consumer(tenant: TestTenant, due: Day): Promise<{ customerId: string; itemId: string }> {
  const { customerId, items } = await givenDebtor(tenant, [{ number: 'F-CONSO', due, amount: 300_00n }], { kind: 'consumer' });
  return { customerId, itemId: items['F-CONSO'] ?? '' };
}

test('a consumer is reminded of nothing two years after the due date: the run holds it, and says by which article', async () => {
  const tenant = await freshTenant(databases);
  const { itemId } = await consumer(tenant, '2023-02-01');
  await run(tenant, '2026-11-22');
  expect(await heldFor(tenant, 'time-barred')).toMatchObject([{ number: 'F-CONSO', from: '2025-02-02' }]);
  expect(await madeActions(tenant)).toEqual([]);
  for (const language of ['fr', 'en'] as const) {
    const why = await explainItem(tenant.tenantDb, itemId, { now: morningOf('2026-11-22'), language });
    expect(why.code).toBe('time-barred');
    expect(why.why[0]).toContain('L218-2');
  }
});

test('what will be barred in three months is held from that day on, and chased until then', async () => {
  const tenant = await freshTenant(databases);
  const { itemId } = await consumer(tenant, '2025-01-15');
  await run(tenant, '2026-12-20');
  expect(await heldFor(tenant, 'time-barred')).toMatchObject([{ from: '2027-01-16' }]);
  expect(await madeActions(tenant)).toHaveLength(1);
  const later = await explainItem(tenant.tenantDb, itemId, { now: morningOf('2027-01-16'), on: '2027-01-16', language: 'en' });
  expect(later.code).toBe('time-barred');
});

test('a person who has a judgment lets it go, and the run leaves it so', async () => {
  const tenant = await freshTenant(databases);
  await consumer(tenant, '2023-02-01');
  await run(tenant, '2026-11-22');
  await release(tenant, (await heldFor(tenant, 'time-barred'))[0]);
  await run(tenant, '2026-11-23');
  expect(await numbers(tenant, 'time-barred')).toEqual([]);
  expect(await madeActions(tenant)).toHaveLength(1);
});

test('a part payment or a promise made in time ends the hold by itself, and the two years run again from it', async () => {
  const tenant = await freshTenant(databases);
  const { customerId, itemId } = await consumer(tenant, '2024-10-01');
  await run(tenant, '2026-11-22');
  expect(await numbers(tenant, 'time-barred')).toEqual(['F-CONSO']);
  const promise = uuidv7();
  await tenant.tenantDb.run(sql`
    insert into promises.promise (tenant_id, id, customer_id, promised_on, due_on, grace_until, currency, amount_minor, source, state, author)
    values (${tenant.tenantId}, ${promise}, ${customerId}, '2024-11-30', '2024-12-15', '2024-12-18', 'EUR', 30000, 'call', 'broken', 'test')
  `);
  await tenant.tenantDb.run(sql`
    insert into promises.promise_item (tenant_id, promise_id, item_id, amount_minor, open_minor_at_start)
    values (${tenant.tenantId}, ${promise}, ${itemId}, 30000, 30000)
  `);
  await run(tenant, '2026-11-23');
  // Held anew from the end of the new period, eight days ahead.
  expect(await heldFor(tenant, 'time-barred')).toMatchObject([
    { from: '2026-10-02', released: true },
    { from: '2026-12-01', released: false },
  ]);
  const [creditId] = await givenItems(tenant, [{ customerId, amount: -10_00n, bookedOn: '2026-11-20', dueOn: '2026-11-20' }]);
  await tenant.tenantDb.run(sql`
    insert into receivables.allocation (tenant_id, id, entity_id, customer_id, credit_item_id, debit_item_id, currency, amount_minor, effective_on, source)
    values (${tenant.tenantId}, ${uuidv7()}, ${tenant.entityId}, ${customerId}, ${creditId ?? ''}, ${itemId}, 'EUR', 1000, '2026-11-20', 'import')
  `);
  await run(tenant, '2026-11-24');
  expect(await numbers(tenant, 'time-barred')).toEqual([]);
});

test('what is in litigation is not called time-barred: a court action stops the two years', async () => {
  const tenant = await freshTenant(databases);
  const { customerId, itemId } = await consumer(tenant, '2023-02-01');
  await tenant.tenantDb.run(sql`
    insert into holds.hold (tenant_id, id, scope, customer_id, item_id, reason, source, from_on, author)
    values (${tenant.tenantId}, ${uuidv7()}, 'item', ${customerId}, ${itemId}, 'litigation', 'manual', '2024-05-01', 'test')
  `);
  await run(tenant, '2026-11-22');
  expect(await numbers(tenant, 'time-barred')).toEqual([]);
});

test('a tenant that is not live, or whose going live has no day, qualifies nothing', async () => {
  const tenant = await oldLedger();
  await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'golive.on', '2026-11-22', tester));
  await run(tenant, '2026-11-22');
  expect(await numbers(tenant, 'to-qualify')).toEqual([]);
});
