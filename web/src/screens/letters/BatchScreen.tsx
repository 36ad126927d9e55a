import { Alert, Button, SegmentedControl } from '@mantine/core';
import { formatCount } from '@quitus/texts';
import {
  DataGrid,
  EmptyState,
  ErrorState,
  Inline,
  Page,
  Skeleton,
  columnsBeside,
  useLanguage,
  useTexts,
  useTicked,
  useToast,
} from '@quitus/ui';
import { IconAlertTriangle, IconMailbox } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { useKeysetRows } from '../../keyset-rows.ts';
import { MayButton } from '../../MayButton.tsx';
import { useScreenSearch } from '../../search.ts';
import { BatchState } from './BatchesGrid.tsx';
import { letterColumns } from './letter-columns.tsx';
import { batchName, letterViews } from './letter-words.ts';
import type { LetterView, PrintBatch, PrintedLetter } from './letter-words.ts';
import { LetterPanel } from './LetterPanel.tsx';
import { PostLetters } from './PostLetters.tsx';
import { PrintBatchButton } from './PrintBatchButton.tsx';
import { UnpostLetters } from './UnpostLetters.tsx';
import { useRereadLetters } from './useRereadLetters.ts';
import './letters.css';

/** One batch: print it, take out what was paid since, say when it was posted. */
export function BatchScreen({ id }: { readonly id: string }) {
  const texts = useTexts();
  const batch = useQuery({
    queryKey: ['letters', 'batch', id],
    queryFn: () => api('GET /letters/batches/{id}', { params: { id } }),
  });
  if (batch.data) return <Loaded batch={batch.data} />;
  return (
    <Page title={texts.shell.places.letters} shape="work">
      {batch.isError ? <ErrorState error={batch.error} onRetry={() => void batch.refetch()} /> : <Skeleton shape="page" />}
    </Page>
  );
}

function Loaded({ batch }: { readonly batch: PrintBatch }) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const language = useLanguage();
  const { search, change } = useScreenSearch();
  const name = batchName(texts, language, batch);
  const usual: LetterView = batch.waiting > 0 ? 'waiting' : 'all';
  const show = letterViews.find((each) => each === search.show) ?? usual;
  return (
    <Page
      title={words.batchTitle(name)}
      shape="work"
      trail={<Link to="/letters">{texts.shell.places.letters}</Link>}
      detail={
        <Inline>
          <BatchState batch={batch} />
          <span>{batch.entityName}</span>
          <span className="q-muted">
            {[words.counted(batch.letters), words.registeredCount(batch.registered), words.pagesCount(batch.pages)].join(' · ')}
          </span>
        </Inline>
      }
      actions={
        <>
          {batch.posted > 0 && <UnpostLetters batch={batch} />}
          <PrintBatchButton batch={batch} />
          {batch.waiting > 0 && <PostLetters batch={batch} />}
        </>
      }
      aside={search.open && <LetterPanel key={search.open} id={search.open} onClose={() => change({ open: undefined })} />}
    >
      {batch.changed > 0 && <Changed batch={batch} onShow={() => change({ show: 'changed' })} />}
      <Letters key={show} batch={batch} show={show} onShow={(view) => change({ show: view === usual ? undefined : view })} />
    </Page>
  );
}

function Changed({ batch, onShow }: { readonly batch: PrintBatch; readonly onShow: () => void }) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const takeOut = useTakeOut(batch.id);
  const all = useMutation({
    mutationFn: async () => {
      const { rows } = await api('GET /letters/batches/{id}/letters', {
        params: { id: batch.id },
        query: { show: 'changed', limit: 1000 },
      });
      return takeOut.mutateAsync(rows.map((row) => row.id));
    },
  });
  return (
    <Alert className="letters-changed" color="orange" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />}>
      <div className="letters-changed-row">
        <span>
          <strong>{words.changed(batch.changed)}</strong> {words.changedHelp}
        </span>
        <Inline>
          <Button size="xs" variant="default" onClick={onShow}>
            {texts.letters.screen.show.changed}
          </Button>
          <MayButton may="work" size="xs" loading={all.isPending} onClick={() => all.mutate()}>
            {words.takeOutChanged(batch.changed)}
          </MayButton>
        </Inline>
      </div>
    </Alert>
  );
}

function useTakeOut(batchId: string) {
  const texts = useTexts();
  const toast = useToast();
  const reread = useRereadLetters();
  return useMutation({
    mutationFn: (letterIds: readonly string[]) =>
      api('POST /letters/batches/{id}/take-out', { params: { id: batchId }, body: { letterIds: [...letterIds] } }),
    onSuccess: async ({ takenOut }) => {
      await reread();
      toast.done(texts.letters.screen.takenOut(takenOut));
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
}

interface LettersProps {
  readonly batch: PrintBatch;
  readonly show: LetterView;
  readonly onShow: (view: LetterView) => void;
}
const besidePanel = { place: 48, customer: 170, state: 136, openNow: 96 };
const rowKey = (row: PrintedLetter) => row.id;

function Letters({ batch, show, onShow }: LettersProps) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const language = useLanguage();
  const { search, change } = useScreenSearch();
  const { source } = useKeysetRows<PrintedLetter>({
    queryKey: ['letters', 'of-batch', batch.id, show],
    load: async (cursor) => {
      const query = { show, ...(cursor === undefined ? {} : { cursor }) };
      const { rows, nextCursor } = await api('GET /letters/batches/{id}/letters', { params: { id: batch.id }, query });
      return { rows, next: nextCursor };
    },
  });
  const ticked = useTicked<PrintedLetter>();
  const beside = search.open !== undefined;
  const columns = useMemo(() => {
    const all = letterColumns(texts, language);
    return beside ? columnsBeside(all, besidePanel) : all;
  }, [texts, language, beside]);
  const waiting = [...ticked.ticked.values()].filter((row) => row.state === 'handed');
  const posted = [...ticked.ticked.values()].filter((row) => row.state === 'sent');
  const clear = () => ticked.onChange(new Map());
  return (
    <DataGrid
      name={beside ? 'printed-letters-beside' : 'printed-letters'}
      label={words.label}
      columns={columns}
      source={source}
      rowKey={rowKey}
      onOpen={(row) => change({ open: row.id })}
      onActive={(row) => search.open !== undefined && change({ open: row.id })}
      {...(search.open ? { openedKey: search.open } : {})}
      selection={{
        ...ticked,
        actions: (
          <>
            {waiting.length > 0 && <WithTicked batch={batch} letters={waiting} onDone={clear} />}
            {posted.length > 0 && <UnpostLetters batch={batch} letterIds={posted.map((row) => row.id)} onDone={clear} small />}
          </>
        ),
      }}
      toolbar={
        <SegmentedControl
          size="xs"
          aria-label={words.columns.state}
          value={show}
          data={letterViews.map((view) => ({ value: view, label: labelOf(view) }))}
          onChange={(value) => onShow(letterViews.find((view) => view === value) ?? 'all')}
        />
      }
      empty={
        <EmptyState icon={IconMailbox} title={words.nothingTitle}>
          {words.nothingHint}
        </EmptyState>
      }
    />
  );
  function labelOf(view: LetterView): string {
    const counts: Partial<Record<LetterView, number>> = {
      waiting: batch.waiting,
      changed: batch.changed,
      registered: batch.registered,
      all: batch.letters,
    };
    return `${words.show[view]} ${formatCount(language, counts[view] ?? 0)}`;
  }
}

function WithTicked({
  batch,
  letters,
  onDone,
}: {
  readonly batch: PrintBatch;
  readonly letters: readonly PrintedLetter[];
  readonly onDone: () => void;
}) {
  const words = useTexts().letters.screen;
  const takeOut = useTakeOut(batch.id);
  const ids = letters.map((row) => row.id);
  return (
    <>
      <MayButton
        may="work"
        size="xs"
        variant="default"
        loading={takeOut.isPending}
        onClick={() => takeOut.mutate(ids, { onSuccess: onDone })}
      >
        {words.takeOutChanged(ids.length)}
      </MayButton>
      <PostLetters batch={batch} letterIds={ids} onDone={onDone} small />
    </>
  );
}
