import { toDecimal } from '../../kernel/money.ts';
import type { Actor } from '../../kernel/actor.ts';
import { addDays, type Day } from '../../kernel/days.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { placeHolds } from '../holds/index.ts';
import { endPromises } from './end-promises.ts';
import { graceEnd } from './promise.ts';
import { refuse } from './refusals.ts';

export type PromiseSource = 'call' | 'mail' | 'portal' | 'model' | 'import';
export type NewPromise = {
  readonly customerId: string;
  readonly items: readonly { readonly itemId: string; readonly amountMinor: bigint }[];
  readonly dueOn: Day;
  readonly means?: string | undefined;
  readonly source: PromiseSource;
  readonly comment?: string | undefined;
  /** Promises that this one takes the place of and that ended just before. */
  readonly supersedes?: readonly string[] | undefined;
};
export type PromiseRules = { readonly today: Day; readonly graceDays: number };

type OpenItem = { id: string; number: string; currency: string; claimableMinor: bigint; promisedMinor: bigint };

// Further than a year away it is no promise but a payment plan.
const furthestDays = 366;

/** Records a promise on open items, each up to what is still owed, and pauses exactly the promised part until the grace ends. Answers its id. */
export async function makePromise(tx: Transaction, promise: NewPromise, rules: PromiseRules, by: Actor): Promise<string> {
  refuseBadInput(promise, rules.today);
  await lockCustomer(tx, promise.customerId);
  const superseded = await makeRoom(tx, promise, rules.today, by);
  const items = await openItems(tx, promise);
  const currency = refuseBeyondOpen(promise, items);

  const id = uuidv7();
  const graceUntil = graceEnd(promise.dueOn, rules.graceDays);
  const totalMinor = promise.items.reduce((sum, part) => sum + part.amountMinor, 0n);
  const parts = JSON.stringify(
    promise.items.map((part) => ({ item_id: part.itemId, amount_minor: part.amountMinor.toString() })),
  );
  await tx.run(sql`
    insert into promises.promise (tenant_id, id, customer_id, promised_on, due_on, grace_until, currency, amount_minor, means, source, comment, author)
    values (${tx.tenantId}, ${id}, ${promise.customerId}, ${rules.today}, ${promise.dueOn}, ${graceUntil}, ${currency}, ${totalMinor},
      ${promise.means ?? null}, ${promise.source}, ${promise.comment ?? ''}, ${by.name})
  `);
  const supersedes = [...(promise.supersedes ?? []), ...superseded];
  if (supersedes.length > 0)
    await tx.run(sql`update promises.promise set replaced_by = ${id} where id = any(${supersedes}::uuid[])`);
  await tx.run(sql`
    insert into promises.promise_item (tenant_id, promise_id, item_id, amount_minor, open_minor_at_start)
    select ${tx.tenantId}, ${id}, part.item_id, part.amount_minor, item.open_minor - item.awaiting_minor
    from jsonb_to_recordset(${parts}::jsonb) as part (item_id uuid, amount_minor bigint)
    join receivables.item on item.id = part.item_id
  `);
  await placeHolds(
    tx,
    promise.items.map((part) => ({
      scope: 'item',
      customerId: promise.customerId,
      itemId: part.itemId,
      partMinor: part.amountMinor,
      reason: 'promised',
      source: 'promises',
      sourceId: id,
      fromOn: rules.today,
      untilOn: graceUntil,
    })),
    by,
  );
  await recordEvent(tx, {
    kind: 'promises.made',
    actor: by,
    customerId: promise.customerId,
    subjectId: id,
    details: {
      amount: toDecimal(totalMinor, currency),
      currency,
      dueOn: promise.dueOn,
      supersedes,
    },
  });
  return id;
}

/** One promise at a time for one customer: two collectors wait for each other instead of promising the same euro twice. */
export async function lockCustomer(tx: Transaction, customerId: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`promises/${tx.tenantId}/${customerId}`}, 0))`);
}

function refuseBadInput(promise: NewPromise, today: Day): void {
  if (promise.dueOn < today) throw refuse('promise.date-passed', { day: promise.dueOn });
  if (promise.dueOn > addDays(today, furthestDays)) throw refuse('promise.date-too-far', { day: promise.dueOn });
  if (new Set(promise.items.map((part) => part.itemId)).size !== promise.items.length) throw refuse('promise.item-twice');
  if (promise.items.some((part) => part.amountMinor <= 0n)) throw refuse('promise.amount-not-positive');
}

// A new promise for the same money replaces the earlier one: superseded until its date, broken after it.
async function makeRoom(tx: Transaction, promise: NewPromise, today: Day, by: Actor): Promise<string[]> {
  const ids = promise.items.map((part) => part.itemId);
  const replaced = await tx.rows<{ id: string; dueOn: Day }>(sql`
    with wanted as (
      select part.item_id, part.amount_minor
      from jsonb_to_recordset(${JSON.stringify(promise.items.map((part) => ({ item_id: part.itemId, amount_minor: part.amountMinor.toString() })))}::jsonb)
        as part (item_id uuid, amount_minor bigint)
    ),
    expected as (
      select promise.id, promise.due_on, promise_item.item_id, promise_item.amount_minor
      from promises.promise
      join promises.promise_item on promise_item.tenant_id = promise.tenant_id and promise_item.promise_id = promise.id
      where promise.customer_id = ${promise.customerId} and promise.state = 'expected'
    ),
    crowded as (
      select wanted.item_id
      from wanted
      join receivables.item on item.id = wanted.item_id
      join expected on expected.item_id = wanted.item_id
      group by wanted.item_id, wanted.amount_minor, item.open_minor, item.awaiting_minor
      having sum(expected.amount_minor) + wanted.amount_minor > item.open_minor - item.awaiting_minor
    )
    select expected.id, expected.due_on as "dueOn"
    from expected
    group by expected.id, expected.due_on
    having bool_and(expected.item_id = any(${ids}::uuid[])) and bool_or(expected.item_id in (select crowded.item_id from crowded))
  `);
  for (const state of ['superseded', 'broken'] as const) {
    const those = replaced.filter((one) => today <= one.dueOn === (state === 'superseded')).map((one) => one.id);
    if (those.length > 0) await endPromises(tx, sql`select unnest(${those}::uuid[])`, state, by);
  }
  return replaced.map((one) => one.id);
}

function openItems(tx: Transaction, promise: NewPromise): Promise<OpenItem[]> {
  return tx.rows<OpenItem>(sql`
    select item.id, item.number, item.currency, item.open_minor - item.awaiting_minor as "claimableMinor",
      coalesce((
        select sum(promise_item.amount_minor)
        from promises.promise_item
        join promises.promise on promise.tenant_id = promise_item.tenant_id and promise.id = promise_item.promise_id
        where promise_item.item_id = item.id and promise.state = 'expected'
      ), 0)::bigint as "promisedMinor"
    from receivables.item
    where item.customer_id = ${promise.customerId} and item.id = any(${promise.items.map((part) => part.itemId)}::uuid[])
  `);
}

/** Answers the one currency of the promise. */
function refuseBeyondOpen(promise: NewPromise, items: readonly OpenItem[]): string {
  const byId = new Map(items.map((item) => [item.id, item]));
  const currencies = new Set(items.map((item) => item.currency));
  const [currency] = currencies;
  if (byId.size < promise.items.length || currency === undefined) throw refuse('promise.item-unknown');
  if (currencies.size > 1) throw refuse('promise.mixed-currencies');
  for (const part of promise.items) {
    const item = byId.get(part.itemId);
    if (!item || item.claimableMinor <= 0n) throw refuse('promise.item-not-open', { number: item?.number ?? '' });
    const left = item.claimableMinor - item.promisedMinor;
    if (part.amountMinor > left)
      throw refuse('promise.exceeds-open', { number: item.number, amount: toDecimal(left > 0n ? left : 0n, currency), currency });
  }
  return currency;
}
