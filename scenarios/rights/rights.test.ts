import { contract, type Permission, roleNames, type Route } from '@quitus/contract';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../server/src/kernel/ids.ts';
import { narrowed } from '../../server/src/modules/identity/membership.ts';
import { permissionsOf } from '../../server/src/modules/identity/index.ts';
import { testDatabase } from '../../server/src/platform/testing/index.ts';
import { idFields, sampleRequest, withId } from './sample-request.ts';
import {
  application,
  type Asker,
  type Company,
  company,
  cookieOf,
  fingerprint,
  idFor,
  mentions,
  otherMark,
  outsideMark,
} from './two-companies.ts';

// Every route of the contract, whoever adds it: who may take it, and that it opens nobody else's door.

const installation = testDatabase();
const table = Object.entries(contract) as [string, Route][];
let app: FastifyInstance;
let ours: Company;
let theirs: Company;

beforeAll(async () => {
  app = await application(installation.database);
  ours = await company(app, installation.database, 'Quincaillerie Aubier', { outside: outsideMark });
  theirs = await company(app, installation.database, 'Ferblanterie Cornu', { all: otherMark });
}, 120_000);
afterAll(() => app.close());

type Request = { params?: Readonly<Record<string, string>>; query?: Record<string, string>; body?: unknown };
type Answer = { readonly status: number; readonly code: string | undefined; readonly text: string };

const boundary = 'a-boundary-of-the-test';
const oneFile = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="F1.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.7\r\n--${boundary}--\r\n`;

async function ask(key: string, route: Route, asker: Asker | undefined, request: Request = {}): Promise<Answer> {
  const [method = '', path = ''] = key.split(' ');
  const url = `/api/v1${path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(request.params?.[name] ?? sampleParameter(route, name)))}`;
  // What hangs on something of a company is tried with a file, so that only whose it is stands in the way.
  const withFile = route.upload && !route.stream && request.params !== undefined;
  const answer = await app.inject({
    method: method as 'GET',
    url,
    headers: {
      ...(asker ? { cookie: await sessionFor(asker) } : {}),
      ...(route.stream ? { 'content-type': route.stream } : {}),
      ...(withFile ? { 'content-type': `multipart/form-data; boundary=${boundary}` } : {}),
    },
    ...(request.query ? { query: request.query } : {}),
    ...(withFile ? { payload: oneFile } : {}),
    // The cast: an injected payload may be any JSON value.
    ...(request.body === undefined ? {} : { payload: request.body as object }),
  });
  if (endsSessions(key)) sessions.clear();
  const text = answer.body;
  const problem = answer.headers['content-type']?.startsWith('application/problem+json');
  return { status: answer.statusCode, code: problem ? (JSON.parse(text) as { code: string }).code : undefined, text };
}

const sessions = new Map<string, string>();
async function sessionFor(asker: Asker): Promise<string> {
  const cookie = sessions.get(asker.id) ?? (await cookieOf(installation.database, asker));
  sessions.set(asker.id, cookie);
  return cookie;
}
// Some routes end sessions: their caller's, all others, somebody's.
const endsSessions = (key: string): boolean => !key.startsWith('GET ') && /\/(account|session|people|sign-out)/.test(key);

// A parameter that is no id: the first its schema lists, else a word that names nothing.
function sampleParameter(route: Route, name: string): string {
  const { properties } = (route.params ?? {}) as {
    properties?: Record<string, { enum?: string[]; format?: string; type?: string }>;
  };
  if (properties?.[name]?.type === 'integer') return '1';
  return properties?.[name]?.enum?.[0] ?? (properties?.[name]?.format === 'uuid' ? uuidv7() : 'nothing-of-that-name');
}

const isIdParameter = (route: Route, name: string): boolean =>
  ((route.params ?? {}) as { properties?: Record<string, { format?: string }> }).properties?.[name]?.format === 'uuid';
const idParameters = (key: string, route: Route): string[] =>
  [...key.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').filter((name) => isIdParameter(route, name));

describe('what a role may do', () => {
  test('without a session every route but the public ones answers 401, whatever is sent', async () => {
    const wrong: string[] = [];
    for (const [key, route] of table) {
      const { status } = await ask(key, route, undefined);
      if ((status === 401) !== (route.permission !== 'public')) wrong.push(`${key}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  test.each(roleNames)(
    '%s: each route lets in exactly whom the role allows',
    async (role) => {
      const asker = ours.members.get(role);
      const may = role === 'partner' ? narrowed(permissionsOf(role), { agencies: ['x'] }) : permissionsOf(role);
      const wrong: string[] = [];
      for (const [key, route] of table) {
        if (route.permission === 'public') continue;
        const allowed = route.permission === 'account' || may.has(route.permission);
        // Nothing that exists is named, nothing valid is sent: only the door is tried.
        const { status, code } = await ask(key, route, asker);
        const refused = code === 'session.not-allowed' || code === 'session.not-within-scope';
        if (refused === allowed || status === 401 || status >= 500)
          wrong.push(`${key} (${route.permission}): ${status} ${code ?? ''}`);
      }
      expect(wrong).toEqual([]);
    },
    180_000,
  );
});

describe('another organisation', () => {
  test('an id of theirs answers 404 on every route, with a request that is right in all else', async () => {
    const before = await fingerprint(installation.database, theirs);
    const wrong: string[] = [];
    for (const [key, route] of table) {
      const names = idParameters(key, route);
      if (names.length === 0 || route.permission === 'public') continue;
      const params = Object.fromEntries(names.map((name) => [name, idFor(theirs, key, name)]));
      const request = sampleRequest(route, (field) => idFor(ours, key, field));
      const { status, text } = await ask(key, route, askerFor(ours, route), { ...request, params });
      if (status !== 404) wrong.push(`${key}: ${status} ${text.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
    expect(await fingerprint(installation.database, theirs)).toEqual(before);
  }, 180_000);

  test('an id of theirs in a query or a body shows and changes nothing of theirs, and is kept nowhere with us', async () => {
    const before = await fingerprint(installation.database, theirs);
    const wrong: string[] = [];
    for (const [key, route] of table) {
      if (route.permission === 'public') continue;
      const fields = idFields(route);
      for (const field of [...fields.query, ...fields.body]) {
        const params = Object.fromEntries(idParameters(key, route).map((name) => [name, idFor(ours, key, name)]));
        const request = withId(
          sampleRequest(route, (name) => idFor(ours, key, name)),
          route,
          field,
          idFor(theirs, key, field),
        );
        const other = idFor(theirs, key, field);
        // A program may have asked for the audit of their id before: the question is then kept, and nothing else.
        const asked = key.startsWith('GET') ? {} : await mentions(installation.database, ours, [other]);
        const { status, text } = await ask(key, route, askerFor(ours, route), { ...request, params });
        if (status >= 500 || text.includes(otherMark)) wrong.push(`${key} ${field}: ${status} ${text.slice(0, 200)}`);
        // A question with their id finds nothing; an order with it is refused, or finds nothing to do and leaves no trace of it.
        if (key.startsWith('GET') || status >= 400) continue;
        const kept = await mentions(installation.database, ours, [other]);
        if (JSON.stringify(kept) !== JSON.stringify(asked))
          wrong.push(`${key} ${field}: ${status}, kept in ${JSON.stringify(kept)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await fingerprint(installation.database, theirs)).toEqual(before);
  }, 180_000);

  test('nothing any route answers speaks of them', async () => {
    const wrong: string[] = [];
    for (const [key, route] of table.filter(([name]) => name.startsWith('GET '))) {
      const params = Object.fromEntries(idParameters(key, route).map((name) => [name, idFor(ours, key, name)]));
      const { text, status } = await ask(key, route, askerFor(ours, route), {
        ...sampleRequest(route, (name) => idFor(ours, key, name)),
        params,
      });
      if (status >= 500 || text.includes(otherMark)) wrong.push(`${key}: ${status} ${text.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
  }, 180_000);
});

describe('a collector who sees only their portfolio', () => {
  const open = (permission: Permission): boolean =>
    permission === 'account' || narrowed(permissionsOf('collector'), { collectors: [] }).has(permission);
  const routes = table.filter(([, route]) => route.permission !== 'public' && open(route.permission));

  test('the id of a customer outside it, or of anything of that customer, answers 404', async () => {
    const wrong: string[] = [];
    for (const [key, route] of routes) {
      const names = idParameters(key, route);
      const outside = names.map((name) => idFor(ours, key, name, 'outside'));
      if (names.length === 0 || outside.includes('')) continue;
      const params = Object.fromEntries(names.map((name, index) => [name, outside[index] ?? '']));
      const { status, text } = await ask(key, route, ours.scoped, {
        ...sampleRequest(route, (field) => idFor(ours, key, field)),
        params,
      });
      if (status !== 404) wrong.push(`${key}: ${status} ${text.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
  }, 180_000);

  test('in a query or a body it shows nothing, and changes nothing of that customer', async () => {
    const wrong: string[] = [];
    for (const [key, route] of routes) {
      const fields = idFields(route);
      for (const field of [...fields.query, ...fields.body]) {
        const other = idFor(ours, key, field, 'outside');
        if (other === '') continue;
        const params = Object.fromEntries(idParameters(key, route).map((name) => [name, idFor(ours, key, name)]));
        const request = withId(
          sampleRequest(route, (name) => idFor(ours, key, name)),
          route,
          field,
          other,
        );
        const before = key.startsWith('GET') ? {} : await mentions(installation.database, ours, [other]);
        const { status, text } = await ask(key, route, ours.scoped, { ...request, params });
        if (status >= 500 || text.includes(outsideMark)) wrong.push(`${key} ${field}: ${status} ${text.slice(0, 200)}`);
        if (key.startsWith('GET') || status >= 400) continue;
        const after = await mentions(installation.database, ours, [other]);
        if (JSON.stringify(after) !== JSON.stringify(before))
          wrong.push(`${key} ${field}: ${status}, ${JSON.stringify({ before, after })}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 180_000);

  test('no list, total, search or file of any route names a customer outside it', async () => {
    const wrong: string[] = [];
    let answered = 0;
    for (const [key, route] of routes.filter(([name]) => name.startsWith('GET '))) {
      const params = Object.fromEntries(idParameters(key, route).map((name) => [name, idFor(ours, key, name)]));
      const request = sampleRequest(route, (name) => idFor(ours, key, name));
      for (const query of questions(route, request.query)) {
        const { text, status } = await ask(key, route, ours.scoped, { ...request, query, params });
        if (status === 200) answered += 1;
        if (status >= 500 || text.includes(outsideMark))
          wrong.push(`${key} ${JSON.stringify(query)}: ${status} ${text.slice(0, 300)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(answered).toBeGreaterThan(40);
  }, 180_000);
});

// A list is asked for as it comes, for all it has, and for the very word that must not be found.
function questions(route: Route, query: Record<string, string> = {}): Record<string, string>[] {
  const { properties = {} } = (route.query ?? {}) as { properties?: Record<string, object> };
  return [
    { ...query, ...('limit' in properties ? { limit: '1000' } : {}) },
    ...('q' in properties ? [{ ...query, q: outsideMark.slice(0, 6) }] : []),
  ];
}

// Who may take a route in the whole company: its owner.
function askerFor(one: Company, _route: Route): Asker {
  const owner = one.members.get('owner');
  if (!owner) throw new Error('a company has an owner');
  return owner;
}
