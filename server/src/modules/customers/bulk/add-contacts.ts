import { oneLine } from '../../../kernel/one-line.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';

/** Adds accounts-payable contacts, many at once; an address already there and given up becomes good again. */
export async function addContacts(
  tx: Transaction,
  contacts: readonly { readonly customerId: string; readonly email: string; readonly name: string }[],
): Promise<void> {
  await tx.run(sql`
    insert into customers.contact (tenant_id, id, customer_id, name, email, source)
    select distinct on (given.customer_id, lower(given.email)) ${tx.tenantId}, uuidv7(), given.customer_id, given.name, given.email, 'manual'
    from jsonb_to_recordset(${JSON.stringify(contacts.map((one) => ({ customer_id: one.customerId, email: one.email, name: oneLine(one.name) })))}::jsonb)
      as given (customer_id uuid, email text, name text)
    on conflict (tenant_id, customer_id, lower(email), role) where email is not null do update set validity = 'unchecked', updated_at = now()
  `);
}
