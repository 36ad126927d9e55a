/**
 * The tables that belong to the installation and not to one tenant, as `schema.table`. Each says why; the catalogue
 * test holds every other table to `tenant_id` first in its keys and indexes, and to a row-level-security policy.
 */
export const tablesWithoutTenant: Readonly<Record<string, string>> = {
  'identity.tenant': 'the directory of tenants, read before one is known',
  'identity.person': 'people are global; what they may do is their membership in a tenant',
  'identity.session': 'the cookie comes before its tenant is known',
  'identity.owner_link': 'the link comes before its tenant is known',
  'identity.link': 'the link comes before its tenant is known',
  'identity.challenge': 'somebody on the way in: who and where is known only at its end',
  'identity.tries': 'tries are counted before anybody is known',
  'identity.second_step': 'a person’s own, in whichever tenant',
  'identity.recovery_code': 'a person’s own, in whichever tenant',
  'identity.passkey': 'a person’s own, in whichever tenant',
  'platform.backup': 'a backup holds all tenants',
  'platform.migration': 'the schema is the same for all tenants',
  'platform.due_work': 'tells workers which tenant has work: they look before they know the tenant',
};
