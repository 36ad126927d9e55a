import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { entityById } from '../../identity/index.ts';
import { decisionTerms } from '../decision/terms.ts';
import { freshTenant, givenDebtor, morningOf, run } from '../dunning.fixture.ts';
import { readAccounts } from './read-accounts.ts';

const databases = testDatabase();
const day = '2026-05-04';

async function tenantOf(): Promise<{ tenant: TestTenant; customerIds: string[] }> {
  const tenant = await freshTenant(databases);
  await run(tenant, '2026-01-02');
  const given = async (columns: Readonly<Record<string, unknown>>) =>
    (await givenDebtor(tenant, [{ number: 'F-1', due: '2026-04-10', amount: 100_00n }], columns)).customerId;
  const customerIds = [
    await given({}),
    await given({ email: null }),
    await given({ email: null, address_lines: ['4 rue Haute'], postcode: '38000', city: 'Grenoble' }),
  ];
  return { tenant, customerIds };
}

/** Whom the plan cannot reach by which way; and how many statements it took to know. */
async function unreachable({ tenantDb, entityId }: TestTenant, customerIds?: readonly string[]) {
  const entity = await entityById(tenantDb, entityId);
  return tenantDb.transaction(async (tx) => {
    const terms = await decisionTerms(tx, entity, day, morningOf(day), customerIds);
    const found = new Map<string, string[]>();
    const before = databases.database.statements();
    for await (const accounts of readAccounts(tx, terms))
      for (const account of accounts) found.set(account.customerId, [...account.unreachable].toSorted());
    return { found, statements: databases.database.statements() - before };
  });
}

test('asked about a few customers, the plan knows of them what it knows asked about all', async () => {
  const { tenant, customerIds } = await tenantOf();
  const all = await unreachable(tenant);
  expect(all.found.size).toBe(3);
  expect(new Set([...all.found.values()].map((ways) => ways.join(' '))).size).toBeGreaterThan(1);
  expect((await unreachable(tenant, customerIds)).found).toEqual(all.found);
  const [first = ''] = customerIds;
  expect((await unreachable(tenant, [first])).found).toEqual(new Map([[first, all.found.get(first)]]));
});

test('a customer is explained in as many statements however many ways its steps are sent', async () => {
  const { tenant, customerIds } = await tenantOf();
  const before = await unreachable(tenant, customerIds);
  await tenant.tenantDb.run(sql`update dunning.step set recipient_roles = array['cfo'] where position = 1`);
  await tenant.tenantDb.run(sql`update dunning.step set recipient_roles = array['legal'] where position = 2`);
  const after = await unreachable(tenant, customerIds);
  expect(after.found).not.toEqual(before.found);
  expect(after.statements).toBe(before.statements);
});
