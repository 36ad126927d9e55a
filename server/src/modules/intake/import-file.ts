import { fecColumns, guessKind, inspectFec, readTable, type TableKind } from '@quitus/formats';
import type { Language } from '@quitus/texts';
import type { Actor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { type Database, sql, type TenantDatabase } from '../../platform/database/index.ts';
import { entityByName } from '../identity/index.ts';
import { type ImportResult, importResult } from './import-result.ts';
import { type ImportMode, type ImportType, recordImport } from './import-record.ts';
import { refuse } from './refusals.ts';
import { runImport } from './run-import.ts';
import { bulkKindOf, isNdjson, mappingOfLines } from './upsert/ndjson-table.ts';
import { readStoredFile, type StoredFile, storeFile, storeOnce } from './stored-file.ts';
import {
  checkMapping,
  guessedMapping,
  type ImportMapping,
  missingFields,
  parseMapping,
  savedFor,
  savedMapping,
} from './tables/mapping.ts';

/** A file to bring in: the bytes as they stream, or one already stored. `open` may be given to read a file on disk a second time. */
export type ImportRequest = {
  readonly name: string;
  readonly source?: AsyncIterable<Uint8Array> | undefined;
  readonly open?: (() => AsyncIterable<Uint8Array>) | undefined;
  readonly documentId?: string | undefined;
  /** Guessed when absent. */
  readonly type?: ImportType | undefined;
  readonly mode?: ImportMode | undefined;
  /** The name of a saved mapping, a mapping as JSON text, or a mapping. Guessed, or found by the file's columns, when absent. */
  readonly mapping?: string | ImportMapping | undefined;
  /** Name or id; the only one when absent. */
  readonly entity?: string | undefined;
  readonly dryRun?: boolean | undefined;
  readonly confirm?: boolean | undefined;
  /** One line refused refuses all. */
  readonly atomic?: boolean | undefined;
  readonly actor: Actor;
  readonly now: Temporal.Instant;
  readonly language: Language;
};

/** Brings a file into the books: stored, its type and columns guessed, read and merged. Answers what the command line prints. */
export async function importFile(database: Database, tenantId: number, request: ImportRequest): Promise<ImportResult> {
  const db = database.tenant(tenantId);
  const { importId } = await receiveFile(db, request);
  await runImport(database, tenantId, {
    importId,
    actor: request.actor,
    now: request.now,
    confirm: request.confirm ?? false,
    source: request.open,
  });
  return importResult(db, importId, request.language);
}

/** Stores a file and records it as an import still to be read. `complete` is false when a table's required columns were not found, `columns` when there is no table whose columns a person could look at. */
export async function receiveFile(
  db: TenantDatabase,
  request: ImportRequest,
): Promise<{ importId: string; complete: boolean; columns: boolean; type: ImportType; bytes: number }> {
  const entity = await entityByName(db, request.entity);
  const file = await fileOf(db, request);
  const read = (): AsyncIterable<Uint8Array> => request.open?.() ?? readStoredFile(db, file.documentId);
  const shape = await shapeOf(db, request, read, entity.country);
  const importId = uuidv7();
  await recordImport(db, {
    id: importId,
    entityId: entity.id,
    file: { ...file, name: request.name },
    type: shape.type,
    mode: request.mode ?? 'delta',
    mapping: shape.mapping,
    mappingName: shape.mappingName,
    options: { dryRun: request.dryRun ?? false, language: request.language, ...(request.atomic ? { atomic: true } : {}) },
    state: 'uploaded',
    author: request.actor.name,
  });
  return { importId, complete: shape.complete, columns: shape.mapping !== undefined, type: shape.type, bytes: file.bytes };
}

async function fileOf(db: TenantDatabase, request: ImportRequest): Promise<StoredFile> {
  if (request.documentId === undefined) {
    if (request.open) return storeOnce(db, { name: request.name, open: request.open });
    if (!request.source) throw new Error('an import needs its file');
    return storeFile(db, { name: request.name, source: request.source });
  }
  return db.one<StoredFile>(sql`
    select document.id as "documentId", document.sha256, document.size_bytes::float8 as bytes from platform.document where document.id = ${request.documentId}
  `);
}

type Shape = { type: ImportType; mapping: ImportMapping | undefined; mappingName: string | undefined; complete: boolean };

/** What kind of file it is and how its columns are read. A file that is no table stays to be refused by its reader, with its reason. */
async function shapeOf(
  db: TenantDatabase,
  request: ImportRequest,
  read: () => AsyncIterable<Uint8Array>,
  country: string,
): Promise<Shape> {
  if (isNdjson(request.name)) {
    const kind = bulkKindOf(request.type ?? 'items');
    if (!kind) throw refuse('import.type-unknown', { type: String(request.type) });
    return { type: kind, mapping: mappingOfLines(kind), mappingName: undefined, complete: true };
  }
  const first = await firstChunk(read());
  // Half of the legal names are enough to know an FEC: one that lacks a column is refused as such, never read as some other table.
  const legalNames = fecColumns.length - inspectFec(first).missingColumns.length;
  if (request.type === 'fec' || (request.type === undefined && legalNames * 2 >= fecColumns.length)) {
    return { type: 'fec', mapping: undefined, mappingName: undefined, complete: true };
  }
  const reading = await readTable(read(), { name: request.name });
  const guessed = reading.ok
    ? guessKind({ name: request.name, columns: reading.table.columns, sample: reading.table.sample, firstBytes: first }).kind
    : 'unknown';
  if (reading.ok) await reading.table.rows().return(undefined);
  const named =
    typeof request.mapping === 'string' && !request.mapping.trimStart().startsWith('{')
      ? await savedMapping(db, request.mapping)
      : undefined;
  if (typeof request.mapping === 'string' && !request.mapping.trimStart().startsWith('{') && !named) {
    throw refuse('import.mapping-unknown', { name: request.mapping });
  }
  // Only items have a stock: a file said to be one is never taken for a list of customers.
  const type: TableKind =
    request.type ?? named?.type ?? (request.mode === 'stock' || guessed === 'unknown' || guessed === 'fec' ? 'items' : guessed);
  if (!reading.ok) return { type, mapping: undefined, mappingName: undefined, complete: true };
  const { columns } = reading.table;
  const given =
    named?.mapping ??
    (typeof request.mapping === 'string'
      ? parseMapping(request.mapping, type)
      : request.mapping && checkMapping(request.mapping, type));
  const saved = given ? undefined : await savedFor(db, columns, type);
  const guess = guessedMapping(reading.table, type);
  const chosen = given ?? saved?.mapping;
  // How this very file writes its days and amounts completes a mapping that does not say; a file of 05/03 and 04/02 alone is read as its country writes.
  const dayOrder = chosen?.dayOrder ?? guess.dayOrder ?? (country === 'US' ? 'mdy' : 'dmy');
  const mapping = { ...guess, ...chosen, decimalMark: chosen?.decimalMark ?? guess.decimalMark, dayOrder };
  return { type, mapping, mappingName: named?.name ?? saved?.name, complete: missingFields(mapping, type).length === 0 };
}

async function firstChunk(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= 65_536) break;
  }
  return Buffer.concat(parts);
}
