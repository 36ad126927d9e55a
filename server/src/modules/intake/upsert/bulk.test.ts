import { apiLineFields } from '@quitus/texts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql } from '../../../platform/database/index.ts';
import { buildServer, type Caller } from '../../../platform/http/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { type Books, openBooks } from '../books.fixture.ts';
import { intakeHandlers } from '../routes.ts';
import { bulkKinds, fieldsOfLines } from './ndjson-table.ts';
import { bulkHandlers } from './routes.ts';

const installation = testDatabase();
let books: Books;
let server: Awaited<ReturnType<typeof buildServer>>;
const program = (): Caller => ({
  kind: 'key',
  tenantId: books.tenantId,
  personId: uuidv7(),
  name: 'Nightly',
  language: 'en',
  role: 'key',
  permissions: new Set(['read', 'import'] as const),
  scope: {},
  portfolios: [],
  sessionHash: undefined,
});
beforeAll(async () => {
  server = await buildServer({
    database: installation.database,
    implementations: [bulkHandlers, intakeHandlers],
    secure: false,
    now: () => Temporal.Instant.from('2026-04-01T08:00:00Z'),
    authenticate: async () => undefined,
    authenticateKey: async () => program(),
    requestsPerMinute: 0,
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  books = await openBooks(installation);
});

type Answer = {
  import: string;
  state: string;
  counts: Record<string, number>;
  controls: { currency: string; taken: string; rejected: string }[];
  rejected: { line: number; field: string; code: string; reason: string }[];
};
const headers = { authorization: 'Bearer key', 'content-type': 'application/x-ndjson' };

async function post(kind: string, lines: readonly (object | string)[], query = ''): Promise<Answer> {
  const payload = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const answer = await server.inject({ method: 'POST', url: `/api/v1/bulk/${kind}${query}`, headers, payload });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Answer>();
}
const invoice = (id: string, more: object = {}) => ({
  externalId: id,
  customerCode: 'C-1',
  customerName: 'Atelier Brume',
  number: `F-${id}`,
  issueOn: '2026-01-15',
  dueOn: '2026-02-14',
  amount: '1200.00',
  currency: 'EUR',
  ...more,
});
const openItems = () =>
  books.tenantDb.rows<{ externalId: string; open: string; number: string; code: string }>(sql`
    select item.external_id as "externalId", item.open_minor::text as open, item.number, customer.code
    from receivables.item
    join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
    order by item.external_id
  `);

describe('items as lines of JSON', () => {
  test('are made, and sent again are updated by their external id, never doubled', async () => {
    const first = await post('items', [
      invoice('1'),
      invoice('2', { amount: '99.90' }),
      invoice('3', { type: 'payment', amount: '-20.00', dueOn: null }),
    ]);
    expect(first).toMatchObject({ state: 'applied', counts: { read: 3, created: 3, customers: 1, rejected: 0 } });
    expect(first.controls).toMatchObject([{ currency: 'EUR', taken: '1279.90', rejected: '0.00' }]);
    const again = await post('items', [invoice('1'), invoice('2', { amount: '89.90', number: 'F-2 bis' })]);
    expect(again.counts).toMatchObject({ read: 2, created: 0, updated: 1, unchanged: 1 });
    expect(await openItems()).toEqual([
      { externalId: '1', open: '120000', number: 'F-1', code: 'C-1' },
      { externalId: '2', open: '8990', number: 'F-2 bis', code: 'C-1' },
      { externalId: '3', open: '-2000', number: 'F-3', code: 'C-1' },
    ]);
  });

  test('one line refused refuses all, and nothing of it is in the books', async () => {
    const answer = await post('items', [invoice('1'), invoice('2', { amount: 99.9 })]);
    expect(answer).toMatchObject({ state: 'refused', counts: { created: 0, rejected: 1 } });
    expect(answer.rejected).toMatchObject([{ line: 2, field: 'amount', code: 'line.amount-no-text' }]);
    expect(await openItems()).toEqual([]);
  });

  test('asked to, the good lines are taken and each refused one is named with its field and reason', async () => {
    const answer = await post(
      'items',
      [
        invoice('1'),
        'not json',
        '[1]',
        invoice('2', { colour: 'red' }),
        invoice('', {}),
        invoice('3', { dueOn: '14/02/2026' }),
        invoice('4', { currency: 'XXQ' }),
        invoice('5', { amount: '1.005' }),
        invoice('1', { amount: '5.00' }),
        '',
      ],
      '?mode=partial',
    );
    expect(answer.counts).toMatchObject({ read: 9, created: 1, rejected: 8 });
    expect(answer.rejected.map(({ line, field, code }) => `${line} ${field} ${code}`)).toEqual([
      '2  line.not-json',
      '3  line.not-an-object',
      '4 colour line.field-unknown',
      '5 externalId line.id-missing',
      '6 dueOn day.unreadable',
      '7 currency currency.unknown',
      '8 amount amount.too-many-decimals',
      '9 externalId item.external-twice',
    ]);
    expect(answer.rejected.every(({ reason }) => reason.includes(' '))).toBe(true);
    expect(answer.controls.find(({ currency }) => currency === 'EUR')).toMatchObject({ taken: '1200.00' });
    const lines = await server.inject({ url: `/api/v1/bulk/${answer.import}/rejected`, headers });
    expect(lines.headers['content-type']).toContain('application/x-ndjson');
    const sent = lines.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { line: number; sent: string });
    expect(sent.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(sent[0]?.sent).toBe('not json');
  });

  test('a trial says what would happen and writes nothing', async () => {
    expect(await post('items', [invoice('1')], '?dryRun=true')).toMatchObject({ state: 'previewed', counts: { created: 1 } });
    expect(await openItems()).toEqual([]);
  });

  test('name their customer by its external id, whatever its code', async () => {
    await post('customers', [{ externalId: 'crm-9', code: 'C-9', name: 'Scierie Morvan' }]);
    await post('items', [invoice('1', { customerCode: null, customerName: null, customerExternalId: 'crm-9' })]);
    await post('items', [invoice('2', { customerCode: null, customerExternalId: 'crm-10' })]);
    expect((await openItems()).map(({ code }) => code)).toEqual(['C-9', 'crm-10']);
    const taken = await post('items', [invoice('3', { customerCode: 'C-1', customerExternalId: 'crm-9' })], '?mode=partial');
    expect(taken.rejected).toMatchObject([{ line: 1, code: 'customer.external-taken' }]);
    expect(taken.controls).toMatchObject([{ taken: '0.00', rejected: '1200.00' }]);
  });

  test('are an import like any other: seen, and undone', async () => {
    const { import: id } = await post('items', [invoice('1')]);
    const undone = await server.inject({
      method: 'POST',
      url: `/api/v1/imports/${id}/undo`,
      headers: { authorization: 'Bearer key' },
    });
    expect(undone.json()).toMatchObject({ state: 'undone' });
    expect(await openItems()).toEqual([]);
  });

  test('of another kind of body are refused before anything is read', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/api/v1/bulk/items',
      headers: { ...headers, 'content-type': 'application/json' },
      payload: '{}',
    });
    expect(answer.json()).toMatchObject({ status: 422, code: 'http.stream-expected' });
  });
});

test('customers are known by external id or code; an external id is one customer’s', async () => {
  expect(
    await post('customers', [
      { externalId: 'a', code: 'C-1', name: 'Atelier Brume' },
      { externalId: 'b', name: 'Sans code' },
    ]),
  ).toMatchObject({
    counts: { created: 2 },
  });
  expect((await post('customers', [{ externalId: 'a', name: 'Atelier Brume et Fils' }])).counts).toMatchObject({
    created: 0,
    updated: 1,
  });
  const refused = await post(
    'customers',
    [
      { externalId: 'a', code: 'C-7', name: 'X' },
      { externalId: 'z', code: 'C-2', name: 'Y' },
      { externalId: 'z', code: 'C-3', name: 'Z' },
    ],
    '?mode=partial',
  );
  expect(refused.rejected.map(({ line, code }) => `${line} ${code}`)).toEqual([
    '1 customer.external-taken',
    '3 customer.external-twice',
  ]);
  const names = await books.tenantDb.rows<{ code: string; name: string }>(
    sql`select code, name from customers.customer order by code collate "C"`,
  );
  expect(names).toEqual([
    { code: 'C-1', name: 'Atelier Brume et Fils' },
    { code: 'C-2', name: 'Y' },
    { code: 'b', name: 'Sans code' },
  ]);
});

test('contacts follow their external id when their address changes; one of an unknown customer is refused', async () => {
  await post('customers', [{ externalId: 'a', code: 'C-1', name: 'Atelier Brume' }]);
  await post('contacts', [{ externalId: 'p1', customerExternalId: 'a', name: 'Ana Costa', email: 'ana@brume.example' }]);
  const moved = await post('contacts', [
    { externalId: 'p1', customerCode: 'C-1', name: 'Ana Costa', email: 'compta@brume.example' },
  ]);
  expect(moved.counts).toMatchObject({ created: 0, updated: 1 });
  const stray = await post('contacts', [{ customerExternalId: 'nobody', email: 'x@y.example' }], '?mode=partial');
  expect(stray.rejected).toMatchObject([{ line: 1, code: 'customer.unknown' }]);
  const emails = await books.tenantDb.rows<{ email: string }>(sql`select email from customers.contact`);
  expect(emails).toEqual([{ email: 'compta@brume.example' }]);
});

test('the page of the API names every field that a line may have, and no other', () => {
  for (const kind of bulkKinds) expect(Object.keys(apiLineFields[kind]).sort(), kind).toEqual([...fieldsOfLines[kind]].sort());
});
