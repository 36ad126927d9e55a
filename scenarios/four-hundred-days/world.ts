import { type Actor, systemActor } from '../../server/src/kernel/actor.ts';
import type { Day } from '../../server/src/kernel/days.ts';
import type { Delivery } from '../../server/src/modules/messages/index.ts';
import { type Database, sql, type TenantDatabase } from '../../server/src/platform/database/index.ts';
import type { Chance } from './chance.ts';
import type { Told } from './told.ts';

/** The company whose days are played, and the clock they are played by. */
export type World = {
  readonly database: Database;
  readonly db: TenantDatabase;
  readonly tenantId: number;
  readonly entityId: string;
  readonly chance: Chance;
  /** What the mail server took, by Message-ID. */
  readonly arrived: () => ReadonlyMap<string, number>;
  /** How messages leave: through the mail server. */
  readonly delivery: Delivery;
  readonly clock: Clock;
  /** What the verifier has seen so far. */
  readonly told: Told;
  /** What happened how often. */
  readonly counts: Map<string, number>;
};
export type Clock = {
  day: Day;
  now: Temporal.Instant;
  /** The machine is off until this day. */
  offUntil: Day;
};

/** A person, who may decide what the machine may not. */
export const person: Actor = { ...systemActor('Camille'), kind: 'system' };
export const machine: Actor = systemActor('daily run');

/** Counts one more of something. */
export function count({ counts }: World, what: string, more = 1): void {
  counts.set(what, (counts.get(what) ?? 0) + more);
}

/** Sets the clock to an hour of the day, in the time of Paris. */
export function itIs({ clock }: World, time: string): void {
  clock.now = Temporal.PlainDate.from(clock.day).toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: time }).toInstant();
}

/** The database stamps its own clock on what is allocated and taken back; the days played have another one. */
export async function restamp({ db, clock }: World): Promise<void> {
  const [now, later] = [clock.now.toString(), clock.now.add({ hours: 48 }).toString()];
  await db.run(sql`
    update receivables.allocation
    set recorded_at = least(recorded_at, ${now}::timestamptz),
      reversed_at = case when reversed_at > ${later}::timestamptz then ${now}::timestamptz else reversed_at end
    where recorded_at > ${later}::timestamptz or reversed_at > ${later}::timestamptz
  `);
}
