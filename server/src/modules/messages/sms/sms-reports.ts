import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { defineJob, type Job } from '../../../platform/jobs/index.ts';
import { recordDelivery } from '../handed.ts';
import type { OutboxHooks } from '../outbox/composer.ts';
import { type SmsHouse, smsProviderOf } from './sms-carrier.ts';

export const smsReportsKind = 'messages.sms-reports';
// Networks give up on a phone after two or three days.
const awaitedDays = 3;
const everyMinutes = 15;

/**
 * Asks the provider what became of the text messages whose fate is not known yet, and writes it down. Asked, not told: an
 * installation behind a company's wall can be called by nobody. Answers how many reports were taken.
 */
export async function takeSmsReports(
  db: TenantDatabase,
  house: SmsHouse,
  more: { readonly hooks: OutboxHooks; readonly now: Temporal.Instant },
): Promise<number> {
  const since = more.now.subtract({ hours: awaitedDays * 24 });
  const awaited = await db.rows<{ id: string; reference: string | null; sentAt: Temporal.Instant }>(sql`
    select id, provider_reference as reference, coalesce(sent_at, finished_at) as "sentAt"
    from messages.message
    where channel = 'sms' and transport = 'sms' and state in ('sent', 'uncertain') and coalesce(sent_at, finished_at) >= ${since.toString()}::timestamptz
      and delivery_state is distinct from 'delivered' and delivery_state is distinct from 'undelivered'
    order by coalesce(sent_at, finished_at)
  `);
  const [oldest] = awaited;
  if (!oldest) return 0;
  const provider = await smsProviderOf(db, house);
  if (!provider) return 0;
  const dayOf = (instant: Temporal.Instant): Temporal.PlainDate => instant.toZonedDateTimeISO('UTC').toPlainDate();
  const reports = await provider.reports(dayOf(oldest.sentAt), dayOf(more.now));
  const ours = new Set(awaited.map((message) => message.id));
  const byReference = new Map(awaited.flatMap(({ reference, id }) => (reference ? [[reference, id]] : [])));
  const told = reports.flatMap(({ messageId, reference, state, at, detail }) => {
    const id = messageId !== undefined && ours.has(messageId) ? messageId : byReference.get(reference);
    return id === undefined ? [] : [{ messageId: id, state, at, detail }];
  });
  if (told.length > 0) await db.transaction((tx) => recordDelivery(tx, told, more.hooks));
  return told.length;
}

/** The job that asks for reports while any are awaited; it asks for itself again. */
export function smsReportsJob(house: SmsHouse, hooks: OutboxHooks): Job {
  return defineJob(smsReportsKind, async ({ db, now }) => {
    await takeSmsReports(db, house, { hooks, now: now() });
    return { again: now().add({ minutes: everyMinutes }) };
  });
}
