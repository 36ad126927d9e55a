import { uuidv7 } from '../../../kernel/ids.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';

/** The terms "30 days net", made when the tenant has none of that name: what due dates are inferred from until somebody says better. */
export async function standardTerms(tx: Transaction): Promise<string> {
  const name = '30 jours nets';
  await tx.run(sql`
    insert into customers.payment_terms (tenant_id, id, name, kind, days)
    values (${tx.tenantId}, ${uuidv7()}, ${name}, 'net', 30)
    on conflict (tenant_id, name) do nothing
  `);
  // A statement of its own: what another import made while ours waited for it shows only to a later one.
  const terms = await tx.one<{ id: string }>(sql`
    select id from customers.payment_terms where payment_terms.tenant_id = ${tx.tenantId} and payment_terms.name = ${name}
  `);
  return terms.id;
}

/** Terms by the words of a file (`30 jours fin de mois`, `45`, `NET30`): those of that name, made when the words say how to count. Fills `customer_load.terms_id`. */
export async function termsOfLoad(tx: Transaction): Promise<void> {
  await tx.run(sql`
    with words as (
      select distinct load.terms, lower(public.unaccent(load.terms)) as folded from customer_load as load where load.terms is not null
    ),
    read as (
      select terms,
        case
          when folded ~ 'decade' then 'by-decade'
          when folded ~ '(fin de mois|fdm|end of month|eom).*[0-9]+ *(j|d)' then 'end-of-month-then-net'
          when folded ~ 'fin de mois|fdm|end of month|eom' and folded ~ '[1-9][0-9]*' then 'net-then-end-of-month'
          when folded ~ 'fin de mois|fdm|end of month|eom' then 'end-of-month'
          else 'net'
        end as kind,
        case when folded ~ 'comptant|reception|receipt|cash' then 0 else substring(folded from '[0-9]+')::int end as days,
        substring(folded from ' (?:le|the) ([0-9]{1,2})')::int as day_of_month
      from words
    )
    insert into customers.payment_terms (tenant_id, id, name, kind, days, day_of_month)
    select ${tx.tenantId}, uuidv7(), terms, kind, coalesce(days, 0), day_of_month
    from read
    where (days between 0 and 400 or kind = 'end-of-month') and coalesce(day_of_month between 1 and 31, true)
    on conflict (tenant_id, name) do nothing
  `);
  await tx.run(sql`
    update customer_load as load set terms_id = payment_terms.id
    from customers.payment_terms
    where payment_terms.tenant_id = ${tx.tenantId} and payment_terms.name = load.terms
  `);
}
