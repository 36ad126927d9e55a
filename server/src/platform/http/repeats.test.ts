import { Nullable, routes } from '@quitus/contract';
import { Type } from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusals.ts';
import { sql } from '../database/index.ts';
import { type TestTenant, testDatabase } from '../testing/index.ts';
import { forgetAnswersJob } from './idempotency.ts';
import { type Caller, implement } from './implement.ts';
import { buildServer } from './server.ts';

const installation = testDatabase();
const View = Type.Object({ name: Type.String(), note: Nullable(Type.String()) });
const table = routes({
  'GET /thing': { summary: 'x', tag: 'x', permission: 'read', ok: View },
  'PATCH /thing': { summary: 'x', tag: 'x', permission: 'read', body: Type.Partial(View), ok: View },
  'GET /settings': { summary: 'x', tag: 'x', permission: 'read', ok: Type.Object({ name: Type.String() }) },
  'PUT /settings/{key}': {
    summary: 'x',
    tag: 'x',
    permission: 'read',
    params: Type.Object({ key: Type.String() }),
    body: Type.Object({}),
    ok: Type.Null(),
  },
  'DELETE /lonely/{id}': {
    summary: 'x',
    tag: 'x',
    permission: 'read',
    params: Type.Object({ id: Type.String() }),
    status: 204,
    ok: Type.Null(),
  },
  'POST /acts': {
    summary: 'x',
    tag: 'x',
    permission: 'read',
    status: 201,
    body: Type.Object({ how: Type.String() }),
    ok: Type.Object({ count: Type.Integer() }),
  },
  'POST /secrets': { summary: 'x', tag: 'x', permission: 'read', secret: true, ok: Type.Object({ token: Type.String() }) },
});

let thing = { name: 'first', note: null as string | null };
let acts = 0;
let release: () => void = () => undefined;
const handlers = implement(table, {
  'GET /thing': async () => thing,
  'PATCH /thing': async ({ body }) => (thing = { ...thing, ...body }),
  'GET /settings': async () => ({ name: thing.name }),
  'PUT /settings/{key}': async () => null,
  'DELETE /lonely/{id}': async () => undefined,
  'POST /acts': async ({ body }) => {
    acts += 1;
    if (body.how === 'refuse') throw new Refusal('key.revoked', 'conflict');
    if (body.how === 'fault') throw new Error('broken');
    if (body.how === 'lost') throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    if (body.how === 'wait') await new Promise<void>((resolve) => (release = resolve));
    return { count: acts };
  },
  'POST /secrets': async () => ({ token: 'qk_very-secret' }),
});

let tenant: TestTenant;
let server: Awaited<ReturnType<typeof buildServer>>;
const people = new Map<string, string>();
beforeAll(async () => {
  server = await buildServer({
    database: installation.database,
    implementations: [handlers],
    secure: false,
    now: () => Temporal.Now.instant(),
    authenticate: async () => undefined,
    authenticateKey: async (token): Promise<Caller> => {
      if (!people.has(token)) people.set(token, uuidv7());
      return {
        kind: 'key',
        tenantId: tenant.tenantId,
        personId: people.get(token) ?? '',
        name: token,
        language: 'en',
        role: 'key',
        permissions: new Set(['read']),
        scope: {},
        portfolios: [],
        sessionHash: undefined,
      };
    },
    requestsPerMinute: 0,
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  tenant = await installation.newTenant();
  acts = 0;
  thing = { name: 'first', note: null };
});

const ask = (
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  url: string,
  headers: Record<string, string> = {},
  payload?: object,
) =>
  server.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: 'Bearer lou', ...headers },
    ...(payload ? { payload } : {}),
  });
const act = (how: string, key: string, who = 'lou') =>
  ask('POST', '/acts', { authorization: `Bearer ${who}`, 'idempotency-key': key }, { how });

describe('a change sent again with the same Idempotency-Key', () => {
  test('gets the first answer, byte for byte, and nothing happens twice', async () => {
    const [first, again] = [await act('do', 'k1'), await act('do', 'k1')];
    expect([first.statusCode, again.statusCode, acts]).toEqual([201, 201, 1]);
    expect(again.body).toBe(first.body);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  test('gets a refusal again as well: it was final', async () => {
    const [first, again] = [await act('refuse', 'k1'), await act('refuse', 'k1')];
    expect([first.statusCode, again.statusCode, acts]).toEqual([409, 409, 1]);
    expect(again.json()).toEqual(first.json());
    expect(again.headers['content-type']).toContain('application/problem+json');
  });

  test('but with another body is refused', async () => {
    await act('do', 'k1');
    expect((await act('other', 'k1')).json()).toMatchObject({ status: 422, code: 'idempotency.key-reused' });
    expect(acts).toBe(1);
  });

  test('by another caller is that caller’s own', async () => {
    await act('do', 'k1');
    const other = await act('do', 'k1', 'ana');
    expect(other.json()).toEqual({ count: 2 });
    expect(other.headers['idempotency-replayed']).toBeUndefined();
  });

  test('while the first is running is asked to wait', async () => {
    const first = act('wait', 'k1');
    await expect.poll(() => acts).toBe(1);
    const second = await act('wait', 'k1');
    expect(second.json()).toMatchObject({ status: 409, code: 'idempotency.still-running' });
    expect(Number(second.headers['retry-after'])).toBeGreaterThan(0);
    release();
    expect((await first).json()).toEqual({ count: 1 });
  });

  test('after a fault of ours is tried again', async () => {
    expect((await act('fault', 'k1')).statusCode).toBe(500);
    expect((await act('fault', 'k1')).statusCode).toBe(500);
    expect(acts).toBe(2);
  });

  test('after a crash in the middle is never run again: its outcome is unknown', async () => {
    expect((await act('lost', 'k1')).statusCode).toBe(500);
    expect((await act('lost', 'k1')).json()).toMatchObject({ code: 'idempotency.still-running' });
    await tenant.tenantDb.run(sql`update platform.idempotency_key set created_at = now() - interval '11 minutes'`);
    expect((await act('lost', 'k1')).json()).toMatchObject({ status: 409, code: 'idempotency.outcome-unknown' });
    expect(acts).toBe(1);
  });

  test('never gets a secret twice, and the database never holds it', async () => {
    const headers = { 'idempotency-key': 'k2' };
    expect((await ask('POST', '/secrets', headers)).json()).toEqual({ token: 'qk_very-secret' });
    expect((await ask('POST', '/secrets', headers)).json()).toMatchObject({ status: 409, code: 'idempotency.answer-not-kept' });
    const kept = await tenant.tenantDb.rows<{ answer: string | null }>(sql`select answer from platform.idempotency_key`);
    expect(kept).toEqual([{ answer: null }]);
  });

  test('is forgotten after a day', async () => {
    await act('do', 'k1');
    await act('do', 'k2');
    await tenant.tenantDb.run(sql`update platform.idempotency_key set created_at = now() - interval '25 hours'`);
    expect((await act('do', 'k1')).json()).toEqual({ count: 3 });
    await forgetAnswersJob.handler({
      db: tenant.tenantDb,
      database: installation.database,
      tenantId: tenant.tenantId,
      subject: '',
      now: () => Temporal.Now.instant(),
      signal: new AbortController().signal,
    });
    expect(await tenant.tenantDb.rows(sql`select key from platform.idempotency_key`)).toEqual([{ key: 'k1' }]);
  });

  test('needs a key that is one', async () => {
    expect((await act('do', 'two words')).json()).toMatchObject({ status: 422, code: 'idempotency.key-invalid' });
  });
});

describe('an ETag', () => {
  test('spares reading what has not changed', async () => {
    const first = await ask('GET', '/thing');
    const etag = String(first.headers['etag']);
    expect(etag).toMatch(/^W\/"[\w-]+"$/);
    const same = await ask('GET', '/thing', { 'if-none-match': `"other", ${etag}` });
    expect([same.statusCode, same.body]).toEqual([304, '']);
    thing = { ...thing, name: 'second' };
    expect((await ask('GET', '/thing', { 'if-none-match': etag })).statusCode).toBe(200);
  });

  test('keeps one from overwriting what one has not seen', async () => {
    const etag = String((await ask('GET', '/thing')).headers['etag']);
    const changed = await ask('PATCH', '/thing', { 'if-match': etag }, { name: 'mine' });
    expect(changed.statusCode).toBe(200);
    const late = await ask('PATCH', '/thing', { 'if-match': etag }, { name: 'late' });
    expect(late.json()).toMatchObject({ status: 412, code: 'http.changed-since' });
    expect(thing.name).toBe('mine');
    expect((await ask('PATCH', '/thing', { 'if-match': String(changed.headers['etag']) }, { name: 'again' })).statusCode).toBe(
      200,
    );
  });

  test('of a list counts for what is only read within it; where there is none, the change is refused rather than made blindly', async () => {
    const etag = String((await ask('GET', '/settings')).headers['etag']);
    expect((await ask('PUT', '/settings/a', { 'if-match': etag }, {})).statusCode).toBe(200);
    thing = { ...thing, name: 'second' };
    expect((await ask('PUT', '/settings/a', { 'if-match': etag }, {})).statusCode).toBe(412);
    expect((await ask('DELETE', '/lonely/1', { 'if-match': etag })).json()).toMatchObject({ status: 412, code: 'http.no-etag' });
  });
});

test('a null of a body stays null, and a text is not made of a number', async () => {
  await ask('PATCH', '/thing', {}, { note: 'x' });
  expect((await ask('PATCH', '/thing', {}, { note: null })).json()).toEqual({ name: 'first', note: null });
  expect((await ask('PATCH', '/thing', {}, { name: 5 })).statusCode).toBe(422);
});
