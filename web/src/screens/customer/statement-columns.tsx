import type { Language, Texts } from '@quitus/texts';
import { formatDay, formatDecimal } from '@quitus/texts';
import { Amount, DateDay, SituationBadge, Why } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import type { Position, StatementRow } from './customer-queries.ts';

/** A row of a list of items, on any screen. */
export type AnyItem = Omit<StatementRow, 'balance'>;

interface Words {
  readonly texts: Texts;
  readonly language: Language;
}

/** Days after the due date, from the server's own day: a past statement counts to its date. */
export function lateCell(row: AnyItem, { texts }: Words) {
  if (row.daysLate === null || row.settledOn !== null) return <span className="q-muted">–</span>;
  const text = texts.common.days.lateShort(row.daysLate).replace('-', '−');
  return (
    <span className="q-late" data-age={row.daysLate > 60 ? 'old' : row.daysLate > 0 ? 'late' : 'not-due'}>
      {text}
    </span>
  );
}

/** The one word of an item, with the parts that something else holds. */
export function situationCell(row: AnyItem, { texts, language }: Words) {
  const words = texts.items.badge;
  const parts = row.badges
    .filter((badge) => badge.amount !== null || row.situation === 'held')
    .map((badge) => {
      const reason = holdReason(texts, badge.reason);
      const what = badge.amount === null ? words.whole(reason) : words.part(reason, formatDecimal(language, badge.amount));
      return badge.untilOn === null ? what : `${what} ${words.until(formatDay(language, badge.untilOn))}`;
    });
  return (
    <span className="c-situation">
      <SituationBadge situation={row.situation} quiet />
      {parts.length > 0 && <span className="q-muted q-clip">{parts.join(' · ')}</span>}
    </span>
  );
}

/** Why something is paused, in the reader's words; a reason of a later version keeps its code. */
export function holdReason(texts: Texts, reason: string): string {
  const words: Readonly<Record<string, string>> = texts.customer.holdReasons;
  return words[reason] ?? reason;
}

/** The due date, marked when it was computed rather than read. */
export function dueCell(row: AnyItem, { texts }: Words) {
  return (
    <span {...(row.dueInferred ? { 'data-hint': texts.items.inferred, className: 'c-inferred' } : {})}>
      <DateDay day={row.dueOn} form="date" />
    </span>
  );
}

interface StatementWords extends Words {
  readonly currency: string | undefined;
  readonly positions: ReadonlyMap<string, Position>;
}

const symbols: Record<string, string> = { EUR: '€', USD: '$', GBP: '£' };

/** The columns of one account's statement. */
export function statementColumns({ texts, language, currency, positions }: StatementWords): GridColumn<StatementRow>[] {
  const words = texts.items.columns;
  const unit = currency ? { unit: symbols[currency] ?? currency } : {};
  const money = (value: string, row: StatementRow, strong = false) => (
    <Amount value={value} zero="dash" strong={strong} {...(currency ? {} : { currency: row.currency })} />
  );
  const both = { texts, language };
  return [
    {
      id: 'number',
      title: words.number,
      width: 150,
      fixed: true,
      primary: 'title',
      cell: (row) => <span className="q-clip c-number">{row.number || row.label}</span>,
    },
    {
      id: 'kind',
      title: words.kind,
      width: 110,
      cell: (row) => <span className="q-clip">{texts.ledger.itemKinds[row.kind]}</span>,
    },
    {
      id: 'issueOn',
      title: words.issueOn,
      width: 104,
      hiddenAtStart: true,
      cell: (row) => <DateDay day={row.issueOn} form="date" />,
    },
    { id: 'dueOn', title: words.dueOn, width: 104, cell: (row) => dueCell(row, both) },
    { id: 'daysLate', title: words.daysLate, width: 76, align: 'end', cell: (row) => lateCell(row, both) },
    { id: 'amount', title: words.amount, ...unit, width: 112, align: 'end', cell: (row) => money(row.amount, row) },
    {
      id: 'open',
      title: words.open,
      hint: words.openHelp,
      ...unit,
      width: 112,
      align: 'end',
      primary: 'figure',
      cell: (row) => money(row.open, row, true),
    },
    {
      id: 'awaiting',
      title: words.awaiting,
      hint: words.awaitingHelp,
      ...unit,
      width: 112,
      align: 'end',
      hiddenAtStart: true,
      cell: (row) => money(row.awaiting, row),
    },
    {
      id: 'situation',
      title: words.situation,
      width: 250,
      grow: true,
      primary: 'detail',
      cell: (row) => situationCell(row, both),
    },
    { id: 'step', title: words.step, width: 190, cell: (row) => stepCell(positions.get(row.id), texts) },
    {
      id: 'balance',
      title: texts.customer.statement.balance,
      ...unit,
      width: 116,
      align: 'end',
      hiddenAtStart: true,
      cell: (row) => money(row.balance, row),
    },
    {
      id: 'label',
      title: words.label,
      width: 180,
      hiddenAtStart: true,
      cell: (row) => <span className="q-clip">{row.label}</span>,
    },
    { id: 'reference', title: words.reference, width: 130, hiddenAtStart: true, cell: (row) => row.reference ?? '–' },
    { id: 'purchaseOrder', title: words.purchaseOrder, width: 120, hiddenAtStart: true, cell: (row) => row.purchaseOrder ?? '–' },
    { id: 'letter', title: words.letter, width: 76, hiddenAtStart: true, cell: (row) => row.letter ?? '–' },
  ];
}

function stepCell(position: Position | undefined, texts: Texts) {
  if (!position) return <span className="q-muted">–</span>;
  return (
    <span className="c-stepcell">
      <span className="q-clip">{position.step ?? texts.items.panel.statuses[position.status]}</span>
      {position.why.length > 0 && (
        <Why
          about={position.number}
          title={texts.items.panel.why}
          reasons={position.why.map((sentence) => ({ sentence, weighs: position.status === 'skipped' ? 'held' : 'for' }))}
        />
      )}
    </span>
  );
}
