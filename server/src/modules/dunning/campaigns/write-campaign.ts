import { businessDate, type Day } from '../../../kernel/days.ts';
import { readSettings } from '../../identity/index.ts';
import type { ToAttach } from '../../messages/index.ts';
import type { Recipient } from '../collection-contact.ts';
import { papersOf } from '../messages/message-attachments.ts';
import { addresseesOf, type AccountParties, partiesOf } from '../messages/message-parties.ts';
import { currenciesNamed, paymentDetails } from '../messages/payment-details.ts';
import type { Claim, StatedItem } from '../messages/reminder-fields.ts';
import { type ChoosePaper, papersFor } from '../papers/choose-paper.ts';
import { chooseWords, customersMeeting, languageOf } from '../messages/step-words.ts';
import type { TemplateFailure } from '../messages/template-fault.ts';
import type { TenantQueryable } from '../messages/tenant-queryable.ts';
import { type MessageToWrite, tryMessage, type WrittenMessage } from '../messages/write-message.ts';
import { accountKey, statedItems } from './account-then.ts';
import { type Campaign, statesAccount, statedOn, wordsOf } from './campaign.ts';

/** One message of a campaign: whose, and of which account where it states one. */
export type CampaignUnit = { readonly key: string; readonly customerId: string; readonly currency: string | null };

/** A message of a campaign as it reads this second. */
export type CampaignDraft = {
  readonly unit: CampaignUnit;
  readonly parties: AccountParties;
  readonly recipient: Recipient | undefined;
  readonly language: string;
  /** What is stated; without items where nothing is. */
  readonly claim: Claim;
  readonly written: WrittenMessage;
  readonly papers: readonly ToAttach[];
  /** Its words cannot be run on this customer's data. */
  readonly failure: TemplateFailure | undefined;
};

/** What was read for all the messages of one campaign. */
type Read = {
  readonly today: Day;
  readonly items: ReadonlyMap<string, readonly StatedItem[]>;
  readonly parties: ReadonlyMap<string, AccountParties>;
  readonly recipients: ReadonlyMap<string, Recipient>;
  readonly meeting: ReadonlyMap<string, ReadonlySet<string>>;
  readonly currencies: readonly string[];
  readonly papers: (customerId: string) => ChoosePaper;
};

/** Writes messages of one campaign from the data of this second, by their key: a handful of statements for all of them. */
export async function writeCampaign(
  db: TenantQueryable,
  campaign: Campaign,
  units: readonly CampaignUnit[],
  now: Temporal.Instant,
): Promise<Map<string, CampaignDraft>> {
  const read = await readFor(db, campaign, units, now);
  return new Map(
    units.flatMap((unit): [string, CampaignDraft][] => {
      const parties = read.parties.get(unit.customerId);
      return parties ? [[unit.key, draftOf(campaign, unit, parties, read)]] : [];
    }),
  );
}

async function readFor(
  db: TenantQueryable,
  campaign: Campaign,
  units: readonly CampaignUnit[],
  now: Temporal.Instant,
): Promise<Read> {
  const today = businessDate(now, campaign.timeZone);
  const customerIds = [...new Set(units.map((unit) => unit.customerId))];
  const { kind, entityId, recipientRoles } = campaign;
  const settings = await readSettings(db);
  const items = statesAccount(kind)
    ? await statedItems(db, { kind, entityId, asOf: statedOn(campaign, today) }, customerIds)
    : new Map<string, StatedItem[]>();
  return {
    today,
    items,
    papers: await papersFor(db, {
      attachments: campaign.attachStatement ? ['statement'] : [],
      customerIds,
      itemIds: [...items.values()].flatMap((stated) => stated.map((item) => item.itemId)),
      today,
    }),
    parties: await partiesOf(db, customerIds),
    recipients: await addresseesOf(
      db,
      units.map(({ key, customerId }) => ({
        key,
        customerId,
        channel: 'e-mail',
        shape: { recipientRoles, copyRoles: [], copyPeople: [] },
      })),
    ),
    meeting: await customersMeeting(
      db,
      campaign.texts.flatMap((variant) => variant.criteria ?? []),
      customerIds,
      today,
    ),
    currencies: currenciesNamed(settings['payment.currencies']),
  };
}

function draftOf(campaign: Campaign, unit: CampaignUnit, parties: AccountParties, read: Read): CampaignDraft {
  const recipient = read.recipients.get(unit.key);
  const { language, words } = chooseWords(
    wordsOf(campaign),
    languageOf(recipient?.language ?? null, parties.entity.country),
    ({ criteria }) => criteria === null || (read.meeting.get(JSON.stringify(criteria))?.has(unit.customerId) ?? false),
  );
  const currency = unit.currency ?? parties.entity.currency ?? 'EUR';
  const items = unit.currency === null ? [] : (read.items.get(accountKey(unit.customerId, unit.currency)) ?? []);
  const claim: Claim = {
    currency,
    items,
    creditsMinor: 0n,
    netMinor: items.reduce((sum, item) => sum + item.claimedMinor, 0n),
    on: read.today,
    grave: false,
    noticeDays: 0,
  };
  const payment = paymentDetails(parties.entity, currency, read.currencies);
  const toWrite: MessageToWrite = {
    channel: 'e-mail',
    words,
    language,
    // A campaign is the company's: nobody signs it by name.
    parties: { ...parties, contactName: recipient?.name ?? parties.customer.name, senderName: null },
    claim,
    occasion: { campaign: { asOf: statedOn(campaign, read.today) } },
    payment: payment === 'other-currency' ? 'unknown' : payment,
  };
  const { written, failure } = tryMessage(toWrite);
  const papers =
    campaign.attachStatement && items.length > 0 && !failure
      ? papersOf(toWrite, ['statement'], read.papers(unit.customerId))
      : [];
  return { unit, parties, recipient, language, claim, written, papers, failure };
}
