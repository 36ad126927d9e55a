import type { PrintBatch } from '@quitus/contract';
import type { Actor } from '../../../kernel/actor.ts';
import { after, type Order, pageOf, windowOf } from '../../../platform/criteria/index.ts';
import { type Queryable, type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { refuse } from '../refusals.ts';
import { stillClaimed } from './still-claimed.ts';

type Row = Omit<PrintBatch, 'printedAt'> & { printedAt: Temporal.Instant | null };

const order: Order = {
  descending: true,
  keys: [
    { sql: sql`batch.day`, type: 'date' },
    { sql: sql`batch.number`, type: 'number' },
    { sql: sql`batch.id`, type: 'uuid' },
  ],
};

/** Batches, the newest first, with what became of their letters. */
export async function listBatches(
  db: Queryable,
  query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly entityId?: string | undefined },
): Promise<{ rows: PrintBatch[]; nextCursor: string | null; total: number }> {
  const limit = query.limit ?? 30;
  const asked = { list: 'letters/batches', entityId: query.entityId };
  const where = query.entityId === undefined ? sql`true` : sql`batch.entity_id = ${query.entityId}`;
  const window = windowOf({
    columns: sql`batch.id`,
    from: sql`letters.batch`,
    where,
    order,
    limit,
    after: after(query.cursor, asked, order),
  });
  const found = await db.rows<Row & { keys: (string | null)[] }>(sql`
    with window_of as (${window})
    select ${columns}, window_of.keys from window_of join letters.batch on batch.id = window_of.id ${more} order by window_of.place
  `);
  const { total } = await db.one<{ total: number }>(sql`select count(*)::int as total from letters.batch where ${where}`);
  const { rows, nextCursor } = pageOf(found, limit, asked);
  return { rows: rows.map(asBatch), nextCursor, total };
}

/** One batch; refuses an unknown one. */
export async function batchView(db: Queryable, id: string): Promise<PrintBatch> {
  const found = await db.maybe<Row>(sql`select ${columns} from letters.batch ${more} where batch.id = ${id}`);
  if (!found) throw refuse('letter.batch-not-found');
  return asBatch(found);
}

/** It is being printed: nothing is added any more. Said twice, the first time counts. Refuses who sees a part of its customers only. */
export async function markPrinted(tx: Transaction, id: string, by: Actor, now: Temporal.Instant): Promise<void> {
  if (!(await seesWholeBatches(tx))) {
    await batchView(tx, id);
    throw refuse('letter.batch-of-others');
  }
  const changed = await tx.maybe<{ entityId: string }>(sql`
    update letters.batch set printed_at = ${now.toString()}, printed_by = ${by.name} where id = ${id} and printed_at is null returning entity_id as "entityId"
  `);
  if (changed)
    await recordEvent(tx, { kind: 'letters.printed', actor: by, entityId: changed.entityId, subjectId: id, details: {} });
  else await batchView(tx, id);
}

/** Whether the caller sees every letter of the batches they see: those of a portfolio are some of an entity's. */
export async function seesWholeBatches(db: Queryable): Promise<boolean> {
  return (await db.one<{ whole: boolean }>(sql`select platform.sees_whole_entities() as whole`)).whole;
}

const columns: Sql = sql`
  batch.id, batch.entity_id as "entityId", entity.name as "entityName", batch.day, batch.number, batch.printed_at as "printedAt", batch.printed_by as "printedBy",
  counted.letters, counted.registered, counted.pages, counted.waiting, counted.posted, counted."takenOut", counted.changed
`;
const more: Sql = sql`
  join identity.entity on entity.id = batch.entity_id
  cross join lateral (
    select count(*)::int as letters, (count(*) filter (where letter.registered))::int as registered,
      coalesce(sum(letter.pages) filter (where message.state <> 'cancelled'), 0)::int as pages,
      (count(*) filter (where message.state = 'handed'))::int as waiting, (count(*) filter (where message.state = 'sent'))::int as posted,
      (count(*) filter (where message.state = 'cancelled'))::int as "takenOut",
      (count(*) filter (where message.state = 'handed' and not ${stillClaimed}))::int as changed
    from letters.letter
    join messages.message on message.tenant_id = letter.tenant_id and message.id = letter.message_id
    where letter.tenant_id = batch.tenant_id and letter.batch_id = batch.id
  ) as counted
`;

function asBatch({ printedAt, ...row }: Row): PrintBatch {
  return { ...row, printedAt: printedAt?.toString() ?? null };
}
