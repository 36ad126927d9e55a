import { expect, test } from 'vitest';
import { testDatabase } from '../testing/index.ts';
import { assertServingRole, openDatabase, sql } from './index.ts';

const db = testDatabase();

/** What the role of this address is told when it wants to serve. */
async function verdict(url: string, asApp = false): Promise<unknown> {
  const database = openDatabase(url, { max: 1, asApp });
  try {
    return await assertServingRole(database.system).then(
      () => 'serves',
      (error: unknown) => error,
    );
  } finally {
    await database.close();
  }
}

test('a login in quitus_app serves', async () => {
  expect(await verdict(db.appUrl)).toBe('serves');
});

test('a superuser does not: no policy would hold it', async () => {
  expect(await verdict(db.superuserUrl)).toMatchObject({ code: 'database.serves-as-superuser', values: { role: 'postgres' } });
});

test('the owner of the tables does not: no policy would hold it', async () => {
  expect(await verdict(db.ownerUrl)).toMatchObject({ code: 'database.serves-as-owner', values: { role: 'quitus_owner' } });
});

test('neither does a role that bypasses policies, nor a member of the owner', async () => {
  const root = openDatabase(db.superuserUrl, { max: 1 });
  const roles = { bypassing: `bypassing_${process.pid}`, member: `member_${process.pid}` };
  const address = (role: string): string => db.appUrl.replace('quitus_login', role);
  try {
    await root.system.run(sql`create role ${sql.id(roles.bypassing)} login bypassrls in role quitus_app`);
    await root.system.run(sql`create role ${sql.id(roles.member)} login in role quitus_owner, quitus_app`);
    await root.system.run(sql`grant connect on database ${sql.ref(new URL(db.appUrl).pathname.slice(1))} to quitus_app`);
    expect(await verdict(address(roles.bypassing))).toMatchObject({ code: 'database.serves-as-superuser' });
    expect(await verdict(address(roles.member))).toMatchObject({ code: 'database.serves-as-owner' });
  } finally {
    await root.system.run(sql`drop owned by ${sql.id(roles.bypassing)}, ${sql.id(roles.member)}`);
    await root.system.run(sql`drop role ${sql.id(roles.bypassing)}, ${sql.id(roles.member)}`);
    await root.close();
  }
});

test('the owner’s address works as quitus_app for one command, and then the policies hold it', async () => {
  const tenant = await db.newTenant();
  const asApp = openDatabase(db.ownerUrl, { asApp: true });
  expect(await assertServingRole(asApp.system)).toBeUndefined();
  expect(await asApp.tenant(tenant.tenantId).rows(sql`select id from identity.entity`)).toEqual([{ id: tenant.entityId }]);
  expect(await asApp.system.rows(sql`select id from identity.entity`)).toEqual([]);
  await asApp.close();
});
