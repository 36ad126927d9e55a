import { beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '../../kernel/refusals.ts';
import { windowOf } from '../../platform/criteria/index.ts';
import { sql } from '../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../platform/testing/index.ts';
import { accountList } from './account-list.ts';
import { accountFields, itemFields } from './fields.ts';
import { itemList, type ItemQuestion } from './item-list.ts';
import { givenCustomer, givenItems } from './ledger.fixture.ts';
import type { LedgerNeighbours } from './neighbours.ts';

const installation = testDatabase();
const neighbours: LedgerNeighbours = { heldOf: async () => [], badgesOf: async () => new Map(), accountFields, itemFields };
const today = '2026-04-30';
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await installation.newTenant();
  const names = ['Écluse', 'ecluse', 'Duval', "L'Orme", 'Ferme', 'Zinc', 'Abri'];
  for (const [index, name] of names.entries()) {
    const id = await givenCustomer(tenant, { name, columns: index % 2 === 0 ? { segment: 'A', city: 'Lyon' } : {} });
    // Few distinct values and some without: what an order must tell apart by its ties.
    await givenItems(
      tenant,
      Array.from({ length: index + 2 }, (_, place) => ({
        customerId: id,
        amount: BigInt(((place * 7) % 3) * 1000 + 100),
        dueOn: place % 4 === 3 ? null : `2026-0${(place % 3) + 1}-1${index % 3}`,
        currency: place % 5 === 4 ? 'USD' : 'EUR',
        columns: { number: `F-${place % 2}` },
      })),
    );
  }
  await givenCustomer(tenant, { name: 'Sans rien' });
});

async function walk<Row>(
  page: (cursor: string | undefined) => Promise<{ rows: Row[]; nextCursor: string | null }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 100; pages += 1) {
    const answer = await page(cursor);
    rows.push(...answer.rows);
    if (answer.nextCursor === null) return rows;
    cursor = answer.nextCursor;
  }
  throw new Error('the list never ends');
}
const both = (names: Iterable<string>) => [...names].flatMap((name) => [name, `-${name}`]);
const sortable = (fields: typeof itemFields) => [...fields.values()].filter((field) => field.sortable).map((field) => field.name);

describe('page by page', () => {
  test.each(both(sortable(itemFields)))('items by %s are the same as at once', async (sort) => {
    const ask = (more: Partial<ItemQuestion>) => itemList(tenant.tenantDb, { sort, state: 'open', ...more }, today, neighbours);
    const whole = (await ask({ limit: 1000 })).rows.map(({ id }) => id);
    expect(whole).toHaveLength(35);
    expect((await walk((cursor) => ask({ limit: 4, cursor }))).map(({ id }) => id)).toEqual(whole);
  });

  test.each(both(sortable(accountFields)))('accounts by %s are the same as at once', async (sort) => {
    const ask = (more: object) => accountList(tenant.tenantDb, { sort, ...more }, today, neighbours);
    const shown = ({ id, currency }: { id: string; currency: string }) => `${id} ${currency}`;
    const whole = (await ask({ limit: 1000 })).rows.map(shown);
    expect(whole.length).toBeGreaterThan(8);
    expect((await walk((cursor) => ask({ limit: 3, cursor }))).map(shown)).toEqual(whole);
  });
});

test.each(['itemDaysLate', '-itemDaysLate', 'dueOn', '-dueOn'])(
  'by %s, items without a due date come after all that have one, wherever the page begins',
  async (sort) => {
    const ask = (more: object) => itemList(tenant.tenantDb, { sort, ...more }, today, neighbours);
    const dated = (await ask({ limit: 1000 })).rows.map(({ dueOn }) => dueOn !== null);
    expect(dated.filter(Boolean).length).toBe(29);
    expect(dated).toEqual([...Array<boolean>(29).fill(true), ...Array<boolean>(6).fill(false)]);
    const whole = (await ask({ limit: 1000 })).rows.map(({ id }) => id);
    for (const offset of [0, 27, 29, 33])
      expect((await ask({ limit: 4, offset })).rows.map(({ id }) => id)).toEqual(whole.slice(offset, offset + 4));
  },
);

test.each(['oldestDueOn', '-oldestDueOn'])('by %s, accounts that owe nothing come last', async (sort) => {
  const { rows } = await accountList(tenant.tenantDb, { sort, limit: 1000 }, today, neighbours);
  expect(rows.at(-1)).toMatchObject({ name: 'Sans rien' });
});

test('a page stays right while rows before it come and go', async () => {
  const own = await installation.newTenant();
  const customerId = await givenCustomer(own);
  const item = (day: number) => ({ customerId, amount: 100n, dueOn: `2026-02-${String(day).padStart(2, '0')}` });
  const ids = await givenItems(own, [1, 3, 5, 7, 9].map(item));
  const first = await itemList(own.tenantDb, { sort: 'dueOn', limit: 2 }, today, neighbours);
  await givenItems(own, [item(2)]);
  await own.tenantDb.run(sql`delete from receivables.item where id = ${ids[0]}`);
  const rest = await itemList(own.tenantDb, { sort: 'dueOn', limit: 9, cursor: first.nextCursor ?? '' }, today, neighbours);
  expect(rest.rows.map(({ id }) => id)).toEqual(ids.slice(2));
  expect(rest.nextCursor).toBeNull();
});

test('a cursor of another filter, sort or list, and what is no cursor, is refused; the limit may change', async () => {
  const { nextCursor } = await itemList(tenant.tenantDb, { sort: 'dueOn', limit: 2 }, today, neighbours);
  const cursor = nextCursor ?? '';
  const code = (question: ItemQuestion) =>
    itemList(tenant.tenantDb, question, today, neighbours).then(
      () => 'taken',
      (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
    );
  expect(await code({ sort: 'dueOn', limit: 7, cursor })).toBe('taken');
  expect(await code({ sort: '-dueOn', cursor })).toBe('cursor.other-question');
  expect(await code({ sort: 'dueOn', q: 'F', cursor })).toBe('cursor.other-question');
  const [digest, , id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[];
  const forged = (...values: unknown[]) => Buffer.from(JSON.stringify([digest, ...values])).toString('base64url');
  for (const wrong of [
    'x',
    forged('2026-02-31', id),
    forged('1; drop', id),
    forged('2026-02-01', null),
    forged('2026-02-01'),
    forged(7, id),
  ])
    expect(await code({ sort: 'dueOn', cursor: wrong }), wrong).toBe('cursor.malformed');
});

test('after a cursor the index is sought, not counted through', async () => {
  const own = await installation.newTenant();
  const customerId = await givenCustomer(own);
  await own.tenantDb.run(sql`
    insert into receivables.item (tenant_id, id, entity_id, customer_id, document_id, source, source_key, kind, issue_on, due_on, booked_on, currency, amount_minor, open_minor)
    select ${own.tenantId}, uuidv7(), ${own.entityId}, ${customerId}, uuidv7(), 'test', number::text, 'invoice', '2026-01-01',
      date '2020-01-01' + (number / 20)::int, '2026-01-01', 'EUR', 100, 100
    from generate_series(1, 20000) as number
  `);
  const deep = await itemList(own.tenantDb, { sort: 'dueOn', limit: 100, offset: 15_000 }, today, neighbours);
  const where = sql`item.tenant_id = ${own.tenantId} and item.open_minor <> 0 and item.settled_on = 'infinity'`;
  const [, ...after] = JSON.parse(Buffer.from(deep.nextCursor ?? '', 'base64url').toString()) as string[];
  const window = windowOf({
    columns: sql`item.id`,
    from: sql`receivables.item`,
    where,
    order: {
      descending: false,
      keys: [
        { sql: sql`item.due_on`, type: 'date' },
        { sql: sql`item.id`, type: 'uuid' },
      ],
    },
    limit: 100,
    after,
  });
  await own.tenantDb.run(sql`select intake.refresh_statistics()`);
  const plan = await own.tenantDb.rows<{ 'QUERY PLAN': string }>(
    sql`explain (analyze, costs off, timing off, summary off, buffers off) ${window}`,
  );
  const text = plan.map((row) => row['QUERY PLAN']).join('\n');
  expect(text).toMatch(/Index Cond: .*ROW\(due_on, id\) > ROW/);
  expect(text).not.toMatch(/rows=1[0-9]{4}/);
});
