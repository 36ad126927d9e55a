import { Button, Popover } from '@mantine/core';
import { formatDay } from '@quitus/texts';
import {
  Amount,
  DataGrid,
  DateDay,
  EmptyState,
  ErrorState,
  Skeleton,
  StepBadge,
  formatTotals,
  useLanguage,
  useTexts,
  useToday,
} from '@quitus/ui';
import type { GridColumn, GridSource } from '@quitus/ui';
import { IconCalendarOff } from '@tabler/icons-react';
import type { Texts } from '@quitus/texts';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useGridRows } from '../../grid-rows.ts';
import { useScreenSearch } from '../../search.ts';
import { channelOf } from './action.ts';
import type { Foreseen, PlanRow } from './plan.ts';
import { PlanCalendar } from './PlanCalendar.tsx';
import { SkippedReasons } from './skipped-reasons.tsx';

const days = 60;

const rowKey = (row: PlanRow) => `${row.date} ${row.customerId} ${row.step} ${row.currency}`;

interface PlanViewProps {
  /** Only what leaves as a message and does not wait in the queue already. */
  readonly messages?: boolean;
}

/** The next 60 days if nothing changes: a calendar of what is foreseen, and the list of one day or of all. */
export function PlanView({ messages = false }: PlanViewProps) {
  const words = useTexts().agenda.plan;
  const today = useToday();
  const { search, change } = useScreenSearch();
  const language = useLanguage();
  // One question for calendar and list: the plan is worked out whole each time.
  const { source, totals } = useGridRows<PlanRow, Omit<Foreseen, 'rows'>>({
    queryKey: ['plan', today, days, messages, language],
    load: async (window) => {
      const { rows, ...totals } = await api('GET /plan', { query: { from: today, days, messages, ...window } });
      return { rows, total: totals.total, totals };
    },
  });
  if (source.status === 'failed') return <ErrorState error={source.error} {...(source.retry ? { onRetry: source.retry } : {})} />;
  if (!totals) return <Skeleton shape="page" />;
  if (totals.total === 0)
    return (
      <>
        <EmptyState icon={IconCalendarOff} title={messages ? words.emptyMessages : words.empty}>
          {words.emptyHelp}
        </EmptyState>
        <SkippedReasons skipped={totals.skipped} label={words.skippedTitle} />
      </>
    );
  const day = totals.byDay.some((each) => each.date === search.asOf) ? search.asOf : undefined;
  return (
    <>
      <PlanLead messages={messages} skipped={totals.skipped} />
      <PlanCalendar from={today} days={days} foreseen={totals.byDay} day={day} onDay={(next) => change({ asOf: next })} />
      {day === undefined ? (
        <PlanList source={source} title={words.wholePeriod} sums={totals.totals} />
      ) : (
        <DayList key={day} messages={messages} day={day} byDay={totals.byDay} onWhole={() => change({ asOf: undefined })} />
      )}
    </>
  );
}

function PlanLead({ messages, skipped }: { readonly messages: boolean; readonly skipped: Foreseen['skipped'] }) {
  const words = useTexts().agenda.plan;
  const left = Object.values(skipped).reduce((sum, count) => sum + count, 0);
  return (
    <div className="q-inline">
      <span className="q-muted">{messages ? words.leadMessages : words.lead}</span>
      {left > 0 && (
        <Popover width={420} position="bottom-start">
          <Popover.Target>
            <Button variant="default" size="xs">
              {words.skipped(left)}
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <SkippedReasons skipped={skipped} label={words.skippedTitle} />
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}

interface DayListProps {
  readonly messages: boolean;
  readonly day: string;
  readonly byDay: Foreseen['byDay'];
  readonly onWhole: () => void;
}

/** One day of the plan: the window of the whole list that is this day's, for the list is in the order of the days. */
function DayList({ messages, day, byDay, onWhole }: DayListProps) {
  const words = useTexts().agenda.plan;
  const today = useToday();
  const language = useLanguage();
  const sum = (some: Foreseen['byDay']) => some.reduce((total, each) => total + each.count, 0);
  const before = sum(byDay.filter((each) => each.date < day));
  const total = sum(byDay.filter((each) => each.date === day));
  const { source } = useGridRows<PlanRow, undefined>({
    queryKey: ['plan', today, days, messages, language, 'day', day],
    load: async ({ offset, limit }) => {
      const { rows } = await api('GET /plan', {
        query: { from: today, days, messages, offset: before + offset, limit: Math.max(1, Math.min(limit, total - offset)) },
      });
      return { rows, total, totals: undefined };
    },
  });
  return <PlanList source={source} title={words.onDay(formatDay(language, day))} onWhole={onWhole} />;
}

interface PlanListProps {
  readonly source: GridSource<PlanRow>;
  readonly title: string;
  readonly sums?: Foreseen['totals'];
  /** Back to the whole period. */
  readonly onWhole?: () => void;
}

function PlanList({ source, title, sums, onWhole }: PlanListProps) {
  const texts = useTexts();
  const words = texts.agenda.plan;
  const language = useLanguage();
  const navigate = useNavigate();
  const columns = useMemo(() => planColumns(texts), [texts]);
  return (
    <div className="a-plan-list">
      <DataGrid
        name="plan"
        label={words.list}
        columns={columns}
        source={source}
        rowKey={rowKey}
        onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: row.customerId } })}
        toolbar={
          <div className="q-inline">
            <strong>{title}</strong>
            {sums && <span className="q-muted q-number">{formatTotals(language, sums)}</span>}
            {onWhole && (
              <Button variant="subtle" color="gray" size="xs" onClick={onWhole}>
                {words.wholePeriod}
              </Button>
            )}
          </div>
        }
      />
    </div>
  );
}

function planColumns(texts: Texts): GridColumn<PlanRow>[] {
  const words = texts.agenda.plan;
  return [
    { id: 'date', title: words.date, width: 116, cell: (row) => <DateDay day={row.date} form="date" /> },
    {
      id: 'customer',
      title: texts.agenda.columns.customer,
      width: 240,
      grow: true,
      primary: 'title',
      cell: (row) => (
        <span className="a-line">
          <span className="q-clip">{row.customer}</span>
          <span className="q-muted q-number a-code">{row.customerCode}</span>
        </span>
      ),
    },
    {
      id: 'step',
      title: words.step,
      width: 230,
      primary: 'detail',
      cell: (row) => (
        <StepBadge channel={channelOf(row.channel)} {...(row.automation === 'manual' ? {} : { mode: row.automation })}>
          {row.step}
        </StepBadge>
      ),
    },
    { id: 'scenario', title: words.scenario, width: 140, cell: (row) => <span className="q-clip">{row.scenario}</span> },
    {
      id: 'items',
      title: words.itemsColumn,
      width: 72,
      align: 'end',
      cell: (row) => <span className="q-number">{row.items}</span>,
    },
    {
      id: 'amount',
      title: texts.agenda.columns.amount,
      width: 150,
      align: 'end',
      primary: 'figure',
      cell: (row) => <Amount value={row.amount} currency={row.currency} strong />,
    },
  ];
}
