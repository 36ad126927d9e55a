import { writeXlsxStream, type CellValue } from 'hucre/xlsx';

/** What a column holds. Amounts come as plain decimals (`-1234.50`), days as `YYYY-MM-DD`. */
export type SheetColumn = { header: string; kind: 'text' | 'amount' | 'day' | 'integer'; width?: number | undefined };

export type SheetRows = AsyncIterable<readonly (string | null)[]> | Iterable<readonly (string | null)[]>;

export type CsvOptions = {
  /** Default ';', what a French spreadsheet opens by itself. */
  separator?: ';' | ',' | '\t' | undefined;
  /** Decimal mark of amounts. Default ','. */
  decimalMark?: ',' | '.' | undefined;
  /** The UTF-8 mark without which spreadsheets break accents. Default true. */
  byteOrderMark?: boolean | undefined;
};

const flushAt = 65_536;
// An amount or a phone number may begin with a sign: only digits and their marks follow, nothing a spreadsheet could run.
const plainNumber = /^[+-]?[\d\s.,()\u202f\u00a0-]*\d[\d\s.,()\u202f\u00a0-]*$/u;

/** A CSV file in pieces of about 64 KiB, rows pulled as the pieces are taken. Cells that a spreadsheet would run as a formula are made text. */
export async function* writeCsv(
  columns: readonly SheetColumn[],
  rows: SheetRows,
  options: CsvOptions = {},
): AsyncGenerator<Uint8Array> {
  const separator = options.separator ?? ';';
  const decimalMark = options.decimalMark ?? ',';
  const headers = columns.map((column) => csvCell(column.header, separator)).join(separator);
  let text = `${(options.byteOrderMark ?? true) ? '\ufeff' : ''}${headers}\r\n`;
  for await (const row of rows) {
    const cells = columns.map(({ kind }, place) => {
      const value = row[place] ?? '';
      return csvCell(kind === 'amount' && decimalMark === ',' ? value.replace('.', ',') : value, separator);
    });
    text += `${cells.join(separator)}\r\n`;
    if (text.length >= flushAt) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text);
}

/** An XLSX file as a stream of bytes, one sheet (a second one past a million rows), header frozen, rows pulled as it is read. */
export function writeWorkbook(sheet: string, columns: readonly SheetColumn[], rows: SheetRows): ReadableStream<Uint8Array> {
  return writeXlsxStream(cellsOf(columns, rows), {
    name: sheetName(sheet),
    columns: columns.map(({ header, kind, width }) => ({ header, width: width ?? widths[kind], ...formats[kind] })),
    freezePane: { rows: 1 },
  });
}

/** A cell that a spreadsheet cannot take for a formula (CWE-1236): an apostrophe goes before = + - @ TAB CR, except before a plain number. */
export function harmlessCell(text: string): string {
  // A text that has such an apostrophe already gets one more: reading takes one away.
  return /^'*[=+\-@\t\r]/u.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}

const widths = { text: 24, amount: 16, day: 12, integer: 10 };
const formats = { text: {}, amount: { numFmt: '#,##0.00' }, day: { numFmt: 'yyyy-mm-dd' }, integer: { numFmt: '0' } };

function csvCell(value: string, separator: string): string {
  const text = harmlessCell(value);
  return text.includes(separator) || /["\r\n]/u.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

async function* cellsOf(columns: readonly SheetColumn[], rows: SheetRows): AsyncGenerator<CellValue[]> {
  for await (const row of rows) yield columns.map(({ kind }, place) => workbookCell(row[place] ?? '', kind));
}

function workbookCell(text: string, kind: SheetColumn['kind']): CellValue {
  if (text === '') return null;
  if (kind === 'day' && /^\d{4}-\d{2}-\d{2}$/u.test(text)) return new Date(`${text}T00:00:00Z`);
  // A spreadsheet knows binary numbers only, exact for 15 digits: a longer amount stays text rather than change.
  const number = kind === 'amount' || kind === 'integer';
  if (number && /^-?\d+(?:\.\d+)?$/u.test(text) && text.replace(/\D/gu, '').length <= 15) return Number(text);
  return withoutControls(text);
}

// XML has no place for them, and a workbook that holds one does not open.
function withoutControls(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters meant
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '').slice(0, 32_767);
}

// Excel's own rule: 31 characters, none of these.
function sheetName(name: string): string {
  return (
    name
      .replace(/[\\/?*[\]:]/gu, ' ')
      .slice(0, 31)
      .trim() || 'Sheet1'
  );
}
