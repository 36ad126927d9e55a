import { type Queryable, sql } from '../../platform/database/index.ts';

export type StuckMessages = {
  readonly waiting: number;
  readonly inHand: number;
  /** Printed, and posted by nobody. */ readonly notPosted: number;
};

// Business windows and retries put a message off by days at most; past this nobody is delivering.
const waitingHours = 24;
const inHandMinutes = 60;
// A weekend and a day: then a pile of letters lies about.
const printedHours = 72;

/** Messages that should have reached an end and have not (T37): waiting long after their time, in the hands of nobody, or printed and posted by nobody. */
export function stuckMessages(db: Queryable, now: Temporal.Instant): Promise<StuckMessages> {
  return db.one<StuckMessages>(sql`
    select
      (count(*) filter (where state = 'waiting' and not_before < ${now.subtract({ hours: waitingHours }).toString()}::timestamptz))::int as waiting,
      (count(*) filter (where state in ('claimed', 'calling') and lease_until < ${now.subtract({ minutes: inHandMinutes }).toString()}::timestamptz))::int as "inHand",
      (count(*) filter (where state = 'handed' and created_at < ${now.subtract({ hours: printedHours }).toString()}::timestamptz))::int as "notPosted"
    from messages.message
    where state in ('waiting', 'claimed', 'calling', 'handed')
  `);
}
