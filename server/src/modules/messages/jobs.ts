import { type Queryable, sql } from '../../platform/database/index.ts';
import { defineJob, type Job } from '../../platform/jobs/index.ts';
import { type Delivery, sendQueue } from './outbox/send-queue.ts';
import { sendJobKind } from './queue-messages.ts';

// Live without its conditions: looked at again from time to time, for a person may meet them.
const refusedAgainMinutes = 15;

/** Delivers a tenant's queue and comes back when the next message is due. */
export function sendJob(delivery: Delivery): Job {
  return defineJob(sendJobKind, async ({ db, now, signal }) => {
    const { unmet } = await sendQueue(db, delivery, { signal });
    const next = await nextDue(db);
    if (!next) return undefined;
    const soonest = now().add({ minutes: unmet.length > 0 ? refusedAgainMinutes : 0, seconds: 1 });
    return { again: Temporal.Instant.compare(next, soonest) < 0 ? soonest : next };
  });
}

async function nextDue(db: Queryable): Promise<Temporal.Instant | undefined> {
  const { next } = await db.one<{ next: Temporal.Instant | null }>(sql`
    select min(not_before) as next from messages.message where state = 'waiting'
  `);
  return next ?? undefined;
}
