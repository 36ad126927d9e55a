import { documentKinds, documentsRoutes } from '@quitus/contract';
import { documentBytes } from '../../platform/documents/index.ts';
import { sql } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { implement, type Implementation } from '../../platform/http/index.ts';
import { readSetting } from '../identity/index.ts';
import type { MakePdf } from '../messages/index.ts';
import { markItemsSent } from '../receivables/index.ts';
import {
  addDocument,
  assertItem,
  documentFile,
  type DocumentKind,
  documentsOfCustomer,
  documentsOfItems,
  readDocument,
  removeDocument,
} from './item-documents.ts';
import { matchFile } from './match-file.ts';
import { refuse } from './refusals.ts';
import { copyFile } from './copy-file.ts';
import { sendInvoice } from './send-invoice.ts';

const kindOf = (text: string | undefined): DocumentKind => documentKinds.find((kind) => kind === text) ?? 'invoice';

/** The documents of items over HTTP. */
export const documentsHandlers = ({ makePdf }: { readonly makePdf: MakePdf }): Implementation =>
  implement(documentsRoutes, {
    'GET /items/{id}/documents': async ({ params, context }) => {
      await assertItem(context.db, params.id);
      return { rows: await documentsOfItems(context.db, [params.id]) };
    },
    'GET /customers/{id}/documents': ({ params, query, context }) => documentsOfCustomer(context.db, params.id, query),
    'POST /items/{id}/documents': async ({ params, upload, context }) => {
      await assertItem(context.db, params.id);
      const file = await readDocument(upload);
      const kind = kindOf(upload.fields['kind']);
      const [added] = await context.db.transaction((tx) => addDocument(tx, [params.id], { ...file, kind }, context.actor));
      if (!added) throw refuse('document.item-unknown');
      return added;
    },
    'POST /documents': async ({ upload, context }) => {
      const file = await readDocument(upload);
      const kind = kindOf(upload.fields['kind']);
      return context.db.transaction(async (tx) => {
        const match = await matchFile(tx, file.name);
        if (match.kind !== 'matched') return { name: file.name, unmatched: match.kind, rows: [] };
        return { name: file.name, unmatched: null, rows: await addDocument(tx, match.itemIds, { ...file, kind }, context.actor) };
      });
    },
    'GET /documents/{id}/file': async ({ params, context }) => {
      const { documentId, name, mediaType } = await documentFile(context.db, params.id);
      return { file: documentBytes(context.db, documentId), name, mediaType };
    },
    'GET /documents/{id}/copy': ({ params, context }) => copyFile(context.db, params.id, { makePdf, language: context.language }),
    'DELETE /documents/{id}': async ({ params, context }) => {
      await context.db.transaction((tx) => removeDocument(tx, params.id, context.actor));
    },
    'POST /items/{id}/sent': async ({ params, body, context }) => {
      await context.db.transaction(async (tx) => {
        const item = await tx.maybe<{ number: string; customerId: string }>(
          sql`select number, customer_id as "customerId" from receivables.item where id = ${params.id}`,
        );
        if (!item) throw refuse('document.item-unknown');
        if (body.on > context.today()) throw refuse('document.sent-in-future', { on: body.on });
        await markItemsSent(tx, [{ itemId: params.id, on: body.on }]);
        await recordEvent(tx, {
          kind: 'documents.said-sent',
          actor: context.actor,
          customerId: item.customerId,
          subjectId: params.id,
          details: { number: item.number, on: body.on },
        });
      });
      return { id: params.id, sentOn: body.on };
    },
    'POST /items/{id}/send-invoice': ({ params, body, context }) =>
      context.db.transaction(async (tx) =>
        sendInvoice(
          tx,
          params.id,
          body,
          { now: context.now(), recallMinutes: await readSetting(tx, 'recall.minutes') },
          context.actor,
        ),
      ),
  });
