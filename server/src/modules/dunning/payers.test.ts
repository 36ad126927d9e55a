import { expect, test } from 'vitest';
import { sql } from '../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../platform/testing/index.ts';
import { changeSetting } from '../identity/index.ts';
import { listActions } from './agenda/list-actions.ts';
import { explainCustomer } from './explain/explain-item.ts';
import { claimsNow, decidedActions } from './messages/claim-now.ts';
import {
  confirmAll,
  freshTenant,
  givenDebtor,
  type GivenInvoice,
  madeActions,
  morningOf,
  run,
  send,
  sentMails,
  settle,
  tester,
  wholeDay,
} from './dunning.fixture.ts';

const databases = testDatabase();

async function tenantOf(grouping?: string): Promise<TestTenant> {
  const tenant = await freshTenant(databases);
  if (grouping !== undefined) await tenant.tenantDb.transaction((tx) => changeSetting(tx, 'dunning.grouping', grouping, tester));
  return tenant;
}

const one = (number: string, due: string, amount: bigint): GivenInvoice => ({ number, due, amount });

async function agencies(tenant: TestTenant, columns: Record<string, unknown> = {}) {
  const seat = await givenDebtor(tenant, [one('S-1', '2026-03-01', 30_00n)], { code: 'SIEGE', email: 'siege@aubepine.example' });
  const lyon = await givenDebtor(tenant, [one('L-1', '2026-02-10', 100_00n), one('L-2', '2026-02-25', 50_00n)], {
    code: 'LYON',
    email: 'lyon@aubepine.example',
    payer_id: seat.customerId,
    ...columns,
  });
  const nice = await givenDebtor(tenant, [one('N-1', '2026-02-20', 80_00n)], {
    code: 'NICE',
    email: 'nice@aubepine.example',
    payer_id: seat.customerId,
    ...columns,
  });
  return { seat, lyon, nice };
}

const textOfName = (sentence: string | undefined): string => /payer (.*)\.$/.exec(sentence ?? '')?.[1] ?? '';

test('accounts with one payer get one message at the payer, led by the oldest of all; each item keeps its own account', async () => {
  const tenant = await tenantOf();
  await agencies(tenant);
  expect(await wholeDay(tenant, '2026-03-05')).toMatchObject({ sent: 1 });
  const [action] = await madeActions(tenant);
  expect(action).toMatchObject({ customer: 'SIEGE', amount: 260_00n, items: ['L-1', 'N-1', 'L-2', 'S-1'] });
  const { to } = await tenant.tenantDb.one<{ to: string }>(sql`select recipient_address as "to" from messages.message`);
  expect(to).toBe('siege@aubepine.example');

  const now = morningOf('2026-03-12');
  await run(tenant, '2026-03-12');
  const { id } = await tenant.tenantDb.one<{ id: string }>(sql`select id from dunning.action where state = 'to-confirm'`);
  const claim = (await claimsNow(tenant.tenantDb, await decidedActions(tenant.tenantDb, [id], now), now)).get(id);
  expect(claim?.kind === 'claim' && claim.items.map((item) => [item.number, item.customerCode])).toEqual([
    ['L-1', 'LYON'],
    ['N-1', 'NICE'],
    ['L-2', 'LYON'],
    ['S-1', 'SIEGE'],
  ]);
});

test('a hold on one account takes only its items out of the payer’s message; one on the payer stops all of them (T10)', async () => {
  const tenant = await tenantOf();
  const { seat, lyon } = await agencies(tenant);
  const hold = (customerId: string, reason: string) =>
    tenant.tenantDb.run(sql`
      insert into holds.hold (tenant_id, id, scope, customer_id, reason, source, from_on, until_on, author)
      values (${tenant.tenantId}, uuidv7(), 'customer', ${customerId}, ${reason}, 'test', '2026-03-01', '2026-03-20', 'test')
    `);
  await hold(lyon.customerId, 'disputed');
  await run(tenant, '2026-03-05');
  expect(await madeActions(tenant)).toMatchObject([{ items: ['N-1', 'S-1'], amount: 110_00n }]);
  await hold(seat.customerId, 'reply');
  await run(tenant, '2026-03-06');
  expect(await madeActions(tenant)).toMatchObject([{ state: 'cancelled', note: 'reply' }]);
  const [position] = await explainCustomer(tenant.tenantDb, lyon.customerId, { now: morningOf('2026-03-06'), language: 'en' });
  const name = textOfName(position?.why.at(-1));
  expect(position?.why).toEqual([
    'Disputed.',
    'Until 20/03/2026 included.',
    'Held besides: The customer replied; the reply awaits an answer. Until 20/03/2026 included.',
    'Next step “First reminder” on 21/03/2026.',
    `Chased with its payer ${name}.`,
  ]);
  expect(name).toMatch(/^SIEGE – /);
});

test('what an account paid between the run and the sending is gone from the payer’s message (T1)', async () => {
  const tenant = await tenantOf();
  const { lyon } = await agencies(tenant);
  await run(tenant, '2026-03-05');
  await confirmAll(tenant, '2026-03-05');
  await settle(tenant, lyon.items['L-1'] ?? '', '2026-03-05');
  await send(tenant, '2026-03-05');
  expect(await sentMails(tenant)).toMatchObject([{ numbers: ['N-1', 'L-2', 'S-1'], amountMinor: 160_00n }]);
});

test('the agenda shows the payer with what is overdue on the accounts it pays for', async () => {
  const tenant = await tenantOf();
  const { seat } = await agencies(tenant);
  await settle(tenant, seat.items['S-1'] ?? '', '2026-03-04');
  await run(tenant, '2026-03-05');
  const { rows } = await listActions(tenant.tenantDb, { today: '2026-03-05', language: 'fr' });
  expect(rows).toMatchObject([
    { customerCode: 'SIEGE', amount: '230.00', overdue: '230.00', items: 3, recipient: { email: 'siege@aubepine.example' } },
  ]);
});

test.each([
  ['payer', ['LYON', 'NICE', 'SIEGE']],
  ['payer-and-parent', ['SIEGE']],
  ['none', ['LYON', 'NICE', 'SIEGE']],
])('accounts that have only a parent, grouped by %s, are chased at %j', async (grouping, codes) => {
  const tenant = await tenantOf(grouping);
  const { seat } = await agencies(tenant, { payer_id: null });
  await tenant.tenantDb.run(sql`update customers.customer set parent_id = ${seat.customerId} where code in ('LYON', 'NICE')`);
  await run(tenant, '2026-03-05');
  expect((await madeActions(tenant)).map((action) => action.customer)).toEqual(codes);
});

test('a payer in another entity, or of the group, is not chased in a customer’s place (T16)', async () => {
  const tenant = await tenantOf();
  const { tenantDb, tenantId } = tenant;
  const { seat } = await agencies(tenant);
  await tenantDb.run(sql`update customers.customer set intercompany = true where id = ${seat.customerId}`);
  await run(tenant, '2026-03-05');
  expect((await madeActions(tenant)).map((action) => action.customer)).toEqual(['LYON', 'NICE']);

  const { id: otherEntity } = await tenantDb.one<{ id: string }>(sql`
    insert into identity.entity (tenant_id, id, name, currency, country, time_zone)
    select ${tenantId}, uuidv7(), 'Sorbier Sud', currency, country, time_zone from identity.entity limit 1
    returning id
  `);
  await tenantDb.run(
    sql`update customers.customer set intercompany = false, entity_id = ${otherEntity} where id = ${seat.customerId}`,
  );
  await tenantDb.run(sql`update receivables.item set entity_id = ${otherEntity} where customer_id = ${seat.customerId}`);
  await run(tenant, '2026-03-06');
  expect(
    (await madeActions(tenant))
      .filter((action) => action.state === 'to-confirm')
      .map((action) => [action.customer, action.items]),
  ).toEqual([
    ['LYON', ['L-1', 'L-2']],
    ['NICE', ['N-1']],
    ['SIEGE', ['S-1']],
  ]);
});

test('one customer code in two entities: each entity chases its own, in messages of its own (T16)', async () => {
  const tenant = await tenantOf();
  const { tenantDb, tenantId } = tenant;
  await givenDebtor(tenant, [one('A-1', '2026-03-01', 100_00n)], { code: 'ALISIER' });
  const other = await givenDebtor(tenant, [one('B-1', '2026-03-01', 70_00n)], { code: 'AUTRE' });
  const { id } = await tenantDb.one<{ id: string }>(sql`
    insert into identity.entity (tenant_id, id, name, currency, country, time_zone)
    select ${tenantId}, uuidv7(), 'Sorbier Sud', currency, country, time_zone from identity.entity limit 1
    returning id
  `);
  await tenantDb.run(sql`update customers.customer set entity_id = ${id}, code = 'ALISIER' where id = ${other.customerId}`);
  await tenantDb.run(sql`update receivables.item set entity_id = ${id} where customer_id = ${other.customerId}`);
  expect(await wholeDay(tenant, '2026-03-05')).toMatchObject({ sent: 2 });
  expect((await sentMails(tenant)).map((mail) => [mail.numbers, mail.amountMinor]).toSorted()).toEqual([
    [['A-1'], 100_00n],
    [['B-1'], 70_00n],
  ]);
  expect((await madeActions(tenant)).map((action) => action.items)).toEqual([['A-1'], ['B-1']]);
});
