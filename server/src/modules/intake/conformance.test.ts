import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sql } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { ledgerChecks } from '../receivables/index.ts';
import { openBooks } from './books.fixture.ts';

// Public files that cannot be shipped: these tests run where they lie beside the checkout.
const shared = fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const database = testDatabase();
const filesOf = (folder: string): string[] =>
  existsSync(join(shared, folder))
    ? readdirSync(join(shared, folder))
        .filter((name) => /\.(txt|csv)$/i.test(name))
        .map((name) => join(shared, folder, name))
    : [];

/** The 411 balance of each customer by a reader that shares nothing with ours: split, cut, add. */
function independentBalances(path: string): Record<string, number> {
  const bytes = readFileSync(path);
  const text = bytes.toString('utf8').includes('\ufffd') ? bytes.toString('latin1') : bytes.toString('utf8');
  const [header = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const separator = header.includes('\t') ? '\t' : '|';
  const place = (name: string): number =>
    header
      .toLowerCase()
      .split(separator)
      .map((cell) => cell.trim())
      .indexOf(name);
  const [account, aux, debit, credit] = ['comptenum', 'compauxnum', 'debit', 'credit'].map(place) as [
    number,
    number,
    number,
    number,
  ];
  const cents = (cell: string): number => Math.round(Number(cell.trim().replace(',', '.') || '0') * 100);
  const sums: Record<string, number> = {};
  for (const line of lines) {
    const cells = line.split(separator);
    const number = (cells[account] ?? '').trim();
    if (!number.startsWith('411')) continue;
    const code = (cells[aux] ?? '').trim() || number;
    sums[code] = (sums[code] ?? 0) + cents(cells[debit] ?? '') - cents(cells[credit] ?? '');
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
}

test.each(filesOf('fec').map((path) => [basename(path), path]))(
  'FEC %s: each customer owes what an independent sum says; twice changes nothing',
  { timeout: 60_000 },
  async (name, path) => {
    const books = await openBooks(database);
    const text = readFileSync(path, 'latin1');
    const bytes = async function* (ending = '') {
      yield Buffer.concat([readFileSync(path), Buffer.from(ending)]);
    };
    const first = await books.take(text, { name, source: bytes() });
    expect(first.rejected).toEqual([]);
    const rows = await books.tenantDb.rows<{ code: string; minor: bigint }>(sql`
    select customer.code, sum(item.open_minor)::bigint as minor from receivables.item
    join customers.customer on customer.id = item.customer_id
    where item.ledger_class = 'receivable'
    group by customer.code having sum(item.open_minor) <> 0
  `);
    expect(Object.fromEntries(rows.map((row) => [row.code, Number(row.minor)]))).toEqual(independentBalances(path));
    const before = await books.items();
    expect(await books.take(text, { name, source: bytes('\n') })).toMatchObject({ created: 0, updated: 0, settled: 0 });
    expect(await books.items()).toEqual(before);
    const checks = await books.tenantDb.transaction((tx) => ledgerChecks(tx));
    expect(checks.filter((check) => !check.ok)).toEqual([]);
  },
);

if (filesOf('fec').length === 0) test.skip('0 files beside this checkout', () => {});

const tables = [...filesOf('ar-datasets/highradius'), ...filesOf('ar-datasets/ibm-late-payments')];
test.each(tables.map((path) => [basename(path), path]))(
  'table %s: every line is taken, the control adds up; twice changes nothing',
  { timeout: 120_000 },
  async (name, path) => {
    const books = await openBooks(database, { currency: 'USD' });
    const text = readFileSync(path, 'utf8');
    const lines = text.trimEnd().split('\n').length - 1;
    const first = await books.take(text, { name });
    expect(first).toMatchObject({ read: lines, created: lines, rejected: [] });
    const amountAt = (text.split('\n', 1)[0] ?? '').split(',').findIndex((column) => /amount/i.test(column));
    const cents = text
      .trimEnd()
      .split('\n')
      .slice(1)
      .reduce((sum, line) => sum + Math.round(Number(line.split(',')[amountAt]) * 100), 0);
    expect(first.controls.reduce((sum, one) => sum + Math.round(Number(one.taken) * 100), 0)).toBe(cents);
    // A blank line more, so that it is read through and not merely known by its hash.
    expect(await books.take(`${text}\n`, { name })).toMatchObject({ created: 0, updated: 0, unchanged: lines });
    const checks = await books.tenantDb.transaction((tx) => ledgerChecks(tx));
    expect(checks.filter((check) => !check.ok)).toEqual([]);
  },
);
