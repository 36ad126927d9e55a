import type { CampaignPreviewMessage } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { businessDate } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import type { TenantDatabase } from '../../../platform/database/index.ts';
import { safeHtml } from '../../messages/index.ts';
import { faultWords } from '../messages/template-fault.ts';
import { audienceOf, countLeftOut, type Reached } from './audience.ts';
import { campaignById } from './campaign-store.ts';
import { type CampaignDraft, writeCampaign } from './write-campaign.ts';

const most = 10;

/** Whom a campaign would reach at this second, who is left out and why, and how it reads for up to ten customers who differ. */
export async function previewCampaign(db: TenantDatabase, id: string, now: Temporal.Instant, reader: Language) {
  const campaign = await campaignById(db, id);
  const { reached, leftOut } = await db.transaction((tx) => audienceOf(tx, campaign, businessDate(now, campaign.timeZone)));
  const units = chooseDiffering(reached, most).map(({ customerId, currency }) => ({
    key: `${customerId}/${currency ?? ''}`,
    customerId,
    currency,
  }));
  const drafts = await writeCampaign(db, campaign, units, now);
  const words: Readonly<Record<string, string>> = textsIn(reader).campaigns.leftOut;
  return {
    revision: campaign.revision,
    messages: reached.length,
    customers: new Set(reached.map((one) => one.customerId)).size,
    languages: [...Map.groupBy(reached, (one) => one.language)]
      .map(([language, those]) => ({ language, messages: those.length }))
      .toSorted((one, other) => other.messages - one.messages || one.language.localeCompare(other.language)),
    totals: totalsOf(reached),
    leftOut: countLeftOut(leftOut).map((one) => ({ ...one, words: words[one.reason] ?? one.reason })),
    previews: [...drafts.values()].map((draft) => previewView(draft, reader)),
  };
}

/** Messages that differ as much as they can: one of each language, currency and kind of debtor, who is in credit, then the largest balances. */
export function chooseDiffering(reached: readonly Reached[], atMost: number): Reached[] {
  const largest = reached.toSorted((one, other) => {
    const difference = (other.balanceMinor ?? 0n) - (one.balanceMinor ?? 0n);
    return difference === 0n ? 0 : difference > 0n ? 1 : -1;
  });
  const traits: readonly ((one: Reached) => string)[] = [
    (one) => one.language,
    (one) => one.currency ?? '',
    (one) => one.kind,
    (one) => String((one.balanceMinor ?? 0n) < 0n),
  ];
  const chosen = new Set<Reached>(
    traits.flatMap((trait) => [...Map.groupBy(largest, trait).values()].flatMap(([first]) => first ?? [])),
  );
  for (const one of largest) {
    if (chosen.size >= atMost) break;
    chosen.add(one);
  }
  return [...chosen].slice(0, atMost);
}

function totalsOf(reached: readonly Reached[]): { currency: string; amount: string; messages: number }[] {
  const stated = reached.flatMap(({ currency, balanceMinor }) =>
    currency === null ? [] : [{ currency, minor: balanceMinor ?? 0n }],
  );
  return [...Map.groupBy(stated, (one) => one.currency)]
    .map(([currency, those]) => ({
      currency,
      amount: toDecimal(
        those.reduce((sum, one) => sum + one.minor, 0n),
        currency,
      ),
      messages: those.length,
    }))
    .toSorted((one, other) => one.currency.localeCompare(other.currency));
}

function previewView(
  { unit, parties, recipient, language, claim, written, papers, failure }: CampaignDraft,
  reader: Language,
): CampaignPreviewMessage {
  const { templates } = textsIn(reader);
  return {
    customerId: unit.customerId,
    customer: parties.customer.name,
    language,
    recipient: { name: recipient?.name ?? parties.customer.name, address: recipient?.email ?? '' },
    currency: unit.currency,
    amount: unit.currency === null ? null : toDecimal(claim.netMinor, unit.currency),
    items: claim.items.length,
    subject: written.subject ?? '',
    text: written.text ?? '',
    html: written.html === undefined ? null : safeHtml(written.html),
    attachments: papers.map((paper) => paper.name),
    warnings: failure
      ? [
          {
            code: 'fails',
            words: templates.customerWarnings.fails(templates.places[failure.at], faultWords(failure.fault, reader)),
          },
        ]
      : [],
  };
}
