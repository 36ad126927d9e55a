import { textsIn } from '@quitus/texts';
import { expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import type { Refusal } from '../../kernel/refusals.ts';
import { sql } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { type LetterChannel, noticesReceived, recordDelivery, type ToldDelivery } from '../messages/index.ts';
import { messageView } from '../messages/message-list.ts';
import { startOfTest } from '../messages/outbox.fixture.ts';
import { letterCompany, stateOf } from './letters.fixture.ts';
import { listRegistered, registeredView } from './registered-list.ts';
import { type Said, sayWhatBecame } from './say-by-hand.ts';

const db = testDatabase();
const clerk = systemActor('Jeanne');
const now = startOfTest.add({ hours: 24 * 30 });
const on = '2026-03-05';

async function posted(channel: LetterChannel = 'registered-letter', transport = 'print') {
  const { tenantDb, tenantId, entityId } = await db.newTenant();
  const company = await letterCompany(tenantDb, entityId);
  const { id, itemId } = await company.queue(channel);
  await tenantDb.run(sql`
    update messages.message set state = 'sent', transport = ${transport}, sent_at = ${startOfTest.toString()}, finished_at = ${startOfTest.toString()}, formal_notice = true
    where id = ${id}
  `);
  await tenantDb.run(sql`
    insert into messages.message_item (tenant_id, message_id, item_id, open_minor, days_late) values (${tenantDb.tenantId}, ${id}, ${itemId}, 10000, 12)
  `);
  const told: string[] = [];
  const hooks = {
    onDelivery: async (_: unknown, all: readonly ToldDelivery[]) => void told.push(...all.map((one) => one.state)),
  };
  const say = (said: Partial<Said> & Pick<Said, 'state'>) =>
    tenantDb.transaction((tx) => sayWhatBecame(tx, id, { on, ...said }, clerk, { hooks, now }));
  const carrier = (state: string, at: string) =>
    tenantDb.transaction((tx) => recordDelivery(tx, { messageId: id, state, at: Temporal.Instant.from(at) }, hooks));
  const refusal = (said: Partial<Said> & Pick<Said, 'state'>): Promise<Refusal> =>
    say(said).then(
      () => expect.fail('it was accepted'),
      (error: unknown) => error as Refusal,
    );
  return { tenantDb, tenantId, id, itemId, told, say, carrier, refusal };
}

test.each([
  ['received', 'refused'],
  ['received', 'returned'],
  ['refused', 'received'],
  ['unclaimed', 'returned'],
  ['returned', 'received'],
  ['returned', 'returned'],
  ['delivered', 'returned'],
] as const)(
  'a letter said to be %s is not said to be %s as well: it is refused in words, in both languages',
  async (first, then) => {
    const { tenantDb, id, say, refusal } = await posted();
    await say({ state: first });
    const { code, values } = await refusal({ state: then });
    expect(code).toBe('letter.ended');
    for (const language of ['fr', 'en'] as const) {
      const words = textsIn(language).refusals['letter.ended'](values as Record<string, string>);
      const states = textsIn(language).messages.deliveryStates;
      expect(words).toContain(states[first]);
      expect(words).toContain(states[then]);
    }
    expect((await stateOf(tenantDb, id)).delivery).toBe(first);
    expect((await registeredView(tenantDb, id)).events).toHaveLength(1);
  },
);

test('what lies in the box may be signed for yet', async () => {
  const { tenantDb, id, say } = await posted();
  await say({ state: 'delivered' });
  await say({ state: 'received', on: '2026-03-06' });
  expect((await stateOf(tenantDb, id)).delivery).toBe('received');
});

test('what was written down by mistake is corrected with the reason: it stays to be read, the audit says from what to what', async () => {
  const { tenantDb, id, say, told } = await posted();
  await say({ state: 'received' });
  await say({ state: 'refused', on: '2026-03-06', correcting: 'Lu trop vite : case « refusé »' });
  expect(await stateOf(tenantDb, id)).toMatchObject({ delivery: 'refused' });
  expect((await registeredView(tenantDb, id)).events).toMatchObject([
    { state: 'received', saidBy: 'Jeanne', withdrawn: { by: 'Jeanne', reason: 'Lu trop vite : case « refusé »' } },
    { state: 'refused', saidBy: 'Jeanne', withdrawn: null },
  ]);
  expect((await messageView(tenantDb, id, 'fr')).deliveries.map((one) => one.state)).toEqual(['refused']);
  expect(told).toEqual(['received', 'withdrawn', 'refused']);
  const events = await tenantDb.rows<{ details: unknown }>(
    sql`select details from platform.event where kind = 'letters.corrected' and subject_id = ${id}`,
  );
  expect(events).toEqual([
    { details: { from: 'received', fromOn: on, state: 'refused', on: '2026-03-06', reason: 'Lu trop vite : case « refusé »' } },
  ]);
});

test('written on the wrong letter, it is taken back: nothing is known of that letter again, and the same may be said later', async () => {
  const { tenantDb, id, say, refusal } = await posted();
  expect((await refusal({ state: 'nothing', correcting: 'Erreur' })).code).toBe('letter.nothing-said');
  await say({ state: 'returned' });
  expect((await refusal({ state: 'nothing' })).code).toBe('letter.ended');
  await say({ state: 'nothing', correcting: 'C’était l’autre courrier du client' });
  expect((await registeredView(tenantDb, id)).deliveryState).toBeNull();
  await say({ state: 'returned' });
  expect((await registeredView(tenantDb, id)).deliveryState).toBe('returned');
});

test('what the carrier says after the end is kept beside it and changes nothing, until a person corrects', async () => {
  const { tenantDb, id, say, carrier } = await posted('registered-letter', 'post');
  await carrier('deposited', '2026-03-03T08:00:00Z');
  await carrier('returned', '2026-03-08T08:00:00Z');
  await carrier('received', '2026-03-09T08:00:00Z');
  // Told late, of an earlier day.
  await carrier('notified', '2026-03-10T08:00:00Z');
  expect((await stateOf(tenantDb, id)).delivery).toBe('returned');
  await say({ state: 'unclaimed', correcting: 'L’enveloppe porte « avisé et non réclamé »' });
  expect((await stateOf(tenantDb, id)).delivery).toBe('unclaimed');
  // Asked again, the provider repeats itself.
  await carrier('returned', '2026-03-08T08:00:00Z');
  expect((await stateOf(tenantDb, id)).delivery).toBe('unclaimed');
  expect((await registeredView(tenantDb, id)).events.map((one) => [one.state, one.withdrawn !== null])).toEqual([
    ['deposited', false],
    ['unclaimed', false],
    ['returned', true],
    ['received', true],
    ['notified', false],
  ]);
});

test('of an end and of what came before it, told at once in any order, the end is shown', async () => {
  const { tenantDb, id } = await posted('registered-e-letter', 'registered');
  const at = (day: string) => Temporal.Instant.from(`${day}T08:00:00Z`);
  await tenantDb.transaction((tx) =>
    recordDelivery(tx, [
      { messageId: id, state: 'unclaimed', at: at('2026-03-18') },
      { messageId: id, state: 'notified', at: at('2026-03-19') },
      { messageId: id, state: 'deposited', at: at('2026-03-02') },
    ]),
  );
  expect((await stateOf(tenantDb, id)).delivery).toBe('unclaimed');
});

test('a receipt that was taken back, or that contradicts how the letter ended, starts no interest', async () => {
  const { tenantDb, tenantId, itemId, say, carrier } = await posted();
  const received = () =>
    tenantDb.rows<{ on: string }>(sql`
      select notice.received_on::text as on from (${noticesReceived(tenantId)}) as notice where notice.item_id = ${itemId}
    `);
  await say({ state: 'received' });
  expect(await received()).toEqual([{ on }]);
  await say({ state: 'returned', correcting: 'Autre courrier' });
  expect(await received()).toEqual([]);
  await carrier('received', '2026-03-20T08:00:00Z');
  expect(await received()).toEqual([]);
  // Refused or not fetched, it was presented.
  await say({ state: 'unclaimed', on: '2026-03-21', correcting: 'Mention « avisé et non réclamé »' });
  expect(await received()).toEqual([{ on: '2026-03-21' }]);
});

test('nothing becomes of a letter that stayed in the local mailbox, and it is not under way', async () => {
  const { refusal, tenantDb } = await posted('registered-letter', 'local');
  expect(await listRegistered(tenantDb, { show: 'open' })).toMatchObject({ total: 0 });
  expect(await listRegistered(tenantDb, { show: 'all' })).toMatchObject({ rows: [{ transport: 'local' }] });
  expect((await refusal({ state: 'received' })).code).toBe('letter.not-left');
});
