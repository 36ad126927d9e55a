import { ApiProblem, createClient } from '@quitus/contract/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuidv7 } from '../../../kernel/ids.ts';
import { buildServer } from '../../../platform/http/index.ts';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../../platform/testing/index.ts';
import { accountFields, itemFields } from '../fields.ts';
import { givenCustomer, givenItems } from '../ledger.fixture.ts';
import type { LedgerNeighbours } from '../neighbours.ts';
import { ledgerHandlers } from '../routes.ts';

const installation = testDatabase();
let tenant: TestTenant;
let server: Awaited<ReturnType<typeof buildServer>>;
let api: ReturnType<typeof createClient>;
const held = new Map<string, { reason: string; partMinor: bigint | null }>();

// What the modules above would say: the ledger's own rules are tested here, theirs in their modules.
const neighbours: LedgerNeighbours = {
  heldOf: async (_db, { itemIds }) =>
    itemIds.flatMap((itemId) => {
      const one = held.get(itemId);
      return one ? [{ ...one, itemId, customerId: null, entityId: null, fromOn: '2026-01-01', untilOn: null }] : [];
    }),
  badgesOf: async () => new Map(),
  accountFields,
  itemFields,
};

beforeAll(async () => {
  tenant = await installation.newTenant();
  server = await buildServer({
    database: installation.database,
    implementations: [ledgerHandlers(neighbours)],
    authenticate: async () => ({
      tenantId: tenant.tenantId,
      personId: '00000000-0000-7000-8000-000000000001',
      name: 'Camille',
      language: 'en',
      role: 'owner',
      permissions: new Set(['read', 'work', 'import', 'manage', 'administer'] as const),
      kind: 'person' as const,
      scope: {},
      portfolios: [],
      sessionHash: Buffer.alloc(0),
    }),
    now: () => Temporal.Instant.from('2026-04-30T10:00:00Z'),
    webFolder: undefined,
    secure: false,
    ready: async () => true,
  });
  await server.ready();
  api = createClient({
    base: 'http://quitus.example',
    fetch: async (input, init) => {
      const url = new URL(String(input));
      const answer = await server.inject({
        // The cast: the client sends the methods of the contract, all of which the server knows.
        method: (init?.method ?? 'GET') as 'GET',
        url: url.pathname + url.search,
        headers: { ...(init?.headers as Record<string, string>), cookie: 'quitus_session=x' },
        ...(init?.body ? { payload: String(init.body) } : {}),
      });
      const body = answer.statusCode === 204 ? null : answer.body;
      return new Response(body, { status: answer.statusCode, headers: { 'content-type': 'application/json' } });
    },
  });
});
afterAll(() => server.close());

async function freshCustomer(more: Record<string, unknown> = {}): Promise<string> {
  return givenCustomer(tenant, { name: 'Tuilerie du Charme', columns: more });
}

async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ApiProblem ? error.problem.code : 'none';
}

test('a customer is created with the tenant defaults, changed, and every change is kept with its value before and after', async () => {
  const made = await api('POST /customers', {
    body: {
      entityId: tenant.entityId,
      code: '411HETRE',
      name: 'Scierie du Hêtre',
      legalId: '732 829 320',
      email: 'Compta@HETRE.example',
      phone: '01 42 34 56 78',
    },
  });
  expect(made).toMatchObject({
    code: '411HETRE',
    kind: 'unknown',
    legalId: '732829320',
    email: 'Compta@hetre.example',
    phone: '+33142345678',
    country: 'FR',
  });
  expect(made.debtor?.accounts).toEqual([{ id: made.id, code: '411HETRE', name: 'Scierie du Hêtre' }]);
  const changed = await api('PATCH /customers/{id}', { params: { id: made.id }, body: { kind: 'business', segment: 'Bois' } });
  expect(changed).toMatchObject({ kind: 'business', segment: 'Bois', name: 'Scierie du Hêtre' });
  const event = await tenant.tenantDb.one<{ details: unknown; actor: string }>(sql`
    select details, actor_name as actor from platform.event where kind = 'customers.changed' and customer_id = ${made.id}
  `);
  expect(event).toEqual({
    actor: 'Camille',
    details: { before: { kind: 'unknown', segment: null }, after: { kind: 'business', segment: 'Bois' } },
  });
});

test('two accounts with one SIREN, whatever their establishment, have one debtor', async () => {
  const accounts = [];
  for (const [code, legalId] of [
    ['D1', '732829320'],
    ['D2', '73282932000074'],
  ] as const) {
    accounts.push(await api('POST /customers', { body: { entityId: tenant.entityId, code, name: code, legalId } }));
  }
  expect(accounts[1]?.debtor?.id).toBe(accounts[0]?.debtor?.id);
});

test.each([
  [{ legalId: '732829321' }, 'customer.legal-id-invalid'],
  [{ vatNumber: 'FR00732829320' }, 'customer.vat-invalid'],
  [{ email: 'compta@hetre' }, 'customer.email-invalid'],
  [{ phone: '12' }, 'customer.phone-invalid'],
  [{ timeZone: 'Europe/Nulle' }, 'customer.time-zone-invalid'],
  [{ collectorId: uuidv7() }, 'customer.collector-unknown'],
  [{ payerId: uuidv7() }, 'customer.payer-invalid'],
])('a wrong value is refused by name: %o', async (body, code) => {
  expect(await refusal(api('PATCH /customers/{id}', { params: { id: await freshCustomer() }, body }))).toBe(code);
});

test('accounts do not pay for one another in a circle: each would be chased in the other’s place', async () => {
  const [lyon, nice, paris] = [await freshCustomer(), await freshCustomer(), await freshCustomer()];
  const paidBy = (id: string, payerId: string) => api('PATCH /customers/{id}', { params: { id }, body: { payerId } });
  await paidBy(lyon, nice);
  expect(await refusal(paidBy(nice, lyon))).toBe('customer.payer-circle');
  await paidBy(nice, paris);
  expect(await refusal(paidBy(paris, lyon))).toBe('customer.payer-circle');
  expect(await refusal(paidBy(paris, nice))).toBe('customer.payer-circle');
});

test('a code serves once per entity', async () => {
  const body = { entityId: tenant.entityId, code: 'TWICE', name: 'Verrerie du Tremble' };
  await api('POST /customers', { body });
  expect(await refusal(api('POST /customers', { body }))).toBe('customer.code-taken');
});

test('a merged duplicate leaves the list once it owes nothing, and its items show on the account it was merged into', async () => {
  const [kept, duplicate] = [await freshCustomer(), await freshCustomer()];
  await givenItems(tenant, [{ customerId: duplicate, amount: 12_00n }]);
  await api('POST /customers/{id}/merge', { params: { id: duplicate }, body: { into: kept } });
  expect(await refusal(api('POST /customers/{id}/merge', { params: { id: duplicate }, body: { into: kept } }))).toBe(
    'customer.merge-merged',
  );
  const statement = await api('GET /customers/{id}/statement', { params: { id: kept }, query: {} });
  expect(statement.rows.map((row) => [row.customerId, row.open])).toEqual([[duplicate, '12.00']]);
});

test('contacts are added, changed, removed; an address is once a contact in a role', async () => {
  const id = await freshCustomer();
  const contact = await api('POST /customers/{id}/contacts', {
    params: { id },
    body: { name: 'Lou Merisier', email: 'lou@charme.example' },
  });
  expect(contact).toMatchObject({ role: 'accounts-payable', validity: 'unchecked' });
  expect(await refusal(api('POST /customers/{id}/contacts', { params: { id }, body: { email: 'LOU@charme.example' } }))).toBe(
    'contact.email-taken',
  );
  const changed = await api('PATCH /contacts/{id}', { params: { id: contact.id }, body: { role: 'cfo', validity: 'valid' } });
  expect(changed).toMatchObject({ role: 'cfo', validity: 'valid', name: 'Lou Merisier' });
  const moved = await api('PATCH /contacts/{id}', { params: { id: contact.id }, body: { email: 'daf@charme.example' } });
  expect(moved.validity).toBe('unchecked');
  await api('DELETE /contacts/{id}', { params: { id: contact.id } });
  expect((await api('GET /customers/{id}/contacts', { params: { id } })).contacts).toEqual([]);
});

test('many addresses at once: the wrong lines are named with their place, the others are taken', async () => {
  const [first, second] = [await freshCustomer(), await freshCustomer()];
  const { code } = await tenant.tenantDb.one<{ code: string }>(sql`select code from customers.customer where id = ${second}`);
  const lines = [
    { customerId: first, email: 'compta@charme.example' },
    { customerId: first, email: 'COMPTA@charme.example' },
    { code, email: 'achats@charme.example' },
    { code: 'NOBODY', email: 'a@charme.example' },
    { customerId: first, email: 'not an address' },
  ];
  const answer = await api('POST /contacts/bulk', { body: { lines } });
  expect(answer).toMatchObject({ created: 2, unchanged: 1 });
  expect(answer.rejected.map((line) => [line.position, line.code])).toEqual([
    [3, 'customer.not-found'],
    [4, 'email.shape'],
  ]);
  expect(answer.rejected[1]?.message).toBe('This is not an e-mail address.');
});

test('the list of customers filters, sorts, pages, and totals the filter', async () => {
  const country = 'LU';
  const ids = [];
  for (const minor of [300n, 100n, 200n]) {
    const id = await freshCustomer({ country });
    await givenItems(tenant, [{ customerId: id, amount: minor, bookedOn: '2026-01-01', dueOn: '2026-02-01' }]);
    ids.push(id);
  }
  const filter = JSON.stringify({
    all: [
      { field: 'country', is: 'is', value: country },
      { field: 'overdue', is: 'at-least', value: '1.50' },
    ],
  });
  const found = await api('GET /customers', { query: { filter, sort: '-overdue', limit: 1, offset: 1 } });
  expect(found.rows.map((row) => [row.id, row.overdue, row.daysLate])).toEqual([[ids[2], '2.00', 88]]);
  expect([found.total, found.totals]).toEqual([
    2,
    [
      {
        currency: 'EUR',
        rows: 2,
        total: '5.00',
        overdue: '5.00',
        notDue: '0.00',
        unallocated: '0.00',
        awaiting: '0.00',
        openItems: 2,
      },
    ],
  ]);
  expect(await refusal(api('GET /customers', { query: { sort: 'password' } }))).toBe('criteria.sort-unknown');
  expect(await refusal(api('GET /customers', { query: { filter: '{"field":"nothing","is":"is","value":1}' } }))).toBe(
    'criteria.field-unknown',
  );
  for (const filter of ['[', '{"field":{"toString":1},"is":"is"}', '{"field":"name","is":"contains","value":[{"toString":1}]}'])
    expect(await refusal(api('GET /customers', { query: { filter } })), filter).toBe('criteria.malformed');
});

test('the list of items totals what it shows, filtered or not, and finds a number by its beginning', async () => {
  const customerId = await freshCustomer();
  await givenItems(tenant, [
    { customerId, amount: 120_00n, dueOn: '2026-04-29', columns: { number: 'FAC-990-1' } },
    { customerId, amount: -20_00n, columns: { number: 'FAC-990-2' } },
    { customerId, amount: 1_00n, dueOn: '2026-04-30', columns: { number: 'OTHER' } },
  ]);
  const found = await api('GET /items', { query: { q: 'fac-990', customerId } });
  expect(found.rows.map((row) => row.number).toSorted()).toEqual(['FAC-990-1', 'FAC-990-2']);
  expect(found.totals).toEqual([{ currency: 'EUR', items: 2, open: '100.00', overdue: '120.00', awaiting: '0.00' }]);
  const everything = await api('GET /items', { query: { limit: 1000 } });
  const counted = await api('GET /items', { query: { filter: '{"all":[]}', limit: 1000 } });
  expect(everything.totals).toEqual(counted.totals);
  expect(everything.total).toBe(counted.rows.length);
});

test('an allocation made by hand awaits the ledger: the statement says so, and undoing it makes the invoice late again', async () => {
  const customerId = await freshCustomer();
  const [invoice, payment] = await givenItems(tenant, [
    { customerId, amount: 100_00n, bookedOn: '2026-01-01', dueOn: '2026-04-01', columns: { number: 'F1' } },
    { customerId, amount: -100_00n, bookedOn: '2026-04-10', columns: { number: 'R1' } },
  ]);
  const made = await api('POST /allocations', { body: { creditItemId: payment!, debitItemId: invoice! } });
  expect(made).toMatchObject({
    amount: '100.00',
    provisional: true,
    source: 'manual',
    creditNumber: 'R1',
    debitNumber: 'F1',
    effectiveOn: '2026-04-10',
  });
  const statement = () => api('GET /customers/{id}/statement', { params: { id: customerId }, query: {} });
  expect((await statement()).rows.map((row) => [row.number, row.situation, row.open, row.awaiting])).toEqual([
    ['F1', 'awaiting-ledger', '100.00', '100.00'],
    ['R1', 'awaiting-ledger', '-100.00', '-100.00'],
  ]);
  const undone = await api('POST /allocations/{id}/reversal', { params: { id: made.id }, body: { reason: 'wrong invoice' } });
  expect(undone).toMatchObject({ reversedBy: 'Camille', reversalReason: 'wrong invoice' });
  expect((await statement()).rows[0]).toMatchObject({ situation: 'late', daysLate: 29, balance: '100.00' });
  const view = await api('GET /items/{id}', { params: { id: invoice! } });
  expect(view.allocations).toHaveLength(1);
  expect(
    await refusal(api('POST /allocations', { body: { creditItemId: payment!, debitItemId: invoice!, amount: '100.01' } })),
  ).toBe('allocation.exceeds-open');
});

test('a statement at a past date shows what was open then; with the closed lines it ends on the same balance', async () => {
  const customerId = await freshCustomer();
  const [invoice, payment] = await givenItems(tenant, [
    { customerId, amount: 100_00n, bookedOn: '2026-01-10', dueOn: '2026-02-10' },
    { customerId, amount: -60_00n, bookedOn: '2026-03-20' },
    { customerId, amount: 15_00n, bookedOn: '2026-04-01', dueOn: '2026-06-30' },
  ]);
  await tenant.tenantDb.transaction(async (tx) => {
    const { letterGroups, refreshBalances } = await import('../index.ts');
    await letterGroups(tx, sql`select unnest(${[invoice, payment]}::uuid[]), 'A'`, {
      entityId: tenant.entityId,
      source: 'import',
    });
    await refreshBalances(tx, { entityId: tenant.entityId, customers: sql`select ${customerId}::uuid` });
  });
  const at = (asOf: string, closed = false) =>
    api('GET /customers/{id}/statement', { params: { id: customerId }, query: { asOf, closed } });
  expect((await at('2026-03-01')).rows.map((row) => row.open)).toEqual(['100.00']);
  const now = await at('2026-04-30');
  expect(now.rows.map((row) => [row.open, row.balance, row.situation])).toEqual([
    ['40.00', '40.00', 'late'],
    ['15.00', '55.00', 'current'],
  ]);
  const all = await at('2026-04-30', true);
  expect(all.rows.map((row) => row.balance)).toEqual(['100.00', '40.00', '55.00']);
  expect(all.rows[1]?.situation).toBe('settled');
  expect(now.balances[0]).toMatchObject({ total: '55.00', overdue: '40.00', notDue: '15.00' });
});

test('a disputed part is a badge, the rest of the item keeps its word', async () => {
  const customerId = await freshCustomer();
  const [item] = await givenItems(tenant, [{ customerId, amount: 100_00n, bookedOn: '2026-01-01', dueOn: '2026-01-10' }]);
  held.set(item!, { reason: 'disputed', partMinor: 30_00n });
  const row = async () => (await api('GET /customers/{id}/statement', { params: { id: customerId }, query: {} })).rows[0];
  expect(await row()).toMatchObject({
    situation: 'in-default',
    badges: [{ reason: 'disputed', amount: '30.00', untilOn: null }],
  });
  held.set(item!, { reason: 'disputed', partMinor: null });
  expect(await row()).toMatchObject({ situation: 'disputed' });
});

test('confirmed terms make inferred due dates facts, and the earlier version stays readable', async () => {
  const customerId = await freshCustomer();
  const [inferred, printed] = await givenItems(tenant, [
    {
      customerId,
      amount: 100_00n,
      issueOn: '2026-01-15',
      bookedOn: '2026-01-15',
      dueOn: '2026-02-14',
      columns: { due_inferred: true, number: 'I1' },
    },
    { customerId, amount: 50_00n, issueOn: '2026-01-15', bookedOn: '2026-01-15', dueOn: '2026-02-20', columns: { number: 'P1' } },
  ]);
  const terms = await api('POST /payment-terms', {
    body: { name: '45 jours fin de mois', kind: 'net-then-end-of-month', days: 45 },
  });
  expect(terms.words).toBe('45 days, then end of month');
  expect(terms.examples.every((example) => !example.aboveCeiling)).toBe(true);
  const changed = await api('POST /customers/{id}/terms', {
    params: { id: customerId },
    body: { termsId: terms.id, confirmed: true },
  });
  expect(changed).toEqual({
    moved: 1,
    confirmed: 1,
    examples: [{ itemId: inferred, number: 'I1', before: '2026-02-14', after: '2026-03-31' }],
  });
  const view = await api('GET /items/{id}', { params: { id: inferred! } });
  expect(view).toMatchObject({ dueOn: '2026-03-31', dueInferred: false });
  expect(view.versions).toMatchObject([{ dueOn: '2026-02-14', removed: false }]);
  expect((await api('GET /items/{id}', { params: { id: printed! } })).dueOn).toBe('2026-02-20');
  const customer = await api('GET /customers/{id}', { params: { id: customerId } });
  expect(customer.terms).toMatchObject({ name: '45 jours fin de mois', from: 'customer' });
  expect(customer.balances).toMatchObject([{ currency: 'EUR', total: '150.00', overdue: '150.00' }]);
});

test('search finds an account by a part of its name without accents, an item by its number and by its exact amount', async () => {
  const customerId = await givenCustomer(tenant, { name: 'Poterie de l’Érable', code: '411ERABLE' });
  const [item] = await givenItems(tenant, [{ customerId, amount: 4_321_87n, columns: { number: 'ZX-2026-77' } }]);
  const ids = async (q: string) => (await api('GET /search', { query: { q } })).results.map((result) => [result.kind, result.id]);
  expect(await ids('erable')).toEqual([['customer', customerId]]);
  expect(await ids('zx-2026')).toEqual([['item', item]]);
  expect(await ids('4 321,87')).toEqual([['item', item]]);
  expect(await ids('4321.88')).toEqual([]);
});

test('an account that is not ours has no sales, no statement, no contacts: it is not found', async () => {
  for (const key of [
    'GET /customers/{id}/monthly-sales',
    'GET /customers/{id}/statement',
    'GET /customers/{id}/contacts',
  ] as const) {
    expect(await refusal(api(key, { params: { id: uuidv7() } }))).toBe('customer.not-found');
  }
});

test('views are kept per person, or shared', async () => {
  const saved = await api('POST /saved-views', {
    body: { screen: 'customers', name: 'Mes retards', view: { filter: { all: [] } } },
  });
  expect(saved).toMatchObject({ mine: true, shared: false });
  const shared = await api('PATCH /saved-views/{id}', { params: { id: saved.id }, body: { shared: true } });
  expect(shared).toMatchObject({ shared: true, view: { filter: { all: [] } } });
  const heap = { screen: 'customers', name: 'Tas', view: { filter: 'x'.repeat(30_000) } };
  expect(await refusal(api('POST /saved-views', { body: heap }))).toBe('saved-view.too-large');
  expect(await refusal(api('PATCH /saved-views/{id}', { params: { id: saved.id }, body: heap }))).toBe('saved-view.too-large');
  await api('DELETE /saved-views/{id}', { params: { id: saved.id } });
  expect((await api('GET /saved-views', { query: { screen: 'customers' } })).views).toEqual([]);
});

test('the aged balance answers by any dimension, in the reader’s words', async () => {
  for (const by of [
    'customer',
    'debtor',
    'group',
    'collector',
    'segment',
    'entity',
    'country',
    'region',
    'kind',
    'sales-rep',
    'agency',
    'ledger-class',
    'currency',
  ] as const) {
    const answer = await api('GET /aged-balance', { query: { by, limit: 1000 } });
    expect(answer.buckets).toEqual(['1-30', '31-60', '61-90', '91+']);
    expect(answer.totals).toEqual((await api('GET /aged-balance', { query: { by: 'customer', limit: 1000 } })).totals);
  }
  const kinds = await api('GET /aged-balance', { query: { by: 'kind' } });
  expect(kinds.rows.map((row) => row.name)).toContain('Unknown');
  expect(await refusal(api('GET /aged-balance', { query: { bounds: '30,30' } }))).toBe('aged-balance.bounds-invalid');
  expect(await refusal(api('GET /aged-balance', { query: { in: 'USD' } }))).toBe('exchange-rate.missing');
});

test('every field of a catalogue can be asked each of its questions, and sorted by where it says so', async () => {
  for (const object of ['customer', 'item'] as const) {
    const { fields } = await api('GET /fields', { query: { object } });
    const list = (query: { filter?: string; sort?: string }) =>
      object === 'customer'
        ? api('GET /customers', { query: { ...query, limit: 1 } })
        : api('GET /items', { query: { ...query, limit: 1 } });
    for (const field of fields) {
      if (field.sortable) await list({ sort: `-${field.name}` });
      const value = {
        text: 'a',
        choice: field.choices?.[0]?.value ?? uuidv7(),
        day: 'today-10',
        money: '1.5',
        number: '1',
        flag: true,
      }[field.type];
      const all = field.operators.map((is) => ({
        field: field.name,
        is,
        ...(is.endsWith('empty') ? {} : { value: is === 'between' ? [value, value] : value }),
      }));
      await list({ filter: JSON.stringify({ any: all }) });
    }
  }
});
