import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';
import { termsOfLoad } from './default-terms.ts';
import { linkDebtors } from '../link-debtors.ts';
import { onOneLine } from './on-one-line.ts';

export type CustomerMerge = {
  readonly entityId: string;
  readonly importId: string;
  readonly source: string;
  /** What a new customer is when the file does not say. */
  readonly defaultKind: 'business' | 'public' | 'consumer' | 'unknown';
  /** Whether known customers take what the file says, only what was blank of them, or nothing. */
  readonly update: 'all' | 'blanks' | 'nothing';
};

const texts = [
  'kind',
  'legal_id',
  'vat_number',
  'postcode',
  'city',
  'country',
  'language',
  'email',
  'phone',
  'payment_means',
  'sales_rep',
  'segment',
  'currency',
  'external_id',
] as const;

/** Makes `customer_load`: one row a customer of the file. A null means "the file does not say". `customer_id` is filled by `mergeCustomers`. */
export async function openCustomerLoad(tx: Transaction): Promise<void> {
  await tx.run(sql`
    create temporary table customer_load (
      line bigint, code text not null, name text, catch_all boolean not null default false, kind text, legal_id text, vat_number text,
      address1 text, address2 text, postcode text, city text, country text, language text, email text, phone text,
      terms text, terms_id uuid, payment_means text, sales_rep text, segment text, currency text, parent_code text, payer_code text,
      groups text, external_id text, invoice_route text, invoice_portal text, invoice_references text[], customer_id uuid
    ) on commit drop
  `);
}

/** Makes the customers of the load that are new (the last line wins) and, when asked, brings the known ones up to it. */
export async function mergeCustomers(tx: Transaction, merge: CustomerMerge): Promise<{ created: number; updated: number }> {
  await tx.run(sql`
    delete from customer_load as load using (
      select code, max(line) as line from customer_load group by code having count(*) > 1
    ) as last
    where last.code = load.code and load.line < last.line
  `);
  await onOneLine(tx, 'customer_load', ['name', 'address1', 'address2', 'postcode', 'city', 'sales_rep', 'segment', 'groups']);
  await termsOfLoad(tx);
  const created = await insertNew(tx, merge);
  await tx.run(sql`
    update customer_load as load set customer_id = customer.id
    from customers.customer
    where customer.tenant_id = ${tx.tenantId} and customer.entity_id = ${merge.entityId} and customer.code = load.code
  `);
  const updated = merge.update === 'nothing' ? 0 : await updateKnown(tx, merge);
  await linkAccounts(tx, merge);
  await linkDebtors(tx, sql`select load.customer_id from customer_load as load where load.legal_id is not null`);
  return { created, updated };
}

function insertNew(tx: Transaction, merge: CustomerMerge): Promise<number> {
  return tx.run(sql`
    insert into customers.customer (tenant_id, id, entity_id, code, name, kind, catch_all, legal_id, vat_number, address_lines, postcode, city, country,
      language, email, phone, terms_id, terms_confirmed, payment_means, sales_rep, segment, currency, external_id, invoice_route, invoice_portal, invoice_references,
      source, import_id, created_at, updated_at)
    select distinct on (load.code) ${tx.tenantId}, uuidv7(), ${merge.entityId}, load.code, coalesce(load.name, load.code), coalesce(load.kind, ${merge.defaultKind}),
      load.catch_all, load.legal_id, load.vat_number, array_remove(array[load.address1, load.address2], null), load.postcode, load.city,
      coalesce(load.country, entity.country), load.language, load.email, load.phone, load.terms_id, load.terms_id is not null,
      load.payment_means, load.sales_rep, load.segment, load.currency, load.external_id, coalesce(load.invoice_route, 'e-mail'), load.invoice_portal,
      coalesce(load.invoice_references, '{}'), ${merge.source}, ${merge.importId}, now(), now()
    from customer_load as load
    join identity.entity on entity.tenant_id = ${tx.tenantId} and entity.id = ${merge.entityId}
    where not exists (
      select from customers.customer
      where customer.tenant_id = ${tx.tenantId} and customer.entity_id = ${merge.entityId} and customer.code = load.code
    )
    order by load.code, load.line desc
  `);
}

function updateKnown(tx: Transaction, merge: CustomerMerge): Promise<number> {
  const blanks = merge.update === 'blanks';
  const first = (column: string): Sql => {
    const [load, kept] = [sql.ref(`load.${column}`), sql.ref(`customer.${column}`)];
    return blanks ? sql`coalesce(${kept}, ${load})` : sql`coalesce(${load}, ${kept})`;
  };
  // Blank for a name is the code that stands for it; for a kind, unknown.
  const name = blanks
    ? sql`case when customer.name = customer.code then coalesce(load.name, customer.name) else customer.name end`
    : first('name');
  const kind = blanks
    ? sql`case when customer.kind = 'unknown' then coalesce(load.kind, customer.kind) else customer.kind end`
    : first('kind');
  const values = texts.map((column) => (column === 'kind' ? kind : first(column)));
  const address = sql`case
    when load.address1 is null and load.address2 is null ${blanks ? sql`or customer.address_lines <> '{}'` : sql``} then customer.address_lines
    else array_remove(array[load.address1, load.address2], null) end`;
  // Blank for the way of its invoices is e-mail, which everybody has at first; for what they must carry, nothing.
  const route = blanks
    ? sql`case when customer.invoice_route = 'e-mail' then coalesce(load.invoice_route, customer.invoice_route) else customer.invoice_route end`
    : first('invoice_route');
  const references = blanks
    ? sql`case when customer.invoice_references = '{}' then coalesce(load.invoice_references, '{}') else customer.invoice_references end`
    : first('invoice_references');
  const invoices = sql`${route}, ${first('invoice_portal')}, ${references}`;
  return tx.run(sql`
    update customers.customer set
      name = ${name}, ${sql.join(texts.map((column, index) => sql`${sql.ref(column)} = ${values[index]}`))},
      address_lines = ${address}, terms_id = ${first('terms_id')}, (invoice_route, invoice_portal, invoice_references) = row(${invoices}),
      terms_confirmed = customer.terms_confirmed or load.terms_id is not null, updated_at = now()
    from customer_load as load
    where customer.tenant_id = ${tx.tenantId} and customer.id = load.customer_id and customer.import_id is distinct from ${merge.importId}
      and (${name}, ${sql.join(values)}, ${address}, ${first('terms_id')}, ${invoices})
        is distinct from (customer.name, ${sql.join(texts.map((column) => sql.ref(`customer.${column}`)))}, customer.address_lines, customer.terms_id,
          customer.invoice_route, customer.invoice_portal, customer.invoice_references)
  `);
}

/** Payers, parents and groups, by the codes and names the file gives. */
async function linkAccounts(tx: Transaction, merge: CustomerMerge): Promise<void> {
  await tx.run(sql`
    update customers.customer set
      payer_id = coalesce(payer.id, customer.payer_id), parent_id = coalesce(parent.id, customer.parent_id)
    from customer_load as load
    left join customers.customer as payer on payer.tenant_id = ${tx.tenantId} and payer.entity_id = ${merge.entityId} and payer.code = load.payer_code
    left join customers.customer as parent on parent.tenant_id = ${tx.tenantId} and parent.entity_id = ${merge.entityId} and parent.code = load.parent_code
    where (load.payer_code is not null or load.parent_code is not null) and customer.tenant_id = ${tx.tenantId} and customer.id = load.customer_id
      and (payer.id is distinct from customer.payer_id or parent.id is distinct from customer.parent_id)
      and coalesce(payer.id, parent.id) is not null
  `);
  await tx.run(sql`
    insert into customers.customer_group (tenant_id, id, name)
    select ${tx.tenantId}, uuidv7(), named.name
    from (
      select distinct trim(part.name) as name from customer_load, regexp_split_to_table(customer_load.groups, '[;,]') as part (name)
    ) as named
    where named.name <> ''
    on conflict (tenant_id, name) do nothing
  `);
  await tx.run(sql`
    insert into customers.group_member (tenant_id, group_id, customer_id)
    select ${tx.tenantId}, customer_group.id, load.customer_id
    from customer_load as load
    cross join lateral regexp_split_to_table(load.groups, '[;,]') as part (name)
    join customers.customer_group on customer_group.tenant_id = ${tx.tenantId} and customer_group.name = trim(part.name)
    where load.customer_id is not null
    on conflict do nothing
  `);
}
