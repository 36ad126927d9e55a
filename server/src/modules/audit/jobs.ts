import { type Database, sql } from '../../platform/database/index.ts';
import { listenForEvents } from '../../platform/events.ts';
import { defineJob, type Job } from '../../platform/jobs/index.ts';
import type { Keyring } from '../../platform/secrets/index.ts';
import { eventsChannel } from './sealed-events.ts';
import { sealEvents } from './seal-events.ts';

const sealKind = 'events.seal';
const askEveryMs = 2000;

/** Numbers and chains a tenant's new events, then tells the listeners once. */
export function sealJob(keyring: () => Promise<Keyring>): Job {
  return defineJob(sealKind, async ({ db, tenantId }) => {
    if ((await sealEvents(db, await keyring())) > 0) await db.run(sql`select pg_notify(${eventsChannel}, ${String(tenantId)})`);
  });
}

/** Asks for the sealing of every tenant that waits for it: for the minute's sweep, and after a start. */
export async function askForSealing(database: Database): Promise<void> {
  await ask(database, sql`audit.tenants_to_seal()`);
}

/**
 * Asks for the sealing of the tenants whose events this process commits, every two seconds at most and outside their transactions, which
 * so share no row. What is lost with the process, the minute's sweep finds.
 */
export function sealWhatIsRecorded(
  database: Database,
  log: (message: string, error?: unknown) => void,
): { stop(): Promise<void> } {
  let waiting = new Set<number>();
  let asking: Promise<void> = Promise.resolve();
  const unlisten = listenForEvents((tenantId) => waiting.add(tenantId));
  const askNow = async (): Promise<void> => {
    if (waiting.size === 0) return;
    const tenants = [...waiting];
    waiting = new Set();
    await ask(database, sql`unnest(${tenants}::int[])`).catch((error: unknown) => log('the sealing cannot be asked for', error));
  };
  const timer = setInterval(() => (asking = asking.then(askNow)), askEveryMs);
  timer.unref();
  return {
    stop: async () => {
      unlisten();
      clearInterval(timer);
      await asking;
      await askNow();
    },
  };
}

async function ask(database: Database, tenants: ReturnType<typeof sql>): Promise<void> {
  const asked = await database.system.run(sql`
    insert into platform.due_work (tenant_id, kind)
    select waiting.tenant_id, ${sealKind}
    from ${tenants} as waiting (tenant_id)
    on conflict (tenant_id, kind, subject) do update set
      asked = due_work.asked + 1,
      -- After a fault (a key that is not known) it is tried again within the minute, not within the day.
      due_at = least(due_work.due_at, now() + interval '1 minute')
  `);
  if (asked > 0) await database.system.run(sql`select pg_notify('quitus_work', ${sealKind})`);
}
