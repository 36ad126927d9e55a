import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildApplication, type House, startWorkers } from './application.ts';
import { firstRun } from './cli/first-run.ts';
import { type CommonOptions, logLine, withDatabase } from './cli/session.ts';
import { assertServingRole } from './platform/database/index.ts';

const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Waits for the signal that ends the program: Ctrl-C, or the service manager. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => resolve();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
}

// A newcomer's machine answers only itself; once told how the outside reaches it, it answers the outside.
function listensOn(baseUrl: string): string {
  return new URL(baseUrl).hostname === 'localhost' ? 'localhost' : '0.0.0.0';
}

// One request's fault, told where nobody listens any more, must not end the work of all the others.
function surviveLostFaults(): void {
  process.on('unhandledRejection', (error) => complain('a fault nobody waited for', error));
}

const complain = (message: string, error?: unknown): void =>
  logLine(error instanceof Error ? `${message}: ${error.message}` : message);

/** `quitus serve`: API, web app and worker on one machine, until stopped; work in hand is finished or given back. */
export async function serve(options: CommonOptions & { withDemo?: boolean }): Promise<void> {
  surviveLostFaults();
  const stopped = untilStopped();
  await withDatabase(options, async (session) => {
    await assertServingRole(session.database.system);
    if (options.withDemo) await firstRun(session);
    const house: House = { database: session.database, config: session.config, now: session.now, log: complain };
    const application = await buildApplication(house, existsSync(webFolder) ? webFolder : undefined);
    const workers = await startWorkers(house);
    try {
      await application.listen({ port: session.config.port, host: listensOn(session.config.baseUrl) });
      console.log(`Quitus answers on ${session.config.baseUrl}`);
      await stopped;
    } finally {
      await application.close();
      await workers.stop();
    }
  });
}

/** `quitus work`: workers alone, beside any number of others. */
export async function work(options: CommonOptions): Promise<void> {
  surviveLostFaults();
  const stopped = untilStopped();
  await withDatabase(options, async (session) => {
    await assertServingRole(session.database.system);
    const workers = await startWorkers({ database: session.database, config: session.config, now: session.now, log: complain });
    console.log('Working.');
    await stopped;
    await workers.stop();
  });
}
