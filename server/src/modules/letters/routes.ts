import { lettersRoutes, proofKinds } from '@quitus/contract';
import { documentBytes } from '../../platform/documents/index.ts';
import { implement, type Implementation } from '../../platform/http/index.ts';
import type { MakePdf, OutboxHooks } from '../messages/index.ts';
import { batchPdf } from './print/batch-pdf.ts';
import { batchView, listBatches, markPrinted } from './print/batch-list.ts';
import { letterView, listLetters } from './print/letter-list.ts';
import { postLetters, takeOutLetters, type Unposted, unpostLetters } from './print/post-letters.ts';
import { addProof, proofOf, readProof, removeProof } from './proofs.ts';
import { listRegistered, registeredView } from './registered-list.ts';
import { sayWhatBecame, writeTracking } from './say-by-hand.ts';

/** Printed and registered letters, over HTTP. */
export function lettersHandlers({
  hooks,
  makePdf,
  unposted,
}: {
  readonly hooks: OutboxHooks;
  readonly makePdf: MakePdf;
  readonly unposted: Unposted;
}): Implementation {
  return implement(lettersRoutes, {
    'GET /letters/batches': ({ query, context }) => listBatches(context.db, query),
    'GET /letters/batches/{id}': ({ params, context }) => batchView(context.db, params.id),
    'GET /letters/batches/{id}/letters': async ({ params, query, context }) => {
      await batchView(context.db, params.id);
      return listLetters(context.db, params.id, query);
    },
    'GET /letters/batches/{id}/pdf': async ({ params, query, context }) => ({
      ...(await batchPdf(context.db, params.id, query, { makePdf, language: context.language })),
      mediaType: 'application/pdf',
    }),
    'POST /letters/batches/{id}/print': async ({ params, context }) => {
      await context.db.transaction((tx) => markPrinted(tx, params.id, context.actor, context.now()));
      return batchView(context.db, params.id);
    },
    'POST /letters/batches/{id}/post': async ({ params, body, context }) => {
      const posted = await context.db.transaction((tx) =>
        postLetters(tx, params.id, body, context.actor, { hooks, now: context.now() }),
      );
      return { posted, batch: await batchView(context.db, params.id) };
    },
    'POST /letters/batches/{id}/unpost': async ({ params, body, context }) => {
      const unpostedLetters = await context.db.transaction((tx) =>
        unpostLetters(tx, params.id, body, context.actor, { now: context.now(), unposted }),
      );
      return { unposted: unpostedLetters, batch: await batchView(context.db, params.id) };
    },
    'POST /letters/batches/{id}/take-out': async ({ params, body, context }) => {
      const takenOut = await context.db.transaction((tx) =>
        takeOutLetters(tx, params.id, body.letterIds, context.actor, { hooks, now: context.now() }),
      );
      return { takenOut, batch: await batchView(context.db, params.id) };
    },
    'PUT /letters/{id}/tracking': async ({ params, body, context }) => {
      await context.db.transaction((tx) => writeTracking(tx, params.id, body.number, context.actor));
      return letterView(context.db, params.id);
    },
    'POST /letters/{id}/delivery': async ({ params, body, context }) => {
      await context.db.transaction((tx) => sayWhatBecame(tx, params.id, body, context.actor, { hooks, now: context.now() }));
      return registeredView(context.db, params.id);
    },
    'POST /letters/{id}/proofs': async ({ params, upload, context }) => {
      const file = await readProof(upload);
      const kind = proofKinds.find((one) => one === upload.fields['kind']) ?? 'other';
      await context.db.transaction((tx) => addProof(tx, params.id, { ...file, kind }, context.actor, context.now()));
      return registeredView(context.db, params.id);
    },
    'GET /letters/{id}/proofs/{proofId}': async ({ params, context }) => {
      const { documentId, name, mediaType } = await proofOf(context.db, params.id, params.proofId);
      return { file: documentBytes(context.db, documentId), name, mediaType };
    },
    'DELETE /letters/{id}/proofs/{proofId}': async ({ params, context }) => {
      await context.db.transaction((tx) => removeProof(tx, params.id, params.proofId, context.actor));
      return registeredView(context.db, params.id);
    },
    'GET /letters/{id}': ({ params, context }) => registeredView(context.db, params.id),
    'GET /letters/registered': ({ query, context }) => listRegistered(context.db, query),
  });
}
