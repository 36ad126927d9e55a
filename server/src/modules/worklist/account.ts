import { fromDecimal } from '../../kernel/money.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';
import { refuse } from './refusals.ts';

/** The account one works on, with what its entity decides: the business day's zone, the language. */
export type Account = {
  readonly customerId: string;
  readonly entityId: string;
  readonly name: string;
  readonly email: string | null;
  readonly language: 'fr' | 'en' | null;
  readonly currency: string;
  readonly timeZone: string;
  readonly entityName: string;
  readonly entityEmail: string | null;
  readonly entityCountry: string;
};

/** One account; refuses an unknown one. */
export async function accountOf(db: Queryable, customerId: string): Promise<Account> {
  const found = await db.maybe<Account>(sql`
    select customer.id as "customerId", customer.entity_id as "entityId", customer.name, customer.email, customer.language,
      coalesce(customer.currency, entity.currency) as currency, entity.time_zone as "timeZone",
      coalesce(entity.legal_name, entity.name) as "entityName", entity.email as "entityEmail", entity.country as "entityCountry"
    from customers.customer
    join identity.entity on entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id
    where customer.id = ${customerId}
  `);
  if (!found) throw refuse('worklist.customer-unknown');
  return found;
}

/** Amounts of the wire on items, as minor units of each item's own currency; refuses an unknown item or an amount that is none. */
export async function partsInMinor(
  db: Queryable,
  customerId: string,
  parts: readonly { readonly itemId: string; readonly amount: string }[],
): Promise<{ itemId: string; amountMinor: bigint }[]> {
  const items = await itemsOf(
    db,
    customerId,
    parts.map((part) => part.itemId),
  );
  return parts.map((part) => {
    const amountMinor = fromDecimal(part.amount, items.get(part.itemId)?.currency ?? 'EUR');
    if (amountMinor === undefined) throw refuse('worklist.amount-invalid', { amount: part.amount });
    return { itemId: part.itemId, amountMinor };
  });
}

export type AccountItem = {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  readonly claimableMinor: bigint;
};

/** Items of one customer by id; refuses when one is not its own. */
export async function itemsOf(db: Queryable, customerId: string, ids: readonly string[]): Promise<Map<string, AccountItem>> {
  const items = await db.rows<AccountItem>(sql`
    select id, number, currency, open_minor - awaiting_minor as "claimableMinor"
    from receivables.item
    where customer_id = ${customerId} and id = any(${[...new Set(ids)]}::uuid[])
  `);
  if (items.length < new Set(ids).size) throw refuse('worklist.item-unknown');
  return new Map(items.map((item) => [item.id, item]));
}
