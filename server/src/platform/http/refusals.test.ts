import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { routes } from '@quitus/contract';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../testing/index.ts';
import { type Caller, implement } from './implement.ts';
import { buildServer, type HttpOptions } from './server.ts';

const installation = testDatabase();
const table = routes({
  'GET /things/{name}': {
    summary: 'x',
    tag: 'x',
    permission: 'read',
    params: Type.Object({ name: Type.String({ maxLength: 50 }) }),
    query: Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1 })),
      open: Type.Optional(Type.Boolean()),
      states: Type.Optional(Type.Array(Type.String())),
    }),
    ok: Type.Unknown(),
  },
  'POST /things': { summary: 'x', tag: 'x', permission: 'read', body: Type.Object({ name: Type.String() }), ok: Type.Null() },
  'POST /boxes': { summary: 'x', tag: 'x', permission: 'read', body: Type.Object({ inside: Type.Unknown() }), ok: Type.Null() },
  'POST /files': { summary: 'x', tag: 'x', permission: 'read', upload: true, stream: 'application/x-ndjson', ok: Type.Null() },
  'POST /door': { summary: 'x', tag: 'x', permission: 'public', ok: Type.Null() },
});
const handlers = implement(table, {
  'GET /things/{name}': async ({ params, query }) => ({ ...params, ...query }),
  'POST /things': async () => null,
  'POST /boxes': async ({ body }) => {
    JSON.stringify(body);
    return null;
  },
  'POST /files': async ({ upload }) => {
    for await (const _piece of upload.stream);
    return null;
  },
  'POST /door': async ({ context }) => {
    if (context.cookie('quitus_session') === undefined) context.setSession('token');
    else context.setSession(undefined);
    context.setCookie('way', 'back');
    return null;
  },
});
const lou: Caller = {
  kind: 'key',
  tenantId: 1,
  personId: '00000000-0000-7000-8000-000000000001',
  name: 'Lou',
  language: 'en',
  role: 'key',
  permissions: new Set(['read']),
  scope: {},
  portfolios: [],
  sessionHash: undefined,
};
let now = Temporal.Instant.from('2026-04-01T08:00:10Z');
const build = (requestsPerMinute: number, given: Partial<HttpOptions> = {}) =>
  buildServer({
    database: installation.database,
    implementations: [handlers],
    secure: false,
    now: () => now,
    authenticate: async (token) => (token === 'lou' ? { ...lou, kind: 'person' } : undefined),
    authenticateKey: async (token) => (token === 'lou' ? lou : undefined),
    requestsPerMinute,
    ...given,
  });
let server: Awaited<ReturnType<typeof build>>;
let port: number;
beforeAll(async () => {
  server = await build(0);
  await server.listen({ port: 0, host: '127.0.0.1' });
  port = (server.server.address() as AddressInfo).port;
});
afterAll(() => server.close());

/** What is sent as it stands, for requests that no library would send. */
function raw(text: string): Promise<{ status: number; type: string; body: string }> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      const type = /content-type: ([^;\r\n]+)/i.exec(head)?.[1] ?? '';
      resolve({ status: Number(head.split(' ')[1]), type, body });
    });
  });
}
const request = (line: string, headers: Record<string, string> = {}, body = ''): string =>
  [
    `${line} HTTP/1.1`,
    'host: localhost',
    'connection: close',
    'authorization: Bearer lou',
    ...Object.entries({ ...(body ? { 'content-length': String(Buffer.byteLength(body)) } : {}), ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    '',
    body,
  ].join('\r\n');
const json = { 'content-type': 'application/json' };

const unreadable: [what: string, text: string, status: number][] = [
  ['JSON that is none', request('POST /api/v1/things', json, '{"name":'), 400],
  ['an empty body of JSON', request('POST /api/v1/things', { ...json, 'content-length': '0' }), 400],
  ['a body with a prototype in it', request('POST /api/v1/things', json, '{"__proto__":{"admin":true}}'), 400],
  ['a body of a kind nobody takes', request('POST /api/v1/things', { 'content-type': 'text/xml' }, '<name/>'), 415],
  ['a body beyond the limit', request('POST /api/v1/things', { ...json, 'content-length': '99999999' }, '{'), 413],
  ['a path that is not well encoded', request('GET /api/v1/things/%ZZ'), 400],
  ['a path cut in the middle of a letter', request('GET /api/v1/things/%C3'), 400],
  ['an unknown method', request('BREW /api/v1/things'), 400],
  ['a method that nothing answers here', request('DELETE /api/v1/things'), 404],
  ['a question of another site whether it may ask', request('OPTIONS /api/v1/things', { origin: 'https://a.example' }), 404],
  ['what is no HTTP', 'hello there\r\n\r\n', 400],
  ['an address nothing stands at', request('GET /api/v1/nothing'), 404],
];

describe('what cannot be understood is the fault of the request, told as a problem', () => {
  test.each(unreadable)('%s', async (_what, text, status) => {
    const answer = await raw(text);
    expect(answer.status).toBe(status);
    expect(answer.type).toBe('application/problem+json');
    expect(JSON.parse(answer.body.replace(/^[0-9a-f]+\r\n|\r\n0$/g, ''))).toMatchObject({ status });
  });
});

test('a query’s texts are read as numbers, yes or no, and lists; what is none is refused by name', async () => {
  const headers = { authorization: 'Bearer lou' };
  const answer = await server.inject({ url: '/api/v1/things/7?limit=5&open=false&states=a', headers });
  expect(answer.json()).toEqual({ name: '7', limit: 5, open: false, states: ['a'] });
  const wrong = await server.inject({ url: '/api/v1/things/7?limit=many', headers });
  expect(wrong.json()).toMatchObject({ status: 422, errors: [{ field: 'querystring/limit' }] });
});

test('answers of the API are kept in no cache, and no page of another site reads them', async () => {
  const { headers } = await server.inject({ url: '/api/v1/things/7', headers: { authorization: 'Bearer lou' } });
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['referrer-policy']).toBe('same-origin');
  expect(headers['permissions-policy']).toContain('camera=()');
  expect(headers['access-control-allow-origin']).toBeUndefined();
});

describe('limits', () => {
  test('a key hears what is left, then to wait; the next minute it may ask again', async () => {
    const limited = await build(3);
    const ask = () => limited.inject({ url: '/api/v1/things/7', headers: { authorization: 'Bearer lou' } });
    const left = [];
    for (let count = 0; count < 3; count += 1) left.push((await ask()).headers['ratelimit-remaining']);
    expect(left).toEqual(['2', '1', '0']);
    const refused = await ask();
    expect(refused.json()).toMatchObject({ status: 429, code: 'http.too-many' });
    expect(refused.headers['retry-after']).toBe('50');
    now = now.add({ minutes: 1 });
    expect((await ask()).statusCode).toBe(200);
    await limited.close();
  });

  test('a person’s session has more, and an address that guesses tokens is stopped before they are looked up', async () => {
    const limited = await build(3);
    const asPerson = await limited.inject({ url: '/api/v1/things/7', cookies: { quitus_session: 'lou' } });
    expect(asPerson.headers['ratelimit-limit']).toBe('15');
    const guess = (remoteAddress: string) =>
      limited.inject({ url: '/api/v1/things/7', headers: { authorization: 'Bearer guess' }, remoteAddress });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await guess('192.0.2.1')).statusCode);
    expect(statuses).toEqual([401, 401, 401, 429]);
    expect((await guess('192.0.2.2')).statusCode).toBe(401);
    await limited.close();
  });

  test('whoever has a network of IPv6 has all of its addresses: it counts as one', async () => {
    const limited = await build(3);
    const statuses = [];
    for (let count = 1; count <= 4; count += 1) {
      const remoteAddress = `2001:db8:1:2::${count}`;
      statuses.push((await limited.inject({ url: '/api/v1/things/7', remoteAddress })).statusCode);
    }
    expect(statuses).toEqual([401, 401, 401, 429]);
    const neighbour = await limited.inject({ url: '/api/v1/things/7', remoteAddress: '2001:db8:1:3::1' });
    expect(neighbour.statusCode).toBe(401);
    await limited.close();
  });
});

test('a body nested without end is refused before anything walks it', async () => {
  const nested = (depth: number): string => `{"inside":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  const send = (payload: string) =>
    server.inject({
      method: 'POST',
      url: '/api/v1/boxes',
      headers: { authorization: 'Bearer lou', 'content-type': 'application/json' },
      payload,
    });
  expect((await send(nested(50))).statusCode).toBe(200);
  expect((await send(nested(400_000))).json()).toMatchObject({ status: 422, code: 'http.invalid-request' });
});

test.each([
  ['a body that trickles', 'things', 'application/json', '{'],
  ['a file whose sender fell silent', 'files', 'application/x-ndjson', '{}\n'],
])('%s does not hold its connection', async (_, path, type, beginning) => {
  const hasty = await build(0, { bodyWithinMs: 20 });
  await hasty.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((hasty.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(
    `POST /api/v1/${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer lou\r\ncontent-type: ${type}\r\ncontent-length: 20\r\n\r\n${beginning}`,
  );
  await new Promise((closed) => socket.on('close', closed).on('error', () => undefined));
  expect(socket.destroyed).toBe(true);
  await hasty.close();
});

test('over https no neighbouring host can give a browser our cookies, and they go over https alone', async () => {
  const safe = await build(0, { secure: true });
  const { cookies } = await safe.inject({ method: 'POST', url: '/api/v1/door' });
  const attributes = { path: '/', httpOnly: true, secure: true, sameSite: 'Lax' };
  expect(cookies).toEqual([
    expect.objectContaining({ name: '__Host-quitus_session', value: 'token', ...attributes }),
    expect.objectContaining({ name: '__Host-way', value: 'back', ...attributes }),
  ]);
  const ask = (name: string) => safe.inject({ url: '/api/v1/things/7', cookies: { [name]: 'lou' } });
  expect((await ask('quitus_session')).statusCode, 'one that another host may have given').toBe(401);
  expect((await ask('__Host-quitus_session')).statusCode).toBe(200);
  const left = await safe.inject({ method: 'POST', url: '/api/v1/door', cookies: { '__Host-quitus_session': 'lou' } });
  expect(left.cookies[0]).toMatchObject({ name: '__Host-quitus_session', value: '', secure: true, path: '/' });
  await safe.close();
});
