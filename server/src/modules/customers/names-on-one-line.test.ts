import { expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { sql } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { openBooks } from '../intake/books.fixture.ts';
import { createCustomer, changeCustomer } from './change-customer.ts';
import { addManyContacts } from './contacts/add-many.ts';
import { addContact, changeContact } from './contacts/contacts.ts';

const databases = testDatabase();
const clerk = systemActor('test');
const broken = 'Menuiserie\r\nBcc: pirate@ailleurs.example\u0000';
const kept = 'Menuiserie Bcc: pirate@ailleurs.example';

test('a line break or control character in a name never gets into the books, whoever brings it', async () => {
  const { tenantDb, entityId } = await databases.newTenant();
  await tenantDb.transaction(async (tx) => {
    const customer = await createCustomer(
      tx,
      { entityId, code: 'C1', name: broken, addressLines: ['3 rue\nHaute', '\n'] },
      clerk,
    );
    expect(customer).toMatchObject({ name: kept, addressLines: ['3 rue Haute'] });
    expect(await changeCustomer(tx, customer.id, { name: `Bois\t${broken}` }, clerk)).toMatchObject({ name: `Bois ${kept}` });
    await expect(createCustomer(tx, { entityId, code: 'C2', name: '\r\n' }, clerk)).rejects.toThrow('customer.name-missing');
    const contact = await addContact(tx, customer.id, { name: broken, email: 'a@val.example' }, clerk);
    expect(contact.name).toBe(kept);
    expect(await changeContact(tx, contact.id, { name: 'Anne\r\nMoreau' }, clerk)).toMatchObject({ name: 'Anne Moreau' });
    await addManyContacts(tx, [{ customerId: customer.id, email: 'b@val.example', name: broken }], clerk);
    expect(await tx.rows(sql`select name from customers.contact where email = 'b@val.example'`)).toEqual([{ name: kept }]);
  });
});

test('nor does it when a file holds it between quotes', async () => {
  const { take, tenantDb } = await openBooks(databases);
  await take(
    'Code client;Nom client;Numéro;Type;Date facture;Échéance;Montant;Devise\nC1;"Menuiserie\r\nBcc: pirate@ailleurs.example";F-1;Facture;05/01/2026;04/02/2026;1 200,50;EUR\n',
    { name: 'balance.csv' },
  );
  expect(await tenantDb.rows(sql`select code, name from customers.customer`)).toEqual([{ code: 'C1', name: kept }]);
});
