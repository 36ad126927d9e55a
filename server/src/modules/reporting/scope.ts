import type { Day } from '../../kernel/days.ts';
import { type Queryable, type Sql, sql } from '../../platform/database/index.ts';
import { keptHoldsAt, openAt } from '../receivables/index.ts';

/** What a figure is about: a tenant, one of its entities or all, as of the close of a day. */
export type Scope = { readonly tenantId: number; readonly entityId: string | undefined; readonly asOf: Day };
/** A scope with where its answer stands: in the totals kept as of now, or in items and allocations. */
export type PlacedScope = Scope & { readonly kept: boolean };

/** Looks whether what is kept is exactly what was open at the close of the day. */
export async function placed(db: Queryable, scope: Scope): Promise<PlacedScope> {
  const { holds } = await db.one<{ holds: boolean }>(keptHoldsAt(scope.tenantId, scope.asOf));
  return { ...scope, kept: holds };
}

/** The entity's rows of a table, or all of the tenant's. */
export function inEntity({ entityId }: Scope, column: Sql): Sql {
  return entityId === undefined ? sql`true` : sql`${column} = ${entityId}`;
}

/** The customers of the group: owed, but neither chased nor measured (spec: intercompany is out of dunning and KPIs). */
export function groupCustomers({ tenantId }: Scope): Sql {
  return sql`(select customer.id from customers.customer where customer.tenant_id = ${tenantId} and customer.intercompany)`;
}

/** What was open on account 411 at the close of the day, one row an item: see `openAt`. */
export function openItems({ tenantId, asOf, entityId }: Scope): Sql {
  return openAt(tenantId, { asOf, classes: ['receivable'], entityId });
}
