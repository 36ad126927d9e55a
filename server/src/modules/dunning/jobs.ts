import { systemActor } from '../../kernel/actor.ts';
import { defineJob, type Job } from '../../platform/jobs/index.ts';
import { listEntities } from '../identity/index.ts';
import { runDaily } from './run/run-daily.ts';

export const dailyRunKind = 'dunning.daily';
const earliest = '06:00';

/** The run of each morning; a day the machine was off is caught up when it is on again. It asks for itself again. */
export const dunningJobs: readonly Job[] = [
  defineJob(dailyRunKind, async ({ db, now }) => {
    const entities = await listEntities(db);
    const zone = entities[0]?.timeZone ?? 'Europe/Paris';
    const local = now().toZonedDateTimeISO(zone);
    if (local.toPlainTime().toString().slice(0, 5) >= earliest) {
      for (const entity of entities) await runDaily(db, { entityId: entity.id, actor: systemActor('daily run'), now: now() });
    }
    const today = local.toPlainDate();
    const next = local.toPlainTime().toString().slice(0, 5) >= earliest ? today.add({ days: 1 }) : today;
    // Local time by the zone's rules of that day, so that summer time does not move it (T70).
    return { again: next.toZonedDateTime({ timeZone: zone, plainTime: earliest }).toInstant() };
  }),
];
