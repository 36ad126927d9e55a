import { type Day, daysBetween } from '../../../kernel/days.ts';
import { type Sql, sql } from '../../../platform/database/index.ts';
import { openAt } from '../../receivables/index.ts';
import type { StatedItem } from '../messages/reminder-fields.ts';
import type { TenantQueryable } from '../messages/tenant-queryable.ts';
import type { CampaignKind } from './campaign.ts';

export type AccountsAsked = {
  readonly kind: CampaignKind;
  readonly entityId: string;
  /** At whose close. */
  readonly asOf: Day;
};

/**
 * What an account holds open at the close of a day, an item a row. A balance is confirmed as the ledger has it, so that it is that of the aged balance;
 * a statement counts what was received and awaits the ledger, too.
 */
function openItems(tenantId: number, { kind, entityId, asOf }: AccountsAsked, customerIds?: readonly string[]): Sql {
  const minor = kind === 'statement' ? sql`held.open_minor - held.awaiting_minor` : sql`held.open_minor`;
  return sql`
    select held.id, held.customer_id, held.currency, ${minor} as minor
    from (${openAt(tenantId, { asOf, classes: ['receivable'], entityId, customerIds })}) as held
    where ${minor} <> 0
  `;
}

/** The accounts with something open at the close of a day, one row a customer and currency: `customer_id, currency, balance_minor`. A duplicate's items are those of the account it was merged into. */
export function accountsAt(tenantId: number, asked: AccountsAsked): Sql {
  return sql`
    select coalesce(customer.merged_into, customer.id) as customer_id, open.currency, sum(open.minor)::bigint as balance_minor
    from (${openItems(tenantId, asked)}) as open
    join customers.customer on customer.tenant_id = ${tenantId} and customer.id = open.customer_id
    group by 1, 2
  `;
}

/** The open items of some customers at the close of a day, by customer and currency (`accountKey`), first due first. Two statements. */
export async function statedItems(
  db: TenantQueryable,
  asked: AccountsAsked,
  customerIds: readonly string[],
): Promise<Map<string, StatedItem[]>> {
  if (customerIds.length === 0) return new Map();
  const owners = await db.rows<{ id: string; owner: string }>(sql`
    select id, id as owner from customers.customer where id = any(${[...customerIds]}::uuid[])
    union all
    select id, merged_into from customers.customer where merged_into = any(${[...customerIds]}::uuid[])
  `);
  const ownerOf = new Map(owners.map(({ id, owner }) => [id, owner]));
  const rows = await db.rows<Row>(sql`
    select item.id as "itemId", item.customer_id as "customerId", item.currency, item.number, item.label, item.issue_on as "issuedOn", item.due_on as "dueOn",
      item.amount_minor as "amountMinor", open.minor
    from (${openItems(db.tenantId, asked, [...ownerOf.keys()])}) as open
    join receivables.item on item.id = open.id
    order by item.due_on nulls last, item.issue_on, item.number, item.id
  `);
  return Map.groupBy(
    rows.map((row) => statedItem(row, asked.asOf, ownerOf.get(row.customerId) ?? row.customerId)),
    ({ key }) => key,
  ) as Map<string, StatedItem[]>;
}

/** Names one account: a customer in one currency. */
export function accountKey(customerId: string, currency: string): string {
  return `${customerId}/${currency}`;
}

type Row = {
  readonly itemId: string;
  readonly customerId: string;
  readonly currency: string;
  readonly number: string;
  readonly label: string;
  readonly issuedOn: Day;
  readonly dueOn: Day | null;
  readonly amountMinor: bigint;
  readonly minor: bigint;
};

function statedItem(row: Row, asOf: Day, owner: string): StatedItem & { readonly key: string } {
  const { customerId: _customer, currency, minor, dueOn, ...item } = row;
  return {
    ...item,
    key: accountKey(owner, currency),
    dueOn: dueOn ?? row.issuedOn,
    daysLate: dueOn === null || minor < 0n ? 0 : Math.max(0, daysBetween(dueOn, asOf)),
    openMinor: minor,
    claimedMinor: minor,
  };
}
