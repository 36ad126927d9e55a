import { Client } from 'pg';
import { expect, test, vi } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { startWorker } from '../../platform/jobs/index.ts';
import { keyringOf } from '../../platform/secrets/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { askForSealing, sealJob, sealWhatIsRecorded } from './jobs.ts';
import { lastEventNumber } from './sealed-events.ts';

const db = testDatabase();
const keyring = async () => keyringOf('k'.repeat(32));
const now = (): Temporal.Instant => Temporal.Now.instant();

const record = (tenantDb: TenantDatabase): Promise<void> =>
  tenantDb.transaction((tx) => recordEvent(tx, { kind: 'notes.written', actor: systemActor('test') }));

async function asked(tenantId: number): Promise<boolean> {
  const rows = await db.database.system.rows(
    sql`select from platform.due_work where tenant_id = ${tenantId} and kind = 'events.seal'`,
  );
  return rows.length === 1;
}

test('what this process commits is asked to be sealed; what it rolls back is not', async () => {
  const [one, other] = [await db.newTenant(), await db.newTenant()];
  const sealing = sealWhatIsRecorded(db.database, () => undefined);
  await record(one.tenantDb);
  await expect(
    other.tenantDb.transaction(async (tx) => {
      await recordEvent(tx, { kind: 'notes.written', actor: systemActor('test') });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await sealing.stop();
  expect(await asked(one.tenantId)).toBe(true);
  expect(await asked(other.tenantId)).toBe(false);
});

test('the sweep finds what another process left, seals it, and tells the listeners once for each organisation', async () => {
  const { tenantDb, tenantId } = await db.newTenant();
  const listener = new Client({ connectionString: db.appUrl });
  await listener.connect();
  await listener.query('listen quitus_events');
  const told: string[] = [];
  listener.on('notification', ({ payload }) => told.push(String(payload)));
  for (let times = 0; times < 5; times += 1) await record(tenantDb);
  await askForSealing(db.database);
  const worker = startWorker({ database: db.database, jobs: [sealJob(keyring)], now, concurrency: 0 });
  await worker.idle();
  expect(await lastEventNumber(tenantDb)).toBe(5n);
  await vi.waitUntil(() => told.includes(String(tenantId)));
  await askForSealing(db.database);
  expect(await asked(tenantId)).toBe(false);
  await worker.idle();
  await listener.end();
  expect(told.filter((payload) => payload === String(tenantId))).toEqual([String(tenantId)]);
  await worker.stop();
});
