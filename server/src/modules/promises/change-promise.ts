import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';
import { endPromises } from './end-promises.ts';
import { lockCustomer, makePromise, type PromiseRules, type PromiseSource } from './make-promise.ts';
import { allowedPromiseActions, nextPromiseState, type PromiseState } from './promise.ts';
import { refuse } from './refusals.ts';

type Standing = {
  customerId: string;
  state: PromiseState;
  dueOn: Day;
  source: PromiseSource;
  means: string | null;
  comment: string;
};

/** Cancels a promise: its items are chased again at once. */
export async function cancelPromise(tx: Transaction, id: string, by: Actor): Promise<void> {
  const promise = await standing(tx, id);
  await endPromises(tx, sql`values (${id}::uuid)`, nextPromiseState(promise.state, 'cancel'), by);
}

/** Gives a promise another date before its own has passed: a new one supersedes it. Answers the new one's id. */
export async function movePromise(
  tx: Transaction,
  id: string,
  to: { readonly dueOn: Day; readonly comment?: string | undefined },
  rules: PromiseRules,
  by: Actor,
): Promise<string> {
  const promise = await standing(tx, id);
  if (!allowedPromiseActions(promise.state, promise.dueOn, rules.today).includes('move'))
    throw refuse('promise.not-allowed', { state: promise.state, action: 'move' });
  // What was paid meanwhile is promised no more.
  const items = await tx.rows<{ itemId: string; amountMinor: bigint }>(sql`
    select promise_item.item_id as "itemId", least(promise_item.amount_minor, item.open_minor - item.awaiting_minor) as "amountMinor"
    from promises.promise_item
    join receivables.item on item.tenant_id = promise_item.tenant_id and item.id = promise_item.item_id
    where promise_item.promise_id = ${id} and item.open_minor - item.awaiting_minor > 0
    order by promise_item.item_id
  `);
  await endPromises(tx, sql`values (${id}::uuid)`, nextPromiseState(promise.state, 'move'), by);
  return makePromise(
    tx,
    {
      customerId: promise.customerId,
      items,
      dueOn: to.dueOn,
      means: promise.means ?? undefined,
      source: promise.source,
      comment: to.comment ?? promise.comment,
      supersedes: [id],
    },
    rules,
    by,
  );
}

/** A promise that nobody else changes until the transaction ends; refuses an unknown one. */
export async function standing(tx: Transaction, id: string): Promise<Standing> {
  const found = await tx.maybe<{ customerId: string }>(
    sql`select customer_id as "customerId" from promises.promise where id = ${id}`,
  );
  if (!found) throw refuse('promise.not-found');
  await lockCustomer(tx, found.customerId);
  return tx.one<Standing>(sql`
    select customer_id as "customerId", state, due_on as "dueOn", source, means, comment from promises.promise where id = ${id} for update
  `);
}
