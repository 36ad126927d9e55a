import { formatMoney } from '@quitus/texts';
import type { Texts } from '@quitus/texts';
import { Amount, DateDay, LeaderStar, Section, ShortTable, Skeleton, hint, isZero, useLanguage, useTexts } from '@quitus/ui';
import { lateCell } from './action-columns.tsx';
import type { Action, ActionItem } from './action.ts';
import { InvoicesToSend } from './InvoicesToSend.tsx';

interface ActionStatementProps {
  readonly action: Action;
  /** Absent while it is on its way. */
  readonly listed: readonly ActionItem[] | undefined;
}

/** The items an action lists, what each claims, and the net after credits. */
export function ActionStatement({ action, listed }: ActionStatementProps) {
  const texts = useTexts();
  const words = texts.agenda.panel;
  const language = useLanguage();
  if (action.kind === 'invoice') return <InvoicesToSend action={action} listed={listed} />;
  return (
    <Section plain title={words.statementOf(action.items)}>
      {listed === undefined ? (
        <Skeleton shape="lines" count={Math.min(8, Math.max(2, action.items))} />
      ) : (
        <>
          <ShortTable
            label={words.statement}
            rows={listed}
            rowKey={(item) => item.id}
            columns={statementColumns(texts, action.leader?.id)}
          />
          <p className="a-sum">
            {!isZero(action.credits) && (
              <span className="q-muted">
                {words.credits}
                <strong className="q-number">{formatMoney(language, action.credits, action.currency)}</strong>
              </span>
            )}
            <span>
              {words.net}
              <strong className="q-number">{formatMoney(language, action.amount, action.currency)}</strong>
            </span>
          </p>
        </>
      )}
    </Section>
  );
}

function statementColumns(texts: Texts, leaderId: string | undefined) {
  const words = texts.agenda.panel;
  return [
    {
      id: 'number',
      title: words.number,
      cell: (item: ActionItem) => (
        <span className="a-line">
          {item.id === leaderId && <LeaderStar />}
          {item.stepped || item.id === leaderId ? (
            <span className="q-number">{item.number}</span>
          ) : (
            <span className="q-number q-muted" {...hint(words.listedOnly)}>
              {item.number}
            </span>
          )}
        </span>
      ),
    },
    { id: 'due', title: words.due, cell: (item: ActionItem) => <DateDay day={item.dueOn} form="date" /> },
    { id: 'late', title: words.late, align: 'end' as const, cell: (item: ActionItem) => lateCell(item.daysLate, texts) },
    {
      id: 'open',
      title: words.open,
      align: 'end' as const,
      wideOnly: true,
      cell: (item: ActionItem) => <Amount value={item.open} />,
    },
    {
      id: 'claimed',
      title: words.claimed,
      align: 'end' as const,
      cell: (item: ActionItem) => <Amount value={item.claimed} strong />,
    },
  ];
}
