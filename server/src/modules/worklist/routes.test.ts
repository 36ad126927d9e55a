import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Permission } from '@quitus/contract';
import { uuidv7 } from '../../kernel/ids.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { buildServer } from '../../platform/http/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { testLedger } from '../holds/ledger.fixture.ts';
import { messagesHandlers } from '../messages/index.ts';
import { refreshBalances } from '../receivables/index.ts';
import { composeByHand } from './by-hand/compose-by-hand.ts';
import { recordInteraction } from './interactions.ts';
import { worklistHandlers } from './routes.ts';

const db = testDatabase();
const start = Temporal.Instant.from('2026-03-02T09:00:00Z');
let now = start;
let server: FastifyInstance;
let tenantDb: TenantDatabase;
let ledger: ReturnType<typeof testLedger>;
let entityId: string;
let closing: (actionId: string) => void = () => undefined;
let customerId: string;
let itemId: string;

beforeAll(async () => {
  const tenant = await db.newTenant();
  ({ tenantDb, entityId } = tenant);
  ledger = testLedger(tenantDb, tenant.entityId);
  customerId = await ledger.customer({ email: 'compta@val.example' });
  itemId = await ledger.item(customerId, { minor: 1000_00n, number: 'F-2026-1' });
  const allowed = (permissions: Permission[]) => ({
    tenantId: tenant.tenantId,
    personId: uuidv7(),
    name: 'Camille',
    language: 'fr' as const,
    role: 'collector',
    permissions: new Set(permissions),
    kind: 'person' as const,
    scope: {},
    portfolios: [],
    sessionHash: Buffer.alloc(0),
  });
  server = await buildServer({
    database: db.database,
    implementations: [
      worklistHandlers({ closeAction: async (_tx, id) => closing(id) }),
      messagesHandlers({ composers: { reminder: composeByHand, byHand: composeByHand }, hooks: {}, now: () => now }),
    ],
    authenticate: async (token) => (token === 'reader' ? allowed(['read']) : allowed(['read', 'comment', 'resolve', 'work'])),
    now: () => now,
    secure: false,
  });
});
afterAll(() => server.close());

type Answer = { status: number; body: Record<string, unknown> & { rows: Record<string, unknown>[] } };
async function ask(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, as = 'collector'): Promise<Answer> {
  const answer = await server.inject({
    method,
    url: `/api/v1${path}`,
    cookies: { quitus_session: as },
    ...(body ? { payload: body } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}
const today = '2026-03-02';

test('a promise goes from the call to kept, moved once, and the list says what was received', async () => {
  const made = await ask('POST', `/customers/${customerId}/promises`, {
    items: [{ itemId, amount: '400.00' }],
    dueOn: '2026-03-13',
    means: 'transfer',
  });
  expect(made).toMatchObject({
    status: 201,
    body: { amount: '400.00', received: '0.00', state: 'expected', graceUntil: '2026-03-18', allowedActions: ['cancel', 'move'] },
  });
  expect(made.body['items']).toEqual([{ itemId, number: 'F-2026-1', dueOn: '2026-02-10', amount: '400.00', open: '1000.00' }]);
  const moved = await ask('POST', `/promises/${String(made.body['id'])}/move`, { dueOn: '2026-03-20' });
  expect(moved).toMatchObject({ status: 201, body: { dueOn: '2026-03-20', state: 'expected' } });
  await ledger.pay(customerId, itemId, { minor: 100_00n, on: today });
  expect((await ask('GET', `/promises?show=open&customerId=${customerId}`)).body).toMatchObject({
    total: 1,
    totals: [{ currency: 'EUR', amount: '400.00', count: 1 }],
    rows: [{ id: moved.body['id'], received: '100.00' }],
  });
  expect((await ask('GET', '/promises?show=due')).body.rows).toEqual([]);
  expect(await ask('POST', `/promises/${String(moved.body['id'])}/cancel`, {})).toMatchObject({
    status: 200,
    body: { state: 'cancelled', allowedActions: [] },
  });
  expect(await ask('POST', `/promises/${String(moved.body['id'])}/cancel`, {})).toMatchObject({
    status: 409,
    body: { code: 'promise.not-allowed' },
  });
  expect(await ask('GET', `/promises/${uuidv7()}`)).toMatchObject({ status: 404 });
});

test('a dispute goes its way; what its state forbids is refused in the reader’s language', async () => {
  const opened = await ask('POST', `/customers/${customerId}/disputes`, {
    type: 'quantity',
    items: [{ itemId, amount: '30.00' }],
    resolver: 'ADV',
  });
  expect(opened).toMatchObject({ status: 201, body: { state: 'open', dueOn: '2026-03-17', amount: '30.00', overdue: false } });
  const id = String(opened.body['id']);
  expect(await ask('PATCH', `/disputes/${id}`, { resolver: null, dueOn: '2026-03-10' })).toMatchObject({
    status: 200,
    body: { dueOn: '2026-03-10', resolver: null },
  });
  expect(await ask('POST', `/disputes/${id}/ask-resolver`, {})).toMatchObject({ body: { state: 'waiting-internal' } });
  expect(await ask('POST', `/disputes/${id}/close`, {})).toMatchObject({
    status: 409,
    body: { detail: 'L’état du litige ne le permet pas.' },
  });
  expect(await ask('POST', `/disputes/${id}/nonsense`, {})).toMatchObject({ status: 422 });
  expect((await ask('GET', '/disputes?show=live&q=menuiserie')).body).toMatchObject({ total: 1, rows: [{ id }] });
  expect((await ask('GET', '/disputes?show=overdue')).body).toMatchObject({ total: 0 });
  expect(await ask('POST', `/disputes/${id}/accept`, {})).toMatchObject({ body: { allowedActions: ['close', 'reopen'] } });
});

test('calls, notes, “says paid” and pauses are written down and shown on the customer’s page', async () => {
  expect(await ask('POST', `/customers/${customerId}/calls`, { outcome: 'not-reached', comment: '' })).toMatchObject({
    status: 201,
  });
  const note = await ask('POST', `/customers/${customerId}/notes`, { comment: 'Paie le 10 de chaque mois' });
  expect(await ask('PATCH', `/notes/${String(note.body['id'])}`, { pinned: true })).toMatchObject({
    body: { pinned: true, author: 'Camille' },
  });
  expect(await ask('POST', `/customers/${customerId}/says-paid`, { itemIds: [itemId], means: 'transfer' })).toMatchObject({
    status: 201,
    body: { holdUntil: '2026-03-09', saidBefore: [], interaction: { comment: 'Virement' } },
  });
  expect(await ask('POST', `/customers/${customerId}/says-paid`, { itemIds: [itemId] })).toMatchObject({
    body: { holdUntil: null, saidBefore: [{ itemId, number: 'F-2026-1' }] },
  });
  const stopped = await ask('POST', '/holds', { customerId, untilOn: '2026-03-31', note: 'Salon professionnel' });
  const [hold] = stopped.body['holds'] as { id: string }[];
  expect(stopped).toMatchObject({
    status: 201,
    body: { holds: [{ scope: 'customer', state: 'live', allowedActions: ['release'] }] },
  });
  expect(await ask('POST', '/holds', { customerId, note: 'encore' })).toMatchObject({
    status: 409,
    body: { code: 'hold.overlaps' },
  });
  const live = (await ask('GET', `/customers/${customerId}/holds`)).body['holds'] as { reason: string }[];
  expect(live.map((one) => one.reason).toSorted()).toEqual(['disputed', 'says-paid', 'stop']);
  expect(await ask('POST', `/holds/${hold?.id}/release`, { reason: 'fini' })).toMatchObject({
    status: 200,
    body: { state: 'released' },
  });
  const line = (await ask('GET', `/customers/${customerId}/timeline?limit=200`)).body as unknown as {
    pinned: { text: string }[];
    entries: { kind: string }[];
  };
  expect(line.pinned.map((one) => one.text)).toEqual(['Paie le 10 de chaque mois']);
  expect([...new Set(line.entries.map((one) => one.kind))].toSorted()).toEqual([
    'call',
    'dispute',
    'event',
    'hold',
    'note',
    'payment',
    'promise',
    'says-paid',
  ]);
  expect(await ask('GET', '/agenda/counters')).toMatchObject({ status: 200, body: { today, callBacksDue: 1, alerts: 1 } });
});

test('a message by hand waits ten minutes, leaves to the local mailbox, and can be read there', async () => {
  const draft = await ask('GET', `/customers/${customerId}/message-draft?template=statement`);
  expect(draft).toMatchObject({
    status: 200,
    body: { to: 'compta@val.example', net: '900.00', subject: 'Relevé de votre compte chez Atelier Sorbier' },
  });
  const body = {
    template: 'statement',
    to: 'compta@val.example',
    language: 'fr',
    subject: 'Relevé',
    text: 'Bonjour,\n\n[statement]',
    itemIds: [itemId],
  };
  const written = await ask('POST', `/customers/${customerId}/messages`, body);
  expect(written).toMatchObject({ status: 201, body: { amount: '900.00', notBefore: '2026-03-02T09:10:00Z' } });
  const recalled = await ask('POST', `/customers/${customerId}/messages`, body);
  expect(await ask('POST', `/messages/${String(recalled.body['id'])}/recall`, {})).toMatchObject({
    body: { state: 'cancelled', reason: 'recalled' },
  });
  expect(await ask('POST', '/send', {})).toMatchObject({ status: 200, body: { sent: 0, queue: { waiting: 1 } } });
  now = start.add({ minutes: 11 });
  expect(await ask('POST', '/send', { limit: 10 })).toMatchObject({
    body: { sent: 1, mode: 'test', unmet: [], queue: { waiting: 0, sent: 1, cancelled: 1 } },
  });

  const id = String(written.body['id']);
  expect(await ask('GET', `/messages/${id}`)).toMatchObject({
    body: {
      state: 'sent',
      transport: 'local',
      composed: true,
      listed: [{ number: 'F-2026-1', open: '900.00' }],
      history: [{ attempt: 1, outcome: 'sent' }],
    },
  });
  // Nothing reached the customer: its time line says so.
  const { entries } = (await ask('GET', `/customers/${customerId}/timeline?kinds=message`)).body;
  expect(entries).toContainEqual(expect.objectContaining({ subjectId: id, code: 'rehearsed' }));
  expect((await ask('GET', '/messages?show=gone')).body).toMatchObject({ total: 2, totals: { sent: 1, cancelled: 1 } });
  const box = await ask('GET', '/mailbox');
  expect(box.body).toMatchObject({ total: 1, totals: { unread: 1 }, rows: [{ subject: 'Relevé', read: false, customerId }] });
  const mailId = String(box.body.rows[0]?.['id']);
  const opened = await ask('GET', `/mailbox/${mailId}`);
  expect(opened.body).toMatchObject({ read: true, to: 'compta@val.example' });
  expect(String(opened.body['text'])).toContain('F-2026-1');
  const raw = await server.inject({ url: `/api/v1/mailbox/${mailId}/raw`, cookies: { quitus_session: 'collector' } });
  expect([raw.headers['content-type'], raw.body.includes('Message-ID:')]).toEqual(['message/rfc822', true]);
  expect((await ask('GET', '/mailbox')).body).toMatchObject({ totals: { unread: 0 } });
  expect(await ask('POST', `/messages/${id}/recall`, {})).toMatchObject({ status: 409, body: { code: 'message.already-left' } });
});

test('what failed or is uncertain stands first among the messages', async () => {
  for (const state of ['failed', 'uncertain']) {
    await tenantDb.run(sql`
      insert into messages.message (tenant_id, id, once_key, kind, entity_id, customer_id, channel, language, subject, body_text, state, message_id_header, author, created_at)
      select ${tenantDb.tenantId}, ${uuidv7()}, ${uuidv7()}, 'reminder', entity_id, id, 'e-mail', 'fr', ${state}, 'x', ${state}, '', 'test', '2020-01-01'
      from customers.customer where id = ${customerId}
    `);
  }
  const { rows } = (await ask('GET', '/messages')).body;
  expect(
    rows
      .slice(0, 2)
      .map((row) => [row['state'], row['allowedActions']])
      .toSorted(),
  ).toEqual([
    ['failed', ['send-again']],
    ['uncertain', ['resolve']],
  ]);
  const uncertain = rows.find((row) => row['state'] === 'uncertain');
  expect(
    await ask('POST', `/messages/${String(uncertain?.['id'])}/resolve`, { left: true, comment: 'vu dans les journaux' }),
  ).toMatchObject({ body: { state: 'sent' } });
  const failed = rows.find((row) => row['state'] === 'failed');
  expect(await ask('POST', `/messages/${String(failed?.['id'])}/send-again`)).toMatchObject({ body: { state: 'waiting' } });
});

test('who may only read can change nothing', async () => {
  for (const path of [`/customers/${customerId}/notes`, '/holds', '/send'])
    expect((await ask('POST', path, {}, 'reader')).status).toBe(403);
  expect((await ask('GET', '/messages', undefined, 'reader')).status).toBe(200);
});

test('the time line of an account that is not ours is not found, rather than empty', async () => {
  expect(await ask('GET', `/customers/${uuidv7()}/timeline`)).toMatchObject({ status: 404 });
});

test('an answer waits to be read until it is treated: listed with its words and what is late, counted once, and the way back pauses again', async () => {
  const late = await ledger.customer({ name: 'Verrerie des Quais' });
  const lateItem = await ledger.item(late, { minor: 250_00n, dueOn: '2026-02-10' });
  await tenantDb.transaction((tx) => refreshBalances(tx, { entityId, customers: 'all' }));
  for (const [comment, at] of [
    ['Nous vérifions.', '2026-02-20T09:00:00Z'],
    ['Le virement part vendredi.', '2026-03-01T09:00:00Z'],
  ] as const)
    await tenantDb.transaction((tx) =>
      recordInteraction(
        tx,
        { customerId: late, kind: 'reply', comment, happenedAt: Temporal.Instant.from(at) },
        { kind: 'system', name: 'mailbox' },
      ),
    );
  // Paused twice because of one answer: one customer, one line.
  await ask('POST', '/holds', { customerId: late, reason: 'reply', note: 'a répondu' });
  await ask('POST', '/holds', { customerId: late, itemIds: [lateItem], reason: 'reply', note: 'a répondu' });
  await ask('POST', '/holds', { customerId, reason: 'reply', note: 'a répondu aussi', fromOn: '2026-03-09' });
  const counted = async () => (await ask('GET', '/agenda/counters')).body['replies'];
  const listed = async () => (await ask('GET', '/replies')).body;
  const waiting = await listed();
  expect(waiting).toMatchObject({
    total: 1,
    totals: [{ currency: 'EUR', amount: '250.00', count: 1 }],
    rows: [
      {
        customerId: late,
        customerName: 'Verrerie des Quais',
        at: '2026-03-01T09:00:00Z',
        words: 'Le virement part vendredi.',
        overdue: [{ currency: 'EUR', amount: '250.00' }],
      },
    ],
  });
  expect(await counted()).toBe(1);
  expect((await ask('GET', '/replies?q=vendredi')).body).toMatchObject({ total: 1 });
  expect((await ask('GET', '/replies?mine=true')).body).toMatchObject({ total: 0, rows: [], totals: [] });
  const holds = waiting.rows[0]?.['holds'] as { id: string; itemId: string | null }[];
  expect(holds.map((hold) => hold.itemId)).toEqual([null, lateItem]);
  for (const hold of holds)
    expect(await ask('POST', `/holds/${hold.id}/release`, { reason: 'traitée' })).toMatchObject({ status: 200 });
  expect(await listed()).toMatchObject({ total: 0, rows: [], totals: [] });
  expect(await counted()).toBe(0);
  expect(await ask('POST', '/holds', { customerId: late, reason: 'reply', note: 'a répondu' })).toMatchObject({ status: 201 });
  expect(await listed()).toMatchObject({ total: 1 });
  expect(await counted()).toBe(1);
});

test('a promise made in a call of the agenda ends that call with it, or neither stands', async () => {
  const owing = await ledger.customer();
  const owed = await ledger.item(owing, { minor: 80_00n });
  const actionId = uuidv7();
  const closed: string[] = [];
  closing = (id) => {
    closed.push(id);
    throw new Error('this call was made by another meanwhile');
  };
  const promise = { items: [{ itemId: owed, amount: '80.00' }], dueOn: '2026-03-20', actionId };
  expect(await ask('POST', `/customers/${owing}/promises`, promise)).toMatchObject({ status: 500 });
  expect((await ask('GET', `/promises?customerId=${owing}`)).body).toMatchObject({ total: 0 });
  closing = (id) => void closed.push(id);
  expect(await ask('POST', `/customers/${owing}/promises`, promise)).toMatchObject({ status: 201, body: { amount: '80.00' } });
  expect(closed).toEqual([actionId, actionId]);
});
