import { ErrorState, Page, Skeleton, StatusBadge, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { stateTones } from './campaign.ts';
import type { Campaign } from './campaign.ts';
import { CampaignProgress } from './CampaignProgress.tsx';
import './campaigns.css';
import { EditCampaign } from './EditCampaign.tsx';

const whileSending = 5000;

/** One campaign: written and looked at before it leaves, followed once it does. */
export function CampaignScreen({ id }: { readonly id: string }) {
  const texts = useTexts();
  const campaign = useQuery({
    queryKey: ['campaign', id],
    queryFn: () => api('GET /campaigns/{id}', { params: { id } }),
    refetchInterval: ({ state }) => (state.data?.state === 'confirmed' ? whileSending : false),
  });
  if (!campaign.data)
    return (
      <Page title={texts.campaigns.screen.title}>
        {campaign.isError ? (
          <ErrorState error={campaign.error} onRetry={() => void campaign.refetch()} />
        ) : (
          <Skeleton shape="page" />
        )}
      </Page>
    );
  const frame = frameOf(campaign.data, texts);
  // Another revision is another draft: what is typed belongs to the one it began with.
  return campaign.data.state === 'draft' ? (
    <EditCampaign key={`${id} ${campaign.data.revision}`} saved={campaign.data} frame={frame} />
  ) : (
    <CampaignProgress campaign={campaign.data} frame={frame} />
  );
}

/** What every view of a campaign stands in. */
export type CampaignFrame = ReturnType<typeof frameOf>;

function frameOf({ name, kind, state, entityName }: Campaign, texts: ReturnType<typeof useTexts>) {
  const words = texts.campaigns;
  return {
    title: name,
    trail: (
      <Link to="/messages" search={{ tab: 'campaigns' }}>
        {words.screen.title}
      </Link>
    ),
    detail: (
      <>
        <StatusBadge tone={stateTones[state]}>{words.states[state]}</StatusBadge> {words.kinds[kind]} · {entityName}
      </>
    ),
  };
}
