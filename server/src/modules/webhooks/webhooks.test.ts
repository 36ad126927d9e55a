import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { uuidv7 } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusals.ts';
import { sql } from '../../platform/database/index.ts';
import { isSealedByFormer, keyringOf } from '../../platform/secrets/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { sealEvents } from '../audit/index.ts';
import { testLedger } from '../holds/ledger.fixture.ts';
import { changeEndpoint, removeEndpoint, rollSecret } from './change-endpoint.ts';
import { deliveryView, listDeliveries, replayDelivery } from './delivery/delivery-log.ts';
import { endpointView, webhookAlerts } from './endpoint.ts';
import { fanOut } from './fan-out.ts';
import { askReplay } from './replay.ts';
import { deliverKind, wakeDelivery } from './wake.ts';
import { clerk, keyring, openHouse, receiver } from './webhooks.fixture.ts';

const db = testDatabase();
const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error as Refusal).code,
  );

test('an event arrives once, signed so that the receiver’s own library accepts it, with ids and no name of a person', async () => {
  const sink = await receiver();
  const house = await openHouse(db, { allow: sink.allow });
  const { secret } = await house.add({ url: sink.url, kinds: ['promises.*'] });
  const customerId = await testLedger(house.tenantDb, house.entityId).customer();
  await house.happens({
    kind: 'promises.made',
    customerId,
    actor: { kind: 'user', id: uuidv7(), name: 'Ada Verne' },
    details: { amount: '120.00', currency: 'EUR', dueOn: '2026-03-31', note: 'says Ada Verne' },
  });
  await house.run();
  await house.run();

  expect(sink.heard).toHaveLength(1);
  const [heard] = sink.heard;
  // The library throws when a signature is wrong or the time too far away.
  const body = new Webhook(secret).verify(heard!.body, heard!.headers as Record<string, string>);
  expect(body).toMatchObject({
    type: 'promises.made',
    data: {
      tenantId: house.tenantId,
      customerId,
      entityId: house.entityId,
      actor: { kind: 'user' },
      details: { amount: '120.00', currency: 'EUR', dueOn: '2026-03-31' },
    },
  });
  expect(heard!.body).not.toContain('Verne');
  expect(heard!.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Quitus-Webhooks/1' });
  expect(() =>
    new Webhook(`${secret.slice(0, -5)}AAAA=`).verify(heard!.body, heard!.headers as Record<string, string>),
  ).toThrow();
  expect(await house.deliveries()).toMatchObject([{ state: 'delivered', attempts: 1, messageId: heard!.id }]);
});

test('an endpoint gets the kinds and entities it asked for, and nothing of before it was made', async () => {
  const [all, promises] = [await receiver(), await receiver()];
  const house = await openHouse(db, { allow: [...all.allow, ...promises.allow] });
  const customerId = await testLedger(house.tenantDb, house.entityId).customer();
  await house.happens({ kind: 'promises.made', customerId });
  const other = uuidv7();
  await house.add({ url: all.url, kinds: ['*'], entityIds: [house.entityId] });
  await house.add({ url: promises.url, kinds: ['promises.kept', 'disputes.*'] });
  await house.happens(
    { kind: 'promises.made', customerId },
    { kind: 'promises.kept', entityId: house.entityId },
    { kind: 'disputes.opened', entityId: other },
    { kind: 'settings.changed' },
  );
  await house.run();
  expect(all.kinds()).toEqual(expect.arrayContaining(['promises.made', 'promises.kept']));
  expect(all.heard).toHaveLength(2);
  expect(promises.kinds().sort()).toEqual(['disputes.opened', 'promises.kept']);
});

test('an endpoint made while another one is behind gets nothing of what the other still has to be told', async () => {
  const [older, newer] = [await receiver(), await receiver()];
  const house = await openHouse(db, { allow: [...older.allow, ...newer.allow] });
  await house.add({ url: older.url, kinds: ['promises.*'] });
  await house.happens({ kind: 'promises.made' });
  await house.add({ url: newer.url, kinds: ['promises.*'] });
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  expect(older.kinds().sort()).toEqual(['promises.kept', 'promises.made']);
  expect(newer.kinds()).toEqual(['promises.kept']);
});

test('whatever happens in two organisations, each endpoint is told of its own and each event is queued once', async () => {
  const kinds = ['promises.made', 'promises.kept', 'disputes.opened', 'intake.applied', 'holds.placed'] as const;
  const patterns = ['*', 'promises.*', 'promises.kept', 'disputes.*', 'intake.applied'];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ tenant: fc.constantFrom(0, 1), kind: fc.constantFrom(...kinds), run: fc.boolean() }), {
        maxLength: 25,
      }),
      fc.tuple(...[0, 1].map(() => fc.subarray(patterns, { minLength: 1 }))),
      fc.integer({ min: 1, max: 4 }),
      async (happenings, subscriptions, batch) => {
        const houses = [await openHouse(db, { allow: ['127.0.0.1:9'] }), await openHouse(db, { allow: ['127.0.0.1:9'] })];
        for (const [index, house] of houses.entries())
          await house.add({ url: 'http://127.0.0.1:9/', kinds: subscriptions[index] ?? [] });
        const expected: string[][] = [[], []];
        const wanted = (index: number, kind: string): boolean =>
          (subscriptions[index] ?? []).some((one) => one === '*' || one === kind || one === `${kind.split('.')[0]}.*`);
        for (const { tenant, kind, run } of happenings) {
          const house = houses[tenant]!;
          const subjectId = uuidv7();
          await house.happens({ kind, subjectId });
          if (wanted(tenant, kind)) expected[tenant]!.push(`${kind} ${subjectId}`);
          if (run) await Promise.all([fanOut(house.tenantDb, house.now(), batch), fanOut(house.tenantDb, house.now(), batch)]);
        }
        for (const [index, house] of houses.entries()) {
          await fanOut(house.tenantDb, house.now(), batch);
          const queued = await house.tenantDb.rows<{ kind: string; subject: string; tenant: number }>(sql`
            select kind, body::jsonb -> 'data' ->> 'subjectId' as subject, (body::jsonb -> 'data' ->> 'tenantId')::int as tenant
            from webhooks.delivery
            where kind not like 'webhooks.%'
            order by event_number
          `);
          expect(queued.map((one) => `${one.kind} ${one.subject}`)).toEqual(expected[index]);
          expect(queued.every((one) => one.tenant === house.tenantId)).toBe(true);
        }
      },
    ),
    { numRuns: 12 },
  );
});

test('a receiver that fails is tried again at the pauses of the schedule, under the same webhook-id, until it takes the event', async () => {
  const sink = await receiver(() => ({ status: 500, words: 'out of order' }));
  const house = await openHouse(db, { allow: sink.allow });
  await house.add({ url: sink.url, kinds: ['promises.kept'] });
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  for (const pause of [5, 300, 1800, 7200]) {
    house.wait({ seconds: pause - 1 });
    await house.run();
    const before = sink.heard.length;
    house.wait({ seconds: 1 });
    await house.run();
    expect(sink.heard.length, `after ${pause} s`).toBe(before + 1);
  }
  expect(await house.deliveries()).toMatchObject([{ state: 'waiting', attempts: 5, outcome: 'rejected' }]);
  sink.answers(() => ({ status: 200 }));
  house.wait({ hours: 5 });
  await house.run();
  expect(new Set(sink.heard.map((one) => one.id)).size).toBe(1);
  expect(new Set(sink.heard.map((one) => one.body)).size).toBe(1);
  const [row] = (await house.tenantDb.rows<{ id: string; endpointId: string }>(
    sql`select id, endpoint_id as "endpointId" from webhooks.delivery`,
  )) as [{ id: string; endpointId: string }];
  const view = await deliveryView(house.tenantDb, row.endpointId, row.id);
  expect(view).toMatchObject({ state: 'delivered', attempts: 6, statusCode: 200, nextTryAt: null });
  expect(view.tries.map((one) => one.statusCode)).toEqual([500, 500, 500, 500, 500, 200]);
  expect(view.tries[0]?.answer).toBe('out of order');
  expect(await house.endpoint(row.endpointId)).toMatchObject({ failures: 0, failingSince: null });
});

test('after the tenth try a delivery has failed, and the log says so', async () => {
  const sink = await receiver(() => 'hang-up');
  const house = await openHouse(db, { allow: sink.allow });
  const { id } = await house.add({ url: sink.url, kinds: ['promises.kept'] });
  await house.happens({ kind: 'promises.kept' });
  for (let round = 0; round < 15; round += 1) {
    await house.run();
    house.wait({ hours: 24 });
    // Kept on although it fails for days, to see the delivery end by itself.
    await house.tenantDb.run(sql`update webhooks.endpoint set failing_since = null`);
  }
  expect(sink.heard).toHaveLength(10);
  expect(await house.deliveries()).toMatchObject([{ state: 'failed', attempts: 10, outcome: 'unreachable' }]);
  expect((await listDeliveries(house.tenantDb, id, { state: 'failed' })).rows).toHaveLength(1);
});

test('silence, a closed port, a redirect and a forbidden address are failures of their own name', async () => {
  const [silent, redirects, closed] = [
    await receiver(() => 'silence'),
    await receiver(() => ({ status: 302, headers: { location: 'http://169.254.169.254/' } })),
    await receiver(),
  ];
  closed.close();
  const house = await openHouse(db, {
    allow: [...silent.allow, ...redirects.allow, ...closed.allow],
    timeoutMs: 150,
    lookup: async () => [{ address: '10.1.2.3', family: 4 }],
  });
  for (const url of [silent.url, redirects.url, closed.url, 'https://inside.example/hook'])
    await house.add({ url, kinds: ['promises.kept'] });
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  expect((await house.deliveries()).map((one) => one.outcome).sort()).toEqual([
    'address-not-public',
    'redirect',
    'timeout',
    'unreachable',
  ]);
});

test('one receiver that never answers holds up no other', async () => {
  const [silent, quick] = [await receiver(() => 'silence'), await receiver()];
  const house = await openHouse(db, { allow: [...silent.allow, ...quick.allow], timeoutMs: 60_000 });
  await house.add({ url: silent.url, kinds: ['promises.kept'] });
  await house.add({ url: quick.url, kinds: ['promises.kept'] });
  for (let round = 0; round < 3; round += 1) {
    await house.happens(...Array.from({ length: 8 }, () => ({ kind: 'promises.kept' as const })));
    // The job itself ends while calls are under way: nothing else of the queue waits for them.
    void house.run();
    while (quick.heard.length < 8 * (round + 1)) await new Promise(setImmediate);
  }
  expect(silent.heard.length).toBeLessThanOrEqual(3);
  await house.courier.stop();
  expect((await house.deliveries()).filter((one) => one.state === 'calling')).toEqual([]);
});

test('a stop gives back what is under way: it costs the receiver no try and goes out again at once', async () => {
  const sink = await receiver(() => 'silence');
  const house = await openHouse(db, { allow: sink.allow });
  await house.add({ url: sink.url, kinds: ['promises.kept'] });
  await house.happens({ kind: 'promises.kept' });
  const running = house.run();
  while (sink.heard.length === 0) await new Promise(setImmediate);
  await house.courier.stop();
  await running;
  expect(await house.deliveries()).toMatchObject([{ state: 'waiting', attempts: 1, outcome: 'lost' }]);
  sink.answers(() => ({ status: 200 }));
  await house.run(house.courierOf(house.sending));
  expect(await house.deliveries()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  expect(new Set(sink.heard.map((one) => one.id)).size).toBe(1);
});

test('a busy receiver is left alone until the time it asks for', async () => {
  const sink = await receiver(() => ({ status: 429, headers: { 'retry-after': '90' } }));
  const house = await openHouse(db, { allow: sink.allow });
  const { id } = await house.add({ url: sink.url, kinds: ['promises.kept'] });
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  await house.happens({ kind: 'promises.kept' });
  house.wait({ seconds: 89 });
  const again = await house.run();
  expect(sink.heard).toHaveLength(1);
  expect(Temporal.Instant.compare(again ?? house.now(), house.now())).toBe(1);
  sink.answers(() => ({ status: 200 }));
  house.wait({ seconds: 1 });
  await house.run();
  expect(sink.heard).toHaveLength(3);
  expect(await house.endpoint(id)).toMatchObject({ failures: 0, enabled: true });
});

test('a receiver that says 410 is told nothing more, and a person is told why', async () => {
  const sink = await receiver(() => ({ status: 410 }));
  const house = await openHouse(db, { allow: sink.allow });
  const { id } = await house.add({ url: sink.url, kinds: ['promises.kept'] });
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  expect(await house.endpoint(id)).toMatchObject({ enabled: false, disabledReason: 'gone' });
  expect(await house.deliveries()).toMatchObject([{ state: 'failed', outcome: 'gone' }]);
  expect(await webhookAlerts(house.tenantDb, 'fr')).toMatchObject([{ id, alert: expect.stringContaining('410') }]);
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  expect(sink.heard).toHaveLength(1);
  const told = await house.tenantDb.one<{ kind: string; reason: string }>(
    sql`select kind, details ->> 'reason' as reason from platform.event where kind = 'webhooks.disabled'`,
  );
  expect(told.reason).toBe('gone');
});

test('five days of nothing but failures switch an endpoint off; switched on again it gets what it missed', async () => {
  const sink = await receiver(() => ({ status: 500 }));
  const house = await openHouse(db, { allow: sink.allow });
  const { id } = await house.add({ url: sink.url, kinds: ['promises.kept'] });
  for (let day = 0; day < 5; day += 1) {
    await house.happens({ kind: 'promises.kept' });
    await house.run();
    expect(await house.endpoint(id)).toMatchObject({ enabled: true });
    house.wait({ hours: 24 });
  }
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  expect(await house.endpoint(id)).toMatchObject({ enabled: false, disabledReason: 'failing' });
  await house.happens({ kind: 'promises.kept' });
  const before = (await house.deliveries()).length;
  await house.run();
  expect((await house.deliveries()).length).toBe(before);

  sink.answers(() => ({ status: 200 }));
  const changing = { actor: clerk, now: house.now(), keyring, allow: sink.allow };
  await house.tenantDb.transaction((tx) => changeEndpoint(tx, id, { enabled: true }, changing));
  house.wait({ hours: 24 });
  await house.run();
  const rows = await house.deliveries();
  expect(rows).toHaveLength(7);
  expect(rows.every((one) => one.state === 'delivered')).toBe(true);
  expect(await endpointView(house.tenantDb, id, 'en', house.now())).toMatchObject({ enabled: true, alert: null, waiting: 0 });
});

test('switched on again “from now”, an endpoint is not told what it missed', async () => {
  const sink = await receiver();
  const house = await openHouse(db, { allow: sink.allow });
  const { id } = await house.add({ url: sink.url, kinds: ['promises.*'], enabled: false });
  await house.happens({ kind: 'promises.made' });
  const changing = { actor: clerk, now: house.now(), keyring, allow: sink.allow };
  await house.tenantDb.transaction((tx) => changeEndpoint(tx, id, { enabled: true, resume: 'now' }, changing));
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  expect(sink.kinds()).toEqual(['promises.kept']);
});

test('two workers at once send each event once', async () => {
  const sink = await receiver();
  const house = await openHouse(db, { allow: sink.allow });
  await house.add({ url: sink.url, kinds: ['promises.kept'] });
  await house.happens(...Array.from({ length: 60 }, () => ({ kind: 'promises.kept' as const })));
  await Promise.all([house.run(), house.run(house.courierOf(house.sending)), house.run(house.courierOf(house.sending))]);
  expect(sink.heard).toHaveLength(60);
  expect(new Set(sink.heard.map((one) => one.id)).size).toBe(60);
  expect((await house.deliveries()).every((one) => one.state === 'delivered' && one.attempts === 1)).toBe(true);
  expect(house.troubles).toEqual([]);
});

test('a caller whose lease ran out says nothing more about a delivery that another one took over', async () => {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const sink = await receiver();
  sink.answers(async () => {
    if (sink.heard.length === 1) await held;
    return { status: sink.heard.length === 1 ? 500 : 200 };
  });
  const house = await openHouse(db, { allow: sink.allow });
  await house.add({ url: sink.url, kinds: ['promises.kept'] });
  await house.happens({ kind: 'promises.kept' });
  const slow = house.run();
  while (sink.heard.length === 0) await new Promise(setImmediate);
  house.wait({ seconds: 61 });
  await house.run(house.courierOf(house.sending));
  letGo();
  await slow;
  expect(await house.deliveries()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  const tries = await house.tenantDb.rows(sql`select attempt, outcome from webhooks.attempt order by attempt`);
  expect(tries).toEqual([
    { attempt: 1, outcome: 'lost' },
    { attempt: 2, outcome: 'delivered' },
  ]);
});

test('for a day after a new secret both secrets verify what is sent, then the new one alone', async () => {
  const sink = await receiver();
  const house = await openHouse(db, { allow: sink.allow });
  const { id, secret: former } = await house.add({ url: sink.url, kinds: ['promises.kept'] });
  const secret = await house.tenantDb.transaction((tx) =>
    rollSecret(tx, id, { actor: clerk, now: house.now(), keyring, allow: sink.allow }),
  );
  expect(secret).not.toBe(former);
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  const headers = sink.heard[0]!.headers as Record<string, string>;
  for (const one of [former, secret]) expect(() => new Webhook(one).verify(sink.heard[0]!.body, headers)).not.toThrow();

  house.wait({ hours: 24 });
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  const late = sink.heard[1]!;
  const signed = (one: string): string =>
    new Webhook(one).sign(late.id, new Date(Number(late.headers['webhook-timestamp']) * 1000), late.body);
  expect(late.headers['webhook-signature']).toBe(signed(secret));
  // Neither secret lies readable in the database, nor in an event.
  const kept = await house.tenantDb.rows<{ text: string }>(
    sql`select endpoint::text as text from webhooks.endpoint union all select details::text from platform.event`,
  );
  for (const one of [former, secret]) expect(kept.some((row) => row.text.includes(one.slice(6, 20)))).toBe(false);
});

test('after a change of the installation’s key secrets are sealed anew, and sign as before', async () => {
  const sink = await receiver();
  const rotated = keyringOf('r'.repeat(40), ['k'.repeat(40)]);
  const house = await openHouse(db, { allow: sink.allow, keyring: async () => rotated });
  const { id, secret } = await house.add({ url: sink.url, kinds: ['promises.kept'] });
  const before = await house.endpoint(id);
  await house.run();
  const after = await house.endpoint(id);
  expect(after.secret).not.toBe(before.secret);
  expect(isSealedByFormer(rotated, after.secret)).toBe(false);
  await house.run();
  expect((await house.endpoint(id)).secret).toBe(after.secret);
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  const [heard] = sink.heard;
  expect(() => new Webhook(secret).verify(heard!.body, heard!.headers as Record<string, string>)).not.toThrow();
});

test('a delivery sent again has the same webhook-id and body, and is marked', async () => {
  const sink = await receiver();
  const house = await openHouse(db, { allow: sink.allow });
  const { id } = await house.add({ url: sink.url, kinds: ['promises.kept'] });
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  const [first] = (await listDeliveries(house.tenantDb, id, {})).rows;
  const again = await house.tenantDb.transaction((tx) => replayDelivery(tx, id, first!.id, house.now()));
  await house.run();
  expect(sink.heard).toHaveLength(2);
  expect(sink.heard[1]).toMatchObject({ id: sink.heard[0]!.id, body: sink.heard[0]!.body });
  expect(await deliveryView(house.tenantDb, id, again)).toMatchObject({ replay: true, state: 'delivered' });
  expect(first).toMatchObject({ replay: false });
});

test('past events are sent again by number or by time, only those the endpoint takes, once for each asking', async () => {
  const sink = await receiver();
  const house = await openHouse(db, { allow: sink.allow });
  await house.happens({ kind: 'promises.made' }, { kind: 'disputes.opened' }, { kind: 'promises.kept' });
  const { id } = await house.add({ url: sink.url, kinds: ['promises.*'] });
  const replay = (wish: Parameters<typeof askReplay>[2]) =>
    house.tenantDb.transaction((tx) => askReplay(tx, id, wish, clerk, house.now()));
  expect(await replay({ fromNumber: 2 })).toMatchObject({ fromNumber: 2, toNumber: 3 });
  await house.run();
  await house.run();
  expect(sink.kinds()).toEqual(['promises.kept']);

  const { at } = await house.tenantDb.one<{ at: Temporal.Instant }>(
    sql`select recorded_at as at from platform.event where kind = 'promises.made'`,
  );
  await replay({ from: at.toString(), to: at.add({ microseconds: 1 }).toString() });
  await house.run();
  expect(sink.kinds()).toEqual(['promises.kept', 'promises.made']);
  await replay({ from: at.toString() });
  await house.run();
  expect(sink.kinds().slice(2).sort()).toEqual(['promises.kept', 'promises.made']);
  expect(new Set(sink.heard.map((one) => one.id)).size).toBe(2);

  expect(await refusalOf(replay({}))).toBe('webhook.replay-range');
  expect(await refusalOf(replay({ from: at.toString(), fromNumber: 1 }))).toBe('webhook.replay-range');
  expect(await refusalOf(replay({ from: at.toString(), to: at.toString() }))).toBe('webhook.replay-range');
});

test('what was delivered is kept 30 days, what failed 90', async () => {
  const sink = await receiver();
  const house = await openHouse(db, { allow: sink.allow });
  await house.add({ url: sink.url, kinds: ['promises.kept'] });
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  sink.answers(() => ({ status: 410 }));
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  const states = async () => (await house.deliveries()).map((one) => one.state);
  house.wait({ hours: 24 * 30 });
  await house.run();
  expect(await states()).toEqual(['delivered', 'failed']);
  house.wait({ seconds: 1 });
  await house.run();
  expect(await states()).toEqual(['failed']);
  house.wait({ hours: 24 * 60 });
  await house.run();
  expect(await states()).toEqual([]);
});

test('new events wake the sending of organisations with endpoints, and of no other', async () => {
  const sink = await receiver();
  const [house, without] = [await openHouse(db, { allow: sink.allow }), await openHouse(db)];
  await house.add({ url: sink.url, kinds: ['promises.kept'] });
  const far = house.now().add({ hours: 24 }).toString();
  await house.tenantDb.run(sql`update platform.due_work set due_at = ${far} where tenant_id = ${house.tenantId}`);
  await wakeDelivery(house.tenantDb, house.tenantId);
  await wakeDelivery(without.tenantDb, without.tenantId);
  const due = await db.database.system.rows<{ tenant: number }>(sql`
    select tenant_id as tenant from platform.due_work
    where kind = ${deliverKind} and due_at <= now() and tenant_id in (${house.tenantId}, ${without.tenantId})
  `);
  expect(due).toEqual([{ tenant: house.tenantId }]);
  // Without any endpoint the work leaves the queue.
  expect(await without.run()).toBeUndefined();
});

test('an endpoint that cannot be is refused, with the reason', async () => {
  const house = await openHouse(db);
  const refused: Record<string, string> = {
    'http://receiver.example/': 'webhook.url-scheme',
    'https://user:pass@receiver.example/': 'webhook.url-credentials',
    'https://127.0.0.1/': 'webhook.address-not-public',
    'nothing at all': 'webhook.url-unreadable',
  };
  for (const [url, code] of Object.entries(refused)) expect(await refusalOf(house.add({ url, kinds: ['*'] }))).toBe(code);
  const url = 'https://receiver.example/';
  expect(await refusalOf(house.add({ url, kinds: ['promises.keptt'] }))).toBe('webhook.kind-unknown');
  expect(await refusalOf(house.add({ url, kinds: ['promise.*'] }))).toBe('webhook.kind-unknown');
  expect(await refusalOf(house.add({ url, kinds: ['*'], entityIds: [uuidv7()] }))).toBe('webhook.entity-unknown');
  for (let count = 0; count < 20; count += 1) await house.add({ url, kinds: ['*'] });
  expect(await refusalOf(house.add({ url, kinds: ['*'] }))).toBe('webhook.too-many');
});

test('an endpoint removed takes its deliveries with it, and events hold its host but never its path', async () => {
  const sink = await receiver(() => ({ status: 500 }));
  const house = await openHouse(db, { allow: sink.allow });
  const { id } = await house.add({ url: `${sink.url}/s3cret-path`, kinds: ['promises.kept'] });
  await house.happens({ kind: 'promises.kept' });
  await house.run();
  await house.tenantDb.transaction((tx) => removeEndpoint(tx, id, clerk));
  expect(await house.deliveries()).toEqual([]);
  await sealEvents(house.tenantDb, keyring);
  expect(await house.run()).toBeUndefined();
  const told = await house.tenantDb.rows<{ details: string }>(
    sql`select details::text as details from platform.event where kind like 'webhooks.%'`,
  );
  expect(told.length).toBe(2);
  expect(told.some((one) => one.details.includes('s3cret'))).toBe(false);
});
