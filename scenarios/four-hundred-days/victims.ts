import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { openDatabase } from '../../server/src/platform/database/index.ts';
import type { TestDatabase } from '../../server/src/platform/testing/index.ts';
import { type DeedName, perform } from './deeds.ts';
import { count, type World } from './world.ts';

const program = fileURLToPath(new URL('./killed.fixture.ts', import.meta.url));

/** Programs and sessions that are killed in the middle of what they do. */
export type Victims = {
  /** Kills a program of its own, once it has begun. */
  killProgram(world: World, deed: DeedName): Promise<void>;
  /** Ends the database sessions of one here, once it has begun. */
  cutSessions(world: World, deed: DeedName): Promise<void>;
  close(): Promise<void>;
};

/** Opens them: one program is always ready, so that a kill costs no start. */
export async function openVictims(test: TestDatabase, tenantId: number, smtpUrl: string): Promise<Victims> {
  const superuser = new Client({ connectionString: test.superuserUrl });
  superuser.on('error', () => undefined);
  await superuser.connect();
  let spare = start();

  function start() {
    const child = spawn(process.execPath, [program, test.appUrl, String(tenantId), smtpUrl], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    // Whoever was killed no longer reads.
    child.stdin.on('error', () => undefined);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return { child, lines, ended: once(child, 'exit') };
  }

  async function sessionsGone(): Promise<void> {
    for (;;) {
      const { rowCount } = await superuser.query(
        `select from pg_stat_activity where datname = current_database() and application_name = 'victim'`,
      );
      if (rowCount === 0) return;
      await after(3);
    }
  }

  return {
    killProgram: async (world, deed) => {
      const { child, lines, ended } = spare;
      spare = start();
      await lines.next();
      child.stdin.write(`${JSON.stringify({ deed, day: world.clock.day, now: world.clock.now.toString() })}\n`);
      const patience = world.chance.between(0, 160);
      const done = lines.next().then(() => 'done' as const);
      const inTime = (await Promise.race([done, after(patience).then(() => 'killed' as const)])) === 'done';
      count(world, inTime ? `programs done before the kill` : `programs killed: ${deed}`);
      child.kill('SIGKILL');
      await ended;
      await sessionsGone();
    },
    cutSessions: async (world, deed) => {
      const victim = openDatabase(test.appUrl, { max: 4, name: 'victim', log: () => undefined });
      const deedDone = perform(deed, victim.tenant(tenantId), world.clock, world.delivery).then(
        () => 'done' as const,
        () => 'cut' as const,
      );
      await after(world.chance.between(1, 90));
      const { rowCount } = await superuser.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'victim'`,
      );
      const how = await deedDone;
      count(world, how === 'cut' || (rowCount ?? 0) > 0 ? `sessions cut: ${deed}` : 'sessions done before the cut');
      await victim.close();
      await sessionsGone();
    },
    close: async () => {
      spare.child.kill('SIGKILL');
      await spare.ended;
      await superuser.end();
    },
  };
}
