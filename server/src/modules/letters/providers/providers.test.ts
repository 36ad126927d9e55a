import { createHash } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { jsonb, sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { openPdfMaker } from '../../../platform/pdf/index.ts';
import { keyringOf } from '../../../platform/secrets/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { type EndedMessage, type LetterChannel, sendQueue } from '../../messages/index.ts';
import { startOfTest } from '../../messages/outbox.fixture.ts';
import { channelView, setChannel } from '../channels/channel-list.ts';
import { followLetters } from '../follow-letters.ts';
import { letterCompany, letterDelivery, stateOf } from '../letters.fixture.ts';
import { listRegistered } from '../registered-list.ts';
import { ar24Server } from './ar24.fixture.ts';
import { type LetterHouse, letterProviderOf } from './carry.ts';
import { mySendingBoxServer } from './mysendingbox.fixture.ts';

const db = testDatabase();
const maker = openPdfMaker();
const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
afterAll(() => maker.close());
const clerk = systemActor('test');
const keyring = keyringOf('k'.repeat(40));
const minutes = (count: number) => startOfTest.add({ minutes: count });

function houseTo(
  server: { baseUrl: string; allow: string[] },
  provider: string,
  now: () => Temporal.Instant = () => startOfTest,
): LetterHouse {
  return { keyring: () => Promise.resolve(keyring), allow: server.allow, now, baseUrls: { [provider]: server.baseUrl } };
}
async function setUp(channel: LetterChannel, provider: string, fields: Record<string, string>) {
  const { tenantDb, entityId } = await db.newTenant();
  const company = await letterCompany(tenantDb, entityId);
  await tenantDb.transaction((tx) => setChannel(tx, channel, { provider, fields }, keyring, clerk));
  return { tenantDb, ...company };
}
const eventsOf = (tenantDb: TenantDatabase, id: string) =>
  tenantDb.rows<{ state: string; detail: string; proof: string | null }>(sql`
    select state, detail, document_id::text as proof from messages.delivery_event where message_id = ${id} order by happened_at, id
  `);

describe('print and post by MySendingBox', () => {
  const key = 'test_1234567890';
  const fields = { apiKey: key, postage: 'ecopli', colour: 'bw', sides: 'two' };

  test('a registered letter is created with its address, its options and the PDF, and is sent once accepted', async () => {
    const server = await mySendingBoxServer(key);
    servers.push(server);
    const { tenantDb, queue } = await setUp('registered-letter', 'mysendingbox', fields);
    const { id } = await queue('registered-letter');
    const house = houseTo(server, 'mysendingbox');
    await sendQueue(tenantDb, letterDelivery(maker, { house }));
    expect(await stateOf(tenantDb, id)).toMatchObject({ state: 'sent', transport: 'post', reference: 'letter_1' });
    const [form] = server.forms;
    expect(Object.fromEntries([...(form ?? [])].filter(([, value]) => typeof value === 'string'))).toMatchObject({
      'to[name]': 'Menuiserie du Val',
      'to[address_line1]': '4 rue Haute',
      'to[address_postalcode]': '38000',
      'to[address_city]': 'Grenoble',
      'to[address_country]': 'France',
      postage_type: 'lrar',
      color: 'bw',
      both_sides: 'true',
      manage_delivery_proof: 'true',
      'metadata[quitus_message]': id,
    });
    const file = form?.get('source_file');
    expect(
      file instanceof Blob &&
        Buffer.from(await file.arrayBuffer())
          .subarray(0, 5)
          .toString(),
    ).toBe('%PDF-');
  });

  test('what it says of the letter is written down once, with the scan of the receipt and its fingerprint', async () => {
    const server = await mySendingBoxServer(key);
    servers.push(server);
    const { tenantDb, queue } = await setUp('registered-letter', 'mysendingbox', fields);
    const { id } = await queue('registered-letter');
    const house = houseTo(server, 'mysendingbox');
    await sendQueue(tenantDb, letterDelivery(maker, { house }));
    server.happens('letter_1', 'letter.filing_proof', '2026-03-03T08:00:00.000Z', 'filing_proof');
    server.happens('letter_1', 'letter.distributed', '2026-03-05T10:00:00.000Z');
    server.happens('letter_1', 'letter.delivery_proof', '2026-03-06T10:00:00.000Z', 'delivery_proof');
    const told: string[] = [];
    const hooks = {
      onDelivery: async (_: unknown, all: readonly { state: string }[]) => void told.push(...all.map((one) => one.state)),
    };
    expect(await followLetters(tenantDb, house, { hooks })).toMatchObject({ asked: 1, told: 3 });
    expect(await followLetters(tenantDb, house, { hooks })).toMatchObject({ asked: 1, told: 0 });
    expect(told).toEqual(['deposited', 'delivered', 'received']);
    const events = await eventsOf(tenantDb, id);
    expect(events.map((one) => [one.state, one.proof !== null])).toEqual([
      ['deposited', true],
      ['delivered', false],
      ['received', true],
    ]);
    const kept = await tenantDb.one<{ bytes: Buffer }>(
      sql`select bytes from platform.document_piece where document_id = ${events[2]?.proof ?? null}`,
    );
    expect(events[2]?.detail).toContain(createHash('sha256').update(kept.bytes).digest('hex'));
    expect(kept.bytes.toString()).toBe('%PDF-1.7 proof');
    expect((await listRegistered(tenantDb, { show: 'ended' })).rows).toMatchObject([
      { id, deliveryState: 'received', trackingNumber: 'letter_1' },
    ]);
  });

  test.each([
    { events: ['letter.waiting_to_be_withdrawn', 'letter.returned_to_sender'], states: ['notified', 'unclaimed'] },
    { events: ['letter.returned_to_sender'], states: ['returned'] },
    { events: ['letter.wrong_address'], states: ['returned'] },
    { events: ['letter.waiting_to_be_withdrawn', 'letter.wrong_address'], states: ['notified', 'returned'] },
  ])('after $events the letter is $states: what waited to be fetched was presented', async ({ events, states }) => {
    const server = await mySendingBoxServer(key);
    servers.push(server);
    const { tenantDb, queue } = await setUp('registered-letter', 'mysendingbox', fields);
    const { id } = await queue('registered-letter');
    const house = houseTo(server, 'mysendingbox');
    await sendQueue(tenantDb, letterDelivery(maker, { house }));
    for (const [day, name] of events.entries()) server.happens('letter_1', name, `2026-03-0${day + 3}T08:00:00.000Z`);
    await followLetters(tenantDb, house, { hooks: {} });
    expect((await eventsOf(tenantDb, id)).map((one) => one.state)).toEqual(states);
  });

  test.each([
    { when: 'it is closed for a moment', said: { status: 503, body: '{}' }, state: 'waiting', reason: null },
    { when: 'it is asked too often', said: { status: 429, body: '{}' }, state: 'waiting', reason: null },
    {
      when: 'the address is refused',
      said: { status: 422, body: '{"error":{"message":"wrong address"}}' },
      state: 'failed',
      reason: 'refused-by-provider',
    },
    { when: 'it breaks down over it', said: { status: 500, body: '' }, state: 'uncertain', reason: 'outcome-unknown' },
    { when: 'the line goes dead', said: 'hang-up' as const, state: 'uncertain', reason: 'outcome-unknown' },
  ])('when $when the letter is $state, and never created a second time by the machine', async ({ said, state, reason }) => {
    const server = await mySendingBoxServer(key, () => ({ said, keeps: false }));
    servers.push(server);
    const { tenantDb, queue } = await setUp('letter', 'mysendingbox', fields);
    const { id } = await queue('letter');
    const delivery = letterDelivery(maker, { house: houseTo(server, 'mysendingbox') });
    await sendQueue(tenantDb, delivery);
    await sendQueue(tenantDb, delivery);
    expect(await stateOf(tenantDb, id)).toMatchObject({ state, reason });
    expect(server.forms).toHaveLength(1);
  });

  test('an outcome that was lost is asked for: what it has was sent, what its whole list lacks was not', async () => {
    let keeps = true;
    const server = await mySendingBoxServer(key, () => ({ said: 'hang-up', keeps }));
    servers.push(server);
    const { tenantDb, queue } = await setUp('letter', 'mysendingbox', fields);
    let now = startOfTest;
    const house = houseTo(server, 'mysendingbox', () => now);
    const taken = await queue('letter');
    await sendQueue(tenantDb, letterDelivery(maker, { house }));
    keeps = false;
    const lost = await queue('letter');
    await sendQueue(tenantDb, letterDelivery(maker, { house }));
    const ended: EndedMessage[] = [];
    const hooks = { onSent: async (_: unknown, all: readonly EndedMessage[]) => void ended.push(...all) };
    // A moment after, its absence proves nothing.
    now = minutes(1);
    await followLetters(tenantDb, house, { hooks });
    expect([(await stateOf(tenantDb, taken.id)).state, (await stateOf(tenantDb, lost.id)).state]).toEqual(['sent', 'uncertain']);
    expect(ended.map((one) => one.id)).toEqual([taken.id]);
    now = minutes(30);
    await followLetters(tenantDb, house, { hooks });
    expect(await stateOf(tenantDb, lost.id)).toMatchObject({ state: 'failed', reason: 'said-not-left' });
    expect((await stateOf(tenantDb, taken.id)).reference).toBe('letter_1');
  });

  test('its key is never answered, stays when only an option changes, and a test says whether it is right', async () => {
    const server = await mySendingBoxServer(key);
    servers.push(server);
    const { tenantDb } = await setUp('letter', 'mysendingbox', fields);
    await tenantDb.transaction((tx) =>
      setChannel(tx, 'letter', { provider: 'mysendingbox', fields: { colour: 'color' } }, keyring, clerk),
    );
    const view = await channelView(tenantDb, 'letter');
    expect(view).toMatchObject({ provider: 'mysendingbox', settings: { colour: 'color' }, hasSecret: true });
    expect(JSON.stringify(view)).not.toContain(key);
    const events = await tenantDb.rows<{ details: unknown }>(
      sql`select details from platform.event where kind = 'channels.changed'`,
    );
    expect(JSON.stringify(events)).not.toContain(key);
    expect(await (await letterProviderOf(tenantDb, 'letter', houseTo(server, 'mysendingbox')))?.check()).toEqual({
      outcome: 'ok',
      detail: '',
    });
    await tenantDb.transaction((tx) =>
      setChannel(tx, 'letter', { provider: 'mysendingbox', fields: { apiKey: 'wrong' } }, keyring, clerk),
    );
    expect(await (await letterProviderOf(tenantDb, 'letter', houseTo(server, 'mysendingbox')))?.check()).toEqual({
      outcome: 'refused',
      detail: '401 Wrong API key',
    });
    await expect(
      tenantDb.transaction((tx) => setChannel(tx, 'sms', { provider: 'mysendingbox', fields }, keyring, clerk)),
    ).rejects.toMatchObject({ code: 'channel.provider-unknown' });
    await expect(
      tenantDb.transaction((tx) =>
        setChannel(tx, 'letter', { provider: 'mysendingbox', fields: { colour: 'pink' } }, keyring, clerk),
      ),
    ).rejects.toMatchObject({ code: 'channel.field-missing' });
  });
});

describe('registered e-mail by AR24', () => {
  const account = { token: 'tok', privateKey: '7X9gx9E3Qx4EiUdB63nc', userId: '55' };
  const fields = { ...account, environment: 'sandbox' };
  // startOfTest is 09:00 UTC, 10:00 in Paris.
  const paris = () => '2026-03-02 10:00:00';
  const open = async (...more: [] | [Parameters<typeof ar24Server>[2]]) => {
    const server = await ar24Server(account, paris, ...more);
    servers.push(server);
    return server;
  };

  test('a letter is deposited with its PDF: signed requests, sealed answers', async () => {
    const server = await open();
    const { tenantDb, queue } = await setUp('registered-e-letter', 'ar24', { ...fields, otpSecret: 'JBSWY3DPEHPK3PXP' });
    const { id } = await queue('registered-e-letter');
    await sendQueue(tenantDb, letterDelivery(maker, { house: houseTo(server, 'ar24') }));
    expect(await stateOf(tenantDb, id)).toMatchObject({ state: 'sent', transport: 'registered', reference: '4000' });
    const fieldsSent = Object.fromEntries(server.forms[0] ?? []);
    expect(fieldsSent).toMatchObject({
      to_email: 'compta@client.example',
      to_company: 'Menuiserie du Val',
      dest_statut: 'professionnel',
      ref_dossier: id,
      'attachment[0]': '1',
      eidas: '1',
    });
    expect(String(fieldsSent['otp'])).toMatch(/^\d{6}$/);
    expect(Buffer.from(server.files[0]?.subarray(0, 5) ?? []).toString()).toBe('%PDF-');
  });

  test('deposit, notice and acceptance are written down with their proofs, each once, and so are refusal and silence', async () => {
    const server = await open();
    const { tenantDb, queue } = await setUp('registered-e-letter', 'ar24', fields);
    const letters = [await queue('registered-e-letter'), await queue('registered-e-letter'), await queue('registered-e-letter')];
    const house = houseTo(server, 'ar24');
    await sendQueue(tenantDb, letterDelivery(maker, { house }), { connections: 1 });
    expect(await followLetters(tenantDb, house, { hooks: {} })).toMatchObject({ asked: 3, told: 0 });
    const references = await Promise.all(letters.map(async ({ id }) => (await stateOf(tenantDb, id)).reference ?? ''));
    for (const reference of references) server.happens(reference, 'sent', 'ts_ev_date', '2026-03-02 10:05:00', 'proof_ev_url');
    expect(await followLetters(tenantDb, house, { hooks: {} })).toMatchObject({ told: 6 });
    server.happens(references[0] ?? '', 'AR', 'view_date', '2026-03-04 09:00:00', 'proof_ar_url');
    server.happens(references[1] ?? '', 'refused', 'refused_date', '2026-03-05 09:00:00', 'proof_rf_url');
    server.happens(references[2] ?? '', 'negligence', 'negligence_date', '2026-03-18 00:00:00', 'proof_ng_url');
    await followLetters(tenantDb, house, { hooks: {} });
    await followLetters(tenantDb, house, { hooks: {} });
    const states = await Promise.all(
      letters.map(async ({ id }) => (await eventsOf(tenantDb, id)).map((one) => [one.state, one.proof !== null])),
    );
    expect(states).toEqual(
      ['received', 'refused', 'unclaimed'].map((end) => [
        ['deposited', false],
        ['notified', true],
        [end, true],
      ]),
    );
  });

  test('a private person without consent is not written to; with it, they are, as a private person', async () => {
    const server = await open();
    const { tenantDb, queue, customerId } = await setUp('registered-e-letter', 'ar24', fields);
    await tenantDb.run(sql`update customers.customer set kind = 'consumer' where id = ${customerId}`);
    const { id } = await queue('registered-e-letter');
    await sendQueue(tenantDb, letterDelivery(maker, { house: houseTo(server, 'ar24') }));
    expect(await stateOf(tenantDb, id)).toMatchObject({ state: 'failed', reason: 'no-consent' });
    expect(server.files).toHaveLength(0);
    const contactId = '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d70';
    await tenantDb.run(sql`
      insert into customers.contact (tenant_id, id, customer_id, name, email, registered_consent_on)
      values (${tenantDb.tenantId}, ${contactId}, ${customerId}, 'Ana Ferrand', 'ana@client.example', '2026-01-05')
    `);
    const agreed = await queue('registered-e-letter');
    await tenantDb.run(sql`update messages.message set contact_id = ${contactId} where id = ${agreed.id}`);
    await sendQueue(tenantDb, letterDelivery(maker, { house: houseTo(server, 'ar24') }));
    expect(await stateOf(tenantDb, agreed.id)).toMatchObject({ state: 'sent' });
    expect(server.forms[0]?.get('dest_statut')).toBe('particulier');
  });

  test.each([
    { when: 'it is closed for maintenance', path: '/mail', said: { body: '{"status":"maintenance"}' }, state: 'waiting' },
    {
      when: 'our key is wrong',
      path: '/mail',
      said: { body: '{"status":"ERROR","slug":"token_invalid","message":"no"}' },
      state: 'waiting',
    },
    {
      when: 'it refuses the letter',
      path: '/mail',
      said: { body: '{"status":"ERROR","slug":"missing_to_email","message":"no"}' },
      state: 'failed',
    },
    { when: 'the line goes dead while the file is put there', path: '/attachment', said: 'hang-up' as const, state: 'waiting' },
    { when: 'the line goes dead after the letter', path: '/mail', said: 'hang-up' as const, state: 'uncertain' },
    { when: 'its answer cannot be opened', path: '/mail', said: { body: 'bm90IHNlYWxlZCBmb3IgdXM=' }, state: 'uncertain' },
  ])('when $when the letter is $state', async ({ path, said, state }) => {
    const server = await open(({ url, method }) =>
      method === 'POST' && url.pathname === path ? { said, keeps: true } : undefined,
    );
    const { tenantDb, queue } = await setUp('registered-e-letter', 'ar24', fields);
    const { id } = await queue('registered-e-letter');
    const house = houseTo(server, 'ar24');
    await sendQueue(tenantDb, letterDelivery(maker, { house }));
    expect((await stateOf(tenantDb, id)).state).toBe(state);
    // It cannot be asked by our number: uncertain stays uncertain, for a person.
    await followLetters(tenantDb, { ...house, now: () => minutes(60) }, { hooks: {} });
    expect((await stateOf(tenantDb, id)).state).toBe(state);
  });

  test('a key that is not the one it knows is refused, and its own is not', async () => {
    const server = await open();
    const { tenantDb } = await setUp('registered-e-letter', 'ar24', fields);
    const check = async () => (await letterProviderOf(tenantDb, 'registered-e-letter', houseTo(server, 'ar24')))?.check();
    expect(await check()).toMatchObject({ outcome: 'ok' });
    await tenantDb.transaction((tx) =>
      setChannel(tx, 'registered-e-letter', { provider: 'ar24', fields: { userId: '55', privateKey: 'other' } }, keyring, clerk),
    );
    expect(await check()).toMatchObject({ outcome: 'refused', detail: expect.stringContaining('invalid_signature') });
  });
});

test('a setting that is no text does no harm', async () => {
  const { tenantDb } = await setUp('letter', 'mysendingbox', { apiKey: 'k' });
  await tenantDb.run(sql`update messages.provider set settings = ${jsonb({ colour: 7 })}`);
  expect((await channelView(tenantDb, 'letter')).settings).toEqual({});
});
