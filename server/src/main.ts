import { existsSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { buildApplication, type House, startWorkers } from './application.ts';
import { firstRun } from './cli/first-run.ts';
import { type CommonOptions, type Session, withDatabase } from './cli/session.ts';
import { closeDoor, endsInTime, stopOnSignals } from './cli/stop.ts';
import { version } from './cli/version.ts';
import { readConfig } from './platform/config.ts';
import { assertServingRole, sql } from './platform/database/index.ts';
import { type Log, openLog } from './platform/log/index.ts';
import { openMetrics, serveMetrics } from './platform/metrics/index.ts';

const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));

// A newcomer's machine answers only itself; once told how the outside reaches it, it answers the outside.
function listensOn(baseUrl: string): string {
  return new URL(baseUrl).hostname === 'localhost' ? 'localhost' : '0.0.0.0';
}

/** `quitus serve`: API, web app and worker on one machine, until stopped; work in hand is finished or given back. */
export function serve(options: CommonOptions & { withDemo?: boolean }): Promise<void> {
  return untilStopped('serve', options, async (house, session) => {
    if (options.withDemo) await firstRun(session);
    const application = await buildApplication(house, existsSync(webFolder) ? webFolder : undefined);
    const workers = await startWorkers(house);
    await application.listen({ port: session.config.port, host: listensOn(session.config.baseUrl) });
    console.log(`Quitus answers on ${session.config.baseUrl}`);
    return { application, workers };
  });
}

/** `quitus work`: workers alone, beside any number of others. */
export function work(options: CommonOptions): Promise<void> {
  return untilStopped('work', options, async (house) => {
    const workers = await startWorkers(house);
    console.log('Working.');
    return { workers };
  });
}

type Running = { readonly application?: FastifyInstance; readonly workers: { stop(): Promise<void> } };

async function untilStopped(
  name: 'serve' | 'work',
  options: CommonOptions,
  start: (house: House, session: Session) => Promise<Running>,
): Promise<void> {
  const log = openLog({ level: readConfig({ data: options.data, port: options.port }).logLevel, name });
  const stop = stopOnSignals(log);
  // One request's fault, told where nobody listens any more, must not end the work of all the others.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a fault nobody waited for'));
  const run = async (session: Session): Promise<void> => {
    await assertServingRole(session.database.system);
    const metrics = openMetrics({ database: session.database, program: name, version });
    const house: House = {
      database: session.database,
      config: session.config,
      now: session.now,
      log,
      metrics,
      stopping: stop.isAsked,
    };
    const beside = await besideThe(house);
    const running = await start(house, session);
    log.info('ready');
    // What Node made of our files is there for the next start, however this one ends.
    flushCompileCache();
    await stop.asked;
    await endInOrder(running, house, log, session);
    await beside?.close();
  };
  await withDatabase(options, run, false, log);
  // Connections kept open to a mail server would hold the program back.
  process.exit();
}

async function besideThe(house: House): Promise<{ close(): Promise<void> } | undefined> {
  const { metricsPort: port, metricsToken: token } = house.config;
  if (port === undefined || !house.metrics) return undefined;
  const ready = async (): Promise<boolean> =>
    !house.stopping?.() && (await house.database.system.rows(sql`select 1`)).length === 1;
  return serveMetrics({ metrics: house.metrics, port, token, ready });
}

async function endInOrder(running: Running, house: House, log: Log, session: Session): Promise<void> {
  const { application, workers } = running;
  const workersEnd = workers.stop();
  if (application) await pause(house.config.stopDelaySeconds * 1000);
  const inTime = await endsInTime(Promise.all([workersEnd, application && closeDoor(application)]));
  if (inTime) return;
  log.warn('what was still in hand is given back');
  await session.server.close();
  process.exit(0);
}
