import type { ItemRow } from '@quitus/contract';
import type { Day } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { accountsMergedInto } from '../customers/index.ts';
import { readSetting } from '../identity/index.ts';
import { agedBalance } from './aged/aged-balance.ts';
import { amountsAt } from './aged/open-at.ts';
import type { AgedBalance } from './aged/question.ts';
import { itemColumns, itemRows, type StoredItem } from './item-row.ts';
import type { LedgerNeighbours } from './neighbours.ts';

export type Statement = {
  readonly rows: (ItemRow & { readonly balance: string })[];
  readonly total: number;
  readonly balances: AgedBalance;
};
type Line = StoredItem & { readonly balanceMinor: bigint; readonly linesInAll: number };
export type StatementWindow = { readonly asOf: Day; readonly closed: boolean; readonly offset: number; readonly limit: number };

/**
 * The items of an account (and of its merged duplicates) at the close of a day, each with the balance after it. Open items come first due
 * first and their balance sums what is open; with the closed ones, they come as booked and the balance sums amounts: both end on one figure.
 */
export async function statementOf(
  db: TenantDatabase,
  customerId: string,
  window: StatementWindow,
  neighbours: LedgerNeighbours,
): Promise<Statement> {
  const accounts = await accountsMergedInto(db, customerId);
  const [lines, balances] = await Promise.all([
    db.rows<Line>(linesOf(db.tenantId, accounts, window)),
    balancesOf(db, accounts, window.asOf),
  ]);
  const items = lines.map(({ balanceMinor: _, linesInAll: __, ...item }) => item);
  const rows = await itemRows(db, items, window.asOf, neighbours);
  return {
    rows: rows.map((row, index) => ({ ...row, balance: toDecimal(lines[index]?.balanceMinor ?? 0n, row.currency) })),
    total: lines[0]?.linesInAll ?? 0,
    balances,
  };
}

/** What an account owes by days late at the close of a day, one line a currency. */
export async function balancesOf(db: TenantDatabase, accounts: readonly string[], asOf: Day): Promise<AgedBalance> {
  return agedBalance(
    db,
    {
      asOf,
      by: 'currency',
      basis: 'due',
      bounds: await readSetting(db, 'aging.bounds'),
      classes: ['receivable'],
      customerIds: accounts,
    },
    { offset: 0, limit: 100, sort: { by: 'total', descending: true } },
  );
}

function linesOf(tenantId: number, accounts: readonly string[], { asOf, closed, offset, limit }: StatementWindow) {
  const { open, awaiting } = amountsAt(tenantId, asOf);
  const order = closed ? sql`line.booked_on, line.issue_on, line.id` : sql`line.due_on nulls last, line.issue_on, line.id`;
  return sql`
    with line as (
      select item.*, ${open} as open_then, ${awaiting} as awaiting_then
      from receivables.item
      where item.tenant_id = ${tenantId} and item.customer_id = any(${accounts}::uuid[]) and item.booked_on <= ${asOf}
        and ${closed ? sql`true` : sql`item.settled_on > ${asOf}`}
    ),
    shown as (
      select line.*,
        sum(case when line.in_ledger and line.ledger_class = 'receivable' then ${closed ? sql`line.amount_minor` : sql`line.open_then`} else 0 end)
          over (partition by line.currency order by ${order} rows unbounded preceding)::bigint as balance_minor,
        row_number() over (order by ${order}) as place,
        count(*) over ()::int as lines_in_all
      from line
      where ${closed ? sql`true` : sql`line.open_then <> 0`}
    )
    select ${itemColumns}, item.open_then as "openMinor", item.awaiting_then as "awaitingMinor", item.balance_minor as "balanceMinor",
      item.lines_in_all as "linesInAll"
    from shown as item
    join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
    order by item.place
    limit ${limit} offset ${offset}
  `;
}
