import { Button, Checkbox, TextInput } from '@mantine/core';
import { formatDayLong } from '@quitus/texts';
import { DataGrid, EmptyState, useLanguage, useTexts, useToday } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { IconMoodCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useGridRows } from '../../grid-rows.ts';
import { CurrencyTotals } from '../../lists/CurrencyTotals.tsx';
import { MayButton } from '../../MayButton.tsx';
import { useScreenSearch } from '../../search.ts';
import { useSession } from '../../session.ts';
import { offeredFirst } from './qualify/qualification.ts';
import { disputesQuery, holdsQuery, positionsQuery, promisesQuery } from './customer-queries.ts';
import type { Customer, StatementRow } from './customer-queries.ts';
import { statementColumns } from './statement-columns.tsx';

const rowKey = (row: StatementRow) => row.id;

interface StatementTabProps {
  readonly customer: Customer;
  readonly ticked: {
    readonly ticked: ReadonlyMap<string, StatementRow>;
    readonly onChange: (ticked: ReadonlyMap<string, StatementRow>) => void;
  };
}

// The columns kept beside a panel, and their widths: the rest would stand beyond the edge.
const besidePanel: Readonly<Record<string, number>> = { number: 124, dueOn: 98, daysLate: 64, open: 112, situation: 118 };

/** The account item by item: what is open, how late, in what situation, with the sum of what is ticked. */
export function StatementTab({ customer, ticked }: StatementTabProps) {
  const texts = useTexts();
  const words = texts.customer.statement;
  const language = useLanguage();
  const today = useToday();
  const { search, change } = useScreenSearch();
  const { permissions } = useSession();
  const asOf = search.asOf && search.asOf !== today ? search.asOf : undefined;
  const asked = { closed: search.state === 'all', ...(asOf ? { asOf } : {}) };
  const { source, totals } = useGridRows<StatementRow, Customer['balances']>({
    queryKey: ['customer', customer.id, 'statement', asked],
    load: async (window) => {
      const answer = await api('GET /customers/{id}/statement', { params: { id: customer.id }, query: { ...asked, ...window } });
      return { rows: answer.rows, total: answer.total, totals: answer.balances };
    },
  });
  const positions = useQuery({ ...positionsQuery(customer.id), enabled: asOf === undefined });
  const only = (totals ?? customer.balances).length > 1 ? undefined : (totals ?? customer.balances)[0]?.currency;
  const beside = search.open !== undefined || search.show !== undefined;
  const columns = useMemo(() => {
    const all = statementColumns({
      texts,
      language,
      currency: only,
      positions: new Map((positions.data?.items ?? []).map((each) => [each.id, each])),
    });
    return beside
      ? all.flatMap((column) => (besidePanel[column.id] ? [{ ...column, width: besidePanel[column.id] ?? 0 }] : []))
      : all;
  }, [texts, language, only, positions.data, beside]);
  return (
    <>
      <DataGrid
        name={beside ? 'statement-beside' : 'statement'}
        label={words.label}
        columns={columns}
        source={source}
        rowKey={rowKey}
        onOpen={(row) => change({ open: row.id, show: undefined })}
        {...(search.open ? { openedKey: search.open } : {})}
        {...(totals && totals.length > 0
          ? {
              totals: {
                open: (
                  <CurrencyTotals
                    bare={only !== undefined}
                    amounts={totals.map(({ total, currency }) => ({ amount: total, currency }))}
                  />
                ),
              },
            }
          : {})}
        {...(asOf
          ? {}
          : {
              selection: {
                ...ticked,
                amountOf: (row: StatementRow) => ({ amount: row.open, currency: row.currency }),
                actions: (
                  <>
                    <MayButton
                      may="comment"
                      size="xs"
                      onClick={() => change({ show: 'qualify', kind: offeredFirst('promise', permissions), open: undefined })}
                    >
                      {words.qualify}
                    </MayButton>
                    <MayButton may="work" size="xs" variant="default" onClick={() => change({ show: 'write', open: undefined })}>
                      {words.write}
                    </MayButton>
                    <MayButton
                      may="work"
                      size="xs"
                      variant="default"
                      onClick={() => change({ show: 'specific', open: undefined })}
                    >
                      {texts.beside.specific.button}
                    </MayButton>
                  </>
                ),
              },
            })}
        toolbar={<Tools customerId={customer.id} asOf={asOf} />}
        empty={
          <EmptyState icon={IconMoodCheck} title={words.empty}>
            {words.emptyHelp}
          </EmptyState>
        }
      />
      {asOf && (
        <p className="q-muted c-past" role="status">
          {words.past(formatDayLong(language, asOf))}{' '}
          <Button size="compact-sm" variant="subtle" onClick={() => change({ asOf: undefined })}>
            {words.today}
          </Button>
        </p>
      )}
    </>
  );
}

function Tools({ customerId, asOf }: { readonly customerId: string; readonly asOf: string | undefined }) {
  const words = useTexts().customer.statement;
  const today = useToday();
  const { search, change } = useScreenSearch();
  const holds = useQuery(holdsQuery(customerId, 'live')).data?.holds.length ?? 0;
  const promises = useQuery(promisesQuery(customerId, 'open')).data?.total ?? 0;
  const disputes = useQuery(disputesQuery(customerId, 'live')).data?.total ?? 0;
  // A promise or a dispute brings its own pauses: counted once, as the case they are.
  const cases = promises + disputes > 0 ? promises + disputes : holds;
  return (
    <>
      <TextInput
        size="xs"
        type="date"
        aria-label={words.asOf}
        max={today}
        value={asOf ?? today}
        onChange={(event) => change({ asOf: event.currentTarget.value || undefined, open: undefined })}
      />
      <Checkbox
        label={words.closed}
        checked={search.state === 'all'}
        onChange={(event) => change({ state: event.currentTarget.checked ? 'all' : undefined })}
      />
      <Button
        size="xs"
        variant={cases > 0 ? 'light' : 'default'}
        onClick={() => change({ show: search.show === 'cases' ? undefined : 'cases', open: undefined })}
      >
        {cases > 0 ? words.casesCount(cases) : words.cases}
      </Button>
    </>
  );
}
