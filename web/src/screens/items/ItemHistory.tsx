import { formatInstant } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { Amount, DateDay, ShortTable, StatusBadge, useLanguage, useTexts } from '@quitus/ui';
import type { Item } from './ItemPanel.tsx';

type Sibling = Item['siblings'][number];
type Version = Item['versions'][number];

/** The other due lines of the same invoice. */
export function Siblings({ item }: { readonly item: Item }) {
  const texts = useTexts();
  const words = texts.items.panel;
  if (item.siblings.length === 0) return null;
  return (
    <section>
      <h3 className="i-heading">{words.siblings}</h3>
      <ShortTable
        label={words.siblings}
        rows={item.siblings}
        rowKey={(row) => row.id}
        columns={siblingColumns(texts, item.currency)}
      />
    </section>
  );
}

function siblingColumns(texts: Texts, currency: string) {
  const words = texts.items.columns;
  return [
    { id: 'dueOn', title: words.dueOn, cell: (row: Sibling) => <DateDay day={row.dueOn} form="date" /> },
    {
      id: 'amount',
      title: words.amount,
      align: 'end' as const,
      cell: (row: Sibling) => <Amount value={row.amount} currency={currency} />,
    },
    {
      id: 'open',
      title: words.open,
      align: 'end' as const,
      cell: (row: Sibling) => <Amount value={row.open} currency={currency} strong />,
    },
  ];
}

/** What was believed of an item before, latest first. */
export function Versions({ item }: { readonly item: Item }) {
  const texts = useTexts();
  const language = useLanguage();
  const words = texts.items.panel;
  return (
    <section>
      <h3 className="i-heading">{words.versions}</h3>
      {item.versions.length === 0 ? (
        <p className="i-quiet">{words.noVersion}</p>
      ) : (
        <ShortTable
          label={words.versions}
          rows={item.versions}
          rowKey={(row) => row.recordedUntil}
          columns={versionColumns(texts, language, item.currency)}
        />
      )}
    </section>
  );
}

function versionColumns(texts: Texts, language: Language, currency: string) {
  const words = texts.items.panel;
  return [
    {
      id: 'until',
      title: words.version.until,
      cell: (row: Version) => (
        <>
          {formatInstant(language, row.recordedUntil)}{' '}
          {row.removed && (
            <StatusBadge tone="neutral" quiet>
              {words.removed}
            </StatusBadge>
          )}
        </>
      ),
    },
    { id: 'number', title: words.version.number, cell: (row: Version) => row.number },
    { id: 'due', title: words.version.due, cell: (row: Version) => <DateDay day={row.dueOn} form="date" /> },
    {
      id: 'amount',
      title: words.version.amount,
      align: 'end' as const,
      cell: (row: Version) => <Amount value={row.amount} currency={currency} />,
    },
  ];
}
