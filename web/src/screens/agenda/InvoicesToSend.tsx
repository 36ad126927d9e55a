import { Amount, DateDay, Section, ShortTable, Skeleton, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import type { Action, ActionItem } from './action.ts';

/** The invoices an action sends: nothing is claimed of them yet. Each leads to its item, where its document is added. */
export function InvoicesToSend({
  action,
  listed,
}: {
  readonly action: Action;
  readonly listed: readonly ActionItem[] | undefined;
}) {
  const words = useTexts().agenda.panel;
  return (
    <Section plain title={words.invoicesOf(action.items)}>
      {listed === undefined ? (
        <Skeleton shape="lines" count={Math.min(8, Math.max(2, action.items))} />
      ) : (
        <ShortTable
          label={words.invoicesOf(action.items)}
          rows={listed}
          rowKey={(item) => item.id}
          columns={[
            {
              id: 'number',
              title: words.number,
              cell: (item) => (
                <Link to="/items" search={{ open: item.id }} className="q-number">
                  {item.number}
                </Link>
              ),
            },
            { id: 'due', title: words.due, cell: (item) => <DateDay day={item.dueOn} form="date" /> },
            { id: 'open', title: words.open, align: 'end', cell: (item) => <Amount value={item.open} strong /> },
          ]}
        />
      )}
    </Section>
  );
}
