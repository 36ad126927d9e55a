import type { FastifyInstance } from 'fastify';
import {
  completeActionIn,
  composeReminder,
  dailyRunKind,
  dunningHandlers,
  dunningJobs,
  reassignActions,
  reminderHooks,
} from './modules/dunning/index.ts';
import { handOverPortfolio } from './modules/customers/index.ts';
import { apiKeyHandlers, callerOf, identityHandlers, keyCaller, peopleHandlers } from './modules/identity/index.ts';
import { bulkHandlers, intakeHandlers, intakeJobs } from './modules/intake/index.ts';
import { type Delivery, messagesHandlers, sendJob, smtpTransport } from './modules/messages/index.ts';
import { ledgerHandlers } from './modules/receivables/index.ts';
import { reportingHandlers } from './modules/reporting/index.ts';
import {
  afterLedgerJob,
  composeByHand,
  dunningNeighbours,
  ledgerNeighbours,
  morningJob,
  morningKind,
  worklistHandlers,
} from './modules/worklist/index.ts';
import type { Config } from './platform/config.ts';
import { type Database, sql } from './platform/database/index.ts';
import { buildServer, forgetAnswersJob, forgetAnswersKind, type Implementation } from './platform/http/index.ts';
import { type Job, startWorker } from './platform/jobs/index.ts';
import type { Log } from './platform/log/index.ts';
import type { Metrics } from './platform/metrics/index.ts';

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
export function deliveryOf(house: Pick<House, 'config' | 'now'>): Delivery {
  return {
    smtp: house.config.smtpUrl ? smtpTransport(house.config.smtpUrl) : undefined,
    composers: { reminder: composeReminder, byHand: composeByHand },
    hooks: reminderHooks,
    now: house.now,
  };
}

function implementationsOf(house: House, delivery: Delivery): readonly Implementation[] {
  return [
    identityHandlers,
    peopleHandlers({
      handOverPortfolio: async (tx, from, to, by) => {
        await reassignActions(tx, from.id, to.id);
        return handOverPortfolio(tx, from, to, by);
      },
    }),
    apiKeyHandlers,
    ledgerHandlers(ledgerNeighbours),
    intakeHandlers,
    bulkHandlers,
    dunningHandlers(dunningNeighbours),
    worklistHandlers({
      closeAction: (tx, actionId, note, actor) => completeActionIn(tx, actionId, note, { actor, now: house.now() }),
    }),
    messagesHandlers(delivery),
    reportingHandlers,
  ];
}

/** Every job of the product, in one list. */
function jobsOf(delivery: Delivery): readonly Job[] {
  return [...intakeJobs, ...dunningJobs, afterLedgerJob, morningJob, sendJob(delivery), forgetAnswersJob];
}

/** The HTTP server over the modules' routes; the caller makes it listen. */
export function buildApplication(house: House, webFolder: string | undefined): Promise<FastifyInstance> {
  return buildServer({
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
    ready: async () => !house.stopping?.() && (await house.database.system.rows(sql`select 1`)).length === 1,
  });
}

/** Puts each tenant's daily work in the queue; what is there already stays as it is. */
async function scheduleTenants(database: Database): Promise<void> {
  await database.system.run(sql`
    insert into platform.due_work (tenant_id, kind)
    select tenant.id, daily.kind
    from identity.tenant
    cross join unnest(${[morningKind, dailyRunKind, forgetAnswersKind]}::text[]) as daily (kind)
    on conflict (tenant_id, kind, subject) do nothing
  `);
}

const scheduleEveryMs = 60_000;

/** Workers over the modules' jobs, and the daily work of every tenant, those made later too. */
export async function startWorkers(house: House, concurrency = 2): Promise<{ stop(): Promise<void> }> {
  await scheduleTenants(house.database);
  const schedule = setInterval(() => {
    scheduleTenants(house.database).catch((error: unknown) => house.log?.error({ err: error }, 'the daily work cannot be scheduled'));
  }, scheduleEveryMs);
  const worker = startWorker({
    database: house.database,
    jobs: jobsOf(deliveryOf(house)),
    now: house.now,
    concurrency,
    log: house.log,
    tellDone: house.metrics?.jobDone,
  });
  return {
    stop: async () => {
      clearInterval(schedule);
      await worker.stop();
    },
  };
}
