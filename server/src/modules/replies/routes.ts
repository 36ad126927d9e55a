import { repliesRoutes } from '@quitus/contract';
import { type Context, implement, type Implementation } from '../../platform/http/index.ts';
import { answerDraft } from './answering/answer-draft.ts';
import { queueAnswer } from './answering/queue-answer.ts';
import { assignMail } from './assign.ts';
import { todayFor } from './intake/customer-context.ts';
import { lockMail, mailById } from './mail-store.ts';
import { testMailbox } from './mailbox/imap-connection.ts';
import { readImapUrl } from './mailbox/imap-url.ts';
import {
  changeMailbox,
  changeModel,
  endHook,
  forgetMailbox,
  mailboxAccount,
  mailboxRow,
  mailboxView,
  modelOf,
  newHook,
} from './mailbox/mailbox-store.ts';
import { takeHanded } from './mailbox/take-handed.ts';
import { askModel } from './model/ask-model.ts';
import { readModelAnswer } from './model/read-answer.ts';
import type { ReplyNeighbours } from './neighbours.ts';
import { acceptProposal, refuseProposal, undoDecision } from './proposals/decide.ts';
import { rawMailOf } from './raw-mail.ts';
import { refuse } from './refusals.ts';
import { dismissMail, restoreMail, treatMail, untreatMail } from './treat.ts';
import { listMails, mailCounters } from './views/list-mails.ts';
import { fileOf, mailView } from './views/mail-view.ts';

/** Replies over HTTP: what came in, what it leads to, what answers it, and where it is read. */
export function repliesHandlers(neighbours: ReplyNeighbours): Implementation {
  const today = (context: Context) => todayFor(context.db, null, context.now());
  const view = async (context: Context, id: string) => {
    const mail = await mailById(context.db, id);
    return mailView(context.db, id, await todayFor(context.db, mail.customerId, context.now()));
  };
  const mine = (context: Context, asked: boolean | undefined) =>
    asked === true ? { collectorIds: context.caller?.portfolios ?? [] } : {};
  const change = async (context: Context, id: string, work: Parameters<Context['db']['transaction']>[0]) => {
    await mailById(context.db, id);
    await context.db.transaction(work);
    return view(context, id);
  };
  return implement(repliesRoutes, {
    'GET /received-mails': async ({ query, context }) =>
      listMails(context.db, { ...query, ...mine(context, query.mine) }, await today(context)),
    'GET /received-mails/counters': async ({ query, context }) =>
      mailCounters(context.db, { today: await today(context), ...mine(context, query.mine) }),
    'GET /received-mails/{id}': ({ params, context }) => view(context, params.id),
    'GET /received-mails/{id}/raw': async ({ params, context }) => {
      const mail = await mailById(context.db, params.id);
      return { file: inOne(await rawMailOf(context.db, mail.documentId)), name: `${mail.id}.eml`, mediaType: 'message/rfc822' };
    },
    'GET /received-mails/{id}/files/{place}': async ({ params, context }) => {
      const { name, bytes } = await fileOf(context.db, params.id, params.place);
      // Whatever it says it is, a browser only ever saves it.
      return { file: inOne(bytes), name, mediaType: 'application/octet-stream' };
    },
    'PUT /received-mails/{id}/customer': ({ params, body, context }) =>
      change(context, params.id, (tx) => assignMail(tx, params.id, body, neighbours, context.actor)),
    'PUT /received-mails/{id}/dismissal': ({ params, body, context }) =>
      change(context, params.id, (tx) => dismissMail(tx, params.id, body.reason, neighbours, context.actor)),
    'DELETE /received-mails/{id}/dismissal': ({ params, context }) =>
      change(context, params.id, (tx) => restoreMail(tx, params.id, neighbours, context.actor)),
    'PUT /received-mails/{id}/treatment': ({ params, body, context }) =>
      change(context, params.id, (tx) => treatMail(tx, params.id, body.note ?? '', neighbours, context.actor)),
    'DELETE /received-mails/{id}/treatment': ({ params, context }) =>
      change(context, params.id, (tx) => untreatMail(tx, params.id, neighbours, context.actor)),
    'PUT /received-mails/{id}/proposals/{place}/acceptance': ({ params, body, context }) =>
      change(context, params.id, (tx) =>
        acceptProposal(tx, { mailId: params.id, place: params.place }, body, neighbours, context.actor),
      ),
    'PUT /received-mails/{id}/proposals/{place}/refusal': ({ params, context }) =>
      change(context, params.id, (tx) =>
        refuseProposal(tx, { mailId: params.id, place: params.place }, neighbours, context.actor),
      ),
    'DELETE /received-mails/{id}/proposals/{place}/decision': ({ params, context }) =>
      change(context, params.id, (tx) => undoDecision(tx, { mailId: params.id, place: params.place }, neighbours, context.actor)),
    'GET /received-mails/{id}/answer-draft': ({ params, query, context }) =>
      answerDraft(context.db, params.id, query, neighbours),
    'POST /received-mails/{id}/answers': async ({ params, body, context }) => {
      const { id, notBefore, attached } = await context.db.transaction(async (tx) => {
        const mail = await lockMail(tx, params.id);
        const { customerId } = mail;
        if (customerId === null) throw refuse('reply.nobody-yet');
        const on = await todayFor(tx, customerId, context.now());
        const answer = { ...body, mail: { ...mail, customerId }, invoices: body.invoices ?? false, automatic: false, today: on };
        const queued = await queueAnswer(tx, answer, neighbours, context.actor);
        if (body.treat === true && mail.state === 'to-treat') await treatMail(tx, mail.id, 'answered', neighbours, context.actor);
        return queued;
      });
      return { id, notBefore: notBefore.toString(), attached };
    },
    ...mailboxHandlers(neighbours),
    'POST /inbound/mail/{token}': async ({ params, upload, context }) => ({
      received: await takeHanded(context.database, params.token, upload.stream, neighbours),
    }),
  });
}

function mailboxHandlers(neighbours: ReplyNeighbours) {
  const view = (context: Context) => mailboxView(context.db, neighbours);
  return {
    'GET /reply-mailbox': ({ context }: { context: Context }) => view(context),
    'PUT /reply-mailbox': async ({ body, context }: { body: Parameters<typeof changeMailbox>[1]; context: Context }) => {
      await context.db.transaction((tx) => changeMailbox(tx, body, neighbours, context.actor));
      return view(context);
    },
    'DELETE /reply-mailbox': async ({ context }: { context: Context }) => {
      await context.db.transaction((tx) => forgetMailbox(tx, context.actor));
      return view(context);
    },
    'POST /reply-mailbox/test': async ({ context }: { context: Context }) => {
      const account = await mailboxAccount(context.db, neighbours);
      const url = account && readImapUrl(account.url);
      if (!account || !url) throw refuse('mailbox.none');
      const { folder = 'INBOX' } = (await mailboxRow(context.db)) ?? {};
      return testMailbox(url, folder, { account: account.account, allow: neighbours.outboundAllow });
    },
    'POST /reply-mailbox/hook': async ({ context }: { context: Context }) => {
      const token = await context.db.transaction((tx) => newHook(tx, context.now(), context.actor));
      return { mailbox: await view(context), url: `${neighbours.baseUrl}/api/v1/inbound/mail/${token}` };
    },
    'DELETE /reply-mailbox/hook': async ({ context }: { context: Context }) => {
      await context.db.transaction((tx) => endHook(tx, context.actor));
      return view(context);
    },
    'PUT /reply-mailbox/model': async ({ body, context }: { body: Parameters<typeof changeModel>[1]; context: Context }) => {
      await context.db.transaction((tx) => changeModel(tx, body, neighbours, context.actor));
      return view(context);
    },
    'POST /reply-mailbox/model/test': ({ context }: { context: Context }) => tryModel(context, neighbours),
  };
}

const example = 'Bonjour, nous réglerons la facture F-2026-0042 par virement le 15 du mois prochain. Cordialement';

async function tryModel(context: Context, neighbours: ReplyNeighbours) {
  const model = await modelOf(context.db, await neighbours.keyring(), true);
  if (!model) throw refuse('model.url-invalid');
  const begun = performance.now();
  const answer = await askModel(
    model,
    { text: example, writtenOn: context.today(), openNumbers: ['F-2026-0042'] },
    { allow: neighbours.outboundAllow, lookup: neighbours.lookup },
  );
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  if (answer.kind === 'failed') return { outcome: answer.failure, seconds };
  const findings = readModelAnswer(answer.content, example, []);
  return { outcome: findings && findings.length > 0 ? ('ok' as const) : ('answer-unusable' as const), seconds };
}

async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
