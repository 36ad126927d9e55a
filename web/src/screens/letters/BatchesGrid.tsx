import { formatCount, formatMoment } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { DataGrid, EmptyState, StatusBadge, useLanguage, useTexts } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { IconPrinter } from '@tabler/icons-react';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useKeysetRows } from '../../keyset-rows.ts';
import { batchName } from './letter-words.ts';
import type { PrintBatch } from './letter-words.ts';

const rowKey = (row: PrintBatch) => row.id;

/** What was printed together, the newest first. */
export function BatchesGrid({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const language = useLanguage();
  const { source } = useKeysetRows<PrintBatch>({
    queryKey: ['letters', 'batches'],
    load: async (cursor) => {
      const { rows, nextCursor } = await api('GET /letters/batches', { query: cursor === undefined ? {} : { cursor } });
      return { rows, next: nextCursor };
    },
  });
  const columns = useMemo(() => batchColumns(texts, language), [texts, language]);
  return (
    <DataGrid
      name="print-batches"
      label={words.tabs.print}
      columns={columns}
      source={source}
      rowKey={rowKey}
      onOpen={(row) => onOpen(row.id)}
      empty={
        <EmptyState icon={IconPrinter} title={words.emptyTitle}>
          {words.emptyHint}
        </EmptyState>
      }
    />
  );
}

function batchColumns(texts: Texts, language: Language): GridColumn<PrintBatch>[] {
  const words = texts.letters.screen;
  const count = (value: number) => <span className="q-number">{formatCount(language, value)}</span>;
  return [
    {
      id: 'day',
      title: words.batch,
      width: 132,
      fixed: true,
      primary: 'title',
      cell: (row) => <span className="q-number">{batchName(texts, language, row)}</span>,
    },
    {
      id: 'entity',
      title: words.columns.entity,
      width: 200,
      grow: true,
      cell: (row) => <span className="q-clip">{row.entityName}</span>,
    },
    { id: 'state', title: words.columns.state, width: 210, primary: 'detail', cell: (row) => <BatchState batch={row} /> },
    {
      id: 'letters',
      title: texts.letters.print.letters,
      width: 92,
      align: 'end',
      primary: 'figure',
      cell: (row) => count(row.letters),
    },
    { id: 'registered', title: texts.letters.print.registered, width: 112, align: 'end', cell: (row) => count(row.registered) },
    { id: 'pages', title: words.columns.pages, width: 84, align: 'end', cell: (row) => count(row.pages) },
    {
      id: 'printed',
      title: words.columns.when,
      width: 240,
      cell: (row) => (
        <span className="q-clip q-muted">
          {row.printedAt && row.printedBy ? words.printedBy(row.printedBy, formatMoment(language, row.printedAt)) : words.open}
        </span>
      ),
    },
  ];
}

/** What is still to be done with a batch: what changed first, then what waits. */
export function BatchState({ batch }: { readonly batch: PrintBatch }) {
  const words = useTexts().letters.screen;
  if (batch.changed > 0) return <StatusBadge tone="late">{words.changedCount(batch.changed)}</StatusBadge>;
  if (batch.waiting > 0) return <StatusBadge tone="waiting">{words.waiting(batch.waiting)}</StatusBadge>;
  return (
    <StatusBadge tone="settled" quiet>
      {words.allPosted}
    </StatusBadge>
  );
}
