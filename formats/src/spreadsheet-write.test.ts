import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wholeTable } from './tables/table.fixture.ts';
import { harmlessCell, writeCsv, writeWorkbook, type SheetColumn } from './spreadsheet-write.ts';

const columns: SheetColumn[] = [
  { header: 'Client', kind: 'text' },
  { header: 'Échéance', kind: 'day' },
  { header: 'Solde', kind: 'amount' },
];

async function csvText(rows: (string | null)[][], options = {}): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeCsv(columns, rows, options)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

async function workbookBytes(rows: (string | null)[][]): Promise<Uint8Array> {
  return new Uint8Array(await new Response(writeWorkbook('Balance âgée', columns, rows)).arrayBuffer());
}

describe('what a spreadsheet would run as a formula is made text', () => {
  test.each([
    ['=HYPERLINK("http://exemple.fr")', '\'=HYPERLINK("http://exemple.fr")'],
    ['+cmd|calc', "'+cmd|calc"],
    ['-2+3+cmd|calc', "'-2+3+cmd|calc"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['-1234,50', '-1234,50'],
    ['-1 234.50', '-1 234.50'],
    ['+33 6 12 34 56 78', '+33 6 12 34 56 78'],
    ["'+1 peu", "''+1 peu"],
    ['Loup & fils', 'Loup & fils'],
    ['', ''],
  ])('%s', (text, expected) => expect(harmlessCell(text)).toBe(expected));
});

test('a French spreadsheet opens the CSV as it is: mark, semicolons, decimal comma', async () => {
  expect(
    await csvText([
      ['Boulangerie; du "Loup"', '2026-03-31', '-1234.50'],
      ['=1+1', null, '0.00'],
    ]),
  ).toBe('\ufeffClient;Échéance;Solde\r\n"Boulangerie; du ""Loup""";2026-03-31;-1234,50\r\n\'=1+1;;0,00\r\n');
});

test('what we write in CSV we read back, whatever the cells hold', async () => {
  const cell = fc.string({ unit: 'grapheme' }).map((text) => text.trim());
  const row = fc.tuple(fc.stringMatching(/^[A-Z]\w{1,5}$/u), fc.constant('2026-03-31'), cell);
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
      const texts = rows.map(([client, dueOn, text]) => [text.replace(/[\r\0]/gu, ''), dueOn, client]);
      const { table, rows: read } = await wholeTable(await csvText(texts), 'export.csv');
      expect(table.columns).toEqual(['Client', 'Échéance', 'Solde']);
      expect(read.map(({ cells }) => cells)).toEqual(texts.map((cells) => cells.map((text) => text.trim())));
    }),
  );
});

test('what we write in XLSX we read back: amounts, days, and text that looks like a formula', async () => {
  const rows = [
    ['=1+1', '2026-03-31', '-1234.50'],
    ["L'été & <co>\u0001", '2024-02-29', '0.10'],
    ['Longue', '1999-12-31', '12345678901234567.89'],
  ];
  const { table, rows: read } = await wholeTable(await workbookBytes(rows), 'export.xlsx');
  expect(table.columns).toEqual(['Client', 'Échéance', 'Solde']);
  expect(read.map(({ cells }) => cells)).toEqual([
    ['=1+1', '2026-03-31', '-1234.5'],
    ["L'été & <co>", '2024-02-29', '0.1'],
    ['Longue', '1999-12-31', '12345678901234567.89'],
  ]);
});
