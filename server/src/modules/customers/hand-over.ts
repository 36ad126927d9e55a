import type { Actor } from '../../kernel/actor.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';

/** Gives all customers of one collector to another, and counts them. One event tells it, not one a customer. */
export async function handOverPortfolio(
  tx: Transaction,
  from: { readonly id: string; readonly name: string },
  to: { readonly id: string; readonly name: string },
  by: Actor,
): Promise<number> {
  const customers = await tx.run(
    sql`update customers.customer set collector_id = ${to.id}, updated_at = now() where collector_id = ${from.id}`,
  );
  await recordEvent(tx, {
    kind: 'customers.handed-over',
    actor: by,
    subjectId: from.id,
    details: { customers, before: { collector: from.name }, after: { collector: to.name } },
  });
  return customers;
}
