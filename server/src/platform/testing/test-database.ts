import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { newTenantId, uuidv7 } from '../../kernel/ids.ts';
import { type Database, openDatabase, sql, type TenantDatabase } from '../database/index.ts';

export type NewTenant = {
  readonly name?: string;
  readonly entity?: string;
  readonly currency?: string;
  readonly country?: string;
  readonly timeZone?: string;
};

/** A tenant of a test with one entity. */
export type TestTenant = { readonly tenantId: number; readonly entityId: string; readonly tenantDb: TenantDatabase };

/** A database of its own for one test file. Its members may be used from `beforeAll` on. */
export type TestDatabase = {
  /** As the program sees it: the role that serves, under row-level security. */
  readonly database: Database;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** For what no role of ours may do: killing connections, dropping roles. */
  readonly superuserUrl: string;
  newTenant(options?: NewTenant): Promise<TestTenant>;
};

/** At the top of a test file: a copy of the migrated database (or an empty one) for its tests, dropped after them. */
export function testDatabase({ empty = false }: { readonly empty?: boolean } = {}): TestDatabase {
  let opened: { name: string; database: Database; owner: Database } | undefined;
  const current = (): NonNullable<typeof opened> => {
    if (!opened) throw new Error('the test database exists from beforeAll on');
    return opened;
  };

  beforeAll(async () => {
    const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
    await asSuperuser(
      `create database ${name} template ${empty ? 'template1' : inject('testServer').template} owner quitus_owner`,
    );
    opened = {
      name,
      database: openDatabase(addressOf('appUrl', name), { max: 5 }),
      owner: openDatabase(addressOf('ownerUrl', name), { max: 2 }),
    };
  });

  afterAll(async () => {
    if (!opened) return;
    await opened.database.close();
    await opened.owner.close();
    await asSuperuser(`drop database if exists ${opened.name} with (force)`);
  });

  return {
    get database() {
      return current().database;
    },
    get ownerUrl() {
      return addressOf('ownerUrl', current().name);
    },
    get appUrl() {
      return addressOf('appUrl', current().name);
    },
    get superuserUrl() {
      return addressOf('superuserUrl', current().name);
    },
    newTenant: (options) => newTenant(current(), options ?? {}),
  };
}

async function newTenant({ database, owner }: { database: Database; owner: Database }, options: NewTenant): Promise<TestTenant> {
  const tenantId = newTenantId();
  const entityId = uuidv7();
  const {
    name = `Tenant ${tenantId}`,
    entity = 'Atelier Sorbier',
    currency = 'EUR',
    country = 'FR',
    timeZone = 'Europe/Paris',
  } = options;
  await owner.tenant(tenantId).transaction(async (tx) => {
    await tx.run(sql`insert into identity.tenant (id, name) values (${tenantId}, ${name})`);
    await tx.run(sql`
      insert into identity.entity (tenant_id, id, name, currency, country, time_zone)
      values (${tenantId}, ${entityId}, ${entity}, ${currency}, ${country}, ${timeZone})
    `);
  });
  return { tenantId, entityId, tenantDb: database.tenant(tenantId) };
}

function addressOf(which: 'ownerUrl' | 'appUrl' | 'superuserUrl', database: string): string {
  return inject('testServer')[which].replace('/postgres?', `/${database}?`);
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('testServer').superuserUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
