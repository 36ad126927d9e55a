import type { Day } from '../../server/src/kernel/days.ts';
import { sql, type TenantDatabase } from '../../server/src/platform/database/index.ts';

/** What the verifier keeps in mind of each item, from what left and what people did: never from what the decision reads. */
export type Told = {
  /** The last day anybody was chased about it. */
  readonly lastContact: Map<string, Day>;
  /** The highest level it took or was passed over. */
  readonly level: Map<string, number>;
  /** The day a written reminder of a level above 0 first listed it. */
  readonly reminded: Map<string, Day>;
  /** The last day a formal notice named it. */
  readonly noticed: Map<string, Day>;
  /** Items owed again since a payment was taken back, with the day, until something is paid of them. */
  readonly reopened: Map<string, Day>;
  /** Chasing messages by customer, currency and day, in words. */
  readonly chases: Map<string, readonly string[]>;
  /** What each message claimed when it was last looked at, and in which state. */
  readonly messages: Map<string, { readonly state: string; readonly claims: string }>;
  /** Actions that ended, already taken into account. */
  readonly ended: Set<string>;
  /** What broke a rule, in words. */
  readonly faults: string[];
};

/** Begins with what the history of the company tells. */
export async function startTelling(db: TenantDatabase): Promise<Told> {
  const known = await db.rows<{ id: string; level: number; last: Day | null; reminded: Day | null }>(sql`
    select item.id, greatest(max(done.level) filter (where done.outcome <> 'listed'), max(item.last_reminder_level), 0)::int as level, greatest(max(done.done_on), max(item.last_reminder_on)) as last,
      least(min(done.done_on) filter (where done.channel = 'e-mail' and done.level > 0), min(item.last_reminder_on)) as reminded
    from receivables.item
    left join dunning.step_done as done on done.item_id = item.id
    where done.item_id is not null or item.last_reminder_level > 0
    group by item.id
  `);
  const messages = await db.rows<{ id: string; state: string }>(sql`select id, state from messages.message`);
  const actions = await db.rows<{ id: string }>(
    sql`select id from dunning.action where state in ('done', 'skipped', 'expired', 'cancelled')`,
  );
  return {
    lastContact: new Map(known.flatMap((item) => (item.last === null ? [] : [[item.id, item.last]]))),
    level: new Map(known.map((item) => [item.id, item.level])),
    reminded: new Map(known.flatMap((item) => (item.reminded === null ? [] : [[item.id, item.reminded]]))),
    noticed: new Map(),
    reopened: new Map(),
    chases: new Map(),
    messages: new Map(messages.map((message) => [message.id, { state: message.state, claims: '' }])),
    ended: new Set(actions.map((action) => action.id)),
    faults: [],
  };
}

/** The later of two days. */
export function laterDay(one: Day | undefined, other: Day): Day {
  return one !== undefined && one > other ? one : other;
}
