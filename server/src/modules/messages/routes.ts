import { messagesRoutes } from '@quitus/contract';
import { implement, type Implementation } from '../../platform/http/index.ts';
import { listMails, openMail, rawMail } from './mailbox.ts';
import { documentBytes } from '../../platform/documents/index.ts';
import { markPosted, takeOut } from './handed.ts';
import { attachmentFile, type FileOfMessage, proofFile } from './message-files.ts';
import { listMessages, messageView } from './message-list.ts';
import { type Delivery, sendQueue } from './outbox/send-queue.ts';
import { goLiveState } from './outbox/sending-mode.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { refuse } from './refusals.ts';
import { recallMessage, resolveMessage, sendAgain } from './take-back.ts';

/** The Messages screen and the local mailbox; `delivery` is how this installation sends. */
export function messagesHandlers(delivery: Delivery): Implementation {
  const { hooks } = delivery;
  return implement(messagesRoutes, {
    'GET /messages': ({ query, context }) => listMessages(context.db, query, context.language),
    'GET /messages/{id}': ({ params, context }) => messageView(context.db, params.id, context.language),
    'GET /messages/{id}/attachments/{place}': async ({ params, context }) =>
      answerFile(context.db, await attachmentFile(context.db, params.id, params.place, context.language)),
    'GET /messages/{id}/deliveries/{eventId}/proof': async ({ params, context }) =>
      answerFile(context.db, await proofFile(context.db, params.id, params.eventId, context.language)),
    'POST /messages/{id}/post': async ({ params, body, context }) => {
      const { on } = body;
      const posted = await context.db.transaction((tx) =>
        markPosted(tx, [params.id], context.actor, { hooks, now: context.now(), on }),
      );
      return posted.length > 0 ? messageView(context.db, params.id, context.language) : notPrinted(context.db, params.id);
    },
    'POST /messages/{id}/take-out': async ({ params, context }) => {
      const out = await context.db.transaction((tx) => takeOut(tx, [params.id], context.actor, { hooks, now: context.now() }));
      return out.length > 0 ? messageView(context.db, params.id, context.language) : notPrinted(context.db, params.id);
    },
    'POST /messages/{id}/recall': async ({ params, body, context }) => {
      await context.db.transaction((tx) =>
        recallMessage(tx, params.id, context.actor, { hooks, now: context.now(), reason: body.reason }),
      );
      return messageView(context.db, params.id, context.language);
    },
    'POST /messages/{id}/resolve': async ({ params, body, context }) => {
      await context.db.transaction((tx) => resolveMessage(tx, params.id, body, context.actor, { hooks, now: context.now() }));
      return messageView(context.db, params.id, context.language);
    },
    'POST /messages/{id}/send-again': async ({ params, context }) => {
      await context.db.transaction((tx) => sendAgain(tx, params.id, context.actor, context.now()));
      return messageView(context.db, params.id, context.language);
    },
    'POST /send': async ({ body, context }) => {
      const { unmet, ...outcome } = await sendQueue(context.db, delivery, body);
      return { ...outcome, unmet: [...unmet] };
    },
    'GET /go-live': ({ context }) => goLiveState(context.db, delivery.smtp !== undefined),
    'GET /mailbox': ({ query, context }) => listMails(context.db, query),
    'GET /mailbox/{id}': ({ params, context }) => openMail(context.db, params.id, context.now()),
    'GET /mailbox/{id}/raw': async ({ params, context }) => {
      const { raw, name, mediaType } = await rawMail(context.db, params.id, context.language);
      return { file: pieces(raw), name, mediaType };
    },
  });
}

function answerFile(db: Queryable, { documentId, name, mediaType }: FileOfMessage) {
  return { file: documentBytes(db, documentId), name, mediaType };
}

/** Refuses: the message is unknown, or is not printed. */
async function notPrinted(db: Queryable, id: string): Promise<never> {
  const { state } = await messageView(db, id, 'en');
  throw refuse('message.not-allowed', { state });
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
