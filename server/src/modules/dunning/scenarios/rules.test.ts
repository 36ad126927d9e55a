import type { Criteria } from '@quitus/contract';
import { expect, test } from 'vitest';
import type { Refusal } from '../../../kernel/refusals.ts';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { givenDebtor, run, tester } from '../dunning.fixture.ts';
import { applyAssignmentRules, previewRules } from './apply-rules.ts';
import { assignScenario, scenarioOf } from './assign-scenario.ts';
import { assignmentRules, type NewRule, revisionOf, saveRules } from './assignment-rules.ts';
import { archiveScenario } from './change-scenario.ts';
import { ensureDefaultScenario } from './default-scenario.ts';
import { makeFromLibrary } from './library.ts';
import type { LibraryKey } from './scenario.ts';

const databases = testDatabase();
const today = '2026-03-05';

type Given = { readonly tenant: TestTenant; readonly standard: string; readonly made: (key: LibraryKey) => Promise<string> };

async function given(): Promise<Given> {
  const tenant = await databases.newTenant();
  const standard = await tenant.tenantDb.transaction((tx) => ensureDefaultScenario(tx));
  return { tenant, standard, made: (key) => makeFromLibrary(tenant.tenantDb, { key, language: 'fr' }, tester) };
}

/** Many customers at once: the public ones, the private persons, and the Belgian businesses. */
async function givenCustomers({ tenant }: Given, each: number): Promise<void> {
  await tenant.tenantDb.run(sql`
    insert into customers.customer (tenant_id, id, entity_id, code, name, kind, country)
    select ${tenant.tenantId}, gen_random_uuid(), ${tenant.entityId}, kind || '-' || number, 'Client ' || number, kind,
      case when kind = 'business' then 'BE' else 'FR' end
    from unnest(array['public', 'consumer', 'business']) as kind, generate_series(1, ${each}::int) as number
  `);
}

const ofKind = (kind: string): Criteria => ({ field: 'kind', is: 'is', value: kind });
const rule = (name: string, scenarioId: string, criteria: Criteria, more: Partial<NewRule> = {}): NewRule => ({
  name,
  scenarioId,
  criteria,
  enabled: true,
  ...more,
});
const save = ({ tenant }: Given, rules: readonly NewRule[], revision?: string) =>
  saveRules(tenant.tenantDb, { rules, revision }, tester);
const apply = ({ tenant }: Given) => tenant.tenantDb.transaction((tx) => applyAssignmentRules(tx, { today }, tester));
/** How many customers follow each scenario because of a rule, by the rule's name. */
const followers = async ({ tenant }: Given): Promise<Record<string, number>> =>
  Object.fromEntries((await assignmentRules(tenant.tenantDb)).map((one) => [one.name, one.customers]));
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: Refusal) => error.code,
  );

test('the first rule a customer meets says which scenario they follow, and why it is so can be asked', async () => {
  const house = await given();
  await givenCustomers(house, 3);
  const [publicSector, keyAccount] = [await house.made('public-sector'), await house.made('key-account')];
  await save(house, [
    rule('Acheteurs publics', publicSector, ofKind('public')),
    rule('Belges et publics', keyAccount, { any: [ofKind('public'), { field: 'country', is: 'is', value: 'BE' }] }),
  ]);
  expect(await apply(house)).toBe(6);
  expect(await followers(house)).toEqual({ 'Acheteurs publics': 3, 'Belges et publics': 3 });
  const { id } = await house.tenant.tenantDb.one<{ id: string }>(sql`select id from customers.customer where code = 'public-1'`);
  expect(await scenarioOf(house.tenant.tenantDb, id)).toMatchObject({
    scenarioId: publicSector,
    locked: false,
    isDefault: false,
    rule: { name: 'Acheteurs publics' },
  });
  const consumer = await house.tenant.tenantDb.one<{ id: string }>(
    sql`select id from customers.customer where code = 'consumer-1'`,
  );
  expect(await scenarioOf(house.tenant.tenantDb, consumer.id)).toMatchObject({
    scenarioId: house.standard,
    isDefault: true,
    rule: null,
  });
});

test('applying again changes nothing; a changed customer changes scenario; one no rule takes any more goes back to the default', async () => {
  const house = await given();
  await givenCustomers(house, 2);
  const scenario = await house.made('public-sector');
  await save(house, [rule('Publics', scenario, ofKind('public'))]);
  expect(await apply(house)).toBe(2);
  expect(await apply(house)).toBe(0);
  await house.tenant.tenantDb.run(sql`update customers.customer set kind = 'business' where code = 'public-1'`);
  expect(await apply(house)).toBe(1);
  expect(await followers(house)).toEqual({ Publics: 1 });
  await save(house, []);
  expect(await apply(house)).toBe(1);
  expect(await house.tenant.tenantDb.rows(sql`select 1 from dunning.assignment`)).toEqual([]);
});

test('a rule switched off takes nobody', async () => {
  const house = await given();
  await givenCustomers(house, 1);
  await save(house, [rule('Publics', await house.made('public-sector'), ofKind('public'), { enabled: false })]);
  expect(await apply(house)).toBe(0);
});

test('what was chosen by hand is left alone by every rule, and goes back to the rules at once when it is unlocked', async () => {
  const house = await given();
  const db = house.tenant.tenantDb;
  await givenCustomers(house, 1);
  const [publicSector, keyAccount] = [await house.made('public-sector'), await house.made('key-account')];
  const { id: customerId } = await db.one<{ id: string }>(sql`select id from customers.customer where code = 'public-1'`);
  await assignScenario(db, { customerId, scenarioId: keyAccount, today }, tester);
  await save(house, [rule('Publics', publicSector, ofKind('public'))]);
  expect(await apply(house)).toBe(0);
  expect(await scenarioOf(db, customerId)).toMatchObject({ scenarioId: keyAccount, locked: true, rule: null });
  const unlocked = await assignScenario(db, { customerId, scenarioId: null, today }, tester);
  expect(unlocked).toMatchObject({ scenarioId: publicSector, locked: false, rule: { name: 'Publics' } });
  const chosen = await assignScenario(db, { customerId, scenarioId: house.standard, today }, tester);
  expect(chosen).toMatchObject({ scenarioId: house.standard, locked: true, rule: null });
});

test('as many statements for a thousand customers as for three', async () => {
  const house = await given();
  const rules = [
    rule('Publics', await house.made('public-sector'), ofKind('public')),
    rule('Particuliers', await house.made('consumer'), ofKind('consumer')),
  ];
  await save(house, rules);
  const counted = async (): Promise<number> => {
    const before = databases.database.statements();
    await apply(house);
    return databases.database.statements() - before;
  };
  await givenCustomers(house, 1);
  const few = await counted();
  await house.tenant.tenantDb.run(sql`delete from dunning.assignment`);
  await house.tenant.tenantDb.run(sql`delete from customers.customer`);
  await givenCustomers(house, 1000);
  expect(await counted()).toBe(few);
  expect(await followers(house)).toEqual({ Publics: 1000, Particuliers: 1000 });
});

test('before anything is saved one reads whom each rule takes, who changes, from what to what, and some of them by name', async () => {
  const house = await given();
  const db = house.tenant.tenantDb;
  await givenCustomers(house, 30);
  const [publicSector, keyAccount] = [await house.made('public-sector'), await house.made('key-account')];
  const hand = await db.one<{ id: string }>(sql`select id from customers.customer where code = 'public-30'`);
  await assignScenario(db, { customerId: hand.id, scenarioId: keyAccount, today }, tester);
  await save(house, [rule('Belges', keyAccount, { field: 'country', is: 'is', value: 'BE' })]);
  await apply(house);
  const rich = await db.one<{ id: string }>(sql`select id from customers.customer where code = 'public-7'`);
  await db.run(sql`
    insert into receivables.customer_balance (tenant_id, entity_id, customer_id, currency, open_debit_minor, open_credit_minor, open_items)
    values (${house.tenant.tenantId}, ${house.tenant.entityId}, ${rich.id}, 'EUR', 500000, 0, 1)
  `);
  const preview = await previewRules(
    db,
    [
      rule('Publics', publicSector, ofKind('public')),
      rule('Publics encore', keyAccount, ofKind('public')),
      rule('Éteinte', keyAccount, ofKind('consumer'), { enabled: false }),
    ],
    { today, language: 'fr' },
  );
  expect(preview.rules).toEqual([
    { name: 'Publics', customers: 29, words: 'Type de client est Organisme public' },
    { name: 'Publics encore', customers: 0, words: 'Type de client est Organisme public' },
    { name: 'Éteinte', customers: 0, words: 'Type de client est Particulier' },
  ]);
  expect(preview).toMatchObject({ locked: 1, unmatched: 60, changing: 59 });
  expect(preview.moves.map(({ from, to, customers }) => [from, to, customers])).toEqual([
    ['Grand compte', 'Standard', 30],
    ['Standard', 'Secteur public', 29],
  ]);
  expect(preview.sample).toHaveLength(20);
  expect(preview.sample[0]).toEqual({
    customerId: rich.id,
    customerCode: 'public-7',
    customer: 'Client 7',
    from: 'Standard',
    to: 'Secteur public',
    rule: 'Publics',
  });
  // Nothing was saved, nobody moved.
  expect(await followers(house)).toEqual({ Belges: 30 });
});

test('a preview says exactly what applying does', async () => {
  const house = await given();
  await givenCustomers(house, 10);
  const rules = [
    rule('Particuliers', await house.made('consumer'), ofKind('consumer')),
    rule('Français', await house.made('key-account'), { not: { field: 'country', is: 'is', value: 'BE' } }),
  ];
  const preview = await previewRules(house.tenant.tenantDb, rules, { today, language: 'en' });
  await save(house, rules);
  expect(await apply(house)).toBe(preview.changing);
  expect(await followers(house)).toEqual(Object.fromEntries(preview.rules.map((one) => [one.name, one.customers])));
});

test('a list somebody else saved meanwhile is not written over', async () => {
  const house = await given();
  const db = house.tenant.tenantDb;
  const scenario = await house.made('consumer');
  const read = revisionOf(await assignmentRules(db));
  await save(house, [rule('A', scenario, ofKind('consumer'))], read);
  expect(await codeOf(save(house, [], read))).toBe('rules.changed-meanwhile');
  const [kept] = await assignmentRules(db);
  await save(
    house,
    [rule('B', scenario, ofKind('public')), { ...rule('A', scenario, ofKind('consumer')), id: kept?.id }],
    revisionOf([kept!]),
  );
  const after = await assignmentRules(db);
  expect(after.map((one) => [one.position, one.name, one.id === kept?.id])).toEqual([
    [1, 'B', false],
    [2, 'A', true],
  ]);
});

test.each<[string, string, (scenario: string) => NewRule[]]>([
  [
    'a scenario that does not exist',
    'rules.scenario-unknown',
    () => [rule('A', '019a0b6c-4c1e-7a52-9d3f-2b7c5e8f1a04', ofKind('public'))],
  ],
  [
    'a field that does not exist',
    'rules.criteria-invalid',
    (scenario) => [rule('A', scenario, { field: 'shoeSize', is: 'is', value: 1 })],
  ],
  [
    'one rule twice',
    'rules.twice',
    (scenario) => [0, 1].map(() => rule('A', scenario, ofKind('public'), { id: '019a0b6c-4c1e-7a52-9d3f-2b7c5e8f1a04' })),
  ],
])('%s is refused, and nothing is saved', async (_what, code, rules) => {
  const house = await given();
  const list = rules(await house.made('consumer'));
  expect(await codeOf(save(house, list))).toBe(code);
  expect(await codeOf(previewRules(house.tenant.tenantDb, list, { today, language: 'fr' }))).toBe(code);
  expect(await assignmentRules(house.tenant.tenantDb)).toEqual([]);
});

test('a scenario put away takes its followers and its rules to another, which go on applying', async () => {
  const house = await given();
  await givenCustomers(house, 2);
  const [consumer, small] = [await house.made('consumer'), await house.made('small-amounts')];
  await save(house, [rule('Particuliers', consumer, ofKind('consumer'))]);
  await apply(house);
  expect(await archiveScenario(house.tenant.tenantDb, consumer, small, tester)).toEqual({ movedCustomers: 2, movedRules: 1 });
  expect(await apply(house)).toBe(0);
  expect(await followers(house)).toEqual({ Particuliers: 2 });
});

test('the daily run applies the rules before it decides: a customer that came since is chased by its own scenario', async () => {
  const house = await given();
  const scenario = await house.made('direct-debit-reject');
  await save(house, [rule('Prélevés', scenario, { field: 'paymentMeans', is: 'is', value: 'prélèvement' })]);
  const { customerId } = await givenDebtor(house.tenant, [{ number: 'F-1', due: '2026-03-03', amount: 100_00n }], {
    payment_means: 'prélèvement',
  });
  await run(house.tenant, today);
  expect(await scenarioOf(house.tenant.tenantDb, customerId)).toMatchObject({ scenarioId: scenario, rule: { name: 'Prélevés' } });
  const actions = await house.tenant.tenantDb.rows(
    sql`select scenario_id as id from dunning.action where customer_id = ${customerId}`,
  );
  expect(actions).toEqual([{ id: scenario }]);
});
