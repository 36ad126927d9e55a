import { sql, type Sql, type Transaction } from '../../platform/database/index.ts';

const key = (tx: Transaction, entityId: string): Sql =>
  sql`hashtextextended(${`receivables.ledger ${tx.tenantId} ${entityId}`}, 0)`;

/**
 * Keeps everyone else from changing the entity's ledger until the transaction ends: for an import, before its first write.
 * Kept totals are then computed whole without losing what another transaction adds. Taken twice, it is held once.
 */
export async function lockLedger(tx: Transaction, entityId: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(${key(tx, entityId)})`);
}

/** For a change to a few accounts: waits for an import of the entity, and for others who change the same accounts. */
export async function lockAccounts(tx: Transaction, entityId: string, customerIds: readonly string[]): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock_shared(${key(tx, entityId)})`);
  // In id order, so that two people on the same accounts wait for each other instead of deadlocking.
  await tx.run(sql`
    select customer.id
    from customers.customer
    where customer.id = any(${customerIds}::uuid[])
    order by customer.id
    for no key update
  `);
}
