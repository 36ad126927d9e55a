import type { Actor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { type Queryable, type Sql, sql, type Transaction } from '../../platform/database/index.ts';
import type { NewHold } from './hold.ts';
import { refuse } from './refusals.ts';

/** Places one hold; refuses one that meets a live hold of the same reason, source and target, even by a day. Answers its id. */
export async function placeHold(tx: Transaction, hold: NewHold, by: Actor): Promise<string> {
  const [id] = await placeHolds(tx, [hold], by);
  if (id === undefined) throw new Error('one hold makes one id');
  return id;
}

/** Places several holds in one statement: all of them or, when one meets a live hold, none. Ids in the order given. */
export async function placeHolds(tx: Transaction, holds: readonly NewHold[], by: Actor): Promise<string[]> {
  if (holds.length === 0) return [];
  const rows = holds.map(asRow);
  const wrong = rows.find((row) => row.until_on !== null && row.until_on < row.from_on);
  if (wrong) throw refuse('hold.ends-before-it-starts', { from: wrong.from_on, until: wrong.until_on ?? '' });
  const wanted = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as wanted (id uuid, scope text, entity_id uuid, customer_id uuid, item_id uuid,
    part_minor bigint, reason text, source text, source_id uuid, from_on date, until_on date, note text)`;
  await refuseOverlap(tx, wanted);
  await insert(tx, wanted, by);
  return rows.map((row) => row.id);
}

function asRow(hold: NewHold) {
  return {
    id: uuidv7(),
    scope: hold.scope,
    entity_id: hold.scope === 'entity' ? hold.entityId : null,
    customer_id: hold.scope === 'entity' ? null : hold.customerId,
    item_id: hold.scope === 'item' ? hold.itemId : null,
    // As text: JSON numbers would pass through a float.
    part_minor: hold.scope === 'item' && hold.partMinor !== undefined ? hold.partMinor.toString() : null,
    reason: hold.reason,
    source: hold.source,
    source_id: hold.sourceId ?? null,
    from_on: hold.fromOn,
    until_on: hold.untilOn ?? null,
    note: hold.note ?? null,
  };
}

// Asked before inserting, so that the answer names the hold met; the exclusion constraint stays the guard of a race.
async function refuseOverlap(db: Queryable, wanted: Sql): Promise<void> {
  const [met] = await db.rows<{ reason: string; from: string; until: string | null; author: string }>(sql`
    select hold.reason, hold.from_on as "from", hold.until_on as until, hold.author
    from ${wanted}
    join holds.hold on hold.reason = wanted.reason and hold.source = wanted.source
      and coalesce(hold.item_id, hold.customer_id, hold.entity_id) = coalesce(wanted.item_id, wanted.customer_id, wanted.entity_id)
      and hold.source_id is not distinct from wanted.source_id
      and daterange(hold.from_on, hold.until_on, '[]') && daterange(wanted.from_on, wanted.until_on, '[]')
    where hold.released_at is null
    limit 1
  `);
  if (met) throw refuse('hold.overlaps', { from: met.from, until: met.until ?? '', author: met.author });
}

async function insert(tx: Transaction, wanted: Sql, by: Actor): Promise<void> {
  try {
    await tx.run(sql`
      insert into holds.hold (tenant_id, id, scope, entity_id, customer_id, item_id, part_minor, reason, source, source_id, from_on, until_on, note, author)
      select ${tx.tenantId}, id, scope, entity_id, customer_id, item_id, part_minor, reason, source, source_id, from_on, until_on, note, ${by.name}
      from ${wanted}
    `);
  } catch (error) {
    if (isOverlap(error)) throw refuse('hold.overlaps', { from: '', until: '', author: '' });
    throw error;
  }
}

// 23P01 is PostgreSQL's exclusion_violation: two people at once, or two holds of one list that meet.
function isOverlap(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23P01';
}
