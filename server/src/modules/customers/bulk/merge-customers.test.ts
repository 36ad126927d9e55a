import { expect, test } from 'vitest';
import { uuidv7 } from '../../../kernel/ids.ts';
import { systemActor } from '../../../kernel/actor.ts';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../../platform/testing/index.ts';
import { createEntity } from '../../identity/index.ts';
import { mergeCustomers, openCustomerLoad } from './index.ts';

const database = testDatabase();

type Line = { readonly code: string; readonly name: string; readonly legalId: string | null; readonly country?: string };

function brought({ tenantDb }: TestTenant, entityId: string, lines: readonly Line[]): Promise<unknown> {
  const rows = lines.map((line, index) => ({ line: index + 1, ...line, country: line.country ?? 'FR' }));
  return tenantDb.transaction(async (tx) => {
    await openCustomerLoad(tx);
    await tx.run(sql`
      insert into customer_load (line, code, name, legal_id, country)
      select row.line, row.code, row.name, row."legalId", row.country
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (line bigint, code text, name text, "legalId" text, country text)
    `);
    return mergeCustomers(tx, { entityId, importId: uuidv7(), source: 'file', defaultKind: 'business', update: 'all' });
  });
}

test('accounts of one legal person are under one debtor, whichever company’s file they came with: a SIRET is its SIREN’s', async () => {
  const tenant = await database.newTenant();
  const other = await tenant.tenantDb.transaction((tx) =>
    createEntity(tx, { name: 'Scierie du Lac', currency: 'EUR', country: 'FR' }, systemActor('test')),
  );
  await brought(tenant, tenant.entityId, [
    { code: 'A1', name: 'Vergers Réunis', legalId: '552100554' },
    { code: 'A2', name: 'Sans numéro', legalId: null },
    { code: 'A3', name: 'Numéro faux', legalId: '55210' },
    { code: 'A4', name: 'Obsthof Nord', legalId: '55210', country: 'DE' },
  ]);
  await brought(tenant, other, [{ code: 'B1', name: 'Vergers Réunis, dépôt', legalId: '55210055400017' }]);
  const debtors = await tenant.tenantDb.rows<{ code: string; debtor: string | null }>(sql`
    select customer.code, debtor.legal_id as debtor from customers.customer left join customers.debtor on debtor.id = customer.debtor_id order by code
  `);
  expect(debtors).toEqual([
    { code: 'A1', debtor: '552100554' },
    { code: 'A2', debtor: null },
    { code: 'A3', debtor: null },
    { code: 'A4', debtor: '55210' },
    { code: 'B1', debtor: '552100554' },
  ]);
});

test('a number the next file corrects moves the account to the debtor it is', async () => {
  const tenant = await database.newTenant();
  await brought(tenant, tenant.entityId, [{ code: 'A1', name: 'Vergers Réunis', legalId: '732829320' }]);
  await brought(tenant, tenant.entityId, [{ code: 'A1', name: 'Vergers Réunis', legalId: '552100554' }]);
  expect(
    await tenant.tenantDb.rows(sql`
      select debtor.legal_id as debtor from customers.customer join customers.debtor on debtor.id = customer.debtor_id
    `),
  ).toEqual([{ debtor: '552100554' }]);
});
