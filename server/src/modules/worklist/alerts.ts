import type { Output, worklistRoutes } from '@quitus/contract';
import type { Day } from '../../kernel/days.ts';
import { type Queryable, type Sql, sql } from '../../platform/database/index.ts';
import { addressDoubted } from '../customers/index.ts';
import { totalsByCurrency } from './case-window.ts';
import { toQualify } from './qualify-items.ts';

type Alerts = Output<(typeof worklistRoutes)['GET /agenda/alerts']>;

/** Of `customers.contact`: its address no longer works, and its customer owes something. */
export const bouncedOfDebtor: Sql = sql`(contact.validity = 'bounced' and exists (
  select from receivables.customer_balance where customer_balance.customer_id = contact.customer_id and customer_balance.open_debit_minor > 0
))`;

/** Of `customers.customer`: a letter came back from its address, and it owes something. */
export const doubtedOfDebtor: Sql = sql`(customer.returned_address is not null and ${addressDoubted} and exists (
  select from receivables.customer_balance where customer_balance.customer_id = customer.id and customer_balance.open_debit_minor > 0
))`;

/** Of `worklist.interaction`: to be called again by this day, and not called since; whatever came of a later call, it is no longer due. */
export function callBackDue(today: Day): Sql {
  return sql`(interaction.call_back_on <= ${today}::date and not exists (
    select from worklist.interaction as later
    where later.customer_id = interaction.customer_id and later.kind = 'call' and later.happened_at > interaction.happened_at
  ))`;
}

/** The first calls due, the longest awaited first, the first contacts that cannot be written to, the first addresses letters came back from; each with how many there are, and how much waits to be qualified. */
export async function listAlerts(
  db: Queryable,
  asked: { readonly today: Day; readonly limit: number; readonly collectorIds?: readonly string[] | undefined },
): Promise<Alerts> {
  const portfolio = asked.collectorIds ? sql`customer.collector_id = any(${asked.collectorIds}::uuid[])` : sql`true`;
  const callBacks = sql`
    worklist.interaction
    join customers.customer on customer.tenant_id = interaction.tenant_id and customer.id = interaction.customer_id
    where ${callBackDue(asked.today)} and ${portfolio}
  `;
  const bounced = sql`
    customers.contact
    join customers.customer on customer.tenant_id = contact.tenant_id and customer.id = contact.customer_id
    where ${bouncedOfDebtor} and ${portfolio}
  `;
  const doubted = sql`customers.customer where ${doubtedOfDebtor} and ${portfolio}`;
  const [calls, contacts, addresses, waiting, totals] = await Promise.all([
    db.rows<Alerts['callBacks']['rows'][number]>(sql`
      select interaction.id, customer.id as "customerId", customer.name as "customerName", interaction.call_back_on as "callBackOn",
        interaction.outcome, interaction.comment
      from ${callBacks}
      order by interaction.call_back_on, interaction.id
      limit ${asked.limit}
    `),
    db.rows<Alerts['bouncedContacts']['rows'][number]>(sql`
      select contact.id, customer.id as "customerId", customer.name as "customerName", contact.name, contact.email
      from ${bounced}
      order by customer.sort_key, contact.id
      limit ${asked.limit}
    `),
    db.rows<Alerts['doubtedAddresses']['rows'][number]>(sql`
      select customer.id as "customerId", customer.name as "customerName", customer.returned_address as address
      from ${doubted}
      order by customer.sort_key, customer.id
      limit ${asked.limit}
    `),
    totalsByCurrency(
      db,
      sql`select item.currency, item.open_minor - item.awaiting_minor as amount_minor from ${toQualify(portfolio)}`,
    ),
    db.one<{ calls: number; contacts: number; addresses: number }>(sql`
      select (select count(*)::int from ${callBacks}) as calls, (select count(*)::int from ${bounced}) as contacts,
        (select count(*)::int from ${doubted}) as addresses
    `),
  ]);
  return {
    callBacks: { rows: calls, total: totals.calls },
    bouncedContacts: { rows: contacts, total: totals.contacts },
    toQualify: { total: waiting.reduce((sum, one) => sum + one.count, 0), totals: waiting },
    doubtedAddresses: { rows: addresses, total: totals.addresses },
  };
}
