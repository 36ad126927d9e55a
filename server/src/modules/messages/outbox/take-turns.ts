import { prepared, sql, type Transaction } from '../../../platform/database/index.ts';
import { leaseMinutes } from './claim.ts';
import { inBatches } from './in-batches.ts';
import { type Outcome, outcomesIn, type Recorded, recordOutcomes, type Recording } from './record-outcomes.ts';

/** What a lane tells between two messages: how the last one ended, and which it is about to hand over. */
export type Turn = { readonly done?: Outcome | undefined; readonly next?: string | undefined };
export type Turned = {
  readonly recorded: Recorded | undefined;
  /** Whether `next` is ours to hand over now. */ readonly calling: boolean;
};

/**
 * Records how messages ended and commits `calling` for the next ones, for all lanes that wait at the same moment in one transaction. After that
 * the next may have left; never more are `calling` than there are lanes.
 */
export function takingTurns(recording: Recording): (turn: Turn) => Promise<Turned> {
  return inBatches<Turn, Turned>(async (turns) => {
    const outcomes = turns.flatMap((turn) => turn.done ?? []);
    const next = turns.flatMap((turn) => turn.next ?? []);
    const { recorded, calling } = await together(recording, outcomes, next);
    const byId = new Map(outcomes.map((outcome, index) => [outcome.messageId, recorded[index]]));
    return turns.map((turn) => ({
      recorded: turn.done && byId.get(turn.done.messageId),
      calling: turn.next !== undefined && calling.has(turn.next),
    }));
  });
}

async function together(
  recording: Recording,
  outcomes: readonly Outcome[],
  next: readonly string[],
): Promise<{ recorded: readonly Recorded[]; calling: ReadonlySet<string> }> {
  const { db } = recording;
  if (outcomes.length === 0) return { recorded: [], calling: await db.transaction((tx) => beginCalls(recording, tx, next)) };
  try {
    return await db.transaction(async (tx) => {
      const calling = beginCalls(recording, tx, next);
      return { recorded: await outcomesIn(recording, tx, outcomes), calling: await calling };
    });
  } catch {
    // One that cannot be recorded hinders no other, and nothing new is begun on top of it before that is settled.
    const recorded = await recordOutcomes(recording, outcomes);
    return { recorded, calling: await db.transaction((tx) => beginCalls(recording, tx, next)) };
  }
}

/** Which of these messages are still ours: from the commit on, each may have left. */
async function beginCalls({ sessionId, now: clock }: Recording, tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const now = clock();
  const called = await tx.rows<{ id: string }>(
    prepared(sql`
    update messages.message set state = 'calling', lease_until = ${now.add({ minutes: leaseMinutes }).toString()}::timestamptz
    where id = any(${[...ids]}::uuid[]) and state = 'claimed' and claimed_by = ${sessionId} and lease_until > ${now.toString()}::timestamptz
    returning id
  `),
  );
  return new Set(called.map((one) => one.id));
}
