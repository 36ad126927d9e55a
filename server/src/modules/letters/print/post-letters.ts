import type { Actor } from '../../../kernel/actor.ts';
import type { Day } from '../../../kernel/days.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { markPosted, type OutboxHooks, takeOut, unpost } from '../../messages/index.ts';
import { refuse } from '../refusals.ts';
import { seesWholeBatches } from './batch-list.ts';

type More = { readonly hooks: OutboxHooks; readonly now: Temporal.Instant };

/**
 * Letters of a batch were posted on a day: all that wait and the caller sees, or those named. Only now have they left, and their steps are done. Refuses a day to
 * come; answers how many.
 */
export async function postLetters(
  tx: Transaction,
  batchId: string,
  posted: { readonly on: Day; readonly letterIds?: readonly string[] | undefined },
  by: Actor,
  more: More,
): Promise<number> {
  const batch = await lockBatch(tx, batchId, more.now);
  if (posted.on > batch.today) throw refuse('letter.not-yet-day', { on: posted.on });
  const ids = await waitingOf(tx, batchId, posted.letterIds);
  // Nobody posts what was never printed: from here on nothing is added to it. Who sees only some of it closes it for nobody else.
  if (ids.length > 0 && (await seesWholeBatches(tx)))
    await tx.run(
      sql`update letters.batch set printed_at = ${more.now.toString()}, printed_by = ${by.name} where id = ${batchId} and printed_at is null`,
    );
  return (await markPosted(tx, ids, by, { ...more, on: posted.on })).length;
}

/** What must be undone beyond the letters themselves when they were not posted after all, before they change; refuses where it cannot be. */
export type Unposted = (tx: Transaction, messageIds: readonly string[]) => Promise<void>;

/**
 * Letters of a batch were not posted after all: those named, or those of the last time somebody said so. They wait again and their steps are to be done.
 * Refuses those of which something was said since (a slip, a return), and where a history was built on them; answers how many.
 */
export async function unpostLetters(
  tx: Transaction,
  batchId: string,
  taken: { readonly reason: string; readonly letterIds?: readonly string[] | undefined },
  by: Actor,
  more: { readonly now: Temporal.Instant; readonly unposted: Unposted },
): Promise<number> {
  await lockBatch(tx, batchId, more.now);
  const rows = await tx.rows<{ id: string; said: boolean }>(sql`
    with posted as (
      select message.id, message.finished_at, (message.delivery_state is not null
          or exists (select from letters.proof where proof.tenant_id = letter.tenant_id and proof.message_id = letter.message_id)) as said, max(message.finished_at) over () as last
      from letters.letter
      join messages.message on message.tenant_id = letter.tenant_id and message.id = letter.message_id
      where letter.batch_id = ${batchId} and message.state = 'sent' and message.transport = 'print'
    )
    select id, said from posted
    where ${taken.letterIds === undefined ? sql`finished_at = last` : sql`id = any(${[...taken.letterIds]}::uuid[])`}
    order by id
  `);
  if (rows.length === 0) throw refuse('letter.nothing-posted');
  if (rows.some((row) => row.said)) throw refuse('letter.said-since');
  const ids = rows.map((row) => row.id);
  await more.unposted(tx, ids);
  return (await unpost(tx, ids, taken.reason, by)).length;
}

/** Letters are taken out of the pile: they do not leave, and their steps stay to be done. Answers how many. */
export async function takeOutLetters(
  tx: Transaction,
  batchId: string,
  letterIds: readonly string[],
  by: Actor,
  more: More,
): Promise<number> {
  await lockBatch(tx, batchId, more.now);
  return (await takeOut(tx, await waitingOf(tx, batchId, letterIds), by, more)).length;
}

async function lockBatch(tx: Transaction, id: string, now: Temporal.Instant): Promise<{ today: Day }> {
  const found = await tx.maybe<{ today: Day }>(sql`
    select (${now.toString()}::timestamptz at time zone entity.time_zone)::date as today
    from letters.batch
    join identity.entity on entity.id = batch.entity_id
    where batch.id = ${id}
    for update of batch
  `);
  if (!found) throw refuse('letter.batch-not-found');
  return found;
}

async function waitingOf(tx: Transaction, batchId: string, named: readonly string[] | undefined): Promise<string[]> {
  const among = named === undefined ? sql`true` : sql`letter.message_id = any(${[...named]}::uuid[])`;
  const rows = await tx.rows<{ id: string }>(sql`
    select message.id
    from letters.letter
    join messages.message on message.tenant_id = letter.tenant_id and message.id = letter.message_id
    where letter.batch_id = ${batchId} and message.state = 'handed' and ${among}
    order by message.id
  `);
  return rows.map(({ id }) => id);
}
