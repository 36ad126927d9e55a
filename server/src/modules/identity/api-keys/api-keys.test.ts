import { contract, routes } from '@quitus/contract';
import { Type } from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql } from '../../../platform/database/index.ts';
import { buildServer, type Caller, implement } from '../../../platform/http/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import type { MemberScope } from '../membership.ts';
import { changeMember, removeMember } from '../people.ts';
import { permissionsOf, type Role } from '../roles.ts';
import { keyCaller } from './key-caller.ts';
import { readKeyToken } from './key-token.ts';
import { isWithin, networkOf } from './networks.ts';
import { apiKeyHandlers } from './routes.ts';

const installation = testDatabase();
const other = routes({
  'GET /work': { summary: 'x', tag: 'x', permission: 'work', ok: Type.Object({ scope: Type.Unknown(), actor: Type.String() }) },
  'GET /mine': { summary: 'x', tag: 'x', permission: 'read', personal: true, ok: Type.Null() },
});
const otherHandlers = implement(other, {
  'GET /work': async ({ context }) => ({ scope: context.caller?.scope, actor: `${context.actor.kind} ${context.actor.name}` }),
  'GET /mine': async () => null,
});

let tenant: TestTenant;
let maker: string;
let now = Temporal.Instant.from('2026-04-01T08:00:00Z');
let server: Awaited<ReturnType<typeof buildServer>>;

const person = (role: Role, scope: Caller['scope'] = {}): Caller => ({
  kind: 'person',
  tenantId: tenant.tenantId,
  personId: maker,
  name: 'Lou',
  language: 'en',
  role,
  permissions: permissionsOf(role),
  scope,
  portfolios: [],
  sessionHash: Buffer.alloc(32),
});

async function owner(name = 'Lou'): Promise<string> {
  const id = uuidv7();
  await installation.database.system.run(
    sql`insert into identity.person (id, email, name) values (${id}, ${`${id}@keys.example`}, ${name})`,
  );
  await tenant.tenantDb.run(
    sql`insert into identity.membership (tenant_id, person_id, role) values (${tenant.tenantId}, ${id}, 'owner')`,
  );
  return id;
}

beforeAll(async () => {
  server = await buildServer({
    database: installation.database,
    implementations: [apiKeyHandlers, otherHandlers],
    secure: false,
    now: () => now,
    authenticate: async (token) =>
      token === 'scoped'
        ? { ...person('owner'), scope: { agencies: ['Nord'] } }
        : person(token === 'owner' ? 'owner' : 'manager'),
    authenticateKey: (token, address) => keyCaller(installation.database, token, address, now),
    requestsPerMinute: 0,
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  tenant = await installation.newTenant();
  maker = await owner();
  now = Temporal.Instant.from('2026-04-01T08:00:00Z');
});

const asOwner = { cookie: 'quitus_session=owner' };
type Made = { key: { id: string; state: string; lastUsedAt: string | null; permissions: string[] }; token: string };

async function make(body: object = {}, headers: Record<string, string> = asOwner) {
  const payload = { name: 'Nightly import', permissions: ['read', 'work'], ...body };
  return server.inject({ method: 'POST', url: '/api/v1/api-keys', headers, payload });
}
const call = (token: string, url = '/api/v1/work', remoteAddress = '192.0.2.7') =>
  server.inject({ url, headers: { authorization: `Bearer ${token}` }, remoteAddress });

describe('a key', () => {
  test('is shown once, stored only as a hash, and calls with the rights and rows it was given', async () => {
    const made = (await make({ scope: { agencies: ['Nord'], salesReps: ['Zoé Marchand'] } })).json<Made>();
    expect(made.token).toMatch(/^qk_/);
    const secret = readKeyToken(made.token);
    const stored = await tenant.tenantDb.one<{ row: string }>(sql`select to_jsonb(api_key)::text as row from identity.api_key`);
    expect(stored.row).not.toContain(made.token.slice(-43));
    expect(stored.row).toContain(secret?.secretSha256.toString('hex') ?? 'none');
    expect((await call(made.token)).json()).toEqual({
      scope: { agencies: ['Nord'], salesReps: ['zoé marchand'] },
      actor: 'key Nightly import',
    });
    expect((await call(made.token, '/api/v1/key')).json()).toMatchObject({
      name: 'Nightly import',
      permissions: ['read', 'work'],
      tenant: { id: tenant.tenantId },
    });
    const events = await tenant.tenantDb.one<{ text: string }>(
      sql`select string_agg(details::text, ' ') as text from platform.event where kind = 'keys.made'`,
    );
    expect(events.text).not.toContain(made.token.slice(-43));
  });

  test('needs no cookie, and no page of another site can send one for its reader', async () => {
    const { token } = (await make()).json<Made>();
    const headers = { authorization: `Bearer ${token}`, origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
    const answer = await server.inject({ url: '/api/v1/work', headers });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('that is wrong is not good even beside a good cookie', async () => {
    const { token } = (await make()).json<Made>();
    for (const wrong of [token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'), 'qk_x', 'nonsense', '']) {
      const answer = await server.inject({ url: '/api/v1/work', headers: { ...asOwner, authorization: `Bearer ${wrong}` } });
      expect(answer.statusCode, wrong).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('Bearer');
    }
  });

  test('does only what it may, and nothing that is for people', async () => {
    const { token } = (await make({ permissions: ['read'] })).json<Made>();
    expect((await call(token)).json()).toMatchObject({ status: 403, code: 'key.not-allowed' });
    expect((await call(token, '/api/v1/mine')).json()).toMatchObject({ status: 403, code: 'key.not-for-programs' });
    const forAnother = await server.inject({
      method: 'POST',
      url: '/api/v1/api-keys',
      headers: { authorization: `Bearer ${token}` },
      payload: { name: 'child', permissions: ['read'] },
    });
    expect(forAnother.json()).toMatchObject({ status: 403 });
  });

  test('has no more rights than its maker, and administers only by the hand of an owner who sees everything', async () => {
    expect((await make({ permissions: ['administer'] }, { cookie: 'quitus_session=owner' })).statusCode).toBe(201);
    expect((await make({ permissions: ['read'] }, { cookie: 'quitus_session=manager' })).statusCode).toBe(403);
    expect((await make({ permissions: ['read'] }, { cookie: 'quitus_session=scoped' })).json()).toMatchObject({
      code: 'key.maker-is-scoped',
    });
    expect((await make({ permissions: ['manage'], scope: { agencies: ['Nord'] } })).json()).toMatchObject({
      code: 'key.rights-beyond-scope',
    });
    expect((await make({ scope: { entities: [uuidv7()] } })).json()).toMatchObject({ code: 'key.entity-unknown' });
  });

  test('with networks is refused from any other address', async () => {
    const { token } = (await make({ networks: ['192.0.2.0/24', '2001:db8::1'] })).json<Made>();
    expect((await call(token)).statusCode).toBe(200);
    expect((await call(token, '/api/v1/work', '::ffff:192.0.2.9')).statusCode).toBe(200);
    expect((await call(token, '/api/v1/work', '198.51.100.1')).json()).toMatchObject({
      status: 403,
      code: 'key.network-refused',
    });
    expect((await make({ networks: ['everywhere'] })).json()).toMatchObject({ status: 422, code: 'key.network-invalid' });
  });

  test('is over at its expiry, and at once when revoked', async () => {
    const { token, key } = (await make({ expiresAt: '2026-04-02T00:00:00Z' })).json<Made>();
    expect((await call(token)).statusCode).toBe(200);
    now = Temporal.Instant.from('2026-04-02T00:00:01Z');
    expect((await call(token)).statusCode).toBe(401);
    const second = (await make()).json<Made>();
    const gone = await server.inject({ method: 'DELETE', url: `/api/v1/api-keys/${second.key.id}`, headers: asOwner });
    expect(gone.statusCode).toBe(204);
    expect((await call(second.token)).statusCode).toBe(401);
    const { keys } = (await server.inject({ url: '/api/v1/api-keys', headers: asOwner })).json<{ keys: Made['key'][] }>();
    expect(keys.map(({ id, state }) => ({ id, state }))).toEqual([
      { id: key.id, state: 'expired' },
      { id: second.key.id, state: 'revoked' },
    ]);
    expect((await make({ expiresAt: '2020-01-01T00:00:00Z' })).json()).toMatchObject({ code: 'key.expiry-past' });
  });

  test('rotated, takes both secrets for the grace chosen and then the new one alone', async () => {
    const { token, key } = (await make()).json<Made>();
    const rotated = await server.inject({
      method: 'POST',
      url: `/api/v1/api-keys/${key.id}/rotation`,
      headers: asOwner,
      payload: { graceHours: 2 },
    });
    const fresh = rotated.json<Made>().token;
    expect(fresh).not.toBe(token);
    expect([(await call(token)).statusCode, (await call(fresh)).statusCode]).toEqual([200, 200]);
    now = now.add({ hours: 3 });
    expect([(await call(token)).statusCode, (await call(fresh)).statusCode]).toEqual([401, 200]);
  });

  test('notes when it was last used, at most once a minute', async () => {
    const { token, key } = (await make()).json<Made>();
    const lastUsed = async () =>
      (await server.inject({ url: `/api/v1/api-keys/${key.id}`, headers: asOwner })).json<Made['key']>().lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await call(token);
    expect(await lastUsed()).toBe('2026-04-01T08:00:00Z');
    now = now.add({ seconds: 30 });
    await call(token);
    expect(await lastUsed()).toBe('2026-04-01T08:00:00Z');
    now = now.add({ seconds: 40 });
    await call(token);
    expect(await lastUsed()).toBe('2026-04-01T08:01:10Z');
  });

  test('can do no more than whoever answers for it: their rights shrink, and it goes with them', async () => {
    const { token } = (await make({ permissions: ['read', 'work', 'administer'] })).json<Made>();
    const rights = async () => (await call(token, '/api/v1/key')).json<{ permissions?: string[] }>().permissions;
    const by = systemActor('test');
    const change = (role: Role, scope: Partial<MemberScope> = {}) =>
      tenant.tenantDb.transaction((tx) =>
        changeMember(
          tx,
          maker,
          { role, scope: { entities: null, agencies: null, customers: 'all', salesRep: null, ...scope } },
          by,
        ),
      );
    await owner('Ada');
    expect(await rights()).toEqual(['read', 'work', 'administer']);
    await change('collector');
    expect(await rights()).toEqual(['read', 'work']);
    await change('collector', { agencies: ['Nord'] });
    expect((await call(token)).json(), 'nobody who sees all answers for it').toMatchObject({ code: 'key.not-allowed' });
    await tenant.tenantDb.transaction((tx) => removeMember(tx, maker, by));
    expect((await call(token)).json()).toMatchObject({ status: 401, code: 'key.unusable' });
    const { keys } = (await server.inject({ url: '/api/v1/api-keys', headers: asOwner })).json<{ keys: Made['key'][] }>();
    expect(keys.map(({ state }) => state)).toEqual(['revoked']);
  });

  test('stays when somebody else rotates it before its maker leaves', async () => {
    const { key } = (await make()).json<Made>();
    const former = maker;
    maker = await owner('Ada');
    const rotated = await server.inject({
      method: 'POST',
      url: `/api/v1/api-keys/${key.id}/rotation`,
      headers: asOwner,
      payload: { graceHours: 0 },
    });
    await tenant.tenantDb.transaction((tx) => removeMember(tx, former, systemActor('test')));
    expect((await call(rotated.json<Made>().token)).statusCode).toBe(200);
  });

  test('neither lets anybody in nor gives rights nor changes how people sign in: its word would become a person’s', () => {
    for (const key of [
      'POST /invitations',
      'POST /invitations/{id}/resend',
      'PATCH /people/{id}',
      'POST /people/{id}/reset-link',
      'DELETE /people/{id}/second-step',
      'PUT /sso-configuration',
      'DELETE /sso-configuration',
    ] as const)
      expect('personal' in contract[key] && contract[key].personal, key).toBe(true);
  });

  test('of one organisation is unknown to another', async () => {
    const { key } = (await make()).json<Made>();
    tenant = await installation.newTenant();
    const answer = await server.inject({ url: `/api/v1/api-keys/${key.id}`, headers: asOwner });
    expect(answer.json()).toMatchObject({ status: 404, code: 'key.unknown' });
  });
});

test('a network is an address or a block, written one way', () => {
  expect(networkOf(' 192.0.2.1 ')).toBe('192.0.2.1/32');
  expect(networkOf('2001:db8::/32')).toBe('2001:db8::/32');
  for (const wrong of ['', '192.0.2.0/33', '1', 'example.com']) expect(networkOf(wrong), wrong).toBeUndefined();
  expect(isWithin('203.0.113.9', ['192.0.2.0/24'])).toBe(false);
  expect(isWithin('not an address', ['0.0.0.0/0'])).toBe(false);
  expect(isWithin('anything', null)).toBe(true);
});
