import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusals.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { testLedger } from '../../holds/ledger.fixture.ts';
import { goLive, mailServer, plainComposer, queueReminders, startOfTest, testDelivery } from '../outbox.fixture.ts';
import { queueMessage } from '../queue-messages.ts';
import { recallMessage, resolveMessage, sendAgain } from '../take-back.ts';
import { smtpTransport } from '../transports/smtp.ts';
import type { Transport } from '../transports/transport.ts';
import { changeSetting } from '../../identity/index.ts';
import { stuckMessages } from '../watch-queue.ts';
import { claimMessages } from './claim.ts';
import type { Composer, EndedMessage } from './composer.ts';
import { recoverLost } from './recover-lost.ts';
import { type Delivery, sendQueue } from './send-queue.ts';
import { openSession } from './session.ts';

const db = testDatabase();
const clerk = systemActor('test');
const later = (minutes: number) => startOfTest.add({ minutes });

async function setUp({ live = false } = {}) {
  const { tenantDb, entityId } = await db.newTenant();
  if (live) await goLive(tenantDb);
  const ledger = testLedger(tenantDb, entityId);
  const customerId = await ledger.customer();
  const queue = (count: number, changes?: Parameters<typeof queueReminders>[3]) =>
    queueReminders(tenantDb, { entityId, customerId }, count, changes);
  return { tenantDb, entityId, ledger, customerId, queue };
}

const mailsOf = (tenantDb: TenantDatabase) =>
  tenantDb.rows<{ to: string; messageId: string }>(
    sql`select to_address as to, message_id as "messageId" from messages.local_mail order by to_address`,
  );
const messageOf = (tenantDb: TenantDatabase, id: string | undefined) =>
  tenantDb.one<{ state: string; attempts: number; reason: string | null; notBefore: Temporal.Instant }>(sql`
    select state, attempts, coalesce(cancelled_reason, failure_code) as reason, not_before as "notBefore" from messages.message where id = ${id ?? null}
  `);
async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: unknown) => (error as Refusal).code,
  );
}
/** Hooks that remember what they were told. */
function listening() {
  const sent: EndedMessage[] = [];
  const notSent: EndedMessage[] = [];
  return {
    sent,
    notSent,
    hooks: {
      onSent: async (_: unknown, messages: readonly EndedMessage[]) => void sent.push(...messages),
      onNotSent: async (_: unknown, messages: readonly EndedMessage[]) => void notSent.push(...messages),
    },
  };
}

test('in test mode every message lands in the local mailbox, once, although a mail server is set', async () => {
  const { tenantDb, queue } = await setUp();
  const server = await mailServer();
  const smtp = smtpTransport(server.url);
  await queue(25);
  const first = await sendQueue(tenantDb, testDelivery({ smtp }));
  expect(first).toMatchObject({ sent: 25, failed: 0, mode: 'test', queue: { waiting: 0, calling: 0, sent: 25, uncertain: 0 } });
  expect(await sendQueue(tenantDb, testDelivery({ smtp }))).toMatchObject({ sent: 0, queue: { sent: 25 } });
  expect(await mailsOf(tenantDb)).toHaveLength(25);
  expect(server.taken).toHaveLength(0);
  await smtp.close();
  await server.close();
});

test('live, every message reaches the mail server once, several workers at once or not', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  const server = await mailServer();
  const smtp = smtpTransport(server.url);
  const ids = await queue(60);
  const outcomes = await Promise.all([
    sendQueue(tenantDb, testDelivery({ smtp }), { connections: 3 }),
    sendQueue(tenantDb, testDelivery({ smtp }), { connections: 3 }),
  ]);
  expect(outcomes.reduce((sum, one) => sum + one.sent, 0)).toBe(60);
  expect([...server.timesTaken().values()]).toEqual(ids.map(() => 1));
  await smtp.close();
  await server.close();
});

test.each([1, 3])('never more conversations with the mail server at once than the setting says: %i', async (most) => {
  const { tenantDb, queue } = await setUp({ live: true });
  await tenantDb.transaction((tx) => changeSetting(tx, 'mail.connections', most, clerk));
  await queue(24);
  let now = 0;
  const seen: number[] = [];
  const smtp: Transport = {
    name: 'smtp',
    deliver: async () => {
      seen.push((now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return { outcome: 'sent', reference: '' };
    },
    close: async () => undefined,
  };
  expect(await sendQueue(tenantDb, testDelivery({ smtp }))).toMatchObject({ sent: 24 });
  expect(Math.max(...seen)).toBe(most);
});

test('live is refused until its conditions are met, and nothing leaves', async () => {
  const { tenantDb, queue } = await setUp();
  await tenantDb.run(
    sql`insert into identity.setting (tenant_id, key, value) values (${tenantDb.tenantId}, 'sending.mode', '"live"')`,
  );
  await queue(3);
  const outcome = await sendQueue(tenantDb, testDelivery());
  expect(outcome).toMatchObject({
    sent: 0,
    mode: 'live',
    unmet: ['own-reminders-off', 'sender-tested', 'reply-received', 'first-messages-read'],
    queue: { waiting: 3 },
  });
});

test('after a restore nothing leaves until somebody has looked: what left since the backup is not known', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  const server = await mailServer();
  const smtp = smtpTransport(server.url);
  const key = sql`insert into identity.setting (tenant_id, key, value) values (${tenantDb.tenantId}, 'sending.held', '"after-restore"')`;
  await tenantDb.run(key);
  await queue(2);
  expect(await sendQueue(tenantDb, testDelivery({ smtp }))).toMatchObject({
    sent: 0,
    unmet: ['after-restore'],
    queue: { waiting: 2 },
  });
  await tenantDb.run(sql`update identity.setting set value = '"no"' where key = 'sending.held'`);
  expect(await sendQueue(tenantDb, testDelivery({ smtp }))).toMatchObject({ sent: 2, unmet: [] });
  await smtp.close();
  await server.close();
});

test('in pilot mode the customers of the pilot group get their mail, the others’ stays in the local mailbox', async () => {
  const { tenantDb, entityId, ledger, queue } = await setUp();
  const pilot = await ledger.customer({ name: 'Pilote' });
  const { tenantId } = tenantDb;
  const groupId = uuidv7();
  await tenantDb.run(
    sql`insert into identity.setting (tenant_id, key, value) values (${tenantId}, 'sending.mode', '"pilot"'), (${tenantId}, 'sending.pilotGroup', '"first ones"')`,
  );
  await tenantDb.run(
    sql`insert into customers.customer_group (tenant_id, id, name) values (${tenantId}, ${groupId}, 'first ones')`,
  );
  await tenantDb.run(
    sql`insert into customers.group_member (tenant_id, group_id, customer_id) values (${tenantId}, ${groupId}, ${pilot})`,
  );
  const server = await mailServer();
  const smtp = smtpTransport(server.url);
  await queue(2);
  await queueReminders(tenantDb, { entityId, customerId: pilot }, 1, () => ({ recipient: { address: 'pilot@client.example' } }));
  expect(await sendQueue(tenantDb, testDelivery({ smtp }))).toMatchObject({ sent: 3, mode: 'pilot' });
  expect(server.taken.map((mail) => mail.to)).toEqual([['pilot@client.example']]);
  expect(await mailsOf(tenantDb)).toHaveLength(2);
  await smtp.close();
  await server.close();
});

test('the same message queued a thousand times by several triggers is one message (T31, T32)', async () => {
  const { tenantDb, entityId, customerId } = await setUp();
  const message = {
    onceKey: 'step-2/cycle-1',
    kind: 'reminder',
    entityId,
    customerId,
    actionId: uuidv7(),
    channel: 'e-mail',
    language: 'fr',
    notBefore: startOfTest,
  } as const;
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => tenantDb.transaction((tx) => queueMessage(tx, message, clerk))),
  );
  expect(answers.filter((answer) => answer.created)).toHaveLength(1);
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
});

test('a message waits for its hour, and can be taken back until it leaves', async () => {
  const { tenantDb, queue } = await setUp();
  const [id] = await queue(1, () => ({ notBefore: later(10) }));
  const heard = listening();
  const recall = () => tenantDb.transaction((tx) => recallMessage(tx, id ?? '', clerk, { hooks: heard.hooks, now: startOfTest }));
  expect(await sendQueue(tenantDb, testDelivery())).toMatchObject({ sent: 0, queue: { waiting: 1 } });
  expect(await refusalOf(recall())).toBe('accepted');
  expect(await sendQueue(tenantDb, testDelivery({ now: () => later(11) }))).toMatchObject({ sent: 0, queue: { cancelled: 1 } });
  expect(heard.notSent.map((message) => [message.id, message.reason])).toEqual([[id, 'recalled']]);
  const [gone] = await queue(1);
  await sendQueue(tenantDb, testDelivery());
  expect(
    await refusalOf(tenantDb.transaction((tx) => recallMessage(tx, gone ?? '', clerk, { hooks: {}, now: startOfTest }))),
  ).toBe('message.already-left');
});

test('a message taken back while a worker already holds it does not leave', async () => {
  const { tenantDb, queue } = await setUp();
  const [id] = await queue(1);
  const session = await openSession(tenantDb);
  await claimMessages(tenantDb, { sessionId: session.id, limit: 1, dueAt: startOfTest, now: startOfTest });
  await tenantDb.transaction((tx) => recallMessage(tx, id ?? '', clerk, { hooks: {}, now: startOfTest }));
  await session.end();
  expect(await sendQueue(tenantDb, testDelivery())).toMatchObject({ sent: 0, queue: { cancelled: 1 } });
});

test('what was paid between the decision and the sending is not claimed: the message is cancelled with its reason (T1)', async () => {
  const { tenantDb, ledger, entityId, customerId } = await setUp();
  const itemId = await ledger.item(customerId, { minor: 100_00n });
  const [id] = await queueReminders(tenantDb, { entityId, customerId }, 1);
  const rereads: Composer = async (tx, message, now) => {
    const { open } = await tx.one<{ open: bigint }>(sql`select open_minor as open from receivables.item where id = ${itemId}`);
    const composed = await plainComposer(tx, message, now);
    return composed.kind === 'send' ? { ...composed, items: open > 0n ? composed.items : [], amountMinor: open } : composed;
  };
  await ledger.pay(customerId, itemId, { minor: 100_00n, on: '2026-03-02' });
  expect(await sendQueue(tenantDb, testDelivery({ compose: rereads }))).toMatchObject({ sent: 0, cancelled: 1 });
  expect(await messageOf(tenantDb, id)).toMatchObject({ state: 'cancelled', reason: 'settled-before-send' });
});

test.each([
  ['first', 0],
  ['in the middle', 2],
  ['last', 4],
])('one message that cannot be written, %s of five, does not hinder the others (T8, T68)', async (_, bad) => {
  const { tenantDb, queue } = await setUp();
  const ids = await queue(5);
  const compose: Composer = async (tx, message, now) => {
    // A statement that fails spoils the transaction it is in.
    if (message.id === ids[bad]) await tx.run(sql`select 1 / 0`);
    return plainComposer(tx, message, now);
  };
  expect(await sendQueue(tenantDb, testDelivery({ compose }))).toMatchObject({ sent: 4, postponed: 1 });
  expect(await messageOf(tenantDb, ids[bad])).toMatchObject({ state: 'waiting', attempts: 1, notBefore: later(1) });
});

test.each([
  ['no address at all', { kind: 'undeliverable', reason: 'no-address' } as const, 'no-address'],
  ['an address that is none', undefined, 'bad-address'],
])('with %s a message fails, its step is not done and a person is told (T9)', async (_, verdict, reason) => {
  const { tenantDb, queue } = await setUp();
  const [id] = await queue(1, () => ({ recipient: { address: 'not an address' } }));
  const heard = listening();
  const compose: Composer = verdict ? async () => verdict : plainComposer;
  expect(await sendQueue(tenantDb, testDelivery({ compose, hooks: heard.hooks }))).toMatchObject({ sent: 0, failed: 1 });
  expect(await messageOf(tenantDb, id)).toMatchObject({ state: 'failed', reason });
  expect([heard.sent.length, heard.notSent.map((message) => message.reason)]).toEqual([0, [reason]]);
});

test('the step is done when the mail server has accepted the message, not when it was planned (T35)', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  const server = await mailServer((recipient) => (recipient.startsWith('busy') ? { code: 451 } : undefined));
  const smtp = smtpTransport(server.url);
  const heard = listening();
  const [ok, busy] = await queue(2, (index) => ({
    recipient: { address: index === 0 ? 'ok@client.example' : 'busy@client.example' },
  }));
  await sendQueue(tenantDb, testDelivery({ smtp, hooks: heard.hooks }));
  expect(heard.sent.map((message) => message.id)).toEqual([ok]);
  expect(await messageOf(tenantDb, busy)).toMatchObject({ state: 'waiting', attempts: 1 });
  await smtp.close();
  await server.close();
});

test('a busy mail server is tried again, later and later, and after eight tries the message has failed for good (T37)', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  const server = await mailServer(() => ({ code: 450 }));
  const smtp = smtpTransport(server.url);
  const [id] = await queue(1);
  let now = startOfTest;
  const waits: number[] = [];
  for (let tries = 1; tries <= 8; tries += 1) {
    await sendQueue(tenantDb, testDelivery({ smtp, now: () => now }));
    const message = await messageOf(tenantDb, id);
    expect(message.attempts).toBe(tries);
    if (message.state === 'waiting') waits.push(Math.round(now.until(message.notBefore).total('minutes')));
    now = message.notBefore;
  }
  expect(waits).toEqual([1, 5, 15, 30, 60, 120, 300]);
  expect(await messageOf(tenantDb, id)).toMatchObject({ state: 'failed', reason: 'server-busy' });
  // A person may ask for it again: it gets its tries anew.
  await tenantDb.transaction((tx) => sendAgain(tx, id ?? '', clerk, now));
  await sendQueue(tenantDb, testDelivery({ smtp, now: () => now }));
  expect(await messageOf(tenantDb, id)).toMatchObject({ state: 'waiting', attempts: 9, notBefore: now.add({ minutes: 1 }) });
  await smtp.close();
  await server.close();
});

test.each(['rcpt', 'data'] as const)(
  'a mail server that refuses at %s for good fails the message at once, the others leave',
  async (stage) => {
    const { tenantDb, queue } = await setUp({ live: true });
    const server = await mailServer((recipient, at) =>
      recipient.startsWith('unknown') && at === stage ? { code: 550 } : undefined,
    );
    const smtp = smtpTransport(server.url);
    const ids = await queue(3, (index) => ({
      recipient: { address: index === 1 ? 'unknown@client.example' : `ok${index}@client.example` },
    }));
    expect(await sendQueue(tenantDb, testDelivery({ smtp }), { connections: 1 })).toMatchObject({ sent: 2, failed: 1 });
    expect(await messageOf(tenantDb, ids[1])).toMatchObject({ state: 'failed', attempts: 1, reason: 'refused-by-server' });
    await smtp.close();
    await server.close();
  },
);

test('a mail server nobody answers at puts the messages off; those not tried keep their turn', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  const smtp = smtpTransport('smtp://127.0.0.1:1');
  await queue(50);
  const outcome = await sendQueue(tenantDb, testDelivery({ smtp }), { connections: 2 });
  expect(outcome).toMatchObject({ sent: 0, failed: 0, uncertain: 0, queue: { waiting: 50 } });
  const { tried } = await tenantDb.one<{ tried: number }>(
    sql`select (count(*) filter (where attempts > 0))::int as tried from messages.message`,
  );
  expect(tried).toBeLessThanOrEqual(4);
});

test('a connection lost after the mail was handed over leaves it uncertain: shown, never sent again by itself', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  const server = await mailServer((_, stage) => (stage === 'data' ? 'hang-up' : undefined));
  const smtp = smtpTransport(server.url);
  const heard = listening();
  const [id] = await queue(1);
  expect(await sendQueue(tenantDb, testDelivery({ smtp, hooks: heard.hooks }))).toMatchObject({
    sent: 0,
    uncertain: 1,
    queue: { uncertain: 1 },
  });
  await sendQueue(tenantDb, testDelivery({ smtp, now: () => later(60 * 24) }));
  expect([...server.timesTaken().values()]).toEqual([1]);
  expect(heard.notSent.map((message) => [message.id, message.state])).toEqual([[id, 'uncertain']]);
  await smtp.close();
  await server.close();
});

test('a connection lost before the mail was handed over is a temporary failure: it did not leave', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  const server = await mailServer((_, stage) => (stage === 'rcpt' ? 'hang-up' : undefined));
  const smtp = smtpTransport(server.url);
  const [id] = await queue(1);
  expect(await sendQueue(tenantDb, testDelivery({ smtp }))).toMatchObject({ sent: 0, uncertain: 0, postponed: 1 });
  expect(await messageOf(tenantDb, id)).toMatchObject({ state: 'waiting', attempts: 1 });
  await smtp.close();
  await server.close();
});

async function uncertainMessage() {
  const { tenantDb, queue, ...rest } = await setUp({ live: true });
  const server = await mailServer((_, stage) => (stage === 'data' ? 'hang-up' : undefined));
  const smtp = smtpTransport(server.url);
  const [id = ''] = await queue(1);
  await sendQueue(tenantDb, testDelivery({ smtp }));
  await smtp.close();
  await server.close();
  return { tenantDb, id, ...rest };
}

test.each([
  ['it left', { left: true }, 'sent', 1],
  ['it did not leave', { left: false }, 'failed', 0],
  ['it did not leave, send it', { left: false, sendAgain: true }, 'waiting', 0],
])('a person says of an uncertain message: %s', async (_, answer, state, stepsDone) => {
  const { tenantDb, id } = await uncertainMessage();
  const heard = listening();
  const resolve = () =>
    tenantDb.transaction((tx) => resolveMessage(tx, id, answer, clerk, { hooks: heard.hooks, now: later(5) }));
  await resolve();
  expect((await messageOf(tenantDb, id)).state).toBe(state);
  expect(heard.sent).toHaveLength(stepsDone);
  expect(await refusalOf(resolve())).toBe(state === 'sent' ? 'message.already-left' : 'message.not-allowed');
});

test('a worker believed gone cannot send what another took over, and what it knows better is believed', async () => {
  const { tenantDb, queue } = await setUp();
  await queue(2);
  const session = await openSession(tenantDb);
  await claimMessages(tenantDb, { sessionId: session.id, limit: 2, dueAt: startOfTest, now: startOfTest });
  // Alive: nothing is taken from it.
  expect(await recoverLost(tenantDb, startOfTest, {})).toEqual({ requeued: 0, sent: 0, uncertain: 0 });
  // Silent past its lease: taken over, though its lock still stands.
  expect(await recoverLost(tenantDb, later(16), {})).toEqual({ requeued: 2, sent: 0, uncertain: 0 });
  await session.end();
  expect(await sendQueue(tenantDb, testDelivery())).toMatchObject({ sent: 2 });
  expect(await mailsOf(tenantDb)).toHaveLength(2);
});

test('a worker killed at any moment with the local mailbox leaves nothing uncertain: the mailbox can be asked', async () => {
  const { tenantDb, queue } = await setUp();
  const ids = await queue(3);
  const session = await openSession(tenantDb);
  await claimMessages(tenantDb, { sessionId: session.id, limit: 3, dueAt: startOfTest, now: startOfTest });
  // As if killed while calling: one mail was already in the box.
  await tenantDb.run(
    sql`update messages.message set state = 'calling', transport = 'local' where id = any(${ids.slice(0, 2)}::uuid[])`,
  );
  await tenantDb.run(sql`
    insert into messages.local_mail (tenant_id, id, message_id, from_address, to_address, subject, raw)
    values (${tenantDb.tenantId}, ${uuidv7()}, ${ids[0]}, 'a@b.example', 'compta.0@client.example', 'Facture F0', 'x')
  `);
  await session.end();
  expect(await sendQueue(tenantDb, testDelivery())).toMatchObject({ sent: 3, uncertain: 0, queue: { sent: 3 } });
  expect((await mailsOf(tenantDb)).map((mail) => mail.messageId).toSorted()).toEqual(ids.toSorted());
});

test('a step that cannot be recorded leaves its message to a person, and the others are recorded', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  const server = await mailServer();
  const smtp = smtpTransport(server.url);
  const ids = await queue(3);
  const hooks = {
    onSent: async (_: unknown, messages: readonly EndedMessage[]) => {
      if (messages.some((message) => message.id === ids[1])) throw new Error('the step table is broken');
    },
  };
  await expect(sendQueue(tenantDb, testDelivery({ smtp, hooks }), { connections: 3 })).rejects.toThrow(
    'the step table is broken',
  );
  const next = await sendQueue(tenantDb, testDelivery({ smtp }));
  expect(next.queue).toMatchObject({ sent: 2, uncertain: 1 });
  expect([...server.timesTaken().values()]).toEqual([1, 1, 1]);
  await smtp.close();
  await server.close();
});

test('no mail is handed over inside a database transaction, and each only once its state says so for everybody (T33)', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  await queue(25);
  const inside = new AsyncLocalStorage<true>();
  const watched: TenantDatabase = {
    ...tenantDb,
    transaction: (work, options) => tenantDb.transaction((tx) => inside.run(true, () => work(tx)), options),
  };
  const seen: { inside: boolean; state: string }[] = [];
  const smtp: Delivery['smtp'] = {
    name: 'smtp',
    deliver: async (parcel) => {
      const id = parcel.channel === 'e-mail' ? parcel.mail.messageId : '';
      const { state } = await tenantDb.one<{ state: string }>(sql`select state from messages.message where id = ${id}`);
      seen.push({ inside: inside.getStore() === true, state });
      return { outcome: 'sent', reference: '' };
    },
    close: () => Promise.resolve(),
  };
  expect(await sendQueue(watched, testDelivery({ smtp }), { connections: 3 })).toMatchObject({ sent: 25 });
  expect(seen).toEqual(Array.from({ length: 25 }, () => ({ inside: false, state: 'calling' })));
});

test('never more messages are out on their way than there are conversations, however many are written ahead (T30)', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  await queue(60);
  let most = 0;
  const smtp: Delivery['smtp'] = {
    name: 'smtp',
    deliver: async () => {
      const { calling } = await tenantDb.one<{ calling: number }>(
        sql`select count(*)::int as calling from messages.message where state = 'calling'`,
      );
      most = Math.max(most, calling);
      return { outcome: 'sent', reference: '' };
    },
    close: () => Promise.resolve(),
  };
  await sendQueue(tenantDb, testDelivery({ smtp }), { connections: 3 });
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(3);
});

test('a thousand messages in pages, some put off meanwhile: none is skipped (T34)', async () => {
  const { tenantDb, queue } = await setUp();
  await queue(1000);
  const putsOff: Composer = (tx, message, now) =>
    message.subject.endsWith('7') ? Promise.resolve({ kind: 'postpone', until: later(30) }) : plainComposer(tx, message, now);
  expect(await sendQueue(tenantDb, testDelivery({ compose: putsOff }))).toMatchObject({
    sent: 900,
    postponed: 100,
    queue: { waiting: 100 },
  });
  expect(await sendQueue(tenantDb, testDelivery({ now: () => later(31) }))).toMatchObject({ sent: 100, queue: { sent: 1000 } });
  expect(await mailsOf(tenantDb)).toHaveLength(1000);
});

test('a limit delivers so many and leaves the rest', async () => {
  const { tenantDb, queue } = await setUp();
  await queue(30);
  expect(await sendQueue(tenantDb, testDelivery(), { limit: 7 })).toMatchObject({ sent: 7, queue: { waiting: 23 } });
});

test('another tenant’s messages are neither seen nor sent', async () => {
  const [mine, theirs] = [await setUp(), await setUp()];
  await theirs.queue(3);
  expect(await sendQueue(mine.tenantDb, testDelivery())).toMatchObject({ sent: 0, queue: { waiting: 0 } });
  expect(await sendQueue(theirs.tenantDb, testDelivery())).toMatchObject({ sent: 3 });
});

test('messages nobody delivers, and letters nobody posts, are reported (T37)', async () => {
  const { tenantDb, queue } = await setUp();
  const [, printed] = await queue(2);
  await tenantDb.run(
    sql`update messages.message set state = 'handed', created_at = ${startOfTest.toString()} where id = ${printed ?? null}`,
  );
  expect(await stuckMessages(tenantDb, later(60))).toEqual({ waiting: 0, inHand: 0, notPosted: 0 });
  expect(await stuckMessages(tenantDb, later(60 * 25))).toEqual({ waiting: 1, inHand: 0, notPosted: 0 });
  expect(await stuckMessages(tenantDb, later(60 * 73))).toEqual({ waiting: 1, inHand: 0, notPosted: 1 });
});
