import { systemActor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusals.ts';
import type { TenantDatabase } from '../../platform/database/index.ts';
import { defineJob, type Job } from '../../platform/jobs/index.ts';
import { listEntities } from '../identity/index.ts';
import { type DailyRun, runDaily } from './run/run-daily.ts';

export const dailyRunKind = 'dunning.daily';
const earliest = '06:00';

// A person may already have run a later day: then there is nothing left to do today.
async function runToday(db: TenantDatabase, entityId: string, of: Pick<DailyRun, 'now' | 'mailServer'>): Promise<void> {
  try {
    await runDaily(db, { entityId, actor: systemActor('daily run'), ...of });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'run.before-last') throw error;
  }
}

/** The run of each morning; a day the machine was off is caught up when it is on again. It asks for itself again. */
export const dunningJobs = ({ mailServer }: Pick<DailyRun, 'mailServer'>): readonly Job[] => [
  defineJob(dailyRunKind, async ({ db, now }) => {
    const entities = await listEntities(db);
    const zone = entities[0]?.timeZone ?? 'Europe/Paris';
    const local = now().toZonedDateTimeISO(zone);
    if (local.toPlainTime().toString().slice(0, 5) >= earliest) {
      for (const entity of entities) await runToday(db, entity.id, { now: now(), mailServer });
    }
    const today = local.toPlainDate();
    const next = local.toPlainTime().toString().slice(0, 5) >= earliest ? today.add({ days: 1 }) : today;
    // Local time by the zone's rules of that day, so that summer time does not move it (T70).
    return { again: next.toZonedDateTime({ timeZone: zone, plainTime: earliest }).toInstant() };
  }),
];
