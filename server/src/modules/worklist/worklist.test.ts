import { expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { addDays } from '../../kernel/days.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusals.ts';
import { sql } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { openDispute } from '../disputes/index.ts';
import { makeFromLibraryIn, saveRulesIn } from '../dunning/index.ts';
import { testLedger } from '../holds/ledger.fixture.ts';
import { makePromise } from '../promises/index.ts';
import { accountList, refreshBalances } from '../receivables/index.ts';
import { afterLedgerChange } from './after-ledger-change.ts';
import { listAlerts } from './alerts.ts';
import { agendaCounters } from './counters.ts';
import { logCall, recordInteraction } from './interactions.ts';
import { afterLedgerJob, morningJob } from './jobs.ts';
import { ledgerNeighbours } from './ledger-neighbours.ts';
import { dunningNeighbours } from './last-contacts.ts';
import { listPromises } from './promise-list.ts';
import { saysPaid } from './says-paid.ts';
import { stopChasing } from './stop-chasing.ts';
import { timeline } from './timeline.ts';

const db = testDatabase();
const clerk = { kind: 'user', id: uuidv7(), name: 'Camille' } as const;
const now = Temporal.Instant.from('2026-03-02T09:00:00Z');
const today = '2026-03-02';

async function setUp() {
  const { tenantDb, entityId, tenantId } = await db.newTenant();
  const ledger = testLedger(tenantDb, entityId);
  const customerId = await ledger.customer();
  const says = (itemIds: string[], on = today) =>
    tenantDb.transaction((tx) => saysPaid(tx, { customerId, itemIds, language: 'fr' }, { today: on, days: 7, now }, clerk));
  const liveReasons = async () =>
    (await tenantDb.rows<{ reason: string }>(sql`select reason from holds.hold where released_at is null order by reason`)).map(
      (row) => row.reason,
    );
  return { tenantDb, tenantId, entityId, ledger, customerId, says, liveReasons };
}
async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: unknown) => (error as Refusal).code,
  );
}

test('a customer who says it is paid is left alone for seven days, once for each invoice; the second time a person checks', async () => {
  const { tenantDb, ledger, customerId, says, liveReasons } = await setUp();
  const [first, second] = [
    await ledger.item(customerId, { minor: 100_00n, number: 'F1' }),
    await ledger.item(customerId, { minor: 50_00n }),
  ];
  expect(await says([first])).toMatchObject({ holdUntil: '2026-03-09', saidBefore: [] });
  const again = await says([first, second], '2026-03-20');
  expect(again).toMatchObject({ holdUntil: '2026-03-27', saidBefore: [{ itemId: first, number: 'F1' }] });
  expect(await says([first], '2026-03-21')).toMatchObject({ holdUntil: null });
  expect(await liveReasons()).toEqual(['says-paid', 'says-paid']);
  expect((await agendaCounters(tenantDb, { today: '2026-03-21' })).callBacksDue).toBe(2);
});

test('two colleagues told at once that an invoice is paid: it is paused once', async () => {
  const { ledger, customerId, says, liveReasons } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  await Promise.all([says([itemId]), says([itemId]), says([itemId])]);
  expect(await liveReasons()).toEqual(['says-paid']);
});

test('“paid” cannot be said of a settled invoice, nor of a payment to come', async () => {
  const { tenantDb, ledger, customerId, says } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  const tomorrow = tenantDb.transaction((tx) =>
    saysPaid(tx, { customerId, itemIds: [itemId], paidOn: addDays(today, 1), language: 'fr' }, { today, days: 7, now }, clerk),
  );
  expect(await refusalOf(tomorrow)).toBe('worklist.paid-later');
  await ledger.pay(customerId, itemId, { minor: 100_00n, on: today });
  expect(await refusalOf(says([itemId]))).toBe('worklist.item-not-open');
  expect(await refusalOf(says([uuidv7()]))).toBe('worklist.item-unknown');
});

test('the payment imported the next day keeps the promise, closes the dispute and ends the “says paid” pause', async () => {
  const { tenantDb, tenantId, ledger, customerId, says, liveReasons } = await setUp();
  const [promised, disputed, said, open] = [
    await ledger.item(customerId, { minor: 100_00n }),
    await ledger.item(customerId, { minor: 100_00n }),
    await ledger.item(customerId, { minor: 100_00n }),
    await ledger.item(customerId, { minor: 100_00n }),
  ];
  await tenantDb.transaction(async (tx) => {
    const items = (itemId: string) => [{ itemId, amountMinor: 100_00n }];
    await makePromise(
      tx,
      { customerId, items: items(promised), dueOn: '2026-03-13', source: 'call' },
      { today, graceDays: 3 },
      clerk,
    );
    await openDispute(tx, { customerId, type: 'price', items: items(disputed) }, { today, dueDays: 15 }, clerk);
  });
  await says([said, open]);
  expect(await liveReasons()).toEqual(['disputed', 'promised', 'says-paid', 'says-paid']);
  for (const itemId of [promised, disputed, said]) await ledger.pay(customerId, itemId, { minor: 100_00n, on: '2026-03-03' });
  const call = {
    db: tenantDb,
    database: db.database,
    tenantId,
    subject: '',
    now: () => now.add({ hours: 24 }),
    signal: new AbortController().signal,
  };
  await afterLedgerJob.handler(call);
  expect(await liveReasons()).toEqual(['says-paid']);
  const states = await tenantDb.one(
    sql`select (select state from promises.promise) as promise, (select state from disputes.dispute) as dispute`,
  );
  expect(states).toEqual({ promise: 'kept', dispute: 'closed' });
  // From then on, every morning looks at what the night brought.
  const due = await db.database.system.rows<{ at: Temporal.Instant }>(sql`
    select due_at as at from platform.due_work where tenant_id = ${tenantId} and kind = 'worklist.morning'
  `);
  expect(due.map((one) => one.at.toString())).toEqual(['2026-03-04T04:30:00Z']);
});

test('a payment that came in changes how its customer pays, and which scenario a rule gives it; the morning after the window has moved on, again', async () => {
  const { tenantDb, tenantId, ledger, customerId } = await setUp();
  const invoices = [];
  for (const bookedOn of ['2025-12-01', '2025-12-15', '2026-01-02'])
    invoices.push(await ledger.item(customerId, { minor: 100_00n, bookedOn, dueOn: addDays(bookedOn, 30) }));
  const slow = { field: 'paymentProfile', is: 'is', value: ['slow', 'defaulting'] };
  await tenantDb.transaction(async (tx) => {
    const scenarioId = await makeFromLibraryIn(tx, { key: 'risky-payer', language: 'fr' }, clerk);
    await saveRulesIn(tx, { rules: [{ name: 'Payeurs lents', scenarioId, criteria: slow, enabled: true }] }, clerk);
  });
  const call = (at: string) => ({
    db: tenantDb,
    database: db.database,
    tenantId,
    subject: '',
    now: () => Temporal.Instant.from(at),
    signal: new AbortController().signal,
  });
  const seen = async () => ({
    slow: (await accountList(tenantDb, { filter: JSON.stringify(slow) }, today, ledgerNeighbours)).total,
    ruled: (await tenantDb.rows(sql`select from dunning.assignment`)).length,
  });
  for (const item of invoices.slice(0, 2)) await ledger.pay(customerId, item, { minor: 100_00n, on: '2026-02-10' });
  await afterLedgerJob.handler(call('2026-02-11T09:00:00Z'));
  expect(await seen()).toEqual({ slow: 0, ruled: 0 });
  await ledger.pay(customerId, invoices[2] ?? '', { minor: 100_00n, on: '2026-03-01' });
  await afterLedgerJob.handler(call('2026-03-02T09:00:00Z'));
  expect(await seen()).toEqual({ slow: 1, ruled: 1 });
  await morningJob.handler(call('2026-08-10T03:30:00Z'));
  expect(await seen()).toEqual({ slow: 0, ruled: 0 });
});

test('each morning settles what the night brought, and asks for the next morning at half past five, in summer as in winter (T70)', async () => {
  const { tenantDb, tenantId } = await setUp();
  const next = async (instant: string) => {
    const outcome = await morningJob.handler({
      db: tenantDb,
      database: db.database,
      tenantId,
      subject: '',
      signal: new AbortController().signal,
      now: () => Temporal.Instant.from(instant),
    });
    return outcome ? outcome.again.toString() : '';
  };
  expect(await next('2026-03-27T04:30:00Z')).toBe('2026-03-28T04:30:00Z');
  expect(await next('2026-03-28T04:30:00Z')).toBe('2026-03-29T03:30:00Z');
});

test('only the customers whose ledger changed are looked at, in as many statements for many as for one (T85)', async () => {
  const { tenantDb, ledger, customerId } = await setUp();
  const other = await ledger.customer();
  for (const who of [customerId, other]) {
    const itemId = await ledger.item(who, { minor: 100_00n });
    await tenantDb.transaction((tx) =>
      saysPaid(tx, { customerId: who, itemIds: [itemId], language: 'fr' }, { today, days: 7, now }, clerk),
    );
    await ledger.pay(who, itemId, { minor: 100_00n, on: today });
  }
  const settle = async (customerIds?: string[]) => {
    const before = db.database.statements();
    const outcome = await tenantDb.transaction((tx) =>
      afterLedgerChange(
        tx,
        { today, ...(customerIds ? { customerIds: sql`select unnest(${customerIds}::uuid[])` } : {}) },
        systemActor('test'),
      ),
    );
    return { released: outcome.saysPaidReleased, statements: db.database.statements() - before };
  };
  const one = await settle([customerId]);
  const rest = await settle();
  expect([one.released, rest.released]).toEqual([1, 1]);
  expect(rest.statements).toBe(one.statements);
});

test('a call closes the action it was made for, in the same breath; a call back cannot be set in the past', async () => {
  const { tenantDb, customerId } = await setUp();
  const closed: string[] = [];
  const call = (callBackOn?: string) =>
    tenantDb.transaction((tx) =>
      logCall(
        tx,
        {
          customerId,
          outcome: 'will-check',
          comment: 'asks the site',
          actionId: 'a0000000-0000-4000-8000-000000000001',
          happenedAt: now,
          callBackOn,
        },
        today,
        clerk,
        async (_, id) => void closed.push(id),
      ),
    );
  expect(await refusalOf(call('2026-03-01'))).toBe('worklist.call-back-passed');
  await call('2026-03-05');
  expect(closed).toEqual(['a0000000-0000-4000-8000-000000000001']);
  expect((await agendaCounters(tenantDb, { today: '2026-03-04' })).callBacksDue).toBe(0);
  expect((await agendaCounters(tenantDb, { today: '2026-03-05' })).callBacksDue).toBe(1);
});

test('the last contact is the latest of what was logged, sent or finished; a note, a message that waits or one that was only rehearsed is none', async () => {
  const { tenantDb, tenantId, entityId, ledger, customerId } = await setUp();
  const other = await ledger.customer();
  const last = async () => (await dunningNeighbours.lastContacts(tenantDb, [customerId, other])).get(customerId);
  const logged = (kind: 'note' | 'call', at: string, more: object = {}) =>
    tenantDb.transaction((tx) =>
      recordInteraction(tx, { customerId, kind, happenedAt: Temporal.Instant.from(at), ...more }, clerk),
    );
  const written = (state: 'waiting' | 'sent', at: string, transport: string | null = null) =>
    tenantDb.run(sql`
      insert into messages.message (tenant_id, id, once_key, kind, entity_id, customer_id, channel, language, subject, body_text, state, sent_at,
        message_id_header, author, transport)
      values (${tenantId}, ${uuidv7()}, ${uuidv7()}, 'reminder', ${entityId}, ${customerId}, 'e-mail', 'fr', '', '', ${state},
        ${state === 'sent' ? at : null}::timestamptz, '', 'test', ${transport})
    `);
  await logged('note', '2026-03-01T09:00:00Z');
  await written('waiting', '2026-03-01T09:00:00Z');
  await written('sent', '2026-03-01T09:00:00Z', 'local');
  expect(await last()).toBeUndefined();
  const actionId = uuidv7();
  await logged('call', '2026-03-02T09:00:00Z', { outcome: 'will-check', actionId });
  expect(await last()).toMatchObject({ channel: 'call', outcome: 'will-check' });
  const finished = (id: string, at: string) =>
    tenantDb.run(sql`
      insert into dunning.action (tenant_id, id, once_key, entity_id, customer_id, currency, channel, automation, state, planned_on, amount_minor, done_at)
      values (${tenantId}, ${id}, ${id}, ${entityId}, ${customerId}, 'EUR', 'call', 'manual', 'done', '2026-03-02', 100, ${at}::timestamptz)
    `);
  // The action this call closed, closed a moment later.
  await finished(actionId, '2026-03-02T09:00:01Z');
  expect(await last()).toMatchObject({ outcome: 'will-check' });
  await written('sent', '2026-03-03T09:00:00Z');
  expect(await last()).toMatchObject({ channel: 'e-mail', outcome: null });
  await finished(uuidv7(), '2026-03-04T09:00:00Z');
  expect((await last())?.at.toString()).toBe('2026-03-04T09:00:00Z');
  await logged('call', '2026-03-05T09:00:00Z', { outcome: 'reached' });
  expect(await last()).toMatchObject({ channel: 'call', outcome: 'reached' });
  expect((await dunningNeighbours.lastContacts(tenantDb, [other])).size).toBe(0);
});

test('the counters count what waits for a person, for all or for one collector’s customers', async () => {
  const { tenantDb, tenantId, entityId, ledger, customerId } = await setUp();
  const mine = await ledger.customer();
  await tenantDb.run(sql`update customers.customer set collector_id = ${clerk.id} where id = ${mine}`);
  for (const who of [customerId, mine]) {
    const itemId = await ledger.item(who, { minor: 100_00n });
    await tenantDb.transaction((tx) =>
      makePromise(
        tx,
        { customerId: who, items: [{ itemId, amountMinor: 100_00n }], dueOn: today, source: 'call' },
        { today, graceDays: 0 },
        clerk,
      ),
    );
    for (const state of ['failed', 'uncertain']) {
      await tenantDb.run(sql`
        insert into messages.message (tenant_id, id, once_key, kind, entity_id, customer_id, channel, language, subject, body_text, state, message_id_header, author)
        values (${tenantId}, ${uuidv7()}, ${uuidv7()}, 'reminder', ${entityId}, ${who}, 'e-mail', 'fr', '', '', ${state}, '', 'test')
      `);
    }
  }
  await tenantDb.transaction((tx) => afterLedgerChange(tx, { today: '2026-03-03' }, clerk));
  expect(await agendaCounters(tenantDb, { today: '2026-03-03' })).toMatchObject({
    brokenPromises: 2,
    failedMessages: 2,
    uncertainMessages: 2,
    alerts: 6,
  });
  expect(await agendaCounters(tenantDb, { today: '2026-03-03', collectorIds: [clerk.id] })).toMatchObject({
    brokenPromises: 1,
    alerts: 3,
  });
});

test('each alert counted opens a list of exactly what was counted: promises broken and unpaid, calls due, addresses that no longer work', async () => {
  const { tenantDb, tenantId, entityId, ledger, customerId } = await setUp();
  const mine = await ledger.customer();
  await tenantDb.run(sql`update customers.customer set collector_id = ${clerk.id} where id = ${mine}`);
  const promise = async (who: string) => {
    const itemId = await ledger.item(who, { minor: 100_00n });
    const promised = { customerId: who, items: [{ itemId, amountMinor: 100_00n }], dueOn: today, source: 'call' } as const;
    await tenantDb.transaction((tx) => makePromise(tx, promised, { today, graceDays: 0 }, clerk));
    return itemId;
  };
  const paidSince = await promise(customerId);
  await promise(customerId);
  await promise(mine);
  await tenantDb.transaction((tx) => afterLedgerChange(tx, { today: '2026-03-03' }, clerk));
  await ledger.pay(customerId, paidSince, { minor: 100_00n, on: '2026-03-03' });
  for (const who of [customerId, mine]) {
    await tenantDb.transaction((tx) =>
      recordInteraction(tx, { customerId: who, kind: 'call', outcome: 'call-back', callBackOn: today, happenedAt: now }, clerk),
    );
    await tenantDb.run(sql`
      insert into customers.contact (tenant_id, id, customer_id, name, email, validity)
      values (${tenantId}, ${uuidv7()}, ${who}, 'Dominique', 'parti@val.example', 'bounced')
    `);
    await tenantDb.run(sql`
      update customers.customer set address_lines = '{4 rue Haute}', postcode = '38000', city = 'Grenoble', returned_address = '4 rue Haute 38000 Grenoble FR'
      where id = ${who}
    `);
  }
  // One who owes nothing: its address is nobody's worry.
  const quiet = await ledger.customer();
  await tenantDb.run(sql`
    insert into customers.contact (tenant_id, id, customer_id, email, validity) values (${tenantId}, ${uuidv7()}, ${quiet}, 'x@val.example', 'bounced')
  `);
  await tenantDb.transaction((tx) => refreshBalances(tx, { entityId, customers: 'all' }));
  for (const [collectorIds, count] of [
    [undefined, 2],
    [[clerk.id], 1],
  ] as const) {
    const on = { today: '2026-03-03', collectorIds };
    const counted = await agendaCounters(tenantDb, on);
    const listed = await listAlerts(tenantDb, { ...on, limit: 1 });
    const broken = await listPromises(tenantDb, { show: 'alert', collectorIds }, on.today);
    expect([broken.total, broken.rows.length, counted.brokenPromises]).toEqual([count, count, count]);
    expect([listed.callBacks.total, listed.callBacks.rows.length, counted.callBacksDue]).toEqual([count, 1, count]);
    expect([listed.bouncedContacts.total, listed.bouncedContacts.rows.length, counted.bouncedContacts]).toEqual([
      count,
      1,
      count,
    ]);
    expect([listed.doubtedAddresses.total, listed.doubtedAddresses.rows.length, counted.doubtedAddresses]).toEqual([
      count,
      1,
      count,
    ]);
  }
});

test('the time line shows everything once, newest first, however it is paged, and pinned notes on top', async () => {
  const { tenantDb, ledger, customerId } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 500_00n });
  await tenantDb.transaction(async (tx) => {
    for (let hour = 0; hour < 20; hour += 1) {
      await recordInteraction(
        tx,
        {
          customerId,
          kind: 'note',
          comment: `note ${hour}`,
          pinned: hour === 3,
          happenedAt: now.add({ hours: Math.floor(hour / 3) }),
        },
        clerk,
      );
    }
    await makePromise(
      tx,
      { customerId, items: [{ itemId, amountMinor: 100_00n }], dueOn: '2026-03-13', source: 'call' },
      { today, graceDays: 3 },
      clerk,
    );
    await openDispute(tx, { customerId, type: 'price', items: [{ itemId, amountMinor: 30_00n }] }, { today, dueDays: 15 }, clerk);
    await stopChasing(tx, { customerId, note: 'asked by the sales rep' }, today, clerk);
  });
  await ledger.pay(customerId, itemId, { minor: 70_00n, on: '2026-02-20' });
  const all = await timeline(tenantDb, customerId, { limit: 100 });
  const kinds = new Set(all.entries.map((entry) => entry.kind));
  expect([...kinds].toSorted()).toEqual(['dispute', 'hold', 'note', 'payment', 'promise']);
  expect(all.entries).toHaveLength(24);
  expect(all.pinned.map((entry) => entry.text)).toEqual(['note 3']);
  const times = all.entries.map((entry) => Temporal.Instant.from(entry.at).epochMilliseconds);
  expect(times).toEqual(times.toSorted((left, right) => right - left));

  const paged: string[] = [];
  let after: string | undefined;
  do {
    const page = await timeline(tenantDb, customerId, { limit: 5, after });
    paged.push(...page.entries.map((entry) => entry.key));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(paged).toEqual(all.entries.map((entry) => entry.key));
  expect(
    (await timeline(tenantDb, customerId, { limit: 100, kinds: 'promise,payment' })).entries.map((entry) => entry.kind),
  ).toEqual(['promise', 'payment']);
  expect(await refusalOf(timeline(tenantDb, customerId, { limit: 5, after: 'nonsense' }))).toBe('worklist.cursor-invalid');
});

test('a stop on two invoices leaves the third chased, says by whom and why, and is refused twice', async () => {
  const { tenantDb, ledger, customerId } = await setUp();
  const items = [await ledger.item(customerId, { minor: 1n }), await ledger.item(customerId, { minor: 1n })];
  const stop = () =>
    tenantDb.transaction((tx) =>
      stopChasing(tx, { customerId, itemIds: items, untilOn: '2026-03-31', note: 'awaits the order' }, today, clerk),
    );
  expect(await stop()).toHaveLength(2);
  expect(await refusalOf(stop())).toBe('hold.overlaps');
  const held = await tenantDb.rows(sql`select scope, author, note from holds.hold`);
  expect(held).toEqual(items.map(() => ({ scope: 'item', author: 'Camille', note: 'awaits the order' })));
});
