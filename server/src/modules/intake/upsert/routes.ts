import { bulkRoutes } from '@quitus/contract';
import { implement } from '../../../platform/http/index.ts';
import { bulkImport, bulkUpsert } from './bulk-upsert.ts';
import { rejectedNdjson } from './rejected-ndjson.ts';

/** The ways in for lines of JSON. */
export const bulkHandlers = implement(bulkRoutes, {
  'POST /bulk/customers': ({ upload, query, context }) => bulkUpsert('customers', upload, query, context),
  'POST /bulk/items': ({ upload, query, context }) => bulkUpsert('items', upload, query, context),
  'POST /bulk/contacts': ({ upload, query, context }) => bulkUpsert('contacts', upload, query, context),
  'GET /bulk/{id}/rejected': async ({ params, context }) => {
    const row = await bulkImport(context.db, params.id);
    const name = `${row.fileName.replace(/\.ndjson$/, '')}-rejected.ndjson`;
    return { file: rejectedNdjson(context.db, row, context.language), name };
  },
});
