import { expect, test } from 'vitest';
import { testDatabase } from '../testing/index.ts';
import { letGoOfSnapshot, sql } from './index.ts';

const db = testDatabase();

test('a transaction that stands open with a lock alone keeps no dead row alive', async () => {
  await db.database.system.transaction(async (tx) => {
    const { pid } = await tx.one<{ pid: number }>(sql`select pg_backend_pid() as pid, pg_advisory_xact_lock(${4711}::bigint)`);
    const keeps = (): Promise<{ keeps: boolean }> =>
      db.database.system.one(sql`select backend_xmin is not null as keeps from pg_stat_activity where pid = ${pid}`);
    // What the fault is: the view outlives its statement.
    expect(await keeps()).toEqual({ keeps: true });
    await letGoOfSnapshot(tx);
    expect(await keeps()).toEqual({ keeps: false });
    expect(
      await db.database.system.one(sql`select count(*)::int as locks from pg_locks where locktype = 'advisory' and pid = ${pid}`),
    ).toEqual({ locks: 1 });
  });
});
