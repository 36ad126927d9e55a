import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { markItemsSent } from '../../receivables/index.ts';
import { type Books, openBooks } from '../books.fixture.ts';
import { ndjsonTable } from '../upsert/ndjson-table.ts';
import { invoiceReferencesOf, invoiceRoutesOf, yesOrNo } from './value-words.ts';

const database = testDatabase();
const header = 'Code client;Nom client;Numéro;Date facture;Échéance;Montant;Devise;Non envoyée';
const items = (...rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;
const invoice = (number: string, unsent: string): string =>
  `C1;Menuiserie Hêtre;${number};05/01/2026;04/02/2026;1 200,50;EUR;${unsent}`;

async function unsent({ tenantDb }: Books): Promise<Record<string, boolean>> {
  const rows = await tenantDb.rows<{ number: string; unsent: boolean }>(
    sql`select number, unsent from receivables.item order by number`,
  );
  return Object.fromEntries(rows.map((row) => [row.number, row.unsent]));
}

test('a file says which invoices were not sent yet; silent, it changes nothing', async () => {
  const books = await openBooks(database);
  expect(await books.take(items(invoice('F-1', 'oui'), invoice('F-2', 'non'), invoice('F-3', '')))).toMatchObject({
    created: 3,
    rejected: [],
  });
  expect(await unsent(books)).toEqual({ 'F-1': true, 'F-2': false, 'F-3': false });
  const silent = items(invoice('F-1', ''), invoice('F-2', 'non'), invoice('F-3', ''));
  expect(await books.take(silent)).toMatchObject({ updated: 0, unchanged: 3 });
  expect(await unsent(books)).toMatchObject({ 'F-1': true });
  expect(await books.take(items(invoice('F-1', 'non')))).toMatchObject({ updated: 1 });
  expect(await unsent(books)).toMatchObject({ 'F-1': false });
});

test('an invoice that was sent from here stays sent, whatever a later file says', async () => {
  const books = await openBooks(database);
  await books.take(items(invoice('F-1', 'oui')));
  const { id } = await books.tenantDb.one<{ id: string }>(sql`select id from receivables.item`);
  await books.tenantDb.transaction((tx) => markItemsSent(tx, [{ itemId: id, on: '2026-01-06' }]));
  expect(await books.take(`${items(invoice('F-1', 'oui'))}\n`)).toMatchObject({ updated: 0, unchanged: 1 });
  expect(await unsent(books)).toEqual({ 'F-1': false });
});

test('a program says it as true or false; any other field takes neither', async () => {
  const line = (more: object): string => `${JSON.stringify({ externalId: 'e', customerCode: 'C1', number: 'F-1', ...more })}\n`;
  const source = async function* () {
    yield Buffer.from(line({ unsent: true }) + line({ unsent: false }) + line({ number: true }));
  };
  const table = ndjsonTable(source(), 'items');
  const place = table.columns.indexOf('unsent');
  const [batch] = await Array.fromAsync(table.rows());
  expect(batch?.rows.map((row) => row.cells[place])).toEqual(['true', 'false']);
  expect(batch?.issues.map((issue) => issue.code)).toEqual(['line.value-kind']);
});

test('a list of customers says by what way each wants its invoices, and what they must carry', async () => {
  const books = await openBooks(database);
  const take = (...rows: readonly string[]) =>
    books.take(`Code client;Nom;Ville;Mode d’envoi des factures;Portail de facturation;Références exigées\n${rows.join('\n')}\n`);
  const wanted = () =>
    books.tenantDb.rows<{ line: string }>(
      sql`select concat_ws(' ', code, invoice_route, invoice_portal, array_to_string(invoice_references, '+')) as line from customers.customer order by code`,
    );
  await take(
    'C1;Mairie;Tours;;Chorus Pro;N° d’engagement',
    'C2;Verrerie;Metz;courrier;;',
    'C3;Scierie;Sens;;;commande et référence',
  );
  expect(await wanted()).toEqual([
    { line: 'C1 portal Chorus Pro purchase-order' },
    { line: 'C2 letter ' },
    { line: 'C3 e-mail purchase-order+reference' },
  ]);
  await take('C1;Mairie;Tours;;;', 'C2;Verrerie;Metz;e-mail;;référence', 'C3;Scierie;Sens;;;');
  expect(await wanted()).toEqual([
    { line: 'C1 portal Chorus Pro purchase-order' },
    { line: 'C2 e-mail reference' },
    { line: 'C3 e-mail purchase-order+reference' },
  ]);
});

test.each([
  ['Oui', true],
  ['x', true],
  ['NON', false],
  ['0', false],
  ['', null],
  ['peut-être', null],
])('“%s” in a column of yes and no means %s', (text, said) => {
  expect(yesOrNo(text)).toBe(said);
});

test.each([
  ['PDF par e-mail', 'e-mail'],
  ['Courriel', 'e-mail'],
  ['Courrier postal', 'letter'],
  ['paper', 'letter'],
  ['Dépôt Chorus', 'portal'],
  ['?', null],
])('invoices wanted by “%s” go by %s', (text, route) => {
  expect(invoiceRoutesOf(text)).toBe(route);
});

test.each([
  ['Bon de commande', '{purchase-order}'],
  ['PO', '{purchase-order}'],
  ['Réf. commande', '{purchase-order}'],
  ['reference, order number', '{purchase-order,reference}'],
  ['Code service', '{reference}'],
  ['rien', null],
])('“%s” asks for %s', (text, asked) => {
  expect(invoiceReferencesOf(text)).toBe(asked);
});
