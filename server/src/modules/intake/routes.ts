import { intakeRoutes } from '@quitus/contract';
import { sql } from '../../platform/database/index.ts';
import { type Context, implement } from '../../platform/http/index.ts';
import { reasonOf } from './import-result.ts';
import { fileOf, importById } from './import-record.ts';
import { importView, mappingView } from './import-view.ts';
import { changeJournal, listJournals } from './journals.ts';
import { decideProposals } from './lettering/decide-proposals.ts';
import { listProposals } from './lettering/list-proposals.ts';
import { discardImport, listImports, listIssues } from './list-imports.ts';
import { firstHour } from './quality/first-hour.ts';
import { giveEmails } from './quality/give-emails.ts';
import { qualityCustomers } from './quality/quality-customers.ts';
import { qualityOverview } from './quality/quality-overview.ts';
import { qualityRows } from './quality/quality-rows.ts';
import { readAgain } from './read-again.ts';
import { readNowOrLater, receiveUpload } from './receive-upload.ts';
import { refuse } from './refusals.ts';
import { rejectedLinesFile } from './rejected-lines-file.ts';
import { readStoredFile } from './stored-file.ts';
import { importFields, previewMapping } from './tables/preview-mapping.ts';
import type { ImportMapping } from './tables/mapping.ts';
import { undoImport } from './undo/undo-import.ts';

const show = async (context: Context, id: string) =>
  importView(context.db, await importById(context.db, id), context.language, true);

/** The ways in from HTTP: imports, mappings, journals, proposed lettering, data quality. */
export const intakeHandlers = implement(intakeRoutes, {
  'POST /imports': async ({ upload, context }) => show(context, await receiveUpload(upload, context)),
  'GET /imports': async ({ query, context }) => {
    const { rows, nextCursor, total } = await listImports(context.db, query);
    return {
      rows: await Promise.all(rows.map((row) => importView(context.db, row, context.language, false))),
      nextCursor,
      total,
    };
  },
  'GET /imports/{id}': ({ params, context }) => show(context, params.id),
  'GET /imports/{id}/preview': async ({ params, query, context }) => {
    const row = await importById(context.db, params.id);
    if (query.type === 'fec') throw refuse('import.not-readable-again');
    const preview = await previewMapping(context.db, row, { type: query.type, mapping: query.mapping }, context.language);
    return { ...preview, mapping: mappingView(preview.mapping) };
  },
  'POST /imports/{id}/read': async ({ params, body, context }) => {
    await readAgain(context, params.id, body);
    return show(context, params.id);
  },
  'POST /imports/{id}/confirm': async ({ params, context }) => {
    const row = await importById(context.db, params.id);
    if (row.state !== 'held') throw refuse('import.not-held');
    await readNowOrLater(context, row.id, Number(row.fileBytes), true);
    return show(context, params.id);
  },
  'POST /imports/{id}/discard': async ({ params, context }) => {
    await discardImport(context.db, params.id);
    return show(context, params.id);
  },
  'POST /imports/{id}/undo': async ({ params, context }) => {
    await undoImport(context.database, context.tenantId, params.id, context.actor);
    return show(context, params.id);
  },
  'GET /imports/{id}/rejected-lines': async ({ params, query, context }) => {
    await importById(context.db, params.id);
    const { rows, total } = await listIssues(context.db, params.id, query);
    return { rows: rows.map((row) => ({ ...row, reason: reasonOf(context.language, row.code, row.value) })), total };
  },
  'GET /imports/{id}/rejected-lines.csv': async ({ params, context }) => {
    const row = await importById(context.db, params.id);
    // Before the answer begins: a file cannot be refused half sent.
    fileOf(row);
    const name = `${row.fileName.replace(/\.[^.]*$/, '')}-rejected.csv`;
    return { file: rejectedLinesFile(context.db, row, context.language), name, mediaType: 'text/csv; charset=utf-8' };
  },
  'GET /imports/{id}/file': async ({ params, context }) => {
    const row = await importById(context.db, params.id);
    return { file: readStoredFile(context.db, fileOf(row)), name: row.fileName, mediaType: 'application/octet-stream' };
  },
  'GET /import-fields': async ({ query, context }) => ({
    fields: query.type === 'fec' ? [] : importFields(query.type, context.language),
  }),
  'GET /import-mappings': async ({ context }) => {
    const mappings = await context.db.rows<{
      name: string;
      type: 'items' | 'cleared-items' | 'customers' | 'contacts' | 'sales';
      mapping: ImportMapping;
      lastUsedAt: Temporal.Instant;
    }>(sql`select name, type, mapping, last_used_at as "lastUsedAt" from intake.mapping order by last_used_at desc`);
    return {
      mappings: mappings.map((one) => ({ ...one, mapping: mappingView(one.mapping), lastUsedAt: one.lastUsedAt.toString() })),
    };
  },
  'DELETE /import-mappings/{name}': async ({ params, context }) => {
    const gone = await context.db.run(sql`delete from intake.mapping where name = ${params.name}`);
    if (gone === 0) throw refuse('import.mapping-unknown', { name: params.name });
  },
  'GET /journals': async ({ query, context }) => ({ journals: await listJournals(context.db, query.entityId, context.language) }),
  'PUT /journals/{code}': ({ params, body, context }) => changeJournal(context, params.code, body),
  'GET /lettering-proposals': ({ query, context }) => listProposals(context.db, query, context.language),
  'POST /lettering-proposals/decisions': ({ body, context }) => decideProposals(context.db, body, context.actor),
  'GET /quality': ({ query, context }) => qualityOverview(context.db, query.entityId, context.today(), context.language),
  'GET /quality/checks/{code}': ({ params, query, context }) =>
    qualityRows(context.db, params.code, query, context.today(), context.language),
  'GET /quality/customers': ({ query, context }) => qualityCustomers(context.db, query, context.today(), context.language),
  'POST /quality/emails': ({ body, context }) => giveEmails(context.db, body.emails, context.actor, context.language),
  'GET /first-hour': ({ query, context }) => firstHour(context.db, query.entityId, context.today()),
});
