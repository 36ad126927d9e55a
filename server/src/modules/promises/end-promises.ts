import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';
import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvents } from '../../platform/events.ts';
import { releaseHoldsOf } from '../holds/index.ts';
import type { PromiseState } from './promise.ts';

export type EndedPromise = {
  id: string;
  customerId: string;
  state: PromiseState;
  currency: string;
  amountMinor: bigint;
  dueOn: Day;
};

/** Gives the promises a select names their last state, ends their pauses and tells it. The caller has asked the table of transitions. */
export async function endPromises(tx: Transaction, ids: Sql, state: PromiseState, by: Actor): Promise<EndedPromise[]> {
  const ended = await tx.rows<EndedPromise>(sql`
    update promises.promise set state = ${state}, closed_at = now()
    where promise.id in (${ids})
    returning id, customer_id as "customerId", state, currency, amount_minor as "amountMinor", due_on as "dueOn"
  `);
  await tellEnded(tx, ended, by);
  return ended;
}

/** Ends the pauses of promises that just ended and writes one event each. */
export async function tellEnded(tx: Transaction, ended: readonly EndedPromise[], by: Actor): Promise<void> {
  if (ended.length === 0) return;
  const ids = sql`select unnest(${ended.map((promise) => promise.id)}::uuid[])`;
  await releaseHoldsOf(tx, { source: 'promises', sourceIds: ids }, 'promise ended', by);
  await recordEvents(
    tx,
    ended.map((promise) => ({
      kind: `promises.${promise.state}`,
      actor: by,
      customerId: promise.customerId,
      subjectId: promise.id,
      details: { amount: toDecimal(promise.amountMinor, promise.currency), currency: promise.currency, dueOn: promise.dueOn },
    })),
  );
}
