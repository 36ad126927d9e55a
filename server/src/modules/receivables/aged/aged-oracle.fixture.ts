import type { Day } from '../../../kernel/days.ts';
import { daysLate } from '../../../kernel/days.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { bucketOf } from './question.ts';

type Version = {
  id: string;
  customerId: string;
  currency: string;
  inLedger: boolean;
  ledgerClass: string;
  bookedOn: Day;
  issueOn: Day;
  dueOn: Day | null;
  amount: bigint;
  from: Temporal.Instant;
  until: Temporal.Instant | null;
};
type Pair = {
  credit: string;
  debit: string;
  amount: bigint;
  on: Day;
  provisional: boolean;
  at: Temporal.Instant;
  reversedAt: Temporal.Instant | null;
};
export type Facts = { readonly versions: readonly Version[]; readonly pairs: readonly Pair[] };

/** The bare facts: items, their earlier versions, allocations. No kept column is read. */
export async function readFacts(db: TenantDatabase): Promise<Facts> {
  const columns = sql`id, customer_id as "customerId", currency, in_ledger as "inLedger", ledger_class as "ledgerClass", booked_on as "bookedOn",
    issue_on as "issueOn", due_on as "dueOn", amount_minor as amount, recorded_from as "from"`;
  return {
    versions: await db.rows<Version>(sql`
      select ${columns}, null as until from receivables.item
      union all
      select ${columns}, recorded_until from receivables.item_history
    `),
    pairs: await db.rows<Pair>(sql`
      select credit_item_id as credit, debit_item_id as debit, amount_minor as amount, effective_on as on, provisional, recorded_at as at, reversed_at as "reversedAt"
      from receivables.allocation
    `),
  };
}

export type NaiveLine = {
  customerId: string;
  currency: string;
  notDue: bigint;
  buckets: bigint[];
  unallocated: bigint;
  awaiting: bigint;
  items: number;
};

const notAfter = (left: Temporal.Instant, right: Temporal.Instant): boolean => Temporal.Instant.compare(left, right) <= 0;

/** The aged balance as one would do it by hand: every version in force, less every allocation in force, one by one. */
export function naiveAgedBalance(
  { versions, pairs }: Facts,
  question: { asOf: Day; knownAt: Temporal.Instant; basis: 'due' | 'issue'; bounds: readonly number[] },
): NaiveLine[] {
  const known = (from: Temporal.Instant, until: Temporal.Instant | null): boolean =>
    notAfter(from, question.knownAt) && (until === null || !notAfter(until, question.knownAt));
  const live = pairs.filter((pair) => pair.on <= question.asOf && known(pair.at, pair.reversedAt));
  const lines = new Map<string, NaiveLine>();
  for (const item of versions) {
    if (!known(item.from, item.until) || item.bookedOn > question.asOf || item.ledgerClass !== 'receivable') continue;
    let open = item.amount;
    let awaiting = 0n;
    for (const pair of live) {
      const sign = pair.debit === item.id ? 1n : pair.credit === item.id ? -1n : 0n;
      if (pair.provisional) awaiting += sign * pair.amount;
      else open -= sign * pair.amount;
    }
    if (!item.inLedger) {
      if (item.amount >= 0n) continue;
      awaiting -= open;
      open = 0n;
    }
    if (open === 0n && awaiting === 0n) continue;
    const key = `${item.customerId} ${item.currency}`;
    const line =
      lines.get(key) ??
      ({
        customerId: item.customerId,
        currency: item.currency,
        notDue: 0n,
        buckets: [0n, ...question.bounds.map(() => 0n)],
        unallocated: 0n,
        awaiting: 0n,
        items: 0,
      } as NaiveLine);
    lines.set(key, line);
    line.awaiting += awaiting;
    if (open !== 0n) line.items += 1;
    const day = question.basis === 'due' ? item.dueOn : item.issueOn;
    const bucket = day === null ? undefined : bucketOf(daysLate(day, question.asOf), question.bounds);
    if (open < 0n) line.unallocated += open;
    else if (bucket === undefined) line.notDue += open;
    else line.buckets[bucket] = (line.buckets[bucket] ?? 0n) + open;
  }
  return [...lines.values()].toSorted((left, right) =>
    `${left.customerId}${left.currency}` < `${right.customerId}${right.currency}` ? -1 : 1,
  );
}
