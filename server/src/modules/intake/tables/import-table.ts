import { readTable, type TableKind, type TableReading } from '@quitus/formats';
import type { Transaction } from '../../../platform/database/index.ts';
import type { BooksContext } from '../fec/fec-context.ts';
import { type ImportOutcome, refusedOutcome } from '../import-outcome.ts';
import { addIssues, openIssueLoad } from '../rejections.ts';
import { bulkKindOf, isNdjson, ndjsonTable } from '../upsert/ndjson-table.ts';
import { importContacts, importCustomers, importSales } from './import-accounts.ts';
import { importItems } from './import-items.ts';
import { guessedMapping, type ImportMapping, missingFields } from './mapping.ts';

export type TableImport = {
  readonly name: string;
  readonly source: AsyncIterable<Uint8Array>;
  readonly type: TableKind;
  readonly mode: 'stock' | 'delta';
  readonly mapping: ImportMapping | undefined;
};

/** Brings a CSV, TSV or XLSX table into the books, all of it in the caller's transaction; without a mapping the columns are guessed. */
export async function importTable(tx: Transaction, context: BooksContext, file: TableImport): Promise<ImportOutcome> {
  await openIssueLoad(tx);
  const kind = isNdjson(file.name) ? bulkKindOf(file.type) : undefined;
  const reading: TableReading = kind
    ? { ok: true, table: ndjsonTable(file.source, kind) }
    : await readTable(file.source, { name: file.name });
  if (!reading.ok) {
    await addIssues(tx, [{ ...reading.issue, line: 1 }]);
    return refusedOutcome();
  }
  const { table } = reading;
  const mapping = file.mapping ?? guessedMapping(table, file.type);
  const missing = missingFields(mapping, file.type);
  const absent = Object.values(mapping.columns).filter((column) => !table.columns.includes(column));
  if (missing.length > 0 || absent.length > 0) {
    const code = missing.length > 0 ? 'table.fields-missing' : 'table.column-absent';
    const named = missing.length > 0 ? missing : absent;
    await addIssues(tx, [
      { line: 1, column: named.join(', '), value: table.columns.join(', ').slice(0, 200), code, severity: 'error' },
    ]);
    return refusedOutcome();
  }
  switch (file.type) {
    case 'items':
    case 'cleared-items':
      return importItems(tx, context, { table, mapping, kind: file.type, mode: file.mode });
    case 'customers':
      return importCustomers(tx, context, table, mapping);
    case 'contacts':
      return importContacts(tx, context, table, mapping);
    case 'sales':
      return importSales(tx, context, table, mapping);
  }
}
