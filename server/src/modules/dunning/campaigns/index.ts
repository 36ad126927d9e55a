export { composeCampaign } from './compose-campaign.ts';
export { campaignsHandlers } from './routes.ts';
