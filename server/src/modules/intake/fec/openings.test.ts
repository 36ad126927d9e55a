import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { ledgerChecks } from '../../receivables/index.ts';
import { type Books, type Entry, fec, openBooks } from '../books.fixture.ts';
import { undoImport } from '../undo/undo-import.ts';

const database = testDatabase();
const books = () => openBooks(database);

const march: Entry = { num: '1', on: '2025-03-10', piece: 'F-MARS', amount: '120.00' };
const november: Entry = { num: '2', on: '2025-11-20', piece: 'F-NOV', amount: '80.00' };
const paidMarch: Entry = { journal: 'BQ', num: '1', on: '2025-04-05', piece: 'VIR1', amount: '-120.00' };
const year2025 = [
  { ...march, letter: 'A' },
  { ...paidMarch, letter: 'A' },
  november,
  { num: '3', on: '2025-12-05', aux: 'C002', piece: 'F-DEC', amount: '50.00' },
];
const opening = (entry: Omit<Entry, 'on'>): Entry => ({
  journal: 'AN',
  num: '1',
  on: '2026-01-01',
  label: 'A nouveau',
  ...entry,
});
const balanceOpening = [opening({ piece: 'RAN', amount: '80.00' }), opening({ aux: 'C002', piece: 'RAN', amount: '50.00' })];
const detailedOpening = [
  opening({ piece: 'F-NOV', pieceOn: '2025-11-20', amount: '80.00' }),
  opening({ aux: 'C002', piece: 'F-DEC', pieceOn: '2025-12-05', amount: '50.00' }),
];
const movements2026: Entry[] = [
  { num: '1', on: '2026-02-10', piece: 'F-FEV', amount: '30.00' },
  { journal: 'BQ', num: '1', on: '2026-02-20', piece: 'VIR9', amount: '-80.00' },
];
const owed = { C001: '30.00', C002: '50.00' };

async function verified({ tenantDb }: Books): Promise<void> {
  const checks = await tenantDb.transaction((tx) => ledgerChecks(tx));
  expect(checks.filter((check) => !check.ok)).toEqual([]);
}

test('an opening with detail, alone: each line is its invoice, aged by its own date', async () => {
  const { take, items } = await books();
  await take(fec([...detailedOpening, ...movements2026]));
  expect((await items()).filter((item) => item.code === 'C002')).toMatchObject([
    { number: 'F-DEC', kind: 'invoice', issueOn: '2025-12-05', dueOn: '2026-01-04', open: '50.00', withoutDetail: false },
  ]);
});

test('an opening by balance, alone: one opening item a customer, known to be without detail', async () => {
  const { take, items, balances } = await books();
  await take(fec([...balanceOpening, ...movements2026]));
  expect((await items()).filter((item) => item.code === 'C002')).toMatchObject([
    { kind: 'opening', open: '50.00', withoutDetail: true },
  ]);
  expect(await balances()).toEqual(owed);
});

test('two years, openings with detail: the earlier items keep their identity, nothing counts twice', async () => {
  const one = await books();
  await one.take(fec(year2025));
  const before = await one.tenantDb.rows(sql`select id from receivables.item where number in ('F-NOV', 'F-DEC') order by number`);
  const result = await one.take(fec([...detailedOpening, ...movements2026]));
  expect(result.created).toBe(2);
  expect(await one.balances()).toEqual(owed);
  expect(
    await one.tenantDb.rows(sql`select id from receivables.item where number in ('F-NOV', 'F-DEC') order by number`),
  ).toEqual(before);
  expect((await one.items()).some((item) => item.withoutDetail)).toBe(false);
  await verified(one);
});

test('two years, openings by balance: the invoices known already stay, the balances add nothing', async () => {
  const one = await books();
  await one.take(fec(year2025));
  await one.take(fec([...balanceOpening, ...movements2026]));
  expect(await one.balances()).toEqual(owed);
  expect((await one.items()).filter((item) => item.kind === 'opening')).toEqual([]);
  await verified(one);
});

test.each([
  ['with detail', detailedOpening],
  ['by balance', balanceOpening],
])('the later year first, opened %s, then the earlier: the same ledger as in order', async (_style, lines) => {
  const one = await books();
  await one.take(fec([...lines, ...movements2026]));
  await one.take(fec(year2025));
  expect(await one.balances()).toEqual(owed);
  expect((await one.items()).map((item) => item.number).toSorted()).toEqual([
    'F-DEC',
    'F-FEV',
    'F-MARS',
    'F-NOV',
    'VIR1',
    'VIR9',
  ]);
  await verified(one);
});

test('a letter of the new year on an opening line closes the invoice of the old one', async () => {
  const one = await books();
  await one.take(fec(year2025));
  await one.take(
    fec([
      { ...detailedOpening[0], letter: 'B' } as Entry,
      detailedOpening[1] as Entry,
      movements2026[0] as Entry,
      { ...movements2026[1], letter: 'B' } as Entry,
    ]),
  );
  expect((await one.items()).find((item) => item.number === 'F-NOV')).toMatchObject({ open: '0.00', settledOn: '2026-02-20' });
  await verified(one);
});

test('a lettered opening balance closes the invoices it stands for', async () => {
  const one = await books();
  await one.take(fec(year2025));
  const lines = [
    { ...balanceOpening[0], letter: 'B' } as Entry,
    balanceOpening[1] as Entry,
    { ...movements2026[1], letter: 'B' } as Entry,
  ];
  await one.take(fec(lines));
  expect((await one.items()).find((item) => item.number === 'F-NOV')).toMatchObject({ open: '0.00' });
  const again = await one.take(fec(lines));
  expect(again).toMatchObject({ created: 0, updated: 0 });
  expect(await one.balances()).toEqual({ C002: '50.00' });
  await verified(one);
});

test('an opening that says more than the earlier file knew: one balance item makes up the difference, until the complete year comes', async () => {
  const one = await books();
  await one.take(fec(year2025.slice(0, 3)));
  const result = await one.take(fec([...balanceOpening, ...movements2026]));
  expect(await one.balances()).toEqual(owed);
  expect(result.notes.join(' ')).toContain('balance');
  await one.take(fec(year2025));
  expect(await one.balances()).toEqual(owed);
  expect((await one.items()).filter((item) => item.withoutDetail)).toEqual([]);
  await verified(one);
});

test('invoices paid between a provisional export and the opening are not owed any more', async () => {
  const one = await books();
  await one.take(fec([march, november]));
  await one.take(fec([...detailedOpening.slice(0, 1), ...movements2026]));
  expect(await one.balances()).toEqual({ C001: '30.00' });
  await verified(one);
});

test('openings that change with a new export replace the former ones', async () => {
  const one = await books();
  await one.take(fec([...balanceOpening, ...movements2026]));
  await one.take(fec([opening({ num: '2', piece: 'RAN', amount: '90.00' }), ...movements2026]));
  expect(await one.balances()).toEqual({ C001: '40.00' });
  await verified(one);
});

test('a new year without openings yet carries everything on', async () => {
  const one = await books();
  await one.take(fec(year2025));
  await one.take(fec(movements2026));
  expect(await one.balances()).toEqual(owed);
});

test('an imported year can be undone: the ledger is what it was before', async () => {
  const one = await books();
  await one.take(fec(year2025));
  const before = { items: await one.items(), balances: await one.balances() };
  const second = await one.take(fec([...detailedOpening, ...movements2026]));
  await undoImport(database.database, one.tenantId, second.import, { kind: 'system', name: 'test' });
  expect({ items: await one.items(), balances: await one.balances() }).toEqual(before);
  await verified(one);
  const again = await one.take(fec([...detailedOpening, ...movements2026]));
  expect(again.created).toBe(2);
  expect(await one.balances()).toEqual(owed);
});

test('an import on which a later one was built cannot be undone, and says which', async () => {
  const one = await books();
  const first = await one.take(fec(year2025));
  await one.take(fec(year2025.map((entry) => ({ ...entry, letter: '' }))), { name: 'export-de-mars.txt' });
  await expect(undoImport(database.database, one.tenantId, first.import, { kind: 'system', name: 'test' })).rejects.toMatchObject(
    {
      code: 'import.undo-later-import',
      values: { file: 'export-de-mars.txt' },
    },
  );
});
