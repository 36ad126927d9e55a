import { Button } from '@mantine/core';
import {
  AgingBar,
  Amount,
  DataGrid,
  DateDay,
  FilterChips,
  Flag,
  LateDays,
  SavedViews,
  SituationBadge,
  StepBadge,
  Why,
  channels,
  useLanguage,
  useTicked,
} from '@quitus/ui';
import type { Filter, FilterField, GridColumn, GridSort, GridSource } from '@quitus/ui';
import { useMemo, useState } from 'react';
import { sample } from './sample.ts';
import { sampleCustomer } from './sample-customers.ts';
import type { SampleCustomer } from './sample-customers.ts';

const total = 100_000;
// A window that never comes, so that the waiting rows can be looked at.
const neverLoadedFrom = 60;

/** A hundred thousand rows; those from the sixtieth on look as while they load. */
export const endless: GridSource<SampleCustomer> = {
  total,
  reachable: total,
  rowAt: (index) => (index >= neverLoadedFrom && index < neverLoadedFrom + 12 ? undefined : sampleCustomer(index)),
  show: () => undefined,
  status: 'ready',
};

type Words = (typeof sample)['en'];

function columnsIn(words: Words): GridColumn<SampleCustomer>[] {
  return [
    {
      id: 'customer',
      title: words.grid.customer,
      width: 240,
      grow: true,
      fixed: true,
      sortable: true,
      primary: 'title',
      cell: (row) => (
        <span className="g-name">
          <Flag profile={row.profile} />
          <span className="q-clip">{row.name}</span>
        </span>
      ),
    },
    {
      id: 'code',
      title: words.grid.code,
      width: 96,
      sortable: true,
      cell: (row) => <span className="q-number q-muted">{row.code}</span>,
    },
    {
      id: 'why',
      title: words.grid.why,
      width: 236,
      primary: 'detail',
      cell: (row) => (
        <StepBadge channel={channels[row.step] ?? 'email'} mode={row.step === 2 ? 'to-confirm' : 'automatic'}>
          {words.steps[row.step] ?? ''}
        </StepBadge>
      ),
    },
    {
      id: 'overdue',
      title: words.grid.overdue,
      unit: '€',
      hint: words.grid.hint,
      width: 124,
      align: 'end',
      sortable: true,
      primary: 'figure',
      cell: (row) => <Amount value={row.overdue} zero="dash" strong />,
    },
    {
      id: 'total',
      title: words.grid.total,
      unit: '€',
      width: 124,
      align: 'end',
      sortable: true,
      cell: (row) => <Amount value={row.total} />,
    },
    {
      id: 'oldest',
      title: words.grid.oldest,
      width: 96,
      align: 'end',
      sortable: true,
      cell: (row) => <LateDays dueOn={row.dueOn} />,
    },
    { id: 'due', title: words.grid.due, width: 120, hiddenAtStart: true, cell: (row) => <DateDay day={row.dueOn} /> },
    { id: 'aging', title: words.grid.aging, width: 128, cell: (row) => <AgingBar bare amounts={row.aging} currency="EUR" /> },
    { id: 'situation', title: words.grid.situation, width: 150, cell: (row) => <SituationBadge situation={row.situation} /> },
    { id: 'collector', title: words.grid.collector, width: 120, hiddenAtStart: true, cell: (row) => row.collector },
    {
      id: 'ask',
      title: words.grid.ask,
      width: 56,
      cell: (row) => <Why about={row.code} title={words.whyTitle} reasons={words.reasons.map((sentence) => ({ sentence }))} />,
    },
  ];
}

function fieldsIn(words: Words): FilterField[] {
  return [
    {
      id: 'segment',
      label: words.filters.segment,
      kind: 'choice',
      options: [
        { value: 'big', label: words.filters.big },
        { value: 'small', label: words.filters.small },
        { value: 'public', label: words.filters.public },
      ],
    },
    { id: 'overdue', label: words.filters.amount, kind: 'amount', unit: '€' },
    { id: 'late', label: words.filters.late, kind: 'number' },
    { id: 'due', label: words.filters.due, kind: 'day' },
    { id: 'name', label: words.filters.name, kind: 'text' },
    { id: 'disputed', label: words.filters.disputed, kind: 'yes-no' },
  ];
}

const firstFilters: Filter[] = [
  { field: 'segment', operator: 'is', values: ['big'] },
  { field: 'overdue', operator: 'at-least', values: ['1000'] },
];

const rowKey = (row: SampleCustomer) => row.id;

/** A full grid: views, filters, ticks with their sum, sort, totals of the filter. */
export function List({
  onOpen,
  openedKey,
}: {
  readonly onOpen: (row: SampleCustomer) => void;
  readonly openedKey: string | undefined;
}) {
  const words = sample[useLanguage()];
  const columns = useMemo(() => columnsIn(words), [words]);
  const [filters, setFilters] = useState<readonly Filter[]>(firstFilters);
  const [sort, setSort] = useState<GridSort>({ column: 'overdue', direction: 'descending' });
  const [view, setView] = useState<string | undefined>('0');
  const [everything, setEverything] = useState(false);
  const ticked = useTicked<SampleCustomer>();
  const views = words.views.map((name, index) => ({ id: String(index), name, shared: index > 0 }));
  return (
    <DataGrid
      name="gallery"
      label={words.grid.label}
      height={560}
      columns={columns}
      source={endless}
      rowKey={rowKey}
      sort={sort}
      onSort={setSort}
      onOpen={onOpen}
      {...(openedKey === undefined ? {} : { openedKey })}
      onExport={() => undefined}
      totals={{ overdue: <Amount value="1309759.82" strong />, total: <Amount value="4820000.00" strong /> }}
      selection={{
        ...ticked,
        everything,
        onEverything: setEverything,
        amountOf: (row) => ({ amount: row.overdue, currency: 'EUR' }),
        actions: (
          <>
            <Button size="xs">{words.grid.remind(everything ? total : ticked.ticked.size)}</Button>
            <Button size="xs" variant="default">
              {words.grid.qualify}
            </Button>
          </>
        ),
      }}
      toolbar={
        <>
          <SavedViews
            views={views}
            {...(view === undefined ? {} : { current: view })}
            changed={filters !== firstFilters}
            onChoose={setView}
            onSaveNew={() => undefined}
            onUpdate={() => setFilters(firstFilters)}
            onRemove={() => setView(undefined)}
          />
          <FilterChips fields={fieldsIn(words)} filters={filters} onChange={setFilters} />
        </>
      }
    />
  );
}
