import { Amount, DateDay, LeaderStar, Why } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { dueCell, lateCell, situationCell } from '../items/item-cells.tsx';
import type { CellWords } from '../items/item-cells.tsx';
import { positionWords } from '../items/position-words.ts';
import type { Position, StatementRow } from './customer-queries.ts';

interface StatementWords extends CellWords {
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
      width: 146,
      fixed: true,
      primary: 'title',
      cell: (row) => (
        <span className="i-numbered">
          <span className="q-clip i-number">{row.number || row.label}</span>
          {positions.get(row.id)?.leads && <LeaderStar />}
        </span>
      ),
    },
    { id: 'dueOn', title: words.dueOn, width: 104, cell: (row) => dueCell(row, both) },
    { id: 'daysLate', title: words.daysLate, width: 76, align: 'end', primary: 'detail', cell: (row) => lateCell(row, both) },
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
      id: 'situation',
      title: words.situation,
      width: 200,
      grow: true,
      primary: 'detail',
      cell: (row) => situationCell(row, both),
    },
    { id: 'step', title: words.step, width: 190, cell: (row) => stepCell(positions.get(row.id), both) },
    {
      id: 'kind',
      title: words.kind,
      width: 110,
      cell: (row) => <span className="q-clip">{texts.ledger.itemKinds[row.kind]}</span>,
    },
    { id: 'amount', title: words.amount, ...unit, width: 112, align: 'end', cell: (row) => money(row.amount, row) },
    {
      id: 'issueOn',
      title: words.issueOn,
      width: 104,
      hiddenAtStart: true,
      cell: (row) => <DateDay day={row.issueOn} form="date" />,
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

function stepCell(position: Position | undefined, { texts, language }: Pick<StatementWords, 'texts' | 'language'>) {
  if (!position) return <span className="q-muted">–</span>;
  const { step, state } = positionWords(texts, language, position);
  return (
    <span className="c-stepcell">
      <span className="q-clip">
        {step}
        {step !== undefined && state !== undefined && ' · '}
        {state !== undefined && <span className="q-muted">{state}</span>}
      </span>
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
