import type { kpiGroupings } from '@quitus/contract';
import { type Sql, sql } from '../../../platform/database/index.ts';

export type Grouping = (typeof kpiGroupings)[number];

/** How customers are cut: the key of a customer's slice and its name, over `customer`. */
const keys: Record<Grouping, { readonly key: Sql; readonly name: Sql }> = {
  none: { key: sql`''`, name: sql`''` },
  customer: { key: sql`customer.code`, name: sql`customer.name` },
  collector: {
    key: sql`coalesce(customer.collector_id::text, '')`,
    name: sql`coalesce((select person.name from identity.person where person.id = customer.collector_id), '')`,
  },
  segment: { key: sql`coalesce(customer.segment, '')`, name: sql`coalesce(customer.segment, '')` },
  agency: { key: sql`coalesce(customer.agency, '')`, name: sql`coalesce(customer.agency, '')` },
  country: { key: sql`customer.country`, name: sql`customer.country` },
  entity: {
    key: sql`customer.entity_id::text`,
    name: sql`(select entity.name from identity.entity where entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id)`,
  },
  'sales-rep': { key: sql`coalesce(customer.sales_rep, '')`, name: sql`coalesce(customer.sales_rep, '')` },
};

/** Each measured customer with the key of its slice: `member (customer_id, key)`. Customers of the group are measured nowhere. */
export function members(tenantId: number, by: Grouping): Sql {
  return sql`
    select customer.id as customer_id, ${keys[by].key} as key
    from customers.customer
    where customer.tenant_id = ${tenantId} and not customer.intercompany
  `;
}

/** The names of the slices: `(key, name)`. */
export function sliceNames(tenantId: number, by: Grouping): Sql {
  return sql`
    select ${keys[by].key} as key, min(${keys[by].name}) as name
    from customers.customer
    where customer.tenant_id = ${tenantId} and not customer.intercompany
    group by 1
  `;
}
