import { Button, SegmentedControl } from '@mantine/core';
import type { ImportView } from '@quitus/contract';
import { addressOf } from '@quitus/contract/client';
import type { OutputOf } from '@quitus/contract/client';
import { formatCount } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { DataGrid, Section, StatusBadge, hint, useLanguage, useTexts } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { IconDownload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { api } from '../../../api.ts';
import { useGridRows } from '../../../grid-rows.ts';
import { useScreenSearch } from '../../../search.ts';

type Line = OutputOf<'GET /imports/{id}/rejected-lines'>['rows'][number];

const rowKey = (line: Line) => `${line.line} ${line.column} ${line.code}`;
const kinds = ['all', 'error', 'warning'] as const;
const rowHeight = 36;
const frame = 110;
const rowsShown = 12;

/** The lines that were not taken, or taken with a doubt: where, what, why; to be downloaded, corrected and brought in again. */
export function RejectedLines({ view }: { readonly view: ImportView }) {
  const texts = useTexts();
  const words = texts.imports.rejected;
  const language = useLanguage();
  const { search, change } = useScreenSearch();
  const kind = kinds.find((each) => each === search.kind) ?? 'all';
  const { source } = useGridRows<Line, null>({
    queryKey: ['import', view.id, 'rejected', kind],
    load: async (window) => {
      const query = { ...window, ...(kind === 'all' ? {} : { severity: kind }) };
      return { ...(await api('GET /imports/{id}/rejected-lines', { params: { id: view.id }, query })), totals: null };
    },
  });
  const columns = useMemo(() => lineColumns(texts, language), [texts, language]);
  return (
    <Section
      title={words.title}
      actions={
        <Button
          component="a"
          variant="default"
          size="xs"
          href={addressOf('GET /imports/{id}/rejected-lines.csv', { params: { id: view.id } })}
          download
          leftSection={<IconDownload size={15} aria-hidden />}
          {...hint(words.downloadHelp)}
        >
          {words.download}
        </Button>
      }
    >
      <DataGrid
        name="rejected-lines"
        label={words.label}
        columns={columns}
        source={source}
        rowKey={rowKey}
        height={frame + Math.min(rowsShown, Math.max(2, source.total)) * rowHeight}
        toolbar={
          view.counts.rejected > 0 && view.counts.warnings > 0 ? (
            <SegmentedControl
              size="xs"
              aria-label={words.severity}
              value={kind}
              data={kinds.map((each) => ({ value: each, label: words.only[each] }))}
              onChange={(each) => change({ kind: each === 'all' ? undefined : each })}
            />
          ) : null
        }
      />
    </Section>
  );
}

function lineColumns(texts: Texts, language: Language): GridColumn<Line>[] {
  const words = texts.imports.rejected;
  const clipped = (text: string) => (
    <span className="q-clip" {...hint(text)}>
      {text}
    </span>
  );
  return [
    {
      id: 'line',
      title: words.line,
      width: 84,
      align: 'end',
      primary: 'figure',
      cell: (row) => <span className="q-number">{formatCount(language, row.line)}</span>,
    },
    {
      id: 'reason',
      title: words.reason,
      width: 380,
      grow: true,
      fixed: true,
      primary: 'title',
      cell: (row) => clipped(row.reason),
    },
    { id: 'column', title: words.column, width: 150, primary: 'detail', cell: (row) => clipped(row.column) },
    { id: 'value', title: words.value, width: 150, cell: (row) => clipped(row.value) },
    {
      id: 'severity',
      title: words.severity,
      width: 180,
      cell: (row) => (
        <StatusBadge tone={row.severity === 'error' ? 'late' : 'waiting'} quiet>
          {words.severities[row.severity]}
        </StatusBadge>
      ),
    },
    { id: 'raw', title: words.raw, width: 340, cell: (row) => clipped(row.raw) },
  ];
}
