import { addMonths, type Day, startOfMonth } from '../../kernel/days.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';

export type SalesMonth = { readonly month: Day; readonly currency: string; readonly amountMinor: bigint };
/** Where sales come from: stated by a file, read from the ledger's invoices and credit notes, or known from nowhere. */
export type Sales = { readonly source: 'stated' | 'ledger' | 'none'; readonly months: SalesMonth[] };

/**
 * Sales including tax of some accounts in the whole months before `today` and the running one, latest first. What a file stated wins: a
 * ledger of open items alone has lost the invoices that were paid.
 */
export async function salesOf(db: Queryable, accounts: readonly string[], months: number, today: Day): Promise<Sales> {
  const from = addMonths(startOfMonth(today), -months);
  const stated = await db.rows<SalesMonth>(sql`
    select monthly_sales.month, monthly_sales.currency, sum(monthly_sales.amount_minor)::bigint as "amountMinor"
    from customers.monthly_sales
    where monthly_sales.customer_id = any(${accounts}::uuid[]) and monthly_sales.month >= ${from} and monthly_sales.month <= ${today}
    group by monthly_sales.month, monthly_sales.currency
    order by monthly_sales.month desc, monthly_sales.currency
  `);
  if (stated.length > 0) return { source: 'stated', months: stated };
  const ledger = await db.rows<SalesMonth>(sql`
    select date_trunc('month', item.issue_on)::date as month, item.currency, sum(item.amount_minor)::bigint as "amountMinor"
    from receivables.item
    where item.customer_id = any(${accounts}::uuid[]) and item.issue_on >= ${from} and item.issue_on <= ${today}
      and item.in_ledger and item.kind in ('invoice', 'credit-note')
    group by 1, item.currency
    order by 1 desc, item.currency
  `);
  return { source: ledger.length > 0 ? 'ledger' : 'none', months: ledger };
}

/** Sales of the twelve whole months before the running one, by currency. */
export async function yearOfSales(
  db: Queryable,
  accounts: readonly string[],
  today: Day,
): Promise<{ currency: string; amountMinor: bigint }[]> {
  const { months } = await salesOf(db, accounts, 12, today);
  const running = startOfMonth(today);
  const sums = new Map<string, bigint>();
  for (const { month, currency, amountMinor } of months) {
    if (month < running) sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  }
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor }));
}
