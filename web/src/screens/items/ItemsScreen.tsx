import { SegmentedControl } from '@mantine/core';
import type { ItemRow } from '@quitus/contract';
import type { OutputOf } from '@quitus/contract/client';
import { DataGrid, EmptyState, FilterChips, Help, Page, useLanguage, useTexts, useTicked } from '@quitus/ui';
import { IconFileInvoice } from '@tabler/icons-react';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useGridRows } from '../../grid-rows.ts';
import { CurrencyTotals } from '../../lists/CurrencyTotals.tsx';
import { ListViews } from '../../lists/ListViews.tsx';
import { SearchBox } from '../../lists/SearchBox.tsx';
import { useListSearch } from '../../lists/useListSearch.ts';
import { useScreenSearch } from '../../search.ts';
import { useMay } from '../../session.ts';
import { itemColumns } from './item-columns.tsx';
import { ItemPanel } from './ItemPanel.tsx';
import { QualifyAll, QualifyItems, toQualifyFilter } from './QualifyItems.tsx';
import './items.css';

const rowKey = (row: ItemRow) => row.id;
const states = ['open', 'settled', 'all'] as const;
const sums = [
  { column: 'open', name: 'open' },
  { column: 'itemAwaiting', name: 'awaiting' },
] as const;

type ItemTotals = OutputOf<'GET /items'>['totals'];
// The columns kept beside an open item, which says the rest.
const besidePanel = new Set(['number', 'sortName', 'dueOn', 'itemDaysLate', 'open']);

/** Every line of the customer accounts: filtered, sorted, summed by the server; one opens beside the list. */
export function ItemsScreen() {
  const texts = useTexts();
  const words = texts.items;
  const language = useLanguage();
  const { search, change } = useScreenSearch();
  // The oldest due date first, which is the latest first; sorted by their days late, those without a due date would lead.
  const list = useListSearch('item', 'dueOn');
  const state = states.find((each) => each === search.state) ?? 'open';
  const asked = {
    ...list.query,
    state,
    ...(search.entity ? { entityId: search.entity } : {}),
    ...(search.customer ? { customerId: search.customer } : {}),
  };
  // Which rows, in whatever order.
  const { sort: _sort, ...matching } = asked;
  const { source, totals } = useGridRows<ItemRow, ItemTotals>({
    queryKey: ['items', asked],
    load: (window) => api('GET /items', { query: { ...asked, ...window } }),
  });
  const ticked = useTicked<ItemRow>();
  // Rows are ticked where there is something to do with several: decide on what waits since going live.
  const qualifying = useMay('work') && (search.f ?? []).includes(toQualifyFilter);
  const only = totals === undefined ? 'EUR' : totals.length === 1 ? totals[0]?.currency : undefined;
  const beside = search.open !== undefined;
  const columns = useMemo(() => {
    const all = itemColumns({ texts, language, sortable: list.sortable, currency: only });
    return beside
      ? all.filter(({ id }) => besidePanel.has(id)).map((column) => ({ ...column, grow: column.id === 'sortName' }))
      : all;
  }, [texts, language, list.sortable, only, beside]);
  const footer =
    totals &&
    Object.fromEntries(
      sums.map(({ column, name }) => [
        column,
        <CurrencyTotals
          key={name}
          bare={only !== undefined}
          amounts={totals.map((each) => ({ amount: each[name], currency: each.currency }))}
        />,
      ]),
    );
  return (
    <Page
      title={texts.shell.places.items}
      shape="work"
      help={
        <Help title={texts.shell.places.items}>
          <p>{words.help}</p>
        </Help>
      }
      aside={search.open && <ItemPanel key={search.open} itemId={search.open} onClose={() => change({ open: undefined })} />}
    >
      <DataGrid
        name={beside ? 'items-beside' : 'items'}
        label={words.label}
        columns={columns}
        source={source}
        rowKey={rowKey}
        sort={list.sort}
        onSort={list.setSort}
        onOpen={(row) => change({ open: row.id })}
        {...(search.open ? { openedKey: search.open, onActive: (row: ItemRow) => change({ open: row.id }) } : {})}
        {...(footer && source.total > 0 ? { totals: footer } : {})}
        {...(qualifying
          ? {
              selection: {
                ...ticked,
                amountOf: (row: ItemRow) => ({ amount: row.open, currency: row.currency }),
                actions: <QualifyItems items={[...ticked.ticked.values()]} onDone={() => ticked.onChange(new Map())} />,
              },
            }
          : {})}
        toolbar={
          <>
            <SearchBox label={words.search} value={list.q} onChange={list.setQ} />
            <SegmentedControl
              size="xs"
              aria-label={words.states.label}
              value={state}
              onChange={(next) => change({ state: next === 'open' ? undefined : next, open: undefined })}
              data={states.map((each) => ({ value: each, label: words.states[each] }))}
            />
            <ListViews screen="items" />
            <FilterChips fields={list.fields} filters={list.filters} onChange={list.setFilters} />
            {qualifying && totals && <QualifyAll asked={matching} totals={totals} onDone={() => ticked.onChange(new Map())} />}
          </>
        }
        empty={
          <EmptyState icon={IconFileInvoice} title={words.empty}>
            {words.emptyHelp}
          </EmptyState>
        }
      />
    </Page>
  );
}
