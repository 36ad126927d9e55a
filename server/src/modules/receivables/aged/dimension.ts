import { sql, type Sql } from '../../../platform/database/index.ts';
import type { AgedDimension } from './question.ts';

/** How an account's amounts find their row: `account` is a sum per account, currency and class, joined here to what names it. */
export type Dimension = { readonly key: Sql; readonly id: Sql; readonly name: Sql; readonly joins: Sql };

const none = sql`null::text`;
/** A dimension of the aged balance. Only `group` can show one account in several rows; totals never read it. */
export function dimensionOf(by: AgedDimension, tenantId: number): Dimension {
  // The tenant is a value, not a column of `account`: the planner then knows how many rows meet.
  const customer = sql`join customers.customer on customer.tenant_id = ${tenantId} and customer.id = account.customer_id`;
  const ofColumn = (column: string): Dimension => ({
    key: sql`coalesce(${sql.ref(`customer.${column}`)}, '')`,
    id: none,
    name: sql`coalesce(${sql.ref(`customer.${column}`)}, '')`,
    joins: customer,
  });
  const dimensions: Readonly<Record<AgedDimension, () => Dimension>> = {
    customer: () => ({
      key: sql`shown.code`,
      id: sql`shown.id::text`,
      name: sql`shown.name`,
      // The items of a duplicate stay its own; its debt is shown with the account it was merged into.
      joins: sql`${customer}
      join customers.customer as shown on shown.tenant_id = ${tenantId} and shown.id = coalesce(customer.merged_into, customer.id)`,
    }),
    debtor: () => ({
      key: sql`coalesce(debtor.legal_id, '')`,
      id: sql`debtor.id::text`,
      name: sql`coalesce(debtor.name, '')`,
      joins: sql`${customer} left join customers.debtor on debtor.tenant_id = customer.tenant_id and debtor.id = customer.debtor_id`,
    }),
    group: () => ({
      key: sql`coalesce(customer_group.name, '')`,
      id: sql`customer_group.id::text`,
      name: sql`coalesce(customer_group.name, '')`,
      joins: sql`
      left join customers.group_member on group_member.tenant_id = ${tenantId} and group_member.customer_id = account.customer_id
      left join customers.customer_group on customer_group.tenant_id = group_member.tenant_id and customer_group.id = group_member.group_id`,
    }),
    collector: () => ({
      key: sql`coalesce(person.name, '')`,
      id: sql`customer.collector_id::text`,
      name: sql`coalesce(person.name, '')`,
      joins: sql`${customer} left join identity.person on person.id = customer.collector_id`,
    }),
    entity: () => ({
      key: sql`entity.name`,
      id: sql`entity.id::text`,
      name: sql`entity.name`,
      joins: sql`join identity.entity on entity.tenant_id = ${tenantId} and entity.id = account.entity_id`,
    }),
    segment: () => ofColumn('segment'),
    country: () => ofColumn('country'),
    region: () => ofColumn('region'),
    kind: () => ofColumn('kind'),
    'sales-rep': () => ofColumn('sales_rep'),
    agency: () => ofColumn('agency'),
    'ledger-class': () => ({ key: sql`account.ledger_class`, id: none, name: sql`account.ledger_class`, joins: sql`` }),
    currency: () => ({ key: sql`account.currency`, id: none, name: sql`account.currency`, joins: sql`` }),
  };
  return dimensions[by]();
}
