import type { Texts } from '@quitus/texts';
import { Amount, EmptyState, Section, ShortTable, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { IconConfetti } from '@tabler/icons-react';
import type { Overview } from './drill.ts';

/** The customers who owe most past its date. */
export function TopOverdue({ rows, entity }: { readonly rows: Overview['topOverdue']; readonly entity: string | undefined }) {
  const texts = useTexts();
  const words = texts.overview.screen;
  return (
    <Section
      title={words.top}
      actions={
        <Link
          to="/customers"
          search={{ f: ['overdue:at-least:0.01'], sort: '-overdue', ...(entity ? { entity } : {}) }}
          className="o-link"
        >
          {words.allOverdue}
        </Link>
      }
    >
      {rows.length === 0 ? (
        <EmptyState icon={IconConfetti} title={words.noneOverdue} />
      ) : (
        <ShortTable
          label={words.top}
          rows={rows}
          rowKey={(row) => `${row.customerId} ${row.currency}`}
          columns={topColumns(texts)}
        />
      )}
    </Section>
  );
}

type Row = Overview['topOverdue'][number];

function topColumns(texts: Texts) {
  const words = texts.overview.screen;
  return [
    {
      id: 'customer',
      title: words.customer,
      cell: (row: Row) => (
        <Link to="/customers/$id" params={{ id: row.customerId }} className="o-customer">
          {row.name}
        </Link>
      ),
    },
    { id: 'collector', title: words.collector, wideOnly: true, cell: (row: Row) => row.collectorName ?? '–' },
    {
      id: 'oldest',
      title: words.oldestLate,
      align: 'end' as const,
      cell: (row: Row) => (
        <span className="q-late" data-age={row.oldestDaysLate > 60 ? 'old' : 'late'}>
          {texts.common.days.lateShort(row.oldestDaysLate)}
        </span>
      ),
    },
    {
      id: 'overdue',
      title: words.overdue,
      align: 'end' as const,
      cell: (row: Row) => <Amount value={row.overdue} currency={row.currency} strong />,
    },
  ];
}
