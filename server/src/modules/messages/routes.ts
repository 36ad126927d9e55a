import { messagesRoutes } from '@quitus/contract';
import { implement, type Implementation } from '../../platform/http/index.ts';
import { headerText } from './mail.ts';
import { listMails, openMail, rawMail } from './mailbox.ts';
import { listMessages, messageView } from './message-list.ts';
import { type Delivery, sendQueue } from './outbox/send-queue.ts';
import { goLiveState } from './outbox/sending-mode.ts';
import { recallMessage, resolveMessage, sendAgain } from './take-back.ts';

/** The Messages screen and the local mailbox; `delivery` is how this installation sends. */
export function messagesHandlers(delivery: Delivery): Implementation {
  const { hooks } = delivery;
  return implement(messagesRoutes, {
    'GET /messages': ({ query, context }) => listMessages(context.db, query),
    'GET /messages/{id}': ({ params, context }) => messageView(context.db, params.id),
    'POST /messages/{id}/recall': async ({ params, body, context }) => {
      await context.db.transaction((tx) =>
        recallMessage(tx, params.id, context.actor, { hooks, now: context.now(), reason: body.reason }),
      );
      return messageView(context.db, params.id);
    },
    'POST /messages/{id}/resolve': async ({ params, body, context }) => {
      await context.db.transaction((tx) => resolveMessage(tx, params.id, body, context.actor, { hooks, now: context.now() }));
      return messageView(context.db, params.id);
    },
    'POST /messages/{id}/send-again': async ({ params, context }) => {
      await context.db.transaction((tx) => sendAgain(tx, params.id, context.actor, context.now()));
      return messageView(context.db, params.id);
    },
    'POST /send': async ({ body, context }) => {
      const { unmet, ...outcome } = await sendQueue(context.db, delivery, body);
      return { ...outcome, unmet: [...unmet] };
    },
    'GET /go-live': ({ context }) => goLiveState(context.db, delivery.smtp !== undefined),
    'GET /mailbox': ({ query, context }) => listMails(context.db, query),
    'GET /mailbox/{id}': ({ params, context }) => openMail(context.db, params.id, context.now()),
    'GET /mailbox/{id}/raw': async ({ params, context }) => {
      const { raw, subject } = await rawMail(context.db, params.id);
      const name =
        headerText(subject)
          .replaceAll(/[^\p{L}\p{N} ._-]+/gu, '-')
          .slice(0, 80) || 'mail';
      return { file: pieces(raw), name: `${name}.eml`, mediaType: 'message/rfc822' };
    },
  });
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
