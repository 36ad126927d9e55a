import type { Queryable } from '../../../platform/database/index.ts';

/** Where statements of one tenant go: its database, or a transaction of it. */
export type TenantQueryable = Queryable & { readonly tenantId: number };
