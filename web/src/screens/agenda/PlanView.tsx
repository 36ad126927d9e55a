import { Button, Popover } from '@mantine/core';
import { formatDay } from '@quitus/texts';
import { Amount, DataGrid, DateDay, EmptyState, ErrorState, Skeleton, StepBadge, formatTotals, useLanguage, useTexts, useToday } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { IconCalendarOff } from '@tabler/icons-react';
import type { Texts } from '@quitus/texts';
import { useQuery } from '@tanstack/react-query';
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

/** The next 60 days if nothing changes: a calendar of what is foreseen, and the list of one day or of all. */
export function PlanView() {
  const words = useTexts().agenda.plan;
  const today = useToday();
  const { search, change } = useScreenSearch();
  const language = useLanguage();
  const answer = useQuery({
    queryKey: ['plan', today, days, language],
    queryFn: () => api('GET /plan', { query: { from: today, days, limit: 1 } }),
    staleTime: 60_000,
  });
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="page" />;
  const { byDay, skipped } = answer.data;
  const left = Object.values(skipped).reduce((sum, count) => sum + count, 0);
  if (answer.data.total === 0)
    return (
      <>
        <EmptyState icon={IconCalendarOff} title={words.empty}>
          {words.emptyHelp}
        </EmptyState>
        <SkippedReasons skipped={skipped} label={words.skippedTitle} />
      </>
    );
  return (
    <>
      <div className="q-inline">
        <span className="q-muted">{words.lead}</span>
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
      <PlanCalendar from={today} days={days} foreseen={byDay} day={search.asOf} onDay={(day) => change({ asOf: day })} />
      <PlanList day={search.asOf} onWhole={() => change({ asOf: undefined })} />
    </>
  );
}

const rowKey = (row: PlanRow) => `${row.date} ${row.customerId} ${row.step} ${row.currency}`;

function PlanList({ day, onWhole }: { readonly day: string | undefined; readonly onWhole: () => void }) {
  const texts = useTexts();
  const words = texts.agenda.plan;
  const language = useLanguage();
  const today = useToday();
  const navigate = useNavigate();
  const asked = day ? { from: day, days: 1 } : { from: today, days };
  const { source, totals } = useGridRows<PlanRow, Foreseen['totals']>({
    queryKey: ['plan', 'rows', asked, language],
    load: (window) => api('GET /plan', { query: { ...asked, ...window } }),
  });
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
          <>
            <strong>{day ? words.onDay(formatDay(language, day)) : words.wholePeriod}</strong>
            {day && (
              <Button variant="subtle" color="gray" size="xs" onClick={onWhole}>
                {words.wholePeriod}
              </Button>
            )}
          </>
        }
        {...(totals && source.total > 0
          ? { totals: { amount: <strong className="q-number">{formatTotals(language, totals)}</strong> } }
          : {})}
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
    { id: 'items', title: words.itemsColumn, width: 72, align: 'end', cell: (row) => <span className="q-number">{row.items}</span> },
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
