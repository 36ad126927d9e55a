import { NativeSelect } from '@mantine/core';
import type { OutputOf } from '@quitus/contract/client';
import { EmptyState, ErrorState, Inline, Section, ShortTable, Skeleton, StatusBadge, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconBook2 } from '@tabler/icons-react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useMay, useSession } from '../../../session.ts';
import { journalsQuery } from '../import-queries.ts';

type Journal = OutputOf<'GET /journals'>['journals'][number];
const natures = ['sales', 'bank', 'opening', 'purchases', 'miscellaneous'] as const satisfies readonly Journal['nature'][];

/** The journals of the FECs with what each was taken for and why, to confirm or correct once. */
export function JournalsTab() {
  const texts = useTexts();
  const words = texts.imports.journals;
  const answer = useQuery(journalsQuery);
  const { entities } = useSession();
  const classify = useClassify();
  const may = useMay('import');
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="lines" count={6} />;
  const { journals } = answer.data;
  if (journals.length === 0)
    return (
      <EmptyState icon={IconBook2} title={words.empty}>
        {words.emptyHelp}
      </EmptyState>
    );
  const unconfirmed = journals.filter((journal) => !journal.confirmed);
  const entityOf = new Map(entities.map((entity) => [entity.id, entity.name]));
  return (
    <Section
      title={words.title}
      actions={
        unconfirmed.length > 0 && (
          <MayButton may="import" size="xs" loading={classify.isPending} onClick={() => classify.mutate(unconfirmed)}>
            {words.confirmAll(unconfirmed.length)}
          </MayButton>
        )
      }
    >
      <p className="i-note q-muted">{words.lead}</p>
      <ShortTable
        label={words.title}
        rows={journals}
        rowKey={(row) => `${row.entityId} ${row.code}`}
        columns={[
          { id: 'code', title: words.code, cell: (row) => <strong>{row.code}</strong> },
          { id: 'label', title: words.label, cell: (row) => row.label },
          ...(entities.length > 1
            ? [{ id: 'entity', title: words.entity, wideOnly: true, cell: (row: Journal) => entityOf.get(row.entityId) ?? '' }]
            : []),
          {
            id: 'nature',
            title: words.nature,
            cell: (row) => (
              <NativeSelect
                size="xs"
                aria-label={words.natureOf(row.code)}
                disabled={!may}
                value={row.nature}
                data={natures.map((nature) => ({ value: nature, label: words.natures[nature] }))}
                onChange={(event) => {
                  const nature = natures.find((each) => each === event.currentTarget.value);
                  if (nature) classify.mutate([{ ...row, nature }]);
                }}
              />
            ),
          },
          {
            id: 'evidence',
            title: words.evidence,
            wideOnly: true,
            cell: (row) => <span className="q-muted">{row.evidence}</span>,
          },
          {
            id: 'confirmed',
            title: words.confirmed,
            align: 'end',
            cell: (row) =>
              row.confirmed ? (
                <StatusBadge tone="settled" quiet>
                  {words.confirmed}
                </StatusBadge>
              ) : (
                <Inline end>
                  <MayButton may="import" size="compact-xs" variant="default" onClick={() => classify.mutate([row])}>
                    {words.confirm}
                  </MayButton>
                </Inline>
              ),
          },
        ]}
      />
    </Section>
  );
}

/** Says what journals are. */
function useClassify() {
  const texts = useTexts();
  const words = texts.imports.journals;
  const toast = useToast();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (journals: readonly Journal[]) => {
      // A ledger has a dozen journals: one after the other is soon done.
      for (const { code, entityId, nature } of journals)
        await api('PUT /journals/{code}', { params: { code }, body: { entityId, nature } });
    },
    onSuccess: async (_, journals) => {
      const [first] = journals;
      if (journals.length === 1 && first) toast.done(words.done(first.code, words.natures[first.nature]));
      else toast.done(words.allDone(journals.length));
      await cache.invalidateQueries({ queryKey: journalsQuery.queryKey });
    },
    onError: async (error) => {
      toast.failed(sentenceOf(error, texts.common.error.offline));
      await cache.invalidateQueries({ queryKey: journalsQuery.queryKey });
    },
  });
}
