import { systemActor } from '../../kernel/actor.ts';
import type { TenantDatabase } from '../../platform/database/index.ts';
import { defineJob, type Job } from '../../platform/jobs/index.ts';
import { businessToday, listEntities } from '../identity/index.ts';
import { ledgerChanged } from '../receivables/index.ts';
import { afterLedgerChange } from './after-ledger-change.ts';

export const morningKind = 'worklist.morning';

/** Settles promises, disputes and "says paid" after each ledger change. All customers: live cases are few beside items. */
export const afterLedgerJob: Job = defineJob(ledgerChanged, async ({ db, now }) => {
  await settle(db, now(), 'after import');
});

/** The same each morning, for grace that ended overnight; it asks for itself again. Enqueued once when a tenant is made. */
export const morningJob: Job = defineJob(morningKind, async ({ db, now }) => {
  await settle(db, now(), 'morning');
  const zone = (await listEntities(db))[0]?.timeZone ?? 'Europe/Paris';
  const tomorrow = now().toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 });
  // Local time by the rules of that day, so that summer time does not move it (T70).
  return { again: tomorrow.toZonedDateTime({ timeZone: zone, plainTime: '05:30' }).toInstant() };
});

async function settle(db: TenantDatabase, now: Temporal.Instant, name: string): Promise<void> {
  const [entity] = await listEntities(db);
  if (!entity) return;
  await db.transaction((tx) => afterLedgerChange(tx, { today: businessToday(entity, now) }, systemActor(name)));
}
