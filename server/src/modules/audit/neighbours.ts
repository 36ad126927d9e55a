import type { Queryable } from '../../platform/database/index.ts';

/** What the audit asks of rooms it may not enter; the application gives it. */
export type AuditNeighbours = {
  /** Codes and names of customers by id; unknown ones are left out. */
  readonly namesOfCustomers: (
    db: Queryable,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly id: string; readonly code: string; readonly name: string }>>;
};
