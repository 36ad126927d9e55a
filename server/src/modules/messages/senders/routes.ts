import { sendersRoutes } from '@quitus/contract';
import { type Context, implement, type Implementation } from '../../../platform/http/index.ts';
import type { Keyring } from '../../../platform/secrets/index.ts';
import { changeSender, type Changing, createSender, removeDkim, removeSender, renewDkim } from './change-sender.ts';
import { publishedRecord } from './dkim.ts';
import { type MailServersOf, openMailServers } from './mail-servers.ts';
import { senderRow, senderRows, senderView } from './sender.ts';
import { testSender } from './test-sender.ts';

export type SendersNeighbours = MailServersOf & { readonly keyring: () => Promise<Keyring> };

/** Mailboxes over HTTP; `neighbours` is how this installation sends and what opens its secrets. */
export function sendersHandlers(neighbours: SendersNeighbours): Implementation {
  const changing = async (context: Context): Promise<Changing> => ({
    actor: context.actor,
    keyring: await neighbours.keyring(),
    allow: neighbours.outboundAllow ?? [],
  });
  const view = async (context: Context, id: string) => senderView(await senderRow(context.db, id), await neighbours.keyring());
  return implement(sendersRoutes, {
    'GET /senders': async ({ context }) => {
      const keyring = await neighbours.keyring();
      return {
        rows: (await senderRows(context.db)).map((row) => senderView(row, keyring)),
        mailServer: neighbours.smtp !== undefined,
      };
    },
    'GET /senders/{id}': ({ params, context }) => view(context, params.id),
    'POST /senders': async ({ body, context }) => {
      const by = await changing(context);
      return view(context, await context.db.transaction((tx) => createSender(tx, body, by)));
    },
    'PATCH /senders/{id}': async ({ params, body, context }) => {
      const by = await changing(context);
      await context.db.transaction((tx) => changeSender(tx, params.id, body, by));
      return view(context, params.id);
    },
    'DELETE /senders/{id}': async ({ params, context }) => {
      await context.db.transaction((tx) => removeSender(tx, params.id, context.actor));
    },
    'POST /senders/{id}/dkim': async ({ params, body, context }) => {
      const by = await changing(context);
      await context.db.transaction((tx) => renewDkim(tx, params.id, body, by));
      return view(context, params.id);
    },
    'DELETE /senders/{id}/dkim': async ({ params, context }) => {
      await context.db.transaction((tx) => removeDkim(tx, params.id, context.actor));
      return view(context, params.id);
    },
    'POST /senders/{id}/dkim/check': async ({ params, context }) => {
      const { dkim } = await view(context, params.id);
      return dkim ? publishedRecord(dkim.recordName, dkim.record) : { state: 'none' as const, found: null };
    },
    'POST /senders/{id}/test': async ({ params, body, context }) => {
      const servers = openMailServers(neighbours);
      try {
        return await testSender(context.db, servers, {
          id: params.id,
          to: body.to,
          language: context.language,
          actor: context.actor,
          now: context.now(),
        });
      } finally {
        await servers.close();
      }
    },
  });
}
