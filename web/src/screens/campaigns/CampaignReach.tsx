import { Button } from '@mantine/core';
import { formatMoney } from '@quitus/texts';
import { Confirm, ErrorState, Inline, Reasons, Section, Skeleton, Stacked, useLanguage, useTexts, useToast } from '@quitus/ui';
import { IconEye, IconRefresh, IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { useSession } from '../../session.ts';
import type { Campaign, CampaignReached } from './campaign.ts';
import { CampaignSamples } from './CampaignSamples.tsx';
import { LeftOut } from './LeftOut.tsx';

interface CampaignReachProps {
  readonly campaign: Campaign;
  /** Something typed is not saved yet: the numbers would be those of before. */
  readonly changed: boolean;
}

/** Whom a campaign reaches, counted and read before anybody agrees to the number. */
export function CampaignReach({ campaign, changed }: CampaignReachProps) {
  const words = useTexts().campaigns.one;
  const [asked, setAsked] = useState(false);
  const answer = useQuery({
    queryKey: ['campaign', campaign.id, 'preview', campaign.revision],
    queryFn: () => api('GET /campaigns/{id}/preview', { params: { id: campaign.id } }),
    enabled: asked && !changed,
    staleTime: Infinity,
  });
  const reached = changed ? undefined : answer.data;
  return (
    <Section plain title={words.preview}>
      <Stacked>
        {campaign.problems.length > 0 && !changed && (
          <Reasons reasons={campaign.problems.map((problem) => ({ sentence: problem.words, weighs: 'against' as const }))} />
        )}
        <Inline>
          <Button
            variant="default"
            leftSection={reached ? <IconRefresh size={15} aria-hidden /> : <IconEye size={15} aria-hidden />}
            loading={answer.isFetching}
            disabled={changed}
            onClick={() => (asked ? void answer.refetch() : setAsked(true))}
          >
            {reached ? words.again : words.see}
          </Button>
          <span className="q-muted">{changed ? words.saveFirst : words.seeHelp}</span>
        </Inline>
        {answer.isError && !changed && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
        {asked && !changed && answer.isPending && <Skeleton shape="lines" count={6} />}
        {reached && <Reached campaign={campaign} reached={reached} onStale={() => void answer.refetch()} />}
      </Stacked>
    </Section>
  );
}

interface ReachedProps {
  readonly campaign: Campaign;
  readonly reached: CampaignReached;
  /** Somebody paid or was added meanwhile: the numbers are counted again. */
  readonly onStale: () => void;
}

function Reached({ campaign, reached, onStale }: ReachedProps) {
  const words = useTexts().campaigns.one;
  const language = useLanguage();
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const { messages, customers, languages, totals } = reached;
  return (
    <>
      <div className="cmp-count" role="status" aria-live="polite">
        <p>
          <strong>{messages === 0 ? words.reachesNobody : words.reaches(messages, customers)}</strong>
        </p>
        {messages > 0 && (
          <p className="q-muted">
            {languages.map((each) => words.language(names.of(each.language) ?? each.language, each.messages)).join(' · ')}
          </p>
        )}
        {totals.length > 0 && (
          <p className="q-muted q-number">
            {words.total(totals.map((each) => formatMoney(language, each.amount, each.currency)).join(' · '))}
          </p>
        )}
      </div>
      <LeftOut campaignId={campaign.id} revision={campaign.revision} counts={reached.leftOut} />
      {messages > 0 && campaign.problems.length === 0 && (
        <ConfirmCampaign campaign={campaign} messages={messages} onStale={onStale} />
      )}
      {reached.previews.length > 0 && <CampaignSamples previews={reached.previews} />}
    </>
  );
}

interface ConfirmCampaignProps {
  readonly campaign: Campaign;
  readonly messages: number;
  readonly onStale: () => void;
}

/** Sends it: a person agrees to the number they saw, and to no other. */
function ConfirmCampaign({ campaign, messages, onStale }: ConfirmCampaignProps) {
  const texts = useTexts();
  const words = texts.campaigns.one;
  const toast = useToast();
  const cache = useQueryClient();
  const { sendingMode } = useSession();
  const [asking, setAsking] = useState(false);
  const confirm = useMutation({
    mutationFn: () =>
      api('POST /campaigns/{id}/confirm', { params: { id: campaign.id }, body: { revision: campaign.revision, messages } }),
    onSuccess: async ({ campaign: confirmed }) => {
      setAsking(false);
      toast.done(words.confirmed(messages));
      cache.setQueryData(['campaign', campaign.id], confirmed);
      await Promise.all(['campaigns', 'messages'].map((name) => cache.invalidateQueries({ queryKey: [name] })));
    },
    onError: (error) => {
      setAsking(false);
      toast.failed(sentenceOf(error, texts.common.error.offline));
      onStale();
    },
  });
  return (
    <Inline>
      <MayButton may="manage" leftSection={<IconSend size={15} aria-hidden />} onClick={() => setAsking(true)}>
        {words.confirm(messages)}
      </MayButton>
      <Confirm
        opened={asking}
        title={words.confirmTitle(messages)}
        lines={[{ label: texts.campaigns.kinds[campaign.kind], count: messages }]}
        action={words.confirm(messages)}
        busy={confirm.isPending}
        onConfirm={() => confirm.mutate()}
        onClose={() => setAsking(false)}
      >
        {sendingMode === 'test' ? words.confirmTest : words.confirmHelp}
      </Confirm>
    </Inline>
  );
}
