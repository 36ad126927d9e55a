import { expect, test } from 'vitest';
import { sql } from '../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../platform/testing/index.ts';
import { givenCustomer } from '../receivables/ledger.fixture.ts';
import { postalLines, type Recipient, recipientColumns, recipientsOf } from './collection-contact.ts';

const databases = testDatabase();

type Wanted = { channel: string; roles?: string[]; copyRoles?: string[]; copyPeople?: string[] };

async function recipient({ tenantDb }: TestTenant, customerId: string, wanted: Wanted): Promise<Recipient> {
  return tenantDb.one<Recipient>(sql`
    select ${recipientColumns} from (${recipientsOf(sql`
      select 'k'::text as key, ${customerId}::uuid as customer_id, ${wanted.channel}::text as channel, ${wanted.roles ?? []}::text[] as recipient_roles,
        ${wanted.copyRoles ?? []}::text[] as copy_roles, ${wanted.copyPeople ?? []}::text[] as copy_people
    `)}) as recipient
  `);
}

async function givenContact(
  { tenantDb, tenantId }: TestTenant,
  customerId: string,
  columns: Record<string, unknown>,
): Promise<void> {
  const entries = Object.entries(columns);
  await tenantDb.run(sql`
    insert into customers.contact (tenant_id, id, customer_id, ${sql.join(entries.map(([name]) => sql.ref(name)))})
    values (${tenantId}, uuidv7(), ${customerId}, ${sql.join(entries.map(([, value]) => sql`${value}`))})
  `);
}

const address = { address_lines: ['4 rue des Tanneurs'], postcode: '69003', city: 'Lyon' };

test('a step for the finance director goes to nobody else; copies go to the roles and colleagues asked for (T66)', async () => {
  const tenant = await databases.newTenant();
  const customerId = await givenCustomer(tenant, { columns: { email: 'compta@aubepine.example' } });
  await givenContact(tenant, customerId, { name: 'Ada Achat', role: 'buyer', email: 'achats@aubepine.example' });
  expect(await recipient(tenant, customerId, { channel: 'e-mail' })).toMatchObject({
    email: 'achats@aubepine.example',
    problem: null,
  });
  expect(await recipient(tenant, customerId, { channel: 'e-mail', roles: ['accounts-payable'] })).toMatchObject({
    email: 'compta@aubepine.example',
    contactId: null,
  });
  expect(await recipient(tenant, customerId, { channel: 'e-mail', roles: ['cfo'] })).toMatchObject({
    email: null,
    problem: 'no-address',
  });
  await givenContact(tenant, customerId, { name: 'Basile', role: 'cfo', email: 'daf@aubepine.example' });
  const { email, copies } = await recipient(tenant, customerId, {
    channel: 'e-mail',
    roles: ['cfo', 'escalation'],
    copyRoles: ['buyer', 'cfo'],
  });
  expect([email, copies]).toEqual(['daf@aubepine.example', ['achats@aubepine.example']]);
});

test('an address that bounced, or whose owner wants none, is not written to', async () => {
  const tenant = await databases.newTenant();
  const customerId = await givenCustomer(tenant, { columns: { email: 'compta@aubepine.example' } });
  await givenContact(tenant, customerId, { role: 'accounts-payable', email: 'Compta@aubepine.example', validity: 'bounced' });
  await givenContact(tenant, customerId, { role: 'cfo', email: 'daf@aubepine.example', opted_out_of: ['e-mail'] });
  expect(await recipient(tenant, customerId, { channel: 'e-mail' })).toMatchObject({ email: null, problem: 'no-address' });
});

test.each([
  ['06 12 34 56 78', 'FR', '+33612345678'],
  ['+33 (0)6 12 34 56 78', 'FR', '+33612345678'],
  ['0033 7 55 55 55 55', 'BE', '+33755555555'],
  ['01 44 55 66 77', 'FR', null],
  ['+41 79 123 45 67', 'FR', '+41791234567'],
  ['0471 23 45 67', 'BE', '+32471234567'],
  ['312 345 6789', 'IT', '+393123456789'],
  ['612345', 'XX', null],
  ['à rappeler', 'FR', null],
])('a text message to %s of %s goes to %s', async (phone, country, expected) => {
  const tenant = await databases.newTenant();
  const customerId = await givenCustomer(tenant, { columns: { phone, country } });
  expect(await recipient(tenant, customerId, { channel: 'sms' })).toMatchObject({
    mobile: expected,
    problem: expected === null ? 'no-address' : null,
  });
});

test('a letter needs a street and a town; abroad it names the country in capitals', async () => {
  const tenant = await databases.newTenant();
  const known = await givenCustomer(tenant, { columns: { name: 'Aubépine SARL', country: 'BE', ...address } });
  const unknown = await givenCustomer(tenant, { columns: { city: 'Lyon' } });
  await givenContact(tenant, known, { name: 'Service fournisseurs' });
  const letter = await recipient(tenant, known, { channel: 'letter' });
  expect(letter).toMatchObject({
    postal: ['Aubépine SARL', 'Service fournisseurs', '4 rue des Tanneurs', '69003 Lyon'],
    problem: null,
  });
  expect(postalLines(letter, 'FR', 'fr').at(-1)).toBe('BELGIQUE');
  expect(postalLines(letter, 'BE', 'fr').at(-1)).toBe('69003 Lyon');
  expect(await recipient(tenant, unknown, { channel: 'registered-letter' })).toMatchObject({
    postal: null,
    problem: 'no-address',
  });
});

test.each([
  ['business', null, null],
  ['public', null, null],
  ['consumer', null, 'no-consent'],
  ['unknown', null, 'no-consent'],
  ['consumer', '2026-01-10', null],
])('electronic registered mail to a %s who agreed on %s: %s', async (kind, registered_consent_on, problem) => {
  const tenant = await databases.newTenant();
  const customerId = await givenCustomer(tenant, { columns: { kind } });
  await givenContact(tenant, customerId, { email: 'ada@saule.example', registered_consent_on });
  expect(await recipient(tenant, customerId, { channel: 'registered-e-letter' })).toMatchObject({ problem });
});

test('a mail to colleagues goes to the collector, to the account manager when asked for, and to the owner when nobody collects', async () => {
  const tenant = await databases.newTenant();
  const { tenantDb, tenantId } = tenant;
  const people = ['owner', 'collector', 'sales'].map((role) => ({ role, email: `${role}-${tenantId}@sorbier.example` }));
  await tenantDb.run(sql`
    with person as (
      insert into identity.person (id, email, name) select uuidv7(), row.email, row.role from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as row (role text, email text)
      returning id, email, name
    )
    insert into identity.membership (tenant_id, person_id, role, sales_rep)
    select ${tenantId}, person.id, person.name, case when person.name = 'sales' then 'Dunoyer' end from person
  `);
  const { id: collectorId } = await tenantDb.one<{ id: string }>(
    sql`select person_id as id from identity.membership where role = 'collector'`,
  );
  const looked = await givenCustomer(tenant, { columns: { collector_id: collectorId, sales_rep: 'DUNOYER' } });
  const nobodys = await givenCustomer(tenant);
  const of = async (customerId: string, copyPeople: string[] = []) =>
    (await recipient(tenant, customerId, { channel: 'internal', copyPeople })).email?.split('-')[0];
  expect([await of(looked), await of(looked, ['account-manager', 'collector']), await of(nobodys)]).toEqual([
    'collector',
    'sales',
    'owner',
  ]);
});
