import { Button } from '@mantine/core';
import type { CustomerRow } from '@quitus/contract';
import type { OutputOf } from '@quitus/contract/client';
import { DataGrid, EmptyState, FilterChips, Help, Page, useTexts, useTicked } from '@quitus/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconBuilding, IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useGridRows } from '../../grid-rows.ts';
import { CurrencyTotals } from '../../lists/CurrencyTotals.tsx';
import { ListViews } from '../../lists/ListViews.tsx';
import { SearchBox } from '../../lists/SearchBox.tsx';
import { useListSearch } from '../../lists/useListSearch.ts';
import { MayButton } from '../../MayButton.tsx';
import { useScreenSearch } from '../../search.ts';
import { useMay } from '../../session.ts';
import { BulkChange } from './BulkChange.tsx';
import { customerColumns } from './customer-columns.tsx';
import { NewCustomer } from './NewCustomer.tsx';
import './customers.css';

type CustomerTotals = OutputOf<'GET /customers'>['totals'];

const rowKey = (row: CustomerRow) => `${row.id} ${row.currency}`;
const sums = ['overdue', 'total', 'notDue', 'unallocated', 'awaiting'] as const;

/** The customers with what they owe: filtered, sorted, summed by the server, whatever their number. */
export function CustomersScreen() {
  const texts = useTexts();
  const words = texts.customers;
  const navigate = useNavigate();
  const may = useMay('work');
  const { search, change } = useScreenSearch();
  const list = useListSearch('customer', '-overdue');
  const asked = { ...list.query, ...(search.entity ? { entityId: search.entity } : {}) };
  const { source, totals } = useGridRows<CustomerRow, CustomerTotals>({
    queryKey: ['customers', asked],
    load: (window) => api('GET /customers', { query: { ...asked, ...window } }),
  });
  const ticked = useTicked<CustomerRow>();
  const only = totals?.length === 1 ? totals[0]?.currency : totals === undefined ? 'EUR' : undefined;
  const columns = useMemo(
    () => customerColumns({ texts, sortable: list.sortable, currency: only }),
    [texts, list.sortable, only],
  );
  const footer = totals && {
    ...Object.fromEntries(
      sums.map((name) => [
        name,
        <CurrencyTotals
          key={name}
          bare={only !== undefined}
          amounts={totals.map((each) => ({ amount: each[name], currency: each.currency }))}
        />,
      ]),
    ),
    openItems: <span className="q-number">{totals.reduce((sum, each) => sum + each.openItems, 0)}</span>,
  };
  const chosen = [...new Set([...ticked.ticked.values()].map((row) => row.id))];
  const nothingAsked = list.filters.length === 0 && list.q === '';
  return (
    <Page
      title={texts.shell.places.customers}
      shape="work"
      help={
        <Help title={texts.shell.places.customers}>
          <p>{words.help}</p>
        </Help>
      }
      actions={
        <MayButton
          may="work"
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => change({ show: 'new' }, 'push')}
        >
          {words.create.open}
        </MayButton>
      }
      aside={may && search.show === 'new' && <NewCustomer onClose={() => change({ show: undefined, step: undefined })} />}
    >
      <DataGrid
        name="customers"
        label={words.label}
        columns={columns}
        source={source}
        rowKey={rowKey}
        sort={list.sort}
        onSort={list.setSort}
        onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: row.id } })}
        {...(footer && source.total > 0 ? { totals: footer } : {})}
        selection={{
          ...ticked,
          amountOf: (row) => ({ amount: row.overdue, currency: row.currency }),
          actions: <BulkChange customerIds={chosen} onDone={() => ticked.onChange(new Map())} />,
        }}
        toolbar={
          <>
            <SearchBox label={words.search} value={list.q} onChange={list.setQ} />
            <ListViews screen="customers" />
            <FilterChips fields={list.fields} filters={list.filters} onChange={list.setFilters} />
          </>
        }
        {...(nothingAsked
          ? {
              empty: (
                <EmptyState
                  icon={IconBuilding}
                  title={words.empty}
                  action={<Button renderRoot={(props) => <Link to="/imports" {...props} />}>{words.import}</Button>}
                >
                  {words.emptyHelp}
                </EmptyState>
              ),
            }
          : {})}
      />
    </Page>
  );
}
