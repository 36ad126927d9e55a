import { type Queryable, sql } from '../../platform/database/index.ts';
import { overdueOn } from '../receivables/index.ts';
import { groupCustomers, inEntity, openItems, type PlacedScope } from './scope.ts';

/** A customer among those who owe most that is late, in one currency. */
export type OverdueCustomer = {
  readonly customerId: string;
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  readonly overdueMinor: bigint;
  readonly totalMinor: bigint;
  readonly oldestDaysLate: number;
  readonly collectorName: string | null;
};

type Candidate = OverdueCustomer & { readonly boundMinor: bigint };
const wanted = 10;
const firstLook = 200;

/**
 * The ten customers with the largest overdue amount in a currency, largest first. Nobody is late with more than he owes: once the tenth
 * overdue amount reaches the debt of the last account looked at, no other account can enter, so few accounts are looked at.
 */
export async function topOverdue(db: Queryable, scope: PlacedScope, currency: string): Promise<OverdueCustomer[]> {
  if (!scope.kept) return (await pastOverdue(db, scope, currency)).map(withoutBound);
  for (let look = firstLook; ; look *= 10) {
    const candidates = await largestDebtors(db, scope, currency, look);
    const top = candidates
      .filter((one) => one.overdueMinor > 0n)
      .toSorted(byOverdue)
      .slice(0, wanted);
    const last = candidates.at(-1);
    const tenth = top[wanted - 1];
    if (candidates.length < look || !last || (tenth && tenth.overdueMinor >= last.boundMinor)) return top.map(withoutBound);
  }
}

const byOverdue = (left: Candidate, right: Candidate): number =>
  left.overdueMinor === right.overdueMinor
    ? left.customerId < right.customerId
      ? -1
      : 1
    : left.overdueMinor > right.overdueMinor
      ? -1
      : 1;

function withoutBound(candidate: Candidate): OverdueCustomer {
  const { customerId, code, name, currency, overdueMinor, totalMinor, oldestDaysLate, collectorName } = candidate;
  return { customerId, code, name, currency, overdueMinor, totalMinor, oldestDaysLate, collectorName };
}

function largestDebtors(db: Queryable, scope: PlacedScope, currency: string, count: number): Promise<Candidate[]> {
  const { tenantId, asOf } = scope;
  return db.rows<Candidate>(sql`
    with debtor as (
      select * from receivables.customer_balance
      where customer_balance.tenant_id = ${tenantId} and ${inEntity(scope, sql`customer_balance.entity_id`)} and customer_balance.currency = ${currency}
        and customer_balance.open_debit_minor > 0 and customer_balance.customer_id <> all (array${groupCustomers(scope)})
      order by customer_balance.open_debit_minor desc
      limit ${count}
    )
    select debtor.customer_id as "customerId", customer.code, customer.name, debtor.currency, ${overdueOn(asOf, 'debtor')} as "overdueMinor",
      debtor.open_debit_minor + debtor.open_credit_minor as "totalMinor", greatest(${asOf}::date - debtor.oldest_due_on, 0) as "oldestDaysLate",
      person.name as "collectorName", debtor.open_debit_minor as "boundMinor"
    from debtor
    join customers.customer on customer.tenant_id = ${tenantId} and customer.id = debtor.customer_id
    left join identity.person on person.id = customer.collector_id
    order by debtor.open_debit_minor desc
  `);
}

function pastOverdue(db: Queryable, scope: PlacedScope, currency: string): Promise<Candidate[]> {
  const { tenantId, asOf } = scope;
  return db.rows<Candidate>(sql`
    with debtor as (
      select customer_id, sum(open_minor) filter (where open_minor > 0 and due_on < ${asOf})::bigint as overdue_minor, sum(open_minor)::bigint as total_minor,
        min(due_on) filter (where open_minor > 0) as oldest_due_on
      from (${openItems(scope)}) as open_item
      where currency = ${currency} and customer_id <> all (array${groupCustomers(scope)})
      group by customer_id
    ),
    top as (
      select * from debtor where overdue_minor > 0 order by overdue_minor desc, customer_id limit ${wanted}
    )
    select top.customer_id as "customerId", customer.code, customer.name, ${currency} as currency, top.overdue_minor as "overdueMinor", top.total_minor as "totalMinor",
      greatest(${asOf}::date - top.oldest_due_on, 0) as "oldestDaysLate", person.name as "collectorName", top.overdue_minor as "boundMinor"
    from top
    join customers.customer on customer.tenant_id = ${tenantId} and customer.id = top.customer_id
    left join identity.person on person.id = customer.collector_id
    order by top.overdue_minor desc, top.customer_id
  `);
}
