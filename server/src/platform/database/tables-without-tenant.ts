/**
 * The tables that belong to the installation and not to one tenant, as `schema.table`. Each says why; the catalogue
 * test holds every other table to `tenant_id` first in its keys and indexes, and to a row-level-security policy.
 */
export const tablesWithoutTenant: Readonly<Record<string, string>> = {
  'platform.migration': 'the schema is the same for all tenants',
  'platform.due_work': 'tells workers which tenant has work: they look before they know the tenant',
};
