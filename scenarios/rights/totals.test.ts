import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '@quitus/contract/client';
import { testDatabase } from '../../server/src/platform/testing/index.ts';
import { application, type Asker, type Company, company, cookieOf } from './two-companies.ts';

const installation = testDatabase();
let app: FastifyInstance;
let ours: Company;
let asOwner: ReturnType<typeof createClient>;
let asCollector: ReturnType<typeof createClient>;

beforeAll(async () => {
  app = await application(installation.database);
  ours = await company(app, installation.database, 'Quincaillerie Aubier', {});
  asOwner = await clientOf(ours.members.get('owner'));
  asCollector = await clientOf(ours.scoped);
}, 120_000);
afterAll(() => app.close());

async function clientOf(asker: Asker | undefined): Promise<ReturnType<typeof createClient>> {
  if (!asker) throw new Error('the company has this member');
  const cookie = await cookieOf(installation.database, asker);
  return createClient({
    headers: () => ({ cookie }),
    fetch: async (address, init) => {
      const answer = await app.inject({
        method: (init?.method ?? 'GET') as 'GET',
        url: String(address),
        headers: init?.headers as Record<string, string>,
      });
      return new Response(answer.body, { status: answer.statusCode, headers: { 'content-type': 'application/json' } });
    },
  });
}

test.each(['2026-11-20', '2026-10-31', '2025-12-31'])(
  'the aged balance of %s within a portfolio is the company’s row of that collector',
  async (asOf) => {
    const company = await asOwner('GET /aged-balance', { query: { asOf, by: 'collector' } });
    const own = company.rows.filter((row) => row.key === ours.scoped.id || row.name === ours.scoped.name);
    expect(own.length).toBeGreaterThan(0);
    for (const by of ['collector', 'customer', 'segment'] as const) {
      const portfolio = await asCollector('GET /aged-balance', { query: { asOf, by } });
      const figures = portfolio.totals.map(({ currency, total, overdue, notDue, unallocated, buckets }) => ({
        currency,
        total,
        overdue,
        notDue,
        unallocated,
        buckets,
      }));
      expect(figures, by).toEqual(
        own.map(({ currency, total, overdue, notDue, unallocated, buckets }) => ({
          currency,
          total,
          overdue,
          notDue,
          unallocated,
          buckets,
        })),
      );
    }
    expect(company.totals[0]?.total).not.toBe(own[0]?.total);
  },
);

test('items, customers and the overview add up to the same', async () => {
  const { totals } = await asCollector('GET /aged-balance', { query: { asOf: '2026-11-20' } });
  const overdueOf = new Map(totals.map(({ currency, overdue }) => [currency, overdue]));
  const items = await asCollector('GET /items', { query: {} });
  for (const one of items.totals) expect(one.overdue, `items ${one.currency}`).toBe(overdueOf.get(one.currency));
  const overview = await asCollector('GET /overview', { query: {} });
  const wanted = await asOwner('GET /kpis', { query: { by: 'collector' } });
  for (const one of overview.currencies) {
    const rate = wanted.kpis.find(
      (kpi) => kpi.name === 'overdue-amount' && kpi.keyName === ours.scoped.name && kpi.currency === one.currency,
    );
    if (rate) expect(one.overdue).toBe(rate.value);
  }
  expect(overview.currencies.length).toBeGreaterThan(0);
});

test('every figure of the KPIs within a portfolio is the company’s figure of that collector', async () => {
  const company = await asOwner('GET /kpis', { query: { by: 'collector' } });
  const portfolio = await asCollector('GET /kpis', { query: { by: 'collector' } });
  const ofCollector = company.kpis.filter((kpi) => kpi.keyName === ours.scoped.name);
  expect(ofCollector.length).toBeGreaterThan(10);
  const figures = (kpis: typeof company.kpis) =>
    kpis.map(({ name, currency, value, inputs }) => ({ name, currency, value, inputs }));
  expect(figures(portfolio.kpis)).toEqual(figures(ofCollector));
});
