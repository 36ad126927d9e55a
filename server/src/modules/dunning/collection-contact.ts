import { type Sql, sql } from '../../platform/database/index.ts';

// Who is written to about payment, in this order; a site's or a buyer's address is a last resort.
const roleOrder = sql`array['accounts-payable', 'cfo', 'approver', 'escalation', 'buyer', 'legal', 'guardian', 'site']`;

/**
 * Whom a reminder by e-mail goes to, one row a customer: a contact with an address nobody found wrong and who did not opt
 * out, else the account's own address. Customers without any have no row. `among` is a condition on `customer`.
 */
export function collectionContacts(among: Sql): Sql {
  return sql`
    select distinct on (customer.id) customer.id as customer_id, reachable.id as contact_id,
      coalesce(nullif(reachable.name, ''), customer.name) as name,
      coalesce(reachable.email, customer.email) as email,
      coalesce(reachable.language, customer.language) as language
    from customers.customer
    left join customers.contact as reachable on reachable.tenant_id = customer.tenant_id and reachable.customer_id = customer.id
      and reachable.email is not null and reachable.validity in ('unchecked', 'valid') and not 'e-mail' = any(reachable.opted_out_of)
    where ${among}
      and (reachable.id is not null or (customer.email is not null and not exists (
        select from customers.contact as wrong
        where wrong.tenant_id = customer.tenant_id and wrong.customer_id = customer.id and lower(wrong.email) = lower(customer.email)
          and (wrong.validity in ('bounced', 'wrong-person') or 'e-mail' = any(wrong.opted_out_of))
      )))
    order by customer.id, array_position(${roleOrder}, reachable.role), (reachable.validity = 'valid') desc nulls last, reachable.created_at, reachable.id
  `;
}
