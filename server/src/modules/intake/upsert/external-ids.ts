import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';
import { addIssuesFound } from '../rejections.ts';
import type { RowsRead } from '../tables/stream-rows.ts';

type Place = { readonly entityId: string };
/** A temporary table of rows that name customers: where it keeps their external id, and whether a refused row stays in it, marked. */
type Rows = { readonly table: 'item_row' | 'customer_load' | 'contact_load'; readonly external: string; readonly marks: boolean };

export const customersOfItems: Rows = { table: 'item_row', external: 'customer_external_id', marks: true };
export const customersThemselves: Rows = { table: 'customer_load', external: 'external_id', marks: false };
export const customersOfContacts: Rows = { table: 'contact_load', external: 'customer_external_id', marks: false };

/**
 * Gives rows that name their customer by an external id the code of that customer; one that is new takes its external id as code. Refuses
 * rows whose external id is another account's, or stands beside two codes in one file: external ids are unique in the tenant.
 */
export async function codesByExternalId(tx: Transaction, context: Place, read: RowsRead, rows: Rows): Promise<void> {
  const [table, external] = [sql.ref(rows.table), sql.ref(`load.${rows.external}`)];
  const { any } = await tx.one<{ any: boolean }>(
    sql`select exists (select from ${table} as load where ${external} is not null) as any`,
  );
  if (!any) return;
  await tx.run(sql`
    update ${table} as load set code = customer.code
    from customers.customer
    where load.code is null and ${external} is not null and customer.tenant_id = ${tx.tenantId} and customer.entity_id = ${context.entityId}
      and customer.external_id = ${external}
  `);
  // A contact's customer must exist: no code is made up for it.
  if (rows.table !== 'contact_load')
    await tx.run(
      sql`update ${table} as load set code = left(${external}, 100) where load.code is null and ${external} is not null`,
    );
  await refuseRows(
    tx,
    read,
    rows,
    sql`
      select load.line, 'externalId' as field, ${external} as value, 'customer.external-taken' as code
      from ${table} as load
      join customers.customer on customer.tenant_id = ${tx.tenantId} and customer.external_id = ${external}
      where customer.entity_id <> ${context.entityId} or customer.code <> load.code
    `,
  );
  await refuseRows(
    tx,
    read,
    rows,
    sql`
      select named.line, 'externalId' as field, named.external as value, 'customer.external-twice' as code
      from (
        select load.line, ${external} as external, load.code, first_value(load.code) over (partition by ${external} order by load.line) as first_code
        from ${table} as load
        where ${external} is not null ${rows.marks ? sql`and not load.rejected` : sql``}
      ) as named
      where named.code <> named.first_code
    `,
  );
}

/** Refuses items whose external id stands on an earlier line of the file, or is another entity's item: it names one item of the tenant. */
export async function itemsByExternalId(tx: Transaction, context: Place, read: RowsRead): Promise<void> {
  await refuseRows(
    tx,
    read,
    customersOfItems,
    sql`
      select line, 'externalId' as field, external_id as value, 'item.external-twice' as code
      from (
        select line, external_id, row_number() over (partition by external_id order by line) as place
        from item_row
        where external_id is not null and not rejected
      ) as named
      where place > 1
    `,
  );
  await refuseRows(
    tx,
    read,
    customersOfItems,
    sql`
      select load.line, 'externalId' as field, load.external_id as value, 'item.external-taken' as code
      from item_row as load
      join receivables.item on item.tenant_id = ${tx.tenantId} and item.external_id = load.external_id
      where not load.rejected and item.entity_id <> ${context.entityId}
    `,
  );
}

// `found`: line, field, value, code of the rows that cannot be taken.
async function refuseRows(tx: Transaction, read: RowsRead, { table, marks }: Rows, found: Sql): Promise<void> {
  await tx.run(sql`create temporary table refused_row on commit drop as ${found}`);
  const refused = await addIssuesFound(
    tx,
    sql`select line, field, value, code, 'error', '' from (select distinct on (line) line, field, value, code from refused_row order by line) as one`,
  );
  if (refused > 0 && marks) {
    const moved = await tx.rows<{ currency: string; minor: bigint }>(sql`
      select currency, coalesce(sum(amount_minor), 0)::bigint as minor
      from item_row
      where not rejected and line in (select line from refused_row)
      group by currency
    `);
    for (const { currency, minor } of moved) {
      read.taken.set(currency, (read.taken.get(currency) ?? 0n) - minor);
      read.left.set(currency, (read.left.get(currency) ?? 0n) + minor);
    }
    await tx.run(sql`update item_row set rejected = true where line in (select line from refused_row)`);
  } else if (refused > 0) await tx.run(sql`delete from ${sql.ref(table)} where line in (select line from refused_row)`);
  await tx.run(sql`drop table refused_row`);
  read.rejected += refused;
}
