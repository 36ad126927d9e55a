import { Button, TextInput } from '@mantine/core';
import type { ImportView } from '@quitus/contract';
import { ErrorState, Inline, Section, Skeleton, Stacked, StatusBadge, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useScreenSearch } from '../../../search.ts';
import { useLedgerChanged } from '../import-queries.ts';
import { FirstRows } from './FirstRows.tsx';
import { ReadingChoices } from './ReadingChoices.tsx';
import { useMappingDraft } from './useMappingDraft.ts';
import type { MappingPreview } from './useMappingDraft.ts';

/** What each column of a table is: guessed, shown over the first rows, changed at will, then read. */
export function MappingView({ view }: { readonly view: ImportView }) {
  const words = useTexts().imports.mapping;
  const draft = useMappingDraft(view);
  const [mode, setMode] = useState(view.mode);
  const [name, setName] = useState('');
  const preview = draft.answer.data;
  const read = useRead(view);
  const body = (dryRun: boolean) => ({
    type: draft.type,
    mode,
    mapping: draft.mapping,
    dryRun,
    ...(name.trim() === '' ? {} : { saveAs: name.trim() }),
  });
  if (draft.answer.isError && !preview)
    return <ErrorState error={draft.answer.error} onRetry={() => void draft.answer.refetch()} />;
  if (!preview) return <Skeleton shape="block" />;
  const blocked = preview.missing.length > 0 ? words.blocked : undefined;
  return (
    <Stacked>
      <Section title={words.title} actions={preview.separator !== null && <FileFacts preview={preview} />}>
        <p className="i-note q-muted">
          {preview.mappingName === null
            ? words.detail(preview.columns.length, preview.columns.filter((column) => column.field !== null).length)
            : words.saved(preview.mappingName)}
        </p>
        <FirstRows preview={preview} draft={draft} />
        <Missing preview={preview} />
      </Section>
      <Section>
        <Stacked>
          <ReadingChoices preview={preview} draft={draft} mode={mode} onMode={setMode} />
          <TextInput
            className="i-short"
            label={words.save}
            description={words.saveHelp}
            placeholder={preview.mappingName ?? words.nameExample}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Stacked>
      </Section>
      <Inline end>
        <GiveUp view={view} />
        <MayButton
          may="import"
          blocked={blocked}
          variant={view.dryRun ? 'filled' : 'default'}
          loading={read.isPending && read.variables.dryRun === true}
          onClick={() => read.mutate(body(true))}
        >
          {words.dryRun}
        </MayButton>
        <MayButton
          may="import"
          blocked={blocked}
          variant={view.dryRun ? 'default' : 'filled'}
          loading={read.isPending && read.variables.dryRun !== true}
          onClick={() => read.mutate(body(false))}
        >
          {words.start}
        </MayButton>
      </Inline>
    </Stacked>
  );
}

function FileFacts({ preview }: { readonly preview: MappingPreview }) {
  const words = useTexts().imports.mapping;
  const names: Readonly<Record<string, string>> = words.separators;
  const separator = preview.separator ?? '';
  return <span className="i-note q-muted">{words.file(names[separator] ?? separator, preview.encoding ?? '')}</span>;
}

function Missing({ preview }: { readonly preview: MappingPreview }) {
  const words = useTexts().imports.mapping;
  const labels = new Map(preview.fields.map((field) => [field.name, field.label]));
  const unreadable = preview.columns.reduce(
    (sum, column) => sum + column.readings.filter((each) => each.reason !== null).length,
    0,
  );
  return (
    <div className="i-missing" role="status">
      {preview.missing.length > 0 ? (
        <span data-tone="late" className="i-toned">
          {words.missing(preview.missing.map((name) => labels.get(name) ?? name).join(', '))}
        </span>
      ) : (
        <StatusBadge tone="settled" quiet>
          {words.complete}
        </StatusBadge>
      )}
      {unreadable > 0 && (
        <span data-tone="late" className="i-toned">
          {words.unreadable(unreadable)}
        </span>
      )}
    </div>
  );
}

function GiveUp({ view }: { readonly view: ImportView }) {
  const texts = useTexts();
  const toast = useToast();
  const changed = useLedgerChanged();
  const { search, change } = useScreenSearch();
  const discard = useMutation({
    mutationFn: () => api('POST /imports/{id}/discard', { params: { id: view.id } }),
    onSuccess: changed,
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  // Opened again from a result, the columns are only left; the import stays what it was.
  if (search.show === 'columns')
    return (
      <Button variant="default" onClick={() => change({ show: undefined })}>
        {texts.common.actions.cancel}
      </Button>
    );
  return (
    <MayButton may="import" variant="default" loading={discard.isPending} onClick={() => discard.mutate()}>
      {texts.imports.actions.discard}
    </MayButton>
  );
}

function useRead(view: ImportView) {
  const texts = useTexts();
  const toast = useToast();
  const changed = useLedgerChanged();
  const { change } = useScreenSearch();
  return useMutation({
    mutationFn: (body: Parameters<typeof api<'POST /imports/{id}/read'>>[1]['body']) =>
      api('POST /imports/{id}/read', { params: { id: view.id }, body }),
    onSuccess: async (next) => {
      change({ show: undefined });
      await changed(next);
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
}
