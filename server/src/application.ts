import type { FastifyInstance } from 'fastify';
import { askForSealing, auditHandlers, keepPersonalReads, sealJob, sealWhatIsRecorded } from './modules/audit/index.ts';
import {
  afterSetting,
  campaignsHandlers,
  completeActionIn,
  composeCampaign,
  composeInvoices,
  composeReminder,
  dailyRunKind,
  dunningHandlers,
  dunningJobs,
  reassignActions,
  reminderHooks,
  unpostReminders,
  papersHandlers,
  templatesHandlers,
} from './modules/dunning/index.ts';
import { copiesOf, documentsHandlers, forgetBytesJob, invoiceHooks, invoicesOf } from './modules/documents/index.ts';
import { handOverPortfolio, namesOfCustomers } from './modules/customers/index.ts';
import {
  apiKeyHandlers,
  callerOf,
  identityHandlers,
  keyCaller,
  peopleHandlers,
  readSetting,
  signInHandlers,
  type SignInNeighbours,
} from './modules/identity/index.ts';
import { bulkHandlers, intakeHandlers, intakeJobs } from './modules/intake/index.ts';
import { lawHandlers } from './modules/law/index.ts';
import {
  channelsHandlers,
  followLettersJob,
  followLettersKind,
  letterCarriers,
  type LetterHouse,
  lettersHandlers,
} from './modules/letters/index.ts';
import {
  allHooks,
  type Delivery,
  type MakePdf,
  messagesHandlers,
  sendAccountMail,
  sendersHandlers,
  sendingMode,
  sendJob,
  smsCarrier,
  smsReportsJob,
  smsReportsKind,
  smtpTransport,
} from './modules/messages/index.ts';
import { ledgerHandlers } from './modules/receivables/index.ts';
import {
  askModelJob,
  composeAnswer,
  readMailboxJob,
  readMailboxKind,
  repliesHandlers,
  type ReplyNeighbours,
} from './modules/replies/index.ts';
import { reportingHandlers } from './modules/reporting/index.ts';
import {
  type Courier,
  deliverJob,
  openCourier,
  type Sending,
  wakingDelivery,
  webhooksHandlers,
} from './modules/webhooks/index.ts';
import {
  afterLedgerJob,
  composeByHand,
  dunningNeighbours,
  ledgerNeighbours,
  morningJob,
  morningKind,
  saysPaid,
  worklistHandlers,
} from './modules/worklist/index.ts';
import type { Config } from './platform/config.ts';
import { type Database, sql } from './platform/database/index.ts';
import { buildServer, forgetAnswersJob, forgetAnswersKind, type Implementation } from './platform/http/index.ts';
import { type Job, startWorker } from './platform/jobs/index.ts';
import type { Log } from './platform/log/index.ts';
import type { Metrics } from './platform/metrics/index.ts';
import { openPdfMaker, type PdfMaker } from './platform/pdf/index.ts';
import { type Keyring, openKeyring } from './platform/secrets/index.ts';

/** What the program runs on: its database, what it was told, its clock. */
export type House = {
  readonly database: Database;
  readonly config: Config;
  readonly now: () => Temporal.Instant;
  /** Absent: silent. */
  readonly log?: Log | undefined;
  readonly metrics?: Metrics | undefined;
  /** Whether the program is on its way out: then it is not ready for anything new. */
  readonly stopping?: (() => boolean) | undefined;
};

/** How this installation sends: reminders are written by dunning, messages by hand by the worklist. */
export function deliveryOf(house: Pick<House, 'config' | 'now'>): Delivery & { readonly makePdf: MakePdf } {
  return {
    smtp: house.config.smtpUrl ? smtpTransport(house.config.smtpUrl) : undefined,
    carriers: { sms: smsCarrier(outsideOf(house)), ...letterCarriers(lettersOf(house)) },
    makePdf: papers.make,
    keyring: keysOf(house),
    outboundAllow: house.config.outboundAllow,
    composers: {
      reminder: composeReminder,
      byHand: composeByHand,
      byKind: { campaign: composeCampaign, invoice: composeInvoices, reply: composeAnswer(composeByHand, { copiesOf }) },
    },
    hooks: allHooks(reminderHooks, invoiceHooks),
    now: house.now,
  };
}

// One maker of PDFs a process, opened with the first paper. Closed with whatever stops, and opened again should somebody go on.
const papers = {
  maker: undefined as PdfMaker | undefined,
  make: (template: string, data: unknown): Promise<Uint8Array> => (papers.maker ??= openPdfMaker()).make(template, data),
  close: async (): Promise<void> => {
    const { maker } = papers;
    papers.maker = undefined;
    await maker?.close();
  },
};

/** What replies need of the rest: the worklist writes what is said to be paid. */
export function repliesOf(house: Pick<House, 'config' | 'now'>, { hooks }: Pick<Delivery, 'hooks'>): ReplyNeighbours {
  return {
    now: house.now,
    hooks,
    saysPaid: async (tx, said, today, by) => {
      const days = await readSetting(tx, 'saysPaid.days');
      return (await saysPaid(tx, said, { today, days, now: house.now() }, by)).interactionId;
    },
    invoicesOf,
    copiesOf,
    keyring: keysOf(house),
    outboundAllow: house.config.outboundAllow,
    imapUrl: house.config.imapUrl,
    baseUrl: house.config.baseUrl,
  };
}

/** What asking a provider of letters needs of the house. */
function lettersOf(house: Pick<House, 'config' | 'now'>): LetterHouse {
  return { ...outsideOf(house), now: house.now };
}

/** What asking a provider of the outside needs of the house. */
function outsideOf(house: Pick<House, 'config'>) {
  return { keyring: keysOf(house), allow: house.config.outboundAllow };
}

/** The installation's keys, opened when first asked for: one may have to be made. */
function keysOf(house: Pick<House, 'config'>): () => Promise<Keyring> {
  let opened: Promise<Keyring> | undefined;
  return () => (opened ??= openKeyring(house.config));
}

/** How this installation sends webhooks. */
function sendingOf(house: House): Sending {
  return { keyring: keysOf(house), allow: house.config.outboundAllow, now: house.now, random: Math.random };
}

/** What signing in needs of the rest: the keys, the mail, and work that nobody waits for. */
function doorOf(house: House, delivery: Delivery): SignInNeighbours {
  const { database, config, now } = house;
  const host = new URL(config.baseUrl).hostname;
  return {
    keyring: keysOf(house),
    baseUrl: config.baseUrl,
    outboundAllow: config.outboundAllow,
    mail: {
      leaves: delivery.smtp !== undefined,
      send: (mail) => sendAccountMail({ database, smtp: delivery.smtp, host, now: now() }, mail),
    },
    later: (work) => {
      setImmediate(() => {
        work().catch((error: unknown) => house.log?.error({ err: error }, 'something about an account could not be told'));
      });
    },
  };
}

function implementationsOf(house: House, delivery: Delivery): readonly Implementation[] {
  const door = doorOf(house, delivery);
  return [
    identityHandlers(door, afterSetting, async (db) => (await sendingMode(db)).unmet),
    signInHandlers(door),
    peopleHandlers({
      handOverPortfolio: async (tx, from, to, by) => {
        await reassignActions(tx, from.id, to.id);
        return handOverPortfolio(tx, from, to, by);
      },
    }),
    apiKeyHandlers,
    auditHandlers({ keyring: door.keyring, neighbours: { namesOfCustomers } }),
    ledgerHandlers(ledgerNeighbours),
    intakeHandlers,
    bulkHandlers,
    dunningHandlers(dunningNeighbours, { mailServer: delivery.smtp !== undefined }),
    campaignsHandlers,
    templatesHandlers({ makePdf: delivery.makePdf }),
    papersHandlers({ makePdf: delivery.makePdf }),
    worklistHandlers({
      closeAction: (tx, actionId, note, actor) => completeActionIn(tx, actionId, note, { actor, now: house.now() }),
    }),
    repliesHandlers(repliesOf(house, delivery)),
    messagesHandlers(delivery),
    sendersHandlers({ ...delivery, keyring: door.keyring }),
    lettersHandlers({ hooks: delivery.hooks, makePdf: papers.make, unposted: unpostReminders }),
    channelsHandlers(lettersOf(house)),
    documentsHandlers({ makePdf: papers.make }),
    lawHandlers,
    reportingHandlers,
    webhooksHandlers(sendingOf(house)),
  ];
}

/** Every job of the product, in one list. */
function jobsOf(house: House, courier: Courier): readonly Job[] {
  const delivery = deliveryOf(house);
  return [
    wakingDelivery(sealJob(keysOf(house))),
    ...intakeJobs,
    ...dunningJobs({ mailServer: delivery.smtp !== undefined }),
    afterLedgerJob,
    morningJob,
    readMailboxJob(repliesOf(house, delivery)),
    askModelJob(repliesOf(house, delivery)),
    sendJob(delivery),
    smsReportsJob(outsideOf(house), delivery.hooks),
    followLettersJob(lettersOf(house), delivery.hooks),
    deliverJob(courier, keysOf(house)),
    forgetAnswersJob,
    forgetBytesJob,
  ];
}

/** The HTTP server over the modules' routes; the caller makes it listen. */
export async function buildApplication(house: House, webFolder: string | undefined): Promise<FastifyInstance> {
  const reads = keepPersonalReads(house.database, house.now, (message, error) => house.log?.error({ err: error }, message));
  const server = await buildServer({
    database: house.database,
    implementations: implementationsOf(house, deliveryOf(house)),
    authenticate: (token) => callerOf(house.database, token, house.now()),
    authenticateKey: (token, address) => keyCaller(house.database, token, address, house.now()),
    requestsPerMinute: house.config.requestsPerMinute,
    trustedProxies: house.config.trustedProxies,
    now: house.now,
    webFolder,
    secure: house.config.baseUrl.startsWith('https:'),
    log: house.log,
    tellAnswered: house.metrics?.answered,
    onPersonalData: reads.note,
    ready: async () => !house.stopping?.() && (await house.database.system.rows(sql`select 1`)).length === 1,
  });
  server.addHook('onClose', reads.stop);
  server.addHook('onClose', papers.close);
  return server;
}

/** Puts each tenant's daily work in the queue; what is there already stays as it is. */
async function scheduleTenants(database: Database): Promise<void> {
  await database.system.run(sql`
    insert into platform.due_work (tenant_id, kind)
    select tenant.id, daily.kind
    from identity.tenant
    cross join unnest(${[morningKind, dailyRunKind, readMailboxKind, forgetAnswersKind, smsReportsKind, followLettersKind]}::text[]) as daily (kind)
    on conflict (tenant_id, kind, subject) do nothing
  `);
  await askForSealing(database);
}

/** Makes the partitions of this month's events and the next ones', by one program at a time; whoever writes events now is not made to wait for it. */
async function prepareMonths(database: Database): Promise<void> {
  await database.system.transaction(async (tx) => {
    await tx.run(sql`set local lock_timeout = '500ms'`);
    await tx.run(sql`select platform.prepare_event_months() where pg_try_advisory_xact_lock(${monthsLock})`);
  });
}
// Any number of this database.
const monthsLock = 7_154_003;

const scheduleEveryMs = 60_000;

/** Workers over the modules' jobs, and the daily work of every tenant, those made later too. */
export async function startWorkers(house: House, concurrency = 2): Promise<{ stop(): Promise<void> }> {
  await scheduleTenants(house.database);
  // Refused while an import holds the events: tried again at the next minute, and until then the default partition takes them.
  const prepare = (): Promise<void> =>
    prepareMonths(house.database).catch((error: unknown) => house.log?.warn({ err: error }, 'the months are not prepared yet'));
  await prepare();
  const schedule = setInterval(() => {
    void prepare();
    scheduleTenants(house.database).catch((error: unknown) =>
      house.log?.error({ err: error }, 'the daily work cannot be scheduled'),
    );
  }, scheduleEveryMs);
  const sealing = sealWhatIsRecorded(house.database, (message, error) => house.log?.error({ err: error }, message));
  const courier = openCourier(sendingOf(house), (message, error) => house.log?.error({ err: error }, message));
  const worker = startWorker({
    database: house.database,
    jobs: jobsOf(house, courier),
    now: house.now,
    concurrency,
    log: house.log,
    tellDone: house.metrics?.jobDone,
  });
  return {
    stop: async () => {
      clearInterval(schedule);
      await sealing.stop();
      await worker.stop();
      await courier.stop();
      await papers.close();
    },
  };
}
