import type { ImportView } from '@quitus/contract';
import { Amount, Section, ShortTable, StatusBadge, useTexts } from '@quitus/ui';
import { agreesToTheCent, differenceOf } from './control.ts';

type Control = ImportView['controls'][number];

/** The sum of the file found again in what was taken and rejected, by currency. */
export function ControlTotals({ view }: { readonly view: ImportView }) {
  const words = useTexts().imports.result.control;
  if (view.controls.length === 0) return null;
  const agrees = view.controls.every(agreesToTheCent);
  const money = (id: 'file' | 'taken' | 'rejected') => ({
    id,
    title: words[id],
    align: 'end' as const,
    cell: (row: Control) => <Amount value={row[id]} currency={row.currency} />,
  });
  return (
    <Section
      title={words.title}
      actions={<StatusBadge tone={agrees ? 'settled' : 'late'}>{agrees ? words.agrees : words.differs}</StatusBadge>}
    >
      <p className="i-note q-muted">{words.help}</p>
      <ShortTable
        label={words.title}
        rows={view.controls}
        rowKey={(row) => row.currency}
        columns={[
          { id: 'currency', title: words.currency, cell: (row) => row.currency },
          money('file'),
          money('taken'),
          money('rejected'),
          {
            id: 'difference',
            title: words.difference,
            align: 'end',
            wideOnly: true,
            cell: (row) => (
              <Amount value={differenceOf(row)} currency={row.currency} strong tone={agreesToTheCent(row) ? 'settled' : 'late'} />
            ),
          },
        ]}
      />
    </Section>
  );
}
