import type { InputOf, OutputOf } from '@quitus/contract/client';
import type { Tone } from '@quitus/ui';
import type { StepWords } from '../scenarios/template/words.ts';

export type CampaignRow = OutputOf<'GET /campaigns'>['rows'][number];
export type Campaign = OutputOf<'GET /campaigns/{id}'>;
export type CampaignReached = OutputOf<'GET /campaigns/{id}/preview'>;
export type CampaignKind = Campaign['kind'];

/** A campaign as it is being written. */
export type CampaignBody = Omit<InputOf<'PUT /campaigns/{id}'>['body'], 'revision'>;

/** What of a campaign can be written, as it is kept. */
export function bodyOf(campaign: Campaign): CampaignBody {
  const { name, criteria, recipientRoles, asOf, attachStatement, subjectFr, bodyFr, subjectEn, bodyEn, texts } = campaign;
  return { name, criteria, recipientRoles, asOf, attachStatement, subjectFr, bodyFr, subjectEn, bodyEn, texts };
}

/** Its words as the editor of texts takes them: a mail has no script. */
export function wordsOfBody(body: CampaignBody): CampaignBody & StepWords {
  return { ...body, scriptFr: null, scriptEn: null };
}

/** The same body with the words of the editor. */
export function withWords(body: CampaignBody, { subjectFr, bodyFr, subjectEn, bodyEn, texts }: StepWords): CampaignBody {
  return { ...body, subjectFr, bodyFr, subjectEn, bodyEn, texts: [...texts] };
}

/** Whether a campaign of this kind states accounts. */
export function statesAccount(kind: CampaignKind): boolean {
  return kind === 'statement' || kind === 'balance-confirmation';
}

export const stateTones: Record<CampaignRow['state'], Tone> = {
  draft: 'waiting',
  confirmed: 'current',
  done: 'settled',
  cancelled: 'neutral',
};
