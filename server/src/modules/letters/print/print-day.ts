import type { Actor } from '../../../kernel/actor.ts';
import type { Day } from '../../../kernel/days.ts';
import { type Sql, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { mergePdfs, type ToMerge } from '../../../platform/pdf/index.ts';
import type { OutboxHooks } from '../../messages/index.ts';
import { refuse } from '../refusals.ts';
import { markPrinted, seesWholeBatches } from './batch-list.ts';
import { type Pile, pileOf, printedOf, type Printing, type ToPrint } from './batch-pdf.ts';
import { postLetters } from './post-letters.ts';

/** Of which batches: those of a day, of one entity; all of them when left out. */
export type BatchesOf = { readonly day?: Day | undefined; readonly entityId?: string | undefined };
export type PrintedBatch = {
  readonly id: string;
  readonly entity: string;
  readonly day: Day;
  readonly number: number;
  readonly letters: number;
};
type By = { readonly actor: Actor; readonly now: Temporal.Instant };

/**
 * The batches of a day in one file, each with its cover, the oldest first; without a day, whatever nobody printed yet, of any day. From
 * here on nothing is added to them, unless the caller sees only a part. The file is made while it is read and returns its pages. Refuses
 * when there is nothing to print.
 */
export async function printBatches(
  db: TenantDatabase,
  asked: BatchesOf & ToPrint,
  { actor, now, ...printing }: By & Printing,
): Promise<{ readonly batches: PrintedBatch[]; readonly file: AsyncGenerator<Uint8Array, number> }> {
  const batches = await db.transaction(async (tx) => {
    const unprinted = asked.day === undefined ? sql`batch.printed_at is null` : sql`true`;
    const found = await batchesWith(tx, asked, sql`${unprinted} and ${printedOf(asked)}`, now);
    // Closed before they are read: what comes meanwhile goes to the next batch, and is in nobody's file unseen.
    if (await seesWholeBatches(tx)) for (const { id } of found) await markPrinted(tx, id, actor, now);
    return found;
  });
  const piles: Pile[] = [];
  for (const { id } of batches) piles.push(await pileOf(db, id, asked, printing));
  const filled = piles.filter(({ letters }) => letters > 0);
  if (filled.length === 0) throw refuse('letter.nothing-to-print');

  async function* parts(): AsyncGenerator<ToMerge> {
    for (const pile of filled) yield* pile.parts();
  }
  return {
    batches: filled.map(({ batch, letters }) => ({
      id: batch.id,
      entity: batch.entityName,
      day: batch.day,
      number: batch.number,
      letters,
    })),
    file: mergePdfs(parts()),
  };
}

/**
 * What was printed and waits, of a day or of any, was posted: on the day said, or today as its entity has it. Batches nobody printed are
 * left alone, except for who can close none. Answers how many letters.
 */
export async function postBatches(
  tx: Transaction,
  { on, ...of }: BatchesOf & { readonly on?: Day | undefined },
  { actor, now, hooks }: By & { readonly hooks: OutboxHooks },
): Promise<number> {
  const printed = (await seesWholeBatches(tx)) ? sql`batch.printed_at is not null` : sql`true`;
  let posted = 0;
  for (const { id, today } of await batchesWith(tx, of, sql`${printed} and message.state = 'handed'`, now))
    posted += await postLetters(tx, id, { on: on ?? today }, actor, { hooks, now });
  return posted;
}

// Those that hold such a letter, oldest first.
function batchesWith(
  tx: Transaction,
  { day, entityId }: BatchesOf,
  such: Sql,
  now: Temporal.Instant,
): Promise<{ id: string; today: Day }[]> {
  return tx.rows(sql`
    select batch.id, (${now.toString()}::timestamptz at time zone entity.time_zone)::date as today
    from letters.batch
    join identity.entity on entity.id = batch.entity_id
    where ${day === undefined ? sql`true` : sql`batch.day = ${day}`}
      and ${entityId === undefined ? sql`true` : sql`batch.entity_id = ${entityId}`}
      and exists (
        select from letters.letter
        join messages.message on message.tenant_id = letter.tenant_id and message.id = letter.message_id
        where letter.tenant_id = batch.tenant_id and letter.batch_id = batch.id and ${such}
      )
    order by batch.day, entity.name, batch.number, batch.id
  `);
}
