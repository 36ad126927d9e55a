import type { AgedAmounts, ledgerRoutes } from '@quitus/contract';
import { toDecimal } from '../../../kernel/money.ts';
import type { Handlers } from '../../../platform/http/implement.ts';
import type { AgedSums } from '../aged/question.ts';

type Routes = typeof ledgerRoutes;
/** Some of the ledger's handlers: each file of this folder gives one topic's, and together they are all. */
export type LedgerHandlers<Key extends keyof Routes> = Pick<Handlers<Routes>, Key>;

/** Amounts by days late, as the API writes them. */
export function agedAmounts(sums: AgedSums): AgedAmounts {
  const amount = (minor: bigint): string => toDecimal(minor, sums.currency);
  return {
    currency: sums.currency,
    notDue: amount(sums.notDueMinor),
    buckets: sums.bucketsMinor.map(amount),
    overdue: amount(sums.overdueMinor),
    unallocated: amount(sums.unallocatedMinor),
    total: amount(sums.totalMinor),
    awaiting: amount(sums.awaitingMinor),
    items: sums.items,
  };
}
