import { assignmentRoutes, scenarioDraftRoutes, scenarioRoutes } from '@quitus/contract';
import { expect, test } from 'vitest';
import { askingRoutes } from '../../../platform/http/asking.fixture.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { givenDebtor, morningOf, tester } from '../dunning.fixture.ts';
import { scenarioHandlers } from './routes.ts';

const databases = testDatabase();
const routes = { ...scenarioRoutes, ...scenarioDraftRoutes, ...assignmentRoutes };
const today = '2026-03-05';

const asking = (tenant: TestTenant, language: 'fr' | 'en' = 'en') =>
  askingRoutes({
    routes,
    handlers: scenarioHandlers,
    database: databases.database,
    tenant,
    actor: tester,
    language,
    now: morningOf(today),
    today,
  });

type Loaded = { id: string; version: number; steps: Record<string, unknown>[]; unit: string; description: string };

test('a scenario is taken from the library, changed in a draft, compared, published, rolled back, copied and put away', async () => {
  const tenant = await databases.newTenant();
  const ask = asking(tenant);
  await ask('GET /scenarios');
  await ask('GET /scenario-library', { query: { language: 'fr' } });
  await ask('GET /scenario-library/{key}/texts', { params: { key: 'consumer' } });
  const made = (await ask('POST /scenario-library/{key}', { params: { key: 'key-account' } })) as Loaded;
  const params = { id: made.id };
  expect(await ask('GET /scenarios/{id}/draft', { params })).toEqual({ draft: null });
  const { name, catchUp, minDaysBetween, floorAmount } = made as Record<string, unknown> & Loaded;
  const body = { name, catchUp, minDaysBetween, floorAmount };
  const steps = made.steps.map(({ position: _place, ...step }) => step);
  const draft = await ask('PUT /scenarios/{id}/draft', {
    params,
    body: { ...body, unit: 'item', changedAt: null, steps: steps.slice(1) },
  });
  expect(draft).toMatchObject({ version: 0, unit: 'item', description: made.description, problems: [] });
  const again = await ask('PUT /scenarios/{id}/draft', {
    params,
    body: { ...body, changedAt: draft['changedAt'], steps: steps.slice(2) },
  });
  expect(again).toMatchObject({ unit: 'item' });
  const compared = await ask('GET /scenarios/{id}/diff', { params, query: { from: '1', to: 'draft' } });
  expect(compared['words']).toEqual([
    'Scenario, unit of dunning: one message an account becomes one message an item',
    'Step “Schedule of coming payments” is removed',
    'Step “Courtesy call” is removed',
  ]);
  const published = await ask('POST /scenarios/{id}/draft/publish', {
    params,
    body: { changedAt: again['changedAt'], note: 'Shorter' },
  });
  expect(published).toMatchObject({ version: 2, unit: 'item', draft: null });
  await ask('GET /scenarios/{id}/versions', { params });
  await ask('POST /scenarios/{id}/roll-back', { params, body: { version: 1 } });
  // What a client leaves out stays: the unit of the version it publishes over.
  const put = await ask('PUT /scenarios/{id}', { params, body: { ...body, version: 3, steps } });
  expect(put).toMatchObject({ version: 4, unit: 'account', description: made.description });
  const copy = (await ask('POST /scenarios/{id}/duplicate', { params, body: { name: 'Copy' } })) as Loaded;
  await ask('POST /scenarios/{id}/default', { params });
  await ask('PUT /scenarios/{id}/draft', { params: { id: copy.id }, body: { ...body, name: 'Copy', steps: [] } });
  await ask('DELETE /scenarios/{id}/draft', { params: { id: copy.id } });
  expect(await ask('POST /scenarios/{id}/archive', { params: { id: copy.id } })).toEqual({ movedCustomers: 0, movedRules: 0 });
});

test('rules are written, previewed, applied and told in words', async () => {
  const tenant = await databases.newTenant();
  const ask = asking(tenant, 'fr');
  const { customerId } = await givenDebtor(tenant, [{ number: 'F-1', due: '2026-03-01', amount: 100_00n }], { kind: 'consumer' });
  const made = (await ask('POST /scenario-library/{key}', { params: { key: 'consumer' } })) as Loaded;
  const criteria = { field: 'kind', is: 'is', value: 'consumer' };
  const rules = [{ name: 'Particuliers', scenarioId: made.id, criteria, enabled: true }];
  const preview = await ask('POST /assignment-rules/preview', { body: { rules } });
  expect(preview).toMatchObject({
    changing: 1,
    sample: [{ customerId, from: 'Standard', to: 'Particuliers', rule: 'Particuliers' }],
  });
  const { revision } = await ask('GET /assignment-rules');
  const saved = await ask('PUT /assignment-rules', { body: { revision, rules } });
  expect(saved['rules']).toMatchObject([{ name: 'Particuliers', words: 'Type de client est Particulier', customers: 0 }]);
  expect(await ask('POST /assignment-rules/apply')).toEqual({ changed: 1 });
  expect(await ask('GET /customers/{id}/scenario', { params: { id: customerId } })).toMatchObject({
    rule: { name: 'Particuliers' },
  });
  expect(await ask('POST /customers/{id}/scenario', { params: { id: customerId }, body: { scenarioId: made.id } })).toMatchObject(
    { locked: true },
  );
  expect(await ask('POST /customers/{id}/scenario', { params: { id: customerId }, body: { scenarioId: null } })).toMatchObject({
    locked: false,
  });
});
