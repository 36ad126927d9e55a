import { describe, expect, test } from 'vitest';
import { inspectFec } from './fec-columns.ts';
import { bytesInPieces, invoiceAndPayment, legalFile, legalHeader, wholeFec } from './fec.fixture.ts';
import { readFec } from './read-fec.ts';

const invoice = {
  line: 2,
  journalCode: 'VE',
  journalLabel: 'Ventes',
  entryNumber: '1',
  entryOn: '2026-01-05',
  accountNumber: '411000',
  accountLabel: 'Clients',
  auxiliaryNumber: 'CLOUP',
  auxiliaryLabel: 'Boulangerie du Loup',
  pieceRef: 'FA0001',
  pieceOn: '2026-01-03',
  label: 'Facture FA0001',
  debitMinor: 12_000n,
  creditMinor: 0n,
  letter: 'AAA',
  letteredOn: '2026-02-10',
  validatedOn: '2026-01-31',
  foreignMinor: null,
  foreignCurrency: null,
  extra: {},
};

const sum = (amounts: bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);

function withCell(line: string, place: number, value: string): string {
  return line.split('\t').toSpliced(place, 1, value).join('\t');
}

const [first = '', second = ''] = invoiceAndPayment;

describe('an FEC as the law writes it', () => {
  test('gives each line with its amounts in cents and its days', async () => {
    const { entries, issues } = await wholeFec(legalFile);
    expect(issues).toEqual([]);
    expect(entries).toHaveLength(5);
    expect(entries[0]).toEqual(invoice);
    expect(sum(entries.map((line) => line.debitMinor))).toBe(sum(entries.map((line) => line.creditMinor)));
  });

  test.each([
    ['CR LF', '\r\n'],
    ['CR alone', '\r'],
    ['blank lines between', '\n\n'],
  ])('reads the same with lines ended by %s', async (_name, end) => {
    const { entries, issues } = await wholeFec(legalFile.replaceAll('\n', end));
    expect(issues).toEqual([]);
    expect(entries.map(({ line: _line, ...rest }) => rest)).toEqual(
      (await wholeFec(legalFile)).entries.map(({ line: _line, ...rest }) => rest),
    );
  });

  test('reads the same whatever the pieces it arrives in, even one byte at a time', async () => {
    const whole = await wholeFec(`\ufeff${legalFile.replaceAll('\n', '\r\n')}`);
    for (const pieceBytes of [1, 2, 3, 7, 100]) {
      expect(await wholeFec(`\ufeff${legalFile.replaceAll('\n', '\r\n')}`, { pieceBytes })).toEqual(whole);
    }
    expect(whole.entries).toHaveLength(5);
  });

  test('reads the same from UTF-16 with its mark, as a spreadsheet saves it', async () => {
    const { entries } = await wholeFec(Buffer.from(`\ufeff${legalFile}`, 'utf16le'));
    expect(entries[0]).toEqual(invoice);
    expect(entries[2]?.accountLabel).toBe('TVA collectée');
  });

  test('two parts put end to end read as one: the repeated header is no line', async () => {
    const { entries, issues } = await wholeFec(legalFile + legalFile);
    expect([entries.length, issues.length]).toEqual([10, 0]);
  });
});

describe('what real programs write', () => {
  test('pipes, ISO-8859-15, padded text, zero-padded amounts, blank dates and one separator too many', async () => {
    const header = `${legalHeader.replaceAll('\t', '|').replace('Montantdevise', 'MontantDevise')}|`;
    const line =
      'VEN|VENTES    |000012|20260105|411000  |CLIENTS   |C01   |Cœur d’été   |FA1 |20260103|Fact. 10 €   |0000000074,70|0000000000,00|A  |        |        |             |   |';
    const latin9 = Buffer.from(`${header}\n${line.replace('œ', '\u00bd').replace('€', '\u00a4').replace('’', "'")}\n`, 'latin1');
    const { entries, issues } = await wholeFec(latin9);
    expect(issues).toEqual([]);
    expect(entries[0]).toMatchObject({
      journalLabel: 'VENTES',
      auxiliaryNumber: 'C01',
      auxiliaryLabel: "Cœur d'été",
      label: 'Fact. 10 €',
      debitMinor: 7_470n,
      creditMinor: 0n,
      letter: 'A',
      letteredOn: null,
      validatedOn: null,
    });
    expect(inspectFec(latin9)).toMatchObject({
      isFec: true,
      separator: '|',
      encoding: 'iso-8859-15',
      missingColumns: [],
      extraColumns: [],
    });
  });

  test('the trailing separator may stand on the lines alone', async () => {
    const { entries, issues } = await wholeFec([legalHeader, ...invoiceAndPayment.map((line) => `${line}\t`)].join('\n'));
    expect([entries.length, issues.length]).toEqual([5, 0]);
  });

  test('amount and side in place of debit and credit, as letters or as signs', async () => {
    const header = legalHeader.replace('Debit\tCredit', 'Montant\tSens');
    const sides = ['D', 'C', '+1', '-1', 'd'];
    const file = [header, ...sides.map((side) => withCell(withCell(first, 11, '50,00'), 12, side))].join('\r\n');
    const { entries, issues } = await wholeFec(file);
    expect(issues).toEqual([]);
    expect(entries.map((line) => [line.debitMinor, line.creditMinor])).toEqual([
      [5_000n, 0n],
      [0n, 5_000n],
      [5_000n, 0n],
      [0n, 5_000n],
      [5_000n, 0n],
    ]);
    expect(inspectFec(Buffer.from(file))).toMatchObject({ isFec: true, variant: 'montant-sens', missingColumns: [] });
  });

  test('the 22 columns of a cash-basis profession: the four beyond the law are kept', async () => {
    const file = [`${legalHeader}\tDateRglt\tModeRglt\tNatOp\tIdClient`, `${first}\t20260210\tCH\t\tLOUP`].join('\n');
    const { entries } = await wholeFec(file);
    expect(entries[0]?.extra).toEqual({ DateRglt: '20260210', ModeRglt: 'CH', IdClient: 'LOUP' });
    expect(inspectFec(Buffer.from(file)).extraColumns).toEqual(['DateRglt', 'ModeRglt', 'NatOp', 'IdClient']);
  });

  test('semicolons and quotes, after a spreadsheet saved the file again', async () => {
    const file = legalFile.replaceAll('Facture FA0001', '"Facture ; ""FA0001"""').replaceAll('\t', ';');
    const { entries, issues } = await wholeFec(file);
    expect(issues).toEqual([]);
    expect(entries[0]?.label).toBe('Facture ; "FA0001"');
  });

  test('a lone quote in a TAB file is a letter of the label', async () => {
    const { entries } = await wholeFec([legalHeader, withCell(first, 10, 'Tube 3/4" acier')].join('\n'));
    expect(entries[0]?.label).toBe('Tube 3/4" acier');
  });

  test('columns in another order, capitals, accents', async () => {
    const names = legalHeader.replace('Debit', 'Débit').replace('Credit', 'CRÉDIT').toUpperCase().split('\t').reverse();
    const { entries } = await wholeFec([names.join('\t'), first.split('\t').reverse().join('\t')].join('\n'));
    expect(entries[0]).toEqual(invoice);
  });

  test('empty last columns that an editor cut off are empty', async () => {
    const { entries, issues } = await wholeFec([legalHeader, first.trimEnd().split('\t').slice(0, 13).join('\t')].join('\n'));
    expect(issues).toEqual([]);
    expect(entries[0]).toMatchObject({ debitMinor: 12_000n, letter: '', validatedOn: null });
  });

  test('an accent of the old encoding late in a file that began as UTF-8 is still read', async () => {
    const padding = `${second}\n`.repeat(2_000);
    const file = Buffer.concat([
      Buffer.from(`${legalHeader}\n${padding}`),
      Buffer.from(withCell(first, 7, 'Épicerie Zoé'), 'latin1'),
    ]);
    const { entries } = await wholeFec(file);
    expect(entries.at(-1)?.auxiliaryLabel).toBe('Épicerie Zoé');
  });

  test('signs first or last, a decimal point, a negative debit', async () => {
    const amounts = ['-12,50', '12,50-', '+12,50', '12.50', '.5', '1 234,56'];
    const file = [legalHeader, ...amounts.map((amount) => withCell(first, 11, amount))].join('\n');
    expect((await wholeFec(file)).entries.map((line) => line.debitMinor)).toEqual([
      -1_250n,
      -1_250n,
      1_250n,
      1_250n,
      50n,
      123_456n,
    ]);
  });

  test('an amount in the foreign currency follows that currency’s own decimals', async () => {
    const yen = withCell(withCell(first, 16, '15000'), 17, 'JPY');
    const dollars = withCell(withCell(first, 16, '130,10'), 17, 'usd');
    const { entries } = await wholeFec([legalHeader, yen, dollars].join('\n'));
    expect(entries.map((line) => [line.foreignMinor, line.foreignCurrency])).toEqual([
      [15_000n, 'JPY'],
      [13_010n, 'USD'],
    ]);
  });
});

describe('what is wrong is listed, and the rest is taken', () => {
  test.each([
    ['an amount that is none', withCell(first, 11, '12,00 ou 13'), 'fec.amount-invalid', 'Debit'],
    ['a tenth of a cent', withCell(first, 11, '12,005'), 'fec.amount-too-many-decimals', 'Debit'],
    ['30 February', withCell(first, 3, '20260230'), 'fec.date-invalid', 'EcritureDate'],
    ['no day', withCell(first, 3, '        '), 'fec.date-missing', 'EcritureDate'],
    ['no account', withCell(first, 4, ''), 'fec.account-missing', 'CompteNum'],
    ['half a line', first.slice(0, 60), 'fec.too-few-columns', ''],
    ['a label that holds the separator', withCell(first, 10, 'Facture\tFA0001'), 'fec.too-many-columns', ''],
  ])('%s leaves the line out and says where', async (_name, line, code, column) => {
    const { entries, issues } = await wholeFec([legalHeader, second, line, second].join('\n'));
    expect(entries.map((entry) => entry.line)).toEqual([2, 4]);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ line: 3, column, code, severity: 'error', rejected: { text: line } });
  });

  test('a left-out line still tells its amounts, so that taken and rejected add up to the file', async () => {
    const { issues } = await wholeFec([legalHeader, withCell(first, 4, '')].join('\n'));
    expect(issues[0]?.rejected).toMatchObject({ debitMinor: 12_000n, creditMinor: 0n });
  });

  test('a side that is neither debit nor credit leaves the line out', async () => {
    const header = legalHeader.replace('Debit\tCredit', 'Montant\tSens');
    const { entries, issues } = await wholeFec([header, withCell(first, 12, 'X')].join('\n'));
    expect([entries.length, issues[0]?.code]).toEqual([0, 'fec.sign-invalid']);
  });

  test('a lettering day that is a placeholder is a warning: the line is taken without it', async () => {
    const { entries, issues } = await wholeFec([legalHeader, withCell(first, 14, '{current_date}')].join('\n'));
    expect(entries[0]).toMatchObject({ letter: 'AAA', letteredOn: null });
    expect(issues).toEqual([
      { line: 2, column: 'DateLet', value: '{current_date}', code: 'fec.date-invalid', severity: 'warning' },
    ]);
  });

  test('a line of more than a mebibyte is named, never held', async () => {
    const file = [legalHeader, second, withCell(first, 10, 'x'.repeat(3_000_000)), second].join('\n');
    const { entries, issues } = await wholeFec(file, { pieceBytes: 65_536 });
    expect(entries.map((line) => line.line)).toEqual([2, 4]);
    expect(issues).toMatchObject([{ line: 3, code: 'fec.line-too-long', severity: 'error' }]);
  });

  test('a file that is no FEC gives one issue that names the missing columns', async () => {
    const { entries, issues } = await wholeFec('Client;Facture;Montant\nLoup;FA1;12,00\n');
    expect(entries).toEqual([]);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ line: 1, code: 'fec.header-missing', severity: 'error' });
    expect(issues[0]?.column).toContain('CompteNum');
  });

  test('an empty file says the same', async () => {
    expect((await wholeFec('')).issues).toMatchObject([{ line: 1, code: 'fec.header-missing' }]);
  });
});

test('lines of accounts nobody asked for come back light, and totals stay whole', async () => {
  const { entries, others } = await wholeFec(legalFile, { accounts: (account) => account.startsWith('411') });
  expect(entries.map((line) => line.accountNumber)).toEqual(['411000', '411000']);
  expect(others.map((line) => line.accountNumber)).toEqual(['706000', '445710', '512000']);
  expect(sum([...entries, ...others].map((line) => line.debitMinor))).toBe(24_000n);
});

test('a reader that stops early closes the file', async () => {
  let closed = false;
  async function* source() {
    try {
      yield* bytesInPieces(Buffer.from(legalFile.repeat(200)), 1_000);
    } finally {
      closed = true;
    }
  }
  for await (const _batch of readFec(source())) break;
  expect(closed).toBe(true);
});
