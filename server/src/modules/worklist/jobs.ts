import { systemActor } from '../../kernel/actor.ts';
import type { TenantDatabase, Transaction } from '../../platform/database/index.ts';
import { defineJob, enqueue, type Job } from '../../platform/jobs/index.ts';
import { businessToday, type Entity, listEntities } from '../identity/index.ts';
import { ledgerChanged, refreshOverdue, tellPaymentProfiles } from '../receivables/index.ts';
import { afterLedgerChange } from './after-ledger-change.ts';

export const morningKind = 'worklist.morning';
const earlyMorning = '05:30';

/** Tells how customers pay, and settles promises, disputes and "says paid", after each ledger change. All customers: live cases are few beside items. */
export const afterLedgerJob: Job = defineJob(ledgerChanged, async ({ db, now }) => {
  await settleLedger(db, now(), 'after import');
  await db.transaction((tx) => judgeMornings(tx, now()));
});

/** The same each morning, for grace that ended and invoices that grew old overnight; it asks for itself again. */
export const morningJob: Job = defineJob(morningKind, async ({ db, now }) => {
  const entity = await settleLedger(db, now(), 'morning');
  // What fell due overnight: kept with the balances, so that lists sort by it at once.
  if (entity) await db.transaction((tx) => refreshOverdue(tx, businessToday(entity, now())));
  return entity ? { again: nextMorning(now(), entity.timeZone) } : undefined;
});

/** Sees to it that cases are judged each morning from tomorrow on. Asked for with each new promise and ledger change; once is enough. */
export async function judgeMornings(tx: Transaction, now: Temporal.Instant): Promise<void> {
  const [entity] = await listEntities(tx);
  if (entity) await enqueue(tx, morningKind, '', nextMorning(now, entity.timeZone));
}

/** What follows a change of the ledger, for everybody: how customers pay now, their rules, promises, disputes and "says paid". Answers the first entity, whose day it is. */
export async function settleLedger(db: TenantDatabase, now: Temporal.Instant, name: string): Promise<Entity | undefined> {
  const [entity] = await listEntities(db);
  if (!entity) return undefined;
  const today = businessToday(entity, now);
  // First, for rules may ask for it.
  await db.transaction((tx) => tellPaymentProfiles(tx, today));
  await db.transaction((tx) => afterLedgerChange(tx, { today }, systemActor(name)));
  return entity;
}

// Local time by the rules of that day, so that summer time does not move it (T70).
function nextMorning(now: Temporal.Instant, timeZone: string): Temporal.Instant {
  const tomorrow = now.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: 1 });
  return tomorrow.toZonedDateTime({ timeZone, plainTime: earlyMorning }).toInstant();
}
