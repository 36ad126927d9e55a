import { contract, type Route } from '@quitus/contract';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../server/src/platform/testing/index.ts';
import { sampleRequest } from './sample-request.ts';
import { application, type Company, company, cookieOf, fingerprint, idFor, otherMark } from './two-companies.ts';

// What a scanner, a broken program or somebody with bad intentions sends: never a fault of ours, never another organisation's data.

const installation = testDatabase();
const table = Object.entries(contract) as [string, Route][];
let app: FastifyInstance;
let ours: Company;
let theirs: Company;

beforeAll(async () => {
  app = await application(installation.database);
  ours = await company(app, installation.database, 'Quincaillerie Aubier', {});
  theirs = await company(app, installation.database, 'Ferblanterie Cornu', { all: otherMark });
}, 120_000);
afterAll(() => app.close());

const nasty: readonly unknown[] = [
  null,
  '',
  ' ',
  '\0',
  '\ud800',
  'ﷺ'.repeat(50),
  'x'.repeat(100_000),
  "'; drop table receivables.item; --",
  '{{constructor.constructor("return process")()}}',
  '<img src=x onerror=alert(1)>',
  '=HYPERLINK("http://x.example","x")',
  '../../../../etc/passwd',
  '%00%ff',
  '-1',
  '1e400',
  'NaN',
  '9'.repeat(400),
  '2026-02-30',
  '0000-00-00',
  '99999-12-31',
  'Infinity',
  -1,
  0,
  2 ** 53,
  1e308,
  true,
  [],
  [[[[[[]]]]]],
  {},
  { __proto__: { admin: true } },
  { $gt: '' },
  Array.from({ length: 2000 }, (_, index) => index),
];

/** The same value with one of its parts, anywhere inside, replaced. */
function spoiled(value: unknown, seed: number, bad: unknown): unknown {
  if (Array.isArray(value) && value.length > 0) {
    const at = seed % value.length;
    return value.map((one, index) => (index === at ? spoiled(one, seed >>> 3, bad) : one));
  }
  if (value !== null && typeof value === 'object' && Object.keys(value).length > 0) {
    const fields = Object.keys(value);
    const at = fields[seed % fields.length];
    return Object.fromEntries(
      Object.entries(value).map(([field, one]) => [field, field === at ? spoiled(one, seed >>> 3, bad) : one]),
    );
  }
  return bad;
}

type Shot = {
  readonly url: string;
  readonly query?: Record<string, string>;
  readonly payload?: string | Buffer;
  readonly type?: string;
};

async function fire(key: string, shot: Shot, cookie: string | undefined): Promise<string | undefined> {
  const answer = await app.inject({
    method: key.slice(0, key.indexOf(' ')) as 'GET',
    url: shot.url,
    ...(shot.query ? { query: shot.query } : {}),
    headers: { ...(cookie ? { cookie } : {}), ...(shot.type ? { 'content-type': shot.type } : {}) },
    ...(shot.payload === undefined ? {} : { payload: shot.payload }),
  });
  const inside = /\bat \S+ \(|node_modules|select .* from|insert into|password_hash/i.exec(answer.body);
  if (answer.statusCode >= 500 || answer.body.includes(otherMark) || (answer.statusCode >= 400 && inside))
    return `${key} ${JSON.stringify({ ...shot, payload: shot.payload?.toString().slice(0, 300) }).slice(0, 500)} → ${answer.statusCode} ${answer.body.slice(0, 200)}`;
  if (answer.statusCode >= 400 && !answer.headers['content-type']?.startsWith('application/problem+json'))
    return `${key} answers ${answer.statusCode} without a problem: ${answer.body.slice(0, 200)}`;
  return undefined;
}

function urlOf(key: string, parameter: (name: string) => string): string {
  return `/api/v1${key.slice(key.indexOf(' ') + 1).replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameter(name)))}`;
}

// A lone half of a surrogate pair has no place in an address.
const wellFormed = (text: string): string => text.toWellFormed().slice(0, 3000);

test('spoiled bodies, queries and addresses on every route, with and without a session, are refused in good order', async () => {
  const before = await fingerprint(installation.database, theirs);
  const owner = ours.members.get('owner');
  if (!owner) throw new Error('a company has an owner');
  const wrong = new Set<string>();
  for (const [key, route] of table) {
    const idOf = (field: string): string => idFor(ours, key, field);
    const own = (name: string): string => {
      try {
        return idFor(ours, key, name);
      } catch {
        return 'nothing-of-that-name';
      }
    };
    const request = sampleRequest(route, idOf);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...nasty),
        fc.nat(),
        fc.constantFrom('body', 'query', 'address', 'raw'),
        fc.boolean(),
        async (bad, seed, where, signedIn) => {
          const cookie = signedIn ? await cookieOf(installation.database, owner) : undefined;
          const text = wellFormed(typeof bad === 'string' ? bad : (JSON.stringify(bad) ?? ''));
          const url = urlOf(key, where === 'address' ? () => text || 'x' : own);
          const query =
            where === 'query'
              ? {
                  ...request.query,
                  [Object.keys(route.query?.properties ?? { x: 1 })[
                    seed % Math.max(Object.keys(route.query?.properties ?? {}).length, 1)
                  ] ?? 'x']: text,
                }
              : request.query;
          const type = route.stream ?? 'application/json';
          const payload =
            request.body === undefined && !route.upload
              ? undefined
              : where === 'raw'
                ? Buffer.from(text.slice(0, 2000))
                : JSON.stringify(where === 'body' ? spoiled(request.body ?? {}, seed, bad) : request.body);
          const fault = await fire(
            key,
            { url, ...(query ? { query } : {}), ...(payload === undefined ? {} : { payload, type }) },
            cookie,
          );
          if (fault) wrong.add(fault);
        },
      ),
      { numRuns: 12 },
    );
  }
  expect([...wrong]).toEqual([]);
  expect(await fingerprint(installation.database, theirs)).toEqual(before);
}, 300_000);

test('what is no request of ours at all is answered by a problem: unknown methods, types, encodings, sizes, addresses', async () => {
  const owner = ours.members.get('owner');
  if (!owner) throw new Error('a company has an owner');
  const cookie = await cookieOf(installation.database, owner);
  const shots: [string, Shot][] = [
    ['GET x', { url: '/api/v1/%' }],
    ['GET x', { url: '/api/v1/customers/%zz' }],
    ['GET x', { url: '/api/v1/customers?offset=1&offset=2' }],
    ['GET x', { url: '/api/v1/../../etc/passwd' }],
    ['GET x', { url: `/api/v1/customers?q=${'x'.repeat(9000)}` }],
    ['PUT x', { url: '/api/v1/customers' }],
    ['POST x', { url: '/api/v1/customers', payload: '{"name":', type: 'application/json' }],
    ['POST x', { url: '/api/v1/customers', payload: '<a/>', type: 'application/xml' }],
    ['POST x', { url: '/api/v1/customers', payload: 'x', type: 'text/plain' }],
    ['POST x', { url: '/api/v1/customers', payload: `"${'x'.repeat(3_000_000)}"`, type: 'application/json' }],
    ['POST x', { url: '/api/v1/customers', payload: `${'['.repeat(200_000)}`, type: 'application/json' }],
    ['POST x', { url: '/api/v1/customers', payload: '{"__proto__":{"x":1}}', type: 'application/json' }],
    ['POST x', { url: '/api/v1/bulk/items', payload: '{"number":{"toString":1}}', type: 'application/x-ndjson' }],
    [
      'POST x',
      {
        url: '/api/v1/bulk/items',
        payload: `{"number":${'['.repeat(99_999)}${']'.repeat(99_999)}}`,
        type: 'application/x-ndjson',
      },
    ],
    ['POST x', { url: '/api/v1/imports', payload: 'no boundary', type: 'multipart/form-data' }],
    ['POST x', { url: '/api/v1/imports', payload: '--x\r\n', type: 'multipart/form-data; boundary=x' }],
  ];
  const wrong = (await Promise.all(shots.map(([key, shot]) => fire(key, shot, cookie)))).filter(Boolean);
  expect(wrong).toEqual([]);
});
