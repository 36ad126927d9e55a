import { sql, type Transaction } from '../../../platform/database/index.ts';

/** Takes back what an undone import made here, as far as nothing else stands on it: sales, contacts, and customers that hold nothing. */
export async function forgetImport(tx: Transaction, importId: string): Promise<void> {
  await tx.run(sql`delete from customers.monthly_sales where tenant_id = ${tx.tenantId} and import_id = ${importId}`);
  await tx.run(sql`delete from customers.contact where tenant_id = ${tx.tenantId} and import_id = ${importId}`);
  await tx.run(sql`
    delete from customers.customer
    where customer.tenant_id = ${tx.tenantId} and customer.import_id = ${importId}
      and not exists (select from receivables.item where item.tenant_id = customer.tenant_id and item.customer_id = customer.id)
      -- Past balances, as they were known then, still name it.
      and not exists (select from receivables.item_history as history where history.tenant_id = customer.tenant_id and history.customer_id = customer.id)
      and not exists (select from customers.contact where contact.tenant_id = customer.tenant_id and contact.customer_id = customer.id)
      and not exists (select from customers.monthly_sales where monthly_sales.tenant_id = customer.tenant_id and monthly_sales.customer_id = customer.id)
      and not exists (select from customers.customer as other where other.tenant_id = customer.tenant_id and customer.id in (other.payer_id, other.parent_id))
  `);
}
