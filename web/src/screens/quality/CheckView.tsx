import {
  Amount,
  DataGrid,
  EmptyState,
  ErrorState,
  Page,
  Skeleton,
  formatTotals,
  useLanguage,
  useTexts,
  useTicked,
} from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import type { Texts } from '@quitus/texts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconCircleCheck, IconClipboardText } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { api } from '../../api.ts';
import { useGridRows } from '../../grid-rows.ts';
import { MayButton } from '../../MayButton.tsx';
import { useScreenSearch } from '../../search.ts';
import { KeyEmailsPanel } from '../overview/KeyEmails.tsx';
import { firstHourQuery, qualityQuery } from './quality-queries.ts';
import type { QualityCheck, QualityRow } from './quality-queries.ts';
import { BulkChoice } from './repair/BulkChoice.tsx';
import { choiceFields } from './repair/fields.ts';
import { Repair } from './repair/Repair.tsx';
import { RepairedProvider } from './repair/repaired.tsx';

const rowKey = (row: QualityRow) => `${row.customerId} ${row.itemId ?? ''} ${row.value ?? ''}`;

/** The lines that fail one check, those that block most overdue first, each repaired where it stands. */
export function CheckView({ code }: { readonly code: string }) {
  const texts = useTexts();
  const words = texts.quality.screen;
  const answer = useQuery(qualityQuery);
  const check = answer.data?.checks.find((each) => each.code === code);
  const trail = (
    <Link to="/quality" search={{}}>
      {words.back}
    </Link>
  );
  if (!check)
    return (
      <Page title={texts.shell.places.quality} trail={trail}>
        {answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : answer.data ? (
          <EmptyState title={words.unknown} />
        ) : (
          <Skeleton shape="page" />
        )}
      </Page>
    );
  return <CheckLines check={check} trail={trail} />;
}

function CheckLines({ check, trail }: { readonly check: QualityCheck; readonly trail: React.ReactNode }) {
  const texts = useTexts();
  const words = texts.quality.screen;
  const language = useLanguage();
  const navigate = useNavigate();
  const { search, change } = useScreenSearch();
  const [repaired, setRepaired] = useState<ReadonlyMap<string, string>>(new Map());
  const ticked = useTicked<QualityRow>();
  const { source } = useGridRows<QualityRow, null>({
    queryKey: ['quality', 'check', check.code],
    load: async (window) => ({
      ...(await api('GET /quality/checks/{code}', { params: { code: check.code }, query: window })),
      totals: null,
    }),
  });
  const columns = useMemo(() => checkColumns(texts, check), [texts, check]);
  const firstHour = useQuery({ ...firstHourQuery, enabled: search.show === 'emails' });
  const field = choiceFields.find((each) => each === check.field);
  const blocked = formatTotals(
    language,
    check.blocks.map((block) => ({ amount: block.overdue, currency: block.currency })),
  );
  const facts = [words.severities[check.severity], words.lines(check.count, check.customers), blocked].filter(
    (fact) => fact !== '',
  );
  return (
    <RepairedProvider value={{ repaired, onRepaired: (key, value) => setRepaired((now) => marked(now, key, value)) }}>
      <Page
        title={check.title}
        shape="work"
        trail={trail}
        detail={`${facts.join(' · ')}. ${check.explanation}`}
        actions={
          check.field === 'email' && (
            <MayButton
              may="work"
              variant="default"
              leftSection={<IconClipboardText size={15} aria-hidden />}
              onClick={() => change({ show: 'emails' }, 'push')}
            >
              {words.paste}
            </MayButton>
          )
        }
        aside={
          search.show === 'emails' &&
          firstHour.data && <KeyEmailsPanel keys={firstHour.data} onClose={() => change({ show: undefined })} />
        }
      >
        <DataGrid
          name={`quality-${check.repair}`}
          label={words.list(check.title)}
          columns={columns}
          source={source}
          rowKey={rowKey}
          onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: row.customerId } })}
          {...(field
            ? {
                selection: {
                  ...ticked,
                  amountOf: (row: QualityRow) => ({ amount: row.overdue, currency: row.currency }),
                  actions: (
                    <BulkChoice
                      field={field}
                      rows={[...ticked.ticked.values()]}
                      onDone={() => ticked.onChange(new Map())}
                      keyOf={rowKey}
                    />
                  ),
                },
              }
            : {})}
          empty={
            <EmptyState icon={IconCircleCheck} title={words.nothingLeft}>
              {words.nothingLeftHelp}
            </EmptyState>
          }
        />
      </Page>
    </RepairedProvider>
  );
}

function marked(now: ReadonlyMap<string, string>, key: string, value: string | undefined): ReadonlyMap<string, string> {
  const next = new Map(now);
  if (value === undefined) next.delete(key);
  else next.set(key, value);
  return next;
}

function checkColumns(texts: Texts, check: QualityCheck): GridColumn<QualityRow>[] {
  const words = texts.quality.screen.columns;
  const money = (id: 'overdue' | 'open'): GridColumn<QualityRow> => ({
    id,
    title: words[id],
    width: 130,
    align: 'end',
    ...(id === 'overdue' ? { primary: 'figure' as const } : { hiddenAtStart: true }),
    cell: (row) => <Amount value={row[id]} currency={row.currency} strong={id === 'overdue'} zero="dash" />,
  });
  return [
    {
      id: 'customer',
      title: words.customer,
      width: 300,
      fixed: true,
      primary: 'title',
      cell: (row) => (
        <span className="q-clip">
          {row.name} <span className="q-muted">{row.code}</span>
        </span>
      ),
    },
    money('overdue'),
    money('open'),
    {
      id: 'detail',
      title: words.detail,
      width: 240,
      grow: true,
      primary: 'detail',
      cell: (row) => (
        <span className="q-clip">
          {row.number === null ? '' : `${row.number} · `}
          {row.detail}
        </span>
      ),
    },
    {
      id: 'repair',
      title: words.repair,
      width: 320,
      fixed: true,
      cell: (row) => <Repair check={check} row={row} rowKey={rowKey(row)} />,
    },
  ];
}
