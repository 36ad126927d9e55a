import { streamXlsxRows, type CellValue } from 'hucre/xlsx';
import type { Issue } from '../issue.ts';
import type { RecordBatch } from './table.ts';
import { declaredZipSize } from './zip-size.ts';

const gibibyte = 1_073_741_824;
const largestFile = gibibyte / 2;
const largestUnpacked = 2 * gibibyte;
const suspectUnpacked = 104_857_600;
const suspectRatio = 200;
const batchRows = 1_000;
const sheetsTried = 5;

export type WorkbookBytes = { ok: true; bytes: Uint8Array } | { ok: false; issue: Issue };

/** Whether a file is a ZIP or an old Office file by its first bytes: a workbook may have lost its name. */
export function workbookKind(sample: Uint8Array): 'zip' | 'old-office' | null {
  if (sample[0] === 0x50 && sample[1] === 0x4b && (sample[2] === 3 || sample[2] === 5)) return 'zip';
  return sample[0] === 0xd0 && sample[1] === 0xcf && sample[2] === 0x11 && sample[3] === 0xe0 ? 'old-office' : null;
}

/** The whole workbook in memory, refused when it is too large or unpacks out of proportion: its directory stands at its end. */
export async function workbookBytes(source: AsyncIterable<Uint8Array>): Promise<WorkbookBytes> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > largestFile) return { ok: false, issue: workbookIssue('table.workbook-too-large', `${size}`) };
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const unpacked = declaredZipSize(bytes);
  if (unpacked === null) return { ok: false, issue: workbookIssue('table.workbook-unreadable', '') };
  const outOfProportion = unpacked > suspectUnpacked && unpacked / size > suspectRatio;
  if (unpacked > largestUnpacked || outOfProportion)
    return { ok: false, issue: workbookIssue('table.workbook-bomb', `${unpacked}`) };
  return { ok: true, bytes };
}

/** The records of one sheet, dates as ISO days and numbers as plain decimals. What the file breaks on ends it with one error. */
export async function* workbookRecords(bytes: Uint8Array, sheet: number | string | undefined): AsyncGenerator<RecordBatch> {
  const sheets = sheet === undefined ? Array.from({ length: sheetsTried }, (_, place) => place) : [sheet];
  let batch: RecordBatch = { records: [], issues: [] };
  let line = 0;
  try {
    for (const candidate of sheets) {
      for await (const row of streamXlsxRows(bytes, { sheet: candidate })) {
        line = row.index + 1;
        const cells = row.values.map(cellText);
        if (cells.every((cell) => cell === '')) continue;
        batch.records.push({ line, cells });
        if (batch.records.length >= batchRows) {
          yield batch;
          batch = { records: [], issues: [] };
        }
      }
      if (line > 0) break;
    }
  } catch (fault) {
    // Whatever the library says of a broken file is an outcome for the person who sent it, not a fault of ours.
    const reason = fault instanceof Error ? fault.message : String(fault);
    batch.issues.push({ ...workbookIssue('table.workbook-unreadable', reason), line: line + 1 });
  }
  if (batch.records.length + batch.issues.length > 0) yield batch;
}

/** A cell as a text file would hold it. 15 digits are what Excel itself keeps: beyond them is noise of binary fractions. */
export function cellText(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dayOrInstant(value);
  if (typeof value === 'number') return plainDecimal(value);
  return String(value).trim();
}

export function workbookIssue(code: string, value: string): Issue {
  return { line: 1, column: '', value, code, severity: 'error' };
}

function dayOrInstant(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const iso = date.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19);
}

function plainDecimal(value: number): string {
  if (!Number.isFinite(value)) return '';
  const rounded = Number(value.toPrecision(15));
  if (Number.isInteger(rounded) && Math.abs(rounded) < 1e30) return BigInt(rounded).toString();
  const text = String(rounded);
  return text.includes('e') ? rounded.toFixed(20).replace(/\.?0+$/u, '') : text;
}
