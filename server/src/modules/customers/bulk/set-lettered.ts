import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';

/** Says of accounts (a select of customer_id, lettered) whether their ledger letters them. Answers how many changed. */
export function setLettered(tx: Transaction, accounts: Sql): Promise<number> {
  return tx.run(sql`
    update customers.customer set lettered = account.lettered
    from (${accounts}) as account (customer_id, lettered)
    where customer.tenant_id = ${tx.tenantId} and customer.id = account.customer_id and customer.lettered <> account.lettered
  `);
}
