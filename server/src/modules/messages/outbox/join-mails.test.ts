import { expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { testLedger } from '../../holds/ledger.fixture.ts';
import { recordDelivery } from '../handed.ts';
import { goLive, mailServer, pairComposer, queueReminders, startOfTest, testDelivery } from '../outbox.fixture.ts';
import { recallMessage } from '../take-back.ts';
import type { Parcel, Transport } from '../transports/transport.ts';
import { sendThroughKills } from './kills.fixture.ts';
import { recoverLost } from './recover-lost.ts';
import { sendQueue } from './send-queue.ts';

const db = testDatabase();

/** Pairs of messages that may leave as one mail, each of a customer of its own; the first of a pair is the one whose mail it is. */
async function givenPairs(
  { tenantDb, entityId }: TestTenant,
  pairs: number,
  ledger = testLedger(tenantDb, entityId),
): Promise<string[]> {
  await goLive(tenantDb);
  const ids: string[] = [];
  for (const side of [0, 1]) {
    const customerId = await ledger.customer();
    ids.push(
      ...(await queueReminders(tenantDb, { entityId, customerId }, pairs, (pair) => ({
        togetherKey: `pair ${pair}`,
        subject: `${side}`,
      }))),
    );
  }
  return ids;
}

const states = ({ tenantDb }: TestTenant) =>
  tenantDb.rows<{ id: string; header: string; state: string; key: string; sentWith: string | null }>(sql`
    select id, message_id_header as header, state, together_key as key, sent_with as "sentWith" from messages.message order by together_key, id
  `);

function handing(deliver: (parcel: Parcel) => Promise<void>): { transport: Transport; handed: Parcel[] } {
  const handed: Parcel[] = [];
  return {
    handed,
    transport: {
      name: 'smtp',
      deliver: async (parcel) => {
        handed.push(parcel);
        await deliver(parcel);
        return { outcome: 'sent', reference: 'taken' };
      },
      close: () => Promise.resolve(),
    },
  };
}

test('the sending program is killed again and again while it sends mails of two: both of a mail end alike, none is lost, none arrives twice (T30)', async () => {
  const tenant = await db.newTenant();
  await givenPairs(tenant, 20);
  const server = await mailServer();
  const killed = await sendThroughKills(db.appUrl, tenant.tenantId, server, { least: 2, spread: 4, args: ['pairs'] });
  await server.close();
  expect(killed).toBeGreaterThan(2);
  const arrived = server.timesTaken();
  const mails = Map.groupBy(await states(tenant), (message) => message.key);
  expect(mails.size).toBe(20);
  for (const both of mails.values()) {
    const leader = both.find((message) => message.sentWith === null);
    const rider = both.find((message) => message.sentWith !== null);
    expect(rider).toMatchObject({ state: leader?.state, sentWith: leader?.id });
    const times = arrived.get(leader?.header ?? '') ?? 0;
    expect({ state: leader?.state, times }).toEqual(
      leader?.state === 'uncertain' ? { state: 'uncertain', times: Math.min(times, 1) } : { state: 'sent', times: 1 },
    );
    expect(arrived.get(rider?.header ?? '')).toBeUndefined();
  }
}, 120_000);

test('one of a mail taken back after it was written: the mail is written again without it', async () => {
  const tenant = await db.newTenant();
  const { tenantDb, entityId } = tenant;
  const ledger = testLedger(tenantDb, entityId);
  const customerId = await ledger.customer();
  await queueReminders(tenantDb, { entityId, customerId }, 1, () => ({
    notBefore: startOfTest.subtract({ hours: 1 }),
    subject: 'before them',
  }));
  const [leader = '', rider = ''] = await givenPairs(tenant, 1, ledger);
  const { transport, handed } = handing(async (parcel) => {
    if (parcel.channel === 'e-mail' && parcel.mail.subject === 'before them')
      await tenantDb.transaction((tx) => recallMessage(tx, leader, systemActor('clerk'), { hooks: {}, now: startOfTest }));
  });
  const delivery = testDelivery({ compose: pairComposer(), smtp: transport });
  expect(await sendQueue(tenantDb, delivery, { connections: 1 })).toMatchObject({ sent: 2 });
  expect(handed.map((parcel) => (parcel.channel === 'e-mail' ? parcel.mail.messageId : ''))).toEqual([expect.any(String), rider]);
  expect((await states(tenant)).filter((message) => message.id === rider)).toMatchObject([{ state: 'sent', sentWith: null }]);
});

test('what a mail server says later of a mail is said of each message it carried', async () => {
  const tenant = await db.newTenant();
  const [leader = '', rider = ''] = await givenPairs(tenant, 1);
  const { transport } = handing(() => Promise.resolve());
  await sendQueue(tenant.tenantDb, testDelivery({ compose: pairComposer(), smtp: transport }));
  const told: string[] = [];
  await tenant.tenantDb.transaction((tx) =>
    recordDelivery(
      tx,
      { messageId: leader, state: 'bounced', at: startOfTest, detail: 'no such user' },
      {
        onDelivery: async (_, news) => {
          told.push(...news.map((one) => one.messageId));
        },
      },
    ),
  );
  expect(told.toSorted()).toEqual([leader, rider].toSorted());
});

test('a mail that is in the local mailbox already when its program dies is found there for both', async () => {
  const tenant = await db.newTenant();
  const { tenantDb } = tenant;
  const [leader = '', rider = ''] = await givenPairs(tenant, 1);
  await tenantDb.run(sql`update identity.setting set value = '"test"' where key = 'sending.mode'`);
  await sendQueue(tenantDb, testDelivery({ compose: pairComposer() }));
  expect(await tenantDb.rows(sql`select message_id from messages.local_mail`)).toEqual([{ message_id: leader }]);
  // As if it had died before it wrote down that both were delivered.
  await tenantDb.run(sql`
    update messages.message
    set state = 'calling', claimed_by = gen_random_uuid(), sent_at = null, finished_at = null, lease_until = ${startOfTest.add({ minutes: 15 }).toString()}::timestamptz
  `);
  expect(await recoverLost(tenantDb, startOfTest, {})).toMatchObject({ sent: 2, requeued: 0 });
  expect((await states(tenant)).map(({ id, state }) => ({ id, state }))).toEqual(
    [leader, rider].toSorted().map((id) => ({ id, state: 'sent' })),
  );
});

test('messages that may leave together wait for the last of those confirmed within the hour, not for one planned for next week', async () => {
  const tenant = await db.newTenant();
  const { tenantDb, entityId } = tenant;
  await goLive(tenantDb);
  const customerId = await testLedger(tenantDb, entityId).customer();
  const at = async (hours: number): Promise<string> => {
    const [id = ''] = await queueReminders(tenantDb, { entityId, customerId }, 1, () => ({
      togetherKey: 'one',
      notBefore: startOfTest.add({ minutes: Math.round(hours * 60) }),
    }));
    return id;
  };
  const [first, nextWeek, second, sameDay] = [await at(0), await at(168), await at(0.25), await at(6)];
  const due = new Map(
    (await tenantDb.rows<{ id: string; due: Temporal.Instant }>(sql`select id, not_before as due from messages.message`)).map(
      (row) => [row.id, row.due.since(startOfTest).total('minutes')],
    ),
  );
  expect([first, second, sameDay, nextWeek].map((id) => due.get(id))).toEqual([15, 15, 360, 168 * 60]);
});
