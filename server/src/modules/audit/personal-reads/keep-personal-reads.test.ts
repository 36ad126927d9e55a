import { ById, contract, routes } from '@quitus/contract';
import { languages, textsIn } from '@quitus/texts';
import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { uuidv7 } from '../../../kernel/ids.ts';
import { openDatabase } from '../../../platform/database/index.ts';
import { buildServer, type Caller, implement } from '../../../platform/http/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { keepPersonalReads } from './keep-personal-reads.ts';
import { personalReads } from './list-personal-reads.ts';

const db = testDatabase();
const neighbours = { namesOfCustomers: async () => new Map<string, never>() };
const silent = (): void => undefined;

function reader(tenantId: number, kind: 'person' | 'key' = 'person'): Caller {
  return {
    kind,
    tenantId,
    personId: uuidv7(),
    name: kind === 'key' ? 'Nightly push' : 'Aline Morvan',
    language: 'en',
    role: 'owner',
    permissions: new Set(['read'] as const),
    scope: {},
    portfolios: [],
    sessionHash: undefined,
  };
}

test('a day’s reads of one customer by one person are one row: how often, when first and last, what was opened', async () => {
  const { tenantId, tenantDb } = await db.newTenant();
  let at = Temporal.Instant.from('2026-05-04T08:00:00Z');
  const [aline, push, customerId] = [reader(tenantId), reader(tenantId, 'key'), uuidv7()];
  const first = keepPersonalReads(db.database, () => at, silent);
  for (let times = 0; times < 40; times += 1) first.note(aline, { customerId, route: 'GET /customers/{id}' });
  await first.stop();
  at = at.add({ hours: 2 });
  const second = keepPersonalReads(db.database, () => at, silent);
  second.note(aline, { customerId, route: 'GET /customers/{id}/timeline' });
  second.note(push, { customerId: undefined, route: 'GET /messages' });
  await second.stop();
  const { rows } = await personalReads(tenantDb, { customerId }, 'en', neighbours);
  expect(rows).toMatchObject([
    {
      day: '2026-05-04',
      kind: 'customer',
      reader: { kind: 'person', id: aline.personId, name: 'Aline Morvan' },
      what: ['The customer and its contacts', 'The time line'],
      firstAt: '2026-05-04T08:00:00Z',
      lastAt: '2026-05-04T10:00:00Z',
      times: 41,
    },
  ]);
  expect((await personalReads(tenantDb, { personId: push.personId }, 'fr', neighbours)).rows).toMatchObject([
    { kind: 'list', customer: null, reader: { kind: 'key' }, what: ['Les messages'], times: 1 },
  ]);
});

test('reads come a page at a time, the latest first, each once', async () => {
  const { tenantId, tenantDb } = await db.newTenant();
  const [aline, customers] = [reader(tenantId), Array.from({ length: 5 }, () => uuidv7())];
  let at = Temporal.Instant.from('2026-05-04T08:00:00Z');
  const reads = keepPersonalReads(db.database, () => at, silent);
  for (const [place, customerId] of customers.entries()) {
    // Two at the same instant: the page's end tells them apart.
    if (place !== 3) at = at.add({ seconds: 1 });
    reads.note(aline, { customerId, route: 'GET /customers/{id}' });
  }
  await reads.stop();
  const instants: string[] = [];
  for (let after: string | undefined, pages = 0; pages < 5; pages += 1) {
    const page = await personalReads(tenantDb, { limit: 2, after }, 'en', neighbours);
    instants.push(...page.rows.map(({ lastAt }) => lastAt));
    if (page.next === null) break;
    after = page.next;
  }
  expect(instants).toEqual([4, 3, 3, 2, 1].map((seconds) => `2026-05-04T08:00:0${seconds}Z`));
  expect((await personalReads(tenantDb, { from: '2026-05-05' }, 'en', neighbours)).rows).toEqual([]);
  expect((await personalReads(tenantDb, { to: '2026-05-04' }, 'en', neighbours)).rows.length).toBe(5);
});

test('what cannot be written for now is written later, and counted once', async () => {
  const { tenantId, tenantDb } = await db.newTenant();
  const away = openDatabase(db.appUrl, { max: 1 });
  await away.close();
  const told: string[] = [];
  // A pool that was closed, then one that answers: what the program sees of a database that was away.
  let database = away;
  const reads = keepPersonalReads(
    { ...away, tenant: (id) => database.tenant(id) },
    () => Temporal.Now.instant(),
    (message) => told.push(message),
  );
  const customerId = uuidv7();
  reads.note(reader(tenantId), { customerId, route: 'GET /customers/{id}' });
  await reads.stop();
  expect(told).toEqual(['who read personal data cannot be kept']);
  database = db.database;
  await reads.stop();
  expect((await personalReads(tenantDb, { customerId }, 'en', neighbours)).rows).toMatchObject([{ times: 1 }]);
});

test('the server tells of the customer named in the address, the query or the answer, or of a list; after a success alone', async () => {
  const { tenantId } = await db.newTenant();
  const [caller, customerId] = [reader(tenantId), uuidv7()];
  const told: unknown[] = [];
  const ok = Type.Object({ customerId: Type.Optional(Type.String()) });
  const common = { summary: '', tag: 'Test', permission: 'read', ok } as const;
  const query = Type.Object({ customerId: Type.Optional(Type.String()) });
  const table = routes({
    'GET /accounts/{id}': { ...common, params: ById, personalDataOf: 'id' },
    'GET /letters/{id}': { ...common, params: ById, personalDataOf: 'customerId' },
    'GET /letters': { ...common, query, personalDataOf: 'customerId' },
    'GET /weather': common,
  });
  const server = await buildServer({
    database: db.database,
    implementations: [
      implement(table, {
        'GET /accounts/{id}': async ({ params }) => {
          if (params.id !== customerId) throw new Error('a fault');
          return {};
        },
        'GET /letters/{id}': async () => ({ customerId }),
        'GET /letters': async () => ({}),
        'GET /weather': async () => ({ customerId }),
      }),
    ],
    authenticate: async () => caller,
    now: () => Temporal.Now.instant(),
    secure: false,
    onPersonalData: (who, read) => told.push([who.personId, read.route, read.customerId]),
  });
  for (const path of [
    `accounts/${customerId}`,
    `accounts/${uuidv7()}`,
    `letters/${uuidv7()}`,
    `letters?customerId=${customerId}`,
    'letters',
    'weather',
  ])
    await server.inject({ method: 'GET', url: `/api/v1/${path}`, headers: { cookie: 'quitus_session=x' } });
  await server.close();
  expect(told).toEqual([
    [caller.personId, 'GET /accounts/{id}', customerId],
    [caller.personId, 'GET /letters/{id}', customerId],
    [caller.personId, 'GET /letters', customerId],
    [caller.personId, 'GET /letters', undefined],
  ]);
});

test('every route that tells personal data has a name in French and in English', () => {
  const flagged = Object.entries(contract).flatMap(([key, route]) => ('personalDataOf' in route ? [key] : []));
  expect(flagged.length).toBeGreaterThan(10);
  for (const language of languages) {
    const words: Readonly<Record<string, string>> = textsIn(language).audit.reads;
    expect(
      flagged.filter((key) => !(key in words)),
      language,
    ).toEqual([]);
  }
});
