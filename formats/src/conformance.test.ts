import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  guessKind,
  guessMapping,
  inspectFec,
  parseAmount,
  parseDay,
  readFec,
  readTable,
  type FecLine,
  type Field,
  type Issue,
} from './index.ts';

// Real files are not ours to publish: where a folder of them stands beside the checkout they are all read, elsewhere none is.
const corpus = new URL('../../../shared/data/', import.meta.url).pathname;
const fecFiles = filesOf('fec', '.txt');
const tableFiles = filesOf('ar-datasets', '.csv');
const filesRun = new Set<string>();

afterAll(() => {
  process.stdout.write(`formats conformance: ${filesRun.size} files\n`);
});

function filesOf(folder: string, ending: string): string[] {
  const path = join(corpus, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .toSorted();
}

async function readWhole(path: string): Promise<{ entries: FecLine[]; issues: Issue[] }> {
  filesRun.add(path);
  const entries: FecLine[] = [];
  const issues: Issue[] = [];
  for await (const batch of readFec(createReadStream(join(corpus, path)))) {
    entries.push(...batch.entries);
    issues.push(...batch.issues);
  }
  return { entries, issues };
}

const total = (amounts: bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);
const balance = (lines: FecLine[]) => total(lines.map((line) => line.debitMinor - line.creditMinor));

describe.skipIf(fecFiles.length === 0)('real FECs', () => {
  test.each(fecFiles)('%s: every line is taken, and debit equals credit', async (path) => {
    const text = await readFile(join(corpus, path), 'utf8');
    const { entries, issues } = await readWhole(path);
    expect(issues.filter((issue) => issue.severity === 'error')).toEqual([]);
    expect(entries.length).toBe(text.split(/\r?\n/u).filter((line) => line !== '').length - 1);
    expect(entries.length).toBeGreaterThan(900);
    expect(balance(entries)).toBe(0n);
    expect(inspectFec(await readFile(join(corpus, path)))).toMatchObject({ isFec: true, separator: '\t', missingColumns: [] });
  });

  test('the wholesaler: 538 customer lines of 17 customers, 134 letterings of which 119 balance, never a lettering day', async () => {
    const { entries } = await readWhole(fecFile('0000000001FEC'));
    const receivables = entries.filter((line) => line.accountNumber.startsWith('411'));
    const letterings = Object.values(
      Object.groupBy(
        receivables.filter((line) => line.letter !== ''),
        (line) => `${line.accountNumber} ${line.auxiliaryNumber} ${line.letter}`,
      ),
    );
    const written = Object.values(Object.groupBy(entries, (line) => `${line.journalCode} ${line.entryNumber}`));
    expect(entries).toHaveLength(5_422);
    expect(receivables).toHaveLength(538);
    expect(new Set(receivables.map((line) => line.auxiliaryNumber)).size).toBe(17);
    expect(letterings).toHaveLength(134);
    expect(letterings.filter((lines) => balance(lines ?? []) === 0n)).toHaveLength(119);
    expect(written).toHaveLength(2_033);
    expect(written.every((lines) => balance(lines ?? []) === 0n)).toBe(true);
    expect(entries.every((line) => line.letteredOn === null)).toBe(true);
  });

  test('the cash-basis profession: 22 columns, one entry number for all, nothing validated', async () => {
    const { entries } = await readWhole(fecFile('000000000FEC'));
    expect(entries).toHaveLength(2_102);
    expect(entries.every((line) => line.entryNumber === '0' && line.validatedOn === null)).toBe(true);
    expect(entries.some((line) => line.extra['DateRglt'] !== undefined)).toBe(true);
  });

  test('the restaurants: 1,194 supplier lines, 293 supplier letterings, all balanced', async () => {
    const { entries } = await readWhole(fecFile('123456789FEC'));
    const suppliers = entries.filter((line) => line.accountNumber.startsWith('401'));
    const letterings = Object.values(
      Object.groupBy(
        suppliers.filter((line) => line.letter !== ''),
        (line) => `${line.accountNumber} ${line.auxiliaryNumber} ${line.letter}`,
      ),
    );
    expect(entries).toHaveLength(10_756);
    expect(suppliers).toHaveLength(1_194);
    expect(letterings).toHaveLength(293);
    expect(letterings.every((lines) => balance(lines ?? []) === 0n)).toBe(true);
  });

  test('a placeholder in the lettering day is told once, and its line is taken', async () => {
    const { entries, issues } = await readWhole(join('fec', 'tryton', 'FEC.csv'));
    expect(entries).toHaveLength(8);
    expect(issues.map((issue) => [issue.severity, issue.column, issue.value])).toEqual(
      issues.map(() => ['warning', 'DateLet', '{current_date}']),
    );
    expect(issues.length).toBeGreaterThan(0);
  });
});

const listsOfItems: [file: string, rows: number, kind: string, columns: Partial<Record<Field, string>>][] = [
  [
    'closed-40000.csv',
    40_000,
    'cleared-items',
    {
      customerCode: 'cust_number',
      number: 'invoice_id',
      dueOn: 'due_date',
      settledOn: 'clear_date',
      amount: 'amount',
      customerName: 'name_customer',
    },
  ],
  [
    'open-9700.csv',
    9_700,
    'items',
    {
      customerCode: 'cust_number',
      number: 'invoice_id',
      dueOn: 'due_in_date',
      openAmount: 'total_open_amount',
      currency: 'invoice_currency',
    },
  ],
  [
    'WA_Fn-UseC_-Accounts-Receivable.csv',
    2_466,
    'cleared-items',
    {
      customerCode: 'customerID',
      number: 'invoiceNumber',
      issueOn: 'InvoiceDate',
      dueOn: 'DueDate',
      amount: 'InvoiceAmount',
      settledOn: 'SettledDate',
    },
  ],
];

describe.skipIf(tableFiles.length === 0)('real lists of items', () => {
  test.each(listsOfItems)('%s: %d rows, every amount and day is read, columns are found', async (file, count, kind, columns) => {
    const path = tableFiles.find((name) => name.endsWith(file)) ?? file;
    filesRun.add(path);
    const reading = await readTable(createReadStream(join(corpus, path)), { name: file });
    if (!reading.ok) throw new Error(reading.issue.code);
    const { table } = reading;
    const guess = guessMapping(table.columns, table.sample, 'items');
    expect(guessKind({ name: file, columns: table.columns, sample: table.sample }).kind).toBe(kind);
    expect(Object.fromEntries(Object.entries(guess.fields).map(([field, { column }]) => [field, column]))).toMatchObject(columns);

    const { rows, refused } = await readItems(table, guess);
    expect([rows, refused]).toEqual([count, []]);
  });
});

/** Every row of a list of items through its guessed mapping: how many there are, and what could not be read. */
async function readItems(
  table: Extract<Awaited<ReturnType<typeof readTable>>, { ok: true }>['table'],
  { fields, decimalMark, dayOrder }: ReturnType<typeof guessMapping>,
): Promise<{ rows: number; refused: string[] }> {
  const amount = fields.openAmount ?? fields.amount;
  const refused: string[] = [];
  let count = 0;
  for await (const { rows, issues } of table.rows()) {
    count += rows.length;
    refused.push(...issues.map((issue) => issue.code));
    for (const { cells } of rows) {
      const amountText = cells[amount?.place ?? -1] ?? '';
      const dayText = cells[fields.dueOn?.place ?? -1] ?? '';
      if (!parseAmount(amountText, { decimals: 2, decimalMark: decimalMark ?? 'auto' }).ok) refused.push(amountText);
      if (!parseDay(dayText, { order: dayOrder ?? undefined }).ok) refused.push(dayText);
    }
  }
  return { rows: count, refused };
}

function fecFile(start: string): string {
  return fecFiles.find((path) => path.includes(start)) ?? start;
}

if (fecFiles.length === 0) test.skip('0 files', () => {});
