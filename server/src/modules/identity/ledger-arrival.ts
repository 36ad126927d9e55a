import { sql, type Transaction } from '../../platform/database/index.ts';

/** Notes that the entity's books came in: what the freshness of automatic messages is measured from. */
export async function ledgerArrived(tx: Transaction, entityId: string, at: Temporal.Instant): Promise<void> {
  await tx.run(sql`
    update identity.entity set last_ledger_at = greatest(last_ledger_at, ${at}::timestamptz) where tenant_id = ${tx.tenantId} and id = ${entityId}
  `);
}
