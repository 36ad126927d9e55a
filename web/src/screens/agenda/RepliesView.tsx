import type { Texts } from '@quitus/texts';
import { Amount, DataGrid, DateDay, EmptyState, formatTotals, isoDay, useLanguage, useTexts } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { IconMessageCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useGridRows } from '../../grid-rows.ts';
import { SearchBox } from '../../lists/SearchBox.tsx';
import { useScreenSearch } from '../../search.ts';
import { MailViews } from '../replies/MailsView.tsx';
import type { Reply, ReplyList } from './reply.ts';
import { usePortfolio } from './useAgendaSearch.ts';

interface RepliesViewProps {
  readonly openedId: string | undefined;
  readonly onOpen: (row: Reply) => void;
}

const rowKey = (row: Reply) => row.customerId;
// The columns kept beside a panel.
const besidePanel = ['customerName', 'at', 'overdue'];

/** The customers that answered and are chased again only once a person has read the answer; the latest answer first. */
export function RepliesView({ openedId, onOpen }: RepliesViewProps) {
  const texts = useTexts();
  const words = texts.agenda.replies;
  const language = useLanguage();
  const { mine } = usePortfolio();
  const { search, change } = useScreenSearch();
  const sort = sorts.find((each) => each === search.sort) ?? '-at';
  const q = search.q ?? '';
  const { source, totals } = useGridRows<Reply, ReplyList['totals']>({
    queryKey: ['agenda', 'replies', mine, sort, q],
    load: async (window) => {
      const query = { ...window, sort, ...(q === '' ? {} : { q }), ...(mine ? { mine } : {}) };
      const answer = await api('GET /replies', { query });
      return { rows: answer.rows, total: answer.total, totals: answer.totals };
    },
  });
  const beside = openedId !== undefined;
  const columns = useMemo(() => {
    const all = replyColumns(texts);
    if (!beside) return all;
    // The words stand in the panel: the room they leave is the name's.
    return all
      .filter((column) => besidePanel.includes(column.id))
      .map((column) => (column.id === 'customerName' ? { ...column, grow: true } : column));
  }, [texts, beside]);
  return (
    <DataGrid
      name={beside ? 'replies-beside' : 'replies'}
      label={words.label}
      columns={columns}
      source={source}
      rowKey={rowKey}
      sort={{ column: sort.replace(/^-/, ''), direction: sort.startsWith('-') ? 'descending' : 'ascending' }}
      onSort={(next) => change({ sort: `${next.direction === 'descending' ? '-' : ''}${next.column}` })}
      onOpen={onOpen}
      onActive={(row) => beside && onOpen(row)}
      {...(openedId ? { openedKey: openedId } : {})}
      {...(source.total > 0 && totals
        ? { totals: { overdue: <strong className="q-number">{formatTotals(language, totals)}</strong> } }
        : {})}
      toolbar={
        <>
          <MailViews />
          <SearchBox label={words.search} value={q} onChange={(next) => change({ q: next === '' ? undefined : next })} />
        </>
      }
      {...(q === ''
        ? {
            empty: (
              <EmptyState icon={IconMessageCheck} title={words.none}>
                {words.noneHelp}
              </EmptyState>
            ),
          }
        : {})}
    />
  );
}

const sorts = ['at', '-at', 'customerName', '-customerName'] as const;

function replyColumns(texts: Texts): GridColumn<Reply>[] {
  const words = texts.agenda.replies;
  return [
    {
      id: 'customerName',
      title: texts.agenda.columns.customer,
      width: 220,
      fixed: true,
      sortable: true,
      primary: 'title',
      cell: (row) => (
        <span className="a-line">
          <span className="q-clip">{row.customerName}</span>
          <span className="q-muted q-number a-code">{row.customerCode}</span>
        </span>
      ),
    },
    { id: 'at', title: words.at, width: 120, sortable: true, cell: (row) => <DateDay day={isoDay(new Date(row.at))} /> },
    {
      id: 'words',
      title: words.words,
      width: 320,
      grow: true,
      primary: 'detail',
      cell: (row) => <span className="q-clip">{row.words || <span className="q-muted">{words.noWords}</span>}</span>,
    },
    {
      id: 'overdue',
      title: texts.agenda.columns.overdue,
      hint: texts.agenda.columns.overdueHelp,
      width: 150,
      align: 'end',
      primary: 'figure',
      cell: (row) => <OverdueOf row={row} />,
    },
    {
      id: 'collector',
      title: texts.agenda.columns.collector,
      width: 132,
      hiddenAtStart: true,
      cell: (row) => row.collector ?? '–',
    },
  ];
}

function OverdueOf({ row }: { readonly row: Reply }) {
  const language = useLanguage();
  const [only, ...others] = row.overdue;
  if (!only) return <span className="q-muted">–</span>;
  if (others.length > 0) return <span className="q-number">{formatTotals(language, row.overdue)}</span>;
  return <Amount value={only.amount} currency={only.currency} />;
}
