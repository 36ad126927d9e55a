import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';

/**
 * Puts accounts under the debtor of their legal id, made when it is the first one with it: one legal person, whichever entity its accounts are of. In France
 * that is the SIREN of a SIRET. A number that is none links nobody. `accounts` is a select of customer ids.
 */
export async function linkDebtors(tx: Transaction, accounts: Sql): Promise<void> {
  await tx.run(sql`
    with wanted as materialized (
      select customer.id as customer_id, customer.country, customer.name,
        case when customer.country = 'FR' then left(customer.legal_id, 9) else customer.legal_id end as legal_id
      from customers.customer
      where customer.tenant_id = ${tx.tenantId} and customer.id in (${accounts})
        and customer.legal_id is not null and (customer.country <> 'FR' or customer.legal_id ~ '^([0-9]{9}|[0-9]{14})$')
    ),
    made as (
      insert into customers.debtor (tenant_id, id, legal_id, name, country)
      select distinct on (wanted.country, wanted.legal_id) ${tx.tenantId}, uuidv7(), wanted.legal_id, wanted.name, wanted.country
      from wanted
      where not exists (
        select from customers.debtor
        where debtor.tenant_id = ${tx.tenantId} and debtor.country = wanted.country and debtor.legal_id = wanted.legal_id
      )
      order by wanted.country, wanted.legal_id, wanted.customer_id
      -- Another entity's file may bring the same one in this instant.
      on conflict (tenant_id, country, legal_id) do update set legal_id = excluded.legal_id
      returning id, country, legal_id
    ),
    found as (
      select wanted.customer_id, coalesce(made.id, debtor.id) as id
      from wanted
      left join made on made.country = wanted.country and made.legal_id = wanted.legal_id
      left join customers.debtor
        on debtor.tenant_id = ${tx.tenantId} and debtor.country = wanted.country and debtor.legal_id = wanted.legal_id
    )
    update customers.customer set debtor_id = found.id
    from found
    where customer.tenant_id = ${tx.tenantId} and customer.id = found.customer_id and customer.debtor_id is distinct from found.id
  `);
}
