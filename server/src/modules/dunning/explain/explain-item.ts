import type { Language } from '@quitus/texts';
import type { Day } from '../../../kernel/days.ts';
import { sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { textsIn } from '@quitus/texts';
import { businessToday, type Entity, entityById } from '../../identity/index.ts';
import { decisionTerms } from '../decision/terms.ts';
import { leavingDays } from '../leaving-days.ts';
import { overSets } from '../over-sets.ts';
import { foreseenItems } from '../plan/foreseen-items.ts';
import { refuse } from '../refusals.ts';
import { type Position, positions } from './positions.ts';

export type Explanation = { readonly now: Temporal.Instant; readonly on?: Day | undefined; readonly language: Language };

/** Why an item is, or is not, chased: every item has an answer. Refuses an unknown one. */
export async function explainItem(db: TenantDatabase, itemId: string, { now, on, language }: Explanation): Promise<Position> {
  const item = await db.maybe<{
    entity_id: string;
    customer_id: string;
    number: string;
    due_on: Day | null;
    open_minor: bigint;
    currency: string;
    code: string;
  }>(sql`
    select item.entity_id, item.customer_id, item.number, item.due_on, item.open_minor, item.currency, customer.code
    from receivables.item
    join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
    where item.id = ${itemId}::uuid
  `);
  if (!item) throw refuse('item.not-found');
  const found = (await explainCustomer(db, item.customer_id, { now, on, language })).find((position) => position.id === itemId);
  return (
    found ?? {
      id: itemId,
      number: item.number,
      customer: item.code,
      due: item.due_on,
      openMinor: item.open_minor,
      currency: item.currency,
      daysLate: null,
      status: 'settled',
      code: 'settled',
      step: null,
      why: [textsIn(language).dunning.reasons.settled],
      next: null,
      last: null,
      leads: false,
      importedLevel: null,
      pause: null,
    }
  );
}

/** The position of each open item of a customer, its next step as the plan foresees it. Refuses an unknown one. */
export async function explainCustomer(
  db: TenantDatabase,
  customerId: string,
  { now, on, language }: Explanation,
): Promise<Position[]> {
  const customer = await db.maybe<{ entity_id: string }>(
    sql`select entity_id from customers.customer where id = ${customerId}::uuid`,
  );
  if (!customer) throw refuse('customer.not-found');
  const entity = await entityById(db, customer.entity_id);
  return db.transaction((tx) => explainCustomers(tx, entity, [customerId], { now, on, language }));
}

// So many customers are explained together: enough to ask little, few enough to keep in memory.
const customersAtOnce = 5000;

/**
 * The position of every open item of an entity, in the order of its customers' codes, some thousand customers at a time: what the command `items` prints. Each is
 * asked as its customer's page asks it, so that both foretell the same day.
 */
export async function* explainEntity(db: TenantDatabase, entityId: string, asked: Explanation): AsyncGenerator<Position[]> {
  const entity = await entityById(db, entityId);
  for (let after = ''; ;) {
    const customers = await db.rows<{ id: string; code: string }>(sql`
      select customer.id, customer.code
      from customers.customer
      where customer.entity_id = ${entityId}::uuid and customer.code > ${after}
        and exists (
          select from receivables.item
          where item.tenant_id = customer.tenant_id and item.customer_id = customer.id and item.open_minor <> 0
        )
      order by customer.code
      limit ${customersAtOnce}
    `);
    const last = customers.at(-1);
    if (!last) return;
    const ids = customers.map(({ id }) => id);
    yield await db.transaction((tx) => explainCustomers(tx, entity, ids, asked));
    after = last.code;
  }
}

async function explainCustomers(
  tx: Transaction,
  entity: Entity,
  customerIds: readonly string[],
  { now, on, language }: Explanation,
): Promise<Position[]> {
  const terms = await decisionTerms(tx, entity, on ?? businessToday(entity, now), now, customerIds);
  const leavesOn = await leavingDays(tx, entity.country);
  const many = customerIds.length;
  // Apart: foreseeing reads rows at its end.
  const foreseen = await overSets(tx, many, () => foreseenItems(tx, terms, leavesOn));
  return overSets(tx, many, () => positions(tx, terms, { language, leavesOn, foreseen }));
}
