import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import { type NewEvent, recordEvents } from '../../platform/events.ts';
import { goLiveSource } from '../dunning/index.ts';
import { holdItems, releaseHoldsOnItems } from '../holds/index.ts';
import { refuse } from './refusals.ts';

export type Qualification = {
  /** Which items, as a select of their ids. */
  readonly items: Sql;
  /** How many wait as far as whoever decides knows. */
  readonly count?: number | undefined;
  /** `follow`: their scenario takes them; `leave`: a person stops them instead. */
  readonly decision: 'follow' | 'leave';
  readonly note: string;
};

/** Items that wait to be qualified, as a select of their ids. */
export const waitToBeQualified: Sql = sql`
  select hold.item_id
  from holds.hold
  where hold.reason = 'to-qualify' and hold.released_at is null and hold.scope = 'item'
`;

/** Open items that wait to be qualified, with their customer, to be counted: `from` of a select. */
export function toQualify(portfolio: Sql): Sql {
  return sql`
    (select distinct item_id from (${waitToBeQualified}) as waiting) as waiting
    join receivables.item on item.id = waiting.item_id and item.open_minor > 0
    join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
    where ${portfolio}
  `;
}

/** Decides on items that wait since going live, all at once; what does not wait is left as it is. Refuses when none of them does, or another number than was known. Answers how many were decided. */
export async function qualifyItems(
  tx: Transaction,
  { items: among, count, decision, note }: Qualification,
  today: Day,
  by: Actor,
): Promise<number> {
  const waiting = await tx.rows<{ id: string; customerId: string; number: string }>(sql`
    select item.id, item.customer_id as "customerId", item.number
    from receivables.item
    where item.id in (${among}) and item.id in (${waitToBeQualified})
    order by item.customer_id, item.number
  `);
  if (waiting.length === 0) throw refuse('worklist.nothing-to-qualify');
  if (count !== undefined && waiting.length !== count)
    throw refuse('worklist.count-differs', { shown: count, now: waiting.length });
  const items = sql`select id from unnest(${waiting.map((item) => item.id)}::uuid[]) as id`;
  await releaseHoldsOnItems(tx, { source: goLiveSource, items }, note, by);
  if (decision === 'leave')
    await holdItems(
      tx,
      { reason: 'stop', source: 'manual', note, once: 'live' },
      sql`
        select item.id as item_id, item.customer_id, ${today}::date as from_on
        from receivables.item
        where item.id in (${items})
      `,
      by,
    );
  await recordEvents(tx, told(waiting, { decision, note }, by));
  return waiting.length;
}

// One a customer, so that each account's own audit tells it.
function told(
  items: readonly { readonly customerId: string; readonly number: string }[],
  { decision, note }: Pick<Qualification, 'decision' | 'note'>,
  by: Actor,
): NewEvent[] {
  return [...Map.groupBy(items, (item) => item.customerId)].map(([customerId, own]) => ({
    kind: 'holds.qualified',
    actor: by,
    customerId,
    details: { decision, note, items: own.map((item) => item.number) },
  }));
}
