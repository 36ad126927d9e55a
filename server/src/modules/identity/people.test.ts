import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusals.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../platform/testing/index.ts';
import { delegate, endDelegation, listDelegations } from './delegations.ts';
import { type MemberScope, narrowed, rightsIn, rightsOf } from './membership.ts';
import { changeMember, listMembers, removeMember } from './people.ts';
import { permissionsOf, roles } from './roles.ts';

const installation = testDatabase();
const by = systemActor('test');
const monday = Temporal.Instant.from('2026-11-23T09:00:00Z');
const everything: MemberScope = { entities: null, agencies: null, customers: 'all', salesRep: null };
let tenant: TestTenant;
let db: TenantDatabase;

beforeAll(async () => {
  tenant = await installation.newTenant();
  db = tenant.tenantDb;
});

async function member(role: string, scope: Partial<MemberScope> = {}): Promise<string> {
  const id = uuidv7();
  await installation.database.system.run(
    sql`insert into identity.person (id, email, name) values (${id}, ${`${id}@ateliers.example`}, ${`${role} ${id.slice(-4)}`})`,
  );
  const { customers = 'all', salesRep = null } = scope;
  await db.run(sql`
    insert into identity.membership (tenant_id, person_id, role, entities, agencies, customers, sales_rep)
    values (${db.tenantId}, ${id}, ${role}, ${scope.entities ?? null}::uuid[], ${scope.agencies ?? null}::text[], ${customers}, ${salesRep})
  `);
  return id;
}

const refusalOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no refusal',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

test('an organisation keeps an owner: the last one is neither demoted nor removed, even by two at the same instant', async () => {
  const { tenantDb } = await installation.newTenant();
  const ids = [uuidv7(), uuidv7()];
  for (const id of ids) {
    await installation.database.system.run(
      sql`insert into identity.person (id, email, name) values (${id}, ${`${id}@x.example`}, 'Owner')`,
    );
    await tenantDb.run(
      sql`insert into identity.membership (tenant_id, person_id, role) values (${tenantDb.tenantId}, ${id}, 'owner')`,
    );
  }
  const outcomes = await Promise.all(
    ids.map((id) => refusalOf(tenantDb.transaction((tx) => changeMember(tx, id, { role: 'reader' }, by)))),
  );
  expect(outcomes.toSorted()).toEqual(['no refusal', 'person.last-owner']);
  const owner = (await listMembers(tenantDb)).find((one) => one.role === 'owner');
  expect(await refusalOf(tenantDb.transaction((tx) => removeMember(tx, owner?.id ?? '', by)))).toBe('person.last-owner');
});

test('a member’s change of role and scope stands in the audit with before and after, and holds from the next request', async () => {
  const id = await member('collector');
  const scope: MemberScope = { ...everything, agencies: ['Nord'], customers: 'portfolio' };
  await db.transaction((tx) => changeMember(tx, id, { role: 'accountant', scope }, by));
  const rights = await rightsIn(installation.database, db.tenantId, id, monday);
  expect(rights?.scope).toEqual({ agencies: ['Nord'], collectors: [id] });
  // A ledger is an entity's: who sees a part of its customers brings none in.
  expect([...(rights?.permissions ?? [])]).toEqual(['read', 'comment', 'resolve', 'work']);
  const { details } = await db.one<{ details: object }>(
    sql`select details from platform.event where kind = 'members.changed' and subject_id = ${id}`,
  );
  expect(details).toMatchObject({
    before: { role: 'collector', customers: 'all' },
    after: { role: 'accountant', agencies: ['Nord'] },
  });
});

test('owners and auditors see all, partners never do, and one’s own customers need the name the ledger knows', async () => {
  const change = async (role: string, scope: Partial<MemberScope>) =>
    refusalOf(
      db.transaction(async (tx) =>
        changeMember(tx, await member('reader'), { role: role as 'owner', scope: { ...everything, ...scope } }, by),
      ),
    );
  expect(await change('owner', { agencies: ['Nord'] })).toBe('scope.role-sees-all');
  expect(await change('auditor', { customers: 'portfolio' })).toBe('scope.role-sees-all');
  expect(await change('partner', {})).toBe('scope.partner-sees-all');
  expect(await change('sales', { customers: 'own' })).toBe('scope.sales-rep-missing');
  expect(await change('sales', { customers: 'own', salesRep: 'Durand' })).toBe('no refusal');
  expect(await change('manager', { entities: [uuidv7()] })).toBe('entity.unknown');
  expect(await change('manager', { entities: [tenant.entityId] })).toBe('no refusal');
});

test('nobody within a scope keeps a right over the whole organisation', () => {
  const scopes: MemberScope[] = [
    { ...everything, entities: [uuidv7()] },
    { ...everything, agencies: ['Nord'] },
    { ...everything, customers: 'portfolio' },
    { ...everything, customers: 'own', salesRep: 'Durand' },
  ];
  for (const role of Object.keys(roles)) {
    expect(narrowed(permissionsOf(role), {})).toEqual(permissionsOf(role));
    for (const scope of scopes) {
      const { permissions } = rightsOf('me', { role, ...scope, lent: [] });
      for (const wide of ['manage', 'administer', 'audit'] as const) expect(permissions.has(wide), `${role} ${wide}`).toBe(false);
      if (!scope.entities) expect(permissions.has('import'), role).toBe(false);
    }
  }
});

test('a portfolio is lent from its first day to its last, both included, and not a day more', async () => {
  const [away, colleague] = [
    await member('collector', { customers: 'portfolio' }),
    await member('collector', { customers: 'portfolio' }),
  ];
  await db.transaction((tx) =>
    delegate(
      tx,
      { fromPersonId: away, toPersonId: colleague, startsOn: '2026-11-23', endsOn: '2026-11-27' },
      { personId: away, mayManage: false },
      by,
      '2026-11-21',
    ),
  );
  const portfoliosOn = async (at: string) =>
    (await rightsIn(installation.database, db.tenantId, colleague, Temporal.Instant.from(at)))?.portfolios;
  expect(await portfoliosOn('2026-11-22T22:59:00Z')).toEqual([colleague]);
  // Days begin at midnight in Paris.
  expect(await portfoliosOn('2026-11-22T23:01:00Z')).toEqual([colleague, away]);
  expect(await portfoliosOn('2026-11-27T22:59:00Z')).toEqual([colleague, away]);
  expect(await portfoliosOn('2026-11-27T23:01:00Z')).toEqual([colleague]);
});

test('a collector lends only their own portfolio, a manager anybody’s, and an ended delegation gives nothing', async () => {
  const [a, b, c] = [await member('collector'), await member('collector'), await member('collector')];
  const lend = (
    from: string,
    to: string,
    asker: { personId: string; mayManage: boolean },
    startsOn = '2026-11-23',
    endsOn = '2026-11-27',
  ) => db.transaction((tx) => delegate(tx, { fromPersonId: from, toPersonId: to, startsOn, endsOn }, asker, by, '2026-11-21'));
  const asA = { personId: a, mayManage: false };
  expect(await refusalOf(lend(b, a, asA))).toBe('delegation.not-yours');
  expect(await refusalOf(lend(a, a, asA))).toBe('delegation.to-oneself');
  expect(await refusalOf(lend(a, b, asA, '2026-11-27', '2026-11-23'))).toBe('delegation.ends-before-it-starts');
  expect(await refusalOf(lend(a, b, asA, '2026-11-01', '2026-11-20'))).toBe('delegation.over-already');
  expect(await refusalOf(lend(a, uuidv7(), asA))).toBe('person.unknown');
  const { id } = await lend(b, c, { personId: a, mayManage: true });
  expect(await refusalOf(lend(b, c, { personId: b, mayManage: false }, '2026-11-27', '2026-11-30'))).toBe('delegation.overlaps');
  expect(await refusalOf(db.transaction((tx) => endDelegation(tx, id, asA, by, '2026-11-24')))).toBe('delegation.not-yours');
  await db.transaction((tx) => endDelegation(tx, id, { personId: c, mayManage: false }, by, '2026-11-24'));
  expect((await rightsIn(installation.database, db.tenantId, c, monday))?.portfolios).toEqual([c]);
  expect((await listDelegations(db, '2026-11-24')).find((one) => one.id === id)?.state).toBe('ended');
});

test('who still looks after customers is not removed; once they are handed over, the sessions end', async () => {
  const id = await member('collector');
  await db.run(sql`
    insert into customers.customer (tenant_id, id, entity_id, code, name, collector_id)
    values (${db.tenantId}, ${uuidv7()}, ${tenant.entityId}, 'C-portfolio', 'Forge du Lac', ${id})
  `);
  expect(await refusalOf(db.transaction((tx) => removeMember(tx, id, by)))).toBe('person.has-portfolio');
  await db.run(sql`update customers.customer set collector_id = null where collector_id = ${id}`);
  await db.transaction((tx) => removeMember(tx, id, by));
  expect(await rightsIn(installation.database, db.tenantId, id, monday)).toBeUndefined();
});
