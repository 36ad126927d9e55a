import type { FastifyInstance } from 'fastify';
import { callerOf, identityHandlers } from './modules/identity/index.ts';
import { reportingHandlers } from './modules/reporting/index.ts';
import type { Config } from './platform/config.ts';
import { type Database, sql } from './platform/database/index.ts';
import { buildServer, type Implementation } from './platform/http/index.ts';
import { type Job, startWorker } from './platform/jobs/index.ts';

/** What the program runs on: its database, what it was told, its clock. */
export type House = {
  readonly database: Database;
  readonly config: Config;
  readonly now: () => Temporal.Instant;
  readonly log: (message: string, error?: unknown) => void;
};

const implementations: readonly Implementation[] = [identityHandlers, reportingHandlers];

/** Every job of the product, in one list. */
export function jobsOf(_house: House): readonly Job[] {
  return [];
}

/** The HTTP server over the modules' routes; the caller makes it listen. */
export function buildApplication(house: House, webFolder: string | undefined): Promise<FastifyInstance> {
  return buildServer({
    database: house.database,
    implementations,
    authenticate: (token) => callerOf(house.database, token, house.now()),
    now: house.now,
    webFolder,
    secure: house.config.baseUrl.startsWith('https:'),
    logLevel: house.config.logLevel,
    ready: async () => (await house.database.system.rows(sql`select 1`)).length === 1,
  });
}

/** Workers over the modules' jobs. */
export function startWorkers(house: House, concurrency = 2): ReturnType<typeof startWorker> {
  return startWorker({ database: house.database, jobs: jobsOf(house), now: house.now, concurrency, log: house.log });
}
