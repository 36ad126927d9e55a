import { sql, type Transaction } from '../../../platform/database/index.ts';
import { onOneLine } from './on-one-line.ts';

type Merge = { readonly entityId: string; readonly importId: string };

/** Makes `contact_load`: one row a contact of the file, of a customer by its code. */
export async function openContactLoad(tx: Transaction): Promise<void> {
  await tx.run(sql`
    create temporary table contact_load (
      line bigint, code text not null, name text, role text, email text, phone text, language text, external_id text, customer_id uuid
    ) on commit drop
  `);
}

/** The lines of `contact_load` whose customer does not exist; they are taken out of it. */
export async function strayContacts(tx: Transaction, entityId: string): Promise<{ line: bigint; code: string }[]> {
  await tx.run(sql`
    update contact_load as load set customer_id = customer.id
    from customers.customer
    where customer.tenant_id = ${tx.tenantId} and customer.entity_id = ${entityId} and customer.code = load.code
  `);
  return tx.rows(sql`delete from contact_load where customer_id is null returning line, code`);
}

/** Brings contacts up to the load: known by their address and role within the customer, else by name and role. */
export async function mergeContacts(tx: Transaction, merge: Merge): Promise<{ created: number; updated: number }> {
  await onOneLine(tx, 'contact_load', ['name']);
  await tx.run(sql`
    delete from contact_load as load using contact_load as later
    where later.customer_id = load.customer_id and later.line > load.line
      and coalesce(later.role, 'accounts-payable') = coalesce(load.role, 'accounts-payable')
      and (lower(later.email) = lower(load.email) or (load.email is null and later.email is null and later.name = load.name))
  `);
  const known = sql`
    contact.tenant_id = ${tx.tenantId} and contact.customer_id = load.customer_id and contact.role = coalesce(load.role, 'accounts-payable')
      and (lower(contact.email) = lower(load.email) or ((load.email is null or contact.email is null) and contact.name = load.name))
  `;
  const byId = await updateByExternalId(tx);
  const updated = await tx.run(sql`
    update customers.contact set name = coalesce(load.name, contact.name), email = coalesce(load.email, contact.email),
      phone = coalesce(load.phone, contact.phone), language = coalesce(load.language, contact.language),
      external_id = coalesce(load.external_id, contact.external_id),
      validity = case when load.email is distinct from contact.email and load.email is not null then 'unchecked' else contact.validity end,
      updated_at = now()
    from contact_load as load
    where ${known}
      and (coalesce(load.name, contact.name), coalesce(load.email, contact.email), coalesce(load.phone, contact.phone), coalesce(load.language, contact.language),
        coalesce(load.external_id, contact.external_id))
        is distinct from (contact.name, contact.email, contact.phone, contact.language, contact.external_id)
  `);
  const created = await tx.run(sql`
    insert into customers.contact (tenant_id, id, customer_id, name, role, email, phone, language, external_id, source, import_id, created_at, updated_at)
    select ${tx.tenantId}, uuidv7(), load.customer_id, coalesce(load.name, ''), coalesce(load.role, 'accounts-payable'), load.email, load.phone,
      load.language, load.external_id, 'file', ${merge.importId}, now(), now()
    from contact_load as load
    where not exists (select from customers.contact where ${known})
    on conflict do nothing
  `);
  return { created, updated: updated + byId };
}

/** Contacts whose external id the load names again: theirs is the line, whatever address or role it gives, unless another contact has both already. */
async function updateByExternalId(tx: Transaction): Promise<number> {
  await tx.run(sql`
    delete from contact_load as load using contact_load as later
    where later.customer_id = load.customer_id and later.external_id = load.external_id and later.line > load.line
  `);
  const named = sql`
    contact.tenant_id = ${tx.tenantId} and contact.customer_id = load.customer_id and contact.external_id = load.external_id
      and not exists (
        select from customers.contact as other
        where other.tenant_id = contact.tenant_id and other.customer_id = contact.customer_id and other.id <> contact.id
          and other.role = coalesce(load.role, contact.role) and lower(other.email) = lower(coalesce(load.email, contact.email))
      )
  `;
  const given = sql`(coalesce(load.name, contact.name), coalesce(load.role, contact.role), coalesce(load.email, contact.email),
    coalesce(load.phone, contact.phone), coalesce(load.language, contact.language))`;
  const updated = await tx.run(sql`
    update customers.contact set name = coalesce(load.name, contact.name), role = coalesce(load.role, contact.role),
      email = coalesce(load.email, contact.email), phone = coalesce(load.phone, contact.phone), language = coalesce(load.language, contact.language),
      validity = case when load.email is distinct from contact.email and load.email is not null then 'unchecked' else contact.validity end,
      updated_at = now()
    from contact_load as load
    where ${named} and ${given} is distinct from (contact.name, contact.role, contact.email, contact.phone, contact.language)
  `);
  await tx.run(sql`
    delete from contact_load as load using customers.contact
    where contact.tenant_id = ${tx.tenantId} and contact.customer_id = load.customer_id and contact.external_id = load.external_id
      and coalesce(load.email, contact.email) is not distinct from contact.email and coalesce(load.role, contact.role) = contact.role
  `);
  return updated;
}
