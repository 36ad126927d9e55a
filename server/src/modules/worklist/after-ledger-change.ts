import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import { closeSettledDisputes } from '../disputes/index.ts';
import { applyAssignmentRules } from '../dunning/index.ts';
import { releaseHoldsOnItems } from '../holds/index.ts';
import { type SettledPromises, settlePromises } from '../promises/index.ts';

export type LedgerChange = {
  readonly today: Day;
  /** A select of the customers whose ledger changed; all when absent. */
  readonly customerIds?: Sql | undefined;
};
export type Aftermath = {
  readonly promises: SettledPromises;
  readonly disputesClosed: number;
  readonly saysPaidReleased: number;
};

/** What a change of the ledger settles: who came with it gets the scenario the rules give, promises are judged, disputes and "says paid" pauses on settled items end. A few statements whatever the size; safe to run again. */
export async function afterLedgerChange(tx: Transaction, change: LedgerChange, by: Actor): Promise<Aftermath> {
  const customers = change.customerIds ? { customers: change.customerIds } : {};
  await applyAssignmentRules(tx, { today: change.today, ...customers }, by);
  const promises = await settlePromises(tx, { today: change.today, ...customers }, by);
  const disputesClosed = await closeSettledDisputes(tx, customers, by);
  const ofCustomers = change.customerIds ? sql`and hold.customer_id in (${change.customerIds})` : sql``;
  const saysPaidReleased = await releaseHoldsOnItems(
    tx,
    {
      source: 'worklist',
      items: sql`
        select hold.item_id
        from holds.hold
        join receivables.item on item.tenant_id = hold.tenant_id and item.id = hold.item_id
        where hold.reason = 'says-paid' and hold.released_at is null and item.open_minor - item.awaiting_minor <= 0 ${ofCustomers}
      `,
    },
    'paid',
    by,
  );
  return { promises, disputesClosed, saysPaidReleased };
}
