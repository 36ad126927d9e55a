import type { Permission } from '@quitus/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuidv7 } from '../../kernel/ids.ts';
import { buildServer } from '../../platform/http/index.ts';
import { testDatabase, type TestTenant } from '../../platform/testing/index.ts';
import { givenCustomer, givenItems } from '../receivables/ledger.fixture.ts';
import { lawHandlers } from './routes.ts';

const db = testDatabase();
const now = () => Temporal.Instant.from('2026-07-20T09:00:00Z');
let ours: TestTenant;
let theirs: TestTenant;
let server: Awaited<ReturnType<typeof buildServer>>;

beforeAll(async () => {
  ours = await db.newTenant();
  theirs = await db.newTenant();
  server = await buildServer({
    database: db.database,
    implementations: [lawHandlers],
    authenticate: async () => ({
      kind: 'person' as const,
      tenantId: ours.tenantId,
      personId: uuidv7(),
      name: 'Camille',
      language: 'en' as const,
      role: 'reader',
      permissions: new Set<Permission>(['read']),
      scope: {},
      portfolios: [],
      sessionHash: Buffer.alloc(0),
    }),
    now,
    secure: false,
  });
});
afterAll(() => server.close());

async function ask(path: string) {
  const answer = await server.inject({ url: `/api/v1${path}`, headers: { cookie: 'quitus_session=x' } });
  // The cast: each test knows the answer it asks for.
  return { status: answer.statusCode, body: answer.json() as Record<string, never> };
}

async function owing(tenant: TestTenant, code: string): Promise<string> {
  const customerId = await givenCustomer(tenant, { code, columns: { kind: 'business' } });
  await givenItems(tenant, [
    { customerId, amount: 12_000_00n, issueOn: '2026-04-15', dueOn: '2026-05-31', columns: { number: `F-${code}` } },
  ]);
  return customerId;
}

test('the API gives a window of all claims with the totals of all, and those of one customer', async () => {
  const [one] = [await owing(ours, 'A'), await owing(ours, 'B'), await owing(theirs, 'X')];
  const page = await ask('/interest?limit=1&offset=1');
  expect(page).toMatchObject({
    status: 200,
    body: {
      asOf: '2026-07-20',
      total: 2,
      items: [{ number: 'F-B', interest: '201.37', indemnity: '40.00', segments: [{ rate: '12.15' }, { rate: '12.40' }] }],
      totals: [{ currency: 'EUR', items: 2, interest: '402.74', indemnity: '80.00' }],
    },
  });
  const customer = await ask(`/customers/${one}/interest?asOf=2026-06-30`);
  expect(customer.body).toMatchObject({ asOf: '2026-06-30', total: 1, items: [{ customerId: one, interest: '119.84' }] });
  expect((await ask(`/interest?entityId=${theirs.entityId}`)).body).toMatchObject({ total: 0, items: [], totals: [] });
});

test('a customer of somebody else is not found; a half-year without a rate is refused in words', async () => {
  const [mine, other] = [await owing(ours, 'C'), await owing(theirs, 'Y')];
  expect((await ask(`/customers/${other}/interest`)).status).toBe(404);
  const refused = await ask(`/customers/${mine}/interest?asOf=2027-02-01`);
  expect(refused).toMatchObject({ status: 409, body: { code: 'law.rate-unknown' } });
  expect(JSON.stringify(refused.body)).toContain('first half of 2027');
  const provisional = await ask(`/customers/${mine}/interest?asOf=2027-02-01&provisional=true`);
  expect(provisional.body).toMatchObject({ items: [{ segments: [{}, {}, { provisional: true, rate: '12.40' }] }] });
});
