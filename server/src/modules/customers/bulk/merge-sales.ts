import { sql, type Transaction } from '../../../platform/database/index.ts';

/** Makes `sales_load`: sales incl. tax of a customer in a month. */
export async function openSalesLoad(tx: Transaction): Promise<void> {
  await tx.run(sql`
    create temporary table sales_load (line bigint, code text not null, month date not null, currency text not null, amount_minor bigint not null, customer_id uuid)
    on commit drop
  `);
}

/** Writes the months of the load over those known; several lines of one month add up. `sales_load.customer_id` must be filled. */
export async function mergeSales(
  tx: Transaction,
  merge: { readonly entityId: string; readonly importId: string },
): Promise<{ created: number; updated: number; unchanged: number }> {
  const outcome = await tx.one<{ created: number; updated: number; lines: number }>(sql`
    with month as (
      select customer_id, month, currency, sum(amount_minor)::bigint as amount_minor, count(*) as lines
      from sales_load group by customer_id, month, currency
    ),
    written as (
      insert into customers.monthly_sales as kept (tenant_id, entity_id, customer_id, month, currency, amount_minor, source, import_id)
      select ${tx.tenantId}, ${merge.entityId}, customer_id, month, currency, amount_minor, 'file', ${merge.importId}
      from month
      on conflict (tenant_id, entity_id, customer_id, month, currency) do update set amount_minor = excluded.amount_minor, import_id = excluded.import_id
      where kept.amount_minor <> excluded.amount_minor
      returning new.customer_id, new.month, new.currency, old.customer_id is null as is_new
    )
    select coalesce(sum(month.lines) filter (where written.is_new), 0)::int as created,
      coalesce(sum(month.lines) filter (where not written.is_new), 0)::int as updated,
      coalesce(sum(month.lines), 0)::int as lines
    from month
    left join written on written.customer_id = month.customer_id and written.month = month.month and written.currency = month.currency
  `);
  return { created: outcome.created, updated: outcome.updated, unchanged: outcome.lines - outcome.created - outcome.updated };
}
