import { jsonb, type Queryable, sql, type TenantDatabase } from '../../platform/database/index.ts';
import type { ImportOutcome } from './import-outcome.ts';
import { refuse } from './refusals.ts';
import type { StoredFile } from './stored-file.ts';
import type { ImportMapping } from './tables/mapping.ts';

export const importTypes = ['fec', 'items', 'cleared-items', 'customers', 'contacts', 'sales'] as const;
export type ImportType = (typeof importTypes)[number];
export const importModes = ['stock', 'delta'] as const;
export type ImportMode = (typeof importModes)[number];
export type ImportState =
  | 'uploaded'
  | 'mapping'
  | 'reading'
  | 'previewed'
  | 'held'
  | 'applied'
  | 'refused'
  | 'failed'
  | 'undone'
  | 'discarded';

/** What was asked beside the file, kept so that it can be read again. */
export type ImportOptions = {
  readonly dryRun: boolean;
  readonly language: 'fr' | 'en';
  readonly confirm?: boolean;
  /** One line refused refuses all. */
  readonly atomic?: boolean;
};

/** What is kept of an outcome beside its counts. */
export type ImportSummary = {
  readonly warnings?: number;
  readonly customers?: number;
  readonly notes?: Readonly<Record<string, number>>;
  readonly sameAs?: { readonly id: string; readonly createdAt: string };
  readonly basis?: string;
};

export type ImportRow = {
  readonly id: string;
  readonly entityId: string;
  readonly entity: string;
  readonly currency: string;
  readonly documentId: string | null;
  readonly fileName: string;
  readonly fileSha256: Buffer;
  readonly fileBytes: bigint;
  readonly type: ImportType;
  readonly mode: ImportMode;
  readonly mappingName: string | null;
  readonly mapping: ImportMapping | null;
  readonly options: ImportOptions;
  readonly state: ImportState;
  readonly heldReason: 'settles-too-much' | 'total-changes-too-much' | null;
  readonly heldFigures: readonly HeldFigureRow[] | null;
  readonly failure: string | null;
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly settled: number;
  readonly allocations: number;
  readonly control: readonly ControlRow[];
  readonly progressBytes: bigint;
  readonly summary: ImportSummary;
  readonly author: string;
  readonly createdAt: Temporal.Instant;
  readonly startedAt: Temporal.Instant | null;
  readonly finishedAt: Temporal.Instant | null;
  readonly undoneAt: Temporal.Instant | null;
  readonly undoneBy: string | null;
};

// In jsonb, minor units are texts: JSON numbers are floats.
export type ControlRow = { readonly currency: string; readonly file: string; readonly taken: string; readonly rejected: string };
export type HeldFigureRow = {
  readonly currency: string;
  readonly before: string;
  readonly after: string;
  readonly settled: string;
  readonly items: number;
};

export const importColumns = sql`
  import.id, import.entity_id as "entityId", entity.name as entity, entity.currency, import.document_id as "documentId", import.file_name as "fileName",
  import.file_sha256 as "fileSha256", import.file_bytes as "fileBytes", import.type, import.mode, import.mapping_name as "mappingName", import.mapping,
  import.options, import.state, import.held_reason as "heldReason", import.held_figures as "heldFigures", import.failure,
  import.lines_read::int as read, import.lines_created::int as created, import.lines_updated::int as updated, import.lines_unchanged::int as unchanged,
  import.lines_rejected::int as rejected, import.items_settled::int as settled, import.allocations_created::int as allocations, import.control,
  import.progress_bytes as "progressBytes", import.summary, import.author, import.created_at as "createdAt", import.started_at as "startedAt",
  import.finished_at as "finishedAt", import.undone_at as "undoneAt", import.undone_by as "undoneBy"
`;

/** One import; refuses an unknown one. */
export async function importById(db: Queryable, id: string): Promise<ImportRow> {
  const row = await db.maybe<ImportRow>(sql`
    select ${importColumns}
    from intake.import
    join identity.entity on entity.tenant_id = import.tenant_id and entity.id = import.entity_id
    where import.id = ${id}
  `);
  if (!row) throw refuse('import.unknown');
  return row;
}

export type NewImport = {
  readonly id: string;
  readonly entityId: string;
  readonly file: StoredFile & { readonly name: string };
  readonly type: ImportType;
  readonly mode: ImportMode;
  readonly mapping: ImportMapping | undefined;
  readonly mappingName: string | undefined;
  readonly options: ImportOptions;
  readonly state: ImportState;
  readonly author: string;
};

/** Records that a file has come, before anything is read of it. */
export async function recordImport(db: TenantDatabase, one: NewImport): Promise<void> {
  await db.run(sql`
    insert into intake.import (tenant_id, id, entity_id, document_id, file_name, file_sha256, file_bytes, type, mode, mapping_name, mapping, options, state, author)
    values (${db.tenantId}, ${one.id}, ${one.entityId}, ${one.file.documentId}, ${one.file.name}, ${one.file.sha256}, ${one.file.bytes}, ${one.type}, ${one.mode},
      ${one.mappingName ?? null}, ${one.mapping ? jsonb(one.mapping) : null}, ${jsonb(one.options)}, ${one.state}, ${one.author})
  `);
}

/** Writes what became of an import. */
export async function recordOutcome(
  db: Queryable,
  id: string,
  state: ImportState,
  outcome: ImportOutcome,
  summary: ImportSummary,
): Promise<void> {
  const control: ControlRow[] = outcome.controls.map((one) => ({
    currency: one.currency,
    file: one.fileMinor.toString(),
    taken: one.takenMinor.toString(),
    rejected: one.rejectedMinor.toString(),
  }));
  const figures: HeldFigureRow[] | undefined = outcome.held?.figures.map((one) => ({
    currency: one.currency,
    before: one.openBeforeMinor.toString(),
    after: one.openAfterMinor.toString(),
    settled: one.settledMinor.toString(),
    items: one.settledItems,
  }));
  await db.run(sql`
    update intake.import set state = ${state}, lines_read = ${outcome.read}, lines_created = ${outcome.created}, lines_updated = ${outcome.updated},
      lines_unchanged = ${outcome.unchanged}, lines_rejected = ${outcome.rejected}, items_settled = ${outcome.settled},
      allocations_created = ${outcome.allocations}, control = ${jsonb(control)}, held_reason = ${outcome.held?.reason ?? null},
      held_figures = ${figures ? jsonb(figures) : null}, progress_bytes = file_bytes, failure = null, finished_at = now(),
      summary = ${jsonb({ warnings: outcome.warnings, customers: outcome.customers, notes: outcome.notes, ...summary })}
    where id = ${id}
  `);
}

/** The file an import was read from; refuses where there is none: what was brought in by a program, or made up for the demonstration. */
export function fileOf(row: Pick<ImportRow, 'documentId'>): string {
  if (row.documentId === null) throw refuse('import.no-file');
  return row.documentId;
}
