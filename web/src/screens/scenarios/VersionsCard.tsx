import { formatInstant } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import type { OutputOf } from '@quitus/contract/client';
import type { ReactNode } from 'react';
import { ErrorState, Section, ShortTable, Skeleton, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { draftOf } from './scenario.ts';
import type { Draft, Scenario } from './scenario.ts';

interface VersionsCardProps {
  readonly scenario: Scenario;
  /** An earlier version taken up as the draft. */
  readonly onRestore: (draft: Draft) => void;
}

/** Every version with its author; an earlier one can be taken up again as a draft. */
export function VersionsCard({ scenario, onRestore }: VersionsCardProps) {
  const texts = useTexts();
  const words = texts.scenarios.screen.versions;
  const language = useLanguage();
  const toast = useToast();
  const answer = useQuery({
    queryKey: ['scenario', scenario.id, 'versions'],
    queryFn: () => api('GET /scenarios/{id}/versions', { params: { id: scenario.id } }),
  });
  const restore = useMutation({
    mutationFn: (version: number) => api('GET /scenarios/{id}', { params: { id: scenario.id }, query: { version } }),
    onSuccess: (earlier, version) => {
      onRestore({ ...draftOf(earlier), name: scenario.name });
      toast.done(words.restored(version));
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  const restoreButton = ({ version }: Version) => (
    <MayButton
      may="manage"
      variant="subtle"
      size="xs"
      loading={restore.isPending && restore.variables === version}
      onClick={() => restore.mutate(version)}
    >
      {words.restore}
    </MayButton>
  );
  if (answer.data && answer.data.versions.length < 2) return null;
  return (
    <Section title={words.title}>
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !answer.data ? (
        <Skeleton shape="lines" count={2} />
      ) : (
        <ShortTable
          label={words.title}
          rows={answer.data.versions}
          rowKey={(version) => String(version.version)}
          currentKey={String(scenario.version)}
          columns={versionColumns({ texts, language, inForce: scenario.version, restore: restoreButton })}
        />
      )}
    </Section>
  );
}

type Version = OutputOf<'GET /scenarios/{id}/versions'>['versions'][number];

interface VersionWords {
  readonly texts: Texts;
  readonly language: Language;
  readonly inForce: number;
  /** The button that takes a version up again. */
  readonly restore: (version: Version) => ReactNode;
}

function versionColumns({ texts, language, inForce, restore }: VersionWords) {
  const words = texts.scenarios.screen.versions;
  return [
    {
      id: 'version',
      title: words.title,
      cell: (version: Version) => texts.scenarios.screen.version(version.version),
    },
    { id: 'state', title: texts.messages.columns.state, cell: (version: Version) => words.states[version.state] },
    {
      id: 'when',
      title: texts.messages.columns.when,
      wideOnly: true,
      cell: (version: Version) => (
        <span className="q-number">{version.publishedAt ? formatInstant(language, version.publishedAt) : '–'}</span>
      ),
    },
    { id: 'author', title: texts.messages.columns.author, wideOnly: true, cell: (version: Version) => version.author },
    {
      id: 'restore',
      title: words.restore,
      align: 'end' as const,
      cell: (version: Version) => version.version !== inForce && restore(version),
    },
  ];
}
