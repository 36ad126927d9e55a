import { webhooksRoutes } from '@quitus/contract';
import { textsIn } from '@quitus/texts';
import { type Context, implement, type Implementation } from '../../platform/http/index.ts';
import { eventKinds } from './catalogue.ts';
import { changeEndpoint, type Changing, createEndpoint, removeEndpoint, rollSecret } from './change-endpoint.ts';
import { deliver, type Sending } from './delivery/deliver.ts';
import { beginTest, deliveryView, listDeliveries, replayDelivery } from './delivery/delivery-log.ts';
import { endpointView, listEndpoints } from './endpoint.ts';
import { exampleOf } from './payload.ts';
import { askReplay } from './replay.ts';

/** Webhooks over HTTP; `sending` is how this installation sends. */
export function webhooksHandlers(sending: Sending): Implementation {
  const changing = async (context: Context): Promise<Changing> => ({
    actor: context.actor,
    now: context.now(),
    keyring: await sending.keyring(),
    allow: sending.allow,
  });
  const view = (context: Context, id: string) => endpointView(context.db, id, context.language, context.now());
  return implement(webhooksRoutes, {
    'GET /webhooks': async ({ context }) => ({ rows: await listEndpoints(context.db, context.language, context.now()) }),
    'POST /webhooks': async ({ body, context }) => {
      const by = await changing(context);
      const { id, secret } = await context.db.transaction((tx) => createEndpoint(tx, body, by));
      return { webhook: await view(context, id), secret };
    },
    'GET /webhooks/{id}': ({ params, context }) => view(context, params.id),
    'PATCH /webhooks/{id}': async ({ params, body, context }) => {
      const by = await changing(context);
      await context.db.transaction((tx) => changeEndpoint(tx, params.id, body, by));
      return view(context, params.id);
    },
    'DELETE /webhooks/{id}': async ({ params, context }) => {
      await context.db.transaction((tx) => removeEndpoint(tx, params.id, context.actor));
    },
    'POST /webhooks/{id}/secret': async ({ params, context }) => {
      const by = await changing(context);
      const secret = await context.db.transaction((tx) => rollSecret(tx, params.id, by));
      return { webhook: await view(context, params.id), secret };
    },
    'POST /webhooks/{id}/test': ({ params, context }) => sendTest(sending, context, params.id),
    'GET /webhooks/{id}/deliveries': async ({ params, query, context }) => {
      await view(context, params.id);
      return listDeliveries(context.db, params.id, query);
    },
    'GET /webhooks/{id}/deliveries/{delivery}': ({ params, context }) => deliveryView(context.db, params.id, params.delivery),
    'POST /webhooks/{id}/deliveries/{delivery}/replay': async ({ params, context }) => {
      const again = await context.db.transaction((tx) => replayDelivery(tx, params.id, params.delivery, context.now()));
      return deliveryView(context.db, params.id, again);
    },
    'POST /webhooks/{id}/replay': ({ params, body, context }) =>
      context.db.transaction((tx) => askReplay(tx, params.id, body, context.actor, context.now())),
    'GET /webhook-events': async ({ context }) => {
      const sentences: Readonly<Record<string, string>> = textsIn(context.language).webhooks.kinds;
      return {
        rows: Object.entries(eventKinds).map(([kind, carried]) => ({
          kind,
          sentence: sentences[kind] ?? kind,
          details: Object.keys(carried),
          example: exampleOf(kind),
        })),
      };
    },
  });
}

// Sent while the person waits, so that the answer is what the receiver said.
async function sendTest(sending: Sending, context: Context, endpointId: string) {
  const { db } = context;
  const claimed = await db.transaction((tx) => beginTest(tx, endpointId, context.now()));
  await deliver(sending, db, claimed);
  return deliveryView(db, endpointId, claimed.id);
}
