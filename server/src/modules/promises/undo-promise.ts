import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvents } from '../../platform/events.ts';
import { restoreHolds } from '../holds/index.ts';
import { standing } from './change-promise.ts';
import { endPromises, type EndedPromise } from './end-promises.ts';
import { nextPromiseState, type PromiseState } from './promise.ts';
import { refuse } from './refusals.ts';
import { settlePromises } from './settle-promises.ts';

/**
 * Takes a promise back as if it had never been made: what it replaced stands again, with its pause, and is judged by what was paid meanwhile. Refuses
 * one already judged, and one on whose items others were promised since.
 */
export async function undoPromise(tx: Transaction, id: string, today: Day, by: Actor): Promise<void> {
  const promise = await standing(tx, id);
  await endPromises(tx, sql`values (${id}::uuid)`, nextPromiseState(promise.state, 'cancel'), by);
  const replaced = await tx.rows<{ id: string; state: PromiseState }>(sql`
    select id, state from promises.promise where customer_id = ${promise.customerId} and replaced_by = ${id} order by id for update
  `);
  if (replaced.length === 0) return;
  for (const one of replaced) nextPromiseState(one.state, 'restore');
  const ids = sql`select unnest(${replaced.map((one) => one.id)}::uuid[])`;
  const restored = await tx.rows<EndedPromise>(sql`
    update promises.promise set state = 'expected', closed_at = null, replaced_by = null
    where promise.id in (${ids})
    returning id, customer_id as "customerId", state, currency, amount_minor as "amountMinor", due_on as "dueOn"
  `);
  await refusePromisedSince(tx, restored);
  await restoreHolds(tx, { source: 'promises', sourceIds: ids }, today, by);
  await recordEvents(
    tx,
    restored.map((one) => ({
      kind: 'promises.restored',
      actor: by,
      customerId: one.customerId,
      subjectId: one.id,
      details: { amount: toDecimal(one.amountMinor, one.currency), currency: one.currency, dueOn: one.dueOn },
    })),
  );
  await settlePromises(tx, { today, customers: sql`values (${promise.customerId}::uuid)` }, by);
}

/** Refuses when what stands again and what is promised beside it exceed what was open when it was made: one euro would be promised twice. */
async function refusePromisedSince(tx: Transaction, restored: readonly EndedPromise[]): Promise<void> {
  const [crowded] = await tx.rows<{ number: string }>(sql`
    select item.number
    from promises.promise_item as own
    join receivables.item on item.tenant_id = own.tenant_id and item.id = own.item_id
    join promises.promise_item as any_of on any_of.tenant_id = own.tenant_id and any_of.item_id = own.item_id
    join promises.promise on promise.tenant_id = any_of.tenant_id and promise.id = any_of.promise_id and promise.state = 'expected'
    where own.promise_id = any(${restored.map((one) => one.id)}::uuid[])
    group by own.promise_id, own.item_id, item.number, own.open_minor_at_start
    having count(*) > 1 and sum(any_of.amount_minor) > own.open_minor_at_start
    order by item.number
    limit 1
  `);
  if (crowded) throw refuse('promise.promised-since', { number: crowded.number });
}
