import type { Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { overdueOn } from '../../receivables/index.ts';

type Row = {
  customerId: string;
  code: string;
  name: string;
  overdue: bigint;
  total: bigint;
  reachable: bigint;
  email: string | null;
  currency: string;
};

/** The customers that make 80 % of the overdue, twenty at most: an FEC has no address, and these are the ones to give first. */
export async function firstHour(db: Queryable, entityId: string | undefined, today: Day) {
  const rows = await db.rows<Row>(sql`
    with late as (
      select customer.id, customer.code, customer.name, balance.currency, ${overdueOn(today, 'balance')} as overdue,
        coalesce(
          (
            select contact.email from customers.contact
            where contact.tenant_id = customer.tenant_id and contact.customer_id = customer.id and contact.email is not null
              and contact.validity in ('unchecked', 'valid')
            order by contact.role <> 'accounts-payable', contact.created_at
            limit 1
          ),
          customer.email
        ) as email
      from receivables.customer_balance as balance
      join customers.customer on customer.tenant_id = balance.tenant_id and customer.id = balance.customer_id
      where balance.open_debit_minor > 0 and not customer.intercompany and not customer.catch_all and customer.merged_into is null
        and (${entityId ?? null}::uuid is null or customer.entity_id = ${entityId ?? null}::uuid)
    ),
    ranked as (
      select late.*, sum(overdue) over (partition by currency) as total,
        coalesce(sum(overdue) filter (where email is not null) over (partition by currency), 0) as reachable,
        sum(overdue) over (partition by currency order by overdue desc, id rows unbounded preceding) - overdue as before
      from late
      where overdue > 0
    ),
    main as (select currency from ranked group by currency order by max(total) desc limit 1)
    select id as "customerId", code, name, overdue::bigint as overdue, total::bigint as total, reachable::bigint as reachable, email, ranked.currency
    from ranked
    join main on main.currency = ranked.currency
    where before * 5 < total * 4
    order by overdue desc, id
    limit 20
  `);
  const currency = rows[0]?.currency ?? 'EUR';
  const total = rows[0]?.total ?? 0n;
  // Shares are for a bar on the screen: thousandths of exact amounts.
  const shareOf = (minor: bigint): number => (total === 0n ? 0 : Number((minor * 1000n) / total) / 1000);
  const listed = rows.reduce((sum, row) => sum + row.overdue, 0n);
  return {
    currency,
    overdue: toDecimal(total, currency),
    share: shareOf(listed),
    reachable: shareOf(rows[0]?.reachable ?? 0n),
    customers: rows.map((row) => ({
      customerId: row.customerId,
      code: row.code,
      name: row.name,
      overdue: toDecimal(row.overdue, currency),
      share: shareOf(row.overdue),
      email: row.email,
    })),
  };
}
