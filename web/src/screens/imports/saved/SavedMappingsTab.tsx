import { Button } from '@mantine/core';
import type { OutputOf } from '@quitus/contract/client';
import { formatCount, formatInstant } from '@quitus/texts';
import { Confirm, EmptyState, ErrorState, Section, ShortTable, Skeleton, useLanguage, useTexts, useToast } from '@quitus/ui';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconColumns3, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useScreenSearch } from '../../../search.ts';

type SavedMapping = OutputOf<'GET /import-mappings'>['mappings'][number];

const mappingsQuery = queryOptions({ queryKey: ['import-mappings'], queryFn: () => api('GET /import-mappings') });

/** The columns kept under a name: which files they read, and forgetting one. */
export function SavedMappingsTab() {
  const words = useTexts().imports.screen.savedMappings;
  const { change } = useScreenSearch();
  const answer = useQuery(mappingsQuery);
  const [forgotten, setForgotten] = useState<SavedMapping>();
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="lines" count={5} />;
  const { mappings } = answer.data;
  return (
    <Section title={words.title}>
      <p className="p-lead q-muted">{words.lead}</p>
      {mappings.length === 0 ? (
        <EmptyState
          icon={IconColumns3}
          title={words.empty}
          action={
            <Button variant="default" onClick={() => change({ tab: undefined }, 'push')}>
              {words.toFiles}
            </Button>
          }
        >
          {words.emptyHelp}
        </EmptyState>
      ) : (
        <MappingsTable mappings={mappings} onForget={setForgotten} />
      )}
      {forgotten && <Forget mapping={forgotten} onClose={() => setForgotten(undefined)} />}
    </Section>
  );
}

interface MappingsTableProps {
  readonly mappings: readonly SavedMapping[];
  readonly onForget: (mapping: SavedMapping) => void;
}

function MappingsTable({ mappings, onForget }: MappingsTableProps) {
  const texts = useTexts();
  const words = texts.imports.screen.savedMappings;
  const language = useLanguage();
  return (
    <ShortTable
      label={words.title}
      rows={mappings}
      rowKey={(row) => row.name}
      columns={[
        { id: 'name', title: words.name, cell: (row) => row.name },
        { id: 'type', title: words.type, wideOnly: true, cell: (row) => texts.imports.screen.types[row.type] },
        {
          id: 'columns',
          title: words.columns,
          align: 'end',
          wideOnly: true,
          cell: (row) => <span className="q-number">{formatCount(language, Object.keys(row.mapping.columns).length)}</span>,
        },
        {
          id: 'used',
          title: words.lastUsed,
          cell: (row) => <span className="q-number">{formatInstant(language, row.lastUsedAt)}</span>,
        },
        {
          id: 'forget',
          title: words.commands,
          align: 'end',
          cell: (row) => (
            <MayButton
              may="import"
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<IconTrash size={14} aria-hidden />}
              aria-label={words.forgetOne(row.name)}
              onClick={() => onForget(row)}
            >
              {words.forget}
            </MayButton>
          ),
        },
      ]}
    />
  );
}

function Forget({ mapping, onClose }: { readonly mapping: SavedMapping; readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.imports.screen.savedMappings;
  const toast = useToast();
  const cache = useQueryClient();
  const forget = useMutation({
    mutationFn: () => api('DELETE /import-mappings/{name}', { params: { name: mapping.name } }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: mappingsQuery.queryKey });
      toast.done(words.forgotten(mapping.name));
      onClose();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <Confirm
      opened
      danger
      title={words.forgetTitle(mapping.name)}
      lines={[{ label: words.forgetLine, count: Object.keys(mapping.mapping.columns).length }]}
      action={words.forgetAction}
      busy={forget.isPending}
      onConfirm={() => forget.mutate()}
      onClose={onClose}
    >
      {words.forgetHelp}
    </Confirm>
  );
}
