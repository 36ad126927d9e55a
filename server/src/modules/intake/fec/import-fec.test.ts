import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { ledgerChecks } from '../../receivables/index.ts';
import { type Entry, fec, openBooks } from '../books.fixture.ts';

const database = testDatabase();
const books = () => openBooks(database);
const brief = (items: readonly { number: string; kind: string; open: string }[]) =>
  items.map((item) => [item.number, item.kind, item.open]);

const invoice: Entry = { num: '1', on: '2026-01-10', piece: 'F-1', label: 'Facture F-1', amount: '120.00' };
const payment: Entry = { journal: 'BQ', num: '7', on: '2026-02-15', piece: 'VIR', label: 'Virement', amount: '-120.00' };

test('a debit from sales is an invoice, a credit from sales a credit note, a credit from the bank a payment, the rest a debit or a credit', async () => {
  const { take, items } = await books();
  await take(
    fec([
      invoice,
      { num: '2', on: '2026-01-11', piece: 'A-1', amount: '-20.00' },
      payment,
      { journal: 'OD', num: '9', on: '2026-03-01', piece: 'OD1', amount: '5.00' },
      { journal: 'OD', num: '10', on: '2026-03-02', piece: 'OD2', amount: '-3.00' },
    ]),
  );
  expect(brief(await items())).toEqual([
    ['F-1', 'invoice', '120.00'],
    ['A-1', 'credit-note', '-20.00'],
    ['VIR', 'payment', '-120.00'],
    ['OD1', 'debit', '5.00'],
    ['OD2', 'credit', '-3.00'],
  ]);
});

test('read counts every data line, and the control is the 411 total: file = taken + rejected', async () => {
  const { take } = await books();
  const broken = fec([invoice, { ...invoice, num: '2', piece: 'F-2', amount: '80.00' }]).replace(
    '\t80,00\t0,00',
    '\tquatre-vingts\t0,00',
  );
  const result = await take(broken);
  expect(result.read).toBe(4);
  expect(result.created).toBe(1);
  expect(result.rejected).toHaveLength(1);
  expect(result.rejected[0]).toMatchObject({ line: 4, column: 'Debit' });
  expect(result.read).toBe(result.created + result.updated + result.unchanged + result.rejected.length);
  expect(result.control).toEqual({ file: '120.00', taken: '120.00', rejected: '0.00', currency: 'EUR' });
});

test('a rejected line keeps its amount in the control total when it can be read', async () => {
  const { take } = await books();
  const result = await take(
    fec([invoice, { ...invoice, num: '2', piece: 'F-2', amount: '80.00' }]).replace('2\t20260110\t411000', '2\t20261310\t411000'),
  );
  expect(result.control).toEqual({ file: '200.00', taken: '120.00', rejected: '80.00', currency: 'EUR' });
});

test('a file without the legal header is refused whole: one rejection, on line 1, nothing taken', async () => {
  const { take, items } = await books();
  const result = await take('not;an;fec\n1;2;3\n', { type: 'fec' });
  expect(result).toMatchObject({ state: 'refused', read: 1, created: 0, rejected: [{ line: 1 }] });
  expect(await items()).toEqual([]);
});

test('the same file twice changes nothing and says so', async () => {
  const { take, items } = await books();
  const text = fec([
    { ...invoice, letter: 'A' },
    { ...payment, letter: 'A' },
  ]);
  const first = await take(text);
  const before = await items();
  const second = await take(text);
  expect(second).toMatchObject({ created: 0, updated: 0, unchanged: 4, rejected: [], sameAs: { id: first.import } });
  expect(await items()).toEqual(before);
  // One blank line more: no longer the same bytes, so that it is read through.
  const third = await take(`${text}\n`);
  expect(third).toMatchObject({ created: 0, updated: 0, unchanged: 4, sameAs: null });
  expect(await items()).toEqual(before);
});

test('the same file is read again when something it depends on changed since', async () => {
  const { take, items, tenantDb } = await books();
  const text = fec([{ ...invoice, journal: 'XX' }]);
  await take(text);
  expect((await items())[0]?.kind).toBe('debit');
  await tenantDb.transaction((tx) => tx.run(sql`update intake.journal set nature = 'sales', confirmed = true where code = 'XX'`));
  expect(await take(text)).toMatchObject({ created: 0, updated: 1 });
  expect((await items())[0]?.kind).toBe('invoice');
});

test('lines rightly identical are all kept, whatever the order of the next export', async () => {
  const { take, balances } = await books();
  const twice = [invoice, invoice, { ...invoice, num: '3', piece: 'F-3', amount: '7.00' }];
  await take(fec(twice));
  expect(await balances()).toEqual({ C001: '247.00' });
  const again = await take(fec(twice.toReversed()));
  expect(again).toMatchObject({ created: 0, updated: 0 });
  expect(await balances()).toEqual({ C001: '247.00' });
});

test('where EcritureNum is 0 everywhere, lines are still known again', async () => {
  const { take, balances } = await books();
  const lines = [invoice, { ...invoice, piece: 'F-2', amount: '50.00' }, { ...payment, amount: '-50.00' }].map((entry) => ({
    ...entry,
    num: '0',
  }));
  await take(fec(lines));
  const later = await take(fec([...lines, { ...invoice, num: '0', on: '2026-01-10', piece: 'F-9', amount: '9.00' }]));
  expect(later).toMatchObject({ created: 1, updated: 0 });
  expect(await balances()).toEqual({ C001: '129.00' });
});

test('a later export brings only what is new: more lines, and the letters put since', async () => {
  const { take, items } = await books();
  await take(fec([invoice]));
  const result = await take(
    fec([
      { ...invoice, letter: 'AA' },
      { ...payment, letter: 'AA' },
    ]),
  );
  expect(result).toMatchObject({ created: 1, updated: 0 });
  expect(brief(await items())).toEqual([
    ['F-1', 'invoice', '0.00'],
    ['VIR', 'payment', '0.00'],
  ]);
  expect((await items())[0]?.settledOn).toBe('2026-02-15');
});

test('a letter removed in the later export reopens the invoice and the payment', async () => {
  const { take, balances, items } = await books();
  await take(
    fec([
      { ...invoice, letter: 'A' },
      { ...payment, letter: 'A' },
    ]),
  );
  await take(fec([invoice, payment]));
  expect((await items()).map((item) => item.open)).toEqual(['120.00', '-120.00']);
  expect(await balances()).toEqual({ C001: '0.00' });
});

test('a line corrected in the later export is the same item, updated; its former version stays in the history', async () => {
  const { take, items, tenantDb } = await books();
  await take(fec([invoice]));
  const before = await tenantDb.one<{ id: string }>(sql`select id from receivables.item`);
  const result = await take(fec([{ ...invoice, amount: '130.00' }]));
  expect(result).toMatchObject({ created: 0, updated: 1 });
  expect((await items()).map((item) => item.amount)).toEqual(['130.00']);
  expect(await tenantDb.one(sql`select id from receivables.item`)).toEqual(before);
  expect(await tenantDb.rows(sql`select amount_minor from receivables.item_history`)).toEqual([{ amount_minor: 12000n }]);
});

test('a customer line that left its entry leaves the ledger; an entry cut by the end of the file concludes nothing', async () => {
  const { take, balances } = await books();
  const both = [invoice, { ...invoice, aux: 'C002', piece: 'F-1b', amount: '30.00' }];
  await take(fec(both));
  await take(fec([invoice]));
  expect(await balances()).toEqual({ C001: '120.00' });
  await take(fec(both));
  const cut = fec(both).trimEnd().split('\n').slice(0, 2).join('\n');
  await take(`${cut}\n`);
  expect(await balances()).toEqual({ C001: '120.00', C002: '30.00' });
});

test('the same letter on two customers makes two groups', async () => {
  const { take, balances } = await books();
  await take(
    fec([
      { ...invoice, letter: 'A' },
      { ...payment, letter: 'A', amount: '-100.00' },
      { ...invoice, num: '2', aux: 'C002', piece: 'F-2', amount: '50.00', letter: 'A' },
      { ...payment, num: '8', aux: 'C002', piece: 'VIR2', amount: '-70.00', letter: 'A' },
    ]),
  );
  expect(await balances()).toEqual({ C001: '20.00', C002: '-20.00' });
});

test('a group that does not balance closes up to its smaller side, first due first; the rest stays open and is told', async () => {
  const { take, items } = await books();
  const result = await take(
    fec([
      { ...invoice, letter: 'B' },
      { ...invoice, num: '2', on: '2026-01-20', piece: 'F-2', amount: '80.00', letter: 'B' },
      { ...payment, letter: 'B', amount: '-150.00' },
    ]),
  );
  expect(brief(await items())).toEqual([
    ['F-1', 'invoice', '0.00'],
    ['F-2', 'invoice', '50.00'],
    ['VIR', 'payment', '0.00'],
  ]);
  expect(result.notes.join(' ')).toContain('does not balance');
});

test('a letter used again later in the year does not mix the two groups', async () => {
  const { take, items } = await books();
  await take(
    fec([
      { ...invoice, letter: 'A', letteredOn: '2026-02-15' },
      { ...payment, letter: 'A', letteredOn: '2026-02-15' },
      { ...invoice, num: '20', on: '2026-05-10', piece: 'F-20', amount: '60.00', letter: 'A', letteredOn: '2026-06-01' },
      { ...payment, num: '21', on: '2026-06-01', piece: 'VIR2', amount: '-60.00', letter: 'A', letteredOn: '2026-06-01' },
    ]),
  );
  expect((await items()).map((item) => [item.number, item.settledOn])).toEqual([
    ['F-1', '2026-02-15'],
    ['VIR', '2026-02-15'],
    ['F-20', '2026-06-01'],
    ['VIR2', '2026-06-01'],
  ]);
});

test('without an auxiliary account an individualised account is its customer, a collective one a catch-all', async () => {
  const { take, balances, tenantDb } = await books();
  await take(
    fec([
      { ...invoice, account: '411DUPONT', accountLabel: 'Ébénisterie Dupontel' },
      { ...invoice, num: '2', account: '411100000', accountLabel: 'CLIENTS', amount: '30.00' },
    ]),
  );
  expect(await balances()).toEqual({ '411100000': '30.00', '411DUPONT': '120.00' });
  expect(await tenantDb.rows(sql`select name, catch_all from customers.customer order by code`)).toEqual([
    { name: 'Clients divers (411100000)', catch_all: true },
    { name: 'Ébénisterie Dupontel', catch_all: false },
  ]);
});

test('drafts, doubtful debts and advances are read beside the 411 total, as their own kinds', async () => {
  const { take, items } = await books();
  const result = await take(
    fec([
      invoice,
      { ...invoice, num: '2', account: '413000', aux: 'C001', piece: 'LCR1', amount: '40.00' },
      { ...invoice, num: '3', journal: 'OD', account: '416000', aux: 'C001', piece: 'F-0', amount: '15.00' },
      { ...payment, num: '4', account: '419100', aux: 'C001', piece: 'ACPT', amount: '-10.00' },
    ]),
  );
  expect(result.control.taken).toBe('120.00');
  expect((await items()).map((item) => [item.number, item.class, item.kind])).toEqual(
    expect.arrayContaining([
      ['F-1', 'receivable', 'invoice'],
      ['LCR1', 'draft', 'draft'],
      ['F-0', 'doubtful', 'debit'],
      ['ACPT', 'advance', 'payment'],
    ]),
  );
});

test('an FEC has no due date: it is inferred from visible default terms of 30 days, unless the label tells it', async () => {
  const { take, items } = await books();
  await take(fec([invoice, { ...invoice, num: '2', piece: 'F-2', label: 'Facture F-2 éch. 15/04/2026' }]));
  expect((await items()).map((item) => [item.dueOn, item.inferred])).toEqual([
    ['2026-02-09', true],
    ['2026-04-15', true],
  ]);
});

test('several customer lines of one entry and piece are separate items of one document', async () => {
  const { take, tenantDb } = await books();
  await take(fec([invoice, { ...invoice, amount: '60.00' }]));
  expect(
    await tenantDb.one(sql`select count(*)::int as items, count(distinct document_id)::int as documents from receivables.item`),
  ).toEqual({
    items: 2,
    documents: 1,
  });
});

test('foreign amounts are kept beside the amount in the books', async () => {
  const { take, tenantDb } = await books();
  await take(fec([{ ...invoice, currency: 'USD', foreign: '131,40' }]));
  expect(await tenantDb.rows(sql`select document_currency, document_amount_minor from receivables.item`)).toEqual([
    { document_currency: 'USD', document_amount_minor: 13140n },
  ]);
});

test('customers who pay but are never lettered are marked, and a lettering is proposed, applied by nobody', async () => {
  const { take, balances, items, tenantDb } = await books();
  await take(fec([invoice, { ...invoice, num: '2', piece: 'F-2', amount: '80.00' }, payment]));
  expect(await tenantDb.one(sql`select lettered from customers.customer`)).toEqual({ lettered: false });
  expect(await tenantDb.rows(sql`select strategy, amount_minor from intake.lettering_proposal`)).toEqual([
    { strategy: 'exact-amount', amount_minor: 12000n },
  ]);
  expect((await items()).map((item) => item.open)).toEqual(['120.00', '80.00', '-120.00']);
  expect(await balances()).toEqual({ C001: '80.00' });
});

test('a dry run tells what would happen and changes nothing', async () => {
  const { take, items } = await books();
  const result = await take(fec([invoice]), { dryRun: true });
  expect(result).toMatchObject({ state: 'previewed', created: 1 });
  expect(await items()).toEqual([]);
});

test('after any of this the ledger verifies: kept amounts, totals and allocations agree', async () => {
  const { take, tenantDb } = await books();
  await take(
    fec([
      { ...invoice, letter: 'A' },
      { ...payment, letter: 'A' },
      { ...invoice, num: '2', piece: 'F-2' },
    ]),
  );
  await take(fec([invoice, payment, { ...invoice, num: '2', piece: 'F-2', amount: '99.00' }]));
  const checks = await tenantDb.transaction((tx) => ledgerChecks(tx));
  expect(checks.filter((check) => !check.ok)).toEqual([]);
});

test('absurd values neither break the import nor slip in: an amount beyond all reason is rejected, a text without end is cut', async () => {
  const { take, items } = await books();
  const result = await take(
    fec([
      { ...invoice, piece: 'P'.repeat(5000), aux: 'A'.repeat(4000), label: 'L'.repeat(9000), letter: 'Z'.repeat(500) },
      { ...invoice, num: '2', piece: 'F-2', amount: '99999999999999999.00' },
    ]),
  );
  expect(result.rejected).toMatchObject([{ line: 4, column: 'Debit' }]);
  expect((await items()).map((item) => [item.number.length, item.open])).toEqual([[100, '120.00']]);
});

test('an FEC that lacks a legal column is refused as an FEC, with the name of the column: never read as another kind of table', async () => {
  const { take, items } = await books();
  const whole = fec([invoice, payment])
    .split('\n')
    .map((line) => line.split('\t'));
  const day = whole[0]?.indexOf('EcritureDate') ?? -1;
  const result = await take(whole.map((cells) => cells.toSpliced(day, 1).join('\t')).join('\n'));
  expect(result).toMatchObject({ type: 'fec', state: 'refused', created: 0, rejected: [{ line: 1, column: 'EcritureDate' }] });
  expect(await items()).toEqual([]);
});
