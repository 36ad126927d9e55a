import type { campaignKinds, campaignLeftOut, campaignStates, Criteria } from '@quitus/contract';
import type { Day } from '../../../kernel/days.ts';
import type { StepWords } from '../messages/step-words.ts';
import type { ContactRole, StepText } from '../scenarios/scenario.ts';

export type CampaignKind = (typeof campaignKinds)[number];
export type CampaignState = (typeof campaignStates)[number];
export type CampaignLeftOut = (typeof campaignLeftOut)[number];

/** What of a campaign is written until it is confirmed. */
export type CampaignBody = {
  readonly name: string;
  /** Over the customer; null: everybody of the entity. */
  readonly criteria: Criteria | null;
  readonly recipientRoles: readonly ContactRole[];
  /** Of a balance confirmation: the day whose close the balance is of. */
  readonly asOf: Day | null;
  readonly attachStatement: boolean;
  readonly subjectFr: string | null;
  readonly bodyFr: string | null;
  readonly subjectEn: string | null;
  readonly bodyEn: string | null;
  readonly texts: readonly StepText[];
};

/** One message to every customer of an audience. */
export type Campaign = CampaignBody & {
  readonly id: string;
  readonly entityId: string;
  readonly kind: CampaignKind;
  /** As it is kept: what is confirmed is done once nothing of it is still to come. */
  readonly state: 'draft' | 'confirmed' | 'cancelled';
  readonly revision: number;
  /** Where its entity lives. */
  readonly timeZone: string;
  readonly leftOut: Readonly<Partial<Record<CampaignLeftOut, number>>> | null;
};

/** Whether a message of this kind states an account: one a currency, and none where nothing is open. */
export function statesAccount(kind: CampaignKind): boolean {
  return kind === 'statement' || kind === 'balance-confirmation';
}

/** The day whose figures a campaign states when it is looked at on this day: its own, or that one. */
export function statedOn(campaign: Pick<Campaign, 'asOf'>, today: Day): Day {
  return campaign.asOf ?? today;
}

/** What a campaign says, as the words of a step are chosen from. */
export function wordsOf(body: Pick<CampaignBody, 'subjectFr' | 'bodyFr' | 'subjectEn' | 'bodyEn' | 'texts'>): StepWords {
  return {
    fr: { subject: body.subjectFr, body: body.bodyFr, script: null },
    en: { subject: body.subjectEn, body: body.bodyEn, script: null },
    variants: body.texts,
  };
}

/** What may be done with a campaign; `toCome`: messages of it have not left. */
export function allowedCampaignActions(state: Campaign['state'], toCome: boolean): ('change' | 'confirm' | 'cancel')[] {
  if (state === 'draft') return ['change', 'confirm', 'cancel'];
  return state === 'confirmed' && toCome ? ['cancel'] : [];
}
