import { decodeSample, encodingSampleBytes } from '../encoding.ts';
import { shown, type Issue } from '../issue.ts';
import { firstBytes } from '../lines.ts';
import { findHeader, usualWidth } from './header-row.ts';
import { sniffSeparator } from './separator.ts';
import type { RecordBatch, Table, TableBatch, TableOptions, TableReading, TableRecord } from './table.ts';
import { textRecords } from './text-records.ts';
import { workbookBytes, workbookIssue, workbookKind, workbookRecords } from './workbook-records.ts';

const sampleRows = 200;

/**
 * A table out of a CSV, TSV, semicolon or pipe file, or an XLSX workbook: separator, encoding and header found, rows streamed by
 * `rows()`. A file that is no table at all is an issue, never an exception. Memory does not grow with a text file.
 */
export async function readTable(source: AsyncIterable<Uint8Array>, options: TableOptions): Promise<TableReading> {
  const { sample, chunks } = await firstBytes(source, encodingSampleBytes);
  const kind = workbookKind(sample);
  if (kind === 'old-office') return { ok: false, issue: workbookIssue('table.workbook-old-or-encrypted', options.name) };
  if (kind === 'zip') {
    const workbook = await workbookBytes(chunks);
    if (!workbook.ok) return workbook;
    return tableOf(workbookRecords(workbook.bytes, options.sheet), { kind: 'workbook', separator: null, encoding: null });
  }
  const { encoding: detected, text } = decodeSample(sample);
  const encoding = options.encoding ?? detected;
  const guess = sniffSeparator(text);
  const separator = options.separator ?? separatorByName(options.name) ?? guess.separator;
  const width = separator === guess.separator ? guess.width : 1;
  return tableOf(textRecords(chunks, { separator, width, encoding }), { kind: 'text', separator, encoding });
}

function separatorByName(name: string): string | null {
  return /\.(?:tsv|tab)$/iu.test(name) ? '\t' : null;
}

async function tableOf(
  batches: AsyncGenerator<RecordBatch>,
  origin: Pick<Table, 'kind' | 'separator' | 'encoding'>,
): Promise<TableReading> {
  const first = await firstRecords(batches);
  const [broken] = first.issues.filter((issue) => issue.severity === 'error');
  if (first.records.length === 0) return { ok: false, issue: broken ?? workbookIssue('table.empty', '') };

  const { columns, headerAt, firstRowAt } = findHeader(first.records, usualWidth(first.records));
  const header = headerAt === null ? null : (first.records[headerAt] ?? null);
  const ahead = { records: first.records.slice(firstRowAt), issues: first.issues };
  const sample = ahead.records.slice(0, sampleRows).map((record) => fitted(record, columns.length));
  return {
    ok: true,
    table: {
      ...origin,
      columns,
      headerLine: header?.line ?? null,
      preamble: first.records.slice(0, headerAt ?? firstRowAt),
      sample,
      rows: () => fitRows(ahead, batches, columns.length),
    },
  };
}

async function firstRecords(batches: AsyncGenerator<RecordBatch>): Promise<RecordBatch> {
  const first: RecordBatch = { records: [], issues: [] };
  while (first.records.length < sampleRows + 50) {
    const next = await batches.next();
    if (next.done === true) break;
    // Not spread into push: a batch may hold more rows than a call takes arguments.
    first.records = first.records.concat(next.value.records);
    first.issues = first.issues.concat(next.value.issues);
  }
  return first;
}

async function* fitRows(ahead: RecordBatch, rest: AsyncGenerator<RecordBatch>, width: number): AsyncGenerator<TableBatch> {
  try {
    yield fitBatch(ahead, width);
    for await (const batch of rest) yield fitBatch(batch, width);
  } finally {
    await rest.return(undefined);
  }
}

/** A row with more filled cells than there are columns is named and left out: which value belongs where is anybody's guess. */
function fitBatch({ records, issues }: RecordBatch, width: number): TableBatch {
  const batch: TableBatch = { rows: [], issues: [...issues] };
  for (const record of records) {
    if (record.cells.length > width && record.cells.slice(width).some((cell) => cell !== '')) {
      batch.issues.push(tooManyCells(record));
    } else batch.rows.push({ line: record.line, cells: fitted(record, width) });
  }
  return batch;
}

function fitted({ cells }: TableRecord, width: number): string[] {
  if (cells.length === width) return cells;
  return cells.length > width ? cells.slice(0, width) : [...cells, ...Array.from({ length: width - cells.length }, () => '')];
}

function tooManyCells({ line, cells }: TableRecord): Issue {
  const text = cells.join('\t');
  const rejected = { text, debitMinor: null, creditMinor: null };
  return { line, column: '', value: shown(text), code: 'table.too-many-cells', severity: 'error', rejected };
}
