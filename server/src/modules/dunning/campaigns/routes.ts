import { campaignsRoutes, type CampaignView } from '@quitus/contract';
import { textsIn } from '@quitus/texts';
import { businessDate } from '../../../kernel/days.ts';
import { type Context, implement, type Implementation } from '../../../platform/http/implement.ts';
import { audienceOf, leftOutPage } from './audience.ts';
import { campaignById, campaignRow, listCampaigns } from './campaign-store.ts';
import type { CampaignLeftOut } from './campaign.ts';
import { beginCampaign, cancelCampaign, changeCampaign } from './change-campaign.ts';
import { campaignProblems } from './check-campaign.ts';
import { confirmCampaign } from './confirm-campaign.ts';
import { previewCampaign } from './preview-campaign.ts';

const by = (context: Context) => ({ actor: context.actor, now: context.now(), today: context.today, language: context.language });

async function viewOf({ db, language }: Context, id: string): Promise<CampaignView> {
  const [row, campaign] = await Promise.all([campaignRow(db, id), campaignById(db, id)]);
  const { timeZone: _zone, leftOut, state: _state, recipientRoles, texts, ...body } = campaign;
  const words = textsIn(language).campaigns.leftOut;
  return {
    ...body,
    ...row,
    recipientRoles: [...recipientRoles],
    texts: [...texts],
    // The cast: the keys are the reasons that were counted when it was confirmed.
    leftOut: (Object.entries(leftOut ?? {}) as [CampaignLeftOut, number][])
      .map(([reason, customers]) => ({ reason, customers, words: words[reason] }))
      .toSorted((one, other) => other.customers - one.customers),
    problems:
      campaign.state === 'draft'
        ? (await campaignProblems(db, campaign)).map((problem) => ({ code: problem.code, words: problem.words[language] }))
        : [],
  };
}

/** The ways into campaigns: thin. */
export const campaignsHandlers: Implementation = implement(campaignsRoutes, {
  'GET /campaigns': ({ query, context }) => listCampaigns(context.db, query),
  'POST /campaigns': async ({ body, context }) => viewOf(context, await beginCampaign(context.db, body, by(context))),
  'GET /campaigns/{id}': ({ params, context }) => viewOf(context, params.id),
  'PUT /campaigns/{id}': async ({ params, body, context }) => {
    await changeCampaign(context.db, params.id, body, by(context));
    return viewOf(context, params.id);
  },
  'GET /campaigns/{id}/preview': ({ params, context }) => previewCampaign(context.db, params.id, context.now(), context.language),
  'GET /campaigns/{id}/left-out': async ({ params, query, context }) => {
    const campaign = await campaignById(context.db, params.id);
    const today = businessDate(context.now(), campaign.timeZone);
    const { leftOut } = await context.db.transaction((tx) => audienceOf(tx, campaign, today));
    const page = leftOutPage(leftOut, { reason: query.reason, offset: query.offset ?? 0, limit: query.limit ?? 100 });
    const words = textsIn(context.language).campaigns.leftOut;
    return { rows: page.rows.map((one) => ({ ...one, words: words[one.reason] })), total: page.total };
  },
  'POST /campaigns/{id}/confirm': async ({ params, body, context }) => {
    const recallUntil = await confirmCampaign(context.db, params.id, body, by(context));
    return { campaign: await viewOf(context, params.id), recallUntil: recallUntil?.toString() ?? null };
  },
  'POST /campaigns/{id}/cancel': async ({ params, context }) => {
    await cancelCampaign(context.db, params.id, by(context));
    return viewOf(context, params.id);
  },
});
