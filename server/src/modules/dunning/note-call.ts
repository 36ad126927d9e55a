import type { Day } from '../../kernel/days.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';

/**
 * Somebody was spoken to about these items, outside the scenario: a contact, after which the minimum interval is kept for them and nothing else moves.
 * Without items it was about all that is late. Noting the same call again changes nothing.
 */
export async function noteCall(
  tx: Transaction,
  call: { readonly id: string; readonly customerId: string; readonly itemIds: readonly string[]; readonly on: Day },
): Promise<void> {
  const about =
    call.itemIds.length > 0
      ? sql`item.id = any(${[...call.itemIds]}::uuid[])`
      : sql`item.customer_id = ${call.customerId}::uuid and item.open_minor > 0 and item.due_on < ${call.on}::date`;
  await tx.run(sql`
    insert into dunning.step_done (tenant_id, item_id, scenario_id, step_id, level, channel, outcome, done_on, action_id)
    select item.tenant_id, item.id, ${call.id}::uuid, ${call.id}::uuid, 0, 'call', 'listed', ${call.on}::date, ${call.id}::uuid
    from receivables.item
    where ${about}
    on conflict do nothing
  `);
}
