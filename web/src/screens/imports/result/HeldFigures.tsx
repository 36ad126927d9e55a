import type { ImportView } from '@quitus/contract';
import { Amount, Section, ShortTable, useTexts } from '@quitus/ui';

type Figures = NonNullable<ImportView['held']>['figures'][number];

/** The figures one judges by before a file is applied all the same. */
export function HeldFigures({ held }: { readonly held: NonNullable<ImportView['held']> }) {
  const texts = useTexts().imports;
  const words = texts.held;
  const money = (id: 'openBefore' | 'openAfter' | 'settledAmount', title: string) => ({
    id,
    title,
    align: 'end' as const,
    cell: (row: Figures) => <Amount value={row[id]} currency={row.currency} strong={id === 'openAfter'} />,
  });
  return (
    <Section>
      <ShortTable
        label={held.sentence}
        rows={held.figures}
        rowKey={(row) => row.currency}
        columns={[
          { id: 'currency', title: texts.result.control.currency, cell: (row) => row.currency },
          money('openBefore', words.before),
          money('settledAmount', words.settled),
          {
            id: 'items',
            title: texts.result.counts.settled,
            align: 'end',
            wideOnly: true,
            cell: (row) => words.items(row.settledItems),
          },
          money('openAfter', words.after),
        ]}
      />
    </Section>
  );
}
