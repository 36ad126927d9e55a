import { type Queryable, sql, type Transaction } from '../../../platform/database/index.ts';
import type { Composed, Composer } from '../../messages/index.ts';
import { openingOf } from '../messages/closed-hours.ts';
import { composingTogether } from '../messages/composing-together.ts';
import { campaignsById } from './campaign-store.ts';
import { type Campaign, statesAccount } from './campaign.ts';
import { type CampaignDraft, type CampaignUnit, writeCampaign } from './write-campaign.ts';

/** Writes a message of a campaign the second it leaves: who owes nothing any more gets no statement; what does not leave at this hour waits for the next. */
export const composeCampaign: Composer = composingTogether(composeAll, {
  idOf: (message) => message.id,
  missing: 'campaign-cancelled',
});

async function composeAll(tx: Transaction, messageIds: readonly string[], now: Temporal.Instant): Promise<Map<string, Composed>> {
  const units = await unitsOf(tx, messageIds);
  const campaigns = await campaignsById(tx, [...new Set(units.map((unit) => unit.campaignId))]);
  // Its debt is stated with the account it was merged into meanwhile.
  const merged = units.filter((unit) => unit.merged);
  const all = new Map<string, Composed>(merged.map(({ key }) => [key, { kind: 'cancel', reason: 'merged' }]));
  for (const [id, own] of Map.groupBy(
    units.filter((unit) => !unit.merged),
    (unit) => unit.campaignId,
  )) {
    const campaign = campaigns.get(id);
    // Called off while its message was on its way to be written.
    if (campaign?.state !== 'confirmed') continue;
    for (const [key, draft] of await writeCampaign(tx, campaign, own, now)) all.set(key, composed(campaign, draft));
  }
  const leaving = [...all].flatMap(([id, one]) => (one.kind === 'send' ? [id] : []));
  for (const [id, until] of await openingOf(tx, sql`messages.message`, leaving, now)) all.set(id, { kind: 'postpone', until });
  return all;
}

type Unit = CampaignUnit & { readonly campaignId: string; readonly merged: boolean };

function unitsOf(db: Queryable, messageIds: readonly string[]): Promise<Unit[]> {
  return db.rows(sql`
    select own.message_id as key, own.campaign_id as "campaignId", own.customer_id as "customerId", own.currency, customer.merged_into is not null as merged
    from dunning.campaign_message as own
    join customers.customer on customer.tenant_id = own.tenant_id and customer.id = own.customer_id
    where own.message_id = any(${[...messageIds]}::uuid[])
  `);
}

function composed(campaign: Campaign, { recipient, claim, written, papers, failure, unit }: CampaignDraft): Composed {
  if (statesAccount(campaign.kind) && claim.items.length === 0) return { kind: 'cancel', reason: 'nothing-to-state' };
  if (failure || !written.text || !written.subject) return { kind: 'undeliverable', reason: 'not-written' };
  if (!recipient || recipient.problem !== null || recipient.email === null)
    return { kind: 'undeliverable', reason: recipient?.problem ?? 'no-address' };
  return {
    kind: 'send',
    recipient: { name: recipient.name, address: recipient.email, contactId: recipient.contactId ?? undefined },
    sender: { wants: 'shared' },
    subject: written.subject,
    text: written.text,
    html: written.html,
    ...(papers.length > 0 ? { attachments: papers } : {}),
    items: claim.items.map(({ itemId, openMinor, daysLate }) => ({ itemId, openMinor, daysLate })),
    ...(unit.currency === null ? {} : { amountMinor: claim.netMinor, currency: claim.currency }),
  };
}
