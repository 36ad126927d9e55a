import { Button } from '@mantine/core';
import { formatCount, formatMoment } from '@quitus/texts';
import { Confirm, Inline, Page, Reasons, Section, Stacked, Stat, Stats, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { bodyOf } from './campaign.ts';
import type { Campaign } from './campaign.ts';
import type { CampaignFrame } from './CampaignScreen.tsx';
import { CampaignWords } from './CampaignWords.tsx';

interface CampaignProgressProps {
  readonly campaign: Campaign;
  readonly frame: CampaignFrame;
}

/** A campaign that was confirmed, or put away: where its messages stand, and what can still be stopped. */
export function CampaignProgress({ campaign, frame }: CampaignProgressProps) {
  const words = useTexts().campaigns.one;
  const language = useLanguage();
  const { progress } = campaign;
  const count = (value: number) => formatCount(language, value);
  const facts = [
    ...(campaign.confirmedAt && campaign.confirmedBy
      ? [words.by(campaign.confirmedBy, formatMoment(language, campaign.confirmedAt))]
      : []),
    ...(campaign.cancelledAt && campaign.cancelledBy
      ? [words.cancelledBy(campaign.cancelledBy, formatMoment(language, campaign.cancelledAt))]
      : []),
  ];
  return (
    <Page {...frame} actions={campaign.allowedActions.includes('cancel') && <CancelCampaign campaign={campaign} />}>
      <Stacked>
        <p className="q-muted cmp-line">{facts.join(' · ')}</p>
        {campaign.messages !== null && (
          <Section title={words.progress}>
            <Stacked>
              <Stats>
                <Stat label={words.waiting} value={count(progress.waiting)} />
                <Stat label={words.sent} value={count(progress.sent - progress.rehearsed)} />
                {progress.rehearsed > 0 && <Stat label={words.rehearsed} value={count(progress.rehearsed)} />}
                <Stat
                  label={words.failed}
                  value={count(progress.failed)}
                  {...(progress.failed > 0 ? { tone: 'late' as const } : {})}
                />
                {progress.uncertain > 0 && <Stat label={words.uncertain} value={count(progress.uncertain)} tone="late" />}
                <Stat label={words.stopped} value={count(progress.cancelled)} />
              </Stats>
              <Inline>
                <Button
                  variant="default"
                  size="xs"
                  renderRoot={(props) => (
                    <Link to="/messages" search={{ tab: 'all', kind: 'campaign', subject: campaign.id }} {...props} />
                  )}
                >
                  {words.open}
                </Button>
              </Inline>
            </Stacked>
          </Section>
        )}
        {campaign.leftOut.length > 0 && (
          <Section plain title={words.wasLeftOut}>
            <Reasons
              reasons={campaign.leftOut.map((each) => ({
                sentence: (
                  <>
                    <span className="q-number">{count(each.customers)}</span> · {each.words}
                  </>
                ),
                weighs: 'held' as const,
              }))}
            />
          </Section>
        )}
        <CampaignWords kind={campaign.kind} body={bodyOf(campaign)} readOnly onChange={() => undefined} />
      </Stacked>
    </Page>
  );
}

function CancelCampaign({ campaign }: { readonly campaign: Campaign }) {
  const texts = useTexts();
  const words = texts.campaigns.one;
  const toast = useToast();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: () => api('POST /campaigns/{id}/cancel', { params: { id: campaign.id } }),
    onSuccess: async (stopped) => {
      setAsking(false);
      toast.done(words.cancelled);
      cache.setQueryData(['campaign', campaign.id], stopped);
      await Promise.all(['campaigns', 'messages'].map((name) => cache.invalidateQueries({ queryKey: [name] })));
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <>
      <MayButton may="manage" variant="default" onClick={() => setAsking(true)}>
        {words.cancel}
      </MayButton>
      <Confirm
        opened={asking}
        title={words.cancelTitle}
        lines={[{ label: words.waiting, count: campaign.progress.waiting }]}
        action={words.cancel}
        danger
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate()}
        onClose={() => setAsking(false)}
      >
        {words.cancelHelp(campaign.progress.waiting)}
      </Confirm>
    </>
  );
}
