import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../testing/index.ts';
import { changedSince, currentSnapshot, sql, type TenantDatabase } from './index.ts';
import { makeNotes } from './notes.fixture.ts';

const db = testDatabase();

beforeAll(() => makeNotes(db.ownerUrl));

let lastTenant = 2000;
async function fourNotes(): Promise<TenantDatabase> {
  lastTenant += 1;
  const tenant = db.database.tenant(lastTenant);
  await tenant.run(
    sql`insert into probe.note (tenant_id, id, words) select ${lastTenant}::integer, n, 'old' from generate_series(1, 4) as n`,
  );
  return tenant;
}
const snapshotOf = async (tenant: TenantDatabase): Promise<string> =>
  (await tenant.one<{ seen: string }>(sql`select ${currentSnapshot} as seen`)).seen;
const changedOf = async (tenant: TenantDatabase, seen: string): Promise<number[]> =>
  (
    await tenant.rows<{ id: number }>(
      sql`select id from probe.note where ${changedSince(sql`note`, sql`${seen}::text`)} order by id`,
    )
  ).map((row) => row.id);

test('what was written before is not changed; what is updated or inserted afterwards is', async () => {
  const tenant = await fourNotes();
  const seen = await snapshotOf(tenant);
  expect(await changedOf(tenant, seen)).toEqual([]);
  await tenant.run(sql`update probe.note set words = 'new' where id = 2`);
  await tenant.run(sql`insert into probe.note (tenant_id, id) values (${tenant.tenantId}, 9)`);
  expect(await changedOf(tenant, seen)).toEqual([2, 9]);
  expect(await changedOf(tenant, await snapshotOf(tenant))).toEqual([]);
});

test('a change that was under way, and is committed afterwards, is a change; one that was committed while another is still under way is none', async () => {
  const tenant = await fourNotes();
  const { promise: changed, resolve: tellChanged } = Promise.withResolvers<void>();
  const { promise: finish, resolve: mayFinish } = Promise.withResolvers<void>();
  const long = tenant.transaction(async (tx) => {
    await tx.run(sql`update probe.note set words = 'long' where id = 1`);
    tellChanged();
    await finish;
  });
  await changed;
  await tenant.run(sql`update probe.note set words = 'before' where id = 3`);
  const seen = await snapshotOf(tenant);
  expect(await changedOf(tenant, seen)).toEqual([]);
  mayFinish();
  await long;
  expect(await changedOf(tenant, seen)).toEqual([1]);
});

test('a change that was taken back is none', async () => {
  const tenant = await fourNotes();
  const seen = await snapshotOf(tenant);
  await tenant
    .transaction(async (tx) => {
      await tx.run(sql`update probe.note set words = 'never'`);
      throw new Error('taken back');
    })
    .catch(() => undefined);
  expect(await changedOf(tenant, seen)).toEqual([]);
});
