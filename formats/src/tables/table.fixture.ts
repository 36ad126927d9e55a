import type { Issue } from '../issue.ts';
import { readTable } from './read-table.ts';
import type { Table, TableOptions, TableRecord } from './table.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A whole table gathered, for files small enough to look at. A file that is no table fails the test that asked. */
export async function wholeTable(
  file: string | Uint8Array,
  name: string,
  options: Partial<TableOptions> & { pieceBytes?: number } = {},
): Promise<{ table: Table; rows: TableRecord[]; issues: Issue[] }> {
  const reading = await tableReading(file, name, options);
  if (!reading.ok) throw new Error(`no table: ${reading.issue.code}`);
  const rows: TableRecord[] = [];
  const issues: Issue[] = [];
  for await (const batch of reading.table.rows()) {
    rows.push(...batch.rows);
    issues.push(...batch.issues);
  }
  return { table: reading.table, rows, issues };
}

/** The first answer about a file: a table, or why there is none. */
export function tableReading(
  file: string | Uint8Array,
  name: string,
  options: Partial<TableOptions> & { pieceBytes?: number } = {},
) {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  return readTable(inPieces(bytes, options.pieceBytes ?? Math.max(1, bytes.length)), { ...options, name });
}
