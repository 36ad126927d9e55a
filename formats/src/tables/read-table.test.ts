import * as fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { tableReading, wholeTable } from './table.fixture.ts';
import { cellText } from './workbook-records.ts';

const openItems = `Code client;Raison sociale;N° facture;Date facture;Date d'échéance;Montant TTC;Solde
C001;Boulangerie du Loup;FA0001;03/01/2026;02/02/2026;1 200,00;1 200,00
C001;Boulangerie du Loup;FA0002;10/01/2026;09/02/2026;80,50;80,50
C002;Garage Érable;FA0003;12/01/2026;11/02/2026;640,00;140,00
`;

const cellsOf = (rows: { cells: string[] }[]) => rows.map(({ cells }) => cells);

describe('a text table is read without being told how it is written', () => {
  test('semicolons, decimal commas, accents', async () => {
    const { table, rows, issues } = await wholeTable(openItems, 'items.csv');
    expect(table).toMatchObject({ separator: ';', encoding: 'utf-8', headerLine: 1, preamble: [] });
    expect(table.columns).toEqual([
      'Code client',
      'Raison sociale',
      'N° facture',
      'Date facture',
      "Date d'échéance",
      'Montant TTC',
      'Solde',
    ]);
    expect(rows[2]).toEqual({
      line: 4,
      cells: ['C002', 'Garage Érable', 'FA0003', '12/01/2026', '11/02/2026', '640,00', '140,00'],
    });
    expect([rows.length, issues.length, table.sample.length]).toEqual([3, 0, 3]);
  });

  test.each([
    ['TAB', '\t', 'items.csv'],
    ['pipe', '|', 'items.txt'],
  ])('%s', async (_name, separator, name) => {
    const { table, rows } = await wholeTable(openItems.replaceAll(';', separator), name);
    expect([table.separator, table.columns.length, rows.length]).toEqual([separator, 7, 3]);
  });

  test('commas, with amounts in quotes', async () => {
    const file = openItems.replaceAll(/\d+,\d\d|1 200,00/gu, (amount) => `"${amount}"`).replaceAll(';', ',');
    const { table, rows } = await wholeTable(file.replaceAll('1 "200,00"', '"1 200,00"'), 'items.csv');
    expect(table.separator).toBe(',');
    expect(rows[1]?.cells[5]).toBe('80,50');
  });

  test('decimal commas everywhere do not make the comma a separator', async () => {
    const { table } = await wholeTable('Client;Montant\n1;12,50\n2;3,00\n3;4,10\n', 'a.csv');
    expect([table.separator, table.columns]).toEqual([';', ['Client', 'Montant']]);
  });

  test('Windows-1252 and its euro', async () => {
    const bytes = Buffer.from(openItems.replace('Garage', 'Garage \u0080 l\u0092'), 'latin1');
    const { table, rows } = await wholeTable(bytes, 'items.csv');
    expect(table.encoding).toBe('windows-1252');
    expect(rows[2]?.cells[1]).toBe('Garage € l’ Érable');
  });

  test('quotes hold separators, line breaks and doubled quotes', async () => {
    const { rows, issues } = await wholeTable(
      'Nom;Adresse;Ville\n"Loup; père ""et"" fils";"1 rue X\nBât. B";Lyon\nErable;2 rue Y;Metz\n',
      'c.csv',
    );
    expect(issues).toEqual([]);
    expect(rows).toEqual([
      { line: 2, cells: ['Loup; père "et" fils', '1 rue X\nBât. B', 'Lyon'] },
      { line: 4, cells: ['Erable', '2 rue Y', 'Metz'] },
    ]);
  });

  test('a quote that is never closed costs no other line', async () => {
    const lines = Array.from({ length: 300 }, (_, n) => `C${n};Client ${n};Lyon`);
    lines[10] = 'C10;"Client 10;Lyon';
    const { rows, issues } = await wholeTable(['Code client;Nom;Ville', ...lines].join('\n'), 'c.csv');
    expect(rows).toHaveLength(300);
    expect(rows[10]?.cells).toEqual(['C10', '"Client 10', 'Lyon']);
    expect(issues).toMatchObject([{ line: 12, code: 'table.quote-left-open', severity: 'warning' }]);
  });

  test('a quote closed by the quote of another line is seen by its width, and both lines are kept', async () => {
    const { rows } = await wholeTable(
      'Code client;Nom;Ville\nC1;"Loup;Lyon\nC2;Érable;Metz\nC3;"Frêne";Paris\nC4;Orme;Lille\n',
      'c.csv',
    );
    expect(rows.map(({ cells }) => cells[0])).toEqual(['C1', 'C2', 'C3', 'C4']);
  });

  test('="00123" keeps its zeros, and the apostrophe of our own exports goes', async () => {
    const { rows } = await wholeTable('Code client;Nom\n="00123";\'=Loup\n="00124";Érable\n', 'c.csv');
    expect(cellsOf(rows)).toEqual([
      ['00123', '=Loup'],
      ['00124', 'Érable'],
    ]);
  });
});

describe('the header is found where it stands', () => {
  test('after a title, an account and blank lines', async () => {
    const file = `Balance âgée au 31/03/2026;;;;;;\nSociété : Exemple SA\n\n${openItems}TOTAL;;;;;1 920,50;1 420,50\n`;
    const { table, rows } = await wholeTable(file, 'balance.csv');
    expect(table.headerLine).toBe(4);
    expect(table.columns[0]).toBe('Code client');
    expect(table.preamble.map(({ line }) => line)).toEqual([1, 2]);
    expect(rows.at(-1)?.cells[0]).toBe('TOTAL');
    expect(rows).toHaveLength(4);
  });

  test('a bank’s first line of account, days and count is no header', async () => {
    const file = `00123456789;01/01/2026;31/01/2026;2;31/01/2026;1 000,00 EUR\n\nDate de l'opération;Libellé;Détail de l'écriture;Montant de l'opération;Devise\n02/01/2026;VIR RECU;DE: LOUP MOTIF: FA1;120,00;EUR\n03/01/2026;VIR RECU;DE: ERABLE;80,00;EUR\n04/01/2026;CHEQUE;N 12;40,00;EUR\n`;
    const { table, rows } = await wholeTable(file, 'releve.csv');
    expect(table.headerLine).toBe(3);
    expect(rows).toHaveLength(3);
  });

  test('a file without header names its columns A, B, C and loses no row', async () => {
    const { table, rows } = await wholeTable(openItems.split('\n').slice(1).join('\n'), 'items.csv');
    expect(table.headerLine).toBeNull();
    expect(table.columns).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G']);
    expect(rows).toHaveLength(3);
  });

  test('codes and postcodes without a header are rows, not names', async () => {
    const { table, rows } = await wholeTable('C001;Loup;75001\nC002;Érable;69002\nC003;Frêne;57000\n', 'clients.csv');
    expect([table.headerLine, rows.length]).toEqual([null, 3]);
  });

  test('two columns of one name stay two', async () => {
    const { table } = await wholeTable('Client;Montant;Montant;\nLoup;1,00;2,00;\nErable;1,00;2,00;\n', 'a.csv');
    expect(table.columns).toEqual(['Client', 'Montant', 'Montant (2)']);
  });
});

describe('rows that do not fit', () => {
  test('a short row is filled with empty cells', async () => {
    const { rows } = await wholeTable(`${openItems}C003;Frêne\n`, 'items.csv');
    expect(rows.at(-1)?.cells).toEqual(['C003', 'Frêne', '', '', '', '', '']);
  });

  test('a row with too many values is named and left out; empty ones more are nothing', async () => {
    const { rows, issues } = await wholeTable(
      `${openItems}C003;Frêne; et fils;FA4;01/01/2026;01/02/2026;1,00;1,00\nC004;Orme;FA5;;;2,00;2,00;;\n`,
      'items.csv',
    );
    expect(rows.map(({ line }) => line)).toEqual([2, 3, 4, 6]);
    expect(issues).toMatchObject([{ line: 5, code: 'table.too-many-cells', severity: 'error' }]);
  });

  test('an empty file is no table', async () => {
    expect(await tableReading('', 'a.csv')).toMatchObject({ ok: false, issue: { code: 'table.empty' } });
    expect(await tableReading('\n\n  \n', 'a.csv')).toMatchObject({ ok: false, issue: { code: 'table.empty' } });
  });
});

describe('a workbook', () => {
  test('gives days, amounts and numbers as text would, without the noise of binary fractions', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'Balance',
          rows: [
            ['Balance clients'],
            [],
            ['Code client', 'N° facture', 'Échéance', 'Solde'],
            ['C001', 20260001, new Date(Date.UTC(2026, 2, 31)), 0.1 + 0.2],
            ['C002', 73282932000074, new Date(Date.UTC(2024, 1, 29)), -1234.5],
          ],
          columns: [{}, {}, { numFmt: 'dd/mm/yyyy' }, {}],
        },
      ],
    });
    const { table, rows, issues } = await wholeTable(bytes, 'balance.xlsx', { pieceBytes: 500 });
    expect(table).toMatchObject({ kind: 'workbook', headerLine: 3, columns: ['Code client', 'N° facture', 'Échéance', 'Solde'] });
    expect(rows).toEqual([
      { line: 4, cells: ['C001', '20260001', '2026-03-31', '0.3'] },
      { line: 5, cells: ['C002', '73282932000074', '2024-02-29', '-1234.5'] },
    ]);
    expect(issues).toEqual([]);
  });

  test('is read from its first sheet that is not empty, or the one named', async () => {
    const bytes = await writeXlsx({
      sheets: [
        { name: 'Vide', rows: [] },
        {
          name: 'Clients',
          rows: [
            ['Code client', 'Nom'],
            ['C1', 'Loup'],
            ['C2', 'Érable'],
          ],
        },
        {
          name: 'Autre',
          rows: [
            ['Nom', 'Ville'],
            ['Orme', 'Lille'],
            ['Frêne', 'Metz'],
          ],
        },
      ],
    });
    expect((await wholeTable(bytes, 'c.xlsx')).table.columns).toEqual(['Code client', 'Nom']);
    expect((await wholeTable(bytes, 'c.xlsx', { sheet: 'Autre' })).table.columns).toEqual(['Nom', 'Ville']);
  });

  test('is known by its bytes, whatever its name', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'A',
          rows: [
            ['Code client', 'Nom'],
            ['C1', 'Loup'],
          ],
        },
      ],
    });
    expect((await wholeTable(bytes, 'export.csv')).table.kind).toBe('workbook');
  });

  test('that unpacks out of proportion is refused before it is unpacked', async () => {
    const bomb = zipOf('xl/worksheets/sheet1.xml', deflateRawSync(Buffer.alloc(1_000)), 3_000_000_000);
    expect(await tableReading(bomb, 'b.xlsx')).toMatchObject({ ok: false, issue: { code: 'table.workbook-bomb' } });
    const dense = zipOf('xl/worksheets/sheet1.xml', deflateRawSync(Buffer.alloc(1_000)), 150_000_000);
    expect(await tableReading(dense, 'b.xlsx')).toMatchObject({ ok: false, issue: { code: 'table.workbook-bomb' } });
  });

  test('broken, old or encrypted is an answer, not an accident', async () => {
    const old = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(2_000)]);
    const answers = [
      await tableReading(Buffer.from('PK\u0003\u0004 and nothing'), 'b.xlsx'),
      await tableReading(zipOf('other.txt', deflateRawSync(Buffer.from('x')), 1), 'b.xlsx'),
      await tableReading(old, 'b.xls'),
    ];
    expect(answers.map((answer) => (answer.ok ? 'table' : answer.issue.code))).toEqual([
      'table.workbook-unreadable',
      'table.workbook-unreadable',
      'table.workbook-old-or-encrypted',
    ]);
  });

  test.each([
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    [1234.5600000000002, '1234.56'],
    [true, 'true'],
    [null, ''],
    [new Date(Date.UTC(2026, 2, 31, 10, 30)), '2026-03-31T10:30:00'],
  ])('the cell %s reads %s', (value, text) => expect(cellText(value)).toBe(text));
});

test('no bytes whatever make the reader throw or hang, and pieces change nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 1_500 }), fc.integer({ min: 1, max: 200 }), async (bytes, pieceBytes) => {
      const answer = await tableReading(bytes, 'x.csv');
      if (!answer.ok) return;
      const whole = await wholeTable(bytes, 'x.csv');
      const pieces = await wholeTable(bytes, 'x.csv', { pieceBytes });
      expect(pieces.rows).toEqual(whole.rows);
    }),
    { numRuns: 300 },
  );
});

/** A ZIP of one entry whose directory says what we want it to say. */
function zipOf(name: string, data: Uint8Array, declaredSize: number): Buffer {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(declaredSize, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt32LE(declaredSize, 24);
  entry.writeUInt16LE(name.length, 28);
  const directoryAt = local.length + name.length + data.length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(directoryAt, 16);
  return Buffer.concat([local, Buffer.from(name), data, entry, Buffer.from(name), end]);
}
