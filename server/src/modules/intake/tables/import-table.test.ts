import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { ledgerChecks } from '../../receivables/index.ts';
import { type Books, openBooks } from '../books.fixture.ts';
import { undoImport } from '../undo/undo-import.ts';
import { saveMapping } from './mapping.ts';

const database = testDatabase();
const books = () => openBooks(database);
const me = { kind: 'system', name: 'test' } as const;

const header = 'Code client;Nom client;Numéro;Type;Date facture;Échéance;Montant;Devise';
const csv = (...rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;
const first = 'C1;Menuiserie Hêtre;F-1;Facture;05/01/2026;04/02/2026;1 200,50;EUR';
const second = 'C1;Menuiserie Hêtre;F-2;Facture;15/02/2026;17/03/2026;300,00;EUR';
const credit = 'C2;Serrurerie Frêne;A-1;Avoir;20/02/2026;20/02/2026;-50,00;EUR';
const stock = { name: 'balance.csv', mode: 'stock' as const };

async function verified({ tenantDb }: Books): Promise<void> {
  const checks = await tenantDb.transaction((tx) => ledgerChecks(tx));
  expect(checks.filter((check) => !check.ok)).toEqual([]);
}

test('a French open-items file is read by itself: columns, dates, amounts, new customers', async () => {
  const { take, items } = await books();
  const result = await take(csv(first, second, credit), { name: 'balance.csv' });
  expect(result).toMatchObject({ type: 'items', read: 3, created: 3, rejected: [], held: false });
  expect(result.control).toEqual({ file: '1450.50', taken: '1450.50', rejected: '0.00', currency: 'EUR' });
  expect(await items()).toMatchObject([
    { code: 'C1', number: 'F-1', kind: 'invoice', issueOn: '2026-01-05', dueOn: '2026-02-04', open: '1200.50', inferred: false },
    { code: 'C1', number: 'F-2', kind: 'invoice', open: '300.00' },
    { code: 'C2', number: 'A-1', kind: 'credit-note', open: '-50.00' },
  ]);
});

test('an English file with its own words and marks is read as well', async () => {
  const { take, items } = await books();
  await take(
    'Customer number,Customer name,Invoice number,Invoice date,Due date,Open amount,Currency\nX9,Ashgrove Ltd,INV-7,2026-01-31,2026-03-02,"1,234.56",GBP\n',
    {
      name: 'open items.csv',
    },
  );
  expect(await items()).toMatchObject([{ code: 'X9', number: 'INV-7', open: '1234.56', dueOn: '2026-03-02' }]);
});

test('each line that cannot be taken is named with its line, column and reason; the others are taken, and the totals add up', async () => {
  const { take, balances } = await books();
  const result = await take(
    csv(
      first,
      'C3;Verrerie;F-3;Facture;31/02/2026;01/04/2026;10,00;EUR',
      'C3;Verrerie;F-4;Facture;01/03/2026;01/04/2026;dix;EUR',
      ';;F-5;Facture;01/03/2026;01/04/2026;7,00;EUR',
      'C3;Verrerie;F-6;Facture;01/03/2026;01/04/2026;1,234;EUR',
    ),
  );
  expect(result.rejected.map(({ line, column }) => [line, column])).toEqual([
    [3, 'Date facture'],
    [4, 'Montant'],
    [5, 'Code client'],
    [6, 'Montant'],
  ]);
  expect(result.rejected[0]?.reason).toContain('31/02/2026');
  expect(result).toMatchObject({ read: 5, created: 1 });
  expect(result.control).toEqual({ file: '1217.50', taken: '1200.50', rejected: '17.00', currency: 'EUR' });
  expect(await balances()).toEqual({ C1: '1200.50' });
});

test('a due date before the issue date is taken with a warning', async () => {
  const { take } = await books();
  const result = await take(csv('C1;Menuiserie;F-1;Facture;05/03/2026;04/02/2026;10,00;EUR'));
  expect(result).toMatchObject({ created: 1, rejected: [] });
  expect(result.warnings).toMatchObject([{ line: 2, column: 'Échéance' }]);
});

test('the same file twice changes nothing', async () => {
  const { take, items } = await books();
  const text = csv(first, second, credit);
  await take(text);
  const before = await items();
  expect(await take(text)).toMatchObject({ created: 0, updated: 0, unchanged: 3, settled: 0 });
  expect(await take(`${text}\n`)).toMatchObject({ created: 0, updated: 0, unchanged: 3, sameAs: null });
  expect(await items()).toEqual(before);
});

test('an item gone from a stock file is settled by inference; seen again, it reopens', async () => {
  const one = await books();
  const many = Array.from({ length: 8 }, (_, index) => `C1;Menuiserie;F-1${index};Facture;05/01/2026;04/02/2026;100,00;EUR`);
  await one.take(csv(...many), stock);
  expect(await one.take(csv(...many.slice(1)), stock)).toMatchObject({ settled: 1, held: false, unchanged: 7 });
  expect((await one.items()).find((item) => item.number === 'F-10' && item.kind === 'invoice')).toMatchObject({
    open: '0.00',
    settledByInference: true,
  });
  expect(await one.balances()).toEqual({ C1: '700.00' });
  await verified(one);
  expect(await one.take(csv(...many), stock)).toMatchObject({ created: 0, updated: 1, settled: 0 });
  expect(await one.balances()).toEqual({ C1: '800.00' });
  expect((await one.items()).some((item) => item.kind === 'clearing')).toBe(false);
  await verified(one);
});

test('a delta file settles nothing', async () => {
  const { take, balances } = await books();
  await take(csv(first, second));
  expect(await take(csv(second))).toMatchObject({ settled: 0 });
  expect(await balances()).toEqual({ C1: '1500.50' });
});

test('a stock file that would settle too much waits for a person with its figures; confirmed, it is applied', async () => {
  const one = await books();
  await one.take(csv(first, second), stock);
  const held = await one.take(csv(second), stock);
  expect(held).toMatchObject({
    held: true,
    heldReason: 'settles-too-much',
    heldFigures: [{ openBefore: '1500.50', settledAmount: '1200.50', settledItems: 1 }],
  });
  expect(await one.balances()).toEqual({ C1: '1500.50' });
  expect(await one.take(csv(second), { ...stock, confirm: true })).toMatchObject({ held: false, settled: 1 });
  expect(await one.balances()).toEqual({ C1: '300.00' });
  await verified(one);
});

test('a stock file that more than doubles what is open waits too; an entity’s first import never does', async () => {
  const { take, balances } = await books();
  expect(await take(csv(second), stock)).toMatchObject({ held: false });
  expect(await take(csv(first, second), stock)).toMatchObject({ held: true, heldReason: 'total-changes-too-much' });
  expect(await balances()).toEqual({ C1: '300.00' });
});

test('a line of a stock file that cannot be read does not settle its item', async () => {
  const { take, balances } = await books();
  await take(csv(first, second), stock);
  const result = await take(csv(first, second.replace('15/02/2026', '99/99/2026')), stock);
  expect(result).toMatchObject({ settled: 0, rejectedCount: 1 });
  expect(await balances()).toEqual({ C1: '1500.50' });
});

test('several due lines of one invoice are several items of one document; the first one paid, the others stay themselves', async () => {
  const one = await books();
  const terms = ['31/03/2026', '30/04/2026', '31/05/2026', '30/06/2026'].map(
    (due) => `C1;Menuiserie;F-9;Facture;01/03/2026;${due};100,00;EUR`,
  );
  await one.take(csv(...terms), stock);
  const ids = () =>
    one.tenantDb.rows(sql`select id, due_on from receivables.item where kind = 'invoice' and open_minor <> 0 order by due_on`);
  const before = await ids();
  expect(before).toHaveLength(4);
  expect(await one.tenantDb.one(sql`select count(distinct document_id)::int as documents from receivables.item`)).toEqual({
    documents: 1,
  });
  await one.take(csv(...terms.slice(1)), stock);
  expect(await ids()).toEqual(before.slice(1));
});

test('an item whose due date moved is the same item', async () => {
  const one = await books();
  await one.take(csv(first));
  const before = await one.tenantDb.one(sql`select id from receivables.item`);
  expect(await one.take(csv(first.replace('04/02/2026', '28/02/2026')))).toMatchObject({ created: 0, updated: 1 });
  expect(await one.tenantDb.one(sql`select id from receivables.item`)).toEqual(before);
  expect((await one.items())[0]?.dueOn).toBe('2026-02-28');
});

test('a cleared item comes with its payment, so that its delay is known', async () => {
  const one = await books();
  const text =
    'Code client;Numéro;Date facture;Échéance;Montant;Date de règlement\nC1;F-1;05/01/2026;04/02/2026;100,00;20/02/2026\n';
  expect(await one.take(text)).toMatchObject({ type: 'cleared-items', created: 1, read: 1 });
  expect(await one.items()).toMatchObject([
    { number: 'F-1', kind: 'invoice', open: '0.00', settledOn: '2026-02-20' },
    { number: 'F-1', kind: 'payment', open: '0.00' },
  ]);
  expect(await one.take(`${text}\n`)).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  await verified(one);
});

test('a payment that comes later explains an item settled by inference', async () => {
  const one = await books();
  const many = Array.from({ length: 8 }, (_, index) => `C1;Menuiserie;F-1${index};Facture;05/01/2026;04/02/2026;100,00;EUR`);
  await one.take(csv(...many), stock);
  await one.take(csv(...many.slice(1)), stock);
  await one.take(
    'Code client;Numéro;Date facture;Échéance;Montant;Date de règlement\nC1;F-10;05/01/2026;04/02/2026;100,00;20/02/2026\n',
  );
  expect((await one.items()).find((item) => item.number === 'F-10' && item.kind === 'invoice')).toMatchObject({
    open: '0.00',
    settledByInference: false,
    settledOn: '2026-02-20',
  });
  await verified(one);
});

test('the last reminder of the former program is kept on its item', async () => {
  const { take, tenantDb } = await books();
  await take(
    'Code client;Numéro;Date facture;Échéance;Montant;Dernier niveau de relance;Date de dernière relance\nC1;F-1;05/01/2026;04/02/2026;100,00;2;10/03/2026\n',
  );
  expect(await tenantDb.rows(sql`select last_reminder_level, last_reminder_on from receivables.item`)).toEqual([
    { last_reminder_level: 2, last_reminder_on: '2026-03-10' },
  ]);
});

test('customers, their contacts and their sales come from files of their own', async () => {
  const { take, tenantDb } = await books();
  await take(
    'Code client;Raison sociale;SIREN;Adresse;Code postal;Ville;Conditions de règlement\nC1;Menuiserie Hêtre;123456782;1 rue du Bois;44000;Nantes;45 jours fin de mois\n',
    {
      type: 'customers',
    },
  );
  expect(await tenantDb.rows(sql`select name, city, legal_id, terms_confirmed from customers.customer`)).toEqual([
    { name: 'Menuiserie Hêtre', city: 'Nantes', legal_id: '123456782', terms_confirmed: true },
  ]);
  const contacts = await take(
    'Code client;Nom;E-mail;Rôle\nC1;Mme Aubépine;compta@hetre.example;Comptabilité\nC9;Inconnu;x@y.example;Achats\n',
    { type: 'contacts' },
  );
  expect(contacts).toMatchObject({ read: 2, created: 1, rejected: [{ line: 3 }] });
  const sales = await take('Code client;Mois;Montant;Devise\nC1;2026-03;5 000,00;EUR\nC1;2026-03;1 000,00;EUR\n', {
    type: 'sales',
  });
  expect(sales).toMatchObject({ type: 'sales', created: 2 });
  expect(await tenantDb.rows(sql`select month, amount_minor from customers.monthly_sales`)).toEqual([
    { month: '2026-03-01', amount_minor: 600_000n },
  ]);
});

test('with agreed terms an invoice without due date gets one that is a fact: 45 days end of month', async () => {
  const { take, items } = await books();
  await take('Code client;Raison sociale;Ville;Conditions de règlement\nC1;Menuiserie Hêtre;Nantes;45 jours fin de mois\n', {
    type: 'customers',
  });
  await take('Code client;Numéro;Date facture;Montant\nC1;F-1;10/01/2026;100,00\n', { type: 'items' });
  expect((await items())[0]).toMatchObject({ dueOn: '2026-02-28' });
});

test('a saved mapping is found again by the columns of the next file', async () => {
  const { take, items, tenantDb } = await books();
  const odd = 'A1;B2;C3;D4;E5\nC1;F-1;05/01/2026;04/02/2026;100,00\n';
  expect(await take(odd, { type: 'items' })).toMatchObject({ state: 'refused', rejected: [{ line: 1 }] });
  await saveMapping(tenantDb, {
    name: 'Export maison',
    type: 'items',
    columns: ['A1', 'B2', 'C3', 'D4', 'E5'],
    mapping: { columns: { customerCode: 'A1', number: 'B2', issueOn: 'C3', dueOn: 'D4', amount: 'E5' } },
  });
  expect(await take(odd, { type: 'items' })).toMatchObject({ state: 'applied', created: 1 });
  expect(await items()).toMatchObject([{ code: 'C1', number: 'F-1', open: '100.00' }]);
});

test('an import of items can be undone, and what it had settled is open again', async () => {
  const one = await books();
  await one.take(csv(first, second), stock);
  const before = await one.items();
  const next = await one.take(csv(second.replace('300,00', '310,00')), { ...stock, confirm: true });
  expect(await one.balances()).toEqual({ C1: '310.00' });
  await undoImport(database.database, one.tenantId, next.import, me);
  expect(await one.items()).toEqual(before);
  await verified(one);
  await expect(undoImport(database.database, one.tenantId, next.import, me)).rejects.toMatchObject({
    code: 'import.not-undoable',
  });
});

test('an allocation made since, by hand, stands in the way of undoing', async () => {
  const one = await books();
  const result = await one.take(csv(first, credit.replace('C2;Serrurerie Frêne', 'C1;Menuiserie Hêtre')));
  const [row] = await one.tenantDb.rows<{ credit: string; debit: string; customer: string; entity: string }>(sql`
    select credit.id as credit, debit.id as debit, debit.customer_id as customer, debit.entity_id as entity
    from receivables.item as credit, receivables.item as debit where credit.amount_minor < 0 and debit.amount_minor > 0
  `);
  await one.tenantDb.transaction((tx) =>
    tx.run(sql`
      insert into receivables.allocation (tenant_id, id, entity_id, customer_id, credit_item_id, debit_item_id, currency, amount_minor, effective_on, source, provisional)
      values (${tx.tenantId}, uuidv7(), ${row?.entity}, ${row?.customer}, ${row?.credit}, ${row?.debit}, 'EUR', 1000, '2026-02-20', 'manual', true)
    `),
  );
  await expect(undoImport(database.database, one.tenantId, result.import, me)).rejects.toMatchObject({
    code: 'import.undo-allocations',
  });
});

test('a currency that does not exist is a rejected line: nobody knows its decimals', async () => {
  const { take, items } = await books();
  const result = await take(csv(first, second.replace('EUR', 'ZZZ'), credit.replace('EUR', 'KWD')));
  expect(result.rejected).toMatchObject([{ line: 3, column: 'Devise' }]);
  expect(await items()).toMatchObject([{ number: 'F-1' }, { number: 'A-1', open: '-50.000' }]);
});

test('a stock file whose items all come back in another currency waits for a person: the total of the first would vanish', async () => {
  const one = await books();
  await one.take(csv(first, second), stock);
  const dollars = csv(first, second).replaceAll('EUR', 'USD');
  expect(await one.take(dollars, stock)).toMatchObject({
    held: true,
    heldReason: 'total-changes-too-much',
    heldFigures: [{ currency: 'EUR', openBefore: '1500.50', openAfter: '0.00' }],
  });
  expect(await one.take(dollars, { ...stock, confirm: true })).toMatchObject({ held: false, updated: 2 });
  await verified(one);
});

test('a stock file is a file of items, even when most of its amounts cannot be read', async () => {
  const { take, items } = await books();
  await take(csv(first, second), stock);
  const unreadable = csv(first, second, credit).replace('1 200,50', 'néant').replace('300,00', 'néant');
  expect(await take(unreadable, stock)).toMatchObject({ type: 'items', state: 'refused' });
  expect(await items()).toMatchObject([{ open: '1200.50' }, { open: '300.00' }]);
});

test('the cleared line of an open invoice is an update, not “unchanged”: its payment is news', async () => {
  const { take, balances } = await books();
  await take(csv(first, second));
  const cleared =
    'Code client;Numéro;Date facture;Échéance;Montant;Devise;Date de règlement\nC1;F-1;05/01/2026;04/02/2026;1 200,50;EUR;20/02/2026\n';
  expect(await take(cleared, { type: 'cleared-items' })).toMatchObject({ created: 0, updated: 1, unchanged: 0 });
  expect(await take(`${cleared}\n`, { type: 'cleared-items' })).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  expect(await balances()).toEqual({ C1: '300.00' });
});
