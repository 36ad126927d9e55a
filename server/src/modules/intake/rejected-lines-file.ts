import { harmlessCell, inspectFec, readTable } from '@quitus/formats';
import { type Language, textsIn } from '@quitus/texts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { fileOf, type ImportRow } from './import-record.ts';
import { reasonOf } from './import-result.ts';
import { bulkKindOf, fieldsOfLines, isNdjson } from './upsert/ndjson-table.ts';
import { readStoredFile } from './stored-file.ts';

/**
 * The rejected lines of an import as a file: the original header, each line as it came, its number and the reason in two more columns.
 * Corrected in place, it can be brought in again; the two columns are then ignored.
 */
export async function* rejectedLinesFile(db: TenantDatabase, row: ImportRow, language: Language): AsyncGenerator<string> {
  const { lineColumn, reasonColumn } = textsIn(language).imports;
  const header = await headerOf(db, row);
  yield `\ufeff${[...header, lineColumn, reasonColumn].map(cell).join(';')}\r\n`;
  const lines = db.stream<{ line: number; raw: string; code: string; value: string }>(sql`
    select distinct on (line) line::int as line, raw, code, value from intake.rejected_line
    where import_id = ${row.id} and severity = 'error'
    order by line, position
  `);
  const separator = row.type === 'fec' ? await separatorOf(db, row) : '\t';
  for await (const batch of lines) {
    yield batch
      .map((line) => {
        const cells = line.raw.split(separator);
        while (cells.length < header.length) cells.push('');
        return `${[...cells, String(line.line), reasonOf(language, line.code, line.value)].map(cell).join(';')}\r\n`;
      })
      .join('');
  }
}

function cell(text: string): string {
  const safe = harmlessCell(text.trim());
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

async function firstPiece(db: TenantDatabase, row: ImportRow): Promise<Uint8Array> {
  for await (const piece of readStoredFile(db, fileOf(row))) return piece;
  return new Uint8Array();
}

async function separatorOf(db: TenantDatabase, row: ImportRow): Promise<string> {
  return inspectFec(await firstPiece(db, row)).separator;
}

async function headerOf(db: TenantDatabase, row: ImportRow): Promise<readonly string[]> {
  if (row.type === 'fec') return inspectFec(await firstPiece(db, row)).columns;
  const kind = isNdjson(row.fileName) ? bulkKindOf(row.type) : undefined;
  if (kind) return fieldsOfLines[kind];
  const reading = await readTable(readStoredFile(db, fileOf(row)), { name: row.fileName });
  if (!reading.ok) return [];
  await reading.table.rows().return(undefined);
  return reading.table.columns;
}
