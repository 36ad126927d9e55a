import {
  Amount,
  Columns,
  DateDay,
  Facts,
  Flag,
  Inline,
  LateDays,
  LeaderStar,
  MessagePreview,
  Reasons,
  Section,
  SituationBadge,
  Stacked,
  StatusBadge,
  StepBadge,
  Timeline,
  channels,
  paymentProfiles,
  situations,
  useLanguage,
} from '@quitus/ui';
import type { TimelineEntry } from '@quitus/ui';
import { sample } from './sample.ts';

const weighs = ['for', 'for', 'moved', 'for'] as const;

/** One thing in detail: its words, its reasons, its time line, a message. */
export function Details() {
  const language = useLanguage();
  const words = sample[language];
  const entries: TimelineEntry[] = [
    { id: 'n', kind: 'note', day: '2026-11-02', title: words.timeline.note, by: 'M. Lenoir', pinned: true },
    {
      id: 'p',
      kind: 'promise',
      day: '2026-11-21',
      time: '09:42',
      title: words.timeline.promise,
      by: 'M. Lenoir',
      body: words.timeline.promiseBody,
      tone: 'waiting',
    },
    { id: 'c', kind: 'call', day: '2026-11-21', time: '09:40', title: words.timeline.call, by: 'M. Lenoir' },
    {
      id: 's',
      kind: 'sent',
      day: '2026-11-10',
      time: '08:02',
      title: words.timeline.sent,
      body: words.timeline.sentBody,
      tone: 'accent',
    },
    { id: 'd', kind: 'dispute', day: '2026-11-06', title: words.timeline.dispute, by: 'A. Baptiste', tone: 'late' },
    { id: 'y', kind: 'payment', day: '2026-11-03', title: words.timeline.payment, tone: 'settled' },
  ];
  return (
    <>
      <Section title={words.groups.detail}>
        <Stacked>
          <Facts
            facts={[
              { name: words.facts.terms, value: words.facts.termsValue },
              { name: words.facts.limit, value: <Amount value="30000.00" currency="EUR" /> },
              { name: words.facts.delay, value: words.facts.delayValue },
              { name: words.grid.due, value: <DateDay day="2026-11-18" /> },
              { name: words.grid.oldest, value: <LateDays dueOn="2026-08-03" form="long" /> },
              { name: words.grid.total, value: <Amount value="-1234.50" currency="EUR" /> },
            ]}
          />
          <Inline>
            {situations.map((situation) => (
              <SituationBadge key={situation} situation={situation} />
            ))}
          </Inline>
          <Inline>
            <StatusBadge tone="late">{words.filters.disputed}</StatusBadge>
            <StatusBadge tone="settled" quiet>
              {words.stats.kept}
            </StatusBadge>
            <StatusBadge tone="accent">{words.openPanel}</StatusBadge>
            {paymentProfiles.map((profile) => (
              <Flag key={profile} profile={profile} named />
            ))}
          </Inline>
          <div className="g-steps">
            <LeaderStar />
            {channels.slice(0, 5).map((channel, index) => (
              <StepBadge key={channel} channel={channel} mode={index === 4 ? 'to-confirm' : 'automatic'}>
                {words.steps[index] ?? ''}
              </StepBadge>
            ))}
          </div>
        </Stacked>
      </Section>
      <Columns>
        <Section title={words.openPanel}>
          <Timeline entries={entries} />
        </Section>
        <Stacked>
          <Section title={words.whyTitle}>
            <Reasons reasons={words.reasons.map((sentence, index) => ({ sentence, weighs: weighs[index] ?? 'for' }))} />
          </Section>
          <MessagePreview {...words.message} />
        </Stacked>
      </Columns>
    </>
  );
}
