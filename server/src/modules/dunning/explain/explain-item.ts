import type { Language } from '@quitus/texts';
import type { Day } from '../../../kernel/days.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { textsIn } from '@quitus/texts';
import { businessToday, entityById } from '../../identity/index.ts';
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
  const terms = await decisionTerms(db, entity, on ?? businessToday(entity, now), now, [customerId]);
  return db.transaction(async (tx) =>
    positions(tx, terms, {
      language,
      leavesOn: await leavingDays(tx, entity.country),
      foreseen: await foreseenItems(tx, entity, terms),
    }),
  );
}

/** The position of every open item of an entity: what the command `items` prints. Its next steps are those of the items alone: a plan of everything would take a minute. */
export function explainEntity(db: TenantDatabase, entityId: string, { now, on, language }: Explanation): Promise<Position[]> {
  return db.transaction(async (tx) => {
    const entity = await entityById(tx, entityId);
    const terms = await decisionTerms(tx, entity, on ?? businessToday(entity, now), now);
    const { items } = await tx.one<{ items: number }>(sql`
      select count(*)::int as items from receivables.item where entity_id = ${entityId}::uuid and open_minor <> 0
    `);
    const leavesOn = await leavingDays(tx, entity.country);
    return overSets(tx, items, () => positions(tx, terms, { language, leavesOn, foreseen: undefined }));
  });
}
