import { Type } from 'typebox';
import { routes } from '@quitus/contract';
import { expect, test } from 'vitest';
import { sql } from '../database/index.ts';
import { buildServer, implement, type Caller } from '../http/index.ts';
import { defineJob, enqueue, workOnce } from '../jobs/index.ts';
import { testDatabase } from '../testing/index.ts';
import { openLog } from './index.ts';
import { scrub } from './scrub.ts';

const installation = testDatabase();

/** What must stand in no log, whatever happens to it: said by a debtor, or opening a door by being known. */
const secrets = {
  email: 'lise.armand@alouette.example',
  name: 'Célestine Bruyère-Sorbier',
  cookie: 'session-4f1c9a77b0e2',
  bearer: 'quitus_live_8GmC2bV0rTq7',
  owner: 'ownertoken-1b6d22c0',
  portal: 'Zk3vQ9xW1pTt7LmNcEoAxw',
  note: 'promet-de-payer-vendredi',
  account: 'FR76 3000 6000 0112 3456 7890 189',
};

const table = routes({
  'POST /notes': {
    summary: 'x',
    tag: 'x',
    permission: 'read',
    body: Type.Object({ note: Type.String(), email: Type.String() }),
    ok: Type.Null(),
  },
  'GET /broken': { summary: 'x', tag: 'x', permission: 'public', query: Type.Object({ token: Type.String() }), ok: Type.Null() },
});
const handlers = implement(table, {
  'POST /notes': async ({ body, context }) => {
    await context.database.system.rows(sql`select ${body.note}::text, ${body.email}::int`);
    return null;
  },
  'GET /broken': async ({ query }) => {
    throw new Error(`no answer from smtp://quitus:${query.token}@mail.example for ${secrets.email}, IBAN ${secrets.account}`);
  },
});
const caller: Caller = {
  kind: 'person',
  tenantId: 7,
  personId: '00000000-0000-7000-8000-000000000001',
  name: secrets.name,
  language: 'fr',
  role: 'reader',
  permissions: new Set(['read']),
  scope: {},
  portfolios: [],
  sessionHash: undefined,
} as Caller;

test('requests and jobs that hold names, addresses, notes, tokens and account numbers leave none of them in the log, even at its most talkative', async () => {
  const lines: string[] = [];
  const log = openLog({ level: 'trace', name: 'test', to: { write: (line) => void lines.push(line) } });
  const server = await buildServer({
    database: installation.database,
    implementations: [handlers],
    secure: false,
    log,
    now: () => Temporal.Now.instant(),
    authenticate: async () => caller,
  });
  const headers = { cookie: `quitus_session=${secrets.cookie}` };
  const asked = [
    { url: `/api/v1/broken?token=${secrets.owner}` },
    { url: `/welcome?token=${secrets.owner}` },
    { url: `/p/${secrets.portal}` },
    { url: '/api/v1/notes', method: 'POST', headers, payload: { note: secrets.note, email: secrets.email } },
    { url: '/api/v1/notes', method: 'POST', headers, payload: `{"note": "${secrets.note}", ` },
    { url: '/api/v1/notes', method: 'POST', headers: { ...headers, authorization: `Bearer ${secrets.bearer}` }, payload: {} },
  ] as const;
  for (const request of asked) await server.inject({ ...request });
  await server.close();

  const { tenantDb } = await installation.newTenant();
  await tenantDb.transaction((tx) => enqueue(tx, 'test.spoken', secrets.email));
  const job = defineJob('test.spoken', async () => {
    throw new Error(`cannot write to ${secrets.email}`);
  });
  await workOnce(
    { database: installation.database, jobs: [job], now: () => Temporal.Now.instant().add({ seconds: 1 }), log },
    new Map([[job.kind, job.handler]]),
    new AbortController().signal,
  );

  const text = lines.join('');
  for (const [what, secret] of Object.entries(secrets)) expect(text.includes(secret), what).toBe(false);
  // It says what whoever runs it needs.
  const said = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(said.filter((line) => line['msg'] === 'answered')).toHaveLength(asked.length);
  expect(said).toContainEqual(
    expect.objectContaining({ route: '/api/v1/broken', status: 500, method: 'GET', requestId: expect.any(String) }),
  );
  expect(said).toContainEqual(expect.objectContaining({ msg: 'a job failed', kind: 'test.spoken', level: 'error' }));
  expect(said).toContainEqual(expect.objectContaining({ msg: 'job over', outcome: 'failed', ms: expect.any(Number) }));
});

test('a request keeps the id its proxy gave it, through the answer and the problem; what is no id is not repeated', async () => {
  const server = await buildServer({
    database: installation.database,
    implementations: [handlers],
    secure: false,
    now: () => Temporal.Now.instant(),
    authenticate: async () => undefined,
  });
  const ask = (id: string) => server.inject({ url: '/api/v1/nothing', headers: { 'x-request-id': id } });
  const answer = await ask('edge-0001.abcdef');
  expect(answer.headers['x-request-id']).toBe('edge-0001.abcdef');
  expect(answer.json()).toMatchObject({ requestId: 'edge-0001.abcdef' });
  for (const odd of ['short', 'x'.repeat(65), 'with space 12345', '<script>alert(1)</script>'])
    expect((await ask(odd)).headers['x-request-id']).toMatch(/^[0-9a-f]{8}-/);
  await server.close();
});

test('what slips into a fault’s own words is taken out, and the rest stays readable', () => {
  expect(scrub('mail to lise@alouette.example failed')).toBe('mail to [e-mail] failed');
  expect(scrub('postgresql://quitus:s3cr%7Ct@db:5432/quitus refused')).toBe('postgresql://[removed]@db:5432/quitus refused');
  expect(scrub('"url":"/welcome?token=abc.DEF-1&x=2"')).toBe('"url":"/welcome?token=[removed]&x=2"');
  expect(scrub('GET /p/Zk3vQ9xW1pTt7LmN/pay')).toBe('GET /p/[removed]/pay');
  expect(scrub('{"route":"/api/v1/customers/:id","ms":3.5}')).toBe('{"route":"/api/v1/customers/:id","ms":3.5}');
  expect(scrub('at file:///srv/quitus/server/src/main.ts:12:3')).toBe('at file:///srv/quitus/server/src/main.ts:12:3');
});
