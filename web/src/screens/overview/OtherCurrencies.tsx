import { formatPercent } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { Amount, Section, ShortTable, useLanguage, useTexts } from '@quitus/ui';
import type { WireAmount } from '@quitus/ui';
import { useDrill } from './drill.ts';
import type { OverviewCurrency } from './drill.ts';

interface OtherCurrenciesProps {
  readonly currencies: readonly OverviewCurrency[];
  readonly entity: string | undefined;
}

/** What is owed in the currencies beside the main one: a line each, each figure opening its lines. */
export function OtherCurrencies({ currencies, entity }: OtherCurrenciesProps) {
  const language = useLanguage();
  const texts = useTexts();
  const open = useDrill(entity);
  if (currencies.length === 0) return null;
  const title = texts.overview.screen.otherCurrencies;
  return (
    <Section title={title}>
      <ShortTable label={title} rows={currencies} rowKey={(row) => row.currency} columns={columnsOf(texts, language, open)} />
    </Section>
  );
}

function columnsOf(texts: Texts, language: Language, open: ReturnType<typeof useDrill>) {
  const words = texts.overview.screen;
  const days = (value: number) => words.days(new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value));
  const figure = (label: string, { amount, currency }: WireAmount, drill: Parameters<typeof open>[0], late = false) => (
    <button type="button" className="q-plain o-figure" onClick={() => open(drill)}>
      <span className="q-hidden">{label} </span>
      <Amount value={amount} currency={currency} strong zero="dash" {...(late ? { tone: 'late' as const } : {})} />
    </button>
  );
  return [
    { id: 'currency', title: texts.customers.columns.currency, cell: (row: OverviewCurrency) => <strong>{row.currency}</strong> },
    {
      id: 'total',
      title: words.toCollect,
      align: 'end' as const,
      cell: (row: OverviewCurrency) => figure(words.toCollect, { amount: row.total, currency: row.currency }, row.drills.total),
    },
    {
      id: 'overdue',
      title: words.overdue,
      align: 'end' as const,
      cell: (row: OverviewCurrency) => (
        <>
          {figure(words.overdue, { amount: row.overdue, currency: row.currency }, row.drills.overdue, true)}{' '}
          {row.overdueRate !== null && <span className="q-muted">{formatPercent(language, row.overdueRate)}</span>}
        </>
      ),
    },
    {
      id: 'notDue',
      title: words.notDue,
      align: 'end' as const,
      wideOnly: true,
      cell: (row: OverviewCurrency) => figure(words.notDue, { amount: row.notDue, currency: row.currency }, row.drills.notDue),
    },
    {
      id: 'oldest',
      title: words.oldest,
      align: 'end' as const,
      wideOnly: true,
      cell: (row: OverviewCurrency) => (row.oldest ? days(row.oldest.daysLate) : '–'),
    },
    {
      id: 'dso',
      title: words.dso,
      align: 'end' as const,
      wideOnly: true,
      cell: (row: OverviewCurrency) => (row.dso.value === null ? words.unknown : days(row.dso.value)),
    },
  ];
}
