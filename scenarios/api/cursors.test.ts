import { contract, type Route } from '@quitus/contract';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../server/src/platform/testing/index.ts';
import { application, type Company, company, cookieOf } from '../rights/two-companies.ts';

// Every list that goes on by a cursor, found in the contract itself, in each of its orders.

const installation = testDatabase();
type Properties = Readonly<Record<string, { enum?: readonly string[] }>>;
const propertiesOf = (schema: unknown): Properties => (schema as { properties?: Properties } | undefined)?.properties ?? {};
const lists = (Object.entries(contract) as [string, Route][])
  .filter(([key, { query, ok }]) => !key.includes('{') && 'cursor' in propertiesOf(query) && 'rows' in propertiesOf(ok))
  .flatMap(([key, { query }]) =>
    [undefined, ...(propertiesOf(query)['sort']?.enum ?? [])].map((sort) => ({ path: key.slice(4), sort })),
  );

let app: FastifyInstance;
let ours: Company;
let cookie: string;

beforeAll(async () => {
  app = await application(installation.database);
  ours = await company(app, installation.database, 'Quincaillerie Aubier', {});
  const owner = ours.members.get('owner');
  if (!owner) throw new Error('a company has an owner');
  cookie = await cookieOf(installation.database, owner);
}, 120_000);
afterAll(() => app.close());

type Page = { rows: { id: string }[]; nextCursor: string | null; total: number };
async function page(path: string, query: Record<string, string>): Promise<Page> {
  const answer = await app.inject({ method: 'GET', url: `/api/v1${path}`, query, headers: { cookie } });
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  return answer.json<Page>();
}

test('the lists that grow without end all have a cursor', () => {
  const paths = new Set(lists.map(({ path }) => path));
  for (const path of ['/customers', '/items', '/actions', '/messages', '/promises', '/disputes', '/imports'])
    expect(paths, path).toContain(path);
});

test.each(lists)(
  '$path by $sort: page after page gives every row once, in the order of one large page',
  async ({ path, sort }) => {
    const asked = sort === undefined ? {} : { sort };
    const whole = await page(path, { ...asked, limit: '1000' });
    expect(whole.nextCursor).toBe(whole.total > 1000 ? expect.any(String) : null);
    const seen: string[] = [];
    const size = String(Math.max(Math.ceil(Math.min(whole.total, 1000) / 4), 1));
    for (let cursor: string | null | undefined; cursor !== null && seen.length < whole.rows.length;) {
      const next: Page = await page(path, { ...asked, limit: size, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...next.rows.map(({ id }) => id));
      cursor = next.nextCursor;
    }
    expect(seen.slice(0, whole.rows.length)).toEqual(whole.rows.map(({ id }) => id));
  },
);
