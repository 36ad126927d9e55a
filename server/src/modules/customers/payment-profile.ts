import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';

/**
 * Keeps how customers pay: `told` is a select of (customer_id, profile). Only those who changed are written, so that no message waiting for
 * another is taken for out of date.
 */
export async function keepPaymentProfiles(tx: Transaction, told: Sql): Promise<void> {
  await tx.run(sql`
    update customers.customer set payment_profile = told.profile
    from (${told}) as told (customer_id, profile)
    where customer.tenant_id = ${tx.tenantId} and customer.id = told.customer_id and customer.payment_profile <> told.profile
  `);
}
