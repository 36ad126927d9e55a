import { changedSince, prepared, sql, type Transaction } from '../../../platform/database/index.ts';
import { leaseMinutes } from './claim.ts';
import { inBatches } from './in-batches.ts';
import { type Outcome, outcomesIn, type Recorded, recordOutcomes, type Recording } from './record-outcomes.ts';

/** What a lane tells between two messages: how the last one ended, and which it is about to hand over. */
export type Turn = { readonly done?: Done | undefined; readonly next?: NextCall | undefined };
/** How a mail ended, and which messages it carried besides its own. */
export type Done = Outcome & { readonly riders: readonly string[] };
/** A message about to leave, and what the database held when it was written. */
export type NextCall = { readonly messageId: string; readonly seen: string; readonly riders: readonly string[] };
/** Ours to hand over now; or to be written again, for something changed meanwhile. */
export type Begun = 'calling' | 'changed' | 'lost';
export type Turned = {
  readonly recorded: Recorded | undefined;
  /** What became of `next`. */
  readonly begun: Begun | undefined;
};

/**
 * Records how messages ended and commits `calling` for the next ones, for all lanes that wait at the same moment in one transaction. After that
 * the next may have left; never more are `calling` than there are lanes.
 */
export function takingTurns(recording: Recording): (turn: Turn) => Promise<Turned> {
  return inBatches<Turn, Turned>(async (turns) => {
    const outcomes = turns.flatMap(({ done }) =>
      done ? [done, ...done.riders.map((messageId): Outcome => ({ ...done, messageId }))] : [],
    );
    const next = turns.flatMap((turn) => turn.next ?? []);
    const { recorded, begun } = await together(recording, outcomes, next);
    const byId = new Map(outcomes.map((outcome, index) => [outcome.messageId, recorded[index]]));
    return turns.map((turn) => ({
      recorded: turn.done && byId.get(turn.done.messageId),
      begun: turn.next && begunOf(turn.next, begun),
    }));
  });
}

// One mail of several messages leaves whole or is written again without those that are gone.
function begunOf({ messageId, riders }: NextCall, begun: ReadonlyMap<string, Begun>): Begun {
  const all = [messageId, ...riders].map((id) => begun.get(id) ?? 'lost');
  if (all.every((one) => one === 'calling')) return 'calling';
  return riders.length > 0 ? 'changed' : (all[0] ?? 'lost');
}

async function together(
  recording: Recording,
  outcomes: readonly Outcome[],
  next: readonly NextCall[],
): Promise<{ recorded: readonly Recorded[]; begun: ReadonlyMap<string, Begun> }> {
  const { db } = recording;
  if (outcomes.length === 0) return { recorded: [], begun: await db.transaction((tx) => beginCalls(recording, tx, next)) };
  try {
    return await db.transaction(async (tx) => {
      const begun = beginCalls(recording, tx, next);
      return { recorded: await outcomesIn(recording, tx, outcomes), begun: await begun };
    });
  } catch {
    // One that cannot be recorded hinders no other, and nothing new is begun on top of it before that is settled.
    const recorded = await recordOutcomes(recording, outcomes);
    return { recorded, begun: await db.transaction((tx) => beginCalls(recording, tx, next)) };
  }
}

// Written so that the ids are what is looked up: the index of what is in hand is full of what was there a moment ago.
const inHand = sql`coalesce(message.state, '') = 'claimed'`;

/**
 * Which of these messages may leave: still ours, and nothing their words rest on changed since they were written (T1). From the commit on, each
 * may have left. Of two that chase one customer only one begins at a time, whoever sends them: the other sees it, and is written again (T62).
 */
async function beginCalls(
  { sessionId, now: clock, hooks }: Recording,
  tx: Transaction,
  calls: readonly NextCall[],
): Promise<Map<string, Begun>> {
  if (calls.length === 0) return new Map();
  const now = clock().toString();
  const rows = calls.flatMap(({ messageId, seen, riders }) =>
    [messageId, ...riders].map((id) => ({ id, seen, mail: messageId, messages: 1 + riders.length })),
  );
  const ids = rows.map((row) => row.id);
  const changed = hooks.changedMeanwhile?.((row) => changedSince(row, sql`asked.seen`)) ?? sql`false`;
  const chases = hooks.changedMeanwhile ? sql`message.kind in ('reminder', 'specific')` : sql`false`;
  // Before they look at each other: the second waits here until the first has committed.
  const [, begun] = await Promise.all([
    tx.run(
      prepared(sql`
      select pg_advisory_xact_lock(hashtextextended('messages.calling/' || customer_id, 0))
      from (
        select distinct customer_id from messages.message where id = any(${ids}::uuid[]) and ${chases}
        order by customer_id
      ) as addressed
    `),
    ),
    tx.rows<{ id: string; changed: boolean; calling: boolean }>(
      prepared(sql`
      with asked as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as asked (id uuid, seen text, mail uuid, messages integer)
      ),
      ours as materialized (
        select message.id, case when ${chases} then message.customer_id else message.id end as whose, message.not_before, ${changed} as changed,
          asked.mail, asked.messages
        from asked
        join messages.message on message.id = asked.id
        where message.id = any(${ids}::uuid[]) and ${inHand} and message.claimed_by = ${sessionId} and message.lease_until > ${now}::timestamptz
      ),
      judged as (
        select ours.id, ours.mail, ours.messages,
          ours.changed or row_number() over (partition by ours.whose, ours.changed order by ours.not_before, ours.id) > 1 as changed
        from ours
      ),
      placed as (
        select judged.id,
          bool_or(judged.changed) over (partition by judged.mail) or count(*) over (partition by judged.mail) < judged.messages as changed
        from judged
      ),
      called as (
        update messages.message
        set state = 'calling', lease_until = ${now}::timestamptz + make_interval(mins => ${leaseMinutes})
        from placed
        where message.id = placed.id and message.id = any(${ids}::uuid[]) and not placed.changed and ${inHand} and message.claimed_by = ${sessionId}
        returning message.id
      )
      select placed.id, placed.changed, called.id is not null as calling
      from placed
      left join called on called.id = placed.id
    `),
    ),
  ]);
  return new Map(begun.map((one) => [one.id, one.calling ? 'calling' : one.changed ? 'changed' : 'lost']));
}
