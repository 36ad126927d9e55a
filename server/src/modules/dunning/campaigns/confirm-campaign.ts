import { businessDate } from '../../../kernel/days.ts';
import { jsonb, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { readSettings } from '../../identity/index.ts';
import { queueMessages } from '../../messages/index.ts';
import { leavesFrom } from '../messages/queue-reminders.ts';
import { refreshStatistics } from '../refresh-statistics.ts';
import { refuse } from '../refusals.ts';
import { audienceOf, countLeftOut, type Reached } from './audience.ts';
import { campaignById } from './campaign-store.ts';
import type { Campaign } from './campaign.ts';
import { type By, tell } from './change-campaign.ts';
import { assertConfirmable } from './check-campaign.ts';

// One statement each: large enough to count little, small enough to stay in memory.
const pageSize = 25_000;

/**
 * Puts a campaign's messages in the outbox, all of them or none. Refused when it would send another number than the one that was seen, or when it was
 * changed since. Confirmed again, it changes nothing. Answers until when all of it can still be taken back; null when it was confirmed before.
 */
export async function confirmCampaign(
  db: TenantDatabase,
  id: string,
  seen: { readonly revision: number; readonly messages: number },
  by: By,
): Promise<Temporal.Instant | null> {
  const recallUntil = await db.transaction((tx) => confirmIn(tx, id, seen, by));
  await refreshStatistics(db, recallUntil === null ? 0 : seen.messages);
  return recallUntil;
}

async function confirmIn(
  tx: Transaction,
  id: string,
  seen: { readonly revision: number; readonly messages: number },
  by: By,
): Promise<Temporal.Instant | null> {
  const campaign = await campaignById(tx, id, true);
  if (campaign.state === 'cancelled') throw refuse('campaign.not-draft');
  if (campaign.revision !== seen.revision) throw refuse('campaign.changed-meanwhile');
  if (campaign.state === 'confirmed') return null;
  await assertConfirmable(tx, campaign);
  const { reached, leftOut } = await audienceOf(tx, campaign, businessDate(by.now, campaign.timeZone));
  if (reached.length !== seen.messages)
    throw refuse('campaign.other-number', { seen: String(seen.messages), now: String(reached.length) });
  if (reached.length === 0) throw refuse('campaign.nobody');
  const recallUntil = await queueAll(tx, campaign, reached, by);
  const counts = Object.fromEntries(countLeftOut(leftOut).map(({ reason, customers }) => [reason, customers]));
  await tx.run(sql`
    update dunning.campaign
    set state = 'confirmed', confirmed_at = ${by.now.toString()}, confirmed_by = ${by.actor.name}, messages = ${reached.length}, left_out = ${jsonb(counts)}
    where id = ${id}::uuid
  `);
  await tell(tx, 'campaigns.confirmed', campaign, by, { messages: reached.length, leftOut: leftOut.length });
  return recallUntil;
}

async function queueAll(tx: Transaction, campaign: Campaign, reached: readonly Reached[], by: By): Promise<Temporal.Instant> {
  const settings = await readSettings(tx);
  const recallUntil = by.now.add({ minutes: settings['recall.minutes'] });
  const hours = { window: settings['contact.window'], office: settings['contact.hours'] };
  for (let from = 0; from < reached.length; from += pageSize) {
    const page = reached.slice(from, from + pageSize);
    const queued = await queueMessages(
      tx,
      page.map((one) => ({
        onceKey: `campaign/${campaign.id}/${one.customerId}/${one.currency ?? ''}`,
        kind: 'campaign',
        entityId: campaign.entityId,
        customerId: one.customerId,
        contactId: one.contactId ?? undefined,
        channel: 'e-mail',
        language: one.language,
        notBefore: leavesFrom(
          {
            channel: 'e-mail',
            kind: one.kind,
            country: one.country,
            time_zone: one.timeZone,
            entity_zone: one.entityZone,
            entity_country: one.entityCountry,
          },
          recallUntil,
          hours,
        ),
        ...(one.currency === null ? {} : { currency: one.currency, amountMinor: one.balanceMinor ?? 0n }),
      })),
      by.actor,
    );
    await tx.run(sql`
      insert into dunning.campaign_message (tenant_id, campaign_id, message_id, customer_id, currency)
      select ${tx.tenantId}, ${campaign.id}::uuid, own.message_id, own.customer_id, nullif(own.currency, '')
      from unnest(${queued.map(({ id }) => id)}::uuid[], ${page.map((one) => one.customerId)}::uuid[], ${page.map((one) => one.currency ?? '')}::text[])
        as own (message_id, customer_id, currency)
    `);
  }
  return recallUntil;
}
