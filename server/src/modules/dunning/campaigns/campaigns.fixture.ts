import type { Day } from '../../../kernel/days.ts';
import { sql } from '../../../platform/database/index.ts';
import type { TestTenant } from '../../../platform/testing/index.ts';
import { type SendOutcome, sendQueue, type Transport } from '../../messages/index.ts';
import { morningOf, tester } from '../dunning.fixture.ts';
import { composeReminder } from '../messages/compose-reminder.ts';
import { reminderHooks } from '../messages/outbox-hooks.ts';
import { campaignById } from './campaign-store.ts';
import type { CampaignBody, CampaignKind } from './campaign.ts';
import { beginCampaign, changeCampaign } from './change-campaign.ts';
import { composeCampaign } from './compose-campaign.ts';
import { confirmCampaign } from './confirm-campaign.ts';
import { previewCampaign } from './preview-campaign.ts';

/** The program of a test acts at nine of a day. */
export const by = (day: Day) => ({ actor: tester, now: morningOf(day), today: () => day, language: 'fr' as const });

/** A campaign of a kind with its ready words, changed as asked. Answers its id. */
export async function givenCampaign(
  tenant: TestTenant,
  kind: CampaignKind,
  day: Day,
  changes: Partial<CampaignBody> = {},
): Promise<string> {
  const id = await beginCampaign(tenant.tenantDb, { kind, entityId: tenant.entityId }, by(day));
  if (Object.keys(changes).length > 0) await changed(tenant, id, day, changes);
  return id;
}

/** Writes a draft anew with these changes. */
export async function changed({ tenantDb }: TestTenant, id: string, day: Day, changes: Partial<CampaignBody>): Promise<void> {
  await changeCampaign(tenantDb, id, { ...(await campaignById(tenantDb, id)), ...changes }, by(day));
}

/** Looks at a campaign as its screen does. */
export function looked({ tenantDb }: TestTenant, id: string, day: Day) {
  return previewCampaign(tenantDb, id, morningOf(day), 'en');
}

/** Confirms a campaign with the number that is seen. */
export async function confirmed(tenant: TestTenant, id: string, day: Day): Promise<number> {
  const { revision, messages } = await looked(tenant, id, day);
  await confirmCampaign(tenant.tenantDb, id, { revision, messages }, by(day));
  return messages;
}

/** A mail server that takes everything. */
export const mailServer: Transport = {
  name: 'smtp',
  deliver: () => Promise.resolve({ outcome: 'sent', reference: 'ok' }),
  close: () => Promise.resolve(),
};

/** Delivers the queue in the middle of a morning; without a mail server it stays in the local mailbox. */
export function deliver({ tenantDb }: TestTenant, day: Day, smtp?: Transport): Promise<SendOutcome> {
  return sendQueue(tenantDb, {
    ...(smtp ? { smtp } : {}),
    composers: {
      reminder: composeReminder,
      byHand: () => Promise.resolve({ kind: 'cancel', reason: 'test' }),
      byKind: { campaign: composeCampaign },
    },
    hooks: reminderHooks,
    // What the papers look like is their own test's.
    makePdf: () => Promise.resolve(new TextEncoder().encode('%PDF-1.7')),
    now: () => morningOf(day).add({ minutes: 30 }),
  });
}

/** The messages of campaigns so far, by customer and currency. */
export function campaignMails({ tenantDb }: TestTenant) {
  return tenantDb.rows<{
    customerId: string;
    state: string;
    reason: string | null;
    currency: string | null;
    amountMinor: bigint | null;
    language: string;
    subject: string;
    text: string;
    html: string | null;
  }>(sql`
    select customer_id as "customerId", state, coalesce(cancelled_reason, failure_code) as reason, currency, amount_minor as "amountMinor", language, subject,
      body_text as text, body_html as html
    from messages.message
    where kind = 'campaign'
    order by customer_id, currency
  `);
}
