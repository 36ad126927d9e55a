import { Button } from '@mantine/core';
import { formatCount, formatDayLong, formatInstant } from '@quitus/texts';
import {
  EmptyState,
  ErrorState,
  Facts,
  Reasons,
  Section,
  SidePanel,
  Skeleton,
  useLanguage,
  useTexts,
  useToast,
} from '@quitus/ui';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { OutputOf } from '@quitus/contract/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { useScreenSearch } from '../../search.ts';
import { SkippedReasons } from './skipped-reasons.tsx';
import { useRereadAgenda } from './useActionChanges.ts';

type Run = OutputOf<'GET /runs'>['rows'][number];

/** Runs today's plan; a second press the same day creates nothing. The report opens beside. */
export function RunButton() {
  const texts = useTexts();
  const words = texts.agenda.run;
  const toast = useToast();
  const reread = useRereadAgenda();
  const { search, change } = useScreenSearch();
  const run = useMutation({
    mutationFn: () => api('POST /runs', { body: search.entity ? { entityId: search.entity } : {} }),
    onSuccess: async (made) => {
      await reread();
      toast.done(words.done(made.messages + made.toConfirm + made.tasks));
      change({ show: 'run', open: undefined });
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <>
      <Button variant="subtle" color="gray" size="xs" onClick={() => change({ show: 'run', open: undefined })}>
        {words.see}
      </Button>
      <MayButton
        may="manage"
        variant="default"
        size="xs"
        loading={run.isPending}
        leftSection={<IconPlayerPlay size={14} aria-hidden />}
        onClick={() => run.mutate()}
      >
        {words.action}
      </MayButton>
    </>
  );
}

/** What the last runs made, what they left out and why. */
export function RunPanel({ onClose }: { readonly onClose: () => void }) {
  const words = useTexts().agenda.run;
  const language = useLanguage();
  const runs = useQuery({ queryKey: ['runs', language], queryFn: () => api('GET /runs', { query: { limit: 10 } }) });
  const [last, ...before] = runs.data?.rows ?? [];
  return (
    <SidePanel label={words.report} title={words.report} detail={last && formatDayLong(language, last.date)} onClose={onClose}>
      {runs.isError ? (
        <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />
      ) : !runs.data ? (
        <Skeleton shape="lines" count={8} />
      ) : last ? (
        <>
          {/* A run is one entity's: those of the same day stand together. */}
          {[last, ...before.filter((run) => run.date === last.date)].map((run) => (
            <RunReport key={run.id} run={run} />
          ))}
          <PastRuns runs={before.filter((run) => run.date !== last.date)} />
        </>
      ) : (
        <EmptyState icon={IconPlayerPlay} title={words.none}>
          {words.noneHelp}
        </EmptyState>
      )}
    </SidePanel>
  );
}

function RunReport({ run }: { readonly run: Run }) {
  const words = useTexts().agenda.run;
  const language = useLanguage();
  const count = (number: number) => <strong className="q-number">{formatCount(language, number)}</strong>;
  const facts = [
    { name: words.toConfirm, value: count(run.toConfirm) },
    { name: words.messages, value: count(run.messages) },
    { name: words.tasks, value: count(run.tasks) },
    { name: words.evaluated, value: count(run.evaluated) },
  ];
  return (
    <Section plain title={run.entity}>
      <p className="q-muted">
        {formatInstant(language, run.startedAt)} {words.by(run.author)}
        {run.durationMs !== null && ` · ${words.seconds(formatCount(language, Math.max(1, Math.round(run.durationMs / 1000))))}`}
        {run.rehearsed && ` · ${words.rehearsed}`}
      </p>
      {run.held && run.heldReason && (
        <Reasons title={words.held} reasons={[{ sentence: run.heldReason.words, weighs: 'held' }]} />
      )}
      <Facts facts={facts} />
      <h3 className="q-timeline-day">{words.skipped}</h3>
      <SkippedReasons skipped={run.skipped} label={words.skipped} />
    </Section>
  );
}

function PastRuns({ runs }: { readonly runs: readonly Run[] }) {
  const words = useTexts().agenda.run;
  const language = useLanguage();
  if (runs.length === 0) return null;
  return (
    <Section plain title={words.past}>
      <Facts
        facts={runs.map((run) => ({
          name: formatDayLong(language, run.date),
          value: <span className="q-number">{formatCount(language, run.messages + run.toConfirm + run.tasks)}</span>,
        }))}
      />
    </Section>
  );
}
