import { systemActor } from '../../kernel/actor.ts';
import { newTenantId, newToken, tokenHash } from '../../kernel/ids.ts';
import { isCurrency } from '../../kernel/money.ts';
import { type Database, sql } from '../../platform/database/index.ts';
import { createEntity } from './entities.ts';
import { refuse } from './refusals.ts';

/** One organisation using the installation. */
export type Tenant = { readonly id: number; readonly name: string; readonly isDemo: boolean };

/** All tenants of the installation, by name. */
export function listTenants(database: Database): Promise<Tenant[]> {
  return database.system.rows<Tenant>(sql`select id, name, is_demo as "isDemo" from identity.tenant order by name`);
}

/** The tenant a command means: the named one; without a name the only one that is not the demonstration, else the demonstration. */
export async function tenantByName(database: Database, name: string | undefined): Promise<Tenant> {
  const tenants = await listTenants(database);
  if (name !== undefined) {
    const found = tenants.find((tenant) => tenant.name === name);
    if (!found) throw refuse('tenant.unknown', { name });
    return found;
  }
  const own = tenants.filter((tenant) => !tenant.isDemo);
  const [only] = own.length > 0 ? own : tenants;
  if (own.length > 1) throw refuse('tenant.ambiguous', { names: own.map((tenant) => tenant.name).join(', ') });
  if (!only) throw refuse('tenant.unknown', { name: '' });
  return only;
}

/** Makes a tenant with its first entity; refuses a name that is taken, and a currency or country that is none, before anything is made. */
export async function createTenant(
  database: Database,
  wanted: { name: string; isDemo?: boolean; entity?: { name: string; currency: string; country: string } },
): Promise<{ tenant: Tenant; entityId: string | undefined }> {
  const { currency = 'EUR', country = 'FR' } = wanted.entity ?? {};
  if (!isCurrency(currency)) throw refuse('entity.currency-unknown', { currency });
  if (!/^[A-Z]{2}$/.test(country)) throw refuse('entity.country-unknown', { country });
  const tenant: Tenant = { id: newTenantId(), name: wanted.name, isDemo: wanted.isDemo ?? false };
  const made = await database.system.run(sql`
    insert into identity.tenant (id, name, is_demo) values (${tenant.id}, ${tenant.name}, ${tenant.isDemo}) on conflict (name) do nothing
  `);
  if (made === 0) throw refuse('tenant.name-taken', { name: wanted.name });
  const entity = wanted.entity;
  const entityId =
    entity && (await database.tenant(tenant.id).transaction((tx) => createEntity(tx, entity, systemActor('init'))));
  return { tenant, entityId };
}

/** A one-time link's token that makes its reader the tenant's owner; good for 7 days, stored hashed. */
export async function createOwnerLink(database: Database, tenantId: number, now: Temporal.Instant): Promise<string> {
  const token = newToken();
  await database.system.run(sql`
    insert into identity.owner_link (token_hash, tenant_id, expires_at)
    values (${tokenHash(token)}, ${tenantId}, ${now.add({ hours: 24 * 7 }).toString()}::timestamptz)
  `);
  return token;
}

/** Whether the tenant already has an owner who can sign in. */
export async function hasOwner(database: Database, tenantId: number): Promise<boolean> {
  const { found } = await database.tenant(tenantId).one<{ found: boolean }>(sql`
    select exists (
      select from identity.membership
      join identity.person on person.id = membership.person_id
      where membership.role = 'owner' and person.password_hash is not null
    ) as found
  `);
  return found;
}
