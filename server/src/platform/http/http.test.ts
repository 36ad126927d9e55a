import { DayText, OneOf, routes } from '@quitus/contract';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusals } from '../../kernel/refusals.ts';
import { sql } from '../database/index.ts';
import { testDatabase } from '../testing/index.ts';
import { type Caller, implement } from './implement.ts';
import { buildServer } from './server.ts';

const installation = testDatabase();
const refuse = refusals({ 'setting.unknown': 'not-found' });

const table = routes({
  'GET /things/{id}': {
    summary: 'x',
    tag: 'x',
    permission: 'read',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    ok: Type.Object({ id: Type.String(), shown: Type.Integer() }),
  },
  'POST /things': {
    summary: 'x',
    tag: 'x',
    permission: 'administer',
    body: Type.Object({ name: Type.String({ minLength: 1 }) }),
    status: 201,
    ok: Type.Object({ name: Type.String() }),
  },
  'GET /refused': { summary: 'x', tag: 'x', permission: 'read', ok: Type.Null() },
  'GET /broken': { summary: 'x', tag: 'x', permission: 'read', ok: Type.Null() },
  'POST /words': {
    summary: 'x',
    tag: 'x',
    permission: 'read',
    body: Type.Object({ q: Type.String() }),
    ok: Type.Null(),
  },
  'PATCH /scoped': {
    summary: 'x',
    tag: 'x',
    permission: 'read',
    query: Type.Object({ asOf: Type.Optional(DayText) }),
    body: Type.Intersect([
      Type.Object({ name: Type.Optional(Type.String()) }),
      Type.Object({
        scope: Type.Optional(Type.Object({ entities: Type.Array(Type.String()) })),
        custom: Type.Optional(Type.Record(Type.String(), Type.String())),
      }),
    ]),
    ok: Type.Object({ got: Type.String() }),
  },
  'POST /files': {
    summary: 'x',
    tag: 'x',
    permission: 'read',
    upload: true,
    body: Type.Object({ mode: Type.Optional(OneOf(['stock', 'delta'])) }),
    ok: Type.Object({ name: Type.String(), bytes: Type.Integer(), mode: Type.Optional(Type.String()) }),
  },
});

const handlers = implement(table, {
  // `secret` is not in the answer's schema: it must never leave.
  'GET /things/{id}': async ({ params }) => ({ id: params.id, shown: 1, secret: 'column' }),
  'POST /things': async ({ body }) => body,
  'GET /refused': async () => {
    throw refuse('setting.unknown', { key: 'colour' });
  },
  'GET /broken': async () => {
    throw new Error('password=hunter2');
  },
  'POST /words': async ({ body, context }) => {
    await context.database.system.rows(sql`select ${body.q}::text as q, ${JSON.stringify(body)}::jsonb as kept`);
    return null;
  },
  'PATCH /scoped': async ({ body }) => ({ got: JSON.stringify(body) }),
  'POST /files': async ({ upload }) => {
    let bytes = 0;
    for await (const chunk of upload.stream) bytes += chunk.length;
    const mode = upload.fields['mode'];
    return { name: upload.name, bytes, ...(mode ? { mode } : {}) };
  },
});

const reader: Caller = {
  tenantId: 1,
  personId: '00000000-0000-7000-8000-000000000001',
  name: 'Lou',
  language: 'fr',
  role: 'reader',
  permissions: new Set(['read']),
  kind: 'person' as const,
  scope: {},
  portfolios: [],
  sessionHash: Buffer.alloc(32),
};
let server: Awaited<ReturnType<typeof buildServer>>;
beforeAll(async () => {
  server = await buildServer({
    database: installation.database,
    implementations: [handlers],
    secure: false,
    now: () => Temporal.Now.instant(),
    authenticate: async (token) => (token === 'lou' ? reader : undefined),
    authenticateKey: async () => ({ ...reader, kind: 'key', language: 'en', sessionHash: undefined }),
  });
});
afterAll(() => server.close());

const asLou = { cookie: 'quitus_session=lou' };
const thing = '/api/v1/things/0190a000-0000-7000-8000-000000000000';

test('nobody in, 401; too little right, 403; both before the request is even looked at', async () => {
  expect((await server.inject({ url: '/api/v1/things/not-an-id' })).statusCode).toBe(401);
  const refused = await server.inject({ method: 'POST', url: '/api/v1/things', headers: asLou, payload: { nonsense: true } });
  expect(refused.statusCode).toBe(403);
  expect(refused.json()).toMatchObject({ code: 'session.not-allowed', title: expect.stringContaining('reader') });
});

test('an answer holds only what its schema names', async () => {
  const answer = await server.inject({ url: thing, headers: asLou });
  expect(answer.json()).toEqual({ id: '0190a000-0000-7000-8000-000000000000', shown: 1 });
});

test('a malformed request is answered 422 with the field at fault', async () => {
  const answer = await server.inject({ url: '/api/v1/things/not-an-id', headers: asLou });
  expect(answer.statusCode).toBe(422);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ code: 'http.invalid-request', errors: [{ field: 'params/id' }] });
});

test('a refusal is a sentence in the reader’s language with a stable code; a fault says nothing of the inside', async () => {
  expect((await server.inject({ url: '/api/v1/refused', headers: asLou })).json()).toMatchObject({
    status: 404,
    code: 'setting.unknown',
    detail: 'Le paramètre « colour » n’existe pas.',
  });
  const broken = await server.inject({ url: '/api/v1/broken', headers: asLou });
  expect(broken.statusCode).toBe(500);
  expect(broken.body).not.toContain('hunter2');
});

test('another site cannot act with the reader’s session', async () => {
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, { origin: 'null' }]) {
    const answer = await server.inject({ method: 'POST', url: '/api/v1/files', headers: { ...asLou, ...headers } });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'session.cross-site' });
  }
});

test('an upload is streamed; a body that is no file is refused', async () => {
  const boundary = 'xyz';
  const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="journal.txt"\r\ncontent-type: text/plain\r\n\r\n${'a'.repeat(100_000)}\r\n--${boundary}--\r\n`;
  const answer = await server.inject({
    method: 'POST',
    url: '/api/v1/files',
    headers: { ...asLou, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  });
  expect(answer.json()).toEqual({ name: 'journal.txt', bytes: 100_000 });
  expect((await server.inject({ method: 'POST', url: '/api/v1/files', headers: asLou, payload: {} })).json()).toMatchObject({
    code: 'http.file-expected',
  });
});

test('a program is told of every name that is not known; nothing undeclared reaches a handler from a page', async () => {
  const sent = (headers: Record<string, string>, query: string, payload: object) =>
    server.inject({ method: 'PATCH', url: `/api/v1/scoped${query}`, headers, payload });
  const misspelt = { nmae: 'x', custom: { anything: 'y' }, scope: { entities: [], entites: ['a'] } };
  const program = { authorization: 'Bearer qk_any' };
  const refused = await sent(program, '', misspelt);
  expect(refused.statusCode).toBe(422);
  expect(refused.json<{ errors: unknown }>().errors).toEqual([
    { field: 'body/nmae', message: 'is not known here; look at its spelling' },
    { field: 'body/scope/entites', message: 'is not known here; look at its spelling' },
  ]);
  expect((await sent(program, '?as_of=2026-03-31', {})).json()).toMatchObject({ errors: [{ field: 'querystring/as_of' }] });
  expect((await server.inject({ url: `${thing}?asOf=2026-03-31`, headers: program })).statusCode).toBe(422);
  const right = { name: 'x', custom: { anything: 'y' }, scope: { entities: ['a'] } };
  expect(JSON.parse((await sent(program, '?asOf=2026-03-31', right)).json<{ got: string }>().got)).toEqual(right);
  const page = await sent(asLou, '?as_of=2026-03-31', misspelt);
  expect(JSON.parse(page.json<{ got: string }>().got)).toEqual({ custom: { anything: 'y' }, scope: { entities: [] } });
});

test('what a field must be is said in the language of the reader', async () => {
  const program = { authorization: 'Bearer qk_any' };
  const answers = [program, asLou].map((headers) =>
    server.inject({ method: 'PATCH', url: '/api/v1/scoped?asOf=yesterday', headers, payload: {} }),
  );
  const said = (await Promise.all(answers)).map((one) => one.json<{ detail: string }>().detail);
  expect(said).toEqual([
    'querystring/asOf must be a day such as 2026-03-31',
    'querystring/asOf doit être un jour, par exemple 2026-03-31',
  ]);
});

const form = (...parts: string[]) => ({
  method: 'POST' as const,
  url: '/api/v1/files',
  headers: { ...asLou, 'content-type': 'multipart/form-data; boundary=xyz' },
  payload: parts.map((part) => `--xyz\r\ncontent-disposition: form-data; ${part}\r\n`).join(''),
});
const file = 'name="file"; filename="journal.txt"\r\ncontent-type: text/plain\r\n\r\naaa';

test('a field of the form counts whether it stands before the file or behind it; one that says nothing known is refused, not left out', async () => {
  const end = '--xyz--\r\n';
  const sent = async (...parts: string[]) => {
    const request = form(...parts);
    return server.inject({ ...request, payload: request.payload + end });
  };
  expect((await sent('name="mode"\r\n\r\nstock', file)).json()).toEqual({ name: 'journal.txt', bytes: 3, mode: 'stock' });
  expect((await sent(file, 'name="mode"\r\n\r\nstock')).json()).toEqual({ name: 'journal.txt', bytes: 3, mode: 'stock' });
  for (const parts of [
    ['name="mode"\r\n\r\nstok', file],
    [file, 'name="mode"\r\n\r\nstok'],
  ]) {
    const refused = await sent(...parts);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ code: 'http.invalid-request' });
  }
});

test('a file that did not arrive whole is refused as such', async () => {
  const answer = await server.inject(form(file));
  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({ code: 'http.upload-broken' });
  const boundless = { ...form(file), headers: { ...asLou, 'content-type': 'multipart/form-data' } };
  expect((await server.inject(boundless)).json()).toMatchObject({ code: 'http.upload-broken' });
});

test('a text that can be stored nowhere is the fault of the request, not of the house', async () => {
  for (const q of ['a\0b', '\ud800']) {
    const answer = await server.inject({ method: 'POST', url: '/api/v1/words', headers: asLou, payload: { q } });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'http.invalid-request' });
  }
});

test('the OpenAPI document names every route, and no address of the API answers as a screen', async () => {
  const document = (await server.inject({ url: '/api/v1/openapi.json' })).json<{
    openapi: string;
    paths: Record<string, unknown>;
  }>();
  expect(document.openapi).toBe('3.1.1');
  expect(Object.keys(document.paths).sort()).toEqual([
    '/api/v1/broken',
    '/api/v1/files',
    '/api/v1/refused',
    '/api/v1/scoped',
    '/api/v1/things',
    '/api/v1/things/{id}',
    '/api/v1/words',
  ]);
  expect((await server.inject({ url: '/api/v1/nothing-here' })).statusCode).toBe(404);
});

test('pages may run only our own scripts', async () => {
  const answer = await server.inject({ url: '/healthz' });
  expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
  expect(answer.headers['content-security-policy']).not.toContain('unsafe-eval');
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
});
