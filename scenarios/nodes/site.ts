import { systemActor } from '../../server/src/kernel/actor.ts';
import { uuidv7 } from '../../server/src/kernel/ids.ts';
import { makeKey } from '../../server/src/modules/identity/api-keys/make-key.ts';
import { confirmActions, runDaily } from '../../server/src/modules/dunning/index.ts';
import { changeSetting, createTenant, listEntities } from '../../server/src/modules/identity/index.ts';
import { importFile } from '../../server/src/modules/intake/index.ts';
import { type Database, sql, type TenantDatabase, type Transaction } from '../../server/src/platform/database/index.ts';
import type { Caller } from '../../server/src/platform/http/index.ts';
import { exportOf } from './export.ts';

/** One organisation that several nodes serve, and a key that may do its daily work. */
export type Site = { readonly db: TenantDatabase; readonly tenantId: number; readonly entityId: string; readonly token: string };

// Everything that would hold a message back is off: the test is about what leaves, not about when.
const settings = {
  'sending.mode': 'live',
  'golive.waive': 'yes',
  'recall.minutes': '0',
  'contact.window': 'always',
  'contact.minDays': '0',
  'run.breaker': 'off',
  'run.maxMessages': '1000000',
  'freshness.hours': 'off',
  'customers.defaultKind': 'business',
};

// Whoever made a key answers for it: without a member it opens nothing.
async function ownerOf(tx: Transaction): Promise<string> {
  const id = uuidv7();
  await tx.run(sql`insert into identity.person (id, email, name) values (${id}, ${`${id}@valmont.example`}, 'Camille Morel')`);
  await tx.run(sql`insert into identity.membership (tenant_id, person_id, role) values (${tx.tenantId}, ${id}, 'owner')`);
  return id;
}

/** Makes the organisation in a database that the nodes will serve. */
export async function newSite(database: Database): Promise<Site> {
  const { tenant } = await createTenant(database, {
    name: `Ferronnerie Valmont ${uuidv7().slice(-6)}`,
    entity: { name: 'Ferronnerie Valmont', currency: 'EUR', country: 'FR' },
  });
  const db = database.tenant(tenant.id);
  const actor = systemActor('scenario');
  const [entity] = await listEntities(db);
  if (!entity) throw new Error('an organisation is made with its entity');
  const token = await db.transaction(async (tx) => {
    for (const [key, value] of Object.entries(settings)) await changeSetting(tx, key, value, actor);
    const permissions = ['read', 'comment', 'work', 'import', 'manage'] as const;
    // The cast: the maker as far as making a key asks about it.
    const caller = {
      tenantId: tenant.id,
      personId: await ownerOf(tx),
      name: 'Camille Morel',
      language: 'en',
      role: 'owner',
      scope: {},
    };
    const by = { caller: { ...caller, kind: 'person', permissions: new Set(permissions) } as unknown as Caller, actor };
    return (await makeKey(tx, { name: 'load', permissions: [...permissions] }, by, Temporal.Now.instant())).token;
  });
  return { db, tenantId: tenant.id, entityId: entity.id, token };
}

/** Brings one export in and queues the reminders of its customers, as a person would; nothing leaves until a node works. */
export async function queueReminders(database: Database, site: Site, customers: number): Promise<void> {
  const [actor, now] = [systemActor('scenario'), Temporal.Now.instant()];
  const source = (async function* () {
    yield Buffer.from(exportOf(1, customers));
  })();
  await importFile(database, site.tenantId, { name: 'export.csv', source, type: 'items', actor, now, language: 'en' });
  await runDaily(site.db, { actor, now });
  await confirmActions(site.db, { all: true }, { actor, now });
}
