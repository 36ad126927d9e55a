import { holdsByHand, type Permission } from '@quitus/contract';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuidv7 } from '../../kernel/ids.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { buildServer } from '../../platform/http/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { testLedger } from '../holds/ledger.fixture.ts';
import { ledgerHandlers } from '../receivables/index.ts';
import { ledgerNeighbours } from './ledger-neighbours.ts';
import { worklistHandlers } from './routes.ts';

const databases = testDatabase();
const now = Temporal.Instant.from('2026-11-22T09:00:00Z');
let server: FastifyInstance;
let tenantDb: TenantDatabase;
let ledger: ReturnType<typeof testLedger>;

beforeAll(async () => {
  const tenant = await databases.newTenant();
  ({ tenantDb } = tenant);
  ledger = testLedger(tenantDb, tenant.entityId);
  const permissions: Permission[] = ['read', 'comment', 'resolve', 'work'];
  server = await buildServer({
    database: databases.database,
    implementations: [worklistHandlers({ closeAction: () => Promise.resolve() }), ledgerHandlers(ledgerNeighbours)],
    authenticate: async (token) => ({
      tenantId: tenant.tenantId,
      personId: uuidv7(),
      name: 'Camille',
      language: 'fr',
      role: 'collector',
      permissions: new Set(token === 'reader' ? ['read' as const] : permissions),
      kind: 'person',
      scope: {},
      portfolios: [],
      sessionHash: Buffer.alloc(0),
    }),
    now: () => now,
    secure: false,
  });
});
afterAll(() => server.close());

type Answer = { status: number; body: Record<string, unknown> & { rows: Record<string, unknown>[]; code?: string } };
async function ask(method: 'GET' | 'POST', path: string, body?: object, as = 'collector'): Promise<Answer> {
  const answer = await server.inject({
    method,
    url: `/api/v1${path}`,
    cookies: { quitus_session: as },
    ...(body ? { payload: body } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}

async function debtor(): Promise<{ customerId: string; itemId: string }> {
  const customerId = await ledger.customer();
  return { customerId, itemId: await ledger.item(customerId, { minor: 500_00n }) };
}

test.each([
  ['a direct debit without its day', { reason: 'direct-debit' }, 'worklist.hold-needs-end'],
  ['a direct debit until its day', { reason: 'direct-debit', untilOn: '2026-12-05' }, 201],
  ['a payment seen but not matched, without the day it is given', { reason: 'unmatched-payment' }, 'worklist.hold-needs-end'],
  ['a payment seen but not matched, until a day', { reason: 'unmatched-payment', untilOn: '2026-11-30' }, 201],
  ['what the factor chases', { reason: 'factored' }, 201],
  ['a litigation', { reason: 'litigation', fromOn: '2026-10-01' }, 201],
  ['a litigation that ends on a given day', { reason: 'litigation', untilOn: '2027-01-01' }, 'worklist.hold-without-end'],
  ['an insolvency without the day of its judgment', { reason: 'insolvency' }, 'worklist.hold-needs-start'],
  ['a judgment of tomorrow', { reason: 'insolvency', fromOn: '2026-11-23' }, 'worklist.judgment-later'],
  ['an insolvency from its judgment', { reason: 'insolvency', fromOn: '2026-04-25' }, 201],
  ['an insolvency of some items', { reason: 'insolvency', fromOn: '2026-04-25', items: true }, 'worklist.hold-of-account'],
  ['an e-invoice refused, without saying which', { reason: 'e-invoice' }, 'worklist.hold-needs-items'],
  ['an e-invoice refused', { reason: 'e-invoice', items: true }, 201],
  ['a time-barred account', { reason: 'time-barred' }, 'worklist.hold-needs-items'],
  ['a time-barred invoice', { reason: 'time-barred', items: true, fromOn: '2025-02-02' }, 201],
  [
    'a time-barred invoice that would be due again later',
    { reason: 'time-barred', items: true, untilOn: '2027-01-01' },
    'worklist.hold-without-end',
  ],
  ['a payment plan, which has a file of its own', { reason: 'planned' }, 'http.invalid-request'],
  ['a promise, which has a file of its own', { reason: 'promised' }, 'http.invalid-request'],
])(
  'recorded by a person: %s',
  async (_, { items, ...given }: { reason: string; items?: boolean; fromOn?: string; untilOn?: string }, expected) => {
    const { customerId, itemId } = await debtor();
    const { status, body } = await ask('POST', '/holds', {
      customerId,
      ...(items ? { itemIds: [itemId] } : {}),
      ...given,
      note: 'Dossier 2026-118',
    });
    if (expected !== 201) {
      expect(body.code).toBe(expected);
      expect((await ask('GET', `/customers/${customerId}/holds?show=all`)).body['holds']).toEqual([]);
      return;
    }
    expect({ status, holds: body['holds'] }).toMatchObject({
      status: 201,
      holds: [
        {
          reason: given.reason,
          fromOn: given.fromOn ?? '2026-11-22',
          untilOn: given.untilOn ?? null,
          note: 'Dossier 2026-118',
          allowedActions: ['release'],
        },
      ],
    });
  },
);

test('every reason a person may record wants its note: what it rests on', async () => {
  for (const reason of Object.keys(holdsByHand)) {
    const { customerId, itemId } = await debtor();
    const { about } = holdsByHand[reason as keyof typeof holdsByHand];
    const given = { customerId, reason, fromOn: '2026-11-01', ...(about === 'items' ? { itemIds: [itemId] } : {}) };
    expect((await ask('POST', '/holds', given)).status, reason).toBe(422);
  }
});

test('an insolvency is said of what was invoiced before the judgment alone', async () => {
  const customerId = await ledger.customer();
  const before = await ledger.item(customerId, { minor: 500_00n, bookedOn: '2026-04-24', dueOn: '2026-05-24' });
  const since = await ledger.item(customerId, { minor: 200_00n, bookedOn: '2026-04-25', dueOn: '2026-05-25' });
  await ask('POST', '/holds', { customerId, reason: 'insolvency', fromOn: '2026-04-25', note: 'TC Rennes, RJ' });
  const { rows } = (await ask('GET', `/items?customerId=${customerId}`)).body;
  const situations = new Map(rows.map((row) => [row['id'], row['situation']]));
  expect([situations.get(before), situations.get(since)]).toEqual(['insolvency', 'in-default']);
});

test('what is time-barred is let go with a reason only', async () => {
  const { customerId, itemId } = await debtor();
  const placed = await ask('POST', '/holds', { customerId, itemIds: [itemId], reason: 'time-barred', note: 'Échue en 2023' });
  const [hold] = placed.body['holds'] as { id: string }[];
  expect((await ask('POST', `/holds/${hold?.id}/release`, {})).body.code).toBe('hold.needs-reason');
  expect(await ask('POST', `/holds/${hold?.id}/release`, { reason: 'Jugement du 12/01/2024' })).toMatchObject({
    status: 200,
    body: { state: 'released', releaseReason: 'Jugement du 12/01/2024' },
  });
});

async function waiting(customerId: string, ...itemIds: readonly string[]): Promise<void> {
  for (const itemId of itemIds)
    await tenantDb.run(sql`
      insert into holds.hold (tenant_id, id, scope, customer_id, item_id, reason, source, from_on, author)
      values (${tenantDb.tenantId}, ${uuidv7()}, 'item', ${customerId}, ${itemId}, 'to-qualify', 'go-live', '2026-11-22', 'daily run')
    `);
}
const filter = encodeURIComponent(JSON.stringify({ field: 'toQualify', is: 'is', value: 'yes' }));

test('items that wait to be qualified are counted, listed and decided on together: followed, or left to a stop', async () => {
  const customerId = await ledger.customer({ name: 'Ateliers du Frêne' });
  const other = await ledger.customer({ name: 'Scierie Loriot' });
  const items = [
    await ledger.item(customerId, { minor: 500_00n, number: 'V-1', dueOn: '2026-01-10' }),
    await ledger.item(customerId, { minor: 300_00n, number: 'V-2', dueOn: '2026-01-10' }),
    await ledger.item(other, { minor: 100_00n, number: 'V-3', dueOn: '2026-01-10' }),
  ];
  const [first = '', second = '', third = ''] = items;
  const plain = await ledger.item(customerId, { minor: 80_00n, number: 'V-4', dueOn: '2026-11-01' });
  await waiting(customerId, first, second);
  await waiting(other, third);
  const counters = async () => (await ask('GET', '/agenda/counters')).body;
  const before = await counters();
  expect(before).toMatchObject({ toQualify: 3 });
  expect((await ask('GET', '/agenda/alerts')).body['toQualify']).toEqual({
    total: 3,
    totals: [{ currency: 'EUR', amount: '900.00', count: 3 }],
  });
  const listed = async () => (await ask('GET', `/items?filter=${filter}&sort=number`)).body.rows.map((row) => row['number']);
  expect(await listed()).toEqual(['V-1', 'V-2', 'V-3']);

  expect((await ask('POST', '/items/qualify', { itemIds: [first], decision: 'follow', note: 'x' }, 'reader')).status).toBe(403);
  // An item that does not wait changes nothing.
  expect(await ask('POST', '/items/qualify', { itemIds: [first, third, plain], decision: 'follow', note: 'Vu' })).toMatchObject({
    status: 200,
    body: { qualified: 2 },
  });
  expect(await listed()).toEqual(['V-2']);
  expect(await ask('POST', '/items/qualify', { itemIds: [second], decision: 'leave', note: 'Client historique' })).toMatchObject({
    body: { qualified: 1 },
  });
  expect((await ask('GET', `/customers/${customerId}/holds`)).body['holds']).toMatchObject([
    { reason: 'stop', itemId: second, note: 'Client historique', author: 'Camille', allowedActions: ['release'] },
  ]);
  expect((await ask('POST', '/items/qualify', { itemIds: items, decision: 'leave', note: 'x' })).body.code).toBe(
    'worklist.nothing-to-qualify',
  );
  expect(await counters()).toMatchObject({ toQualify: 0, alerts: Number(before['alerts']) - 1 });
  expect(
    await tenantDb.rows(sql`
      select customer.name, event.details ->> 'decision' as decision, event.details -> 'items' as items
      from platform.event join customers.customer on customer.id = event.customer_id
      where event.kind = 'holds.qualified' order by event.recorded_at, customer.name
    `),
  ).toEqual([
    { name: 'Ateliers du Frêne', decision: 'follow', items: ['V-1'] },
    { name: 'Scierie Loriot', decision: 'follow', items: ['V-3'] },
    { name: 'Ateliers du Frêne', decision: 'leave', items: ['V-2'] },
  ]);
});

test('all that a list holds is decided on at once, thousands of items too, unless other items wait by then', async () => {
  const customerId = await ledger.customer({ name: 'Tuilerie du Gué' });
  const alone = await ledger.item(customerId, { minor: 700_00n, number: 'W-LARGE', dueOn: '2026-01-10' });
  await tenantDb.run(sql`
    insert into receivables.item
    select (jsonb_populate_record(item, jsonb_build_object('id', uuidv7(), 'number', 'W-' || n, 'source_key', 'w-' || n, 'amount_minor', 1000, 'open_minor', 1000))).*
    from receivables.item cross join generate_series(1, 1500) as n
    where item.id = ${alone}
  `);
  await tenantDb.run(sql`
    insert into holds.hold (tenant_id, id, scope, customer_id, item_id, reason, source, from_on, author)
    select tenant_id, uuidv7(), 'item', customer_id, id, 'to-qualify', 'go-live', '2026-11-22', 'daily run' from receivables.item where customer_id = ${customerId}
  `);
  const small = JSON.stringify({ field: 'open', is: 'at-most', value: '10.00' });
  const decide = (matching: object, decision = 'leave') =>
    ask('POST', '/items/qualify', { matching, decision, note: 'Créances anciennes' });
  expect((await decide({ filter: small, customerId, count: 1499 })).body.code).toBe('worklist.count-differs');
  expect(await decide({ filter: small, customerId, count: 1500 })).toMatchObject({ status: 200, body: { qualified: 1500 } });
  const held = await tenantDb.rows(sql`
    select reason, released_at is not null as released, count(*)::int as holds
    from holds.hold where customer_id = ${customerId} group by 1, 2 order by 1, 2
  `);
  expect(held).toEqual([
    { reason: 'stop', released: false, holds: 1500 },
    { reason: 'to-qualify', released: false, holds: 1 },
    { reason: 'to-qualify', released: true, holds: 1500 },
  ]);
  expect(await decide({ customerId, q: 'W-LARGE', count: 1 }, 'follow')).toMatchObject({ body: { qualified: 1 } });
  expect((await ask('POST', '/items/qualify', { decision: 'leave', note: 'x' })).body.code).toBe('worklist.items-or-matching');
});
