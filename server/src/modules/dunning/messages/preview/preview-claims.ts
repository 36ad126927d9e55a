import type { Day } from '../../../../kernel/days.ts';
import { type Queryable, sql } from '../../../../platform/database/index.ts';
import { holdsOn } from '../../../holds/index.ts';
import type { Claim, StatedItem } from '../reminder-fields.ts';

// A page shows no more; what leaves lists them all.
const mostItems = 60;

type ClaimRow = {
  readonly customerId: string;
  readonly currency: string;
  readonly creditsMinor: string;
  readonly items: readonly (Omit<StatedItem, 'amountMinor' | 'openMinor' | 'claimedMinor'> & {
    readonly amount: string;
    readonly open: string;
    readonly claimed: string;
  })[];
};

/**
 * What a message would claim of these accounts today, keyed `customer/currency`: open invoices that are due (all of them for a step before the due
 * date), less what is held of each and the credits of the account. One statement. A text is tried on it; what leaves is decided anew.
 */
export async function previewClaims(
  db: Queryable,
  accounts: readonly { readonly customerId: string; readonly currency: string }[],
  { today, late }: { readonly today: Day; readonly late: boolean },
): Promise<Map<string, Omit<Claim, 'grave' | 'noticeDays' | 'level'>>> {
  const asked = accounts.map(({ customerId, currency }) => ({ customer_id: customerId, currency }));
  const rows = await db.rows<ClaimRow>(sql`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (customer_id uuid, currency text)
    ),
    account as (
      select asked.customer_id, asked.currency, member.id, member.code, member.name
      from asked
      join customers.customer as member on member.id = asked.customer_id or member.payer_id = asked.customer_id
    ),
    held as (
      select hold.item_id, case when bool_or(hold.part_minor is null) then null else sum(hold.part_minor) end as part_minor
      from holds.hold
      join receivables.item on item.id = hold.item_id
      where hold.scope = 'item' and ${holdsOn(sql`${today}::date`)}
        and item.customer_id in (select account.id from account)
      group by hold.item_id
    ),
    owed as (
      select account.customer_id, account.currency, account.code, account.name, item.id, item.number, item.label, item.issue_on, item.due_on, item.amount_minor,
        item.open_minor - item.awaiting_minor as open_minor,
        item.open_minor - item.awaiting_minor - case when held.item_id is null then 0 else coalesce(held.part_minor, item.open_minor) end as claimed_minor
      from account
      join receivables.item on item.customer_id = account.id and item.currency = account.currency and item.ledger_class = 'receivable'
      left join held on held.item_id = item.id
      where item.open_minor > item.awaiting_minor and item.due_on is not null ${late ? sql`and item.due_on < ${today}::date` : sql``}
    ),
    placed as (
      select owed.*, row_number() over (partition by owed.customer_id, owed.currency order by owed.due_on, owed.number, owed.id) as place
      from owed
      where owed.claimed_minor > 0
    )
    select asked.customer_id as "customerId", asked.currency,
      coalesce((
        select sum(item.open_minor)
        from receivables.item
        where item.customer_id = asked.customer_id and item.currency = asked.currency and item.open_minor < 0 and item.ledger_class = 'receivable'
      ), 0)::text as "creditsMinor",
      coalesce((
        select jsonb_agg(jsonb_build_object('itemId', placed.id, 'number', placed.number, 'label', placed.label, 'issuedOn', placed.issue_on,
          'dueOn', placed.due_on, 'daysLate', ${today}::date - placed.due_on, 'amount', placed.amount_minor::text, 'open', placed.open_minor::text,
          'claimed', placed.claimed_minor::text, 'customerCode', placed.code, 'customerName', placed.name) order by placed.place)
        from placed
        where placed.customer_id = asked.customer_id and placed.currency = asked.currency and placed.place <= ${mostItems}
      ), '[]') as items
    from asked
  `);
  return new Map(
    rows.map(({ customerId, currency, creditsMinor, items }) => {
      const stated = items.map(({ amount, open, claimed, ...item }): StatedItem => ({
        ...item,
        amountMinor: BigInt(amount),
        openMinor: BigInt(open),
        claimedMinor: BigInt(claimed),
      }));
      const credits = BigInt(creditsMinor);
      const netMinor = stated.reduce((sum, item) => sum + item.claimedMinor, 0n) + credits;
      return [`${customerId}/${currency}`, { currency, items: stated, creditsMinor: credits, netMinor, on: today }];
    }),
  );
}
