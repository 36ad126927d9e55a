import type { BulkAnswer } from '@quitus/contract';
import { toDecimal } from '../../../kernel/money.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import type { Context, Upload } from '../../../platform/http/index.ts';
import { receiveFile } from '../import-file.ts';
import { importById } from '../import-record.ts';
import { reasonOf } from '../import-result.ts';
import { refuse } from '../refusals.ts';
import { runImport } from '../run-import.ts';
import { storeFile } from '../stored-file.ts';
import type { BulkKind } from './ndjson-table.ts';

export type BulkQuestion = {
  readonly mode?: 'atomic' | 'partial' | undefined;
  readonly dryRun?: boolean | undefined;
  readonly entity?: string | undefined;
};

const longestAnswer = 1000;

/** Brings lines of JSON into the books as one import: stored as they stream in, read set-based, undoable and audited like a file. */
export async function bulkUpsert(kind: BulkKind, upload: Upload, question: BulkQuestion, context: Context): Promise<BulkAnswer> {
  const { db, actor } = context;
  const stamp = context.now().toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
  const name = `${kind}-${stamp}.ndjson`;
  const { documentId } = await storeFile(db, { name, mediaType: upload.mediaType, source: upload.stream });
  const { importId } = await receiveFile(db, {
    name,
    documentId,
    type: kind,
    entity: question.entity,
    dryRun: question.dryRun ?? false,
    atomic: (question.mode ?? 'atomic') === 'atomic',
    actor,
    now: context.now(),
    language: context.language,
  });
  await runImport(context.database, context.tenantId, { importId, actor, now: context.now(), confirm: true });
  return bulkAnswer(db, importId, context.language);
}

/** What became of a bulk call. */
async function bulkAnswer(db: TenantDatabase, importId: string, language: 'fr' | 'en'): Promise<BulkAnswer> {
  const row = await importById(db, importId);
  const rejected = await db.rows<{ line: number; field: string; value: string; code: string }>(sql`
    select line::int as line, field, value, code
    from intake.rejected_line
    where tenant_id = ${db.tenantId} and import_id = ${importId} and severity = 'error'
    order by line, position
    limit ${longestAnswer}
  `);
  const state = row.state === 'applied' || row.state === 'previewed' || row.state === 'refused' ? row.state : undefined;
  if (!state) throw new Error(`a bulk import ended as ${row.state}`);
  return {
    import: row.id,
    state,
    dryRun: row.options.dryRun,
    counts: {
      read: row.read,
      created: row.created,
      updated: row.updated,
      unchanged: row.unchanged,
      rejected: row.rejected,
      warnings: row.summary.warnings ?? 0,
      customers: row.summary.customers ?? 0,
    },
    controls: row.control.map((one) => ({
      currency: one.currency,
      file: toDecimal(BigInt(one.file), one.currency),
      taken: toDecimal(BigInt(one.taken), one.currency),
      rejected: toDecimal(BigInt(one.rejected), one.currency),
    })),
    rejected: rejected.map((one) => ({ ...one, reason: reasonOf(language, one.code, one.value) })),
  };
}

/** The record of a bulk call; refuses an import that came as a file. */
export async function bulkImport(db: TenantDatabase, importId: string) {
  const row = await importById(db, importId);
  if (!row.fileName.endsWith('.ndjson')) throw refuse('bulk.not-here');
  return row;
}
