import { addDays, addMonths, type Day } from '../../kernel/days.ts';
import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import { keepPaymentProfiles } from '../customers/index.ts';

/** Below this many settled invoices a habit is not known. */
export const fewestSettled = 3;

/** Of `item`: an invoice settled in the six months up to a day, which tells how its customer pays. */
export function settledLately(today: Day): Sql {
  return sql`(
    item.kind = 'invoice' and item.amount_minor > 0 and item.due_on is not null
    and item.settled_on > ${addMonths(today, -6)}::date and item.settled_on <= ${today}::date
    -- An invoice settled lately was issued within two years: the index of the account is read no further.
    and item.issue_on > ${addDays(today, -730)}::date
  )`;
}

export const settlementDelay: Sql = sql`(item.settled_on - item.due_on)`;

/**
 * How a customer usually pays, over the invoices it settled lately: up to five days late on average is prompt, up to fifteen irregular, and so
 * are delays far apart; up to forty-five is slow; beyond, it defaults.
 */
const profile: Sql = sql`(case
  when count(*) < ${sql.lit(fewestSettled)} then 'unknown'
  when avg(${settlementDelay}) > 45 then 'defaulting'
  when avg(${settlementDelay}) > 15 then 'slow'
  when avg(${settlementDelay}) > 5 or stddev_samp(${settlementDelay}) > 15 then 'irregular'
  else 'prompt'
end)`;

/**
 * Tells anew how every customer pays, as of a day: after a change of what is settled, and with the day itself, as old invoices leave the six
 * months. One statement that reads the settled invoices of these months from their covering index; only words that changed are written.
 */
export async function tellPaymentProfiles(tx: Transaction, today: Day): Promise<void> {
  // One after the other: what is told from the ledger before an import never stands after what is told from the one it made.
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`receivables.payment-profiles ${tx.tenantId}`}, 0))`);
  await keepPaymentProfiles(
    tx,
    sql`
      select customer.id, coalesce(settled.profile, 'unknown')
      from customers.customer
      left join (
        select item.customer_id, ${profile} as profile
        from receivables.item
        where item.tenant_id = ${tx.tenantId} and ${settledLately(today)}
        group by item.customer_id
      ) as settled on settled.customer_id = customer.id
      where customer.tenant_id = ${tx.tenantId}
    `,
  );
}
