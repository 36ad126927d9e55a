import { SegmentedControl } from '@mantine/core';
import { formatCount } from '@quitus/texts';
import type { Texts } from '@quitus/texts';
import {
  Amount,
  DataGrid,
  DateDay,
  EmptyState,
  formatTotals,
  hint,
  isoDay,
  StatusBadge,
  useLanguage,
  useTexts,
} from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { IconClockExclamation, IconMailbox, IconMessageCheck, IconPaperclip } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useGridRows } from '../../grid-rows.ts';
import { SearchBox } from '../../lists/SearchBox.tsx';
import { useScreenSearch } from '../../search.ts';
import { usePortfolio } from '../agenda/useAgendaSearch.ts';
import { MailLabel } from './MailLabel.tsx';
import { mailViewOf, mailViews } from './mails.ts';
import type { MailView, ReceivedMailRow } from './mails.ts';
import './replies.css';

interface MailsViewProps {
  readonly openedId: string | undefined;
  readonly onOpen: (row: ReceivedMailRow) => void;
}

const rowKey = (row: ReceivedMailRow) => row.id;
const besidePanel = ['customerName', 'says', 'receivedAt'];
const sorts = ['receivedAt', '-receivedAt', 'customerName', '-customerName', 'dueOn', '-dueOn'] as const;

/** How many of each view wait. */
export function useMailCounters() {
  const { mine } = usePortfolio();
  return useQuery({
    queryKey: ['received-mails', 'counters', mine],
    queryFn: () => api('GET /received-mails/counters', { query: mine ? { mine } : {} }),
  });
}

/** What the tab shows: mails to treat, to sort, noted, treated; or answers noted by hand. */
export function MailViews() {
  const words = useTexts().replies.screen;
  const language = useLanguage();
  const { search, change } = useScreenSearch();
  const { mine } = usePortfolio();
  const counters = useMailCounters().data;
  // The tab's own figure: what is left of it was noted by hand.
  const tab = useQuery({
    queryKey: ['agenda', 'alerts', mine],
    queryFn: () => api('GET /agenda/counters', { query: mine ? { mine } : {} }),
  }).data;
  const counts: Partial<Record<MailView, number | undefined>> = {
    'to-treat': counters?.toTreat,
    triage: counters?.triage,
    'by-hand': counters && tab ? Math.max(0, tab.replies - counters.toTreat - counters.triage) : undefined,
  };
  const names: Record<MailView, string> = {
    'to-treat': words.toTreat,
    triage: words.triage,
    noted: words.noted,
    treated: words.treated,
    'by-hand': words.byHand,
  };
  return (
    <SegmentedControl
      size="xs"
      className="r-views"
      aria-label={words.views}
      value={mailViewOf(search.state)}
      onChange={(next) =>
        change({ state: next === 'to-treat' ? undefined : next, kind: undefined, open: undefined, sort: undefined })
      }
      data={mailViews.map((view) => {
        const count = counts[view];
        return { value: view, label: count ? `${names[view]} ${formatCount(language, count)}` : names[view] };
      })}
    />
  );
}

/** The mails that came in, the latest first, each with what it says. */
export function MailsView({ openedId, onOpen }: MailsViewProps) {
  const texts = useTexts();
  const words = texts.replies.screen;
  const language = useLanguage();
  const { mine } = usePortfolio();
  const { search, change } = useScreenSearch();
  const view = mailViewOf(search.state);
  const state = view === 'by-hand' ? 'to-treat' : view;
  const sort = sorts.find((each) => each === search.sort) ?? '-receivedAt';
  const label = search.kind;
  const q = search.q ?? '';
  const { source } = useGridRows<ReceivedMailRow, undefined>({
    queryKey: ['received-mails', state, mine, sort, q, label ?? ''],
    load: async (window) => {
      const labels = texts.replies.labels;
      const query = {
        ...window,
        sort,
        state,
        ...(q === '' ? {} : { q }),
        ...(mine ? { mine } : {}),
        // The cast: only the product's own words pass.
        ...(label !== undefined && label in labels ? { label: label as keyof typeof labels } : {}),
      };
      const answer = await api('GET /received-mails', { query });
      return { rows: answer.rows, total: answer.total, totals: undefined };
    },
  });
  const beside = openedId !== undefined;
  const columns = useMemo(() => {
    const all = mailColumns(texts, language);
    if (!beside) return all;
    return all
      .filter((column) => besidePanel.includes(column.id))
      .map((column) => (column.id === 'customerName' ? { ...column, grow: true } : column));
  }, [texts, language, beside]);
  return (
    <DataGrid
      name={beside ? 'mails-beside' : 'mails'}
      label={words.label}
      columns={columns}
      source={source}
      rowKey={rowKey}
      sort={{ column: sort.replace(/^-/, ''), direction: sort.startsWith('-') ? 'descending' : 'ascending' }}
      onSort={(next) => change({ sort: `${next.direction === 'descending' ? '-' : ''}${next.column}` })}
      onOpen={onOpen}
      onActive={(row) => beside && onOpen(row)}
      {...(openedId ? { openedKey: openedId } : {})}
      toolbar={
        <>
          <MailViews />
          <SearchBox label={words.search} value={q} onChange={(next) => change({ q: next === '' ? undefined : next })} />
          {view === 'to-treat' && <Labels />}
        </>
      }
      {...(q === '' && label === undefined ? { empty: <NothingHere view={view} /> } : {})}
    />
  );
}

/** What the waiting mails say, each kind a press away. */
function Labels() {
  const texts = useTexts();
  const language = useLanguage();
  const { search, change } = useScreenSearch();
  const labels = useMailCounters().data?.labels ?? [];
  if (labels.length < 2 && !search.kind) return null;
  return (
    <span className="a-steps" role="group" aria-label={texts.replies.screen.says}>
      {labels.map(({ label, count }) => (
        <button
          key={label}
          type="button"
          className="q-plain a-step"
          aria-pressed={search.kind === label}
          onClick={() => change({ kind: search.kind === label ? undefined : label })}
        >
          {texts.replies.labels[label]}
          <span className="q-muted q-number">{formatCount(language, count)}</span>
        </button>
      ))}
    </span>
  );
}

function NothingHere({ view }: { readonly view: MailView }) {
  const words = useTexts().replies.screen;
  const said: Record<MailView, readonly [string, string]> = {
    'to-treat': [words.none, words.noneHelp],
    triage: [words.noneTriage, words.noneTriageHelp],
    noted: [words.noneNoted, words.noneNotedHelp],
    treated: [words.noneTreated, words.noneTreatedHelp],
    'by-hand': [words.none, words.noneHelp],
  };
  return (
    <EmptyState icon={view === 'to-treat' ? IconMessageCheck : IconMailbox} title={said[view][0]}>
      {said[view][1]}
    </EmptyState>
  );
}

function mailColumns(texts: Texts, language: 'fr' | 'en'): GridColumn<ReceivedMailRow>[] {
  const words = texts.replies.screen;
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
          {row.probablyName ? (
            <span className="q-muted q-clip" {...hint(words.probably(row.probablyName))}>
              {words.probablyShort(row.probablyName)}
            </span>
          ) : (
            <span className="q-clip">{row.customerName ?? (row.fromName || row.fromAddress || words.unknown)}</span>
          )}
          {row.customerCode && <span className="q-muted q-number a-code">{row.customerCode}</span>}
        </span>
      ),
    },
    { id: 'says', title: words.says, width: 204, primary: 'detail', cell: (row) => <MailLabel mail={row} /> },
    {
      id: 'words',
      title: words.words,
      width: 320,
      grow: true,
      cell: (row) => (
        <span className="a-line">
          <span className="q-clip">{row.excerpt || row.subject || <span className="q-muted">{words.noWords}</span>}</span>
          {row.attachments > 0 && (
            <span className="q-muted" {...hint(words.files(row.attachments))}>
              <IconPaperclip size={14} aria-label={words.files(row.attachments)} />
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'receivedAt',
      title: words.received,
      width: 120,
      sortable: true,
      cell: (row) => <DateDay day={isoDay(new Date(row.receivedAt))} />,
    },
    {
      id: 'dueOn',
      title: words.due,
      width: 130,
      sortable: true,
      cell: (row) =>
        row.overdueReply ? (
          <StatusBadge tone="late" icon={IconClockExclamation}>
            {words.late}
          </StatusBadge>
        ) : (
          <DateDay day={row.dueOn} />
        ),
    },
    {
      id: 'overdue',
      title: texts.agenda.columns.overdue,
      hint: texts.agenda.columns.overdueHelp,
      width: 150,
      align: 'end',
      primary: 'figure',
      cell: (row) => {
        const [only, ...others] = row.overdue;
        if (!only) return <span className="q-muted">–</span>;
        return others.length > 0 ? (
          <span className="q-number">{formatTotals(language, row.overdue)}</span>
        ) : (
          <Amount value={only.amount} currency={only.currency} />
        );
      },
    },
  ];
}
