import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test } from 'vitest';
import type { Permission } from '@quitus/contract';
import { uuidv7 } from '../../kernel/ids.ts';
import { buildServer } from '../../platform/http/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { webhooksHandlers } from './routes.ts';
import { openHouse, receiver } from './webhooks.fixture.ts';

const db = testDatabase();
type House = Awaited<ReturnType<typeof openHouse>>;

/** The API of one installation, asked by an administrator of each house, a reader, and an administrator of one entity only. */
async function openApi(houses: readonly House[]) {
  const [first] = houses;
  const server = await buildServer({
    database: db.database,
    implementations: [webhooksHandlers(first!.sending)],
    authenticate: async (token) => {
      const [who = '', number = '0'] = token.split('-');
      const house = houses[Number(number)]!;
      const permissions: Permission[] = who === 'reader' ? ['read', 'manage'] : ['read', 'administer'];
      return {
        kind: 'person' as const,
        tenantId: house.tenantId,
        personId: uuidv7(),
        name: 'Camille',
        language: 'fr' as const,
        role: who,
        permissions: new Set(permissions),
        scope: who === 'scoped' ? { entities: [house.entityId] } : {},
        portfolios: [],
        sessionHash: Buffer.alloc(0),
      };
    },
    now: first!.now,
    secure: false,
  });
  onTestFinished(() => server.close());
  return async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, as = 'owner-0') => {
    const answer = await server.inject({
      method,
      url: `/api/v1${path}`,
      headers: { cookie: `quitus_session=${as}` },
      ...(body ? { payload: body } : {}),
    });
    // The cast: each test knows the answer it asks for.
    return { status: answer.statusCode, body: (answer.body ? answer.json() : null) as Record<string, never> };
  };
}

test('an administrator makes a webhook, tries it, reads what was sent, changes its secret, and removes it', async () => {
  const sink = await receiver(() => ({ status: 200, words: 'merci' }));
  const house = await openHouse(db, { allow: sink.allow });
  const ask = await openApi([house]);

  const made = await ask('POST', '/webhooks', { url: sink.url, kinds: ['promises.*'], description: 'ERP' });
  expect(made.status).toBe(201);
  const { webhook, secret } = made.body as unknown as { webhook: { id: string }; secret: string };
  expect(webhook).toMatchObject({
    url: sink.url,
    enabled: true,
    alert: null,
    waiting: 0,
    formerSecretUntil: null,
    createdBy: 'Camille',
  });
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const path = `/webhooks/${webhook.id}`;
  expect(JSON.stringify((await ask('GET', '/webhooks')).body)).not.toContain(secret);

  const tried = await ask('POST', `${path}/test`);
  expect(tried.body).toMatchObject({
    state: 'delivered',
    test: true,
    kind: 'webhooks.test',
    statusCode: 200,
    tries: [{ attempt: 1, outcome: 'delivered', statusCode: 200, answer: 'merci' }],
  });
  const body = new Webhook(secret).verify(sink.heard[0]!.body, sink.heard[0]!.headers as Record<string, string>);
  expect(body).toMatchObject({ type: 'webhooks.test', data: { webhookId: webhook.id } });

  await house.happens({ kind: 'promises.made' }, { kind: 'promises.kept' }, { kind: 'disputes.opened' });
  await house.run();
  const page = await ask('GET', `${path}/deliveries?limit=2`);
  expect(page.body).toMatchObject({ rows: [{ kind: 'promises.kept' }, { kind: 'promises.made' }], next: expect.any(String) });
  const rest = await ask('GET', `${path}/deliveries?limit=2&cursor=${page.body['next']}`);
  expect(rest.body).toMatchObject({ rows: [{ kind: 'webhooks.test', eventId: null }], next: null });
  expect((await ask('GET', `${path}/deliveries?state=failed`)).body).toMatchObject({ rows: [] });

  const [row] = page.body['rows'] as unknown as { id: string; messageId: string }[];
  const again = await ask('POST', `${path}/deliveries/${row!.id}/replay`);
  expect(again).toMatchObject({ status: 202, body: { state: 'waiting', replay: true, messageId: row!.messageId } });
  expect(await ask('POST', `${path}/deliveries/${tried.body['id']}/replay`)).toMatchObject({
    status: 409,
    body: { code: 'webhook.delivery-not-replayable' },
  });
  expect(await ask('POST', `${path}/replay`, { fromNumber: 1 })).toMatchObject({ status: 202, body: { fromNumber: 1 } });
  await house.run();
  expect(sink.heard.filter((one) => one.id === row!.messageId)).toHaveLength(3);

  const rolled = await ask('POST', `${path}/secret`);
  expect(rolled.body['secret']).not.toBe(secret);
  expect(rolled.body['webhook']).toMatchObject({ formerSecretUntil: house.now().add({ hours: 24 }).toString() });
  expect((await ask('PATCH', path, { enabled: false })).body).toMatchObject({ enabled: false, disabledReason: 'by-hand' });
  expect((await ask('PATCH', path, { enabled: true, kinds: ['*'] })).body).toMatchObject({ enabled: true, kinds: ['*'] });
  expect((await ask('DELETE', path)).status).toBe(204);
  expect((await ask('GET', path)).status).toBe(404);
});

test('a failed try says in the answer what the receiver said, and is not tried again by itself', async () => {
  const sink = await receiver(() => ({ status: 401, words: 'who are you?' }));
  const house = await openHouse(db, { allow: sink.allow });
  const ask = await openApi([house]);
  const { id } = await house.add({ url: sink.url, kinds: ['*'], enabled: false });
  const tried = await ask('POST', `/webhooks/${id}/test`);
  expect(tried).toMatchObject({
    status: 200,
    body: { state: 'failed', statusCode: 401, outcome: 'rejected', tries: [{ answer: 'who are you?' }] },
  });
  house.wait({ hours: 1 });
  await house.run();
  expect(sink.heard).toHaveLength(1);
  expect(await house.endpoint(id)).toMatchObject({ failures: 0 });
});

test('without the right 403; another organisation’s webhook and delivery are not there; one who sees a part makes none', async () => {
  const sink = await receiver();
  const houses = [await openHouse(db, { allow: sink.allow }), await openHouse(db, { allow: sink.allow })];
  const ask = await openApi(houses);
  const { id } = await houses[0]!.add({ url: sink.url, kinds: ['promises.kept'] });
  await houses[0]!.happens({ kind: 'promises.kept' });
  await houses[0]!.run();
  const [row] = (await ask('GET', `/webhooks/${id}/deliveries`)).body['rows'] as unknown as { id: string }[];
  const routes = [
    ['GET', `/webhooks/${id}`],
    ['PATCH', `/webhooks/${id}`],
    ['DELETE', `/webhooks/${id}`],
    ['POST', `/webhooks/${id}/secret`],
    ['POST', `/webhooks/${id}/test`],
    ['GET', `/webhooks/${id}/deliveries`],
    ['GET', `/webhooks/${id}/deliveries/${row!.id}`],
    ['POST', `/webhooks/${id}/deliveries/${row!.id}/replay`],
    ['POST', `/webhooks/${id}/replay`],
  ] as const;
  for (const [method, path] of routes) {
    const body = method === 'PATCH' ? { enabled: false } : path.endsWith(`${id}/replay`) ? { fromNumber: 1 } : undefined;
    expect((await ask(method, path, body, 'reader-0')).status, path).toBe(403);
    expect((await ask(method, path, body, 'owner-1')).status, path).toBe(404);
    expect((await ask(method, path, body, 'scoped-0')).status, path).toBe(404);
  }
  expect((await ask('GET', '/webhooks', undefined, 'scoped-0')).body).toEqual({ rows: [] });
  const made = await ask('POST', '/webhooks', { url: sink.url, kinds: ['*'] }, 'scoped-0');
  expect(made).toMatchObject({ status: 403 });
  expect((await ask('GET', `/webhooks/${id}`)).body).toMatchObject({ enabled: true });
});

test('what cannot be is refused with a sentence, and a malformed request names its field', async () => {
  const house = await openHouse(db);
  const ask = await openApi([house]);
  expect(await ask('POST', '/webhooks', { url: 'https://10.0.0.1/hook', kinds: ['*'] })).toMatchObject({
    status: 422,
    body: { code: 'webhook.address-not-public', detail: expect.stringContaining('QUITUS_OUTBOUND_ALLOW') },
  });
  expect(await ask('POST', '/webhooks', { url: 'https://receiver.example/', kinds: ['Promises'] })).toMatchObject({
    status: 422,
    body: { code: 'http.invalid-request' },
  });
  expect((await ask('POST', '/webhooks', { url: 'https://receiver.example/', kinds: [] })).status).toBe(422);
});

test('the catalogue says each kind in the reader’s words, with an example of what is sent', async () => {
  const house = await openHouse(db);
  const ask = await openApi([house]);
  const { body } = await ask('GET', '/webhook-events');
  expect(body['rows']).toContainEqual({
    kind: 'promises.kept',
    sentence: 'Une promesse a été tenue en entier.',
    details: ['amount', 'currency', 'dueOn'],
    example: expect.objectContaining({
      type: 'promises.kept',
      data: expect.objectContaining({ details: { amount: '1250.00', currency: 'EUR', dueOn: '2026-03-31' } }),
    }),
  });
});
