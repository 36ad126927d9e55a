import { dunningRoutes, scenarioRoutes } from '@quitus/contract';
import { requestFault } from '@quitus/texts';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { askingRoutes } from '../../platform/http/asking.fixture.ts';
import { type TestTenant, testDatabase } from '../../platform/testing/index.ts';
import { freshTenant, givenDebtor, morningOf, tester } from './dunning.fixture.ts';
import { dunningHandlers } from './routes.ts';

const databases = testDatabase();
const routes = { ...dunningRoutes, ...scenarioRoutes };
const called = { at: morningOf('2026-03-04'), channel: 'call', outcome: 'reached' };
const handlers = dunningHandlers({ lastContacts: async (_db, ids) => new Map(ids.map((id) => [id, called])) });
const today = '2026-03-05';

const tenantOf = (): Promise<TestTenant> => freshTenant(databases);

const asking = (tenant: TestTenant, language: 'fr' | 'en' = 'fr') =>
  askingRoutes({ routes, handlers, database: databases.database, tenant, actor: tester, language, now: morningOf(today), today });

test('every route answers what its contract says, from the first run to the last word', async () => {
  const tenant = await tenantOf();
  const ask = asking(tenant);
  const { customerId, items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-03-01', amount: 100_00n },
    { number: 'F-2', due: '2026-02-01', amount: 50_00n },
  ]);
  const { scenarios } = await ask('GET /scenarios');
  const scenario = (scenarios as { id: string; version: number; steps: object[] }[])[0];
  const scenarioParams = { params: { id: scenario?.id } };
  await ask('GET /scenarios/{id}', scenarioParams);
  await ask('GET /scenarios/{id}/versions', scenarioParams);
  await ask('GET /scenarios/{id}/reach', scenarioParams);
  await ask('POST /scenarios/{id}/preview', {
    ...scenarioParams,
    body: { subject: '{{ net }}', body: 'Bonjour {{ contact.name }}' },
  });
  await ask('POST /scenarios', { body: { ...scenario, name: 'Petits montants', steps: scenario?.steps } });
  await ask('PUT /scenarios/{id}', { ...scenarioParams, body: { ...scenario, floorAmount: '15.00', minDaysBetween: 4 } });
  await expect(ask('PUT /scenarios/{id}', { ...scenarioParams, body: scenario })).rejects.toThrow('scenario.changed-meanwhile');

  const customerParams = { params: { id: customerId } };
  await ask('GET /customers/{id}/scenario', customerParams);
  expect(await ask('POST /customers/{id}/scenario', { ...customerParams, body: { scenarioId: scenario?.id } })).toMatchObject({
    locked: true,
  });
  await ask('POST /customers/{id}/scenario', { ...customerParams, body: { scenarioId: null } });
  await ask('GET /plan', { query: { days: 20 } });
  expect(await ask('POST /runs', { body: {} })).toMatchObject({ date: today, toConfirm: 1 });
  await ask('GET /runs');

  const { rows } = await ask('GET /actions', { query: { state: 'to-confirm' } });
  const action = { params: { id: (rows as { id: string }[])[0]?.id } };
  await ask('GET /actions/counters');
  const lastContact = { ...called, at: called.at.toString() };
  expect(rows).toMatchObject([{ lastContact }]);
  expect(await ask('GET /actions/{id}', action)).toMatchObject({ action: { lastContact } });
  await ask('GET /actions/{id}/preview', action);
  await ask('POST /actions/{id}/move', { ...action, body: { to: '2026-03-06' } });
  await ask('POST /actions/confirm', { body: { all: true, expectedCount: 1 } });
  await ask('POST /actions/{id}/recall', action);
  await ask('POST /actions/{id}/skip', { ...action, body: { reason: 'vu au téléphone' } });
  await ask('GET /items/{id}/why', { params: { id: items['F-1'] } });
  await ask('GET /customers/{id}/positions', customerParams);
  await ask('GET /customers/{id}/next', customerParams);
});

test('what must be given a reason is not done for blanks, and says that the reason is empty', () => {
  const { body } = dunningRoutes['POST /actions/{id}/skip'];
  expect(Value.Check(body, { reason: 'vu au téléphone' })).toBe(true);
  expect(Value.Check(body, { reason: ' \n ' })).toBe(false);
  expect(requestFault('fr', 'pattern', { pattern: '\\S' })).toBe('ne doit pas être vide');
});

test('a scenario has a name: blanks are none', () => {
  const { name } = scenarioRoutes['POST /scenarios'].body.properties;
  expect([' ', '', 'Standard'].map((one) => Value.Check(name, one))).toEqual([false, false, true]);
});

test('a scenario that another person published meanwhile is not overwritten', async () => {
  const tenant = await tenantOf();
  const ask = asking(tenant, 'en');
  const { scenarios } = await ask('GET /scenarios');
  const scenario = (scenarios as { id: string; version: number }[])[0];
  const put = { params: { id: scenario?.id }, body: scenario };
  const outcomes = await Promise.allSettled([ask('PUT /scenarios/{id}', put), ask('PUT /scenarios/{id}', put)]);
  expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
});
