import { Button } from '@mantine/core';
import { formatCount, formatMoment } from '@quitus/texts';
import { Inline, Page, Reasons, Section, Stacked, Stat, Stats, useLanguage, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { CallOff } from './CallOff.tsx';
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
    <Page
      {...frame}
      actions={
        campaign.allowedActions.includes('cancel') && (
          <CallOff
            id={campaign.id}
            words={{
              action: words.cancel,
              title: words.cancelTitle,
              help: words.cancelHelp(progress.waiting),
              done: words.cancelled,
            }}
            stops={{ label: words.waiting, count: progress.waiting }}
          />
        )
      }
    >
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
